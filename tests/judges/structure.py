"""
HTML of a letter as a list of what matters in it, so that the work of two compilers can be compared.

Tags with their attributes sorted, texts, style rules; each with the condition of the comment around it,
because what stands in `<!--[if mso]>` is another letter for another reader. Blanks, the order of
attributes and declarations, and digits far behind the point say nothing.
"""

import re
from collections.abc import Iterator
from html import unescape

import tinycss2

_TOKEN = re.compile(
    r"""
      <!--\[if\ (?P<open>[^\]]+)\]>(?:<!-->)?
    | (?P<close><!--<!\[endif\]--> | <!\[endif\]-->)
    | (?P<comment><!--.*?-->)
    | <style(?P<media>[^>]*)>(?P<rules>.*?)</style>
    | </(?P<end>[\w:-]+)\s*>
    | <(?P<tag>[!\w][\w:-]*)(?P<attributes>(?:[^>"]|"[^"]*")*)>
    | (?P<text>[^<]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([^\s=/"]+)(?:="([^"]*)")?')
_EMPTY_SAYS_NOTHING = {
    "class",
    "style",
    "title",
    "rel",
    "target",
    "srcset",
    "bgcolor",
    "height",
    "width",
    "align",
    "border",
}


def outline(html: str) -> list[str]:
    """Everything that matters in *html*, in order."""
    return list(_joined(_tokens(html)))


def words(html: str) -> str:
    """What a reader sees who is not Word."""
    return " ".join(line.removeprefix("text ") for line in outline(html) if line.startswith("text "))


def _tokens(html: str) -> Iterator[str]:
    condition = ""
    for token in _TOKEN.finditer(html):
        if token["open"]:
            condition = f"[{token['open'].strip().lower()}] "
        elif token["close"]:
            condition = ""
        elif token["rules"] is not None:
            yield from (condition + rule for rule in _rules(token["media"], token["rules"]))
        elif token["end"]:
            yield f"{condition}</{token['end'].lower()}>"
        elif token["tag"]:
            yield f"{condition}<{' '.join([token['tag'].lower(), *_attributes(token['attributes'])])}>"
        elif token["text"] and token["text"].strip():
            yield f"{condition}text {_spaced(unescape(token['text']))}"


def _joined(tokens: Iterator[str]) -> Iterator[str]:
    """Neighbouring texts in one: a comment between them parts nothing."""
    last = ""
    for token in tokens:
        if "text " in token[:20] and last.startswith("text ") and token.startswith("text "):
            last += " " + token.removeprefix("text ")
            continue
        if last:
            yield last
        last = token
    yield last


def _attributes(text: str) -> list[str]:
    found = ((name, _value(name, unescape(value))) for name, value in _ATTRIBUTE.findall(text))
    return sorted(f'{name}="{value}"' for name, value in found if value or name not in _EMPTY_SAYS_NOTHING)


def _value(name: str, value: str) -> str:
    if name == "style":
        value = _declarations(value)
    if name == "class":
        value = " ".join(sorted(value.split()))
    return _rounded(_spaced(value))


def _declarations(style: str) -> str:
    pairs = [part.partition(":") for part in style.split(";") if part.strip()]
    return ";".join(sorted(f"{name.strip().lower()}:{_spaced(value).replace(', ', ',')}" for name, _, value in pairs))


def _rules(media: str, css: str) -> list[str]:
    where = " ".join(_attributes(media.replace('type="text/css"', "")))
    return sorted(_rounded(f"rule {where} {rule}") for rule in _flat(tinycss2.parse_stylesheet(css, True, True)))


def _flat(rules: list[tinycss2.ast.Node], prefix: str = "") -> Iterator[str]:
    for rule in rules:
        head = _spaced(tinycss2.serialize(rule.prelude))
        if rule.type == "at-rule":
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            tight = re.sub(r"\s*([:,()])\s*", r"\1", head)
            yield from _flat(inside, f"{prefix}@{rule.at_keyword} {tight} ")
        else:
            selectors = ",".join(sorted(part.strip() for part in head.split(",")))
            yield f"{prefix}{selectors}{{{_declarations(tinycss2.serialize(rule.content))}}}"


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _rounded(text: str) -> str:
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), text)
