"""What an output says that is neither fact nor frame: what is left of a lost fact, markup, or words of a template."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publish.check.identity.accounts import Account
from publish.check.identity.facts import Fact
from publish.check.identity.letters import Alphabet
from publish.check.identity.outputs import Origin

_MARKUP: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a template's own code", re.compile(r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|\{\{|\}\}|\{%|%\}")),
    ("a value of the program", re.compile(
        r"<[\w. ]{3,60} object at 0x[0-9a-f]+>|\b(?:Text|Paragraph|Emphasis|Strong|Link|Span)\((?:text|children|href)="
        r"|datetime\.date\([0-9, ]+\)|\[object Object\]"
    )),
    ("an escaped character", re.compile(r"\\u\{?[0-9a-fA-F]{2,6}\}?|\\x[0-9a-fA-F]{2}|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")),
    ("HTML", re.compile(r"</?(?:a|abbr|b|br|code|div|em|h[1-6]|i|img|li|ol|p|span|strong|sub|sup|table|td|tr|u|ul)\b[^<>\n]{0,200}>")),
    ("Markdown", re.compile(
        r"\*\*(?=\w)|(?<=[\w.,!?])\*\*|(?<![\w_])__(?=\w)|\[[^\[\]\n]{1,120}\]\([^()\s]{1,200}\)|^#{1,6} (?=\w)|```|^:::"
    )),
    ("letters in the wrong encoding", re.compile(
        "\u00c3[\u0080-\u00bf\u0192\u2026\u2013\u2014\u2018-\u201e\u2020-\u2022\u0160\u0161\u0152\u0153\u017d\u017e\u02c6\u02dc\u2030\u2039\u203a\u20ac\u2122]"
        "|\u00e2\u20ac[\u0080-\u00bf\u0153\u0161\u2019\u201c\u201d\u2122\u00a6\u00a2\u0093-\u009d]|\u00c2[\u00a0-\u00bf]|\ufffd"
    )),
)  # fmt: skip
_VALUES = frozenset({"None", "none", "undefined", "NaN", "nan", "null", "()", "[]", "{}"})
_LIKE = 0.5
"""How much two texts must share for one to be what is left of the other."""
_ENOUGH = 10
"""Letters that are no accident."""
_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Rest:
    """A piece of an output."""

    text: str
    """The whole piece, of which something is left over."""
    words: str
    """What is left over."""
    at: int
    origin: Origin


def rests(account: Account) -> tuple[Rest, ...]:
    """What is left over, a piece of text at a time; signs alone say nothing."""
    run = account.ledger.run
    by_piece: dict[int, list[tuple[int, int]]] = {}
    for start, end in account.left():
        by_piece.setdefault(run.piece(start), []).append((start, end))
    borders = [*run.starts, len(run.letters)]
    found = []
    for piece, spans in by_piece.items():
        words = " … ".join(run.shown(start, end) for start, end in spans)
        is_most = sum(end - start for start, end in spans) * 2 > borders[piece + 1] - borders[piece]
        text = " ".join(run.texts[piece].split()) if is_most else words
        if any(char.isalnum() for char in words) or mangled(text):
            found.append(Rest(text, words, spans[0][0], run.origins[piece]))
    return tuple(found)


def mangled(text: str) -> tuple[str, str] | None:
    """What kind of markup or broken letters a text shows, and how it looks."""
    if text.strip() in _VALUES:
        return "a value of the program", text.strip()
    for what, pattern in _MARKUP:
        if match := pattern.search(text):
            return what, match[0]
    return None


def remains_of(fact: Fact, left: Sequence[Rest], alphabet: Alphabet) -> Rest | None:
    """Which of the rests is probably what a template made of *fact*."""
    wanted = alphabet.needle(fact.forms[0] if fact.role == "date" else fact.words).letters
    likely = ((_share(wanted, rest, alphabet), number) for number, rest in enumerate(left))
    share, number = max(likely, default=(0.0, 0))
    return left[number] if share >= _LIKE else None


def _share(wanted: str, rest: Rest, alphabet: Alphabet) -> float:
    """How much of what is left over comes from *wanted*, between 0 and 1."""
    said = alphabet.needle(rest.words.replace("…", "")).letters
    whole = alphabet.needle(rest.text).letters
    if not said or not wanted:
        return 0.0
    if said in wanted or wanted in whole:
        return 1.0 if len(said) >= _ENOUGH else len(said) / len(wanted)
    matcher = SequenceMatcher(None, wanted[:_COMPARED], whole[:_COMPARED], autojunk=False)
    if max(len(wanted), len(whole)) <= 2 * _ENOUGH:
        return matcher.ratio()
    return matcher.find_longest_match().size / min(len(wanted), len(whole), _COMPARED)


def of_title(rest: Rest, titles: Sequence[str]) -> bool:
    """Whether it is a running title, cut to the room that there is."""
    words = rest.words.strip(" …").rstrip("0123456789 ").strip(" …").lstrip("0123456789 ")
    return bool(words) and any(words.casefold() in title.casefold() for title in titles)

