"""What is demanded of a sender, and what came of looking: the words in which all checks answer."""

import re
from dataclasses import dataclass
from enum import StrEnum

_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 300


class Verdict(StrEnum):
    """What came of looking."""

    PASS = "pass"  # noqa: S105  # a verdict, not a word that opens doors
    FAIL = "fail"
    UNKNOWN = "unknown"
    """It could not be seen from here. That is no pass."""
    NOTE = "note"
    """Nothing is demanded; good to know."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found about one thing. All texts are one line, printable, and not longer than a line can be."""

    demand: "Demand"
    verdict: Verdict
    about: str
    """A domain, a host, a file, a setting."""
    found: str
    expected: str = ""
    remedy: str = ""
    """What to do."""

    def __post_init__(self) -> None:
        for name in ("about", "found", "expected", "remedy"):
            text = " ".join(_OBEYED.sub(" ", getattr(self, name)).split())
            shown = text if len(text) <= _LONGEST or name == "remedy" else f"{text[: _LONGEST - 2]} …"
            object.__setattr__(self, name, shown)


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that mailbox providers, a standard or prudence ask of a sender."""

    name: str
    """Stable, like `spf`."""
    asks: str
    """What must be so, in one line without a full stop."""
    why: str
    """What happens otherwise, in a sentence or two."""
    sources: tuple[str, ...] = ()
    """Who says so, each with its address."""

    def passed(self, about: str, found: str) -> Answer:
        """It is as it should be."""
        return Answer(self, Verdict.PASS, about, found)

    def failed(self, about: str, found: str, expected: str, remedy: str) -> Answer:
        """It is not."""
        return Answer(self, Verdict.FAIL, about, found, expected, remedy)

    def unknown(self, about: str, why: str, remedy: str = "") -> Answer:
        """It cannot be told from here."""
        return Answer(self, Verdict.UNKNOWN, about, f"cannot tell: {why}", "", remedy)

    def noted(self, about: str, found: str, remedy: str = "") -> Answer:
        """Nothing is demanded."""
        return Answer(self, Verdict.NOTE, about, found, "", remedy)


def rfc(number: int, section: str) -> str:
    """A section of an RFC, with its address."""
    return f"RFC {number}, {section}: https://www.rfc-editor.org/rfc/rfc{number}#section-{section}"


GOOGLE = "Google, email sender guidelines: https://support.google.com/mail/answer/81126"
YAHOO = "Yahoo, sender best practices: https://senders.yahooinc.com/best-practices/"
MICROSOFT = (
    "Microsoft, new requirements for high-volume senders (550 5.7.515): https://techcommunity.microsoft.com/blog/"
    "microsoftdefenderforoffice365blog/strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high"
    "%E2%80%90volume-senders/4399730"
)
APPLE = "Apple, postmaster information for iCloud Mail: https://support.apple.com/en-us/102322"
