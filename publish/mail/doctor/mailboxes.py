"""Whether the addresses in letters are set, our own, and can receive mail."""

from collections.abc import Iterator
from functools import partial

from publish.check.delivery.domains import is_placeholder, registered
from publish.check.delivery.headers import FREE_PROVIDERS
from publish.mail.doctor.answer import APPLE, GOOGLE, MICROSOFT, YAHOO, Answer, Demand, rfc
from publish.mail.doctor.names import Names
from publish.mail.doctor.surroundings import Surroundings, answered, domain_of

OWN = Demand(
    "addresses",
    "The addresses are your own: no placeholders, no free mail provider's",
    "Gmail and Yahoo let nobody else send with their names (DMARC); placeholders reach nobody.",
    (GOOGLE, rfc(2606, "2")),
)
SET = Demand(
    "ways-back",
    "`bounces` and `unsubscribe-to` are set",
    "Who is gone must not be written to again, and some programs leave a list only by mail.",
    (rfc(2369, "3.2"), APPLE, YAHOO),
)
RECEIVING = Demand(
    "mx",
    "The domains of sender, answers, bounces and unsubscribing take mail",
    "Receivers refuse letters from domains that cannot be answered; bounces and wishes to leave would be lost.",
    (rfc(5321, "5.1"), rfc(7505, "4.2"), MICROSOFT),
)
DEMANDS = (OWN, SET, RECEIVING)


def check(around: Surroundings) -> Iterator[Answer]:
    """Answers about the settings, and one for each domain."""
    addresses = _addresses(around)
    yield from list(_faults(addresses)) or [OWN.passed("publish.yaml", f"{', '.join(addresses)}: your own")]
    sending = around.settings.sending
    ways = {"bounces": sending.bounces, "unsubscribe-to": sending.unsubscribe_to}
    if all(ways.values()):
        yield SET.passed("sending", ", ".join(f"{key}: {address}" for key, address in ways.items()))
    else:
        found = f"not set: {', '.join(f'`{key}`' for key, address in ways.items() if not address)}"
        yield SET.failed("sending", found, "an address each", "set them under `sending` in publish.yaml")
    for domain in dict.fromkeys(map(domain_of, addresses)):
        yield answered(RECEIVING, domain, partial(_receiving, around.names, domain))


def _addresses(around: Surroundings) -> dict[str, str]:
    """Addresses in letters, each with the setting that holds it first."""
    sending, found = around.settings.sending, dict[str, str]()
    for mail in around.settings.mail.values():
        found.setdefault(mail.sender, "mail.from")
        found.setdefault(mail.reply_to, "mail.reply-to")
    found.setdefault(sending.bounces, "sending.bounces")
    found.setdefault(sending.unsubscribe_to, "sending.unsubscribe-to")
    return {address: key for address, key in found.items() if address}


def _faults(addresses: dict[str, str]) -> Iterator[Answer]:
    for address, key in addresses.items():
        domain = domain_of(address)
        if is_placeholder(domain):
            yield OWN.failed(key, f"{address}: a placeholder", "an address of your own", "put it into publish.yaml")
        elif key == "mail.from" and registered(domain) in FREE_PROVIDERS:
            remedy = "send from an address with the organisation's own name"
            yield OWN.failed(key, f"{address}: a free mail provider's", "an address at a domain of your own", remedy)


def _receiving(names: Names, domain: str) -> Answer:
    hosts = names.mx(domain)
    if "." in hosts or "" in hosts:
        remedy = "publish an MX record, or take another domain for these addresses"
        return RECEIVING.failed(
            domain, "the DNS says that it takes no mail (null MX)", "a server that takes mail", remedy
        )
    reached = next((host for host in hosts or (domain,) if names.addresses(host)), "")
    if not reached:
        found = f"none of {', '.join(hosts)} has an address" if hosts else "no MX record and no address"
        return RECEIVING.failed(domain, found, "a server that takes mail", "correct the MX record in the DNS")
    return RECEIVING.passed(domain, f"mail goes to {reached}{'' if hosts else ' (no MX record; the host itself)'}")
