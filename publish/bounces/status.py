"""What a status says of a letter that did not arrive, once it had been accepted by our relay."""

import re

from publish.bounces.verdict import Kind
from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport.verdict import concerns_us, is_dead_address

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)", re.ASCII)
_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -])", re.ASCII)
_GREYLISTED = "4.7.1"
"""As Postgrey, Rspamd and Plesk say it: of the moment, not of us."""
_NO_MAIL = 556
"""RFC 7504, 4: the domain takes none."""


def kind_of(status: str, words: str) -> Kind:
    """Whose fault it was that a letter came back for good, as far as the tables of statuses know."""
    found = _CODE.search(words)
    code = _NO_MAIL if found and int(found[1]) == _NO_MAIL else 550
    receipt = Receipt(State.REJECTED, Phase.RCPT, code, status)
    if concerns_us(receipt) or (status.startswith("4.7.") and status != _GREYLISTED):
        return Kind.ABOUT_US
    return Kind.HARD if is_dead_address(receipt) else Kind.SOFT


def status_of(said: str, words: str) -> str:
    """
    The status that says more: *said* by the report, or by the server whose *words* it quotes.

    Exim reports `5.0.0` whatever the server answered.
    """
    own = STATUS.search(said)
    quoted = STATUS.search(words)
    if own and not own[1].endswith(".0.0"):
        return own[1]
    return quoted[1] if quoted else (own[1] if own else "")
