"""What a mail says is read as it is meant, and no mail can do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.bounces.reading import read
from publish.bounces.verdict import Kind, Who
from publish.mail.tokens import return_path, token
from tests.bounces.corpus import ADDRESS, BOUNCES, CASES, CODE, KEY, LETTER, OTHER, POSTFIX, Case, filled, report

BY_NAME = {case.name: case for case in CASES}
ABOUT_NOBODY = (Kind.UNKNOWN, Kind.AUTO_REPLY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_mail_says_what_it_means(case: Case) -> None:
    found = read(case.octets, KEY)

    assert (found.kind, found.status) == (case.kind, case.status)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lines_may_end_either_way(case: Case) -> None:
    assert read(case.octets.replace(b"\n", b"\r\n"), KEY).kind is case.kind


@pytest.mark.parametrize("case", [case for case in CASES if case.kind not in ABOUT_NOBODY], ids=lambda case: case.name)
def test_our_signature_decides_whom_it_is_about(case: Case) -> None:
    assert read(case.octets, KEY).who.code == (CODE if case.is_signed else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_another_workspace_signed_proves_nothing(case: Case) -> None:
    found = read(case.octets, OTHER)

    assert (found.who.code, found.who.send) == (None, None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_address_is_kept_as_evidence(case: Case) -> None:
    found = read(case.octets, KEY)

    assert "@" not in found.words
    assert ADDRESS not in repr(found)


def test_enough_forms_are_known() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


def test_a_return_path_with_one_other_sign_proves_nothing() -> None:
    verp = return_path(KEY, BOUNCES, 1, CODE)
    forged = verp.replace("+a", "+b")
    octets = filled(report(POSTFIX, "no", "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n",
                           to=forged, returned="Subject: x\n"))  # fmt: skip

    assert read(octets, KEY).who == Who(address="a@b.example")


def test_two_signatures_that_contradict_each_other_prove_nothing() -> None:
    other = return_path(KEY, BOUNCES, 1, b"somebody")
    octets = filled(report(POSTFIX, "no", "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n",
                           to=f"«verp», {other}", returned="Subject: x\n"))  # fmt: skip

    assert read(octets, KEY).who.code is None


def test_to_whom_it_was_brought_counts_more_than_whom_it_names() -> None:
    victim = "victim@two.example"
    octets = filled(report(POSTFIX, "no", f"Final-Recipient: rfc822; {victim}\nAction: failed\nStatus: 5.1.1\n",
                           returned=LETTER.replace("«verp»", return_path(KEY, BOUNCES, 9, b"victim..")).partition("List")[0]))  # fmt: skip

    assert read(octets, KEY).who.code == CODE


def test_who_asks_to_leave_says_so_by_the_token() -> None:
    octets = filled(f"To: «verp»\nSubject: unsubscribe {token(KEY, b'somebody')}\n\n")

    assert read(octets, KEY).who == Who(b"somebody")


@pytest.mark.parametrize(
    "said", ["550 5.1.1 @two.example", "550 5.1.1 a@ b", "550 5.1.1 @@@", "550 5.1.1 <å@ö.example>"]
)
def test_of_half_an_address_nothing_is_kept_either(said: str) -> None:
    lines = f"Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; {said}\n"

    assert "@" not in read(filled(report(POSTFIX, "no", lines)), KEY).words


@given(st.binary(max_size=2000))
def test_no_octets_do_harm(octets: bytes) -> None:
    assert read(octets, KEY).kind in Kind


@given(st.data())
def test_no_damage_to_a_mail_does_harm(data: st.DataObject) -> None:
    octets = bytearray(data.draw(st.sampled_from([case for case in CASES if case.name != "huge"])).octets)
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(octets)))
        stop = data.draw(st.integers(start, min(len(octets), start + 200)))
        octets[start:stop] = data.draw(st.binary(max_size=40) | st.just(bytes(octets[stop : stop + 300])))

    found = read(bytes(octets), KEY)

    assert found.kind in Kind
    assert found.who.code in {None, CODE}
    assert "@" not in found.words
    assert found.words.isprintable()


@given(
    name=st.sampled_from(["Subject", "Content-Type", "Auto-Submitted", "To", "From", "Precedence", "Status"]),
    value=st.text(max_size=200),
)
def test_no_header_does_harm(name: str, value: str) -> None:
    case = BY_NAME["postfix-unknown"]

    assert read(f"{name}: {value}\n".encode("utf-8", "surrogatepass") + case.octets, KEY).kind in Kind
