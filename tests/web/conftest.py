"""Both editions on a web server, and a browser to look at them."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import made
from tests.judges import axe


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Say nothing: the tests listen to the browser."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address below which both editions are: `<edition>/<language>/`."""
    root = tmp_path_factory.mktemp("site")
    for folder in made.EDITIONS:
        for language in made.LANGUAGES:
            _write(root / folder.name / language, made.files(folder, language, "web"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=root)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@pytest.fixture(scope="session")
def browser() -> Browser:
    """Chromium, once for all tests."""
    if reason := axe.missing():
        pytest.skip(reason)
    return axe.chromium()
