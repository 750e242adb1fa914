"""The pace: never faster than asked, nobody waits for ever, and a provider that says 'too fast' is believed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.database import open_database
from publish.send.pace import REST, Limits, Pace
from publish.send.pacing import pace_limits, remember, remembered
from publish.workspace import Sending

ONE = "one.example"
TWO = "two.example"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


def _sent(pace: Pace, clock: Clock, seconds: float, provider: str = ONE) -> int:
    """How many letters leave in so many seconds, if each is taken at once."""
    end, count = clock.now + seconds, 0
    while clock.now < end:
        wait = max(pace.relay_wait(), pace.provider_wait(provider))
        if wait <= 0:
            pace.take(provider)
            pace.accepted(provider)
            count += 1
        elif wait == float("inf"):
            break
        else:
            clock.now += wait
    return count


@given(st.integers(1, 300), st.integers(1, 20))
def test_no_more_letters_leave_in_a_second_than_were_asked_for(rate: int, seconds: int) -> None:
    clock = Clock()

    count = _sent(Pace(Limits(per_second=rate), clock), clock, seconds)

    assert rate * seconds - 1 <= count <= rate * seconds + max(1, rate * 0.1) + 1


def test_thirty_a_minute_are_spread_over_the_minute() -> None:
    clock = Clock()
    pace = Pace(Limits(per_minute=30), clock)

    assert [_sent(pace, clock, 10) for _ in range(6)] == pytest.approx([5] * 6, abs=1)


def test_both_limits_hold() -> None:
    clock = Clock()

    assert _sent(Pace(Limits(per_second=100, per_minute=60), clock), clock, 60) == pytest.approx(60, abs=1)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_a_clock_that_jumps_makes_no_burst_and_no_stall(jumps: list[float]) -> None:
    clock = Clock()
    pace = Pace(Limits(per_second=10), clock)
    for jump in jumps:
        clock.now += jump
        count = 0
        while pace.relay_wait() <= 0:
            pace.take(ONE)
            count += 1

        assert count <= 2
        assert pace.relay_wait() <= 0.2


def test_a_provider_that_says_too_fast_rests_ten_minutes_then_gets_one_at_a_time_then_more() -> None:
    clock = Clock()
    pace = Pace(Limits(), clock)
    pace.take(ONE)
    pace.turned_away(ONE, too_fast=True)
    assert pace.provider_wait(ONE) == REST
    assert pace.provider_wait(TWO) == 0

    clock.now += REST
    pace.take(ONE)
    assert pace.provider_wait(ONE) == float("inf")
    for _ in range(10):
        pace.accepted(ONE)
        pace.take(ONE)

    assert pace.provider_wait(ONE) == 0
    pace.take(ONE)
    assert pace.provider_wait(ONE) == float("inf")


def test_greylisting_of_single_letters_holds_nobody_up() -> None:
    pace = Pace(Limits(), Clock())
    for _ in range(4):
        pace.take(ONE)
        pace.turned_away(ONE, too_fast=False)

    assert pace.provider_wait(ONE) == 0


def test_who_turns_five_away_in_a_row_rests_and_twice_as_long_the_next_time() -> None:
    clock = Clock()
    pace = Pace(Limits(), clock)
    rests = []
    for _ in range(3):
        for _ in range(5):
            pace.take(ONE)
            pace.turned_away(ONE, too_fast=False)
        rests.append(pace.provider_wait(ONE))
        clock.now += rests[-1]

    assert rests == [60, 120, 240]


def test_a_letter_that_was_taken_ends_a_row_of_refusals() -> None:
    pace = Pace(Limits(), Clock())
    for _ in range(4):
        pace.take(ONE)
        pace.turned_away(ONE, too_fast=False)
    pace.take(ONE)
    pace.accepted(ONE)
    pace.take(ONE)
    pace.turned_away(ONE, too_fast=False)

    assert pace.provider_wait(ONE) == 0


def test_what_was_learnt_of_a_provider_is_known_to_the_next_run(tmp_path: Path) -> None:
    engine, clock = open_database(tmp_path), Clock()
    pace = Pace(Limits(), clock)
    for name in (ONE, TWO):
        pace.take(name)
    pace.turned_away(ONE, too_fast=True)
    pace.accepted(TWO)
    remember(engine, "smtp://relay.example:25", pace, 1000.0)

    later = remembered(engine, "smtp://relay.example:25", Pace(Limits(), clock), 1200.0)
    other = remembered(engine, "smtp://other.example:25", Pace(Limits(), clock), 1200.0)

    assert later.provider_wait(ONE) == REST - 200
    assert (later.provider_wait(TWO), other.provider_wait(ONE)) == (0, 0)


def test_a_wrong_clock_holds_nobody_for_days(tmp_path: Path) -> None:
    engine, clock = open_database(tmp_path), Clock()
    pace = Pace(Limits(), clock)
    pace.take(ONE)
    pace.turned_away(ONE, too_fast=True)
    remember(engine, "relay", pace, 1000.0 + 86_400 * 30)

    assert remembered(engine, "relay", Pace(Limits(), clock), 1000.0).provider_wait(ONE) <= 3600


@pytest.mark.parametrize(
    ("sending", "relay", "limits"),
    [
        (Sending(), "smtp://smtp.office365.com:587", Limits(per_minute=30, connections=3)),
        (Sending(per_minute=10), "smtp://smtp.office365.com:587", Limits(per_minute=10, connections=3)),
        (Sending(connections=9, per_second=5), "smtp://localhost:25", Limits(per_second=5, connections=9)),
        (Sending(connections=9), "outbox:.publish/outbox", Limits(connections=1)),
    ],
)
def test_a_relay_gets_what_is_set_or_what_it_is_known_to_bear(sending: Sending, relay: str, limits: Limits) -> None:
    assert pace_limits(sending, relay) == limits
