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
_LOANS = re.compile("|".join(sorted(LOANS)), re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[.!?:;”“\ufffc]")


def slips(text: Text) -> Iterator[Slip]:
    """Stretches of *text* that are in the other language."""
    base = text.language.partition("-")[0]
    if base not in _OTHER or text.form in (Form.NAME, Form.CELL):
        return
    foreign = _OTHER[base]
    for stretch, is_whole in _stretches(text.own, base):
        core = stretch if is_whole else _core(stretch, SMALL[foreign])
        if _is_in(core, foreign, proof=3 if is_whole else 4) and not _is_title(core, foreign):
            yield _slip(text, core, foreign)


def _stretches(words: str, own: str) -> Iterator[tuple[list[re.Match[str]], bool]]:
    """Runs of words between marks and words of the text's *own* language; whether they fill all between two marks."""
    run: list[re.Match[str]] = []
    is_whole = True
    for token in _TOKEN.finditer(words):
        is_mark = not token[0][0].isalpha()
        if is_mark or _tells(token[0], own):
            yield run, is_whole and is_mark
            run, is_whole = [], is_mark
        else:
            run.append(token)
    yield run, is_whole


def _tells(word: str, language: str) -> bool:
    """Whether only *language* has such a word. Names, which have capitals, cross borders."""
    return word.lower() in TELLING[language] or (
        language == "sv" and word.islower() and any(char in "åäö" for char in word)
    )


def _core(stretch: list[re.Match[str]], words: frozenset[str]) -> list[re.Match[str]]:
    """From the first to the last of these *words*, and one more to each side; none before a capital."""
    found = [number for number, token in enumerate(stretch) if token[0].lower() in words]
    if not found:
        return []
    first = found[0] if stretch[found[0]][0][0].isupper() else max(found[0] - 1, 0)
    return stretch[first : found[-1] + 2]


def _is_in(words: list[re.Match[str]], foreign: str, *, proof: int) -> bool:
    """Whether *words* are in the language *foreign*. Words that both languages have are half a proof each."""
    left = _LOANS.sub("", " ".join(token[0] for token in words)).split()
    strong = {word.lower() for word in left if _tells(word, foreign)}
    weak = {word.lower() for word in left if word.lower() in SMALL[foreign]} - strong
    is_proved = (strong or len(weak) > 3) and len(strong) * 2 + len(weak) >= proof
    return len(left) >= _SHORTEST and bool(is_proved) and len(strong | weak) * 8 >= len(left)


def _is_title(words: list[re.Match[str]], foreign: str) -> bool:
    """Whether all words but the small ones have a capital, as in the title of a book."""
    core = _core(words, TELLING[foreign])
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
