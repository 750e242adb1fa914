"""`var()` filled in."""

from collections.abc import Callable, Iterable, Iterator

from tinycss2 import ast

from publish.check.html.tokens import Token, Value, trimmed

Lookup = Callable[[str], Value | None]

_MOST = 4096
"""Tokens in a value; variables that double one another end here, as they do in a browser."""
_DEEPEST = 32


class _MissingError(Exception):
    """A variable has no value, and nothing stands in for it."""


def filled(value: Value, lookup: Lookup) -> Value | None:
    """*value* with the values of its variables; None if one is missing and has no fallback."""
    try:
        return trimmed(_filled(value, lookup, 0))
    except _MissingError:
        return None


def _filled(tokens: Iterable[Token], lookup: Lookup, depth: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        found.extend(_one(token, lookup, depth))
        if len(found) > _MOST:
            raise _MissingError
    return found


def _one(token: Token, lookup: Lookup, depth: int) -> Iterator[Token]:
    if depth > _DEEPEST:
        raise _MissingError
    if token.type == "function":
        if token.lower_name == "var":
            yield from _variable(token.arguments, lookup, depth)
        else:
            arguments = _filled(token.arguments, lookup, depth + 1)
            yield ast.FunctionBlock(token.source_line, token.source_column, token.name, arguments)
    elif token.type in {"() block", "[] block", "{} block"}:
        yield type(token)(token.source_line, token.source_column, _filled(token.content, lookup, depth + 1))
    else:
        yield token


def _variable(arguments: list[Token], lookup: Lookup, depth: int) -> Iterable[Token]:
    name, fallback = _parts(arguments)
    value = lookup(name) if name.startswith("--") else None
    if value is not None:
        return value
    if fallback is None:
        raise _MissingError
    return _filled(fallback, lookup, depth + 1)


def _parts(arguments: list[Token]) -> tuple[str, list[Token] | None]:
    for at, token in enumerate(arguments):
        if token.type == "literal" and token.value == ",":
            return _name(arguments[:at]), arguments[at + 1 :]
    return _name(arguments), None


def _name(tokens: list[Token]) -> str:
    words = [token.value for token in tokens if token.type == "ident"]
    return str(words[0]) if len(words) == 1 else ""
