"""What a screen reader gets of the brochure is held against what the edition says."""

import io
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from publish.check import Finding, Options, Subject
from publish.check.accessibility import brochure
from publish.check.accessibility.brochure import source, structure
from publish.check.accessibility.brochure.heard import Heard
from publish.check.accessibility.brochure.origins import Origins
from publish.formats.pdf import report
from publish.prose import inlines, plain
from tests import made
from tests.check.corpus import TODAY, Case, Edit, clean, found_in
from tests.check.corpus.conformance import metadata, rewritten


def changed(change: Callable[[Any], None], folder: Path = made.FIRST) -> Subject:
    """The brochure of an edition, changed afterwards."""
    subject = clean(folder, "sv", ("brochure",))
    files = dict(subject.files["brochure"])
    rewritten(change)(files)
    return Subject(subject.edition, subject.theme, {"brochure": files}, Options(TODAY))


def found(change: Callable[[Any], None], folder: Path = made.FIRST) -> tuple[Finding, ...]:
    return tuple(brochure.check(changed(change, folder)))


def elements(pdf: Any, type_: str) -> list[Any]:
    """All structure elements of a type."""
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{type_}"]


def retype(old: str, new: Name) -> Callable[[Any], None]:
    """Every element of one type becomes one of another."""

    def change(pdf: Any) -> None:
        for element in elements(pdf, old):
            element.S = new

    return change


def second(pdf: Any) -> Any:
    """The bookmark below the first."""
    return pdf.Root.Outlines.First.First


def swap_sections(pdf: Any) -> None:
    kids = list(pdf.Root.StructTreeRoot.K[0].K)
    kids[2], kids[3] = kids[3], kids[2]
    pdf.Root.StructTreeRoot.K[0].K = Array(kids)


def lose_languages(pdf: Any) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == "/StructElem" and "/Lang" in one:
            del one.Lang


def shift_outline(pdf: Any) -> None:
    second(pdf).Dest = Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0])


def rename_links(pdf: Any) -> None:
    for page in pdf.pages:
        for area in page.obj.get("/Annots", ()):
            area.Contents = String("Klicka")


