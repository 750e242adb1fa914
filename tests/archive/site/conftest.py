"""One site for all tests: sealed once, written once, served on this computer as a host would serve it."""

import datetime as dt
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.archive.seal import FOLDER, Wish, seal
from publish.archive.site import write_site
from publish.archive.site.serve import serving
from tests import made
from tests.archive.making import NOW
from tests.archive.site.writing import ALIASES, CORRECTED, ENGLISH_ALONE, LONG, OLD, bring_old, write_short


@dataclass(frozen=True)
class Shown:
    """A workspace whose site is written, and where it is served."""

    root: Path
    address: str
    """Of the front page on this computer, with a slash at its end."""
    base: str
    """The public address in all files, without one."""

    @property
    def folder(self) -> Path:
        return self.root / FOLDER

    def here(self, address: str) -> str:
        """Where a public address is served on this computer; any other address stays what it is."""
        return f"{self.address}{address.removeprefix(self.base).lstrip('/')}" if self.is_own(address) else address

    def is_own(self, address: str) -> bool:
        return address == self.base or address.startswith(f"{self.base}/")


@contextmanager
def served(root: Path) -> Iterator[str]:
    """The site of the workspace in *root*, on this computer, while somebody looks at it."""
    with serving(root) as server:
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield server.address
        finally:
            server.http.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three years of editions, sealed; its site is not yet written. Copy it before you change it."""
    root = tmp_path_factory.mktemp("site") / "workspace"
    (root / "content").mkdir(parents=True)
    shutil.copy(made.ROOT / "publish.yaml", root)
    for folder in made.EDITIONS:
        shutil.copytree(folder, root / "content" / folder.name)
    write_short(root, OLD)
    write_short(root, ALIASES, aliases={"sv": ("nyhetsbrev/2025-9.html", "gamla/hosten"), "en": ("old/autumn/",)})
    write_short(root, ENGLISH_ALONE, languages=("en",))
    write_short(root, LONG, title="A title so long that no designer would have asked for it, with " * 2 + "an end")
    write_short(root, CORRECTED, languages=("sv",))
    editions = sorted(folder.name for folder in (root / "content").iterdir())
    for number, edition in enumerate(editions):
        seal(root, Wish(edition, NOW + dt.timedelta(minutes=number)))
    bring_old(root, NOW + dt.timedelta(minutes=30))
    write_short(root, CORRECTED, body="The meeting begins at ten.")
    seal(root, Wish(CORRECTED, NOW + dt.timedelta(hours=1), "The meeting begins at ten, not at nine."))
    return root


@pytest.fixture(scope="session")
def site(sealed_once: Path) -> Iterator[Shown]:
    """Its site, written and served. Nobody may change anything in it."""
    write_site(sealed_once)
    base = "https://www.stockholmshandelskammare.example/utgavor"
    with served(sealed_once) as address:
        yield Shown(sealed_once, address, base)
