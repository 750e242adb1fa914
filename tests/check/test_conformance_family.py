"""What a PDF claims is held against our own check and against veraPDF's, and told honestly."""

import re
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from publish.check import Finding, Options, Subject, conformance
from publish.check.conformance import counting
from publish.formats.pdf import conformance as our_check
from publish.formats.pdf import report
from publish.theme import Theme
from tests import made
from tests.check.corpus import TODAY, Case, Edit, clean, subject_of, workspace_of
from tests.check.corpus.conformance import DAMAGED, Damage, rewritten
from tests.judges import vera
from tests.pdf.test_conformance import CASES


def good() -> Subject:
    return clean(made.FIRST, "sv", ("brochure",))


def with_files(files: Mapping[str, bytes], cache: Path | None = None) -> Subject:
    subject = good()
    return Subject(subject.edition, subject.theme, {"brochure": files}, Options(TODAY, cache=cache))


def found(subject: Subject) -> tuple[Finding, ...]:
    return tuple(conformance.check(subject))


# Claims


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_what_the_build_makes_is_what_it_says(folder: Path, language: str) -> None:
    assert found(clean(folder, language, ("brochure",))) == ()


@pytest.mark.parametrize("damage", DAMAGED, ids=str)
def test_what_was_changed_afterwards_is_found(damage: Damage) -> None:
    findings = found(with_files(damage.files(good().files["brochure"])))

    assert {finding.code for finding in findings} == damage.codes
    assert any(f.code == damage.code and str(f.place).startswith(damage.place) for f in findings)
    assert {finding.severity for finding in findings} == {"breaks"}


def test_every_rule_that_needs_no_other_program_has_its_damage() -> None:
    assert {rule.code for rule in conformance.RULES} - {damage.code for damage in DAMAGED} == {"C404", "C405"}


def test_a_fault_of_our_own_check_leads_to_the_line_of_its_words() -> None:
    damage = next(damage for damage in DAMAGED if damage.code == "E535")
    [finding] = [f for f in found(with_files(damage.files(good().files["brochure"]))) if f.code == "E535"]
    line = good().edition.source.decode().splitlines()[finding.place.line - 1]

    assert "Så bygger och förändrar vi staden" in line
    assert "ISO 14289-1, 7.4.2" in finding.evidence


def test_nothing_is_said_of_a_brochure_that_was_not_to_be_made() -> None:
    subject = good()

    assert found(Subject(subject.edition, subject.theme, {}, Options(TODAY))) == ()


def test_a_file_that_is_no_pdf_is_left_alone() -> None:
    files = {**good().files["brochure"], "cover.png": b"\x89PNG"}

    assert found(with_files(files)) == ()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_check(data: bytes) -> None:
    findings = found(with_files({"brochure.pdf": b"%PDF-1.7\n" + data}))

    assert {finding.code for finding in findings} == {"C400"}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 90_000), st.binary(min_size=1, max_size=40))
def test_no_damage_in_the_middle_breaks_the_check(at: int, junk: bytes) -> None:
    data = good().files["brochure"]["brochure.pdf"]

    findings = found(with_files({"brochure.pdf": data[:at] + junk + data[at + len(junk) :]}))

    assert all(re.fullmatch(r"[CE]\d{3}", finding.code) for finding in findings)


def test_a_variant_that_was_asked_for_and_is_missing_is_told_at_the_line_that_asks() -> None:
    ask = Edit("publish.yaml", "languages: [sv, en]", "brochure: {also-as: [pdf/a-2a]}\nlanguages: [sv, en]")
    with workspace_of(Case("archive", "C402", (ask,))) as workspace:
        subject = subject_of(good().edition, Theme(workspace), ("brochure",), {}, Options(TODAY))
        whole = found(subject)
        half = {"brochure": {"brochure.pdf": subject.files["brochure"]["brochure.pdf"]}}
        swapped = {"brochure": dict.fromkeys(subject.files["brochure"], subject.files["brochure"]["brochure.pdf"])}
        [missing] = found(Subject(subject.edition, subject.theme, half, Options(TODAY)))
        [other] = found(Subject(subject.edition, subject.theme, swapped, Options(TODAY)))

    line = ask.new.splitlines()[0]
    written = (made.ROOT / "publish.yaml").read_text(encoding="utf-8").split(ask.old)[0].count("\n") + 1
    assert whole == ()
    assert (missing.code, missing.message) == ("C402", "brochure-a2a.pdf, which is to be PDF/A-2A, was not made")
    assert (missing.place.path, missing.place.line) == ("publish.yaml", written)
    assert missing.place.column == line.index("also-as") + 1
    assert "brochure-a2a.pdf is to be PDF/A-2A" in other.message


def test_an_archive_without_attachments_that_has_one_is_refused() -> None:
    damage = next(damage for damage in DAMAGED if "carries" in damage.name)
    findings = found(with_files(damage.files(good().files["brochure"])))

    assert "carries the file sv.md" in " ".join(finding.message for finding in findings)


