"""A workspace and an edition begin with one command each, and build as they are."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.cli import starters
from publish.formats import FORMATS
from publish.source import read_edition
from tests.cli.conftest import Publish


def test_init_makes_a_workspace(publish: Publish, tmp_path: Path) -> None:
    result = publish("init", "demo", "--name", "The Baltic Society")

    assert result.stdout.splitlines() == [
        "demo/publish.yaml",
        "demo/assets/brand.yml",
        "demo/content/.gitkeep",
        "demo/.gitignore",
    ]
    assert "name: The Baltic Society\n" in (tmp_path / "demo" / "publish.yaml").read_text(encoding="utf-8")
    assert publish("check", folder=tmp_path / "demo").stderr == "0 editions checked: no problems\n"


def test_init_leaves_what_is_there(publish: Publish, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")

    publish("init")

    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"


def test_init_refuses_a_workspace(publish: Publish) -> None:
    publish("init")

    assert publish("init", code=1).stderr == (
        'publish.yaml: error[E608]: this is a workspace already\n  hint: begin an edition with `publish new "Title"`\n'
    )


@pytest.mark.parametrize("name", ["Åäö & Co: «ett» #1", "yes", "1234", "- [x]", 'a "quoted" name', "{a: b}", "$HOME"])
def test_any_name_makes_a_workspace_without_problems(publish: Publish, tmp_path: Path, name: str) -> None:
    publish("init", "demo", "--name", name)

    assert publish("check", folder=tmp_path / "demo").stderr == "0 editions checked: no problems\n"


def test_new_writes_a_text_in_every_language(publish: Publish) -> None:
    publish("init")

    result = publish("new", "Vår i staden", "--date", "2021-03-30")

    assert result.stdout.splitlines() == [
        "content/2021-03-30-var-i-staden/sv.md",
        "content/2021-03-30-var-i-staden/en.md",
    ]
    assert publish("check").stderr.startswith("1 edition checked: 0 break, ")


def test_new_takes_today_if_no_date_is_given(publish: Publish, tmp_path: Path) -> None:
    publish("init")

    publish("new", "Spring", "--lang", "en")

    today = datetime.now().astimezone().date()
    assert [folder.name for folder in (tmp_path / "content").iterdir() if folder.is_dir()] == [f"{today}-spring"]


def test_new_overwrites_nothing(publish: Publish, tmp_path: Path) -> None:
    publish("init")
    publish("new", "Spring", "--date", "2021-03-30", "--lang", "en")
    text = tmp_path / "content" / "2021-03-30-spring" / "en.md"
    text.write_text("mine", encoding="utf-8")

    result = publish("new", "Spring", "--date", "2021-03-30", code=1)

    assert result.stderr.startswith("content/2021-03-30-spring/en.md: error[E609]: this edition is there already\n")
    assert text.read_text(encoding="utf-8") == "mine"
    assert not text.with_name("sv.md").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Spring", "--lang", "svv"], "`svv` is no language of this workspace; did you mean `sv`?"),
        (["Spring", "--date", "soon"], "'soon' does not match the format '%Y-%m-%d'."),
        (["  "], "expected some words"),
    ],
)
def test_new_says_what_it_does_not_understand(publish: Publish, arguments: list[str], said: str) -> None:
    publish("init")

    assert said in publish("new", *arguments, code=2).stderr


def test_new_outside_a_workspace_says_how_to_make_one(publish: Publish) -> None:
    assert "hint: `publish init` makes a workspace" in publish("new", "Spring", code=1).stderr


def test_a_new_edition_builds_in_every_format_without_a_problem(publish: Publish, tmp_path: Path) -> None:
    publish("init", "--name", "The Baltic Society")
    publish("new", "Vår: “ny” & #1", "--date", "2021-03-30")

    result = publish("build", "--json")

    assert '"problems": []' in result.stdout
    made = {file.parent.name for file in (tmp_path / "dist").rglob("*.pdf")}
    assert made == {"sv", "en"}
    assert len(FORMATS) == 3


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Partnerskap för Stockholm", "partnerskap-for-stockholm"),
        ("Ny vår för Östersjön: å, ä & ö!", "ny-var-for-ostersjon-a-a-o"),
        ("Straße, Œuvre, Łódź, Ærø", "strasse-oeuvre-lodz-aero"),
        ("Don’t panic", "dont-panic"),
        ("40 % of 1.5", "40-of-1-5"),
        ("الربيع", "edition"),
        ("…", "edition"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_title_becomes_a_folder_name(title: str, slug: str) -> None:
    assert starters.slug(title) == slug


@given(title=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_any_title_is_read_back_as_it_was_typed(title: str) -> None:
    day = datetime(2021, 3, 30).astimezone().date()

    text = starters.edition_text(title, day, "en").decode()

    line = next(line for line in text.splitlines() if line.startswith("title: "))
    import yaml

    assert str(yaml.load(line, yaml.BaseLoader)["title"]) == title  # noqa: S506  # every value stays a text


def test_a_language_without_a_starter_begins_in_english() -> None:
    day = datetime(2021, 3, 30).astimezone().date()

    assert starters.edition_text("Frühling", day, "de") == starters.edition_text("Frühling", day, "en")
    assert b"Nyhet" in starters.edition_text("V\xe5r", day, "sv-FI")


def test_starters_are_read_without_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "2021-03-30-spring"
    folder.mkdir(parents=True)
    day = datetime(2021, 3, 30).astimezone().date()
    for language in ("sv", "en"):
        (folder / f"{language}.md").write_bytes(starters.edition_text("Spring", day, language))

        assert read_edition(folder, language, root=tmp_path, icons=frozenset()).title == "Spring"


@pytest.mark.parametrize("name", ["bad\udcffbyte", "turned \u202egnp", "a\x1bb"], ids=["no UTF-8", "turned", "control"])
def test_a_name_with_hidden_characters_is_refused(publish: Publish, tmp_path: Path, name: str) -> None:
    publish("init", "demo")

    assert "expected" not in publish("init", "other", "--name", name, code=2).stdout
    assert "found a " in publish("new", name, folder=tmp_path / "demo", code=2).stderr
    assert not (tmp_path / "other").exists()
    assert sorted(file.name for file in (tmp_path / "demo" / "content").iterdir()) == [".gitkeep"]
