"""
How much room text takes, without opening a font: near enough to plan pages with.

Letters fall into five classes by width. Against the brand's own fonts, whole sentences come out right within
three in a hundred, and setting a page by the engine only to learn its height would double the work.
"""

import unicodedata
from functools import cache
from math import ceil

MM = 25.4 / 72
"""A point in millimetres."""

_NARROW = frozenset(" .,:;'!|ijltfrI()-\u00a0")
_WIDE = frozenset("mwMW@%")
_SPACE = 0.26

_TEXT = 0.985
"""How much narrower than our reckoning a line of running text is."""

# Where a line ends within a word: how long it must be, how much of it must fit, and how much then does,
# because only some places between letters will do.
_LONG, _SYLLABLES, _CAUGHT = 8, 0.6, 0.7

_STEP = 0.25
"""How finely lines are balanced, in ems."""

_SHORTEST_TAIL, _LONGEST_TAIL = 9, 24
"""Characters. Less is no line; more would tear a hole in the line above."""

SERIF, ITALIC = 0.98, 0.91
"""How much narrower the fonts of the headlines run."""


def width(text: str) -> float:
    """The length of *text* on one line, in ems."""
    return sum(map(_letter, text))


@cache
def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.29
    if letter in _WIDE:
        return 0.85
    if unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So":
        return 1.0
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if letter.isupper():
        return 0.66
    return 0.57 if letter.isdigit() else 0.535


def lines(text: str, size: float, measure: float, narrow: float = 1, *, hyphens: bool = False) -> int:
    """How many lines *text* takes at *size* (pt) when a line holds *measure* (mm); long words may get *hyphens*."""
    room = measure / (size * narrow * MM) * (_TEXT if hyphens else 1)
    count, filled = 0, room
    last = tail(text)
    for word in [*text.removesuffix(last).split(), *filter(None, [last])]:
        wide = width(word)
        if filled + _SPACE + wide <= room:
            filled += _SPACE + wide
        elif hyphens and word is not last and len(word) >= _LONG and room - filled > wide * _SYLLABLES + _SPACE:
            count, filled = count + 1, wide - (room - filled - _SPACE) * _CAUGHT
        else:
            count, filled = count + max(1, ceil(wide / room)), wide % room
    return count if text else 0


def tail(text: str) -> str:
    """The last words of a paragraph that are to stay on one line, so that no short word stands alone there."""
    words = text.split(" ")
    tails = (" ".join(words[-count:]) for count in range(2, len(words)))
    found = next((tail for tail in tails if len(tail) >= _SHORTEST_TAIL), "")
    return found if len(found) <= _LONGEST_TAIL else ""


def longest_word(text: str) -> float:
    """The length of the longest word, in ems."""
    return max((width(word) for word in text.split()), default=0.0)


def broken(text: str, ems: float) -> list[str]:
    """*text* in lines of at most *ems*, filled one after the other; a longer word has a line of its own."""
    made: list[str] = []
    for word in text.split():
        if made and width(f"{made[-1]} {word}") <= ems:
            made[-1] += f" {word}"
        else:
            made.append(word)
    return made


def balanced(text: str, ems: float) -> list[str]:
    """*text* in as many lines as `broken` makes of it, but of equal length as far as its words allow."""
    made = broken(text, ems)
    narrow = ems
    while len(made) > 1 and narrow > ems / 2:
        narrow -= _STEP
        tried = broken(text, narrow)
        if len(tried) > len(made) or longest_word(text) > narrow:
            break
        made = tried
    return made
