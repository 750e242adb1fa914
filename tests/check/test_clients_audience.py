"""Whose clients count: shares are reckoned to 100, families are shared out, misspelt names are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check.clients import audience, facts, known_clients, unknown


def test_the_stock_is_whole_and_of_clients_that_there_are() -> None:
    assert sum(audience.STOCK.values()) == pytest.approx(100)
    assert set(audience.STOCK) <= set(facts.facts().clients)


def test_nothing_said_is_the_stock() -> None:
    assert audience.shares({}) == pytest.approx(dict(audience.STOCK))


def test_shares_need_not_come_to_a_hundred() -> None:
    assert audience.shares({"outlook.windows": 1, "apple-mail.ios": 3}) == {"outlook.windows": 25, "apple-mail.ios": 75}


def test_the_share_of_a_family_goes_to_its_clients_as_in_the_stock() -> None:
    found = audience.shares({"gmail": 58, "outlook.windows": 42})

    assert found["gmail.desktop-webmail"] == pytest.approx(58 * 14 / 29)
    assert found["gmail.mobile-webmail"] == pytest.approx(58 * 1 / 29)
    assert sum(found.values()) == pytest.approx(100)


def test_a_family_that_is_not_in_the_stock_is_shared_out_evenly() -> None:
    assert audience.shares({"gmx": 90}) == pytest.approx(
        {"gmx.android": 100 / 3, "gmx.desktop-webmail": 100 / 3, "gmx.ios": 100 / 3}
    )


def test_chosen_clients_are_the_whole_audience() -> None:
    assert audience.shares({}, ["outlook.windows"]) == {"outlook.windows": 100}
    assert set(audience.shares({}, ["gmail"])) == {
        client for client in facts.facts().clients if client.startswith("gmail.")
    }


def test_a_chosen_client_without_a_share_counts_all_the_same() -> None:
    found = audience.shares({}, ["hey", "outlook.windows"])

    assert 0 < found["hey.desktop-webmail"] < found["outlook.windows"]


def test_shares_that_are_no_shares_count_for_nothing() -> None:
    assert audience.shares({"outlook.windows": 0}) == {}
    assert audience.shares({"outlook.windows": -5, "gmail.ios": 5}) == {"gmail.ios": 100}
    assert audience.shares({"eudora": 50, "gmail.ios": 5}) == {"gmail.ios": 100}


@given(
    st.dictionaries(st.sampled_from(known_clients()), st.floats(0.001, 1e6)), st.lists(st.sampled_from(known_clients()))
)
def test_shares_come_to_a_hundred_whoever_is_asked_for(shares: dict[str, float], clients: list[str]) -> None:
    assert sum(audience.shares(shares, clients).values()) == pytest.approx(100)


def test_a_misspelt_name_is_told_with_what_was_meant() -> None:
    assert unknown(["gmail", "outlook.windows", "gmial", "outlook.window"]) == {
        "gmial": "did you mean `gmail`?",
        "outlook.window": "did you mean `outlook.windows`?",
    }


def test_every_client_has_a_name_that_people_know() -> None:
    titles = {client: audience.title(client) for client in facts.facts().clients}

    assert len(set(titles.values())) == len(titles)
    assert titles["outlook.windows"] == "classic Outlook"
    assert titles["gmail.mobile-webmail"] == "Gmail in a phone's browser"
    assert titles["web-de.ios"] == "WEB.DE on iOS"
