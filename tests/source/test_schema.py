"""The JSON Schema that editors use says the same as the reader."""

import json
from typing import Any

import jsonschema
import pytest

from publish.blocks import KINDS, Reading
from publish.source import load, schemas

SCHEMAS = schemas()
CONTEXT = Reading("sv", frozenset({"building"}))

FRONT: dict[str, Any] = {"title": "x", "date": "2021-03-30", "category": "x", "standfirst": "x"}
GOOD: dict[str, list[Any]] = {
    "front-matter": [FRONT, FRONT | {"updated": "2021-04-01", "cover": {"picture": "a.png", "alt": "En bro"}}],
    "figures": [[{"value": "40 %", "text": "x"}], [{"value": 40, "text": True}]],
    "focus-areas": [[{"title": "x", "question": "y", "icon": "building", "text": "z"}]],
    "partners": [["JM", {"name": "NCC", "link": "https://ncc.se"}]],
    "quote": [{"text": "x", "by": "y", "role": "z", "lang": "en"}, {"text": "x"}],
    "image": [{"picture": "a.png", "alt": "En bro", "caption": "x", "credit": "y"}],
    "call-to-action": [{"label": "Anmäl dig", "link": "https://x.se", "text": "x"}],
    "articles": [[{"headline": "x", "link": "https://x.se", "link-text": "Hela artikeln"}]],
    "events": [[{"title": "x", "date": "2021-03-30", "end": "2021-03-31", "time": "10:30"}]],
    "contact": [{"name": "x", "email": "a@b.se", "phone": 812345678, "website": "https://x.se"}],
}
BAD: dict[str, list[Any]] = {
    "front-matter": [{}, FRONT | {"titel": "x"}, FRONT | {"updated": None}, FRONT | {"cover": {}}, [FRONT]],
    "figures": [[], [{"value": "x"}], [{"value": [1], "text": "x"}], {"items": []}],
    "focus-areas": [[{"title": "x"}], [{"title": "x", "question": {}}]],
    "partners": [[], [{"link": "https://x.se"}], "JM"],
    "quote": [{}, {"text": "x", "av": "y"}],
    "image": [{"picture": "a.png"}, {"alt": "En bro"}],
    "call-to-action": [{"label": "Anmäl dig"}],
    "articles": [[{"headline": "x", "link_text": "y"}]],
    "events": [[{"title": "x"}], [{"title": "x", "date": ["2021-03-30"]}]],
    "contact": [{"email": "a@b.se"}],
}


def cases(table: dict[str, list[Any]]) -> list[Any]:
    return [
        pytest.param(kind, value, id=f"{kind}-{n}") for kind, values in table.items() for n, value in enumerate(values)
    ]


def test_there_is_one_for_the_front_matter_and_each_kind_of_block() -> None:
    assert sorted(SCHEMAS) == sorted(f"{name}.schema.json" for name in ("front-matter", *KINDS))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_of_draft_7(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("kind", "value"), cases(GOOD))
def test_what_the_reader_takes_the_schema_takes(kind: str, value: Any) -> None:
    jsonschema.Draft7Validator(SCHEMAS[f"{kind}.schema.json"]).validate(value)


@pytest.mark.parametrize(("kind", "value"), cases(BAD))
def test_what_the_reader_refuses_the_schema_refuses(kind: str, value: Any) -> None:
    assert not jsonschema.Draft7Validator(SCHEMAS[f"{kind}.schema.json"]).is_valid(value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_this_test_are_what_the_reader_takes(kind: str) -> None:
    for good in GOOD[kind]:
        assert load(KINDS[kind], json.dumps(good, ensure_ascii=False), path="x", context=CONTEXT)[1] == ()
    for bad in BAD[kind]:
        assert load(KINDS[kind], json.dumps(bad, ensure_ascii=False), path="x", context=CONTEXT)[1] != ()


def every(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for part in node for found in every(part)]
    if isinstance(node, dict):
        return [node, *(found for part in node.values() for found in every(part))]
    return []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_title_to_show_as_help(name: str) -> None:
    objects = [node for node in every(SCHEMAS[name]) if isinstance(node.get("properties"), dict)]

    for each in objects:
        assert each["additionalProperties"] is False
        for field, schema in each["properties"].items():
            assert schema.get("title"), field


@pytest.mark.parametrize("name", SCHEMAS)
def test_nothing_stands_beside_a_reference_which_draft_7_would_overlook(name: str) -> None:
    assert all(len(node) == 1 for node in every(SCHEMAS[name]) if "$ref" in node)
