"""What the readers of pages, style sheets and drawings find: what cannot be kept, and what else is needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import unquote

from publish.problems import Place, Problem

PICTURES = frozenset({".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
FONTS = frozenset({".eot", ".otf", ".ttf", ".woff", ".woff2"})
_IGNORED = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_AROUND = "".join(map(chr, range(0x21)))
"""What browsers take off both ends of an address."""
_LINKS = ("http:", "https:", "mailto:", "tel:")
_LINKED = "link with the whole address (https://…), or remove the link"


class Use(Enum):
    """What a file is wanted for, and what its name may end with."""

    STYLE = frozenset({".css"})
    PICTURE = PICTURES
    STYLED = PICTURES | FONTS
    """What a style sheet asks for."""
    LINK = PICTURES | {".pdf"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A file beside the one that was read."""

    path: str
    """From the page's folder."""
    use: Use
    place: Place


@dataclass(slots=True)
class Found:
    """All that was found in one file."""

    shown: str
    """The file's name in problems."""
    folder: str = ""
    """In which it lies, from the page's folder; with a slash at its end, or empty."""
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def refuse(self, message: str, line: int, hint: str = "", code: str = "E733") -> None:
        """Tell that something cannot be kept."""
        self.problems.append(Problem(code, message, Place(self.shown, line), hint))

    def need(self, address: str, use: Use, line: int) -> None:
        """Take note of an address: a file beside this one, or something that cannot be kept."""
        clean = _IGNORED.sub("", address).strip(_AROUND)
        if not clean or clean.startswith("#"):
            return
        if reason := _reason(clean, use):
            hint = _LINKED if use is Use.LINK else "save it in the page's folder, and let the page refer to it there"
            self.refuse(f"'{_short(clean)}' {reason}", line, hint, "E734")
        elif not _SCHEME.match(clean) and not clean.startswith("//"):
            self._need_file(clean, use, line)

    def _need_file(self, address: str, use: Use, line: int) -> None:
        try:
            path = unquote(re.split(r"[?#]", address, maxsplit=1)[0], errors="strict")
        except UnicodeDecodeError:
            self.refuse(f"'{_short(address)}' is no address in UTF-8", line, code="E734")
            return
        steps = list(_walked(f"{self.folder}{path}"))
        if ".." in steps:
            hint = _LINKED if use is Use.LINK else "copy it into the folder"
            self.refuse(f"'{_short(address)}' lies outside the page's folder", line, hint, "E734")
        elif not steps or not path or path.endswith("/"):
            hint = _LINKED if use is Use.LINK else ""
            self.refuse(f"'{_short(address)}' leads to no file", line, hint, "E734")
        else:
            self.references.append(Reference("/".join(steps), use, Place(self.shown, line)))


def _walked(path: str) -> Iterator[str]:
    """The steps of a path, without turns; one that leads out begins with `..`."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return iter(steps)


def _reason(address: str, use: Use) -> str:
    """Why what is at *address* cannot be kept; empty if it can."""
    scheme = _SCHEME.match(address)
    if scheme:
        return _reason_of(scheme[0].lower(), address, use)
    if re.match(r"[/\\]{2}", address):
        return "" if use is Use.LINK and "\\" not in address else "lies on another host"
    if "\\" in address:
        return "has a backslash, expected `/`"
    if address.startswith("/"):
        return "begins at the host's root, expected a path from the page"
    return ""


def _reason_of(scheme: str, address: str, use: Use) -> str:
    if use is Use.LINK:
        return "" if scheme in _LINKS else "is no address that a link of a kept page can have"
    if scheme == "data:":
        is_picture = use in {Use.PICTURE, Use.STYLED} and address[5:11].lower() == "image/"
        return "" if is_picture else "is a file inside the address, expected a file beside the page"
    return "lies elsewhere, expected a file beside the page"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
