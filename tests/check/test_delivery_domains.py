"""Who owns a host name, whatever way it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check.delivery.domains import ascii_host, host_of, is_number, is_placeholder, registered


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("handelskammaren.se", "handelskammaren.se"),
        ("www.handelskammaren.se", "handelskammaren.se"),
        ("a.b.c.handelskammaren.se", "handelskammaren.se"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("www.gov.uk", "gov.uk"),
        ("www.abc.net.au", "abc.net.au"),
        ("chamber.github.io", "chamber.github.io"),
        ("www.chamber.netlify.app", "chamber.netlify.app"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
    ],
)
def test_the_registered_part_of_a_name_tells_the_owner(host: str, owner: str) -> None:
    assert registered(host) == owner


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://WWW.Handelskammaren.SE./a", "www.handelskammaren.se"),
        ("//i.imgur.com/a.png", "i.imgur.com"),
        ("https://räksmörgås.se/", "xn--rksmrgs-5wao1o.se"),
        ("https://a.se@b.se:443/", "b.se"),
        ("mail/a.png", ""),
        ("mailto:a@b.se", ""),
        ("https://[::1", ""),
        ("https://[::1]/", "::1"),
        ("https://a..b/", ""),
        ("https://-/", ""),
        ("https://%61.se/", ""),
    ],
)
def test_a_host_is_read_as_the_network_knows_it(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "::1", "[::ffff:127.0.0.1]", "1.2"]
)
def test_a_number_is_known_in_every_spelling(host: str) -> None:
    assert is_number(host)


@pytest.mark.parametrize("host", ["1.se", "handelskammaren.se", "0x7f.se", "a.1", "", "1.2.3.4.5"])
def test_a_name_is_no_number(host: str) -> None:
    assert not is_number(host)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.chamber.example", True),
        ("example", True),
        ("www.example.com", True),
        ("localhost", True),
        ("printer.local", True),
        ("myexample.com", False),
        ("example.se", False),
        ("", False),
    ],
)
def test_names_for_examples_are_known(host: str, expected: bool) -> None:
    assert is_placeholder(host) is expected


@given(st.text(max_size=80))
def test_the_owner_of_an_owner_is_itself(text: str) -> None:
    owner = registered(ascii_host(text))

    assert registered(owner) == owner
    assert host_of(text).isascii()
