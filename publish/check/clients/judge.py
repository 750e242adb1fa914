"""
Which clients fail on what a letter uses, and whether that matters.

Every use goes before every client that counts: its answer, the notes that qualify it as far as they apply to
these elements, what makes up for the loss. What is left is added up to causes, over both views of the letter.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from publish.check.clients.audience import WORD
from publish.check.clients.facts import Answer, Feature, facts
from publish.check.clients.losses import LOSSES, Harm, Loss
from publish.check.clients.meanings import Meaning, meaning
from publish.check.clients.uses import Element, Styled, Use
from publish.check.clients.word import style
from publish.check.finding import Severity

Shares = Mapping[str, float]

BREAKING = {Harm.CONTENT: 5.0, Harm.LAYOUT: 25.0}
"""Per cent of the readers from which on such a loss breaks the letter."""
MATTERING = {Harm.CONTENT: 0.1, Harm.LAYOUT: 1.0, Harm.LOOK: 2.0}
"""Per cent from which on it counts at all: a layout that fewer see is a matter of looks, looks are nothing."""


@dataclass
class Cause:
    """One reason for which one thing fails, with all whom it hits."""

    loss: Loss
    words: str
    use: Use
    styled: Styled
    harm: Harm = Harm.LOOK
    elements: dict[Element, None] = field(default_factory=dict)
    """Of the view of `styled`, in order."""
    hit: dict[str, float] = field(default_factory=dict)
    """Client -> per cent of all readers."""
    answers: dict[str, tuple[Feature, Answer]] = field(default_factory=dict)

    def add(self, other: "Cause") -> None:
        """The same cause met again; its elements count in one view alone."""
        self.harm = max(self.harm, other.harm)
        if other.styled is self.styled:
            self.elements |= other.elements
        for client, share in other.hit.items():
            self.hit[client] = max(self.hit.get(client, 0.0), share)
        self.answers |= other.answers

    @property
    def share(self) -> float:
        """Per cent of the readers that it hits."""
        return sum(self.hit.values())

    @property
    def severity(self) -> Severity | None:
        """None, if it is not worth a word."""
        if self.share >= BREAKING.get(self.harm, 101.0) and self.loss.may_break:
            return Severity.BREAKS
        if self.harm > Harm.LOOK and self.share >= MATTERING[self.harm]:
            return Severity.DEGRADES
        return Severity.COSMETIC if self.share >= MATTERING[Harm.LOOK] else None


def causes(others: Styled, in_word: Styled, shares: Shares) -> tuple[Cause, ...]:
    """Everything that goes wrong for somebody who counts."""
    found: dict[_Key, Cause] = {}
    elsewhere = {client: share for client, share in shares.items() if client != WORD}
    for styled, readers in ((others, elsewhere), (in_word, {WORD: shares.get(WORD, 0.0)})):
        if any(readers.values()):
            for slug, uses in styled.uses.items():
                for cause in _judged(slug, uses, styled, readers):
                    key = (cause.loss.rule.code, cause.words, cause.use.text, cause.use.selector)
                    found.setdefault(key, cause).add(cause)
    return tuple(found.values())


_Key = tuple[str, str, str, str]


def _judged(slug: str, uses: list[Use], styled: Styled, shares: Shares) -> Iterator[Cause]:
    """One cause for each use, each answer of clients and each note that applies."""
    loss, feature = LOSSES.get(slug), facts().features[slug]
    if loss is None or not (alike := _alike(feature, shares)):
        return
    for use in uses:
        for answer, clients in () if use.is_backed else alike.items():
            readers = [client for client in clients if _reads(client, use)]
            for test in _reasons(slug, answer) if readers else ():
                if hit := [one for one in use.elements if _fails(use, one, test, loss, readers[0])]:
                    harm = Harm.LOOK if test.is_light else loss.harm_on(use, hit)
                    weights = {client: shares[client] * test.weight for client in readers}
                    answers = {client: (feature, feature.answers[client]) for client in readers}
                    words = test.words or loss.what
                    yield Cause(loss, words, use, styled, harm, dict.fromkeys(hit), weights, answers)


def _fails(use: Use, element: Element, test: Meaning, loss: Loss, client: str) -> bool:
    if not test.applies(use, element) or _is_overridden(use, element) or loss.is_excused(use, element, client):
        return False
    return all(test.applies(replace(use, value=one.value), element) for one in use.earlier)


def _alike(feature: Feature, shares: Shares) -> dict[Answer, list[str]]:
    """The clients whose answer is not a plain yes, by what they answer on whatever version."""
    found: dict[Answer, list[str]] = defaultdict(list)
    for client in shares:
        answer = feature.answers.get(client)
        if answer and answer.support in "nay" and (answer.support, answer.notes) != ("y", ()):
            found[Answer(answer.support, answer.notes)].append(client)
    return found


_UNJUDGED = Meaning("it is known only in part", lambda _use, _element: True, is_light=True)


@lru_cache(maxsize=4096)
def _reasons(slug: str, answer: Answer) -> tuple[Meaning, ...]:
    """What may be wrong, each with what decides whether it is."""
    known = [meaning(slug, number) for number in answer.notes]
    if answer.support == "n":
        words = next((one.words for one in known if one and one.words), "")
        return () if _is_spared(slug, answer) else (Meaning(words, lambda _use, _element: True),)
    if answer.support == "a" and not (known and all(known)):
        known.append(_UNJUDGED)
    return tuple(one for one in known if one)


def _is_spared(slug: str, answer: Answer) -> bool:
    """Yahoo answers no to `height`, for it takes it as a least height: nothing is lost."""
    return slug == "css-height" and answer.notes == ("1",)


def _is_overridden(use: Use, element: Element) -> bool:
    """Whether a style attribute says something else than the rule."""
    if not use.selector or not use.name or any(one.important for one in use.block if one.name == use.name):
        return False
    own = style(element)
    return use.name in own or use.name.split("-")[0] in own


_PHONES = (".ios", ".android", ".mobile-webmail")


def _reads(client: str, use: Use) -> bool:
    """Whether a client comes so far as to read it: style sheets, and the conditions in them."""
    if not use.selector:
        return True
    if _support("html-style", client) == "n":
        return False
    return all(_meets(client, condition) for condition in use.conditions)


def _meets(client: str, condition: str) -> bool:
    slug = "css-at-supports" if condition.startswith("@supports") else "css-at-media"
    if "prefers-color-scheme" in condition:
        slug = "css-at-media-prefers-color-scheme"
    if _support(slug, client) not in {"y", "a"} or "print" in condition:
        return False
    widths = [int(width) for width in re.findall(r"max-(?:device-)?width:\s*(\d{1,5})px", condition)]
    return not (widths and min(widths) <= 640) or client.endswith(_PHONES)


def _support(slug: str, client: str) -> str:
    answer = facts().features[slug].answers.get(client) if slug in facts().features else None
    return answer.support if answer else "u"


def worth_telling(found: tuple[Cause, ...]) -> Iterator[Cause]:
    """The causes that hit enough readers, the widest first."""
    yield from sorted((cause for cause in found if cause.severity), key=lambda cause: (-cause.harm, -cause.share))
