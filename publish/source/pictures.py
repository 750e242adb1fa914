"""
The pictures of an edition: opened, measured, and refused when a format could not show them safely.

A picture lies beside the text and has a name that every address and every file system can carry.
"""

import re
import unicodedata
from pathlib import Path

from publish.blocks import Mistake
from publish.edition import Picture
from publish.problems import did_you_mean
from publish.source.pixels import SMALLER, read_pixels
from publish.source.svg import read_svg

BYTES = 20_000_000
_MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Pictures:
    """The pictures of one edition, each read once."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder = folder
        self._root = root
        self._seen: dict[str, tuple[Mistake, ...]] = {}
        self.found: dict[str, Picture] = {}

    def look(self, name: str) -> tuple[Mistake, ...]:
        """Read the picture *name* unless it was read before; what is wrong with it."""
        if name not in self._seen:
            self._seen[name] = self._read(name)
        return self._seen[name]

    def _read(self, name: str) -> tuple[Mistake, ...]:
        if mistake := _name_mistake(name) or self._file_mistake(name):
            return (mistake,)
        file = self._folder / name
        try:
            data = file.read_bytes()
        except OSError as error:
            return (Mistake("E140", f"cannot read the picture '{name}': {error.strerror}"),)
        kind = _MEDIA[file.suffix.lower()]
        if kind == "image/svg+xml":
            size, mistakes = read_svg(data, self._place(file))
        else:
            size, mistakes = read_pixels(data, name, kind)
        if not mistakes:
            self.found[name] = Picture(name, data, kind, *size)
        return mistakes

    def _place(self, file: Path) -> str:
        return (file.relative_to(self._root) if file.is_relative_to(self._root) else file).as_posix()

    def _file_mistake(self, name: str) -> Mistake | None:
        file = self._folder / name
        if not file.is_file():
            there = sorted(other.name for other in self._folder.iterdir() if other.suffix.lower() in _MEDIA)
            hint = did_you_mean(name, there) if there else "put the file into the edition's folder, beside the text"
            return Mistake("E140", f"there is no picture '{name}' beside the text", hint)
        if not file.resolve().is_relative_to(self._root.resolve()):
            return Mistake(
                "E141",
                f"the picture '{name}' is a link to a file outside the workspace",
                "copy the file itself into the folder",
            )
        if (size := file.stat().st_size) > BYTES:
            return Mistake(
                "E142", f"the picture '{name}' has {size / 1e6:.0f} MB, expected at most {BYTES / 1e6:.0f} MB", SMALLER
            )
        return None


def _name_mistake(name: str) -> Mistake | None:
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", name):
        return Mistake(
            "E141",
            f"'{name}' is an address, expected the name of a file beside the text",
            "save the picture into the edition's folder",
        )
    if "/" in name or "\\" in name:
        return Mistake(
            "E141",
            f"'{name}' leads to another folder, expected the name of a file beside the text",
            "put the picture into the edition's folder and write its name alone",
        )
    if Path(name).suffix.lower() not in _MEDIA:
        return Mistake(
            "E143",
            f"'{name}' is not a picture that all outputs can show",
            f"known here: {', '.join(f'`{suffix}`' for suffix in _MEDIA)}",
        )
    if not _NAME.fullmatch(name):
        return Mistake(
            "E141", f"the name '{name}' cannot stand in every address", f"call the file `{_plain_name(name)}`"
        )
    return None


def _plain_name(name: str) -> str:
    """*name* in letters, digits and hyphens."""
    stem, _, suffix = name.rpartition(".")
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return (re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower() or "picture") + "." + suffix.lower()
