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
    engines: tuple[str, ...] = ()
    """Modules that are slow to load. One process loads them for all its workers."""

    def render(self, edition: "Edition", theme: "Theme") -> "tuple[Artefact, ...]":
        """The finished files of *edition* in this format."""
        artefacts: tuple[Artefact, ...] = import_module(self.module).render(edition, theme)
        return artefacts

    def load(self) -> None:
        """Import now what `render` would import at its first call."""
        for name in (self.module, *self.engines):
            import_module(name)


_ALL = (
    Format("brochure", "publish.formats.brochure", ("brochure",), ("weasyprint", "pikepdf")),
    Format("newsletter", "publish.formats.newsletter", ("newsletter", "text"), ("mjml", "css_inline")),
    Format("web", "publish.formats.web", ("web", "card"), ("weasyprint", "pypdfium2")),
)
FORMATS: dict[str, Format] = {entry.name: entry for entry in _ALL}
