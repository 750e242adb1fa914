"""Signs that a program should have understood: when readers see them, something was escaped twice or not at all."""

import re

_ELEMENTS = "a|abbr|b|br|code|div|em|h[1-6]|i|img|li|ol|p|span|strong|sub|sup|table|td|tr|u|ul"
_LATIN_1 = (
    "\u00c3[\u0080-\u00bf\u0192\u2026\u2013\u2014\u2018-\u201e\u2020-\u2022\u02c6\u02dc\u2030\u2039\u203a\u20ac\u2122]"
)
_QUOTES = "\u00e2\u20ac[\u0080-\u00bf\u0153\u0161\u2019\u201c\u201d\u2122\u00a6]"
_KINDS = (
    ("a template's own code", r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|\{\{|\}\}|\{%|%\}"),
    (
        "a value of the program",
        (
            r"<[\w. ]{3,60} object at 0x[0-9a-f]+>|datetime\.date\([0-9, ]+\)|\[object Object\]"
            r"|\b(?:Text|Paragraph|Emphasis|Strong|Link|Span)\((?:text|children|href)="
        ),
    ),
    (
        "an escaped character",
        r"\\u\{?[0-9a-f]{2,6}\}?|\\x[0-9a-f]{2}|&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});",
    ),
    ("HTML", rf"</?(?:{_ELEMENTS})\b[^<>\n]{{0,200}}>"),
    (
        "Markdown",
        (
            r"\*\*(?=\w)|(?<=[\w.,!?])\*\*|(?<![\w_])__(?=\w)|\[[^\[\]\n]{1,120}\]\([^()\s]{1,200}\)"
            r"|^\#{1,6} (?=\w)|```|^:::"
        ),
    ),
    ("letters in the wrong encoding", f"{_LATIN_1}|{_QUOTES}|\u00c2[\u00a0-\u00bf]|\ufffd"),
)
_MARKUP = tuple((what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _KINDS)
_VALUES = frozenset({"None", "none", "undefined", "NaN", "nan", "null", "()", "[]", "{}"})
"""What programs write where there is nothing, if it stands alone."""
VALUE = "a value of the program"


def mangled(text: str) -> tuple[str, str] | None:
    """What kind of markup or broken letters a text shows, and how it looks."""
    if text.strip() in _VALUES:
        return VALUE, text.strip()
    for what, pattern in _MARKUP:
        if match := pattern.search(text):
            return what, match[0]
    return None
