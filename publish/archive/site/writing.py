"""
What is about to be written, noted before it is: who is stopped meanwhile leaves a note, and the next one tidies up.

Without it, a file of which nobody knows would stay for good: a new one that no later run makes, or a half-written one.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from publish.build.files import write_files
from publish.problems import BuildError


class Notes:
    """Paths below a *folder*, in a file for as long as somebody writes them. Only a help, so it may fail."""

    def __init__(self, file: Path, *, inside: Path) -> None:
        self._file, self._inside = file, inside
        self._stream: IO[str] | None = None

    def left(self) -> frozenset[str]:
        """What was about to be written when somebody was stopped; a line without an end was not yet."""
        try:
            return frozenset(self._file.read_text(encoding="utf-8").split("\n")[:-1])
        except (OSError, ValueError):
            return frozenset()

    def __enter__(self) -> Self:
        return self

    def about_to_write(self, path: str) -> None:
        """Note *path*."""
        with suppress(OSError, BuildError):
            if self._stream is None:
                self._write(self.left())
                self._stream = self._file.open("a", encoding="utf-8")
            self._stream.write(f"{path}\n")
            self._stream.flush()

    def forget(self, paths: Iterable[str]) -> None:
        """What is remembered elsewhere by now need not be noted."""
        with suppress(OSError, BuildError):
            if self._stream:
                self._write(self.left() - frozenset(paths))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            if self._stream:
                self._stream.close()
            if kind is None:
                self._file.unlink(missing_ok=True)

    def _write(self, paths: Iterable[str]) -> None:
        """What was left stays noted until somebody comes to the end."""
        data = "".join(f"{path}\n" for path in sorted(paths)).encode()
        write_files(self._file.parent, [(self._file.name, data)], inside=self._inside)


def remove_unfinished(folder: Path, paths: Iterable[str]) -> None:
    """Remove what was written beside its place for any of *paths*, and never moved into it."""
    for path in paths:
        place = folder / path
        for file in place.parent.glob(f".{_plain(place.name)}.*~"):
            with suppress(OSError):
                file.unlink()


def _plain(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
