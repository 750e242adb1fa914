"""Whatever is done to what was sealed is found, and named."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.archive import Archive, keys
from publish.archive.verify import verify
from tests.archive.making import EDITION, NOW, archive, opened, sealed, write_edition

OTHER = "2021-04-30-another"
Tampering = Callable[[Path], object]


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three seals, the first two signed."""
    from publish.cli import starters

    root = tmp_path_factory.mktemp("archive")
    (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
    key = keys.generate(root / "archive.key", "archive.key")
    sealed(root, write_edition(root), key=key)
    sealed(root, write_edition(root, edition=OTHER), now=NOW + dt.timedelta(days=1), key=key)
    write_edition(root, body="Better text.")
    sealed(root, now=NOW + dt.timedelta(days=2), correction="The text was bad.")
    return root


@pytest.fixture
def root(sealed_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    copy = tmp_path / "archive"
    shutil.copytree(sealed_once / "dist" / "archive", copy)
    opened(copy)
    return copy


def test_what_nobody_touched_is_as_it_was_sealed(sealed_once: Path) -> None:
    found = verify(archive(sealed_once))

    assert found.problems == ()
    assert len(found.seals) == 3
    assert found.files == sum(len(seal.manifest.files) for seal in found.seals)


def test_an_archive_is_as_good_in_another_place(root: Path) -> None:
    assert verify(Archive(root, "copy")).problems == ()


def _rewrite(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


def _manifest(file: Path, **changes: object) -> None:
    tree = json.loads(file.read_bytes())
    tree.update(changes)
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _link(file: Path) -> None:
    data = file.with_name("elsewhere")
    file.rename(data)
    file.symlink_to(data.name)


def _put(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"")


def _forget(seal: Path, path: str) -> None:
    """Remove a file, and every trace of it in the manifest."""
    (seal / path).unlink()
    files = json.loads((seal / "manifest.json").read_bytes())["files"]
    _manifest(seal / "manifest.json", files=[file for file in files if file["path"] != path])


TAMPERINGS: dict[str, tuple[Tampering, str, str]] = {
    "one byte of a page is changed": (
        lambda root: _rewrite(root / EDITION / "1/en/index.html", lambda data: data.replace(b"Text.", b"Test.")),
        "E716",
        f"{EDITION}/1/en/index.html",
    ),
    "a file is cut off": (
        lambda root: _rewrite(root / EDITION / "1/en/brochure.pdf", lambda data: data[:-1]),
        "E716",
        f"{EDITION}/1/en/brochure.pdf",
    ),
    "a file grows": (
        lambda root: _rewrite(root / OTHER / "1/en/newsletter.txt", lambda data: data + b"\n"),
        "E716",
        f"{OTHER}/1/en/newsletter.txt",
    ),
    "a file is removed": (
        lambda root: (root / EDITION / "1/en/card.png").unlink(),
        "E715",
        f"{EDITION}/1/en/card.png",
    ),
    "a file is added": (
        lambda root: (root / EDITION / "1/en/extra.html").write_bytes(b"<p>New"),
        "E714",
        f"{EDITION}/1/en/extra.html",
    ),
    "a hidden file is added": (
        lambda root: (root / EDITION / "1/.htaccess").write_bytes(b"Redirect / /"),
        "E714",
        f"{EDITION}/1/.htaccess",
    ),
    "a file is added in a new folder": (
        lambda root: _put(root / EDITION / "1/more/a"),
        "E714",
        f"{EDITION}/1/more/a",
    ),
    "a file becomes a link": (
        lambda root: _link(root / EDITION / "1/en/index.html"),
        "E717",
        f"{EDITION}/1/en/index.html",
    ),
    "a file is renamed": (
        lambda root: (root / EDITION / "1/en/index.html").rename(root / EDITION / "1/en/index.htm"),
        "E715",
        f"{EDITION}/1/en/index.html",
    ),
    "the source is changed": (
        lambda root: _rewrite(root / f"{EDITION}/1/source/content/{EDITION}/en.md", lambda data: data + b"More.\n"),
        "E716",
        f"{EDITION}/1/source/content/{EDITION}/en.md",
    ),
    "a manifest is changed, and no file": (
        lambda root: _manifest(root / OTHER / "1/manifest.json", languages={"en": {"title": "Nothing"}}),
        "E713",
        f"{EDITION}/2/manifest.json",
    ),
    "a manifest is written anew without what was removed": (
        lambda root: _forget(root / EDITION / "1", "en/card.png"),
        "E713",
        f"{OTHER}/1/manifest.json",
    ),
    "a manifest is removed": (
        lambda root: (root / OTHER / "1/manifest.json").unlink(),
        "E710",
        f"{OTHER}/1/manifest.json",
    ),
    "a manifest is no JSON any more": (
        lambda root: (root / OTHER / "1/manifest.json").write_bytes(b"{"),
        "E711",
        f"{OTHER}/1/manifest.json",
    ),
    "a manifest leads out of its folder": (
        lambda root: _rewrite(
            root / EDITION / "2/manifest.json", lambda data: data.replace(b'"en/card.png"', b'"../card.png"')
        ),
        "E711",
        f"{EDITION}/2/manifest.json",
    ),
    "a manifest is a link": (
        lambda root: _link(root / OTHER / "1/manifest.json"),
        "E717",
        f"{OTHER}/1/manifest.json",
    ),
    "a seal is removed from the middle": (
        lambda root: shutil.rmtree(root / OTHER),
        "E713",
        f"{EDITION}/2/manifest.json",
    ),
    "the first version is removed": (
        lambda root: shutil.rmtree(root / EDITION / "1"),
        "E713",
        f"{OTHER}/1/manifest.json",
    ),
    "two seals change places": (
        lambda root: (
            (root / EDITION / "1").rename(root / "aside"),
            (root / OTHER / "1").rename(root / EDITION / "1"),
            (root / "aside").rename(root / OTHER / "1"),
        ),
        "E712",
        f"{OTHER}/1/manifest.json",
    ),
    "a seal is copied as another version": (
        lambda root: shutil.copytree(root / EDITION / "2", root / EDITION / "3"),
        "E712",
        f"{EDITION}/3/manifest.json",
    ),
    "a signature is removed": (
        lambda root: (root / OTHER / "1/manifest.sig").unlink(),
        "E718",
        f"{OTHER}/1/manifest.sig",
    ),
    "a signature is another's": (
        lambda root: shutil.copyfile(root / EDITION / "1/manifest.sig", root / OTHER / "1/manifest.sig"),
        "E718",
        f"{OTHER}/1/manifest.sig",
    ),
    "a signature is rubbish": (
        lambda root: (root / OTHER / "1/manifest.sig").write_bytes(b"\xff\xfe"),
        "E718",
        f"{OTHER}/1/manifest.sig",
    ),
    "a signature is put to what nobody signed": (
        lambda root: shutil.copyfile(root / EDITION / "1/manifest.sig", root / EDITION / "2/manifest.sig"),
        "E714",
        f"{EDITION}/2/manifest.sig",
    ),
    "a seal was never finished": (
        lambda root: (root / ".sealing-0011223344556677").mkdir(),
        "E719",
        ".sealing-0011223344556677",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_at_its_file(root: Path, name: str) -> None:
    tamper, code, path = TAMPERINGS[name]
    tamper(root)

    found = verify(Archive(root, "copy"))

    assert (code, f"copy/{path}") in {(problem.code, problem.place.path) for problem in found.problems}, found.problems


def test_all_that_was_changed_is_told_in_one_run(root: Path) -> None:
    for path in ("1/en/index.html", "1/en/newsletter.txt", "2/en/index.html"):
        _rewrite(root / EDITION / path, lambda data: data + b"x")

    assert len(verify(Archive(root, "copy")).problems) == 3


def test_who_knows_the_key_finds_what_another_has_signed(root: Path, sealed_once: Path, tmp_path: Path) -> None:
    own = keys.read_key(sealed_once / "archive.key", "archive.key").public
    strange = keys.generate(tmp_path / "strange.key", "strange.key").public

    with_own, with_strange = (verify(Archive(root, "copy"), public_key=key).problems for key in (own, strange))

    assert [str(problem.place) for problem in with_own] == [f"copy/{EDITION}/2/manifest.json"]
    assert [problem.code for problem in with_strange] == ["E718"] * 3


def test_an_archive_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    found = verify(Archive(tmp_path / "nowhere"))

    assert (found.seals, found.problems) == ((), ())


def test_what_is_no_edition_is_let_be(root: Path) -> None:
    (root / "index.html").write_bytes(b"the site")
    (root / "2021").mkdir()
    (root / EDITION / "index.html").write_bytes(b"the edition's page")

    assert verify(Archive(root, "copy")).problems == ()


def test_verifying_changes_nothing(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}

    verify(Archive(root, "copy"))

    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
