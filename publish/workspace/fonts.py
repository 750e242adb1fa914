"""Font files: there, what their names say, and free to be passed on under the SIL Open Font License."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.problems import SourceError

LICENCE = "OFL.txt"
_LICENCE_NAME = "SIL Open Font License, Version 1.1"
_SIGNATURES = {".ttf": (b"\0\1\0\0", b"true"), ".otf": (b"OTTO",), ".woff2": (b"wOF2",)}


@dataclass(frozen=True, slots=True)
class FontFault:
    code: str
    message: str
    hint: str = ""


def use(path: str) -> frozenset[str]:
    """What a font file is for: whole ones for print, compressed ones for the web."""
    return frozenset({"web" if path.endswith(".woff2") else "print"})


def faults(path: str, asset: Callable[[str], Path | None]) -> Iterator[FontFault]:
    """What is wrong with the font file *path* below assets/. *asset* finds a file there."""
    try:
        file = asset(path)
    except SourceError as error:
        yield from (FontFault(problem.code, problem.message, problem.hint) for problem in error.problems)
        return
    if file is None:
        yield FontFault("E214", f"there is no font file 'assets/{path}'")
        return
    with file.open("rb") as stream:
        if stream.read(4) not in _SIGNATURES[file.suffix]:
            yield FontFault("E216", f"'assets/{path}' does not begin like a {file.suffix} file")
    yield from _licence(path, asset)


def _licence(path: str, asset: Callable[[str], Path | None]) -> Iterator[FontFault]:
    beside = f"{path.rpartition('/')[0]}/{LICENCE}"
    licence = asset(beside)
    if licence is None:
        hint = "it comes with the font; put it beside the file"
        yield FontFault("E215", f"the font's licence 'assets/{beside}' is missing", hint)
    elif _LICENCE_NAME not in " ".join(licence.read_text(encoding="utf-8", errors="replace").split()):
        hint = "only such fonts may be passed on inside PDF files, pages and packages"
        yield FontFault("E215", f"'assets/{beside}' is not the {_LICENCE_NAME}", hint)
