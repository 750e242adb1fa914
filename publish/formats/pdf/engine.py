"""
The engine, WeasyPrint, on a short rope: what it may fetch, and what it may pass over in silence.

It fetches nothing but `publish:///NAME` (which *files* answers) and `data:`; all else is refused. What it only
logs, a missing picture or a property it does not know, is a problem here, because nobody reads a log.
"""

import contextlib
import ctypes.util
import functools
import gc
import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from publish.problems import Place, Problem, PublishError, RenderError, in_order

Files: TypeAlias = Callable[[str], bytes]
"""Gives the bytes of a name; raises a `PublishError` or a `LookupError` for one it does not have."""

INSTALL = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "css": "text/css",
    "ttf": "font/ttf",
    "woff2": "font/woff2",
}

_FONT_STARTS = (b"\0\1\0\0", b"OTTO", b"true")

# Messages that only repeat that a file could not be had; the fetcher has said so already, and with a reason.
_ECHOES = ("Failed to load", "cannot be loaded", "Error while")

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

# Pango's font maps and the collected log lines belong to the process, so one rendering at a time.
_LOCK = threading.RLock()


@functools.cache
def engine_problems() -> tuple[Problem, ...]:
    """What this machine lacks for rendering, each with the command that installs it; nothing if all is well."""
    from PIL import ImageFile

    said = io.StringIO()
    try:
        # The engine prints a long text when a library is missing; ours is shorter.
        with contextlib.redirect_stdout(said), warnings.catch_warnings(), _opening_libraries_by_file_name():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint.text.ffi as libraries
        # The engine lets everybody read pictures that are cut off; here they are a problem.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    except OSError as error:
        message = f"a library that sets text is missing: {error}".splitlines()[0]
        return (Problem("E500", message, Place("this machine"), hint=INSTALL),)
    if libraries.harfbuzz_subset is None:
        message = "HarfBuzz-subset, the library that shortens fonts, is missing"
        return (Problem("E501", message, Place("this machine"), hint=INSTALL),)
    return ()


@contextlib.contextmanager
def _opening_libraries_by_file_name() -> Iterator[None]:
    """
    Let no library be searched for by other programs.

    The engine tries each library's names on all systems, and for each that does not open Python starts `ldconfig`,
    `gcc` and `ld`: fifty programs, a fifth of a second. The name that Linux uses is among them and opens at once.
    """

    def nowhere(name: str) -> str | None:  # noqa: ARG001
        return None

    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def weasyprint() -> ModuleType:
    """
    The engine itself.

    Raises:
        RenderError: if a library it needs is missing.
    """
    if problems := engine_problems():
        raise RenderError(*problems)
    import weasyprint as engine

    return engine  # type: ignore[no-any-return]


@dataclass
class Session:
    """What happened while the engine worked: what it asked for in vain, and what it complained of."""

    fetcher: Any
    name: str
    wanted: list[Problem] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    fonts: set[bytes] = field(default_factory=set)
    """Every font file that *files* gave."""
    style: str = ""
    """The style sheets that *files* gave."""
    foreign: dict[str, set[str]] = field(default_factory=dict)
    """Letters that were set in fonts of this machine, by family."""

    def problems(self) -> tuple[Problem, ...]:
        """Each cause once."""
        echo = _ECHOES if self.wanted else ()
        heard = (text for text in self.said if not any(words in text for words in echo))
        told = (Problem("E504", f"the engine says: {text}", Place(self.name)) for text in heard)
        # Without its files a text falls back to what the machine has; the files are the cause.
        foreign = () if self.wanted else (self._foreign(*found) for found in self.foreign.items())
        return in_order((*self.wanted, *told, *foreign))

    def _foreign(self, family: str, letters: set[str]) -> Problem:
        """Tell of letters in a font of this machine: on another one they would look otherwise, or be missing."""
        message = f"set in {family}, a font of this machine: {' '.join(sorted(letters - {' '}))[:80]}"
        hint = "name a bundled font that has these letters, as TTF or OTF"
        return Problem("E505", message, Place(self.name), hint)


@contextlib.contextmanager
def session(files: Files, *, name: str) -> Iterator[Session]:
    """
    Work with the engine; *name* is what problems call the document.

    Raises:
        RenderError: on leaving, if anything was refused or missing, or if the engine complained of anything.
    """
    weasyprint()
    work = Session(None, name)
    work.fetcher = _fetcher_class()(files, work)
    with _LOCK, _listening(work.said), _causes_first(work):
        yield work
    if problems := work.problems():
        raise RenderError(*problems)


@contextlib.contextmanager
def _causes_first(work: Session) -> Iterator[None]:
    """When the engine has broken down, tell of what was refused or missing: that may be why."""
    try:
        yield
    except RenderError as error:
        raise RenderError(*work.problems(), *(() if work.wanted else error.problems)) from error


@contextlib.contextmanager
def breakdowns(name: str) -> Iterator[None]:
    """Make a fault inside the engine, which is no fault of ours, a problem that names the document."""
    try:
        yield
    except _FAULTS as error:
        hint = "undo the last change to the page or its style; the engine does not bear all of CSS"
        message = f"the engine broke down: {type(error).__name__} {error}".strip()
        raise RenderError(Problem("E504", message, Place(name), hint)) from error


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Put off looking for garbage: a layout is a million objects, and as long as it is needed all are in use."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


@contextlib.contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    ear = _Ear(said)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # The engine's own housekeeping, not its opinion of the page.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        for logger in loggers:
            logger.addHandler(ear)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeHandler(ear)
    said.extend(str(warning.message) for warning in caught)


class _Ear(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(" ".join(record.getMessage().split()))


@functools.cache
def _fetcher_class() -> Any:
    """Make the class of fetchers that know only *files*, and tell the session what they did not give."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self, files: Files, work: Session) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self._files, self._work = files, work

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Answer from *files* or refuse. The engine may swallow what is raised here, so it is also kept."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            file = _file_name(url)
            if not file:
                hint = "give what the page shows as publish:///NAME or data:"
                self._work.wanted.append(Problem("E502", f"{url} is not fetched", Place(self._work.name), hint))
                raise ValueError(url)
            data = self._read(file)
            if data[:4] in _FONT_STARTS:
                self._work.fonts.add(data)
            if file.endswith(".css"):
                self._work.style += data.decode("utf-8", "replace")
            return URLFetcherResponse(url, data, {"Content-Type": _media_type(file)})

        def _read(self, file: str) -> bytes:
            try:
                return self._files(file)
            except PublishError as error:
                self._work.wanted.extend(error.problems)
                raise ValueError(file) from error
            except (LookupError, FileNotFoundError) as error:
                self._work.wanted.append(Problem("E503", f"there is no file {file}", Place(self._work.name)))
                raise ValueError(file) from error

    return Fetcher


def _file_name(url: str) -> str:
    """Turn publish:///pictures/a%20b.png into pictures/a b.png, and anything else into nothing."""
    parts = urlsplit(url)
    name = unquote(parts.path).removeprefix("/")
    strange = parts.scheme != "publish" or parts.netloc or parts.query or ".." in name.split("/")
    return "" if strange else name


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
