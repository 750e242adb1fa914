"""`publish build` understands what is meant, shows what it made, and tells what is wrong."""

import contextlib
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from publish.cli.progress import Bar
from tests.build.folder import write_edition
from tests.cli.conftest import Publish

ROOT = Path(__file__).parents[2]
WEB = ("--format", "web", "--lang", "en")


@pytest.fixture
def spring(workspace: Path) -> str:
    """An edition in the workspace; its id."""
    return write_edition(workspace, "Spring", edition="2021-03-30-spring", languages=("sv", "en"))


def _targets(output: str) -> set[tuple[str, str, str, str]]:
    return {(f["edition"], f["language"], f["format"], f["state"]) for f in json.loads(output)["files"]}


def test_without_an_edition_the_latest_is_built(publish: Publish, workspace: Path, spring: str) -> None:
    latest = write_edition(workspace, "Autumn", edition="2021-09-30-autumn")

    made = _targets(publish("build", *WEB, "--json", folder=workspace).stdout)

    assert made == {(latest, "en", "web", "fresh")}


def test_in_an_editions_folder_that_edition_is_built(publish: Publish, workspace: Path, spring: str) -> None:
    write_edition(workspace, "Autumn", edition="2021-09-30-autumn")

    made = _targets(publish("build", *WEB, "--json", folder=workspace / "content" / spring).stdout)

    assert made == {(spring, "en", "web", "fresh")}


@pytest.mark.parametrize(
    "name",
    [
        "2021-03-30-spring",
        "spring",
        "SPRING",
        "03-30",
        "content/2021-03-30-spring",
        "content/2021-03-30-spring/en.md",
        "./content/../content/2021-03-30-spring/",
    ],
)
def test_an_edition_is_found_by_a_part_of_its_name_or_its_path(
    publish: Publish, workspace: Path, spring: str, name: str
) -> None:
    write_edition(workspace, "Autumn", edition="2021-09-30-autumn")

    made = _targets(publish("build", name, *WEB, "--json", folder=workspace).stdout)

    assert {edition for edition, *_ in made} == {spring}


def test_all_editions_are_built_when_asked(publish: Publish, workspace: Path, spring: str) -> None:
    write_edition(workspace, "Autumn", edition="2021-09-30-autumn")

    made = _targets(publish("build", "--all", *WEB, "--json", folder=workspace).stdout)

    assert {edition for edition, *_ in made} == {spring, "2021-09-30-autumn"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sprnig"], "there is no edition `sprnig`"),
        (["2021-03-30-sprong"], "there is no edition `2021-03-30-sprong`; did you mean `2021-03-30-spring`?"),
        (["2021"], "`2021` can be any of 2021-03-30-spring, 2021-09-30-autumn"),
        (["--all", "spring"], "name editions, or say --all, not both"),
        (["--format", "pdf"], "'pdf' is not one of 'brochure', 'newsletter', 'web'."),
        (["--jobs", "0"], "0 is not in the range x>=1."),
        (["spring", "--lang", "de"], "no edition asked for is written in `de`; known here: `en`, `sv`"),
    ],
)
def test_what_is_not_understood_is_said(
    publish: Publish, workspace: Path, spring: str, arguments: list[str], said: str
) -> None:
    write_edition(workspace, "Autumn", edition="2021-09-30-autumn")

    assert said in publish("build", *arguments, folder=workspace, code=2).stderr


def test_a_workspace_without_editions_says_how_to_begin_one(publish: Publish, workspace: Path) -> None:
    assert publish("build", folder=workspace, code=1).stderr == (
        'content: error[E607]: there is no edition yet\n  hint: begin one with `publish new "Title"`\n'
    )


def test_outside_a_workspace_it_says_how_to_make_one(publish: Publish) -> None:
    assert "hint: `publish init` makes a workspace" in publish("build", code=1).stderr


def test_the_table_shows_file_pages_size_time_and_state(publish: Publish, workspace: Path, spring: str) -> None:
    first = publish("build", "--lang", "en", folder=workspace)
    second = publish("build", "--lang", "en", folder=workspace)

    rows = [re.split(r"  +", line) for line in first.stdout.splitlines()]
    assert [row[0].removeprefix(f"dist/{spring}/en/").split(" ")[0] for row in rows] == [
        "brochure.pdf", "newsletter.html", "newsletter.txt", "newsletter.eml", "index.html", "card.png", "fonts/",
    ]  # fmt: skip
    assert re.fullmatch(r"\d+ pages? \d+ kB \d+\.\d\d s fresh", " ".join(rows[0][1:]))
    assert {row[-1] for row in rows} == {"fresh"}
    assert re.fullmatch(r"\d+ files made in \d+\.\d s\n", first.stderr)
    assert {line.rsplit("  ", 1)[1] for line in second.stdout.splitlines()} == {"unchanged"}
    assert re.fullmatch(r"\d+ files unchanged in \d+\.\d s\n", second.stderr)


def test_columns_stand_below_each_other(publish: Publish, workspace: Path, spring: str) -> None:
    lines = publish("build", *WEB, folder=workspace).stdout.splitlines()

    assert len({line.index("fresh") for line in lines}) == 1


def test_of_many_editions_a_line_each_is_shown(publish: Publish, workspace: Path) -> None:
    for day in range(1, 7):
        write_edition(workspace, f"Number {day}", edition=f"2022-01-0{day}-number")

    lines = publish("build", "--all", *WEB, folder=workspace).stdout.splitlines()

    assert [re.sub(r"  .*", "", line) for line in lines] == [
        f"dist/2022-01-0{day}-number/en/ (14 files)" for day in range(1, 7)
    ]


