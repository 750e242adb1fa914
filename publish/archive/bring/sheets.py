"""What a style sheet loads: read by tinycss2, which finds addresses as browsers do."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from publish.archive.bring.found import Found, Use

_WITH_ADDRESS = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
_FROM_ELSEWHERE = frozenset({"var", "env", "attr"})
"""Functions whose value stands in another place: as an address nobody could follow it there."""
_BLOCKS = frozenset({"() block", "[] block", "{} block"})
_DEEPEST = 100


def read_sheet(css: str, found: Found, line_of: Callable[[int], int]) -> None:
    """Note in *found* what *css* needs; *line_of* turns its lines into those of the file."""
    import tinycss2

    for token, use in _tokens(tinycss2.parse_component_value_list(css), Use.STYLED, 0):
        line = line_of(token.source_line)
        if token.type in {"url", "string"}:
            found.need(token.value, use, line)
        elif token.type == "error":
            found.refuse(f"the style cannot be read: {token.message}", line)
        elif token.type == "function":
            found.refuse(f"`{token.lower_name}()` is not kept", line, "write addresses in `url()`, or remove it")
        else:
            found.refuse("blocks of the style stand in each other too deep", line)


def _tokens(values: Iterable[Any], use: Use, depth: int) -> Iterator[tuple[Any, Use]]:
    """Every address with its use, and everything that is refused."""
    rule = ""
    for token in values:
        kind = token.type
        if kind == "at-keyword":
            rule = token.lower_value
        elif (kind == "literal" and token.value == ";") or kind == "{} block":
            rule = ""
        if rule == "namespace":
            continue
        here = Use.STYLE if rule == "import" else use
        if (
            kind == "url"
            or (kind == "string" and rule == "import")
            or (kind == "error" and token.kind in {"bad-url", "bad-string"})
        ):
            yield token, here
        elif kind == "function":
            yield from _of_function(token, here, depth)
        elif kind in _BLOCKS:
            yield from _deeper(token, token.content, use, depth)


def _of_function(token: Any, use: Use, depth: int) -> Iterator[tuple[Any, Use]]:
    if token.lower_name == "expression":
        yield token, use
    elif token.lower_name in _WITH_ADDRESS:
        for one in token.arguments:
            if one.type == "string" or (one.type == "function" and one.lower_name in _FROM_ELSEWHERE):
                yield one, use
    yield from _deeper(token, token.arguments, use, depth)


def _deeper(token: Any, values: Iterable[Any], use: Use, depth: int) -> Iterator[tuple[Any, Use]]:
    if depth < _DEEPEST:
        yield from _tokens(values, use, depth + 1)
    else:
        yield token, use
