"""
A list arrives: every row against what is known, told first, then written in one transaction or not at all.

    new         nobody had the address
    changed     something was added: an empty field filled, a segment, a consent; with `update` also fields replaced
    kept        the list says something else of a field; without `update` the field stays
    unchanged   all of it was known
    suppressed  never written to again; left as they are
    refused     the row is no person, comes twice, or was forgotten

Every row is exactly one of these. An empty cell never erases, nobody is removed, and nobody comes back.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection

from publish.database import keyed
from publish.members.bases import Action
from publish.members.doubts import doubts
from publish.members.known import Known, known, suppressed, with_external_id
from publish.members.people import Consent, Fallback, Person, Reader
from publish.members.received import Received, Refused, Row
from publish.members.seen import Seen
from publish.members.store import Store

_PIECE = 2000
"""So many rows are compared at once."""
FIELDS = ("address", "name", "first_name", "company", "language", "external_id")


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    KEPT = "kept"
    UNCHANGED = "unchanged"
    SUPPRESSED = "suppressed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever imports has said."""

    now: dt.datetime
    update: bool = False
    """Whether the list's words replace others."""
    fallback: Fallback = field(default_factory=Fallback)
    undeliverable: Mapping[str, str] = field(default_factory=dict)
    """Domains that take no mail, and what the DNS says of them."""


class Note(NamedTuple):
    """Something to be told of a row that is taken in."""

    line: int
    column: int
    verdict: Verdict | None
    """None for what should be looked at twice."""
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do."""

    digest: str
    """Of the list: SHA-256, hexadecimal."""
    rows: int
    blank: int
    verdicts: Counter[str]
    fields: Counter[str]
    """How often each field was filled or replaced."""
    kept: Counter[str]
    """How often each field says something else and stays."""
    reasons: Counter[str]
    """How many rows were refused, by code."""
    consents: Counter[str]
    """Consents that were added: given, withdrawn."""
    without_consent: int
    """Members in the list who cannot be written to, because no consent is recorded."""
    notes: int
    """How many rows should be looked at twice."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a list is looked at."""

    connection: Connection
    key: bytes
    """By which addresses are recognised."""
    write: bool = False
    """Whether it is taken in. Then the caller holds the lock for writing, and commits or rolls back."""


Tell = Callable[[Refused | Note], None]


def arrive(desk: Desk, list_: Received, wish: Wish, tell: Tell) -> Report:
    """
    Compare the rows of *list_* with the database, tell of each what is worth telling, and take them in if wished.

    Raises:
        MemberError: if the list cannot be read to its end.
    """
    arrival = _Arrival(desk, list_, wish, tell)
    rows = iter(list_.rows())
    while piece := list(islice(rows, _PIECE)):
        arrival.take(piece)
    return arrival.report()


