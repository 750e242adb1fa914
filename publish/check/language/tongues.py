"""
Words in another language that nobody marked: English in Swedish text and Swedish in English.

A language shows by its small words: *the*, *of*, *with*; *och*, *att*, *inte*. A stretch is foreign when it has
two of them at least, and none of the text's own language. Single loan words have none; names and titles have
capitals.
"""

import re
from collections.abc import Iterator

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Slip, excerpt
from publish.check.language.texts import Form, Text
from publish.check.language.vocabulary import LOANS, SMALL, TELLING

UNMARKED = Rule(
    "C620",
    Severity.COSMETIC,
    "Words in another language are marked as such",
    "A screen reader pronounces unmarked English with the sounds of Swedish, and nobody understands it; hyphenation "
    "and spelling go wrong as well. Mark the words: [city life]{lang=en}; in a quotation block, write lang: en.",
    criteria=("3.1.2",),
)
RULES = (UNMARKED,)

_SHORTEST = 4
"""Words in a foreign stretch; shorter ones are loans and names."""
_NAMES = {"en": "English", "sv": "Swedish"}
_OTHER = {"sv": "en", "en": "sv"}
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[.!?:;”“\ufffc]")


def slips(text: Text) -> Iterator[Slip]:
    """Stretches of *text* that are in the other language."""
    base = text.language.partition("-")[0]
    if base not in _OTHER or text.form in (Form.NAME, Form.CELL):
        return
    foreign = _OTHER[base]
    for stretch in _stretches(text.own, own=base):
        core = _core(stretch, SMALL[foreign])
        if _is_in(core, foreign, base) and not _is_title(_core(core, TELLING[foreign]), foreign):
            yield _slip(text, core, foreign)


def _stretches(words: str, own: str) -> Iterator[list[re.Match[str]]]:
    """Runs of words between the marks and the small words of the text's *own* language."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(words):
        word = token[0].lower()
        if word in TELLING[own] or not word[0].isalpha():
            yield run
            run = []
        else:
            run.append(token)
    yield run


def _core(stretch: list[re.Match[str]], words: frozenset[str]) -> list[re.Match[str]]:
    """From the first to the last of these *words*, and one more to each side; none before a capital."""
    found = [number for number, token in enumerate(stretch) if token[0].lower() in words]
    if not found:
        return []
    first = found[0] if stretch[found[0]][0][0].isupper() else max(found[0] - 1, 0)
    return stretch[first : found[-1] + 2]


def _is_in(core: list[re.Match[str]], foreign: str, own: str) -> bool:
    spoken = " ".join(token[0].lower() for token in core)
    for loan in LOANS:
        spoken = spoken.replace(loan, "")
    words = spoken.split()
    strong = {word for word in words if word in TELLING[foreign]}
    weak = {word for word in words if word in SMALL[foreign]} - strong
    # Words that both languages have are half a proof each.
    if len(words) < _SHORTEST or not strong or len(strong) * 2 + len(weak) < 4:
        return False
    if own == "sv" and any(char in word for word in words for char in "åäö"):
        return False
    return len(strong | weak) * 6 >= len(words)


def _is_title(core: list[re.Match[str]], foreign: str) -> bool:
    """Whether all words but the small ones have a capital, as in the title of a book."""
    large = [token[0] for token in core if token[0].lower() not in SMALL[foreign]]
    return bool(large) and all(word[0].isupper() for word in large)


def _slip(text: Text, core: list[re.Match[str]], foreign: str) -> Slip:
    start, end = core[0].start(), core[-1].end()
    found = excerpt(text.words[start:end])
    message = f"the words '{found}' are {_NAMES[foreign]} and are not marked as such"
    return Slip(UNMARKED, f"{foreign} {text.takes_markup}", text, start, message, _hint(text, foreign))


def _hint(text: Text, foreign: str) -> str:
    if text.is_foreign:
        return f"the language that is given is not theirs; expected `{foreign}`"
    if not text.takes_markup:
        return "this field is in one language; write it in that of the text"
    return f"write `[…]{{lang={foreign}}}` around them; in the block `quote` write `lang: {foreign}`"
