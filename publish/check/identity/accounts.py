"""
Which words of an output are which facts of the edition.

The longest texts are looked for first, and what one has found no other can have: so a name in a list is not
taken for the same name in a paragraph. Texts that stand more often than they were written (a title, a publisher)
are told apart by what stands before and after them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from publish.check.identity.facts import HEAD, Fact
from publish.check.identity.letters import BORDER, Ledger, Needle
from publish.check.identity.outputs import Origin, Output

_AT_THE_TOP = ("title", "standfirst")
"""Of the front matter, what must stand before the text."""
_PIECE = 12
"""Letters of a text that must stand before the end of a page, for its rest to be looked for on the next."""

_MARGIN = 500
"""Letters of notes and running titles at the foot and the head of a page."""

Wanted: TypeAlias = tuple[Needle, ...]
"""The ways to write one text."""
Places: TypeAlias = list[tuple[int, Needle]]
"""Where texts stand, and in which way they are written."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fact in its place."""

    start: int
    end: int
    needle: Needle


@dataclass(eq=False)
class Account:
    """What was found of one edition's facts in one output."""

    output: Output
    ledger: Ledger[Origin]
    frames: Mapping[Needle, bool]
    found: dict[int, Found] = field(default_factory=dict)
    """By the number of the fact."""
    lost: list[Fact] = field(default_factory=list)
    glued: list[tuple[Fact, int, int]] = field(default_factory=list)
    """Facts that run into what stands before or after them, and where."""
    places: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Everywhere that the words of a fact stand, by the number of the fact."""

    def left(self) -> Iterator[tuple[int, int]]:
        """What is neither fact nor frame."""
        return self.ledger.left()


def account(output: Output, facts: Sequence[Fact], frames: Mapping[Needle, bool], *, alts: bool = False) -> Account:
    """Find *facts* and *frames* in the words of *output*, or in its text alternatives."""
    kept = Account(output, Ledger(output.alts if alts else output.run), frames)
    groups = _groups(facts, output)
    places = {wanted: _claim(kept, wanted, len(numbers)) for wanted, numbers in _ordered(groups, frames)}
    unsure, anchors = _sure(kept, facts, groups, places)
    landmarks = sorted(
        at for needle, is_landmark in frames.items() if is_landmark for at, _ in places.get((needle,), ())
    )
    windows = None if alts else _Windows(anchors, landmarks)
    for wanted in unsure:
        there = places[wanted]
        if len(there) < len(groups[wanted]):
            there = [*there, *_spare(kept, wanted, places)]
        _assign(kept, facts, groups[wanted], there, windows)
    kept.lost = [facts[number] for number in sorted(kept.places) if number not in kept.found]
    return kept


def _sure(
    kept: Account, facts: Sequence[Fact], groups: Mapping[Wanted, list[int]], places: Mapping[Wanted, Places]
) -> tuple[list[Wanted], dict[int, list[int]]]:
    """Settle what stands as often as it was written, and only there; the rest, and where each part surely is."""
    framed = {needle.letters for needle in kept.frames}
    unsure = []
    anchors: dict[int, list[int]] = defaultdict(list)
    for wanted, numbers in groups.items():
        kept.places.update(dict.fromkeys(numbers, tuple(at for at, _ in places[wanted])))
        is_framed = not framed.isdisjoint(needle.letters for needle in wanted)
        if is_framed or len(places[wanted]) != len(numbers) or any(_is_at_the_top(facts[n]) for n in numbers):
            unsure.append(wanted)
            continue
        for number, (at, needle) in zip(numbers, places[wanted], strict=True):
            kept.found[number] = Found(at, at + len(needle.letters), needle)
            anchors[facts[number].part].append(at)
    return unsure, anchors


def _is_at_the_top(fact: Fact) -> bool:
    return fact.part == HEAD and fact.kind in _AT_THE_TOP


def _groups(facts: Sequence[Fact], output: Output) -> dict[Wanted, list[int]]:
    """The numbers of the facts that are written alike."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    wanted: dict[tuple[str, ...], Wanted] = {}
    needle = output.alphabet.needle
    for number, fact in enumerate(facts):
        texts = fact.forms if fact.role == "date" else (*fact.forms, fact.words)
        needles = tuple(found for text in texts if (found := needle(text)).letters)
        letters = tuple(found.letters for found in needles)
        if letters:
            wanted.setdefault(letters, needles)
            alike[letters].append(number)
    return {wanted[letters]: numbers for letters, numbers in alike.items()}


def _ordered(groups: Mapping[Wanted, list[int]], frames: Mapping[Needle, bool]) -> list[tuple[Wanted, list[int]]]:
    """Facts and frames, those with the most letters first, and facts before frames that look like them."""
    empty: dict[Wanted, list[int]] = {(needle,): [] for needle in frames if needle.letters}
    everything = dict(groups) | {wanted: numbers for wanted, numbers in empty.items() if wanted not in groups}
    return sorted(everything.items(), key=lambda item: -max(len(needle.letters) for needle in item[0]))


