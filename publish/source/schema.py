"""
The JSON Schema of front matter and blocks: what editors complete, check and explain as one types.

Written as draft 7, the newest that the YAML language server reads.
"""

from typing import Any

from pydantic import BaseModel

from publish.blocks import KINDS
from publish.source.front_matter import FrontMatter

_DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas() -> dict[str, dict[str, Any]]:
    """File name and schema, for the front matter and each kind of block."""
    found = {"front-matter.schema.json": schema(FrontMatter, "Front matter")}
    return found | {f"{name}.schema.json": schema(kind, name) for name, kind in KINDS.items()}


def schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """The schema of one *model*."""
    found = _down(model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}"))
    definitions = found.pop("$defs", {})
    if "items" in model.model_fields:
        found = found["properties"]["items"] | {"description": found.get("description", "")}
    found = {"$schema": _DRAFT, **found, "title": title}
    return found | ({"definitions": definitions} if definitions else {})


def _down(node: Any) -> Any:
    """The same in draft 7: nothing stands beside `$ref`; and no null, which YAML would read as an empty value."""
    if isinstance(node, list):
        return [_down(part) for part in node if part != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    down = {key: _down(value) for key, value in node.items() if not (key == "default" and value in (None, "", [], ()))}
    if len(down.get("anyOf", ())) == 1:
        down |= down.pop("anyOf")[0]
    if "$ref" in down and len(down) > 1:
        down["allOf"] = [{"$ref": down.pop("$ref")}]
    return down
