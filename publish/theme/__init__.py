"""
What an edition wears: templates filled with the edition, the brand, the publisher and the words of its language.

The only importer of Jinja, and the only place where text is marked safe: what `markdown` wrote and what
the filters here escape. A template sees what `Theme.render` hands it and nothing else.
"""

from functools import cached_property
from typing import Any

from publish.edition import Edition
from publish.problems import Place, Problem, RenderError
from publish.theme import pictures
from publish.theme.address import Address
from publish.theme.direction import is_leftward
from publish.theme.environment import environment, filling
from publish.theme.words import ArchiveWords, Dictionary, Other, Words, read_archive_words, read_words
from publish.workspace import Workspace

__all__ = ["Address", "Other", "Theme", "Words"]


class Theme:
    """The templates, brand and words of a workspace, for all its editions."""

    def __init__(self, workspace: Workspace, *, traced: bool = False) -> None:
        self.workspace = workspace
        self.brand = workspace.brand
        self._environment = environment(workspace, self.icon, traced=traced)
        self._covered: dict[str, frozenset[int]] = {}

    def traced(self) -> "Theme":
        """The same theme, whose templates all say in `marks` which of their lines wrote what."""
        return Theme(self.workspace, traced=True)

    def render(self, template: str, edition: Edition, **more: Any) -> str:
        """
        *template* (a name like `web/page.html.j2`) filled with *edition* and with what stands in *more*.

        MJML carries the marks of `marks`, which say where each line comes from; `marks.unmark` takes them out.

        Raises:
            RenderError: with the file and line of the template that cannot be filled.
        """
        context = {**self.context(edition), **more}
        with filling(template, self.workspace, known=context):
            return self._environment.get_template(template).render(context)

    def context(self, edition: Edition) -> dict[str, Any]:
        """What every template sees."""
        if edition.language not in self.workspace.settings.publisher:
            message = f"`publish.yaml` has no language `{edition.language}`"
            raise RenderError(Problem("E306", message, Place(edition.path)))
        return {
            **self._common(edition.language),
            "edition": edition,
            "address": self.address(edition),
            "others": tuple(self._other(edition, other) for other in edition.others),
        }

    def page(self, template: str, language: str, **more: Any) -> str:
        """
        *template* filled for a page that is no edition: with the brand, the publisher and the words of *language*.

        Raises:
            RenderError: with the file and line of the template that cannot be filled.
        """
        context = {**self._common(language), "language": language, **more}
        with filling(template, self.workspace, known=context):
            return self._environment.get_template(template).render(context)

    def words(self, language: str) -> Words:
        """
        The interface words in *language*.

        Raises:
            RenderError: if words.yml does not have them.
        """
        return self._dictionary.of(language)

    def archive_words(self, language: str) -> ArchiveWords:
        """
        The words of the archive's pages in *language*.

        Raises:
            RenderError: if archive/words.yml does not have them.
        """
        return self._archive_dictionary.of(language)

    def address(self, edition: Edition, language: str = "") -> Address:
        """Where *edition* is on the web, in its own or another language."""
        return Address(f"{self.workspace.settings.base_url}/{edition.id}/{language or edition.language}/")

    def file(self, name: str, edition: Edition) -> bytes:
        """
        The bytes of `pictures/<name>` of the edition, or of any other *name* below assets/.

        Raises:
            RenderError: if there is no such file.
        """
        return pictures.file(name, edition, self.workspace)

    def icon(self, name: str, colour: str) -> str:
        """
        The SVG of an icon in assets/icons, in *colour*.

        Raises:
            RenderError: if there is no such icon, or it holds more than drawing.
        """
        return pictures.icon(name, colour, self.workspace)

    def glyphs_missing(self, text: str, use: str = "print") -> list[str]:
        """The characters of *text* that none of the bundled fonts for *use* can draw, each once, in order."""
        from publish.theme import glyphs

        if use not in self._covered:
            self._covered[use] = glyphs.covered(self.brand.faces_for(use), self.workspace)
        return glyphs.missing(text, self._covered[use])

    def _common(self, language: str) -> dict[str, Any]:
        """What does not depend on an edition."""
        settings = self.workspace.settings
        return {
            "brand": self.brand,
            "publisher": settings.publisher[language],
            "mail": settings.mail[language],
            "words": self.words(language),
            "direction": "rtl" if is_leftward(language) else "ltr",
        }

    def _other(self, edition: Edition, language: str) -> Other:
        return Other(language, self.words(language), self.address(edition, language))

    @cached_property
    def _dictionary(self) -> Dictionary[Words]:
        return read_words(self.workspace)

    @cached_property
    def _archive_dictionary(self) -> Dictionary[ArchiveWords]:
        return read_archive_words(self.workspace)