class _Arrival:
    """An import under way."""

    def __init__(self, desk: Desk, list_: Received, wish: Wish, tell: Tell) -> None:
        self._connection, self._key, self._wish, self._tell = desk.connection, desk.key, wish, tell
        self._store = Store(desk.connection, wish.now) if desk.write else None
        self._reader = Reader(list_.columns, wish.fallback, wish.now.date())
        self._address_column = list_.columns.places["address"] + 1
        self._digest = list_.digest
        self._seen = Seen()
        self._rows = self._blank = self._without = self._notes = 0
        self._verdicts: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._consents: Counter[str] = Counter()

    def report(self) -> Report:
        """What became of the rows so far."""
        return Report(
            digest=self._digest,
            rows=self._rows,
            blank=self._blank,
            verdicts=self._verdicts,
            fields=self._fields,
            kept=self._kept,
            reasons=self._reasons,
            consents=self._consents,
            without_consent=self._without,
            notes=self._notes,
        )

    def take(self, piece: list[Row | Refused | None]) -> None:
        """Judge some rows, and write what is to be written of them."""
        found = dict(self._readable(piece))
        keys = list(found)
        out = suppressed(self._connection, keys)
        there = known(self._connection, keys)
        self._tell_of_doubles(found, there)
        for key, person in found.items():
            if key in out:
                self._leave_out(person, out[key])
            elif key in there:
                self._compare(person, there[key])
            else:
                self._add(person, key)
        if self._store:
            self._store.flush()

    def _readable(self, piece: list[Row | Refused | None]) -> Iterator[tuple[bytes, Person]]:
        for row in piece:
            if row is None:
                self._blank += 1
                continue
            self._rows += 1
            person = row if isinstance(row, Refused) else self._reader.read(row)
            if isinstance(person, Refused):
                self._refuse(person)
                continue
            key = keyed(self._key, person.address.folded)
            first = self._seen.first(key, person.line)
            if first:
                reason = f"the same address as on line {first}"
                self._refuse(self._refused(person, "E814", reason, "leave one of the two rows"))
            elif fault := self._wish.undeliverable.get(person.address.domain, ""):
                self._refuse(self._refused(person, "E816", f"the domain {fault}"))
            else:
                yield key, person

    def _refused(self, person: Person, code: str, reason: str, hint: str = "") -> Refused:
        return Refused(person.line, self._address_column, code, reason, hint, person.address.text)

    def _refuse(self, refused: Refused) -> None:
        self._verdicts[Verdict.REFUSED] += 1
        self._reasons[refused.code] += 1
        self._tell(refused)

    def _leave_out(self, person: Person, reason: str) -> None:
        if reason == "forgotten":
            self._refuse(self._refused(person, "E815", "this person was forgotten, and stays out"))
            return
        self._verdicts[Verdict.SUPPRESSED] += 1
        self._tell(Note(person.line, self._address_column, Verdict.SUPPRESSED, f"{reason}; left as they are"))

    def _add(self, person: Person, key: bytes) -> None:
        self._verdicts[Verdict.NEW] += 1
        self._look_twice(person)
        agreed = person.consent if person.consent and person.consent.action is Action.GIVEN else None
        if agreed:
            self._consents[agreed.action] += 1
        else:
            self._without += 1
        if self._store:
            self._store.add(person, key, agreed)

    def _compare(self, person: Person, other: Known) -> None:
        new: dict[str, str] = {}
        kept: list[str] = []
        values = (
            person.address.text,
            person.name,
            person.first_name,
            person.company,
            person.language,
            person.external_id,
        )
        for name, value, old in zip(FIELDS, values, other[2:8], strict=True):
            if value and value != old:
                if self._wish.update or not old:
                    new[name] = value
                else:
                    kept.append(name)
        segments = tuple(name for name in person.segments if name not in other.segments)
        agreed = _news(person.consent, other)
        now_given = agreed.action if agreed else other.consent.action if other.consent else ""
        self._without += now_given != Action.GIVEN
        self._count(person, new, kept, segments, agreed)
        if self._store and (new or segments or agreed):
            self._store.change(other, new, segments, agreed)

    def _count(
        self, person: Person, new: dict[str, str], kept: list[str], segments: tuple[str, ...], agreed: Consent | None
    ) -> None:
        self._kept.update(kept)
        changes = [*new, *["segments"] * bool(segments)]
        self._fields.update(changes)
        if agreed:
            self._consents[agreed.action] += 1
            changes.append(f"consent {agreed.action}")
        verdict = Verdict.CHANGED if changes else Verdict.KEPT if kept else Verdict.UNCHANGED
        self._verdicts[verdict] += 1
        if changes:
            self._look_twice(person)
            self._tell(Note(person.line, 0, Verdict.CHANGED, ", ".join(changes).replace("_", " ")))
        if kept:
            text = (
                f"{', '.join(kept).replace('_', ' ')} differ{'s' * (len(kept) == 1)} and stay{'s' * (len(kept) == 1)}"
            )
            self._tell(Note(person.line, 0, Verdict.KEPT, text, "--update takes what the list says"))

    def _look_twice(self, person: Person) -> None:
        for text, hint in doubts(person):
            self._note(person, text, hint)

    def _tell_of_doubles(self, found: dict[bytes, Person], there: dict[bytes, Known]) -> None:
        """A number of one's own register that stands at another address: has the person a new one?"""
        identities = {
            person.external_id: key for key, person in found.items() if person.external_id and key not in there
        }
        for identity, key in with_external_id(self._connection, identities).items():
            if identities[identity] != key:
                self._note(found[identities[identity]], "the external id is known with another address",
                           "a new address? then `members forget` or `suppress` the old one")  # fmt: skip

    def _note(self, person: Person, text: str, hint: str) -> None:
        self._notes += 1
        self._tell(Note(person.line, self._address_column, None, text, hint))


def _news(said: Consent | None, other: Known) -> Consent | None:
    """What a list says of somebody's consent, if it is news: not known, and not older than what is."""
    last = other.consent
    if said is None or last is None:
        return said if said and said.action is Action.GIVEN else None
    day, before = said.given[:10], last.given[:10]
    if last.action == Action.WITHDRAWN:
        return said if said.action is Action.GIVEN and day > before else None  # an older list undoes no withdrawal
    return said if day >= before and (said.action, said.basis, said.source, said.given) != last else None
