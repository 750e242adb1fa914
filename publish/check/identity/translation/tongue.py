"""Whether a text is in the language that it ought to be in, as its small words tell."""

import re

_SWEDISH = """
    och att det som är för på av med till den har inte ett om vi de kan var men så när eller ska där från vid hur också
    detta under efter mellan genom många alla sin dem här
"""
_ENGLISH = """
    the of and to is that it with as are this was we be by not have from or which at but can an their will has they what
    when how also its our more who
"""
_SMALL_WORDS = {"sv": frozenset(_SWEDISH.split()), "en": frozenset(_ENGLISH.split())}
_FEWEST = 6
"""Words of a text from which one can tell."""


def is_in(text: str, language: str, *, not_in: str) -> bool:
    """Whether *text* is clearly in *language* and not in another; False for languages that are not known here."""
    ours, others = (_SMALL_WORDS.get(tag.partition("-")[0]) for tag in (language, not_in))
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not ours or not others or ours is others or len(words) < _FEWEST:
        return False
    mine, theirs = sum(word in ours for word in words), sum(word in others for word in words)
    return mine >= 2 and mine * 8 >= len(words) and mine > 3 * theirs
