"""What editors are told about publish.yaml and brand.yml agrees with what we read."""

from typing import Any

import jsonschema
import pytest
import yaml

from publish.workspace import stock
from publish.workspace.schema import schemas

FILES = {"publish.schema.json": "publish.yaml", "brand.schema.json": "assets/brand.yml"}


def written(name: str) -> Any:
    """The file as an editor takes it, with numbers for numbers."""
    return yaml.safe_load((stock() / FILES[name]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_our_own_file_is_right_to_an_editor(name: str) -> None:
    schema = schemas()[name]

    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(written(name))


@pytest.mark.parametrize(
    ("name", "way", "value"),
    [
        ("publish.schema.json", ("base-url",), "http://example.org"),
        ("publish.schema.json", ("publisher", "nmae"), "x"),
        ("publish.schema.json", ("languages",), []),
        ("brand.schema.json", ("color", "foreground"), {"light": "slate"}),
        ("brand.schema.json", ("typography", "headings", "weight"), 450),
        ("brand.schema.json", ("defaults", "publish", "scale", "h1", "px"), "big"),
        ("brand.schema.json", ("defaults", "publish", "colour"), {}),
    ],
)
def test_an_editor_marks_what_we_would_refuse(name: str, way: tuple[str, ...], value: object) -> None:
    data = written(name)
    node = data
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = value

    assert list(jsonschema.Draft7Validator(schemas()[name]).iter_errors(data))


def test_other_tools_may_have_their_own_defaults() -> None:
    data = written("brand.schema.json")
    data["defaults"]["quarto"] = {"format": "html"}

    jsonschema.Draft7Validator(schemas()["brand.schema.json"]).validate(data)
