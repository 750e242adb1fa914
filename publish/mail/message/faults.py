"""Everything for which a letter cannot be sent, found before the first copy is made."""

import re
from collections.abc import Iterator

from publish.formats.headers import is_plain
from publish.formats.message import Letter
from publish.mail.headers import is_address, is_uri
from publish.mail.message.fields import UNSUBSCRIBE
from publish.mail.message.fields import words as one_line
from publish.mail.message.frozen import Frozen
from publish.mail.message.marks import Cut
from publish.mail.tokens import ROOM
from publish.problems import Place, Problem
from publish.workspace import Mail, Sending

_SETTINGS = Place("publish.yaml")
_LIST_ID = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,255}")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_EDITION = re.compile(r"[A-Za-z0-9._-]{1,200}")
_LONGEST_URI = 900
"""A header's line has 998 octets at most (RFC 5322, 2.1.1), and no address may be broken."""


def of_settings(mail: Mail, sending: Sending, view_url: str, archive_url: str) -> Iterator[Problem]:
    """What of the settings cannot stand in a header."""
    for key, uri in _uris(mail, sending, view_url, archive_url):
        if not is_uri(uri) or len(uri) > _LONGEST_URI:
            yield _setting(f"`{key}` cannot stand in a header: '{uri[:80]}'", "https, ASCII, without blanks")
    for key, address in _addresses(mail, sending):
        if not is_address(address) or not address.isascii():
            yield _setting(f"`{key}` cannot stand in a header: '{address[:80]}'", "an address like name@example.org")
    if not _LIST_ID.fullmatch(mail.list_id):
        yield _setting(f"`list-id` cannot stand in a header: '{mail.list_id[:80]}'", "like newsletter.example.org")
    if not one_line(mail.from_name):
        yield _setting("`from-name` is empty", "the organisation's name, as people say it")
    if len(sending.bounces.rpartition("@")[0]) > ROOM:
        message = f"`bounces` has no room for a tag: '{sending.bounces[:80]}'"
        yield _setting(message, f"at most {ROOM} characters before @")
    if sending.feedback_id and not _NAME.fullmatch(sending.feedback_id):
        yield _setting(f"`feedback-id` cannot stand in a header: '{sending.feedback_id[:80]}'", "letters and digits")


def of_letter(letter: Letter, frozen: Frozen, path: str) -> Iterator[Problem]:
    """What of the letter itself cannot be sent, but for its marks."""
    place = Place(path)
    if not letter.subject.strip():
        yield Problem("E842", "the letter has no subject", place)
    elif not is_plain(letter.subject):
        yield Problem("E842", "the subject holds a line's end or another control character", place)
    if not _NAME.fullmatch(letter.language) or not _EDITION.fullmatch(frozen.edition):
        yield Problem("E842", f"no edition or no language: '{frozen.edition[:80]}', '{letter.language[:80]}'", place)


def of_ways_out(cut: Cut) -> Iterator[Problem]:
    """Nobody is sent a letter that shows no way to leave the list. One that is misspelt is told already."""
    if UNSUBSCRIBE not in cut.fields and not any("unsub" in problem.message.lower() for problem in cut.problems):
        hint = f"put %%{UNSUBSCRIBE}%% into the imprint, as the stock templates do"
        yield Problem("E844", "nowhere here can one leave the list", Place(cut.path), hint)


def _setting(message: str, hint: str) -> Problem:
    return Problem("E843", message, _SETTINGS, f"expected {hint}")


def _uris(mail: Mail, sending: Sending, view_url: str, archive_url: str) -> Iterator[tuple[str, str]]:
    yield "unsubscribe-url", mail.unsubscribe_url
    yield "base-url", view_url
    yield "base-url", archive_url
    if sending.service_url:
        yield "service-url", sending.service_url


def _addresses(mail: Mail, sending: Sending) -> Iterator[tuple[str, str]]:
    yield "from", mail.sender
    yield "reply-to", mail.reply_to
    for key, address in (("bounces", sending.bounces), ("unsubscribe-to", sending.unsubscribe_to)):
        if address:
            yield key, address
