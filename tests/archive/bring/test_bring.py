"""What was made elsewhere is sealed as it came, in the same chain as all else, or not at all."""

import datetime as dt
from hashlib import sha256
from pathlib import Path

import pytest

from publish.archive.bring import Brought, Old, bring
from publish.archive.keys import generate
from publish.archive.manifest import About
from publish.archive.rebuild import rebuild
from publish.archive.seal import FOLDER
from publish.archive.steps import Wish
from publish.archive.verify import verify
from publish.problems import ArchiveError, PublishError
from tests.archive.bring.old_files import PICTURE, page, pdf, written
from tests.archive.making import EDITION, NOW, archive, everything, opened, sealed, write_edition

ID = "2014-03-05-a-letter"


def brought(root: Path, *olds: Old, edition: str = ID, correction: str = "", now: dt.datetime = NOW) -> Brought:
    """An edition made of *olds*."""
    languages = {old.language: About("A letter") for old in olds}
    return bring(root, Wish(edition, now, correction), olds, languages)


def refused(root: Path, *olds: Old, **more: str) -> list[tuple[str, str]]:
    """The codes and places of what is wrong; nothing is sealed."""
    before = everything(root / "dist")
    with pytest.raises(PublishError) as caught:
        brought(root, *olds, **more)  # type: ignore[arg-type]
    assert everything(root / "dist") == before
    assert not [*(root / "dist").glob("**/.sealing-*")]
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A PDF."""
    return written(tmp_path / "old", "Vårbrev 2014.pdf", pdf("An old letter", "Its second page"))


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A web page, with a style sheet that shows a picture."""
    written(tmp_path / "old", "files/top picture.png", PICTURE)
    written(tmp_path / "old", "files/style.css", b'body { background: url("top picture.png") }')
    body = (
        '<link rel="stylesheet" href="files/style.css"><p>Våren är här.</p><img src="files/top%20picture.png" alt="">'
    )
    return written(tmp_path / "old", "brev.html", page(body))


def test_a_pdf_is_kept_byte_for_byte_under_the_name_the_archive_knows(workspace: Path, letter: Path) -> None:
    found = brought(workspace, Old(letter, "sv")).sealed

    assert everything(found.folder).keys() == {"manifest.json", "sv/brochure.pdf"}
    assert (found.folder / "sv" / "brochure.pdf").read_bytes() == letter.read_bytes()
    file = found.manifest.files[0]
    assert (file.type, file.pages) == ("application/pdf", 2)


def test_a_page_is_kept_with_all_that_it_shows(workspace: Path, web: Path) -> None:
    found = brought(workspace, Old(web, "sv")).sealed

    kept = everything(found.folder)
    assert kept.pop("manifest.json")
    assert kept == {
        "sv/original/index.html": web.read_bytes(),
        "sv/original/files/style.css": (web.parent / "files" / "style.css").read_bytes(),
        "sv/original/files/top picture.png": PICTURE,
    }


def test_the_manifest_says_where_it_came_from_and_nothing_that_nobody_knows(workspace: Path, letter: Path) -> None:
    manifest = brought(workspace, Old(letter, "sv")).sealed.manifest

    assert manifest.is_imported
    assert manifest.date == "2014-03-05"
    assert manifest.languages == {"sv": About("A letter")}
    assert [(one.path, one.sha256) for one in manifest.ingredients] == [
        ("sv/Vårbrev 2014.pdf", sha256(letter.read_bytes()).hexdigest())
    ]
    assert manifest.ingredients[0].sha256 == manifest.files[0].sha256
    assert (manifest.commit, manifest.accepted, set(manifest.made_by)) == ("", (), {"publish", "imported"})


def test_several_languages_and_forms_are_one_edition(workspace: Path, letter: Path, web: Path) -> None:
    found = brought(workspace, Old(letter, "sv"), Old(web, "sv"), Old(letter, "en")).sealed

    assert list(found.head.languages) == ["sv", "en"]
    assert {"sv/brochure.pdf", "sv/original/index.html", "en/brochure.pdf"} <= everything(found.folder).keys()


def test_it_stands_in_the_same_chain_and_is_proven_like_any_other(workspace: Path, letter: Path) -> None:
    write_edition(workspace)
    first = sealed(workspace)
    middle = brought(workspace, Old(letter, "sv")).sealed
    write_edition(workspace, edition="2026-01-01-later")
    last = sealed(workspace, "2026-01-01-later")

    assert [one.head.previous and one.head.previous.sha256 for one in (first, middle, last)] == [
        None,
        first.sha256,
        middle.sha256,
    ]
    assert verify(archive(workspace)).problems == ()


def test_a_change_in_it_is_found(workspace: Path, letter: Path) -> None:
    folder = brought(workspace, Old(letter, "sv")).sealed.folder
    opened(folder)
    (folder / "sv" / "brochure.pdf").write_bytes(pdf("Another letter"))

    assert [problem.code for problem in verify(archive(workspace)).problems] == ["E716"]


