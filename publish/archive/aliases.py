"""
Old addresses that lead to an edition: each to one edition, and none to where the site itself has something.

Once sealed they are for good, so what cannot be is refused before.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from publish.archive.manifest import Head, is_edition
from publish.archive.store import Sealed
from publish.problems import ArchiveError, Place, Problem
from publish.workspace import CONTENT

_OWN = frozenset({"404.html", "_headers", "fonts", "index.html", "pagefind", "robots.txt", "seals.json", "search.js",
                  "site.css", "sitemap.xml"})  # fmt: skip
_OWN_NUMBERED = re.compile(r"sitemap-\d+\.xml")


def file_at(alias: str) -> str:
    """The file that a host shows at an old address."""
    if alias.endswith("/"):
        return f"{alias}index.html"
    return alias if "." in alias.rpartition("/")[2] else f"{alias}/index.html"


def hides(alias: str, languages: Sequence[str]) -> bool:
    """Whether a page at this address would stand where the site in these *languages* has something itself."""
    first = file_at(alias).lower().partition("/")[0]
    return first in _OWN or bool(_OWN_NUMBERED.fullmatch(first)) or first in {one.lower() for one in languages}


def problems(head: Head, seals: Sequence[Sealed], languages: Sequence[str], root: Path) -> Iterator[Problem]:
    """What keeps *head* from being sealed after *seals*, in a workspace whose site has these *languages*."""
    others = {sealed.head.edition: sealed.head for sealed in seals if sealed.head.edition != head.edition}
    taken = {alias: other for other in others.values() for alias in _all(other)}
    folders = {head.edition, *others}
    for language, about in head.languages.items():
        for alias in about.aliases:
            reason = _reason(alias, folders, (*languages, *head.languages)) or _rival(alias, head, taken)
            if reason:
                hint = "take it out of `aliases`, or write the address that the edition once had"
                place = _place(root, f"{CONTENT}/{head.edition}/{language}.md", alias)
                yield Problem("E708", f"the old address `{alias}` {reason}", place, hint)
    for alias, other in taken.items():
        if file_at(alias).partition("/")[0] == head.edition:
            hint = f"give this edition another name, or correct {other.edition} without that old address"
            message = f"this edition's address is an old address of {other.edition}"
            yield Problem("E708", message, Place(f"{CONTENT}/{head.edition}"), hint)


def refuse(head: Head, seals: Sequence[Sealed], languages: Sequence[str], root: Path) -> None:
    """
    The same, as an error.

    Raises:
        ArchiveError: if there is a problem.
    """
    if found := tuple(dict.fromkeys(problems(head, seals, languages, root))):
        raise ArchiveError(*found)


def _all(head: Head) -> Iterator[str]:
    for about in head.languages.values():
        yield from about.aliases


def _reason(alias: str, folders: set[str], languages: Sequence[str]) -> str:
    """Why no edition can have it; empty if one can."""
    first, _, below = file_at(alias).partition("/")
    if hides(alias, languages):
        return "is one of the site's own"
    if first in folders:
        return f"lies in the folder of {first}"
    if is_edition(first) and below.partition("/")[0].isdecimal():
        return "is that of a seal"
    return ""


def _rival(alias: str, head: Head, taken: dict[str, Head]) -> str:
    """Why this edition cannot have it; empty if it can."""
    file = file_at(alias).lower()
    for old, other in taken.items():
        if file == file_at(old).lower() or _is_in(file, file_at(old).lower()):
            return f"cannot be beside `{old}` of {other.edition}"
    beside = next((own for own in _all(head) if _is_in(file, file_at(own).lower())), "")
    return f"cannot be beside `{beside}`" if beside else ""


def _is_in(one: str, other: str) -> bool:
    """Whether one of two files would have to be a folder for the other."""
    return one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _place(root: Path, path: str, alias: str) -> Place:
    """Where it stands after `aliases:`, as a word of its own; an edition made elsewhere has no such file."""
    if not (root / path).is_file():
        return Place("dist/archive/" + path.split("/")[1])
    text = (root / path).read_text(encoding="utf-8")
    listed = re.search(r"^aliases\s*:", text, re.MULTILINE)
    word = re.compile(rf"(?<![\w./~-]){re.escape(alias)}(?![\w./~-])")
    found = word.search(text, listed.end() if listed else 0)
    if not found:
        return Place(path)
    return Place(path, text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start()))
