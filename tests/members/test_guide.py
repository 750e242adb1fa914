"""The guide for people tells what there is."""

import re
from pathlib import Path

from publish.cli.members import COMMANDS
from publish.members.bases import Action, Basis, read_basis
from publish.members.headings import FIELDS, columns
from publish.problems import Place

GUIDE = (Path(__file__).parents[2] / "docs" / "members.md").read_text(encoding="utf-8")


def test_every_command_for_members_is_in_the_guide() -> None:
    assert set(re.findall(r"\./run members ([a-z]+)\b", GUIDE)) == set(COMMANDS)


def test_every_field_is_in_the_guide_and_its_headings_are_known() -> None:
    rows = re.findall(
        r"^\| (`[a-z`, -]+`) \| ([^|]+) \|",
        GUIDE[GUIDE.index("### Columns") : GUIDE.index("### Addresses")],
        re.MULTILINE,
    )
    fields = [name for names, _ in rows for name in re.findall(r"`([a-z-]+)`", names)]

    assert sorted(fields) == sorted(FIELDS)
    for names, headings in rows:
        for heading in headings.split(", "):
            found = (
                columns(["E-post", heading], {}, Place("x"))
                if "address" not in names
                else columns([heading], {}, Place("x"))
            )
            assert set(found.places) & set(re.findall(r"`([a-z-]+)`", names)), heading


def test_every_ground_is_in_the_guide_with_words_that_are_understood() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|", GUIDE[GUIDE.index("## Consent") :], re.MULTILINE))

    assert set(rows) == set(Basis)
    for basis, words in rows.items():
        assert {read_basis(word) for word in words.split(", ")} == {(Action.GIVEN, Basis(basis))}
