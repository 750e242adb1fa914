"""`publish archive import` as a person types it."""

import json
from pathlib import Path

import pytest

from tests.archive.bring.old_files import page, pdf, written
from tests.archive.making import everything
from tests.cli.conftest import Publish

SAID = ("--date", "2014-03-05", "--lang", "sv", "--title", "Nyhetsbrev, mars")
ID = "2014-03-05-nyhetsbrev-mars"


@pytest.fixture
def letter(workspace: Path) -> Path:
    """A PDF that says what it is, in the workspace."""

    def change(document: object) -> None:
        document.docinfo["/CreationDate"] = "D:20140304"  # type: ignore[attr-defined]
        document.docinfo["/Title"] = "Mall 2009"  # type: ignore[attr-defined]
        document.Root.Lang = "sv"  # type: ignore[attr-defined]

    return written(workspace, "brev.pdf", pdf("Vi ses", change=change))


def test_an_old_edition_is_sealed_listed_and_proven(publish: Publish, workspace: Path, letter: Path) -> None:
    done = publish("archive", "import", "brev.pdf", *SAID, folder=workspace)
    listed = publish("archive", "list", folder=workspace)
    verified = publish("archive", "verify", folder=workspace)
    again = publish("archive", "rebuild", "2014", folder=workspace, code=1)

    assert f"imported dist/archive/{ID}/1/  1 file" in done.output
    assert done.output.split("manifest sha256 ")[1].split()[0] in verified.output
    assert "2014-03-05  Nyhetsbrev, mars  sv  1 version" in listed.output
    assert "  imported" in listed.output
    assert "everything is as it was sealed" in verified.output
    assert "error[E736]" in again.output


def test_a_second_time_is_refused_and_a_correction_is_a_new_version(
    publish: Publish, workspace: Path, letter: Path
) -> None:
    publish("archive", "import", "brev.pdf", *SAID, folder=workspace)
    refused = publish("archive", "import", "brev.pdf", *SAID, folder=workspace, code=1)
    letter.write_bytes(pdf("The right one"))
    done = publish("archive", "import", "brev.pdf", *SAID, "--correct", "It was a draft.", folder=workspace)
    listed = json.loads(publish("archive", "list", "--json", folder=workspace).stdout)

    assert "error[E701]" in refused.output
    assert f"{ID}/2/" in done.output
    assert listed["editions"][0]["state"] == "imported, corrected"


def test_what_is_missing_is_asked_for_at_once_and_offered_from_the_file(
    publish: Publish, workspace: Path, letter: Path
) -> None:
    """Never taken: the title was that of a template, and the day one too early."""
    written(workspace, "brev.html", page("<time datetime=2014-03-05>5 mars</time>"))
    asked = publish("archive", "import", "brev.pdf", "brev.html", folder=workspace, code=2)

    assert asked.stderr.partition("Error: ")[2] == (
        "--date is missing: when was it published?\n"
        "  --lang is missing: in which language is it? (sv or en)\n"
        "  --title is missing: what is it called?\n"
        '  brev.pdf says of itself: --date 2014-03-04 --lang sv --title "Mall 2009"\n'
        '  brev.html says of itself: --date 2014-03-05 --lang sv --title "Nyhetsbrev, mars 2014"\n'
    )
    assert not (workspace / "dist").exists()


def test_all_mistakes_are_told_in_one_run(publish: Publish, workspace: Path, letter: Path) -> None:
    written(workspace, "bad.html", page("<script></script>"))
    told = publish(
        *("archive", "import", "brev.pdf", "bad.html", "gone.pdf", "--date", "2999-01-01"),
        *(
            "--lang",
            "sv",
            "--lang",
            "de",
            "--title",
            "A\u202e",
            "--title",
            "",
            "--name",
            "Å ä",
            "--correct",
            "x" * 1001,
        ),
        folder=workspace,
        code=2,
    ).stderr

    for part in (
        "bad.html:5: error[E733]",
        "gone.pdf: error[E730]",
        "--date: 2999-01-01 is still to come",
        "--lang was given 2 times for 3 files: write it after each FILE, or once for all",
        "--lang: `de` is no language of this workspace",
        "--title: found a direction-turning character",
        "--title: expected some words",
        "--name takes small letters, digits and hyphens, like `a-a`",
        "--correct: 1001 characters, expected at most 1000",
    ):
        assert part in told
    assert not (workspace / "dist").exists()


def test_each_file_has_the_language_that_is_written_after_it(publish: Publish, workspace: Path, letter: Path) -> None:
    written(workspace, "brev.html", page("Vi ses"))
    written(workspace, "letter.pdf", pdf("See you"))
    done = publish(
        *("archive", "import", "--date", "2014-03-05", "--json", "brev.pdf", "--lang", "sv", "--title", "Vårbrev"),
        *("brev.html", "--lang", "sv", "letter.pdf", "--lang", "en", "--title", "Spring letter"),
        *("--standfirst", "Om våren.", "--standfirst", "About spring."),
        folder=workspace,
    )
    found = json.loads(done.stdout)
    listed = json.loads(publish("archive", "list", "--json", folder=workspace).stdout)["editions"][0]

    assert found["files"] == ["en/brochure.pdf", "sv/brochure.pdf", "sv/original/index.html"]
    assert (found["edition"], found["folder"]) == ("2014-03-05-varbrev", "dist/archive/2014-03-05-varbrev/1")
    assert listed["title"] == {"sv": "Vårbrev", "en": "Spring letter"}
    assert listed["versions"][0]["sha256"] == found["sha256"]


