"""Reports for machines: of delivery (RFC 3464, with RFC 6533 for international addresses) and of abuse (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.bounces.mime import Fields, Part, fields, parse, words
from publish.bounces.proof import of_letter
from publish.bounces.status import kind_of, status_of
from publish.bounces.verdict import Kind, Verdict, Who
from publish.mail.transport.words import printable

_DELIVERY = ("message/delivery-status", "message/global-delivery-status")
_RETURNED = ("message/rfc822", "message/rfc822-headers", "message/global", "message/global-headers",
             "text/rfc822-headers")  # fmt: skip
_ABUSE = "message/feedback-report"
_NO_COMPLAINTS = frozenset({"not-spam", "auth-failure", "dmarc"})
"""RFC 5965, 7.3: the reader took it back; RFC 6591: of our signatures, not of a reader."""
_MILDEST = (Kind.DELIVERED, Kind.DELAYED, Kind.SOFT, Kind.ABOUT_US, Kind.HARD)
_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
_MOST = 50


@dataclass(frozen=True, slots=True)
class _Recipient:
    kind: Kind
    status: str
    words: str
    address: str


def of_delivery(mail: Part, key: bytes) -> Verdict | None:
    """
    What a delivery status notification says; None if the mail is none.

    A letter of ours has one recipient. Where a server passed it on to several, the mildest outcome counts: who has got
    it by one way can be reached.
    """
    report = _report(mail, _DELIVERY)
    if report is None:
        return None
    found = tuple(_recipients(report.text()))
    if not found:
        return Verdict(Kind.UNKNOWN)
    one = min(found, key=lambda each: _MILDEST.index(each.kind))
    returned = _returned(mail)
    who = of_letter(key, returned)
    who = Who(who.code, who.send, one.address, _message_id(returned))
    return Verdict(one.kind, who, one.status, printable(one.words, one.address))


def of_abuse(mail: Part, key: bytes) -> Verdict | None:
    """What a feedback report says; None if the mail is none."""
    report = _report(mail, (_ABUSE,))
    if report is None:
        return None
    said = fields(report.text())
    kind = said.first("feedback-type").strip().lower()
    if not kind or kind in _NO_COMPLAINTS:
        return Verdict(Kind.UNKNOWN)
    returned = _returned(mail)
    who = of_letter(key, returned)
    if who.code is None:
        who = of_letter(key, said)
    address = _address(said.first("original-rcpt-to"))
    program = said.first("user-agent")[:60]
    who = Who(who.code, who.send, address, _message_id(returned))
    return Verdict(Kind.COMPLAINT, who, "", printable(f"feedback report: {kind[:20]}, {program}", address))


def _report(mail: Part, types: tuple[str, ...]) -> Part | None:
    """The part for machines, where it has to stand (RFC 6522, 3)."""
    reports = (part for part in mail.walk() if part.type == "multipart/report")
    return next((part for report in reports for part in report.parts() if part.type in types), None)


def _recipients(text: str) -> Iterator[_Recipient]:
    """One for each group of lines that names an action; what lacks it is no report (RFC 3464, 2.3.3)."""
    for group in _EMPTY_LINE.split(text)[:_MOST]:
        said = fields(group)
        action = said.first("action").partition(";")[0].strip().lower()
        told = said.first("diagnostic-code").partition(";")
        diagnosis = (told[2] if told[1] else told[0]).strip()
        status = status_of(said.first("status"), diagnosis)
        kind = _kind(action, status, diagnosis)
        if kind:
            address = _address(said.first("original-recipient")) or _address(said.first("final-recipient"))
            yield _Recipient(kind, status, diagnosis, address)


def _kind(action: str, status: str, diagnosis: str) -> Kind | None:
    if action == "failed":
        return None if status.startswith("2.") else kind_of(status, diagnosis)
    if action == "delayed":
        return Kind.DELAYED
    return Kind.DELIVERED if action in {"delivered", "relayed", "expanded"} else None


def _returned(mail: Part) -> Fields:
    """The headers of the letter that the report returns."""
    part = next((one for one in mail.walk() if one.type in _RETURNED), None)
    if part is None:
        return Fields(())
    octets = part.octets()
    return fields(words(octets)) if part.type.endswith("headers") else parse(octets).fields


def _address(value: str) -> str:
    """What stands after `rfc822;` or `utf-8;`, or in angle brackets."""
    text = value.partition(";")[2] or value
    return text.strip().strip("<>").strip()[:320] if "@" in text else ""


def _message_id(returned: Fields) -> str:
    return returned.first("message-id").strip().strip("<>").partition("@")[0][:100]
