"""An edition is sealed once, whole, with everything it was made from; then nothing changes it."""

import datetime as dt
import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from publish.archive import keys
from publish.archive.manifest import About, read
from publish.problems import BuildError, PublishError
from tests.archive.making import EDITION, NOW, archive, everything, opened, sealed, write_edition

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def root(workspace: Path) -> Path:
    write_edition(workspace)
    return workspace


def codes(caught: pytest.ExceptionInfo[PublishError]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_a_seal_names_every_file_by_its_hash(root: Path) -> None:
    seal = sealed(root)

    found = everything(seal.folder)
    manifest = json.loads(found.pop("manifest.json"))
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == {
        path: hashlib.sha256(data).hexdigest() for path, data in found.items()
    }
    assert {file["path"]: file["size"] for file in manifest["files"]} == {p: len(data) for p, data in found.items()}


def test_a_seal_holds_what_was_built_and_what_it_was_made_from(root: Path) -> None:
    seal = sealed(root)

    found = everything(seal.folder)
    built = everything(root / "dist" / EDITION)
    assert {path: found[path] for path in built} == built
    assert found[f"source/content/{EDITION}/en.md"] == (root / "content" / EDITION / "en.md").read_bytes()
    assert {"source/publish.yaml", "source/assets/brand.yml", "source/templates/web/page.html.j2"} <= found.keys()
    assert not [path for path in found if path.startswith("source/assets/fonts/")]
    assert all(one.path.startswith("assets/fonts/") for one in seal.manifest.ingredients)
    assert any(one.path.endswith(".ttf") for one in seal.manifest.ingredients)


def test_a_seal_says_who_when_and_with_what(root: Path) -> None:
    manifest = sealed(root).manifest

    assert (manifest.number, manifest.version, manifest.edition) == (1, 1, EDITION)
    assert (manifest.sealed, manifest.date) == ("2026-11-23T08:00:00Z", "2021-03-30")
    assert manifest.languages == {"en": About("An example", "What it is about, in short.", "News")}
    assert {file.path: file.pages for file in manifest.files if file.pages} == {"en/brochure.pdf": 2}
    assert {"publish", "python", "weasyprint", "mjml_python"} <= manifest.made_by.keys()
    types = {Path(file.path).name: file.type for file in manifest.files}
    assert (types["brochure.pdf"], types["index.html"], types["newsletter.eml"], types["en.md"]) == (
        "application/pdf",
        "text/html",
        "message/rfc822",
        "text/markdown",
    )


def test_what_is_sealed_is_closed_for_writing(root: Path) -> None:
    seal = sealed(root)

    modes = {path.stat().st_mode & 0o222 for path in (seal.folder, *seal.folder.rglob("*"))}
    assert modes == {0}


def test_an_edition_is_sealed_once(root: Path) -> None:
    seal = sealed(root)
    before = everything(seal.folder)

    with pytest.raises(PublishError) as caught:
        sealed(root, now=NOW + HOUR)

    assert codes(caught) == ["E701"]
    assert everything(seal.folder) == before


def test_a_correction_is_a_version_beside_the_first(root: Path) -> None:
    first = sealed(root)
    before = everything(first.folder)
    write_edition(root, body="Better text.")

    second = sealed(root, now=NOW + HOUR, correction="The text was not good.")

    assert everything(first.folder) == before
    assert (second.name, second.manifest.correction) == (f"{EDITION}/2", "The text was not good.")
    assert second.manifest.previous
    assert second.manifest.previous.sha256 == first.sha256
    assert b"Better text." in (second.folder / "en" / "index.html").read_bytes()


def test_what_is_not_sealed_cannot_be_corrected(root: Path) -> None:
    with pytest.raises(PublishError) as caught:
        sealed(root, correction="All of it.")

    assert codes(caught) == ["E702"]


def test_a_correction_that_changes_nothing_is_refused(root: Path) -> None:
    sealed(root)

    with pytest.raises(PublishError) as caught:
        sealed(root, now=NOW + HOUR, correction="Nothing.")

    assert codes(caught) == ["E705"]
    assert len(archive(root).seals()) == 1


def test_an_edition_with_problems_is_not_sealed(root: Path) -> None:
    write_edition(root, body="<b>raw</b>")

    with pytest.raises(PublishError) as caught:
        sealed(root)

    assert set(codes(caught)) == {"E150"}
    assert everything(root / "dist") == {}


def test_a_clock_that_goes_backwards_is_told(root: Path) -> None:
    sealed(root)
    other = write_edition(root, edition="2021-04-30-another")

    with pytest.raises(PublishError) as caught:
        sealed(root, other, now=NOW - HOUR)

    assert codes(caught) == ["E704"]


def test_nothing_is_sealed_upon_a_broken_chain(root: Path) -> None:
    sealed(root)
    other = write_edition(root, edition="2021-04-30-another")
    sealed(root, other, now=NOW + HOUR)
    opened(root / "dist" / "archive" / EDITION)
    manifest = root / "dist" / "archive" / EDITION / "1" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"An example", b"Another one"))
    third = write_edition(root, edition="2021-05-30-third")

    with pytest.raises(PublishError) as caught:
        sealed(root, third, now=NOW + 2 * HOUR)

    assert codes(caught) == ["E713"]


