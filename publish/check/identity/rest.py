"""What an output says that is neither fact nor frame: what is left of a lost fact, markup, or words of a template."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publish.check.identity.accounts import Account
from publish.check.identity.facts import Fact
from publish.check.identity.letters import Alphabet
from publish.check.identity.markup import mangled
from publish.check.identity.outputs import Origin

_DATE = re.compile(r"\d{1,4}(?:[./:-]\d{1,4}){1,2}")
LIKE = 0.5
"""How much two texts must share for one to be what is left of the other."""
MOST_COMPARED = 30
"""Texts that are lost, and texts that are left over; where there are more, nobody asks what came of each."""
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
    known = {needle.letters for needle in account.frames}
    borders = [*run.starts, len(run.letters)]
    found = []
    for piece, spans in by_piece.items():
        words = " … ".join(run.shown(start, end) for start, end in spans)
        is_most = sum(end - start for start, end in spans) * 2 > borders[piece + 1] - borders[piece]
        text = " ".join(run.texts[piece].split()) if is_most else words
        is_frame = len(spans) == 1 and run.letters[spans[0][0] : spans[0][1]] in known
        if not is_frame and (any(char.isalnum() for char in words) or mangled(text)):
            found.append(Rest(text, words, spans[0][0], run.origins[piece]))
    return tuple(found)


def remains_of(fact: Fact, left: Sequence[Rest], alphabet: Alphabet) -> Rest | None:
    """Which of the rests is probably what a template made of *fact*."""
    likely = ((share(fact, rest, alphabet), -number) for number, rest in enumerate(left[:MOST_COMPARED]))
    most, number = max(likely, default=(0.0, 0))
    return left[-number] if most >= LIKE else None


def share(fact: Fact, rest: Rest, alphabet: Alphabet) -> float:
    """How much of what is left over comes from *fact*, between 0 and 1."""
    wanted = alphabet.needle(fact.forms[0] if fact.role == "date" and fact.forms else fact.words).letters
    said = alphabet.needle(rest.words.replace("…", "")).letters
    whole = alphabet.needle(rest.text).letters
    if fact.role == "date" and _DATE.fullmatch(said) and int(fact.words[-2:]) in map(int, re.findall(r"\d{1,2}", said)):
        return 1.0
    if not said or not wanted:
        return 0.0
    if said in wanted or whole in wanted or wanted in whole:
        return 1.0 if len(said) >= _ENOUGH else len(said) / len(wanted)
    matcher = SequenceMatcher(None, wanted[:_COMPARED], whole[:_COMPARED], autojunk=False)
    if max(len(wanted), len(whole)) <= 2 * _ENOUGH:
        return matcher.ratio()
    return matcher.find_longest_match().size / min(len(wanted), len(whole), _COMPARED)


def of_title(rest: Rest, titles: Sequence[str]) -> bool:
    """Whether it is a running title, cut to the room that there is."""
    words = rest.words.strip(" …").rstrip("0123456789 ").strip(" …").lstrip("0123456789 ")
    return bool(words) and any(words.casefold() in title.casefold() for title in titles)
