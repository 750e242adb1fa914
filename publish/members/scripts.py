"""
Whether the letters of a word are of one script: `раypal` is not (Unicode Technical Standard 39, 5.2).

Python knows no scripts, but the name of every letter begins with its own.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_TOGETHER = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"CJK", "BOPOMOFO"}),
    frozenset({"CJK", "HANGUL"}),
)
"""Scripts that are written in one word."""
_OF_NONE = frozenset({"MODIFIER", "FEMININE", "MASCULINE", "MICRO"})


def mixed(text: str) -> tuple[str, ...]:
    """The scripts of the first word of *text* that has several; none if every word has one."""
    if text.isascii():
        return ()
    for word in _WORD.findall(text):
        scripts = {script for character in word if (script := _script(character))}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            return tuple(sorted(script.capitalize() for script in scripts))
    return ()


def _script(character: str) -> str:
    first = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
    return "" if first in _OF_NONE else first
