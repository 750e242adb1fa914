"""A file is made again when something it is made from has changed, and only then."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from publish.build.plan import look_at
from publish.build.targets import Wanted
from tests.build.echo import ECHO, FORMATS
from tests.build.folder import EDITION, fresh, run, stands, write_edition

BOTH = [f"{EDITION} en echo", f"{EDITION} en loud"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300"><rect width="9" height="9"/></svg>'
WITH_PICTURE = '![A square](square.svg "A square")'


def test_the_first_build_makes_everything_and_the_second_nothing(workspace: Path) -> None:
    write_edition(workspace)

    first, second = run(workspace), run(workspace)

    assert (fresh(first), fresh(second)) == (BOTH, [])
    assert stands(workspace) == [f"{EDITION}/en/echo.txt", f"{EDITION}/en/loud.txt"]
    assert [result.made.outputs for result in first.results] == [result.made.outputs for result in second.results]


def test_a_changed_word_makes_that_language_again(workspace: Path) -> None:
    write_edition(workspace, languages=("en", "sv"))
    run(workspace)

    write_edition(workspace, "Another example", languages=("sv",))

    assert fresh(run(workspace)) == [f"{EDITION} sv echo", f"{EDITION} sv loud"]


def test_the_same_text_saved_anew_makes_nothing(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)

    write_edition(workspace)

    assert fresh(run(workspace)) == []


def test_a_changed_picture_makes_the_edition_that_shows_it(workspace: Path) -> None:
    write_edition(workspace, body=WITH_PICTURE)
    picture = workspace / "content" / EDITION / "square.svg"
    picture.write_text(SVG, encoding="utf-8")
    run(workspace)

    picture.write_text(SVG.replace('"9"', '"8"'), encoding="utf-8")

    assert fresh(run(workspace)) == BOTH


def test_a_picture_that_nothing_shows_makes_nothing(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)

    (workspace / "content" / EDITION / "unused.svg").write_text(SVG, encoding="utf-8")

    assert fresh(run(workspace)) == []


@pytest.mark.parametrize(
    ("file", "made"),
    [
        ("templates/web/page.html.j2", [BOTH[0]]),
        ("templates/newsletter/letter.mjml.j2", [BOTH[1]]),
        ("templates/brochure/brochure.html.j2", []),
        ("templates/_brand.css.j2", BOTH),
        ("assets/icons/new.svg", BOTH),
        ("assets/.hidden", []),
    ],
)
def test_a_template_makes_its_format_and_an_asset_makes_all(workspace: Path, file: str, made: list[str]) -> None:
    write_edition(workspace)
    run(workspace)

    (workspace / file).parent.mkdir(parents=True, exist_ok=True)
    (workspace / file).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")

    assert fresh(run(workspace)) == made


def test_changed_settings_make_everything(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)

    settings = workspace / "publish.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Baltic", "Nordic"), encoding="utf-8")

    assert fresh(run(workspace)) == BOTH


@pytest.mark.parametrize("version", ["0.1.0+another"])
def test_another_version_of_ours_makes_everything(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    write_edition(workspace)
    run(workspace)

    monkeypatch.setattr("publish.__version__", version)

    assert fresh(run(workspace)) == BOTH


def test_another_engine_makes_everything(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_edition(workspace)
    run(workspace)

    (tmp_path / "site" / "weasyprint-999.dist-info").mkdir(parents=True)
    (tmp_path / "site" / "unrelated-1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    assert fresh(run(workspace)) == BOTH


@pytest.mark.parametrize("name", ["echo.txt", "loud.txt"])
def test_a_file_that_was_deleted_is_made_again(workspace: Path, name: str) -> None:
    write_edition(workspace)
    run(workspace)

    (workspace / "dist" / EDITION / "en" / name).unlink()

    assert fresh(run(workspace)) == [f"{EDITION} en {name[:4]}"]
    assert f"{EDITION}/en/{name}" in stands(workspace)


def test_a_file_that_was_changed_by_hand_is_made_again_even_within_the_same_tick(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)
    file = workspace / "dist" / EDITION / "en" / "loud.txt"
    times = file.stat()

    file.write_text("AN EXEMPLA", encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert fresh(run(workspace)) == [BOTH[1]]
    assert file.read_text(encoding="utf-8") == "AN EXAMPLE"


def test_a_file_at_rest_is_not_read_again(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)
    long_ago = 1_000_000_000
    for file in (workspace / "content" / EDITION).iterdir():
        os.utime(file, (long_ago, long_ago))

    plan = look_at(workspace, Wanted((EDITION,), ("echo",)), FORMATS, today=date(2026, 1, 1))

    assert not plan.is_stale()


def test_a_new_language_makes_the_others_too_since_they_link_to_it(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)

    write_edition(workspace, languages=("sv",))

    assert len(fresh(run(workspace))) == 4


def test_what_a_deleted_language_left_is_removed(workspace: Path) -> None:
    write_edition(workspace, languages=("en", "sv"))
    run(workspace)

    (workspace / "content" / EDITION / "sv.md").unlink()
    run(workspace)

    assert stands(workspace) == [f"{EDITION}/en/echo.txt", f"{EDITION}/en/loud.txt"]
    assert not (workspace / "dist" / EDITION / "sv").exists()


def test_a_file_that_is_no_longer_made_is_removed_and_what_others_put_there_stays(workspace: Path) -> None:
    write_edition(workspace, body=WITH_PICTURE)
    (workspace / "content" / EDITION / "square.svg").write_text(SVG, encoding="utf-8")
    run(workspace)
    folder = workspace / "dist" / EDITION / "en"
    (folder / "pictures" / "mine.txt").write_text("mine", encoding="utf-8")

    write_edition(workspace)
    run(workspace)

    assert stands(workspace) == [f"{EDITION}/en/{name}" for name in ("echo.txt", "loud.txt", "pictures/mine.txt")]


def test_what_was_changed_by_hand_is_not_removed(workspace: Path) -> None:
    write_edition(workspace, body=WITH_PICTURE)
    (workspace / "content" / EDITION / "square.svg").write_text(SVG, encoding="utf-8")
    run(workspace)
    (workspace / "dist" / EDITION / "en" / "pictures" / "square.svg").write_text("mine now", encoding="utf-8")

    write_edition(workspace)
    run(workspace)

    assert f"{EDITION}/en/pictures/square.svg" in stands(workspace)


def test_only_what_is_asked_for_is_made(workspace: Path) -> None:
    write_edition(workspace, languages=("en", "sv"))

    report = run(workspace, languages=("sv",), only=("loud",))

    assert fresh(report) == [f"{EDITION} sv loud"]
    assert stands(workspace) == [f"{EDITION}/sv/loud.txt"]
    assert len(fresh(run(workspace))) == 3


def test_a_format_that_exists_no_longer_leaves_nothing(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)

    write_edition(workspace, "Another example")
    run(workspace, formats={"echo": ECHO})

    assert stands(workspace) == [f"{EDITION}/en/echo.txt"]


@pytest.mark.parametrize(
    "record",
    ["", "{", "[]", "null", '{"layout": 1}', '{"layout": 0, "made": []}', "[" * 100_000, '"\\ud800"', "\x00"],
    ids=["empty", "cut", "list", "null", "poor", "older", "deep", "surrogate", "binary"],
)
@pytest.mark.parametrize("file", [f"editions/{EDITION}.json", "shared.json"])
def test_a_record_that_cannot_be_read_is_as_good_as_none(workspace: Path, record: str, file: str) -> None:
    write_edition(workspace)
    run(workspace)
    path = workspace / ".publish" / "cache" / file

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record, encoding="utf-8")
    report = run(workspace)

    assert report.problems == ()
    assert fresh(report) == (BOTH if file.startswith("editions") else [])
    assert fresh(run(workspace)) == []


def test_a_record_cannot_name_files_outside_its_folder(workspace: Path) -> None:
    write_edition(workspace)
    run(workspace)
    path = workspace / ".publish" / "cache" / "editions" / f"{EDITION}.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    outputs = tree["made"][0][2]["outputs"]
    outputs["../../../publish.yaml"] = outputs.pop("echo.txt")
    path.write_text(json.dumps(tree), encoding="utf-8")

    report = run(workspace)

    assert fresh(report) == BOTH
    assert (workspace / "publish.yaml").exists()


def test_one_edition_does_not_make_another(workspace: Path) -> None:
    other = write_edition(workspace, "Another", edition="2022-01-01-another")
    write_edition(workspace)
    run(workspace, EDITION, other)

    write_edition(workspace, "Changed", edition=other)

    assert fresh(run(workspace, EDITION, other)) == [f"{other} en echo", f"{other} en loud"]


def test_what_is_remembered_is_for_its_owner_and_outside_git(workspace: Path) -> None:
    write_edition(workspace)

    run(workspace)

    home = workspace / ".publish"
    assert (home.stat().st_mode & 0o777, (home / ".gitignore").read_text(encoding="utf-8")) == (0o700, "*\n")


def test_what_is_remembered_is_closed_again_to_others(workspace: Path) -> None:
    write_edition(workspace)
    home = workspace / ".publish"
    home.mkdir(mode=0o755)
    home.chmod(0o755)

    run(workspace)

    assert home.stat().st_mode & 0o777 == 0o700
