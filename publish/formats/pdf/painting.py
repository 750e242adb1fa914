"""Between the engine and its pages: what is done before and after a page is painted."""

import functools
from collections.abc import Callable
from typing import Any, TypeAlias

from publish.formats.pdf.engine import Session, breakdowns

Painter: TypeAlias = Callable[[int, Any, Any], None]
"""Sees a page's number, the page and its content stream."""


def painting(document: Any, work: Session, *, before: Painter | None = None, after: Painter | None = None) -> Any:
    """Give *document* again, with *before* and *after* called round the painting of each page."""
    pages = [_page_class()(page) for page in document.pages]
    watched = document.copy(pages)
    for number, page in enumerate(pages):
        page.before = functools.partial(before, number) if before else None
        page.after = functools.partial(after, number) if after else None
        page.fonts = functools.partial(_note_fonts, watched, work)
        page.document = work.name
    return watched


@functools.cache
def _page_class() -> Any:
    from weasyprint import Page

    class WatchedPage(Page):  # type: ignore[misc]
        def __init__(self, page: Any) -> None:
            self.__dict__.update(page.__dict__)

        def paint(self, stream: Any, scale: float = 1) -> None:
            if self.before:
                self.before(self, stream)
            with breakdowns(self.document):
                super().paint(stream, scale)
            self.fonts()
            if self.after:
                self.after(self, stream)

    return WatchedPage


def _note_fonts(document: Any, work: Session) -> None:
    """Note fonts that *files* did not give. Later the engine shortens their files beyond recognition."""
    for font in document.fonts.values():
        if font.file_content not in work.fonts:
            work.foreign.setdefault(font.family, set()).update("".join(font.to_unicode.values()))
