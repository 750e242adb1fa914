"""What a refusal says about whom is read from the tables, and nothing is concluded from what they do not know."""

import pytest

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport.replies import Reply
from publish.mail.transport.verdict import concerns_us, is_dead_address, is_greylisting, is_rate_limit
from publish.mail.transport.words import receipt


def said(answer: str, phase: Phase = Phase.RCPT) -> Receipt:
    code, _, text = answer.partition(" ")
    return receipt(Reply(int(code), (text.encode(),)), phase)


NOTHING = "it concerns this recipient, now"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("550 5.1.1 no such user", "dead"),
        ("550 5.1.2 no such domain", "dead"),
        ("553 5.1.3 bad address", "dead"),
        ("551 5.1.6 moved", "dead"),
        ("550 5.1.10 null MX", "dead"),
        ("556 domain takes no mail", "dead"),
        ("550 no such user", NOTHING),
        ("550 5.2.1 disabled", NOTHING),
        ("552 5.2.2 over quota", NOTHING),
        ("452 4.2.2 The email account that you tried to reach is over its sending quota", NOTHING),
        ("450 4.1.1 not sure yet", NOTHING),
        ("550 5.1.7 bad sender", "us"),
        ("550 5.7.1 relaying denied", "us"),
        ("550 5.7.26 unauthenticated", "us"),
        ("550 5.7.515 Access denied", "us"),
        ("530 5.7.0 login first", "us"),
        ("535 wrong", "us"),
        ("421 4.3.2 shutting down", "us"),
        ("552 5.3.4 too large", "us"),
        ("450 4.2.0 <x>: Greylisted, see http://postgrey.example", "grey"),
        ("451 4.7.1 Service unavailable - try again later", "grey"),
        ("450 4.7.1 graylisting in action", "grey"),
        ("451 4.3.0 temporary failure", NOTHING),
        ("454 Throttling failure: Maximum sending rate exceeded", "rate"),
        ("452 4.5.3 Your message has too many recipients", "rate"),
        ("432 4.3.2 Concurrent connections limit exceeded", "rate"),
        ("450 4.2.1 The user is receiving mail too quickly", "rate"),
        ("451 4.7.500 Server busy. Please try again later", "rate"),
        ("451 4.7.651 The mail server has been temporarily rate limited due to IP reputation", "rate"),
        ("421 4.7.28 unusual rate of mail", "us and rate"),
        ("421 4.7.0 [TSS04] Messages temporarily deferred", "us and rate"),
        ("421 Too many concurrent SMTP connections", "us and rate"),
        ("550 5.4.5 Daily user sending quota exceeded", "us and rate"),
        ("550 5.2.254 Sender throttled due to continuous too many recipients errors", "us and rate"),
    ],
)
def test_a_refusal_is_judged_by_the_tables(answer: str, verdict: str) -> None:
    told = said(answer)
    judged = {
        "dead": is_dead_address(told),
        "us": concerns_us(told),
        "grey": is_greylisting(told),
        "rate": is_rate_limit(told),
    }

    assert " and ".join(name for name, holds in judged.items() if holds) == (verdict if verdict != NOTHING else "")


def test_what_is_refused_before_a_recipient_is_named_concerns_us() -> None:
    assert concerns_us(said("550 no", Phase.MAIL))
    assert not concerns_us(said("451 later", Phase.MAIL))
    assert concerns_us(said("554 no service", Phase.GREETING))
    assert not is_dead_address(said("550 5.1.1 no", Phase.MAIL))


@pytest.mark.parametrize("state", [State.ACCEPTED, State.UNCERTAIN])
def test_what_was_not_refused_is_not_judged(state: State) -> None:
    told = Receipt(state, Phase.DOT, 550, "5.1.1", "greylisted: too many messages")

    assert not any(judge(told) for judge in (concerns_us, is_dead_address, is_greylisting, is_rate_limit))
