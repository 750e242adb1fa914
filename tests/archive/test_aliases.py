"""Old addresses: what an edition may not claim is refused before it is sealed, at its line."""

import shutil
from pathlib import Path

import pytest

from publish.archive.aliases import file_at, hides, problems
from publish.archive.manifest import About, Head
from publish.archive.site import write_site
from publish.archive.store import Sealed
from publish.problems import ArchiveError, Problem
from tests.archive.making import EDITION, archive, sealed, write_edition

OTHER = "2022-04-01-another"


def _claim(root: Path, alias: str, *, edition: str = OTHER) -> None:
    """Write an edition that says that it once stood at *alias*."""
    write_edition(root, edition=edition)
    file = root / "content" / edition / "en.md"
    text = file.read_text(encoding="utf-8").replace("title: ", f"# {alias}\naliases:\n  - {alias}\ntitle: ", 1)
    file.write_text(text, encoding="utf-8")


def _head(edition: str, *aliases: str, version: int = 1) -> Head:
    """What a seal of an edition says that once stood at *aliases*."""
    languages = {"en": About("Title", aliases=aliases)}
    return Head("publish-seal-1", 1, edition, version, edition[:10], languages, "2026-01-01T08:00:00Z", "", None, "")


def _found(head: Head, root: Path, *before: Head) -> list[Problem]:
    """What is held against *head* where an edition is sealed that once stood at `old/first`."""
    seals = [Sealed(root, one, "0" * 64, "dist/archive") for one in (_head(EDITION, "old/first"), *before)]
    return list(problems(head, seals, ("sv", "en"), root))


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("index.html", "is one of the site's own"),
        ("Index.html", "is one of the site's own"),
        ("404.html", "is one of the site's own"),
        ("sv/", "is one of the site's own"),
        ("en/2021", "is one of the site's own"),
        ("EN/feed.atom", "is one of the site's own"),
        ("pagefind/x", "is one of the site's own"),
        ("fonts/", "is one of the site's own"),
        ("sitemap.xml", "is one of the site's own"),
        ("sitemap-2.xml", "is one of the site's own"),
        (f"{EDITION}/", f"lies in the folder of {EDITION}"),
        (f"{OTHER}/en/", f"lies in the folder of {OTHER}"),
        ("2009-01-01-never-sealed/1/", "is that of a seal"),
        ("old/first", f"cannot be beside `old/first` of {EDITION}"),
        ("old/first/", f"cannot be beside `old/first` of {EDITION}"),
        ("old/first/index.html", f"cannot be beside `old/first` of {EDITION}"),
        ("OLD/First", f"cannot be beside `old/first` of {EDITION}"),
        ("old/first/index.html/more", f"cannot be beside `old/first` of {EDITION}"),
    ],
)
def test_an_address_that_is_taken_is_refused_at_its_line(workspace: Path, alias: str, why: str) -> None:
    _claim(workspace, alias)

    (problem,) = _found(_head(OTHER, alias), workspace)

    assert (problem.code, problem.message) == ("E708", f"the old address `{alias}` {why}")
    assert str(problem.place) == f"content/{OTHER}/en.md:4:5"


@pytest.mark.parametrize(
    "alias", ["2015/newsletter-3.html", "old/", "old/firs", "old/first.html", "svenska/", "2009-01-01-a-name/", "2015"]
)
def test_any_other_address_is_taken_over(workspace: Path, alias: str) -> None:
    assert _found(_head(OTHER, alias), workspace) == []


def test_one_old_address_cannot_be_a_folder_of_another(workspace: Path) -> None:
    _claim(workspace, "old.html")

    found = _found(_head(OTHER, "old.html", "old.html/more"), workspace)

    assert [problem.message for problem in found] == [
        "the old address `old.html` cannot be beside `old.html/more`",
        "the old address `old.html/more` cannot be beside `old.html`",
    ]


def test_an_address_that_a_correction_gave_up_is_free(workspace: Path) -> None:
    assert _found(_head(OTHER, "old/first"), workspace, _head(EDITION, version=2)) == []


def test_an_edition_cannot_stand_where_an_old_address_leads_elsewhere(workspace: Path) -> None:
    (problem,) = _found(_head(OTHER), workspace, _head("2020-01-01-a-third", f"{OTHER}/"))

    assert (problem.code, str(problem.place)) == ("E708", f"content/{OTHER}")
    assert problem.message == "this edition's address is an old address of 2020-01-01-a-third"


def test_what_is_refused_is_not_sealed(workspace: Path) -> None:
    _claim(workspace, "sv/")

    with pytest.raises(ArchiveError) as caught:
        sealed(workspace, OTHER)

    assert [problem.code for problem in caught.value.problems] == ["E708"]
    assert archive(workspace).seals() == ()


def test_an_old_address_is_sealed_and_kept_in_both_languages_and_in_a_correction(workspace: Path) -> None:
    """Once with a slash at its end, as folders have it."""
    _claim(workspace, "old/both/")
    folder = workspace / "content" / OTHER
    shutil.copy(folder / "en.md", folder / "sv.md")
    first = sealed(workspace, OTHER)
    with (folder / "en.md").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")

    second = sealed(workspace, OTHER, correction="Something was missing.")

    for head in (first.head, second.head):
        assert {about.aliases for about in head.languages.values()} == {("old/both/",)}


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("a.html", "a.html"),
        ("a", "a/index.html"),
        ("a/", "a/index.html"),
        ("a.b/c", "a.b/c/index.html"),
        ("a/b.pdf", "a/b.pdf"),
    ],
)
def test_a_host_shows_a_file_at_every_old_address(alias: str, file: str) -> None:
    assert file_at(alias) == file


def test_every_file_of_the_site_itself_is_known_as_its_own(workspace: Path) -> None:
    """A new file of the site that no alias may hide has to be added to the list."""
    sealed(workspace, write_edition(workspace))
    written = write_site(workspace)
    below = {path for path in written.changed if not path.startswith(EDITION)}

    assert "search.js" in below
    assert [path for path in below if not hides(path, ("sv", "en"))] == []
