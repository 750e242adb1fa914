"""
A letter as a complete message (RFC 5322, MIME): two parts that say the same, and headers that survive.

Written by hand rather than with `EmailMessage`, which folds addresses and encodes the web address of an
unsubscribe header, so that one-click unsubscribing breaks. The same letter gives the same octets.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.quoprimime import body_encode
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from publish.formats.headers import mailbox, words
from publish.formats.mjml import UNSUBSCRIBE
from publish.workspace import Mail

_LINE = 76
_HOUR = time(8, tzinfo=UTC)
"""An edition has a day; a message needs an hour as well."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to everybody."""

    subject: str
    language: str
    text: str
    html: str


def compose(letter: Letter, mail: Mail, *, date: date, name: str) -> bytes:
    """
    A sample of *letter*, addressed to nobody, its mark replaced by the address where one unsubscribes.

    *name* tells this letter from all others, in its language.
    """
    text = letter.text.replace(UNSUBSCRIBE, mail.unsubscribe_url)
    html = letter.html.replace(UNSUBSCRIBE, escape(mail.unsubscribe_url))
    digest = sha256(f"{name}\0{letter.subject}\0{text}\0{html}".encode()).hexdigest()[:24]
    headers = [
        mailbox("From", mail.from_name, mail.sender),
        *([mailbox("Reply-To", mail.from_name, mail.reply_to)] if mail.reply_to != mail.sender else []),
        "To: undisclosed-recipients:;",
        words("Subject", letter.subject),
        f"Date: {format_datetime(datetime.combine(date, _HOUR))}",
        f"Message-ID: <{digest}@{mail.sender.rpartition('@')[2]}>",
        f"Content-Language: {letter.language}",
        mailbox("List-Id", mail.from_name, mail.list_id),
        f"List-Unsubscribe: <{mail.unsubscribe_url}>",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{digest}"',
    ]
    parts = [_part(text, "plain", letter.language), _part(html, "html", letter.language)]
    body = "".join(f"--{digest}\r\n{part}\r\n" for part in parts)
    return ("\r\n".join(headers) + f"\r\n\r\n{body}--{digest}--\r\n").encode("ascii")


def _part(content: str, kind: str, language: str) -> str:
    headers = [
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        f"Content-Language: {language}",
    ]
    return "\r\n".join(headers) + "\r\n\r\n" + _quoted_printable(content)


def _quoted_printable(content: str) -> str:
    """Octets of UTF-8 in lines of at most 76 characters (RFC 2045, 6.7)."""
    octets = content.encode().decode("latin-1")
    return body_encode(octets, maxlinelen=_LINE, eol="\r\n")