def test_for_machines_everything_is_json(publish: Publish, workspace: Path, spring: str) -> None:
    (workspace / "content" / spring / "sv.md").write_text("---\ntitel: x\n---\n", encoding="utf-8")

    result = json.loads(publish("build", "--format", "web", "--json", folder=workspace, code=1).stdout)

    assert {tuple(file) for file in result["files"]} == {
        ("edition", "language", "format", "path", "pages", "size", "sha256", "seconds", "state")
    }
    assert all((workspace / file["path"]).stat().st_size == file["size"] for file in result["files"])
    assert {tuple(problem) for problem in result["problems"]} == {("code", "message", "path", "line", "column", "hint")}
    assert {problem["path"] for problem in result["problems"]} == {f"content/{spring}/sv.md"}


def test_problems_of_the_workspace_are_json_too(publish: Publish, workspace: Path, spring: str) -> None:
    (workspace / "publish.yaml").write_text("languages: [sv]\n", encoding="utf-8")

    result = json.loads(publish("build", "--json", folder=workspace, code=1).stdout)

    assert {problem["path"] for problem in result["problems"]} == {"publish.yaml"}


def test_problems_go_to_stderr_with_place_code_and_hint(publish: Publish, workspace: Path, spring: str) -> None:
    text = workspace / "content" / spring / "en.md"
    text.write_text(text.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")

    result = publish("build", *WEB, folder=workspace, code=1)

    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("1 problem in ")
    assert f"content/{spring}/en.md:2:1: error[E" in result.stderr
    assert "  hint: did you mean `title`?" in result.stderr


def test_a_picture_that_is_cut_off_stops_a_build_as_it_stops_a_check(publish: Publish, workspace: Path) -> None:
    """The engine lets everybody in its process read such pictures, and it is loaded before a build reads."""
    edition = write_edition(workspace, body="![A square](square.png)")
    picture = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(picture, "PNG")
    (workspace / "content" / edition / "square.png").write_bytes(picture.getvalue()[:40_000])

    built = json.loads(publish("build", "--format", "web", "--json", folder=workspace, code=1).stdout)

    assert built["problems"] == json.loads(publish("check", "--json", folder=workspace, code=1).stdout)["problems"]


def _on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What a person sees who types the command."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "publish", *arguments]
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "PYTHONPATH": str(ROOT), **environment}
    env.pop("NO_COLOR", None) if "NO_COLOR" not in environment else None
    with subprocess.Popen(command, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        seen = b""
        while chunk := _read(ours):
            seen += chunk
    os.close(ours)
    return seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 10_000)
    except OSError:  # the other end is closed
        return b""


def test_a_person_sees_a_bar_while_it_works_and_files_below_their_folder(workspace: Path, spring: str) -> None:
    seen = _on_a_terminal(workspace, "build", *WEB)

    assert "━" in seen
    lines = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", line) for line in seen.splitlines()]
    assert f"dist/{spring}/en/" in lines
    assert any(line.startswith("  index.html ") for line in lines)


@pytest.mark.parametrize("off", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_whoever_wants_no_colour_gets_none(workspace: Path, spring: str, off: dict[str, str]) -> None:
    _on_a_terminal(workspace, "build", *WEB)

    assert "\x1b[" not in _on_a_terminal(workspace, "build", *WEB, **off)
    assert "\x1b[" in _on_a_terminal(workspace, "build", *WEB)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_says_so_and_leaves_no_half_file(workspace: Path, spring: str, how: signal.Signals) -> None:
    for day in range(1, 9):
        write_edition(workspace, "More", edition=f"2021-04-0{day}-more", languages=("sv", "en"))
    command = [sys.executable, "-m", "publish", "build", "--jobs", "1", "--all"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=workspace, env=environment, stderr=subprocess.PIPE) as process:
        for _ in range(200):
            if (workspace / ".publish" / "build.lock").exists():
                break
            time.sleep(0.02)
        time.sleep(0.1)
        process.send_signal(how)
        _, said = process.communicate(timeout=20)

    # Python ends itself by the signal if it came while a library was running generated code.
    assert process.returncode in (1, -signal.SIGINT)
    assert said.decode() == "\nstopped: what was finished is kept, nothing is left half-made\n"
    assert [file.name for file in workspace.rglob("*~")] == []


def test_who_stops_a_build_is_heard_even_where_an_exception_was_lost() -> None:
    steps = []

    def build() -> None:
        with Bar() as bar:
            with contextlib.suppress(KeyboardInterrupt):  # as a library in C does that calls back into Python
                signal.raise_signal(signal.SIGTERM)
            steps.append("the library is done")
            bar.building(1, 2, ())
            steps.append("the next target")

    with pytest.raises(KeyboardInterrupt):
        build()

    assert steps == ["the library is done"]


def test_after_a_build_signals_are_as_they_were_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Bar():
        pass

    assert signal.getsignal(signal.SIGINT) is before


def test_what_breaks_for_readers_is_not_built_and_leads_to_the_template(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    head = (ROOT / "templates" / "web" / "_head.html.j2").read_text(encoding="utf-8")
    own = workspace / "templates" / "web" / "_head.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(head.replace("initial-scale=1", "initial-scale=1, user-scalable=no"), encoding="utf-8")

    told = publish("build", "--format", "web", folder=workspace, code=1)
    (workspace / "checks.yml").write_text(
        "accept:\n  - {code: C362, reason: For a day., until: 2099-01-01}\n", encoding="utf-8"
    )
    too_long = publish("build", "--format", "web", folder=workspace, code=1)

    assert "templates/web/_head.html.j2:3" in told.output
    assert "error[C362]" in told.output
    assert "accepted for too long" in too_long.output
    assert not list((workspace / "dist").rglob("*.html"))
