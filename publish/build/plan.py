"""
What is stale: a target whose files would come out differently now, or are not there as they were made.

Looking reads file names, stats and small records, and imports nothing that understands them. Only when the
languages of an edition may have changed is the workspace itself asked.
"""

import datetime as dt
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from publish.build.digests import Digests, digest
from publish.build.inputs import Shared
from publish.build.record import Made, Record, read_record, write_record
from publish.build.targets import Target, Wanted
from publish.formats import FORMATS, Format
from publish.problems import BuildError
from publish.workspace import CONTENT, stock

if TYPE_CHECKING:
    from publish.build.gate import Gate


@dataclass(slots=True)
class Look:
    """One edition, its record, and what was seen of its files."""

    edition: str
    folder: str
    record: Record
    digests: Digests
    texts: tuple[str, ...]
    """The names of its Markdown files."""
    changed: bool = False
    """Whether the record is to be written."""
    stale: tuple[Target, ...] | None = None
    """What has to be made, once that has been found out."""


@dataclass(slots=True)
class Plan:
    """The state of the editions somebody wants built."""

    root: Path
    wanted: Wanted
    shared: Shared
    shared_digests: Digests
    formats: Mapping[str, Format]
    today: dt.date
    gate: "Gate | None" = None
    """Once it has been asked for."""
    looks: dict[str, Look] = field(default_factory=dict)

    def unsettled(self) -> tuple[Look, ...]:
        """The editions whose languages are not known, or may not be what they were."""
        return tuple(
            look
            for look in self.looks.values()
            if look.record.texts != look.texts or look.record.settings != self.shared.settings
        )

    def settle(self, look: Look, languages: tuple[str, ...]) -> None:
        """Note the *languages* an edition is written in."""
        look.record.texts, look.record.settings, look.record.languages = look.texts, self.shared.settings, languages
        look.changed, look.stale = True, None

    def targets(self, look: Look) -> tuple[Target, ...]:
        """All that is wanted of one edition."""
        languages = self.wanted.in_languages(look.record.languages)
        return tuple(Target(look.edition, language, name) for language in languages for name in self.wanted.formats)

    def shared_hash(self, look: Look, target: Target) -> str:
        """What a target is made from besides files of the edition's folder; the languages it can link to among it."""
        return digest(" ".join((self.shared.of(self.formats[target.format]), *look.record.languages)).encode())

    def stale(self, look: Look) -> tuple[Target, ...]:
        """Those of the targets that have to be made, as things were at the first look."""
        if look.stale is None:
            look.stale = tuple(target for target in self.targets(look) if self._differs(look, target))
        return look.stale

    def is_stale(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.unsettled()) or any(self.stale(look) for look in self.looks.values())

    def save(self, look: Look) -> None:
        """Remember what was made of an edition, and what was seen of its files."""
        look.record.known = look.digests.seen
        write_record(_record_file(self.root, look.edition), look.record, inside=self.root)
        look.changed = False

    def save_learnt(self) -> None:
        """Remember the stats of files that did not change. Only a help: it may fail."""
        with suppress(BuildError):
            for look in self.looks.values():
                if look.changed or look.digests.changed:
                    self.save(look)
            if self.shared_digests.changed:
                everything = Record(known=self.shared_digests.seen)
                write_record(_shared_file(self.root), everything, inside=self.root)

    def _differs(self, look: Look, target: Target) -> bool:
        made = look.record.made.get((target.language, target.format))
        if made is None or made.shared != self.shared_hash(look, target) or not self._is_accepted(made):
            return True
        return not (self._as_read(look, made) and self._as_made(look, target, made))

    def _is_accepted(self, made: Made) -> bool:
        """Whether what was let through once would be let through today."""
        if not made.accepted:
            return True
        if self.gate is None:
            from publish.build.gate import gate_of  # the checks, seldom needed here

            self.gate = gate_of(self.root, self.today)
        return self.gate.accepts(made.accepted)

    @staticmethod
    def _as_read(look: Look, made: Made) -> bool:
        return all(look.digests.of(f"{look.folder}/{name}") == found for name, found in made.inputs.items())

    def _as_made(self, look: Look, target: Target, made: Made) -> bool:
        folder = f"{self.root}/dist/{target.edition}/{target.language}"
        return all(look.digests.of(f"{folder}/{name}") == output.digest for name, output in made.outputs.items())


def look_at(
    root: Path, wanted: Wanted, formats: Mapping[str, Format] = FORMATS, *, today: dt.date | None = None
) -> Plan:
    """
    The state of the wanted editions on the day *today* (if not given: the day it is), as records and files tell it.

    Raises:
        SourceError: if something was accepted in `checks.yml`, and it cannot be used now.
    """
    digests = Digests(read_record(_shared_file(root)).known)
    plan = Plan(
        root, wanted, Shared(root, stock(), digests), digests, formats, today or dt.datetime.now().astimezone().date()
    )
    for edition in wanted.editions:
        record = read_record(_record_file(root, edition))
        folder = f"{root}/{CONTENT}/{edition}"
        plan.looks[edition] = Look(edition, folder, record, Digests(record.known), _texts(folder))
    return plan


def _texts(folder: str) -> tuple[str, ...]:
    with suppress(OSError):
        return tuple(sorted(name for name in os.listdir(folder) if name.endswith(".md")))  # noqa: PTH208
    return ()


def _record_file(root: Path, edition: str) -> Path:
    return root / ".publish" / "cache" / "editions" / f"{edition}.json"


def _shared_file(root: Path) -> Path:
    return root / ".publish" / "cache" / "shared.json"
