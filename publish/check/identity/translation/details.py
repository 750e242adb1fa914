"""What two units that belong together say differently."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from publish.check.finding import Finding, Severity
from publish.check.identity import rules
from publish.check.identity.facts import Fact
from publish.check.identity.lines import Lines
from publish.check.identity.translation.addresses import Likeness, likeness
from publish.check.identity.translation.numbers import Number, different, numbers
from publish.check.identity.translation.tongue import is_in
from publish.check.identity.translation.units import Unit
from publish.check.places import Text, letters_of
from publish.check.subject import Subject
from publish.edition import Edition
from publish.problems import Place

_PROPER = ("name", "by", "byline", "address", "place", "time", "email", "phone", "value", "credit")
"""Fields that may be the same in every language."""
_NAMES = ("partners.name", "quote.by", "articles.byline")
_LINES = ("contact.email", "contact.phone")
_MOST_NUMBERS = 400
_SHORT, _LONG = 0.4, 2.5
_WORTH_COMPARING = 160
"""Letters of two texts together; about shorter ones length tells nothing."""


@dataclass(frozen=True)
class Comparison:
    """A translation and its original."""

    subject: Subject
    original: Edition

    @cached_property
    def lines(self) -> Lines:
        """Of the translation."""
        return Lines(self.subject.sources.text)

    @cached_property
    def their_lines(self) -> Lines:
        """Of the original."""
        content = self.original.source.decode("utf-8", "replace").removeprefix("\ufeff")
        return Lines(Text(self.original.path, content.replace("\r\n", "\n").replace("\r", "\n")))

    @property
    def languages(self) -> tuple[str, str]:
        """Of the original and of the translation."""
        return self.original.language, self.subject.edition.language

    def place(self, fact: Fact, unit: Unit) -> Place:
        """Where a fact of the translation stands."""
        return self.lines.place(fact, unit.facts)

    def there(self, fact: Fact, unit: Unit) -> str:
        """Where one of the original stands, for a message."""
        place = self.their_lines.place(fact, unit.facts)
        return f"{place.path.rpartition('/')[2]}:{place.line}"

    def whole(self, unit: Unit) -> Place:
        """A unit of the translation."""
        return Place(self.subject.edition.path, unit.line or 1)

    def whole_there(self, unit: Unit) -> str:
        """A unit of the original, for a message."""
        return f"{self.original.path.rpartition('/')[2]}:{unit.line or 1}"


def of_head(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    """Front matter: its days first, of which `updated` tells whether the translation is as new as the original."""
    edition, original = pair.subject.edition, pair.original
    known = {fact.kind: pair.place(fact, theirs) for fact in theirs.facts if fact.role == "date"}
    top = Place(edition.path, 1)
    if edition.date != original.date:
        yield rules.DAY.finding(
            f"the date is {edition.date}, in {original.path.rpartition('/')[2]} {original.date}", known.get("date", top)
        )
    if edition.updated != original.updated:
        was = f"{edition.updated}" if edition.updated else "never"
        is_newer = (edition.updated or edition.date) > (original.updated or original.date)
        yield rules.STALE.finding(
            f"this text was updated {was}, the original ({original.language}) {original.updated or 'never'}",
            known.get("updated", known.get("date", top)),
            severity=Severity.COSMETIC if is_newer else None,
        )
    yield from _of_pair(pair, ours, theirs)


def of_units(pair: Comparison, both: Iterable[tuple[Unit, Unit]]) -> Iterator[Finding]:
    """Everything in the body."""
    for ours, theirs in both:
        yield from _of_pair(pair, ours, theirs)
        yield from _days(pair, ours, theirs)
        yield from _names(pair, ours, theirs)
        yield from _length(pair, ours, theirs)


def _of_pair(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    yield from _numbers(pair, ours, theirs)
    yield from _addresses(pair, ours, theirs)
    yield from _pictures(pair, ours, theirs)
    yield from _untranslated(pair, ours, theirs)


# -- numbers and days -----------------------------------------------------------------------


def _text(unit: Unit) -> str:
    return " ;\n".join(
        fact.words
        for fact in unit.facts
        if fact.role in ("text", "alt") and not fact.kind.endswith((".time", ".phone", ".email", ".address"))
    )


def _numbers(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    texts = (_text(ours), _text(theirs))
    found = [numbers(text, language) for text, language in zip(texts, pair.languages, strict=True)]
    if max(map(len, found)) > _MOST_NUMBERS:
        return
    only_ours, only_theirs = different(found[0], found[1], *texts, pair.languages)
    if only_ours or only_theirs:
        place = (_of_number(pair, only_theirs, theirs) if only_theirs else None) or _beside(
            pair, only_ours, ours, theirs
        )
        yield rules.NUMBER.finding(
            f"{_says(only_theirs, 'this text has', 'a number is missing')}, "
            f"{_says(only_ours, 'the original', 'the original has none of it')} ({pair.whole_there(ours)})",
            place,
        )


def _says(found: Sequence[Number], before: str, otherwise: str) -> str:
    shown = ", ".join(f"'{number.written}'" for number in found[:4])
    return f"{before} {shown}" if found else otherwise


def _of_number(pair: Comparison, found: Sequence[Number], theirs: Unit) -> Place | None:
    return pair.lines.find(found[0].written, theirs.line or 1)


def _beside(pair: Comparison, missing: Sequence[Number], ours: Unit, theirs: Unit) -> Place:
    """The fact of the translation that stands where the original has the number."""
    number = next((n for n, fact in enumerate(ours.facts) if missing and missing[0].written in fact.words), -1)
    if len(ours.facts) == len(theirs.facts) and number >= 0:
        return pair.place(theirs.facts[number], theirs)
    return pair.whole(theirs)


def _days(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    """Dates and times in the fields of blocks."""
    mine, other = (
        [fact for fact in unit.facts if fact.role == "date" or fact.kind.endswith(".time")] for unit in (ours, theirs)
    )
    if len(mine) != len(other):
        if ours.count == theirs.count:
            yield rules.DAY.finding(
                f"{theirs.name} has {len(other)} dates and times, the original {len(mine)} ({pair.whole_there(ours)})",
                pair.whole(theirs),
            )
        return
    for fact, here in zip(mine, other, strict=True):
        if not _is_same_day(pair, fact, here):
            yield rules.DAY.finding(
                f"here it is {here.words}, in the original {fact.words} ({pair.there(fact, ours)})",
                pair.place(here, theirs),
            )


def _is_same_day(pair: Comparison, ours: Fact, theirs: Fact) -> bool:
    if ours.role == "date" or theirs.role == "date":
        return ours.words == theirs.words
    found = [numbers(fact.words, language) for fact, language in zip((ours, theirs), pair.languages, strict=True)]
    return different(found[0], found[1], ours.words, theirs.words, pair.languages) == ([], [])


# -- addresses, names, pictures -------------------------------------------------------------


def _addresses(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    mine, left = (
        [fact for fact in unit.facts if fact.role == "link" or fact.kind in _LINES] for unit in (ours, theirs)
    )
    missing = []
    for fact in mine:
        same = next((one for one in left if likeness(fact.words, one.words, pair.languages) is Likeness.SAME), None)
        if same:
            left.remove(same)
        else:
            missing.append(fact)
    for fact, here in zip(missing, left, strict=False):
        is_near = likeness(fact.words, here.words, pair.languages) is Likeness.NEAR
        yield rules.ADDRESS.finding(
            f"this leads to {here.words}, the original to {fact.words} ({pair.there(fact, ours)})",
            pair.place(here, theirs),
            severity=Severity.COSMETIC if is_near else None,
        )
    for fact in missing[len(left) :]:
        yield rules.ADDRESS.finding(
            f"the original leads to {fact.words} ({pair.there(fact, ours)}), this text does not", pair.whole(theirs)
        )
    for fact in left[len(missing) :]:
        yield rules.ADDRESS.finding(
            f"this leads to {fact.words}, the original does not ({pair.whole_there(ours)})", pair.place(fact, theirs)
        )


def _names(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    mine, other = ([fact for fact in unit.facts if fact.kind in _NAMES] for unit in (ours, theirs))
    only_here = _minus(other, mine)
    only_there = _minus(mine, other)
    for fact in only_here:
        there = {one.words: one for one in only_there}
        close = get_close_matches(fact.words, there, n=1, cutoff=0.75)
        if close:
            only_there.remove(there[close[0]])
            yield rules.NAME.finding(
                f"'{fact.words}' is written '{close[0]}' in the original ({pair.there(there[close[0]], ours)})",
                pair.place(fact, theirs),
            )
    left = [fact for fact in only_here if not get_close_matches(fact.words, [one.words for one in mine], 1, 0.75)]
    if only_there:
        several = f"and {len(only_there) - 1} more are" if len(only_there) > 1 else "is"
        place = pair.place(left[0], theirs) if left else _after(pair, only_there[0], mine, theirs)
        instead = f"; here is '{left[0].words}'" if left else ""
        yield rules.NAME.finding(
            f"'{only_there[0].words}' {several} only in the original ({pair.there(only_there[0], ours)}){instead}",
            place,
            severity=Severity.COSMETIC if len(left) == len(only_there) else None,
        )
    elif left:
        yield rules.NAME.finding(f"'{left[0].words}' is not in the original", pair.place(left[0], theirs))


def _after(pair: Comparison, missing: Fact, mine: Sequence[Fact], theirs: Unit) -> Place:
    """The name of the translation before which a missing one would stand."""
    following = [fact.words for fact in mine[mine.index(missing) + 1 :]]
    found = next((fact for words in following for fact in theirs.facts if fact.words == words), None)
    return pair.place(found, theirs) if found else pair.whole(theirs)


def _minus(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    left = Counter(fact.words for fact in others)
    found = []
    for fact in facts:
        if left[fact.words]:
            left[fact.words] -= 1
        else:
            found.append(fact)
    return found


def _pictures(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    mine, other = ([fact for fact in unit.facts if fact.role == "picture"] for unit in (ours, theirs))
    for fact, here in zip(mine, other, strict=False):
        bare = [letters_of(one.words.rpartition(".")[0]) for one in (fact, here)]
        stems = {name.removesuffix(tag) for name, tag in zip(bare, pair.languages, strict=True)}
        if fact.words != here.words and len(stems) > 1:
            yield rules.PICTURE.finding(
                f"here is the picture {here.words}, in the original {fact.words} ({pair.there(fact, ours)})",
                pair.place(here, theirs),
            )
    if len(mine) != len(other):
        yield rules.PICTURE.finding(
            f"{theirs.name} has {len(other)} pictures, the original {len(mine)} ({pair.whole_there(ours)})",
            pair.whole(theirs),
        )


# -- language and length --------------------------------------------------------------------


def _untranslated(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    """One finding a unit, at its first text that was left as it is in the original."""
    original = {letters_of(fact.words) for fact in ours.facts}
    left = [fact for fact in theirs.facts if _may_be_translated(fact) and _is_left(pair, fact, original)]
    if left:
        more = f", and {len(left) - 1} more texts" if len(left) > 1 else ""
        words = left[0].words if len(left[0].words) <= 60 else f"{left[0].words[:60].rpartition(' ')[0]} …"
        yield rules.UNTRANSLATED.finding(
            f"'{words}' is still in the language of the original (`{pair.original.language}`){more}",
            pair.place(left[0], theirs),
            hint=f"translate it, or mark it: `[…]{{lang={pair.original.language}}}`",
        )


def _may_be_translated(fact: Fact) -> bool:
    is_proper = fact.kind.partition(".")[2] in _PROPER
    return fact.role in ("text", "alt") and not (fact.language or fact.has_code or is_proper)


def _is_left(pair: Comparison, fact: Fact, original: set[str]) -> bool:
    words = fact.words.split()
    has_small = sum(word[:1].islower() for word in words) >= 2
    is_same = len(words) >= 4 and has_small and letters_of(fact.words) in original
    return is_same or is_in(fact.words, pair.languages[0], not_in=pair.languages[1])


def _length(pair: Comparison, ours: Unit, theirs: Unit) -> Iterator[Finding]:
    if ours.kind not in ("paragraph", "quotation"):
        return
    mine, other = len(ours.words), len(theirs.words)
    ratio = other / mine if mine else 1
    if mine + other >= _WORTH_COMPARING and not _SHORT <= ratio <= _LONG:
        yield rules.LENGTH.finding(
            f"{theirs.name}{theirs.shown()} has {other} characters, the original {mine} ({pair.whole_there(ours)})",
            pair.whole(theirs),
        )
