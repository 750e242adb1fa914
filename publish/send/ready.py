"""All that a send stands on, read and checked before anybody is asked anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from publish.archive import Archive, Sealed
from publish.archive.seal import archive_of
from publish.database import open_database
from publish.formats.message import Letter
from publish.mail.dkim import Key
from publish.mail.transport import Transport, transport
from publish.problems import ArchiveError, MemberError, Place, Problem
from publish.send.composing import signing_keys
from publish.send.letters import letters
from publish.send.sends import Send, open_sends
from publish.workspace import Settings, open_workspace


@dataclass(frozen=True)
class Ready:
    """What is sent, by whom, through what."""

    root: Path
    settings: Settings
    engine: Engine
    sealed: Sealed
    letters: Mapping[str, Letter]
    """By language, the one for everybody else first."""
    keys: tuple[Key, ...]
    transport: Transport
    send: Send | None
    """The send of this edition that was begun and has not ended; None if a new one begins."""


def ready(root: Path, edition: str, via: str = "") -> Ready:
    """
    Everything that sending *edition* needs; *via* instead of what the settings say.

    Raises:
        PublishError: if the edition is not sealed, or the seal is not what it was, or settings, keys, database or
            relay are not in order.
    """
    settings = open_workspace(root).settings
    engine = open_database(root)
    with engine.connect() as connection:
        open_now = open_sends(connection, edition)
    through = transport(via or settings.sending.via, root)
    begun = _begun(open_now, through.name, asked=bool(via))
    sealed = _sealed(archive_of(root), edition, begun)
    found = letters(sealed)
    ordered = {language: found[language] for language in settings.languages if language in found}
    return Ready(root, settings, engine, sealed, ordered, signing_keys(root, settings), through, begun)


def _begun(open_now: tuple[Send, ...], relay: str, *, asked: bool) -> Send | None:
    """The one of the sends that have not ended that goes on through *relay*; *asked*: somebody named it just now."""
    to_files = relay.startswith("outbox")
    same = [send for send in open_now if send.is_outbox == to_files]
    if not same and to_files and open_now and not asked:
        message = f"a send through {open_now[0].relay} has not ended, and the settings say `outbox:`"
        hint = f"say `--via {open_now[0].relay}`, or set `sending.via` in publish.yaml"
        raise MemberError(Problem("E893", message, Place("publish.yaml"), hint))
    return same[-1] if same else None


def _sealed(archive: Archive, edition: str, begun: Send | None) -> Sealed:
    """The newest version; of a send that was begun, the version it was begun with."""
    versions = archive.of(edition)
    place = Place(f"{archive.shown}/{edition}")
    if not versions:
        hint = f"`publish archive seal {edition}` seals it: what is sent can never change afterwards"
        raise ArchiveError(Problem("E885", "the edition is not sealed, and only what is sealed is sent", place, hint))
    if begun is None:
        return versions[-1]
    same = [sealed for sealed in versions if (sealed.head.version, sealed.sha256) == (begun.version, begun.seal)]
    if not same:
        message = f"version {begun.version} is not the one that this send was begun with"
        hint = "bring the archive back as it was; some members have that version already"
        raise ArchiveError(Problem("E887", message, place, hint))
    return same[0]
