"""Whatever a server does, one thing after the other: the receipts tell what has become of every letter."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.mail.outcome import State
from tests.mail import misbehaving
from tests.mail.certificates import Authority
from tests.mail.misbehaving import EXTENSIONS, Misbehaving, Rule, on
from tests.mail.sending import message, send

LETTERS = 5
STEPWISE = tuple(word for word in EXTENSIONS if word != "PIPELINING")
ACTS = {
    "closed": misbehaving.close(),
    "reset": misbehaving.reset(),
    "later": misbehaving.say("450 4.7.1 later"),
    "no": misbehaving.say("550 5.1.1 no"),
    "no, and closed": misbehaving.say("550 5.1.1 no", then_close=True),
    "goodbye": misbehaving.say("421 4.3.2 goodbye", then_close=True),
    "go ahead": misbehaving.say("354 go ahead"),
    "garbage": misbehaving.raw(b"Good morning!\r\n"),
    "half": misbehaving.raw(b"250-fine\r\n25", then_close=True),
    "two": misbehaving.usual_and(b"250 again\r\n"),
    "usual, then goodbye": misbehaving.usual_and(b"421 4.3.2 goodbye\r\n"),
    "usual, then garbage": misbehaving.usual_and(b"\0\0\0\r\n"),
}


def rule(phase: str, name: str, number: int) -> Rule:
    return on(phase, ACTS[name], message=number)


RULES = st.lists(
    st.builds(
        rule,
        st.sampled_from(["mail", "rcpt", "data", "dot"]),
        st.sampled_from(list(ACTS)),
        st.integers(0, 2 * LETTERS),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RULES, st.sampled_from([EXTENSIONS, STEPWISE]), st.booleans(), st.booleans())
def test_receipts_tell_the_truth_about_every_letter(
    authority: Authority, rules: list[Rule], extensions: tuple[str, ...], takes_bodies_for_nobody: bool, tls: bool
) -> None:
    letters = [message(number) for number in range(LETTERS)]
    server = Misbehaving(
        *rules,
        extensions=extensions,
        takes_bodies_for_nobody=takes_bodies_for_nobody,
        tls=authority.server() if tls else None,
        at_once=tls,
    )
    with tempfile.TemporaryDirectory() as name, server:
        outcome = send(f"{server.via}?ca={authority.file}", Path(name), letters)

    assert sorted(outcome.receipts) == list(range(LETTERS))
    for each in letters:
        state, copies = outcome.receipts[each.number].state, server.copies[each.recipient]
        allowed = {State.ACCEPTED: (1,), State.UNCERTAIN: (0, 1)}.get(state, (0,))
        assert copies in allowed, (each.number, outcome, server.commands)
    assert {each.octets for each in server.accepted} <= {each.octets for each in letters}
