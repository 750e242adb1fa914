"""Answering machines (RFC 3834), receipts (RFC 8098) and calendars: what nobody wrote, and nothing follows from."""

import re

from publish.bounces.mime import Part, unencoded

_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-autoresponder", "x-auto-reply-from",
            "x-mail-autoreply")  # fmt: skip
_REPLIED = re.compile(r"\s*auto-replied\b", re.IGNORECASE)
_PRECEDENCE = frozenset({"auto_reply", "auto-reply", "autoreply"})
_PREFIX = r"^\s*(?:(?:re|sv|vs|aw|fw|fwd|vb)\s*:\s*){0,3}"
_SUBJECT = re.compile(
    _PREFIX + r"(?:"
    r"(?:automatiskt svar|automatiskt svarsmeddelande|autosvar|automatsvar|frånvaro|frånvarande|frånvaromeddelande"
    r"|ej på (?:kontoret|plats)|inte på (?:kontoret|plats)|jag är inte på|är på semester|semester\b|tjänstledig"
    r"|föräldraledig|på resande fot|har slutat)"
    r"|(?:auto(?:matic|mated|matically generated)?[ -]?(?:reply|response)|auto:|out of (?:the )?office|\bOOO\b"
    r"|away from (?:the |my )?(?:office|desk)|on (?:annual |parental |sick )?leave|on (?:vacation|holiday)"
    r"|vacation (?:reply|response|notice)|holiday notice)"
    r"|(?:automatisk svar|fravær|automaattinen vastaus|poissa|automatische antwort|abwesenheit)"
    r")",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    _PREFIX + r"(?:accepted|declined|tentative|accepterat|accepterad|avböjt|avböjd|preliminärt)\s*:", re.IGNORECASE
)


def is_auto_reply(mail: Part) -> bool:
    """Whether a machine answered for a person, so that the letter has arrived."""
    said = mail.fields
    if _REPLIED.match(said.first("auto-submitted")):
        return True
    if said.first("precedence").strip().lower() in _PRECEDENCE or said.all(*_HEADERS):
        return True
    subject = unencoded(said.first("subject"))
    return bool(_SUBJECT.search(subject)) or _is_receipt(mail) or _is_calendar(mail, subject)


def _is_receipt(mail: Part) -> bool:
    return mail.type == "multipart/report" and mail.parameter("report-type").lower() == "disposition-notification"


def _is_calendar(mail: Part, subject: str) -> bool:
    by_type = any(part.type == "text/calendar" and part.parameter("method").upper() == "REPLY" for part in mail.walk())
    return by_type or bool(_CALENDAR.search(subject))
