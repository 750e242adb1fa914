"""Domains whose mail goes to one provider stand under its name; without a DNS each stands for itself."""

from collections import Counter
from pathlib import Path

import dns.resolver
import pytest
from sqlalchemy import Engine, select

from publish.database import tables
from publish.send.exchanges import ask, group, is_worth_asking
from tests.mail.network import dns_server
from tests.send.making import made

RECORDS = {
    ("firm.example", "MX"): ("10 firm-example.mail.protection.outlook.com.",),
    ("other.example", "MX"): ("5 aspmx.l.google.com.", "1 smtp.google.com."),
    ("own.example", "MX"): ("10 mail.own.example.",),
    ("null.example", "MX"): ("0 .",),
}


def _providers(engine: Engine) -> Counter[str]:
    with engine.connect() as connection:
        return Counter(connection.scalars(select(tables.delivery.c.provider)))


def _resolver(address: str) -> dns.resolver.Resolver:
    host, _, port = address.rpartition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)
    return resolver


def _people(*domains: str, each: int = 5) -> list[str]:
    return [f"m{n}@{domain}" for domain in domains for n in range(each)]


def test_companies_stand_under_the_provider_that_takes_their_mail(tmp_path: Path) -> None:
    engine = made(tmp_path, _people("firm.example", "other.example", "own.example", "none.example", "null.example"))

    with dns_server(RECORDS) as address:
        group(engine, 1, _resolver(address))

    assert _providers(engine) == {"microsoft": 5, "google": 5, "own.example": 5, "none.example": 5, "null.example": 5}


def test_a_domain_of_few_members_is_not_asked_about(tmp_path: Path) -> None:
    engine = made(tmp_path, _people("firm.example", each=4))

    with dns_server(RECORDS) as address:
        group(engine, 1, _resolver(address))

    assert _providers(engine) == {"firm.example": 4}


def test_where_there_is_no_dns_only_a_few_questions_are_asked(tmp_path: Path) -> None:
    names = (f"d{n}.example" for n in range(10_000))

    assert ask(names, _resolver("127.0.0.1:1")) == {}


@pytest.mark.parametrize(
    ("relay", "is_asked"),
    [
        ("smtp://relay.example.org:587", True),
        ("smtps://relay.example.org:465", True),
        ("smtp://127.0.0.1:25", False),
        ("smtp://localhost:25", False),
        ("outbox:.publish/outbox", False),
    ],
)
def test_only_a_relay_that_passes_on_what_providers_say_is_worth_a_question(relay: str, is_asked: bool) -> None:
    assert is_worth_asking(relay) == is_asked
