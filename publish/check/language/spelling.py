"""
Spelling: words that neither a dictionary nor the workspace knows.

Names are not looked up: those of the blocks, and what has a capital inside a sentence. Words of one's own stand in
`dictionary.txt` at the workspace's root, one a line; `#` begins a comment. In Swedish they may begin a compound.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from publish.check.finding import Rule, Severity
from publish.check.language import hunspell
from publish.check.language.sentences import is_abbreviated, sentences
from publish.check.language.slips import Slip
from publish.check.language.texts import Form, Text
from publish.check.subject import Subject

OWN_WORDS = "dictionary.txt"
SPELLING = Rule(
    "C610",
    Severity.COSMETIC,
    "Every word is spelt as a dictionary has it",
    "A misspelt word makes readers doubt the figures beside it, searches miss it, and screen readers say something "
    "else. If the word is right, write it into dictionary.txt at the workspace's root, one word a line; names with a "
    "capital are known by themselves inside a sentence.",
    clauses=("Hunspell, with the dictionary that is named",),
)
RULES = (SPELLING,)

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_TOKEN = re.compile(rf"(?<![\w\ufffc.:@/’'-])[{_LATIN}]+(?:[-’'][{_LATIN}]+)*(?![\w\ufffc@/-])(?!\.\w)")
_SHORTEST, _LONGEST = 3, 60
_LARGEST = 1_000_000
"""Bytes of dictionary.txt."""
_NEAR = 0.75
"""How like a word its suggestion has to be, where the word may as well be a name."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: Text
    start: int
    word: str
    begins: bool
    """Whether it is the first of its sentence, where all words have a capital."""

    @property
    def is_capital(self) -> bool:
        return self.word[0].isupper()

    @property
    def asked(self) -> str:
        """As the dictionary is asked: a typed apostrophe."""
        return self.word.replace("’", "'")


def slips(subject: Subject, texts: tuple[Text, ...]) -> Iterator[Slip]:
    """Words that are not known, of every language with a dictionary; nothing unless there is a cache to remember in."""
    cache = subject.options.cache
    if cache is None:
        return
    words = [word for text in texts for word in _words(text)]
    known = _names(subject, texts, words) | own_words(subject.theme.workspace.root)
    by_language = defaultdict(list)
    for word in words:
        by_language[word.text.language].append(word)
    for language, spoken in by_language.items():
        if found := hunspell.dictionary(language):
            yield from _unknown(spoken, known, found, cache)


def _unknown(words: list[_Word], known: frozenset[str], dictionary: hunspell.Dictionary, cache: Path) -> Iterator[Slip]:
    asked = [word for word in words if not _is_known(word.word, known) and not (word.is_capital and not word.begins)]
    pieces = {word.asked: _pieces(word, known) for word in asked}
    looked_up = {piece for found in pieces.values() for piece in found or ()} | pieces.keys()
    wrong = hunspell.unknown(looked_up, dictionary, cache)
    wrong = _in_neither(wrong, words[0].text.language, cache) if wrong else wrong
    for word in asked:
        meant = wrong.get(word.asked)
        parts = pieces[word.asked]
        is_made_up = parts is not None and not any(part in wrong for part in parts)
        if meant is not None and not is_made_up and (not word.is_capital or _is_near(word.word, meant)):
            yield _slip(word, meant, dictionary)


def _in_neither(wrong: dict[str, tuple[str, ...]], language: str, cache: Path) -> dict[str, tuple[str, ...]]:
    """Without loans: a word of English in Swedish text, or the other way round, is not misspelt."""
    other = hunspell.dictionary("sv" if language.startswith("en") else "en")
    if other is None or language.partition("-")[0] not in ("sv", "en"):
        return wrong
    still = hunspell.unknown(wrong.keys(), other, cache)
    return {word: meant for word, meant in wrong.items() if word in still}


def _slip(word: _Word, meant: tuple[str, ...], dictionary: hunspell.Dictionary) -> Slip:
    shown = ", ".join(f"'{one}'" for one in meant)
    hint = (f"did you mean {shown}? " if shown else "") + f"if it is right, write it into {OWN_WORDS}"
    message = f"the word '{word.word}' is not in the dictionary {dictionary.path.name}"
    return Slip(SPELLING, f"{word.text.language} {word.word.casefold()}", word.text, word.start, message, hint)


def _words(text: Text) -> Iterator[_Word]:
    """The words of a text that a dictionary can know."""
    if text.form is Form.NAME:
        return
    starts = [sentence.start for sentence in sentences(text.words)]
    for found in _TOKEN.finditer(text.own):
        parts = re.split(r"[-’']", found[0])
        is_odd = any(part != part.lower() and part != part.capitalize() for part in parts)
        if _SHORTEST <= len(found[0]) <= _LONGEST and not is_odd and not is_abbreviated(found[0]):
            yield _Word(text, found.start(), found[0], _begins(text, found.start(), starts))


def _begins(text: Text, start: int, starts: list[int]) -> bool:
    """Whether only opening marks stand between the beginning of a sentence and *start*."""
    first = starts[max(bisect_right(starts, start) - 1, 0)]
    return start - first < 4 and not re.search(r"\w", text.words[first:start])


def _names(subject: Subject, texts: tuple[Text, ...], words: list[_Word]) -> frozenset[str]:
    """Names that the edition and the settings give, and what has a capital inside a sentence."""
    named = [text.words for text in texts if text.form is Form.NAME]
    named += [who.name for who in subject.theme.workspace.settings.publisher.values()]
    given = {token for name in named for token in re.findall(rf"[{_LATIN}]+", name)}
    return frozenset(
        one.casefold() for one in given | {word.word for word in words if word.is_capital and not word.begins}
    )


def own_words(root: Path) -> frozenset[str]:
    """The words in the workspace's own list, case folded."""
    file = root / OWN_WORDS
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return frozenset()
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return frozenset()
    return frozenset(word.casefold() for line in lines for word in line.partition("#")[0].split())


def _is_known(word: str, known: frozenset[str]) -> bool:
    bare = word.casefold().replace("'", "’")
    return any(
        form in known for form in (bare, bare.removesuffix("’s"), bare.removesuffix("s"), bare.removesuffix("’"))
    )


def _pieces(word: _Word, known: frozenset[str]) -> tuple[str, ...] | None:
    """What has to be looked up of the words that a compound is made of; None for what is none."""
    folded = word.asked.lower()
    if "-" in folded:
        return tuple(part for part in folded.split("-") if len(part) > 1 and part not in known)
    ends = range(len(folded) - 3, 2, -1) if word.text.speaks("sv") else ()
    return next(((folded[end:],) for end in ends if folded[:end] in known), None)


def _is_near(word: str, meant: tuple[str, ...]) -> bool:
    """Whether a word at the beginning of a sentence is more likely misspelt than a name."""
    folded = word.casefold()
    return any(SequenceMatcher(None, folded, one.casefold()).ratio() >= _NEAR for one in meant)
