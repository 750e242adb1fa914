"""Small words for what tinycss2 gives: values as tuples without blanks at their ends, and blanks as one."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import tinycss2

Token: TypeAlias = Any
"""A component value of tinycss2, which has no types."""
Value: TypeAlias = tuple[Token, ...]


@lru_cache(maxsize=4096)
def read(text: str) -> Value:
    """The value that *text* spells."""
    return trimmed(tinycss2.parse_component_value_list(text))


def trimmed(tokens: Iterable[Token]) -> Value:
    """*tokens* without comments and without blanks at the ends."""
    kept = [token for token in tokens if token.type != "comment"]
    while kept and kept[0].type == "whitespace":
        kept.pop(0)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return tuple(kept)


def solid(tokens: Iterable[Token]) -> Value:
    """*tokens* without blanks and comments."""
    return tuple(token for token in tokens if token.type not in {"whitespace", "comment"})


def split(tokens: Iterable[Token], mark: str = ",") -> list[Value]:
    """The parts between *mark*."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if is_mark(token, mark):
            parts.append([])
        else:
            parts[-1].append(token)
    return [trimmed(part) for part in parts]


def is_mark(token: Token, mark: str) -> bool:
    """Whether *token* is this literal, like `,` or `/`."""
    return bool(token.type == "literal" and token.value == mark)


def ident(value: Value) -> str:
    """The one word that *value* is, in small letters; empty if it is anything else."""
    return str(value[0].lower_value) if len(value) == 1 and value[0].type == "ident" else ""


def spelling(value: Iterable[Token]) -> str:
    """*value* as text, in small letters but for strings and addresses."""
    written: str = tinycss2.serialize(trimmed(value))
    return written if '"' in written or "url(" in written else written.lower()
