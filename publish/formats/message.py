"""
A letter as a complete message (RFC 5322, MIME): two parts that say the same, and headers that survive.

Written by hand rather than with `EmailMessage`, which folds addresses and encodes the web address of an
unsubscribe header, so that one-click unsubscribing breaks. The same letter gives the same octets.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.header import Header
from email.quoprimime import body_encode
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from publish.formats.mjml import UNSUBSCRIBE
from publish.workspace import Mail

_LINE = 76
_NEW_LINE = "\r\n"
_HOUR = time(8, tzinfo=UTC)
"""An edition has a day; a message needs an hour as well."""
_ATOMS = re.compile(r"(?=.{1,59}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""What may stand in a name without quotation marks (RFC 5322, 3.2.3)."""


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
        _address("From", mail.from_name, mail.sender),
        *([_address("Reply-To", mail.from_name, mail.reply_to)] if mail.reply_to != mail.sender else []),
        "To: undisclosed-recipients:;",
        _words("Subject", letter.subject),
        f"Date: {format_datetime(datetime.combine(date, _HOUR))}",
        f"Message-ID: <{digest}@{mail.sender.rpartition('@')[2]}>",
        f"Content-Language: {letter.language}",
        _address("List-Id", mail.from_name, mail.list_id),
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


def _words(name: str, value: str) -> str:
    """A header of free text, in lines of at most 76 characters; what is not plain ASCII as encoded words."""
    plain = value.isascii() and "=?" not in value and all(len(word) < 60 for word in value.split(" "))
    header = Header(value, "us-ascii" if plain else "utf-8", maxlinelen=_LINE, header_name=name)
    return f"{name}: {header.encode(linesep=_NEW_LINE)}"


def _address(name: str, display: str, address: str) -> str:
    """A header of one address with a name, the address on a line of its own if both are long."""
    if _ATOMS.fullmatch(display) and "=?" not in display:
        shown = f"{name}: {display}"
    elif display.isascii() and len(display) < 60:
        quoted = re.sub(r'(["\\])', r"\\\1", display)
        shown = f'{name}: "{quoted}"'
    else:
        shown = f"{name}: {Header(display, 'utf-8', maxlinelen=_LINE, header_name=name).encode(linesep=_NEW_LINE)}"
    room = _LINE - len(shown.rpartition(_NEW_LINE)[2])
    gap = " " if len(address) + 3 <= room else f"{_NEW_LINE} "
    return f"{shown}{gap}<{address}>"