# Coverage


def _profile(name: str) -> set[str]:
    """The rules of one of veraPDF's own profiles."""
    jar = vera._jar()
    if jar is None:
        pytest.skip(vera.missing() or "no veraPDF")
    with zipfile.ZipFile(jar) as archive:
        root = ET.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314 (veraPDF's own)
    ids = (element for element in root.iter() if element.tag.endswith("}id") or element.tag == "id")
    return {f"{one.get('clause')}-{one.get('testNumber')}" for one in ids}


_PROFILES = {"PDF/UA-1": "PDFUA-1", "PDF/A-3a": "PDFA-3A", "PDF/A-2a": "PDFA-2A"}


@pytest.mark.parametrize("claim", counting.TOTALS)
def test_the_rules_that_we_count_are_rules_of_verapdf(claim: str) -> None:
    profile = _profile(_PROFILES[claim])
    full, part = counting.rules(counting.FULL, claim), counting.rules(counting.PART, claim)

    assert len(profile) == counting.TOTALS[claim]
    assert full - profile == set()
    assert part - profile == set()
    assert full & part == set()


def test_the_sentence_has_the_figures_of_the_profiles() -> None:
    for claim, profile in _PROFILES.items():
        full, part = (len(counting.rules(kind, claim)) for kind in (counting.FULL, counting.PART))
        told = f"{full} of {len(_profile(profile))} rules of {claim} ({part} more in part)"
        assert told in conformance.coverage()


def test_who_asks_is_a_rule_of_ours() -> None:
    ours = {rule.code for rule in our_check.RULES} | {rule.code for rule in conformance.RULES}

    for kind in (counting.FULL, counting.PART):
        for numbers in kind.values():
            assert numbers.keys() - ours == set()


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.vera])
def test_where_verapdf_and_our_check_refuse_the_same_file_the_table_says_so(name: str) -> None:
    """The files are those that `tests/pdf` breaks, and lets veraPDF judge."""
    case = CASES[name]
    said = {
        number
        for kind in (counting.FULL, counting.PART)
        for numbers in kind.values()
        for code in case.codes
        for number in numbers.get(code, "").split()
    }

    assert case.vera in said


def _drawn(content: bytes, **resources: Any) -> Callable[[Any], None]:
    """A tiling pattern with that content, painted on a page."""

    def change(pdf: Any) -> None:
        own = Dictionary({f"/{key}": value for key, value in resources.items()})
        pattern = pdf.make_stream(
            content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9,
            Resources=own,
        )  # fmt: skip
        pdf.pages[1].obj.Resources.Pattern = Dictionary(P=pattern)
        _write(pdf, b"/Artifact BMC /Pattern cs /P scn 0 0 50 50 re f EMC")

    return change


def _write(pdf: Any, content: bytes) -> None:
    page = pdf.pages[1].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + content)


def _helvetica() -> Any:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _short_text(pdf: Any) -> None:
    """Codes of one byte, one at a time."""
    pdf.pages[1].obj.Resources.Font.F = _helvetica()
    _write(pdf, b"/Artifact BMC BT /F 9 Tf (A) Tj ET EMC")


def _intents(pdf: Any) -> None:
    [ours] = pdf.Root.OutputIntents
    profile = pdf.make_stream(ours.DestOutputProfile.read_bytes(), N=3)
    other = Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String("x"), DestOutputProfile=profile)
    pdf.Root.OutputIntents = Array([other, ours])


BLIND: dict[str, Callable[[Any], None]] = {
    "a font in a pattern": _drawn(b"BT /F 9 Tf (A) Tj ET", Font=Dictionary(F=_helvetica())),
    "a state in a pattern": _drawn(b"/G gs 0 0 1 1 re f", ExtGState=Dictionary(G=Dictionary(TR=Name.Identity))),
    "a deep pattern": _drawn(b"q " * 30 + b"Q " * 30),
    "a font of single bytes": _short_text,
    "a packed picture in a line": lambda pdf: _write(
        pdf, b"/Artifact BMC BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x0b\x60\x50 EI EMC"
    ),
    "a language in the content": lambda pdf: _write(pdf, b"/Artifact <</Lang (x x)>> BDC EMC"),
    "another output intent": _intents,
}


@pytest.mark.parametrize("name", BLIND)
def test_what_our_check_is_known_to_miss_is_not_counted_in_full(name: str) -> None:
    if reason := vera.missing():
        pytest.skip(reason)
    files = dict(good().files["brochure"])
    rewritten(BLIND[name])(files)
    full = counting.rules(counting.FULL, "PDF/UA-1") | counting.rules(counting.FULL, "PDF/A-3a")

    missed = vera.rules(files["brochure.pdf"])

    assert found(with_files(files)) == ()
    assert missed
    assert missed & full == set()


def test_reading_takes_a_moment() -> None:
    subject = good()
    report.read.cache_clear()
    start = time.process_time()

    found(subject)

    assert time.process_time() - start < 0.6, "0.06 on a quiet machine"
