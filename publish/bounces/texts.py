"""
Bounces written for people, from before RFC 3464 or from servers that never heed it: qmail, old Exim and Sendmail.

They are recognised by how such a server begins, and read down to where it quotes the letter.
"""

import re

from publish.bounces.mime import Part, unencoded
from publish.bounces.status import STATUS, kind_of
from publish.bounces.verdict import Kind, Verdict
from publish.mail.transport.words import printable

_SERVER = re.compile(r"(?:mailer[-_. ]?daemon|postmaster|mail delivery (?:sub)?system)", re.IGNORECASE)
_OPENINGS = re.compile(
    r"this is the qmail-send program"  # qmail's QSBMF
    r"|this is the mail (?:system|delivery agent) at"
    r"|a message that you sent (?:could not be delivered|has not yet been delivered)"  # Exim
    r"|the following address(?:es)? (?:had permanent (?:fatal|delivery) errors|failed)"  # Sendmail, some gateways
    r"|unable to deliver your message to the following address"  # Yahoo, as it was
    r"|your message did not reach some or all of the intended recipients"  # Exchange, as it was
    r"|could not be delivered to (?:one or more|the following) recipients?"
    r"|delivery to the following recipients? (?:has )?failed"  # Gmail and Exchange, as they were
    r"|meddelandet kunde inte levereras till följande mottagare",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"has not yet been delivered|delivery will continue to be attempted|this is a warning message only"
    r"|will (?:keep trying|be retried)|försöker igen",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"^-{2,} ?(?:below this line is a copy|this is a copy of|original message|the (?:header|body) of"
    r"|returned message|ursprungligt meddelande).*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_READ = 20_000
_WORDS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}|\b[45]\d\d[ -]")


def of_text(mail: Part) -> Verdict | None:
    """What a server wrote about a letter, in words; None if no server wrote it."""
    sender = unencoded(mail.fields.first("from"))
    if not _SERVER.search(sender):
        return None
    part = next((one for one in mail.walk() if one.type in {"text/plain", "text/html"}), None)
    text = _QUOTE.sub("", part.text()[:_READ].replace("\r\n", "\n")) if part else ""
    if not _OPENINGS.search(" ".join(text.split())):
        return None
    found = STATUS.search(text)
    status = found[1] if found else ""
    told = printable(next((line for line in text.splitlines() if _WORDS.search(line)), ""))
    if _WAITING.search(" ".join(text.split())):
        return Verdict(Kind.DELAYED, status=status, words=told)
    return Verdict(Kind.UNKNOWN if status.startswith("2.") else kind_of(status, told), status=status, words=told)
