"""
From the octets of one mail to what it says.

Reports for machines come first, since servers mark them as automatic answers too; then mails that ask to leave, what
old servers wrote for people, and answering machines. A `550 5.1.1` that an answering machine quotes is no bounce, and
neither is a mail only because it has no sender.
"""

import re
from dataclasses import replace
from urllib.parse import unquote

from publish.bounces.mime import Part, parse, unencoded
from publish.bounces.proof import of_envelope, of_tokens
from publish.bounces.replies import is_auto_reply
from publish.bounces.reports import of_abuse, of_delivery
from publish.bounces.texts import of_text
from publish.bounces.verdict import Kind, Verdict, Who

_LEAVE = re.compile(r"\s*(?:(?:re|sv|fwd?|vb)\s*:\s*){0,3}(?:unsubscribe|avregistrera)\b[\s:<]*([\w-]*)", re.IGNORECASE)


def read(octets: bytes, key: bytes) -> Verdict:
    """What a mail says, and whom it proves to be about by *key*. Nothing in it raises."""
    mail = parse(octets)
    verdict = _said(mail, key)
    verdict = replace(verdict, words=verdict.words.replace("@", "…"))  # of half an address, too, nothing is kept
    envelope = of_envelope(key, mail.fields)
    is_told = verdict.kind is Kind.UNSUBSCRIBE and verdict.who.code is not None
    if envelope.code is None or verdict.kind is Kind.UNKNOWN or is_told:
        return verdict
    return replace(verdict, who=replace(verdict.who, code=envelope.code, send=envelope.send))


def _said(mail: Part, key: bytes) -> Verdict:
    return (
        of_delivery(mail, key)
        or of_abuse(mail, key)
        or _leaving(mail, key)
        or of_text(mail)
        or (Verdict(Kind.AUTO_REPLY) if is_auto_reply(mail) else None)
        or Verdict(Kind.UNKNOWN)
    )


def _leaving(mail: Part, key: bytes) -> Verdict | None:
    """Our own letters offer an address to write to, with the token in the subject (RFC 2369, 3.2)."""
    found = _LEAVE.fullmatch(unquote(unencoded(mail.fields.first("subject"))).rstrip(" >."))
    if not found:
        return None
    who = next(iter(of_tokens(key, [found[1]])), Who())
    return Verdict(Kind.UNSUBSCRIBE, who, words="a mail that asks to leave")