CHANGES: dict[str, tuple[str, Callable[[Any], None], str]] = {
    "another language": ("C380", lambda pdf: setattr(pdf.Root, "Lang", String("nb")), "'nb'"),
    "no language": ("C380", lambda pdf: pdf.Root.__delitem__("/Lang"), "''"),
    "another title": ("C381", metadata("Partnerskap för Stockholm</rdf".encode(), b"brochure</rdf"), "'brochure'"),
    "a hidden title": ("C381", lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "name of the file"),
    "no bookmarks": ("C382", lambda pdf: pdf.Root.__delitem__("/Outlines"), "10 of 10"),
    "one without": ("C382", lambda pdf: setattr(second(pdf), "Title", String("X")), "'Fyra områden, fyra frågor'"),
    "astray": ("C382", shift_outline, "leads to page 1, not to page 3"),
    "no headings": ("C384", retype("H3", Name.P), "the name of a focus area, 'Så bygger och förändrar vi staden'"),
    "equals": ("C384", retype("H3", Name.H2), "level 2, and its chapter one of level 2; 3 more like it"),
    "another order": ("C385", swap_sections, "is not heard where it was written"),
    "no list": ("C388", retype("LI", Name.Div), "a list of 17 that begins 'Ericsson'"),
    "no words": ("C390", lambda pdf: setattr(elements(pdf, "Figure")[0], "Alt", String("Bild")), "skyline.svg"),
    "one name": ("C392", rename_links, "is heard as 'Klicka'"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_found(name: str) -> None:
    code, change, said = CHANGES[name]
    findings = [finding for finding in found(change) if finding.code == code]

    assert findings
    assert said in findings[0].message
    assert findings[0].place.line


def test_what_has_one_cause_is_one_finding() -> None:
    assert [finding.code for finding in found(rename_links)] == ["C392"]
    assert [finding.code for finding in found(retype("LI", Name.Div))] == ["C388"]


def test_languages_of_parts_are_missed_when_they_are_lost() -> None:
    findings = [finding for finding in found(lose_languages, made.SECOND) if finding.code == "C391"]
    foreign = {words for _, words, _ in source.foreign(made.edition(made.SECOND, "sv"))}

    assert len(findings) == len(foreign) > 1


def test_a_page_that_is_numbered_otherwise_may_say_so() -> None:
    def label(pdf: Any) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        for page in pdf.pages[1:]:
            page.obj.Contents = pdf.make_stream(b"/Artifact <</Subtype /Header>> BDC EMC")

    assert "C383" not in {finding.code for finding in found(label)}


def test_what_says_more_than_it_must_is_right() -> None:
    def change(pdf: Any) -> None:
        pdf.Root.Lang = String("sv-SE")
        metadata(b"</rdf:li></rdf:Alt></dc:title>", b" - Handelskammaren</rdf:li></rdf:Alt></dc:title>")(pdf)
        figure = elements(pdf, "Figure")[0]
        figure.Alt = String(f"Bild: {figure.Alt}")

    assert not found(change)


def test_nothing_is_said_of_a_file_that_cannot_be_read() -> None:
    subject = clean(made.FIRST, "sv", ("brochure",))
    broken = Subject(subject.edition, subject.theme, {"brochure": {"brochure.pdf": b"%PDF"}}, Options(TODAY))
    missing = Subject(subject.edition, subject.theme, {}, Options(TODAY))

    assert not list(brochure.check(broken))
    assert not list(brochure.check(missing))


def test_a_brochure_of_another_edition_breaks_nothing_of_the_check() -> None:
    """Nothing in the file is what the edition says, and nothing in the edition is in the file."""
    one, other = clean(made.FIRST, "sv", ("brochure",)), clean(made.SECOND, "en", ("brochure",))

    findings = brochure.check(Subject(one.edition, one.theme, other.files, Options(TODAY)))

    assert {"C380", "C381", "C390"} <= {finding.code for finding in findings}


def test_an_address_in_the_text_is_told_at_its_line_in_the_text() -> None:
    edit = Edit("sv.md", "Stockholm ska i gång igen.", "Läs <https://www.example.org/program>.")

    findings = found_in(Case("an address", "C392", (edit,), ("brochure",)))

    assert [finding.code for finding in findings if finding.code.startswith(("C38", "C39"))] == ["C392"]
    assert str(findings[0].place).startswith("content/2021-03-30-partnerskap-for-stockholm/sv.md:")


def test_white_on_white_breaks_the_brochure() -> None:
    css = ".area .text { margin-top: 3mm; color: var(--muted) }"
    edit = Edit("templates/brochure/_blocks.css.j2", css, css.replace("var(--muted)", "#fff"))

    [finding] = found_in(Case("unseen", "C394", (edit,), ("brochure",)))

    assert (finding.code, finding.severity) == ("C394", "breaks")
    assert "#ffffff on #ffffff, a contrast of 1.00:1" in finding.message


def test_headings_with_one_name_are_told_apart() -> None:
    edits = (
        Edit("sv.md", "## Var med", "## Partnerföretagen hittills"),
        Edit("sv.md", "- title: Den smarta staden", "- title: Var med och bygg"),
    )
    findings = found_in(Case("twice", "C384", edits, ("brochure",)))

    assert not [finding for finding in findings if finding.code in {"C382", "C384"}]


@pytest.mark.parametrize(("times", "found"), [(1, ["C389"]), (4, [])])
def test_what_was_written_on_every_page_is_no_running_foot(times: int, found: list[str]) -> None:
    subject = clean(made.FIRST, "sv", ("brochure",))
    paragraph = report.Element("P", "P 1", 0, "sv", "", -1, "Samma sak igen.")
    pages = tuple(replace(paragraph, page=page) for page in range(1, 5))
    heard = Heard(replace(report.read(subject.files["brochure"]["brochure.pdf"]), elements=pages, tokens=()))
    edition = replace(subject.edition, source=b"Samma *sak* igen.\n\n" * times)
    said = Subject(edition, subject.theme, subject.files, Options(TODAY))

    findings = structure.check(said, heard, Origins(said))

    assert list(dict.fromkeys(finding.code for finding in findings)) == found


@given(st.lists(st.integers(0, 30), unique=True, max_size=9))
def test_the_longest_run_that_rises_is_kept(numbers: list[int]) -> None:
    kept = [numbers[at] for at in sorted(structure._rising(numbers))]
    runs = (list(run) for size in range(len(numbers) + 1) for run in itertools.combinations(numbers, size))
    longest = max((len(run) for run in runs if run == sorted(run)), default=0)

    assert kept == sorted(kept)
    assert len(kept) == longest


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_every_text_of_an_edition_is_known(folder: Path) -> None:
    """The title, every heading and every paragraph are among what is expected to be heard."""
    edition = made.edition(folder, "sv")
    texts = " ".join(source.texts(edition))

    assert edition.title in texts
    assert all(chapter.title in texts for chapter in edition.chapters)
    assert next(source.heads(edition)).words == edition.title
    assert all(
        plain(run).split()[0] in texts
        for nodes in replace(edition, notes=()).nodes()
        for run in inlines(nodes)
        if plain(run)
    )
    assert all(alt for _, alt in source.alternatives(edition))


def test_an_edition_without_anything_breaks_nothing() -> None:
    subject = clean(made.FIRST, "sv", ("brochure",))
    empty = replace(subject.edition, chapters=(), notes=(), cover=None, standfirst=(), title="")

    findings = brochure.check(Subject(empty, subject.theme, subject.files, Options(TODAY)))

    assert not list(findings)


def test_reading_leaves_the_file_as_it_is() -> None:
    data = clean(made.FIRST, "sv", ("brochure",)).files["brochure"]["brochure.pdf"]
    before = bytes(data)

    report.read.cache_clear()
    first = report.read(data)
    report.read.cache_clear()

    assert report.read(data) == first
    assert data == before
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == first.pages
