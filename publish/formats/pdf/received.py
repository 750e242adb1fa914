"""Looks at a PDF that somebody else made, before it is shown to the public: whether it opens, and what it would do."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from publish.problems import Place, Problem, RenderError

_DOING = {
    "/JavaScript": "holds a script",
    "/Launch": "starts a program",
    "/ImportData": "loads data from a file",
    "/SubmitForm": "sends what people fill in to somebody",
    "/EmbeddedFile": "carries files inside it",
    "/RichMedia": "plays something from another program",
    "/XFA": "is a form that only one program can show (XFA)",
}
"""Actions and parts (ISO 32000-1, 12.6.4, 7.11.4, 12.7.8) that a document for everybody does not need."""
_TOLD_BY = {"/JS": "/JavaScript", "/EF": "/EmbeddedFile", "/XFA": "/XFA"}
"""Entries that say the same whatever stands around them."""
_DEEPEST = 200
_MOST_OBJECTS = 2_000_000
_LARGEST_PICTURE = 200_000_000
"""Pixels. An A0 poster at 300 dpi has 140 million."""
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Received:
    """A PDF that can be opened."""

    pages: int
    day: dt.date | None
    """On which it says that it was made."""
    title: str
    language: str


def receive(data: bytes, shown: str) -> Received:
    """
    Open a PDF from elsewhere; *shown* is its name in problems.

    Raises:
        RenderError: if it is none, is damaged or locked, has no page, or would run or send something.
    """
    place = Place(shown)
    if b"%PDF-" not in data[:1024]:
        raise RenderError(Problem("E730", "this is no PDF", place, "expected a PDF, or a web page named .html"))
    with _opened(data, place) as document:
        if document.is_encrypted:
            raise RenderError(_locked(place))
        _refuse_size(document, place)
        if doing := sorted(set(_doings(document.objects))):
            hint = "print it into a new PDF, which does nothing by itself"
            raise RenderError(*(Problem("E732", f"the PDF {_DOING[name]}", place, hint) for name in doing))
        return Received(len(document.pages), _day(document), _title(document), str(document.Root.get("/Lang", "")))


@contextmanager
def _opened(data: bytes, place: Place) -> Iterator[Any]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as document:
            yield document
    except pikepdf.PasswordError as error:
        raise RenderError(_locked(place)) from error
    except (pikepdf.PdfError, LookupError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        hint = "open it in a PDF program, and save it anew"
        raise RenderError(Problem("E730", f"the PDF is damaged: {_said(error)}", place, hint)) from error


def _locked(place: Place) -> Problem:
    return Problem("E730", "the PDF is locked with a password or rights", place, "save it without")


def _refuse_size(document: Any, place: Place) -> None:
    if not len(document.pages):
        raise RenderError(Problem("E730", "the PDF has no page", place))
    for number, thing in enumerate(document.objects):
        if number > _MOST_OBJECTS:
            raise RenderError(Problem("E731", f"the PDF has more than {_MOST_OBJECTS} parts", place))
        if (pixels := _pixels(thing)) > _LARGEST_PICTURE:
            message = f"a picture in the PDF has {pixels / 1e6:.0f} million pixels"
            raise RenderError(Problem("E731", message, place, "make its pictures smaller"))


def _pixels(thing: Any) -> int:
    import pikepdf

    if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != "/Image":
        return 0
    return int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))


def _doings(objects: Iterable[Any]) -> Iterator[str]:
    """What the document would do or carries, wherever in it."""
    for thing in objects:
        yield from _within(thing, 0)


def _within(thing: Any, depth: int) -> Iterator[str]:
    import pikepdf

    if depth > _DEEPEST:
        raise ValueError("its parts stand in each other too deep")
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _named(thing)
        parts: Iterable[Any] = (value for _, value in thing.items())
    elif isinstance(thing, pikepdf.Array):
        parts = thing
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _within(part, depth + 1)


def _named(thing: Any) -> Iterator[str]:
    """What one dictionary says that it does or is."""
    import pikepdf

    for key in ("/S", "/Type", "/Subtype"):
        kind = thing.get(key)
        if isinstance(kind, pikepdf.Name) and str(kind) in _DOING:
            yield str(kind)
    yield from (name for key, name in _TOLD_BY.items() if key in thing)


def _day(document: Any) -> dt.date | None:
    found = _DAY.match(str(document.docinfo.get("/CreationDate", "")))
    with suppress(ValueError):
        return dt.date(*map(int, found.groups())) if found else None
    return None


def _title(document: Any) -> str:
    return " ".join(str(document.docinfo.get("/Title", "")).split())


def _said(error: Exception) -> str:
    """The library's words, without the name of the stream, which is nobody's."""
    return str(error).rpartition("): ")[2].rpartition(">: ")[2][:200] or "it cannot be read"
