"""How findings look: as wide as the terminal, the worst first, and one line each where a program reads."""

from collections.abc import Callable

import pytest

from publish.build.check import Checked
from publish.check import Finding, Severity
from publish.check.coverage import Gap
from publish.cli import findings as cli
from publish.problems import Place, Problem

Shown = Callable[..., tuple[str, str]]
SV = "content/2021-03-30-partnerskap-for-stockholm/sv.md"
CSS = "templates/newsletter/_inline.css.j2"
ALT = Finding("C320", Severity.BREAKS, "the picture has no text alternative", Place(SV, 14, 3), "write one", ("WCAG",))
FLEX = Finding(
    "C101",
    Severity.DEGRADES,
    "'display: flex': boxes do not stand side by side in classic Outlook and Gmail on Android",
    Place(CSS, 60, 21),
    "put columns into mj-column; in a mj-text, use a table with role=presentation and give it widths",
    tuple(f"Client {number} on some platform, tested 2024-0{number}" for number in range(1, 8)),
    "newsletter.html",
)
DOT = Finding("C690", Severity.COSMETIC, "a dot is missing", Place(SV, 2), artefact="index.html")
UNREAD = Problem("E104", "unknown field `titel`", Place("publish.yaml", 2, 1))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    """What is printed to stdout and stderr, without colours, on a terminal of *width* columns; 0: on none."""

    def show(
        *found: Finding, problems: tuple[Problem, ...] = (), gaps: tuple[Gap, ...] = (), width: int = 0
    ) -> tuple[str, str]:
        monkeypatch.setattr(cli, "is_terminal", lambda **_: width > 0)
        monkeypatch.setenv("COLUMNS", str(width or 80))
        checked = Checked(problems, found, (), {"2021": {"sv": "A title"}}, gaps)
        told = cli.told_once(checked)
        cli.show(problems, told)
        cli.summary(checked, told)
        captured = capsys.readouterr()
        return captured.out, captured.err

    return show


def test_on_a_terminal_lines_are_wrapped_and_findings_stand_apart(shown: Shown) -> None:
    assert shown(FLEX, ALT, width=80)[0] == (
        f"{SV}:14:3: breaks[C320]:\n"
        "  the picture has no text alternative\n"
        "  hint: write one\n"
        "  WCAG\n"
        "\n"
        f"{CSS}:60:21: degrades[C101]:\n"
        "  'display: flex': boxes do not stand side by side in classic Outlook and Gmail\n"
        "  on Android\n"
        "  hint: put columns into mj-column; in a mj-text, use a table with\n"
        "        role=presentation and give it widths\n"
        "  newsletter.html · Client 1 on some platform, tested 2024-01 · Client 2 on some\n"
        "  platform, tested 2024-02 · and 5 more\n"
    )


def test_where_there_is_room_the_words_stand_beside_the_place(shown: Shown) -> None:
    assert shown(ALT, width=120)[0].splitlines()[0] == f"{SV}:14:3: breaks[C320]: the picture has no text alternative"


@pytest.mark.parametrize("width", [30, 60, 80, 100, 120, 400])
def test_nothing_but_a_long_path_is_wider_than_the_terminal(shown: Shown, width: int) -> None:
    lines = shown(FLEX, ALT, DOT, width=width)[0].splitlines()

    assert max(len(line) for line in lines if not line.startswith(("content/", "templates/"))) <= min(width, 120)


def test_where_a_program_reads_nothing_is_wrapped(shown: Shown) -> None:
    lines = shown(FLEX, ALT)[0].splitlines()

    assert len(lines) == 6
    assert lines[0] == f"{SV}:14:3: breaks[C320]: the picture has no text alternative"
    assert lines[4] == f"  hint: {FLEX.hint}"
    assert lines[5].endswith(" · and 3 more")


def test_the_worst_file_comes_first_and_in_it_the_worst_finding(shown: Shown) -> None:
    printed = shown(DOT, FLEX, ALT, problems=(UNREAD,))[0]

    heads = [line.split(": ")[1].removesuffix(":") for line in printed.splitlines() if not line.startswith(" ")]
    assert heads == ["error[E104]", "breaks[C320]", "cosmetic[C690]", "degrades[C101]"]


def test_a_terminal_obeys_nothing_that_is_quoted(shown: Shown) -> None:
    printed = shown(Finding("C320", Severity.BREAKS, "\x1b[2Jx\x07 a\u00adb", Place("a\x1b]0;b.md"), "\x9b1m"))[0]

    assert printed == "a\ufffd]0;b.md: breaks[C320]: \ufffd[2Jx\ufffd a\u00adb\n  hint: \ufffd1m\n"


@pytest.mark.parametrize(
    ("found", "problems", "expected"),
    [
        ((), (), "1 edition checked: no problems"),
        ((), (UNREAD,), "1 edition checked: 1 problem"),
        ((ALT,), (), "1 edition checked: 1 breaks"),
        ((ALT, FLEX, DOT), (UNREAD,), "1 edition checked: 1 problem, 1 breaks, 1 degrades, 1 cosmetic"),
        ((DOT,), (), "1 edition checked: 0 break, 1 cosmetic"),
    ],
)
def test_one_line_tells_what_came_of_it(
    shown: Shown, found: tuple[Finding, ...], problems: tuple[Problem, ...], expected: str
) -> None:
    assert shown(*found, problems=problems)[1].splitlines()[0] == expected


def test_what_was_left_out_is_told_in_the_margin(shown: Shown) -> None:
    said = shown(gaps=(Gap("links", "links to other sites", "--online follows them"), Gap("x", "spam", "install it")))[
        1
    ]

    assert said.splitlines()[1:] == ["not checked: links to other sites (--online follows them), spam (install it)"]


def test_the_same_in_another_artefact_is_another_finding(shown: Shown) -> None:
    twin = Finding(ALT.code, ALT.severity, ALT.message, ALT.place, ALT.hint, ALT.evidence, "index.html")

    assert shown(ALT, twin)[0].count("breaks[C320]") == 2
    assert shown(ALT, ALT)[0].count("breaks[C320]") == 1