def test_one_language_and_one_title_are_for_all_files(publish: Publish, workspace: Path, letter: Path) -> None:
    written(workspace, "brev.html", page("Vi ses"))

    publish("archive", "import", "brev.pdf", "brev.html", *SAID, folder=workspace)

    assert set(everything(workspace / "dist" / "archive" / ID)) == {
        "1/manifest.json", "1/sv/brochure.pdf", "1/sv/original/index.html"
    }  # fmt: skip


def test_titles_that_fit_no_languages_are_refused(publish: Publish, workspace: Path, letter: Path) -> None:
    told = publish("archive", "import", "brev.pdf", *SAID, "--title", "Another", folder=workspace, code=2)

    assert "--title was given 2 times for 1 language: write one for each" in told.output


def test_a_name_can_be_chosen_but_leads_nowhere_else(publish: Publish, workspace: Path, letter: Path) -> None:
    publish("archive", "import", "brev.pdf", *SAID, "--name", "nr-3", folder=workspace)
    for name in ("../x", "a/b", "A", "-a", "a--b", "x" * 300, "å", "..", "1/../2"):
        told = publish("archive", "import", "brev.pdf", *SAID, "--name", name, folder=workspace, code=2)
        assert "--name takes small letters" in told.output

    assert [folder.name for folder in (workspace / "dist" / "archive").iterdir()] == ["2014-03-05-nr-3"]


def test_an_old_address_leads_to_it(publish: Publish, workspace: Path, letter: Path) -> None:
    said = (*SAID, "--alias", "brev/2014-3.pdf", "--alias", "nyhetsbrev/mars/")
    publish("archive", "import", "brev.pdf", *said, folder=workspace)
    publish("archive", "site", folder=workspace)
    again = publish("archive", "import", "brev.pdf", *said, "--name", "other", folder=workspace, code=1)
    wrong = publish(
        "archive", "import", "brev.pdf", *said, "--alias", "../x", "--alias", "/y", folder=workspace, code=2
    )

    page_ = (workspace / "dist" / "archive" / "nyhetsbrev" / "mars" / "index.html").read_text(encoding="utf-8")
    assert f"/{ID}/sv/" in page_
    assert (
        "dist/archive/2014-03-05-other: error[E708]: the old address `brev/2014-3.pdf` cannot be beside" in again.output
    )
    assert "--alias takes an address below the archive's, like 2015/newsletter-3.html, not '../x'" in wrong.output
    assert "not '/y'" in wrong.output


@pytest.mark.parametrize(
    "day", ["2014-13-05", "2014-02-30", "5 mars 2014", "14-03-05", "2014-03-05T10:00", "0000-01-01"]
)
def test_a_day_that_is_none_is_refused(publish: Publish, workspace: Path, letter: Path, day: str) -> None:
    said = ("--date", day, *SAID[2:])

    assert (
        "Invalid value for '--date'" in publish("archive", "import", "brev.pdf", *said, folder=workspace, code=2).output
    )


def test_machines_are_told_of_problems_as_json(publish: Publish, workspace: Path, letter: Path) -> None:
    (workspace / "brev.pdf").write_bytes(b"no PDF")
    told = publish("archive", "import", "brev.pdf", *SAID, "--json", folder=workspace, code=1)

    assert [(one["code"], one["path"]) for one in json.loads(told.stdout)["problems"]] == [("E730", "brev.pdf")]


def test_a_scan_is_kept_and_its_silence_is_told(publish: Publish, workspace: Path) -> None:
    written(workspace, "scan.pdf", pdf(""))

    told = publish("archive", "import", "scan.pdf", *SAID, folder=workspace)

    assert "scan.pdf: no text can be read in it, so the search finds it by its title alone" in told.stderr


def test_it_is_signed_like_any_seal(publish: Publish, workspace: Path, letter: Path) -> None:
    without = publish("archive", "import", "brev.pdf", *SAID, "--sign", folder=workspace, code=1)
    key = publish("archive", "keygen", folder=workspace).stdout.strip()
    publish("archive", "import", "brev.pdf", *SAID, "--sign", folder=workspace)

    assert "error[E720]" in without.output
    assert "as it was sealed" in publish("archive", "verify", "--key", key, folder=workspace).output


def test_the_help_of_every_command_of_the_archive_is_the_line_of_the_list(publish: Publish) -> None:
    from publish.cli.archive import COMMANDS

    for name, line in COMMANDS.items():
        assert line in " ".join(publish("archive", name, "--help").output.split())
