"""Opens a PDF from elsewhere as the site will: looks through it, paints its first page, reads its text."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from publish.archive.bring.apart import LIMITS, SECONDS, apart, problem_of
from publish.archive.texts import first_page_size, pdf_texts
from publish.formats import raster
from publish.formats.pdf.received import receive
from publish.problems import ArchiveError, Place, Problem, PublishError, RenderError

_PAINTED = 64
"""Width in pixels at which the first page is tried."""
_LONGEST = 4
"""How many times longer than wide, or wider than long, that page may be."""
_ANEW = "open it in a PDF program, and save it anew"


@dataclass(frozen=True, slots=True)
class Tried:
    """A PDF that can be kept."""

    pages: int
    is_silent: bool
    """Whether no text can be read in it."""
    day: str
    """On which it says that it was made, like 2015-04-01; empty if it does not say."""
    title: str
    language: str


def tried(data: bytes, shown: str, *, seconds: float = SECONDS) -> Tried:
    """
    What the PDF is; *shown* is its name in problems.

    Raises:
        ArchiveError: with all that is wrong with it, or if it takes longer than *seconds*.
    """
    answer = apart(lambda: _answer(data, shown), seconds)
    if answer is None:
        message = f"the PDF cannot be opened within {LIMITS}"
        raise ArchiveError(Problem("E731", message, Place(shown), "print it into a new, smaller PDF"))
    tree: dict[str, Any] = json.loads(answer)
    if found := tree.get("problems"):
        raise ArchiveError(*map(problem_of, found))
    return Tried(**tree)


def _answer(data: bytes, shown: str) -> bytes:
    try:
        return json.dumps(asdict(_looked_at(data, shown))).encode()
    except PublishError as error:
        return json.dumps({"problems": [asdict(problem) for problem in error.problems]}).encode()


def _looked_at(data: bytes, shown: str) -> Tried:
    found = receive(data, shown)
    try:
        width, height = first_page_size(data)
        if not 0 < max(width, height) <= _LONGEST * min(width, height):
            message = f"the first page measures {width:g} × {height:g} points, which nobody can look at"
            raise ArchiveError(Problem("E730", message, Place(shown), "expected the page of a document"))
        raster.first_page(data, _PAINTED)
    except RenderError as error:
        message = "the PDF is damaged: its first page cannot be painted"
        raise ArchiveError(Problem("E730", message, Place(shown), _ANEW)) from error
    silent = not any(text.strip() for text in pdf_texts(data))
    return Tried(found.pages, silent, found.day.isoformat() if found.day else "", found.title, found.language)