def test_it_can_be_signed(workspace: Path, letter: Path) -> None:
    key = generate(workspace / "key.pem", "key.pem")
    bring(workspace, Wish(ID, NOW, key=key), [Old(letter, "sv")], {"sv": About("A letter")})

    assert verify(archive(workspace), public_key=key.public).problems == ()


def test_the_same_edition_is_refused_twice(workspace: Path, letter: Path) -> None:
    brought(workspace, Old(letter, "sv"))

    assert refused(workspace, Old(letter, "sv")) == [("E701", f"dist/archive/{ID}")]


def test_a_correction_is_a_second_version(workspace: Path, letter: Path) -> None:
    brought(workspace, Old(letter, "sv"))
    assert refused(workspace, Old(letter, "sv"), correction="It was the draft.") == [("E705", f"dist/archive/{ID}")]
    letter.write_bytes(pdf("The final letter"))

    second = brought(workspace, Old(letter, "sv"), correction="It was the draft.").sealed

    assert (second.head.version, second.head.correction) == (2, "It was the draft.")
    assert verify(archive(workspace)).problems == ()


def test_what_is_not_there_cannot_be_corrected(workspace: Path, letter: Path) -> None:
    assert refused(workspace, Old(letter, "sv"), correction="All.") == [("E702", f"dist/archive/{ID}")]


def test_what_was_made_here_is_not_corrected_from_elsewhere(workspace: Path, letter: Path) -> None:
    write_edition(workspace)
    sealed(workspace)

    found = refused(workspace, Old(letter, "en"), edition=EDITION, correction="The printer changed it.")

    assert found == [("E737", f"dist/archive/{EDITION}")]


def test_what_was_imported_can_be_made_here_later(workspace: Path, letter: Path) -> None:
    brought(workspace, Old(letter, "en"), edition=EDITION)
    write_edition(workspace)

    second = sealed(workspace, correction="Written anew, for everybody to read.")

    assert not second.manifest.is_imported
    assert verify(archive(workspace)).problems == ()


def test_it_cannot_be_made_again(workspace: Path, letter: Path) -> None:
    found = brought(workspace, Old(letter, "sv")).sealed

    with pytest.raises(ArchiveError) as caught:
        rebuild(found.folder, found.manifest, fonts=())

    assert [problem.code for problem in caught.value.problems] == ["E736"]


def test_a_pdf_without_words_is_kept_and_told(workspace: Path, tmp_path: Path) -> None:
    scan = written(tmp_path, "scan.pdf", pdf(""))

    assert brought(workspace, Old(scan, "sv")).silent == (str(scan),)


def test_all_that_is_wrong_is_told_at_once(workspace: Path, letter: Path, tmp_path: Path) -> None:
    brought(workspace, Old(letter, "sv"))
    acting = written(tmp_path, "web.html", page("<script>alert(1)</script>\n<img src=https://x.example/a.png>"))
    none = written(tmp_path, "none.pdf", b"PK\x03\x04")

    found = refused(workspace, Old(acting, "sv"), Old(none, "sv"), Old(tmp_path / "gone.pdf", "en"))

    assert sorted(found) == [
        ("E701", f"dist/archive/{ID}"),
        ("E730", str(tmp_path / "gone.pdf")),
        ("E730", str(none)),
        ("E733", f"{acting}:5"),
        ("E734", f"{acting}:6"),
    ]


def test_two_of_a_kind_in_one_language_are_refused(workspace: Path, letter: Path, tmp_path: Path) -> None:
    other = written(tmp_path, "other.pdf", pdf("Other"))

    assert refused(workspace, Old(letter, "sv"), Old(other, "sv")) == [("E731", str(other))]


@pytest.mark.parametrize("edition", ["../2014-03-05-x", "2014-03-05-../x", "2014-03-05-x/1", "letter", "/etc/passwd"])
def test_no_name_leads_out_of_the_archive(workspace: Path, letter: Path, edition: str) -> None:
    """The command does not let such a name through; if it did, the manifest would not."""
    with pytest.raises(ValueError, match="edition's name"):
        brought(workspace, Old(letter, "sv"), edition=edition)

    assert not (workspace / FOLDER).exists()


def test_a_disk_that_is_full_leaves_nothing(workspace: Path, letter: Path) -> None:
    (workspace / "dist").mkdir()
    (workspace / "dist" / "archive").write_bytes(b"a file where a folder should be")

    with pytest.raises(PublishError):
        brought(workspace, Old(letter, "sv"))

    assert [path.name for path in (workspace / "dist").iterdir()] == ["archive"]


def test_a_folder_is_no_file(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.pdf").mkdir()

    assert refused(workspace, Old(tmp_path / "letters.pdf", "sv")) == [("E730", str(tmp_path / "letters.pdf"))]


def test_a_link_to_a_file_is_followed_when_it_is_given_by_hand(workspace: Path, letter: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(letter)

    assert (
        brought(workspace, Old(link, "sv")).sealed.manifest.files[0].sha256 == sha256(letter.read_bytes()).hexdigest()
    )
