"""
The table of formats: what an edition can become.

A format is one module with `render(edition, theme)` and one line here. Its module, and the engine
behind it, are imported when the first edition is rendered and not before: looking at the table costs nothing.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.edition import Artefact, Edition
    from publish.theme import Theme


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output."""

    name: str
    module: str
    """Has `render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]`, a pure function."""
    templates: tuple[str, ...]
    """The folders below `templates/` it is made from; what lies directly in `templates/` counts for all."""
    engine: str = ""
    """What is slow to load, as `module:function`. One process loads it for all its workers."""
    apart: bool = False
    """Whether the languages of an edition share nothing in it, so that workers without work may divide them."""

    def render(self, edition: "Edition", theme: "Theme") -> "tuple[Artefact, ...]":
        """The finished files of *edition* in this format."""
        artefacts: tuple[Artefact, ...] = import_module(self.module).render(edition, theme)
        return artefacts

    def load(self) -> None:
        """
        Load now what `render` would load at its first call.

        Raises:
            RenderError: if the machine lacks something.
        """
        import_module(self.module)
        module, _, function = self.engine.partition(":")
        if function:
            getattr(import_module(module), function)()


_WEASYPRINT = "publish.formats.pdf.engine:weasyprint"
# The one that takes longest comes first.
_ALL = (
    Format("brochure", "publish.formats.brochure", ("brochure",), _WEASYPRINT, apart=True),
    Format("newsletter", "publish.formats.newsletter", ("newsletter", "text"), _WEASYPRINT),
    Format("web", "publish.formats.web", ("web", "card"), _WEASYPRINT),
)
FORMATS: dict[str, Format] = {entry.name: entry for entry in _ALL}
