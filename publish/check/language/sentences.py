"""Where sentences end, and what counts as a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:[-’'.:,/&][^\W_]+)*")
"""A word or a number, as one counts them."""
_END = re.compile(r"[.!?…]+[”\"’')\]»]{0,3}(?=\s|$)")
_ABBREVIATED = frozenset(
    # Swedish
    "t.ex bl.a m.m m.fl d.v.s dvs o.d o.dyl s.k p.g.a pga f.d t.o.m fr.o.m e.d m.a.o jfr ang avd bil "
    "dir enl etc exkl exp f.n f.ö följ fig forts förf inkl i.st.f prop mkr mnkr mdkr tkr kap kl kr max mdr milj min mkr moms nr obs osv "
    "p.s resp s sid sthlm st tel tfn tr uppl utg vard vol åtm ö.h äv ex cirka ca obl dr prof red stf "
    # English
    "e.g i.e mr mrs ms dr st prof gen rev hon jr sr no nos p pp ch sec vs viz cf al approx dept est ed eds inc ltd "
    "co corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun a.m p.m".split()
)
_BEFORE = re.compile(r"[^\s(\[”“\"’‘]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    words: str

    @property
    def length(self) -> int:
        """In words."""
        return sum(1 for _ in WORD.finditer(self.words))


def sentences(words: str) -> Iterator[Sentence]:
    """The sentences of a text. A point in an abbreviation, after an initial or an ordinal ends none."""
    start = 0
    for found in _END.finditer(words):
        if _ends(words, found):
            yield from _sentence(words, start, found.end())
            start = found.end()
    yield from _sentence(words, start, len(words))


def _sentence(words: str, start: int, end: int) -> Iterator[Sentence]:
    piece = words[start:end]
    if piece.strip():
        yield Sentence(start + len(piece) - len(piece.lstrip()), piece.strip())


def _ends(words: str, found: re.Match[str]) -> bool:
    following = words[found.end() : found.end() + 9].lstrip()[:1]
    if following.islower():
        return False
    if found[0][0] != "." or not following:
        return True
    before = _BEFORE.search(words, max(0, found.start() - 30), found.start())
    return not (before and is_abbreviated(before[0]))


def is_abbreviated(word: str) -> bool:
    """Whether a point after *word* belongs to it."""
    return word.lower() in _ABBREVIATED or (len(word) == 1 and word.isalpha() and word.isupper()) or word.isdecimal()