def test_what_somebody_left_unfinished_is_removed(root: Path) -> None:
    left = root / "dist" / "archive" / ".sealing-0123456789abcdef" / "en"
    left.mkdir(parents=True)
    (left / "index.html").write_bytes(b"half")
    left.chmod(0o555)

    sealed(root)

    assert sorted(entry.name for entry in (root / "dist" / "archive").iterdir()) == [EDITION]


def test_a_folder_that_leads_elsewhere_is_refused(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "dist").mkdir()
    (root / "dist" / "archive").symlink_to(elsewhere)

    with pytest.raises(PublishError) as caught:
        sealed(root)

    assert codes(caught) == ["E603"]
    assert not list(elsewhere.iterdir())


def test_a_file_in_the_way_is_told(root: Path) -> None:
    (root / "dist").mkdir()
    (root / "dist" / "archive").write_bytes(b"mine")

    with pytest.raises(BuildError) as caught:
        sealed(root)

    assert caught.value.problems[0].place.path.startswith("dist/archive")
    assert (root / "dist" / "archive").read_bytes() == b"mine"


def test_the_commit_is_named_when_git_knows_all_of_it(root: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", "publish.yaml", "content")
    git("commit", "-q", "-m", "An edition")

    assert sealed(root).manifest.commit == git("rev-parse", "HEAD").strip()
    write_edition(root, body="Changed, and not committed.")
    assert sealed(root, now=NOW + HOUR, correction="It changed.").manifest.commit == ""


def test_a_seal_is_signed_by_whoever_has_the_key(root: Path) -> None:
    key = keys.generate(root / "archive.key", "archive.key")

    seal = sealed(root, key=key)

    data, line = ((seal.folder / name).read_bytes() for name in ("manifest.json", "manifest.sig"))
    assert seal.manifest.public_key == key.public
    assert keys.is_signed(key.public, data, line)
    assert not keys.is_signed(key.public, data + b" ", line)
    assert read(data, "manifest.json") == seal.manifest


def test_a_key_is_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "archive.key"
    made = keys.generate(file, "archive.key")

    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.read_key(file, "archive.key").public == made.public
    with pytest.raises(PublishError) as again:
        keys.generate(file, "archive.key")
    file.chmod(0o644)
    with pytest.raises(PublishError) as shared:
        keys.read_key(file, "archive.key")
    assert codes(again) + codes(shared) == ["E602", "E720"]


@pytest.mark.parametrize("content", [b"", b"secret", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "archive.key"
    file.write_bytes(content)
    file.chmod(0o600)

    with pytest.raises(PublishError) as caught:
        keys.read_key(file, "archive.key")

    assert codes(caught) == ["E720"]
