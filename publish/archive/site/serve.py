"""The site as a host would show it, for this computer alone: its addresses, its headers, and its page for the lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path
from urllib.parse import urlsplit

from publish.archive.seal import FOLDER
from publish.archive.site.machines import FEED_TYPES, policy_of
from publish.problems import BuildError, Place, Problem
from publish.workspace import open_workspace

_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}

_TYPES = {".atom": "application/atom+xml", ".webp": "image/webp", ".woff2": "font/woff2"}
"""What some computers do not know."""


@dataclass(frozen=True)
class Server:
    """A server that is ready to run."""

    address: str
    """Of the front page."""
    http: ThreadingHTTPServer

    def run(self) -> None:
        """Answer until somebody interrupts."""
        self.http.serve_forever()


class _Handler(SimpleHTTPRequestHandler):
    """Files below one folder, at the path that the public address has."""

    prefix = ""

    def translate_path(self, path: str) -> str:
        found = urlsplit(path).path
        below = found.removeprefix(self.prefix) if found.startswith(f"{self.prefix}/") else "/.nowhere"
        return super().translate_path(below)

    def guess_type(self, path: str | PathLike[str]) -> str:
        file = Path(path)
        return FEED_TYPES.get(file.name) or _TYPES.get(file.suffix) or super().guess_type(path)

    def list_directory(self, path: object) -> None:
        """A folder without a page is nothing to show."""
        del path
        self.send_error(404)

    def end_headers(self) -> None:
        path = self.translate_path(getattr(self, "path", "")).removeprefix(str(self.directory))
        for name, value in {**_HEADERS, "Content-Security-Policy": policy_of(path)}.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing: it is not a log that people look at."""


@contextmanager
def serving(root: Path, port: int = 0) -> Iterator[Server]:
    """
    A server of the workspace's site on 127.0.0.1; port 0 is any that is free.

    Raises:
        BuildError: if the port is taken.
    """
    prefix = urlsplit(open_workspace(root).settings.base_url).path
    handler = type("Handler", (_Handler,), {"prefix": prefix})
    try:
        http = ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(root / FOLDER)))
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        raise BuildError(Problem("E707", message, Place(str(FOLDER)), "give another one, or none")) from error
    try:
        yield Server(f"http://127.0.0.1:{http.server_port}{prefix}/", http)
    finally:
        http.server_close()
