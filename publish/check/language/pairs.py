"""Brackets and quotation marks without their other half."""

import re
from collections.abc import Iterator

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Slip
from publish.check.language.texts import Form, Text

UNPAIRED = Rule(
    "C633",
    Severity.COSMETIC,
    "Brackets and quotation marks come in pairs",
    "Without its other half nobody can tell where a remark or a quotation ends, and whose words they read. Write the "
    "missing one, or delete the one that is too many.",
)
RULES = (UNPAIRED,)

_OTHERS_QUOTES = {"sv": re.compile(r"[“„‘«»]"), "en": re.compile(r"[„«»]|(?<![^\s(\[–—])”\w")}
"""Marks that another rule tells of; nobody can say which of them are halves of one pair."""


def slips(text: Text) -> Iterator[Slip]:
    """Halves that stand alone in one text."""
    if text.form is Form.PART:
        return
    for opening, closing in (("(", ")"), ("[", "]")):
        at = _lonely(text.own, opening, closing)
        if at >= 0:
            message = f"the bracket '{text.own[at]}' has no other half"
            yield Slip(UNPAIRED, f"{id(text)} {opening}", text, at, message, "write the other half, or delete this one")
    yield from _lonely_quotes(text)


def _lonely(words: str, opening: str, closing: str) -> int:
    """The position of a bracket without its other half, -1 if there is none."""
    opened: list[int] = []
    for at, char in enumerate(words):
        if char == opening:
            opened.append(at)
        elif char == closing and opened:
            opened.pop()
        # An item of a list in the text, a) or 1), and a smiley have one half.
        elif char == closing and not re.search(r"(?:(?:^|\s)[\w]{1,2}|[:;]-?)$", words[max(0, at - 4) : at]):
            return at
    return next((at for at in opened if words[at - 1 : at] not in (":", ";", "-")), -1)


def _lonely_quotes(text: Text) -> Iterator[Slip]:
    words, language = text.own, text.language.partition("-")[0]
    if text.is_foreign or language not in _OTHERS_QUOTES or _OTHERS_QUOTES[language].search(words):
        return
    # After a figure the mark may mean inches; a quotation of many paragraphs opens in each and closes once.
    if re.search(r"\d”", words) or words.startswith(("“", "”")) or words.endswith("”"):
        return
    odd = words.rfind("”") if words.count("”") % 2 else -1
    at = odd if language == "sv" else _lonely(words, "“", "”")
    if at >= 0:
        message = f"the quotation mark '{words[at]}' has no other half"
        yield Slip(UNPAIRED, f"{id(text)} ”", text, at, message, "a quotation opens and closes in its paragraph")
