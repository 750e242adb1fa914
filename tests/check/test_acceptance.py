"""`checks.yml`: an acceptance holds until its day, for what it names and nothing else, and cannot be forgotten."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check import Finding, Severity
from publish.check.wishes import Acceptance, Wishes, read_wishes
from publish.problems import Place, Problem, SourceError
from publish.workspace import stock

TODAY = dt.date(2026, 11, 23)
PATH = "content/2021-03-30-an-example/sv.md"
ALT = Finding("C301", Severity.BREAKS, "the picture 'logo.svg' has no words", Place(PATH, 12, 3), "write them")


def wishes(root: Path, text: str) -> Wishes:
    (root / "checks.yml").write_text(text, encoding="utf-8")
    return read_wishes(root)


def accepting(root: Path, more: str = "", *, code: str = "C301", until: str = "2026-12-31") -> Wishes:
    """Wishes that accept one code because "the printer has it"."""
    written = f"accept:\n  - code: {code}\n    reason: the printer has it\n    until: {until}\n"
    return wishes(root, written + (f"    {more}\n" if more else ""))


def told(root: Path, text: str) -> list[str]:
    """Place, code and message of every problem."""
    with pytest.raises(SourceError) as caught:
        wishes(root, text)
    return [f"{problem.place} {problem.code} {problem.message}" for problem in caught.value.problems]


@pytest.mark.parametrize("text", [None, "", "# later\n", "accept: []\n"])
def test_without_the_file_or_anything_in_it_nothing_is_asked(tmp_path: Path, text: str | None) -> None:
    assert (read_wishes(tmp_path) if text is None else wishes(tmp_path, text)) == Wishes()


def test_what_is_accepted_does_not_count(tmp_path: Path) -> None:
    asked = accepting(tmp_path)

    assert asked.divide([ALT], TODAY) == ((), ((ALT, asked.acceptances[0]),))


def test_an_acceptance_holds_on_its_last_day_and_not_on_the_next(tmp_path: Path) -> None:
    asked = accepting(tmp_path)

    assert asked.divide([ALT], dt.date(2026, 12, 31))[0] == ()
    counting, accepted = asked.divide([ALT], dt.date(2027, 1, 1))
    assert [finding.hint for finding in counting] == [
        "write them (was accepted until 2026-12-31 in checks.yml:2:5: the printer has it)"
    ]
    assert accepted == ()


def test_nothing_is_accepted_for_ever(tmp_path: Path) -> None:
    asked = accepting(tmp_path, until="2099-01-01")

    counting, _ = asked.divide([ALT], TODAY)

    assert "accepted for too long, until 2099-01-01" in counting[0].hint
    assert [str(f.place) + f.code for f in asked.remarks([ALT], TODAY, known=["C301"], judged=["C301"])] == [
        "checks.yml:2:5C004"
    ]


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        (f"at: {PATH}", True),
        ("at: content/2021-*/sv.md", True),
        ("at: content/2021-03-30-an-example", True),
        ("at: content/2021-03-30-an-example/", True),
        ("at: '*.md'", True),
        ("at: content/2021-*/en.md", False),
        ("at: content/2021", False),
        ("says: LOGO.svg", True),
        ("says: photo", False),
    ],
)
def test_it_is_for_the_files_and_words_that_it_names(tmp_path: Path, more: str, *, fits: bool) -> None:
    assert (accepting(tmp_path, more).divide([ALT], TODAY)[0] == ()) is fits


def test_another_code_is_not_accepted(tmp_path: Path) -> None:
    assert accepting(tmp_path, code="C302").divide([ALT], TODAY) == ((ALT,), ())


def test_a_template_that_comes_with_the_package_has_its_short_name(tmp_path: Path) -> None:
    place = Place(str(stock() / "templates/web/page.html.j2"), 3)
    finding = Finding("C301", Severity.BREAKS, "x", place)

    assert accepting(tmp_path, "at: templates/web/*").divide([finding], TODAY)[0] == ()


def test_of_two_acceptances_the_one_that_holds_decides(tmp_path: Path) -> None:
    one = "  - {code: C301, reason: old, until: 2020-01-01}\n"
    other = "  - {code: C301, reason: new, until: 2026-12-01}\n"

    for text in (one + other, other + one):
        _, accepted = wishes(tmp_path, f"accept:\n{text}").divide([ALT], TODAY)
        assert [acceptance.reason for _, acceptance in accepted] == ["new"]


@pytest.mark.parametrize(
    ("code", "until", "found", "expected"),
    [
        ("C301", "2026-12-31", True, []),
        ("C301", "2026-12-31", False, ["C002"]),
        ("C302", "2026-12-31", False, []),
        ("C301", "2026-01-31", True, ["C001"]),
        ("C301", "2026-01-31", False, ["C001"]),
        ("C999", "2026-12-31", False, ["C003"]),
    ],
    ids=["fits", "fits nothing", "fits nothing, but not all was checked", "past", "past and mended", "unknown"],
)
def test_an_acceptance_that_is_no_longer_good_is_told_at_its_line(
    tmp_path: Path, code: str, until: str, expected: list[str], *, found: bool
) -> None:
    asked = accepting(tmp_path, code=code, until=until)

    remarks = asked.remarks([ALT] if found else [], TODAY, known=["C301", "C302"], judged=["C301"])

    assert [remark.code for remark in remarks] == expected
    assert {str(remark.place) for remark in remarks} <= {"checks.yml:2:5"}
    assert {remark.severity for remark in remarks} <= {Severity.COSMETIC}


def test_shares_of_the_audience_are_read_as_people_write_them(tmp_path: Path) -> None:
    shares = wishes(tmp_path, "audience:\n  gmail: 40\n  outlook.windows: 12,5 %\n  apple-mail: 7.5\n").audience

    assert list(shares.values()) == [40, 12.5, 7.5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "audience: {gmail: 70, apple-mail: 31}",
            "1:11 E220 expected shares of at most 100 per cent together, found 101",
        ),
        ("audience: {gmail: many}", "1:19 E220 expected a share between 0 and 100, in per cent, found 'many'"),
        ("audience: {gmail: 101}", "1:19 E220 expected a share between 0 and 100, in per cent, found '101'"),
        ("accept: {code: C301}", "1:9 E111 expected a list, found fields"),
        ("acept: []", "1:1 E104 unknown field `acept`"),
        (
            "accept:\n- {code: E510, reason: x, until: 2026-12-31}",
            "2:10 E222 `E510` is the code of a problem, and only findings (`C…`) can be accepted",
        ),
        (
            "accept:\n- {code: alt, reason: x, until: 2026-12-31}",
            "2:10 E222 expected the code of a finding, like C301, found 'ALT'",
        ),
        ("accept:\n- {code: C301, until: 2026-12-31}", "2:3 E105 the field `reason` is missing"),
        ("accept:\n- {code: C301, reason: '', until: 2026-12-31}", "2:24 E112 expected text, found nothing"),
        ("accept:\n- {code: C301, reason: x}", "2:3 E105 the field `until` is missing"),
        (
            "accept:\n- {code: C301, reason: x, until: never}",
            "2:34 E113 expected a date like 2021-03-30, found 'never'",
        ),
        (
            "accept:\n- {code: C301, at: 'content/x/sv.md:12', reason: x, until: 2026-12-31}",
            "2:20 E223 expected a file, found 'content/x/sv.md:12'",
        ),
        (
            "accept:\n- {code: C301, at: /etc/passwd, reason: x, until: 2026-12-31}",
            "2:20 E223 expected a file from the workspace's folder, found '/etc/passwd'",
        ),
        ("- C301", "1:1 E111 expected fields, found a list"),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, text: str, expected: str) -> None:
    assert told(tmp_path, text) == [f"checks.yml:{expected}"]


def test_a_client_that_nobody_knows_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        wishes(tmp_path, "audience: {gmial: 30}")

    assert [str(problem) for problem in caught.value.problems] == [
        "checks.yml:1:19: error[E221]: there is no mail client `gmial`\n  hint: did you mean `gmail`?"
    ]


def test_a_file_of_a_name_that_nothing_reads_is_told(tmp_path: Path) -> None:
    (tmp_path / "checks.yaml").write_text("accept: []\n", encoding="utf-8")

    with pytest.raises(SourceError, match="E224"):
        read_wishes(tmp_path)


_VALUES = st.one_of(
    st.sampled_from(["C301", "E510", "2026-12-31", "gmail", "40", "12,5 %", "content/*/sv.md", "[]", "{}", "- x", "'"]),
    st.text(max_size=20),
)
_LINES = st.tuples(
    st.sampled_from(["", "  ", "  - ", "- "]),
    st.sampled_from(["accept", "audience", "code", "at", "says", "reason", "until", "gmail", "?", "<<"]),
    _VALUES,
)


@settings(deadline=None)
@given(st.lists(_LINES, max_size=8))
def test_whatever_is_written_there_is_read_or_told(lines: list[tuple[str, str, str]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        text = "".join(f"{indent}{name}: {value}\n" for indent, name, value in lines)
        (root / "checks.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
        problems, shares = _read(root)

    assert {problem.place.path for problem in problems} <= {"checks.yml"}
    assert sum(shares) <= 100.001


def _read(root: Path) -> tuple[tuple[Problem, ...], list[float]]:
    try:
        return (), list(read_wishes(root).audience.values())
    except SourceError as error:
        return error.problems, []


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "checks.yml").mkdir()

    with pytest.raises(SourceError, match="E100"):
        read_wishes(tmp_path)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_pattern_stops_a_run(pattern: str, path: str) -> None:
    one = Acceptance("C301", "x", TODAY, Place("checks.yml"), pattern, path)

    assert one.fits(Finding("C301", Severity.BREAKS, "m", Place(path))) in {True, False}
