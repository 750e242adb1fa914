"""How a reader leaves the list: what the link of the letter leads to, and what its headers offer."""

from dataclasses import dataclass

from publish.mail.headers import mailto
from publish.mail.tokens import TOKEN
from publish.workspace import Mail, Sending

LEAVING = "\x04" * TOKEN
"""Stands in an address until the recipient's token does; as long as that."""
_TEST = "test"
"""Stands where a token would; none is that short, so the service finds nobody for it."""
_DEAD = "https://test.invalid/nobody-is-unsubscribed-by-a-test"
"""No such host can be (RFC 2606, 2)."""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Addresses, with `LEAVING` in them where the recipient's token will be."""

    link: str
    header: tuple[str, ...]
    is_one_click: bool


def of(mail: Mail, sending: Sending, *, test: bool) -> WaysOut:
    """
    With a service one click is enough (RFC 8058); without, the link leads to the page where one leaves the list.

    The links of a test lead to no member, and nobody is asked to write a mail.
    """
    if test:
        link = f"{sending.service_url}/u/{_TEST}" if sending.service_url else _DEAD
        return WaysOut(link, (link,), bool(sending.service_url))
    link = f"{sending.service_url}/u/{LEAVING}" if sending.service_url else mail.unsubscribe_url
    written = (mailto(sending.unsubscribe_to, "unsubscribe ") + LEAVING,) if sending.unsubscribe_to else ()
    return WaysOut(link, (link, *written), bool(sending.service_url))
