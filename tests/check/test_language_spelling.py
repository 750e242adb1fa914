"""Spelling: what the dictionaries say, what needs no dictionary, and that nothing hangs on them."""

import dataclasses
import json
from pathlib import Path

import pytest

from publish.check import Finding, language
from publish.check.language import hunspell, spelling
from publish.check.language.hunspell import Dictionary
from publish.theme import Theme
from tests import made
from tests.check.test_language import subject

pytestmark = pytest.mark.skipif(
    hunspell.dictionary("sv") is None or hunspell.dictionary("en") is None,
    reason="hunspell, hunspell-sv and hunspell-en-gb are not installed",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def misspelt(body: str, cache: Path | None, tongue: str = "sv", root: Path = made.ROOT) -> list[Finding]:
    checked = subject(body, tongue, cache=cache)
    workspace = dataclasses.replace(made.theme().workspace, root=root)
    checked = dataclasses.replace(checked, theme=Theme(workspace))
    return [finding for finding in language.check(checked) if finding.code == "C610"]


def test_a_misspelt_word_is_found_with_what_was_meant(cache: Path) -> None:
    (finding,) = misspelt("Det är\nen stor *sammverkan* för alla.", cache)

    assert finding.message == "the word 'sammverkan' is not in the dictionary sv_SE"
    assert finding.hint == "did you mean 'samverkan'? if it is right, write it into dictionary.txt"
    assert str(finding.place) == "sv.md:5:10"


def test_a_word_that_is_wrong_many_times_is_one_finding(cache: Path) -> None:
    (finding,) = misspelt("En sammverkan är bra.\n\nSammverkan, sammverkan!", cache)

    assert finding.hint.endswith("dictionary.txt; also on line 6")


def test_a_misspelt_first_word_is_found_and_a_name_is_not(cache: Path) -> None:
    assert [one.message.split("'")[1] for one in misspelt("Sammverkan är bra. Qwzxit växer.", cache)] == ["Sammverkan"]


@pytest.mark.parametrize(
    "right",
    [
        "Det är `sammverkan` i kod.",
        "Skriv till sammverkan@handel.example eller se www.sammverkan.se.",
        "Läs i sammverkan.pdf om [staden](https://sammverkan.example/delltagare).",
        "Bolaget Sammverkan växer. Sammverkan är ett namn.",
        "Hos SAMMVERKAN finns IoT, 5G-nätt2 och vd:n.",
        "Det finns närings- och storstadspolitik, e-post, start-up-bolag och t.ex. mkr.",
        "Hon är trainee i ett team med state of the art.",
        "Det är kompetensförsörjningsstrategi och realisationsvinstbeskattningsreglerna.",
        "[The neighbour’s programme]{lang=en} är bra.",
        "[kommissjon]{lang=nb} är ett ord.",
        "Han sa ”javisst” – och ’nej’. (Hur då?)",
    ],
)
def test_what_is_right_or_no_word_is_not_found(right: str, cache: Path) -> None:
    assert misspelt(right, cache) == []


def test_words_in_another_language_are_looked_up_in_its_dictionary(cache: Path) -> None:
    (finding,) = misspelt("Det heter [the neighbur]{lang=en} här.", cache)

    assert finding.message == "the word 'neighbur' is not in the dictionary en_GB"


def test_names_of_blocks_are_known_everywhere(cache: Path) -> None:
    block = "```partners\n- Qwzxit\n- name: Sammverkan\n```\n\n"

    assert misspelt(f"{block}Hos qwzxit finns qwzxits sammverkan.", cache) == []


def test_without_a_place_to_remember_nothing_is_looked_up() -> None:
    assert misspelt("En sammverkan.", None) == []


def test_a_workspace_has_words_of_its_own(cache: Path, tmp_path: Path) -> None:
    text = "En sammverkan, sammverkans plats, ett qwzxbolag, en qwzx-dag och ett qwzxbolagg."

    before = misspelt(text, cache, root=tmp_path)
    (tmp_path / "dictionary.txt").write_text("# våra ord\nsammverkan # medvetet\nQwzx\n", encoding="utf-8")
    after = misspelt(text, cache, root=tmp_path)

    assert [one.message.split("'")[1] for one in before] == [
        "sammverkan",
        "sammverkans",
        "qwzxbolag",
        "qwzx-dag",
        "qwzxbolagg",
    ]
    assert [one.message.split("'")[1] for one in after] == ["qwzxbolagg"]


def test_a_word_list_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert spelling.own_words(tmp_path) == frozenset()

    (tmp_path / "dictionary.txt").write_bytes(b"\xff\xfe ord\n")
    assert "ord" in spelling.own_words(tmp_path)

    (tmp_path / "dictionary.txt").write_bytes(b"ord\n" * 300_000)
    assert spelling.own_words(tmp_path) == frozenset()


def _swedish() -> Dictionary:
    found = hunspell.dictionary("sv")
    assert found is not None
    return found


def test_what_was_answered_once_is_not_asked_again(tmp_path: Path) -> None:
    asked = {"samverkan", "sammverkan"}
    first = hunspell.unknown(asked, _swedish(), tmp_path)
    without_program = dataclasses.replace(_swedish(), program=str(tmp_path / "none"))

    assert first == {"sammverkan": ("samverkan",)}
    assert hunspell.unknown(asked, without_program, tmp_path) == first
    assert hunspell.unknown({"nyhetbrev"}, without_program, tmp_path) == {}
    assert [file.name for file in tmp_path.iterdir()] == ["spelling-sv_SE.json"]


def test_another_version_of_the_dictionary_is_asked_anew(tmp_path: Path) -> None:
    kept = {"version": "old", "words": {"samverkan": ["x"], "sammverkan": None}}
    (tmp_path / "spelling-sv_SE.json").write_text(json.dumps(kept), encoding="utf-8")

    assert hunspell.unknown({"samverkan", "sammverkan"}, _swedish(), tmp_path) == {"sammverkan": ("samverkan",)}


@pytest.mark.parametrize(
    "garbage", [b"", b"{", b"[]", b"\xff", b'{"version": 1}', b'{"version": "VERSION", "words": 3}']
)
def test_a_broken_memory_is_forgotten(garbage: bytes, tmp_path: Path) -> None:
    file = tmp_path / "spelling-sv_SE.json"
    file.write_bytes(garbage.replace(b"VERSION", _swedish().version.encode()))

    assert hunspell.unknown({"sammverkan"}, _swedish(), tmp_path) == {"sammverkan": ("samverkan",)}
    assert json.loads(file.read_bytes())["words"] == {"sammverkan": ["samverkan"]}


def test_a_folder_that_cannot_be_made_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert hunspell.unknown({"sammverkan"}, _swedish(), tmp_path / "file" / "cache") == {"sammverkan": ("samverkan",)}


@pytest.mark.parametrize(
    "script", ["exit 1", "echo", "cat", "printf '& x'", "printf '@\\n&&&\\n\\n#\\n\\n'", "head -c 9 /dev/urandom"]
)
def test_a_program_that_says_something_else_is_no_harm(script: str, tmp_path: Path) -> None:
    program = tmp_path / "hunspell"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)

    answers = hunspell.unknown(
        {"ett", "ord"}, dataclasses.replace(_swedish(), program=str(program)), tmp_path / "cache"
    )

    assert answers.keys() <= {"ett", "ord"}


