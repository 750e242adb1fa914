"""What our own letters carry is known again when they come back."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from publish.bounces.reading import read
from publish.bounces.verdict import Kind, Who
from publish.mail.outcome import Message
from tests.bounces.corpus import ADDRESS, CODE, EDITION, KEY, POSTFIX, report
from tests.bounces.making import made, maildir, standing, worked
from tests.mail import reading
from tests.mail.composing import frozen, recipient, sending, template

DEAD = f"Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.1.1\n"


def _letter(**settings: str) -> Message:
    made_ = template(sending=sending(**settings), frozen=frozen(edition=EDITION, version=1, send=1))
    return made_.message(recipient(code=CODE, address=ADDRESS))


def _returned(letter: Message, to: str) -> bytes:
    text = letter.octets.decode("ascii").replace("\r\n", "\n")
    return report(POSTFIX, "no", DEAD, to=to, returned=text).encode()


def test_a_letter_comes_back_to_the_return_path_it_had() -> None:
    letter = _letter()

    assert read(_returned(letter, letter.sender), KEY).who.code == CODE
    assert read(_returned(letter, letter.sender), KEY).who.send == 1


@pytest.mark.parametrize("settings", [{}, {"service_url": ""}, {"unsubscribe_to": ""}], ids=str)
def test_without_one_its_own_headers_tell(settings: dict[str, str]) -> None:
    letter = _letter(bounces="", **settings)

    assert read(_returned(letter, letter.sender), KEY).who.code == CODE


@pytest.mark.parametrize(("message_key", "expected"), [(b"m" * 32, "bounced"), (b"n" * 32, "")])
def test_without_any_token_its_message_id_tells(tmp_path: Path, message_key: bytes, expected: str) -> None:
    engine = made(tmp_path)
    frozen_ = frozen(edition=EDITION, version=1, send=1, message_key=message_key)
    made_ = template(sending=sending(bounces="", service_url="", unsubscribe_to=""), frozen=frozen_)
    letter = made_.message(recipient(code=CODE, address=ADDRESS))

    worked(engine, maildir(tmp_path, _returned(letter, letter.sender)))

    assert read(_returned(letter, letter.sender), KEY).who.code is None
    assert standing(engine) == expected


def test_the_mail_that_a_letter_offers_to_leave_by_is_understood() -> None:
    message = reading.read(_letter().octets)
    written = next(uri for uri in reading.uris(message.headers["List-Unsubscribe"]) if uri.startswith("mailto:"))
    subject = unquote(written.partition("subject=")[2])

    found = read(f"From: a@b.example\r\nSubject: {subject}\r\n\r\n".encode(), KEY)

    assert (found.kind, found.who) == (Kind.UNSUBSCRIBE, Who(CODE))


def test_a_copy_of_a_letter_is_nothing_that_came_back() -> None:
    letter = _letter()

    assert read(letter.octets, KEY).kind is Kind.UNKNOWN
    assert read(f"Delivered-To: {letter.sender}\r\n".encode() + letter.octets, KEY).kind is Kind.UNKNOWN


def test_a_letter_of_a_test_can_stop_nobody(tmp_path: Path) -> None:
    engine = made(tmp_path)
    made_ = template(sending=sending(), frozen=frozen(edition=EDITION, version=1, send=1), test=True)
    letter = made_.message(recipient(code=CODE, address=ADDRESS))

    worked(engine, maildir(tmp_path, _returned(letter, letter.sender)))

    assert standing(engine) == ""
