"""What the schema library complains of, in words for somebody who writes texts."""

import re
from dataclasses import dataclass
from typing import Any

from publish.problems import did_you_mean


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint of the schema about one value."""

    kind: str
    """The library's name for it."""
    text: str
    """The library's own words."""
    context: dict[str, Any]
    found: str
    """What stands there, as a phrase: `a list`, `nothing`, `the text '…'`."""


_EXPECTED = {
    "text_expected": "text",
    "string_type": "text",
    "model_type": "fields",
    "model_attributes_type": "fields",
    "dict_type": "fields",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
}
_SORTS = {
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "bool_parsing": "`yes` or `no`",
}
_FORM_HINTS = {
    "a list": "begin each item with a hyphen and a blank: `- `",
    "fields": "write one field a line, like `name: value`, two blanks further in",
    "text": "a text that holds a colon or begins with a hyphen needs quotation marks: '…'",
}


def in_words(complaint: Complaint) -> tuple[str, str, str]:
    """The code, the message and the hint for a *complaint*."""
    if complaint.found == "nothing" or complaint.kind == "empty":
        return "E112", "expected a value, found nothing", "write one, or delete the line"
    if expected := _EXPECTED.get(complaint.kind):
        return "E111", f"expected {expected}, found {complaint.found}", _FORM_HINTS.get(expected, "")
    if sort := _SORTS.get(complaint.kind):
        return "E114", f"expected {sort}, found {complaint.found}", ""
    return _rarer(complaint)


def _rarer(complaint: Complaint) -> tuple[str, str, str]:
    context, found = complaint.context, complaint.found
    match complaint.kind:
        case "icon":
            return "E115", f"unknown icon '{context['found']}'", _icon_hint(context["found"], context["known"])
        case "too_short":
            return "E112", f"expected at least {context['min_length']}, found {context['actual_length']}", ""
        case "literal_error" | "enum":
            return "E114", f"expected {context['expected'].replace(chr(39), '`')}, found {found}", ""
        case "value_error":
            return "E114", str(context["error"]), ""
        case _:
            words = re.sub(r"^Input should (be|have|match)", r"expected it to \1", complaint.text)
            return "E114", f"{words[:1].lower()}{words[1:]}, found {found}", ""


def _icon_hint(found: str, known: tuple[str, ...]) -> str:
    if not known:
        return "assets/icons holds no icon"
    return did_you_mean(found, known) or "`publish schema` lists the icons of this workspace"