def _claim(kept: Account, wanted: Wanted, count: int) -> Places:
    """Take every place of a text; where it stands too seldom, also where it is torn or runs into others."""
    places = [(at, needle) for needle in wanted for at in _take_all(kept.ledger, needle)]
    if len(places) < count and kept.output.is_paged:
        # A word that is divided at the end of a line has a blank in it.
        places += [(at, needle) for needle in wanted for at in _take_all(kept.ledger, needle, torn=True)]
        places += _across_pages(kept, wanted[-1])
    return sorted(places, key=lambda place: place[0])


def _take_all(ledger: Ledger[Origin], needle: Needle, *, torn: bool = False) -> list[int]:
    places = list(ledger.free(needle, torn=torn))
    for at in places:
        ledger.take(at, len(needle.letters))
    return places


def _across_pages(kept: Account, needle: Needle) -> Iterator[tuple[int, Needle]]:
    """A text that begins on one page and ends on the next, with what stands at their feet and heads between."""
    letters, run = needle.letters, kept.ledger.run
    if len(letters) < 2 * _PIECE:
        return
    for border in kept.output.pages:
        at = run.letters.find(letters[:_PIECE], max(0, border - len(letters) - _MARGIN), border)
        while at >= 0:
            if (place := _continued(kept, letters, at, border)) is not None:
                length, rest = place
                kept.ledger.take(at, length)
                kept.ledger.take(rest, len(letters) - length)
                yield at, needle
                break
            at = run.letters.find(letters[:_PIECE], at + 1, border)


def _continued(kept: Account, letters: str, at: int, border: int) -> tuple[int, int] | None:
    """How much of a text stands at *at*, and where its rest begins on the page after *border*."""
    run, used = kept.ledger.run, kept.ledger.used
    most = _common(letters, run.letters, at)
    places = []
    for length in range(min(most, len(letters) - 1), max(most - _PIECE, _PIECE - 1), -1):
        rest = run.letters.find(letters[length:], border, border + len(letters) + _MARGIN)
        is_free = used.find(1, at, at + length) < 0 and used.find(1, rest, rest + len(letters) - length) < 0
        if rest >= 0 and is_free and at + length + _MARGIN > border:
            places.append((length, rest))
    # What follows may begin like the rest: the page ends between two words, if it can.
    between = (place for place in places if run.is_apart(at + place[0]) and run.gaps[place[1]])
    return next(between, places[0] if places else None)


def _common(letters: str, run: str, at: int) -> int:
    """How many of *letters* stand in *run* from *at* on."""
    end = min(len(letters), len(run) - at)
    return next((length for length in range(end) if letters[length] != run[at + length]), end)


@dataclass(frozen=True)
class _Windows:
    """Between which letters a part of the edition stands, as far as texts that stand once tell."""

    anchors: Mapping[int, Sequence[int]]
    landmarks: Sequence[int]

    def of(self, fact: Fact) -> range | None:
        """Where *fact* must be; None if it may be anywhere."""
        if fact.part == HEAD and not _is_at_the_top(fact):
            return None
        if fact.part != HEAD and not self._is_in_order:
            return None
        before = [max(self.anchors[part]) for part in self.anchors if part < fact.part and part != HEAD]
        after = [min(self.anchors[part]) for part in self.anchors if part > fact.part]
        own = self.anchors.get(fact.part, ())
        first = max(before, default=0)
        last = min(after, default=0) or self._end(max(own, default=first))
        is_known = first < last and all(first <= at <= last for at in own)
        return range(first, last) if is_known else None

    @cached_property
    def _is_in_order(self) -> bool:
        """Whether the output follows the edition; otherwise nothing can be told from what stands before and after."""
        parts = [self.anchors[part] for part in sorted(self.anchors) if part != HEAD]
        return all(max(one) < min(following) for one, following in pairwise(parts))

    def _end(self, start: int) -> int:
        return next((at for at in self.landmarks if at > start), 1 << 60)


def _assign(
    kept: Account,
    facts: Sequence[Fact],
    numbers: Iterable[int],
    places: Places,
    windows: _Windows | None,
) -> None:
    """Give each fact one of the places, where it must be; what gets none is lost."""
    free = list(places)
    known = {number: windows.of(facts[number]) if windows else None for number in numbers}
    for number in sorted(known, key=lambda number: known[number] is None):
        window = known[number]
        place = next((place for place in free if window is None or place[0] in window), None)
        if place:
            free.remove(place)
            kept.found[number] = Found(place[0], place[0] + len(place[1].letters), place[1])
        elif glued := _glued(kept, facts[number]):
            kept.found[number] = glued
            kept.glued.append((facts[number], glued.start, glued.end))


def _spare(kept: Account, wanted: Wanted, places: Mapping[Wanted, Places]) -> Places:
    """Places of the same words that another fact has claimed and does not need: days share forms."""
    letters = {needle.letters for needle in wanted}
    taken = {found.start for found in kept.found.values()}
    claimed = (place for others, some in places.items() if others is not wanted for place in some)
    return [(at, needle) for at, needle in claimed if needle.letters in letters and at not in taken]


def _glued(kept: Account, fact: Fact) -> Found | None:
    """A fact whose words run into their neighbours, at the border of an element."""
    needle = kept.output.alphabet.needle(fact.forms[0] if fact.role == "date" else fact.words)
    at = next(kept.ledger.free(needle, BORDER), None)
    if at is None:
        return None
    kept.ledger.take(at, len(needle.letters))
    return Found(at, at + len(needle.letters), needle)
