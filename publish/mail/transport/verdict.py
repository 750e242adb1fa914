"""
What a refusal says about whom: us, the address, or only the moment. Tables, each line with its source.

What no table knows concerns this recipient and this attempt, and nothing more is concluded from it.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from publish.mail.outcome import Phase, Receipt, State

_GOOGLE = "Google, support.google.com/a/answer/3726730"
_GOOGLE_SENDERS = "Google, support.google.com/a/answer/81126"
_MICROSOFT = "Microsoft, learn.microsoft.com, continuous-error-throttling-smtp-auth-submissions"
_OUTLOOK = "Microsoft, as senders report it of Outlook.com and Exchange Online"

CONCERNS_US: Mapping[str, str] = MappingProxyType(
    {
        "X.1.7": "RFC 3463, 3.2: the sender's address is malformed",
        "X.1.8": "RFC 3463, 3.2: the sender's domain does not exist",
        "5.3.4": "RFC 3463, 3.4: the letter is too large for the server, so everybody's is",
        "5.4.5": f"{_GOOGLE}: our daily quota is used up",
        "X.5.0": "RFC 3463, 3.6: we and the server do not understand each other",
        "X.5.1": "RFC 3463, 3.6: it does not know our command",
        "X.5.2": "RFC 3463, 3.6: it cannot read our command",
        "X.5.4": "RFC 3463, 3.6: it does not bear our parameter",
        "X.6.1": "RFC 3463, 3.7: it does not take such content",
        "X.6.3": "RFC 3463, 3.7: it would have to convert the content",
        "4.7.23": f"{_GOOGLE_SENDERS}: our address has no name in the DNS",
        "4.7.27": f"{_GOOGLE_SENDERS}: SPF does not pass",
        "4.7.28": f"{_GOOGLE_SENDERS}: too much mail from us",
        "4.7.29": f"{_GOOGLE_SENDERS}: no TLS",
        "4.7.30": f"{_GOOGLE_SENDERS}: DKIM does not pass",
        "4.7.32": f"{_GOOGLE_SENDERS}: From is not aligned with SPF or DKIM",
        **{f"5.2.{number}": f"{_MICROSOFT}: we are held back for many errors" for number in range(251, 256)},
    }
)
_US_BY_SUBJECT = "5.7."
"""RFC 3463, 3.8: security or policy. What they think of us, never of whether the address lives."""
_US_BY_CODE = MappingProxyType(
    {
        421: "RFC 5321, 4.2.2: the server ends the connection",
        521: "RFC 7504, 3: the server takes no mail from anybody",
        530: "RFC 4954, 6: login or TLS is wanted",
        534: "RFC 4954, 6: the way to log in is too weak",
        535: "RFC 4954, 6: name or password is wrong",
        538: "RFC 4954, 6: TLS is wanted",
    }
)

DEAD_ADDRESS: Mapping[str, str] = MappingProxyType(
    {
        "5.1.1": "RFC 3463, 3.2: there is no such mailbox",
        "5.1.2": "RFC 3463, 3.2: there is no such domain, or it cannot take mail",
        "5.1.3": "RFC 3463, 3.2: this is no address",
        "5.1.6": "RFC 3463, 3.2: the mailbox has moved, and nobody knows where to",
        "5.1.10": "RFC 7505, 4.2: the domain says that it takes no mail (null MX)",
    }
)
_DEAD_BY_CODE = MappingProxyType({556: "RFC 7504, 4: the domain takes no mail"})

RATE_LIMIT: Mapping[str, str] = MappingProxyType(
    {
        "4.4.5": f"{_GOOGLE}: the server is busy; RFC 3463, 3.5: congestion",
        "4.5.3": "RFC 3463, 3.6: too many recipients",
        "4.7.28": f"{_GOOGLE_SENDERS}: wait ten minutes, then one connection, and one more at a time",
        "4.7.500": f"{_OUTLOOK}: the server is busy, which means throttling",
        "4.7.650": f"{_OUTLOOK}: held back for our address's reputation",
        "4.7.651": f"{_OUTLOOK}: held back for our address's reputation",
        "5.4.5": f"{_GOOGLE}: our daily quota is used up",
    }
)
_RATE_BY_CODE = MappingProxyType(
    {432: "Microsoft, learn.microsoft.com, smtp-submission-improvements: more than three connections"}
)
_RATE_WORDS = re.compile(
    r"throttl"  # Amazon SES: 454 Throttling failure
    r"|too (?:many|much) (?:\w+ ){0,2}(?:mail|message|connection|recipient)s?"  # SES, Postfix, Exim
    r"|too quickly|at a rate that"  # Google: 450 4.2.1
    r"|rate (?:has |was )?(?:\w+ )?limit|(?:sending|message|submission|connection|relay) (?:rate|limit)"  # Exchange
    r"|(?:daily|hourly|sending) (?:\w+ )?quota"  # Google: 550 5.4.5
    r"|\[TSS\d\d\]|\bRP-00[123]\b",  # Yahoo, and Outlook.com
    re.IGNORECASE,
)

_GREYLIST_WORDS = re.compile(r"gr[ea]y-?\s?list", re.IGNORECASE)
_GREYLIST_STATUS = MappingProxyType({"4.7.1": "RFC 3463, 3.8, with 450 or 451: as Postgrey, Rspamd and Plesk say it"})
_MAILBOX_FULL = "X.2.2"
"""RFC 3463, 3.3: its owner's quota, not ours."""
_OF_THE_SERVER = (Phase.CONNECT, Phase.GREETING, Phase.HELLO, Phase.TLS, Phase.LOGIN)


def concerns_us(receipt: Receipt) -> bool:
    """Whether it would be the same for the next recipient: then the send has to stop, or slow down."""
    if receipt.state not in (State.DEFERRED, State.REJECTED):
        return False
    if receipt.phase in _OF_THE_SERVER or receipt.code in _US_BY_CODE:
        return True
    if receipt.phase is Phase.MAIL and receipt.code >= 500:
        return True  # RFC 5321, 4.1.1.2: only the sender has been named
    return receipt.status.startswith(_US_BY_SUBJECT) or _stands(receipt.status, CONCERNS_US)


def is_dead_address(receipt: Receipt) -> bool:
    """Whether nobody can ever be reached there, so that it is not tried again in any later send."""
    if receipt.state is not State.REJECTED or concerns_us(receipt):
        return False
    return _stands(receipt.status, DEAD_ADDRESS) or receipt.code in _DEAD_BY_CODE


def is_greylisting(receipt: Receipt) -> bool:
    """Whether the same message will be taken after some minutes, from the same server (RFC 6647)."""
    if receipt.state is not State.DEFERRED or receipt.phase in _OF_THE_SERVER or is_rate_limit(receipt):
        return False
    by_status = receipt.code in (450, 451) and _stands(receipt.status, _GREYLIST_STATUS)
    return by_status or bool(_GREYLIST_WORDS.search(receipt.text))


def is_rate_limit(receipt: Receipt) -> bool:
    """Whether it came too fast, or on too many connections."""
    if receipt.state not in (State.DEFERRED, State.REJECTED) or _is(receipt.status, _MAILBOX_FULL):
        return False
    if _stands(receipt.status, RATE_LIMIT) or receipt.code in _RATE_BY_CODE:
        return True
    return bool(_RATE_WORDS.search(receipt.text)) and not _GREYLIST_WORDS.search(receipt.text)


def _stands(status: str, table: Mapping[str, str]) -> bool:
    return status in table or f"X{status[1:]}" in table


def _is(status: str, pattern: str) -> bool:
    return status[1:] == pattern[1:]
