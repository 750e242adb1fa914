"""
On which ground one may write to somebody, and when that was so.

Marketing by mail to a person needs consent, or an address got at a sale of one's own (Directive 2002/58/EC, 13;
marknadsföringslagen). Members of an association are told what concerns them. What an address of an organisation is
sent needs no consent, but must say how to end it.
"""

import datetime as dt
import re
import unicodedata
from enum import StrEnum


class Basis(StrEnum):
    """The ground."""

    CONSENT = "consent"
    SOFT_OPT_IN = "soft-opt-in"
    """The address was got at a sale, the letters are about the like, and saying no was easy then and is now."""
    MEMBERSHIP = "membership"
    LEGAL_PERSON = "legal-person"
    """The address is an organisation's."""


class Action(StrEnum):
    """What was done with it."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


_WORDS = {
    Basis.CONSENT: "consent samtycke samtyckt ja yes y j x 1 true sant given optin ok godkand accepterat",
    Basis.SOFT_OPT_IN: "softoptin kund kundrelation customer sale befintligkund existingcustomer",
    Basis.MEMBERSHIP: "membership medlem medlemskap member avtal contract",
    Basis.LEGAL_PERSON: "legalperson juridiskperson foretag organisation company",
}
_KNOWN = {word: basis for basis, words in _WORDS.items() for word in words.split()}
_NO = frozenset(["nej", "no", "n", "0", "false", "falskt", "withdrawn", "aterkallat", "avregistrerad", "optout"])
_TIME = r"(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?"
_DAY = re.compile(rf"(\d{{4}})([-/.]?)(\d{{2}})\2(\d{{2}})(?:[T ]{_TIME})?", re.ASCII)


def read_basis(text: str) -> tuple[Action, Basis] | None:
    """What a cell like `samtycke`, `medlem`, `ja` or `nej` says; None if it is not understood."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    word = "".join(character for character in decomposed if character.isalnum())
    if word in _NO:
        return Action.WITHDRAWN, Basis.CONSENT
    return (Action.GIVEN, _KNOWN[word]) if word in _KNOWN else None


def read_date(text: str, today: dt.date) -> str:
    """
    The day or time that *text* means, in ISO 8601; empty if it is not understood or still to come.

    Only orders that are read one way are understood: 03/04/2024 is not.
    """
    found = _DAY.fullmatch(text.strip())
    if not found:
        return ""
    year, _, month, day, hour, minute, second, zone = found.groups()
    try:
        date = dt.date(int(year), int(month), int(day))
        time = dt.time(int(hour), int(minute), int(second or 0)) if hour else None
    except ValueError:
        return ""
    if date > today + dt.timedelta(days=1) or date.year < 1900:  # where it is tomorrow already, it is not to come
        return ""
    return f"{date}T{time}{zone or ''}" if time else str(date)
