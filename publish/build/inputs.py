"""
What an edition is made from besides its own folder: settings, brand, templates, our code, the engines.

All of it is found out without reading any of it as more than bytes, so looking for what is stale
needs neither YAML nor templates.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import publish
from publish.build.digests import Digests, digest, files_below
from publish.formats import Format

ENGINES = frozenset(
    [
        "annotated_types",
        "babel",
        "brotli",
        "cffi",
        "css_inline",
        "cssselect2",
        "fonttools",
        "jinja2",
        "lxml",
        "markdown_it_py",
        "markupsafe",
        "mdit_py_plugins",
        "mdurl",
        "mjml_python",
        "pikepdf",
        "pillow",
        "pycparser",
        "pydantic",
        "pydantic_core",
        "pydyf",
        "pyphen",
        "pypdfium2",
        "pyyaml",
        "segno",
        "tinycss2",
        "tinyhtml5",
        "typing_extensions",
        "typing_inspection",
        "weasyprint",
        "webencodings",
        "zopfli",
    ]
)
"""The packages whose version decides what the files look like: all that we need, but for the command's own."""

_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0")
_LIBRARY_FOLDERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
_COMMAND = ("cli", "build", "archive")
"""Our folders that no format and no check stands upon: a change there changes no file."""


class Shared:
    """The hashes of what the editions of one workspace have in common."""

    def __init__(self, root: Path, stock: Path, digests: Digests) -> None:
        self._digests = digests
        self._homes = tuple(dict.fromkeys((str(root), str(stock))))
        self.settings = digests.of(str(root / "publish.yaml"))
        self._of: dict[str, str] = {}
        self._common = self._hash([self.settings, *_engines(), *self._files(_code()), *self._assets(), *self._words()])

    def of(self, format_: Format) -> str:
        """The hash of all that editions in *format_* are made from."""
        if format_.name not in self._of:
            self._of[format_.name] = self._hash([self._common, format_.name, *self._templates(format_)])
        return self._of[format_.name]

    def _assets(self) -> Iterator[str]:
        for home in self._homes:
            yield from self._files(files_below(f"{home}/assets"))

    def _words(self) -> Iterator[str]:
        """What lies directly in `templates/` counts for all formats."""
        for home in self._homes:
            names = sorted(_listing(f"{home}/templates"))
            yield from self._files(f"{home}/templates/{name}" for name in names if not name.startswith("."))

    def _templates(self, format_: Format) -> Iterator[str]:
        for home in self._homes:
            for name in format_.templates:
                yield from self._files(files_below(f"{home}/templates/{name}"))

    def _files(self, paths: Iterable[str]) -> Iterator[str]:
        """The name and the hash of each that is a file."""
        for path in paths:
            if found := self._digests.of(path):
                yield path
                yield found

    @staticmethod
    def _hash(words: Iterable[str]) -> str:
        return digest("\0".join(words).encode("utf-8", "surrogateescape"))


def _code() -> Iterator[str]:
    """Our own modules, as far as they decide what the files look like."""
    home = os.path.dirname(publish.__file__)  # noqa: PTH120  # strings, as everything here
    for entry in sorted(os.listdir(home)):  # noqa: PTH208
        path = f"{home}/{entry}"
        if entry.endswith(".py"):
            yield path
        elif entry not in (*_COMMAND, "stock"):
            yield from (file for file in files_below(path) if not file.endswith((".pyc", ".pyi")))


def _engines() -> Iterator[str]:
    """Name and version of everything installed that draws, by the folders that installers leave."""
    yield publish.__version__
    yield sys.version
    for folder in sys.path:
        yield from sorted(name for name in _listing(folder) if _is_engine(name))
    for folder in _LIBRARY_FOLDERS:
        for name in _LIBRARIES:
            path = f"{folder}/{name}"
            found = os.path.realpath(path)
            if found != path:
                yield found


def engines() -> dict[str, str]:
    """Name and version of us, of Python and of everything that draws."""
    import platform
    from importlib import metadata  # both are slow to load, and a build has no need of them

    found = {"publish": publish.__version__, "python": platform.python_version()}
    for distribution in metadata.distributions():
        name = (distribution.name or "").replace("-", "_").lower()
        if name in ENGINES:
            found[name] = distribution.version
    for folder in _LIBRARY_FOLDERS:
        for name in _LIBRARIES:
            path = f"{folder}/{name}"
            if os.path.exists(path):  # noqa: PTH110
                found.setdefault(name.partition(".")[0], os.path.realpath(path).rpartition(".so.")[2])
    return dict(sorted(found.items()))


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def _is_engine(name: str) -> bool:
    return name.endswith((".dist-info", ".egg-info")) and name.partition("-")[0].lower() in ENGINES
