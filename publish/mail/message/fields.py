"""
The merge fields: a closed list, and what of a member stands in their place.

A member's words are data wherever they come to stand. They are made one line, and escaped for their place.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from html import escape
from urllib.parse import quote

from publish.formats.marks import FIELDS, PERSONAL, UNSUBSCRIBE, VIEW
from publish.mail.recipient import Recipient

__all__ = ["ESCAPES", "FIELDS", "PERSONAL", "UNSUBSCRIBE", "VIEW", "Spot", "word", "words"]


class Spot(StrEnum):
    """Where a mark stands, and so how its value is escaped."""

    TEXT = "text"
    HTML = "html"
    URL = "url"
    """Within a web address that goes on before or after it."""


_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # line ends, tabs and other control characters
    "\u2028\u2029"  # line ends of other kinds
    "\u202a-\u202e\u2066-\u2069"  # would turn around what follows the name
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters
)


_BLANKS = re.compile(" {2,}")


def words(text: str) -> str:
    """Somebody's own words in one line, with single blanks; every other letter, and no-break spaces, as they were."""
    line = _BLANKS.sub(" ", _UNPRINTABLE.sub(" ", text)).strip(" ")
    return "" if line.isspace() else line


def word(recipient: Recipient, field: str) -> str:
    """What a member has in one of the `PERSONAL` fields; empty if it is nothing that could be seen."""
    value: str = getattr(recipient, field)
    return words(value)


def _for_url(text: str) -> str:
    return quote(text, safe="")


ESCAPES: Mapping[Spot, Callable[[str], str]] = {Spot.TEXT: str, Spot.HTML: escape, Spot.URL: _for_url}
