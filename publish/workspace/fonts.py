"""Font files: there, what their names say, and free to be passed on under the SIL Open Font License."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SIGNATURES = {".ttf": (b"\0\1\0\0", b"true"), ".otf": (b"OTTO",), ".woff2": (b"wOF2",)}
LICENCE = "OFL.txt"
_LICENCE_NAME = "SIL Open Font License, Version 1.1"


@dataclass(frozen=True, slots=True)
class FontFault:
    code: str
    message: str
    hint: str = ""


def faults(path: str, asset: Callable[[str], Path | None]) -> Iterator[FontFault]:
    """What is wrong with the font file *path* below assets/. *asset* finds a file there."""
    file = asset(path)
    if file is None:
        yield FontFault("E214", f"there is no font file 'assets/{path}'")
        return
    if not _begins(file, _SIGNATURES[file.suffix]):
        yield FontFault("E216", f"'assets/{path}' does not begin like a {file.suffix} file")
    yield from _licence(path, asset)


def _licence(path: str, asset: Callable[[str], Path | None]) -> Iterator[FontFault]:
    beside = f"{path.rpartition('/')[0]}/{LICENCE}"
    licence = asset(beside)
    if licence is None:
        yield FontFault("E215", f"the font's licence 'assets/{beside}' is missing", "it comes with the font; put it beside the file")
    elif _LICENCE_NAME not in " ".join(licence.read_text(encoding="utf-8", errors="replace").split()):
        hint = "only such fonts may be passed on inside PDF files, pages and this package"
        yield FontFault("E215", f"'assets/{beside}' is not the {_LICENCE_NAME}", hint)


def _begins(file: Path, signatures: tuple[bytes, ...]) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) in signatures