def test_only_letters_reach_the_program(tmp_path: Path) -> None:
    odd = {"*ord", "!", "-d", "a b", "a\nb", "@x", "ord1", "", "#", "sammverkan"}

    assert hunspell.unknown(odd, _swedish(), tmp_path) == {"sammverkan": ("samverkan",)}


def test_many_words_are_answered_each_with_its_own(tmp_path: Path) -> None:
    right = {"e-post", "bild", "huset", "kr", "vi"}
    wrong = {"e-posst", "billd", "husset", "vvi"}

    assert hunspell.unknown(right | wrong, _swedish(), tmp_path).keys() == wrong


def test_what_is_missing_is_told_with_its_command(tmp_path: Path) -> None:
    assert hunspell.missing(["sv", "en", "en-US", "fi"], [tmp_path]) == (
        "sudo apt-get install hunspell hunspell-en-gb",
        "sudo apt-get install hunspell hunspell-en-us",
        "sudo apt-get install hunspell hunspell-sv",
    )
    assert language.missing_dictionaries(["sv", "en"]) == ()


@pytest.mark.parametrize("tongue", ["", "*", "../x", "sv/../../x", "fi"])
def test_a_language_without_a_dictionary_has_none(tongue: str, tmp_path: Path) -> None:
    assert hunspell.dictionary(tongue, [tmp_path]) is None
