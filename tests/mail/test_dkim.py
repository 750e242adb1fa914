"""Signatures that every receiver verifies, and that break when anything is changed."""

import base64
import re
from hashlib import sha256
from itertools import combinations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from dkim.canonicalization import Relaxed
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.mail.dkim import Key, Signing, verify_first
from publish.mail.dkim.body import SignedBody
from publish.mail.dkim.canonical import body, header_value
from publish.mail.dkim.headers import CLOSED, OPEN
from publish.mail.segments import Segments
from tests.mail.signed import SIGNED_AT, ed25519_key, is_verified, rsa_key, template

HEADERS = template(
    b'From: "The Baltic  Society" <news@example.org>\r\nTo: ',
    0,
    b"\r\nSubject: Spring in\r\n the city,\t",
    1,
    b"\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <",
    2,
    b"@example.org>\r\nX-Other: unsigned\r\nList-Unsubscribe: <https://example.org/u/",
    2,
    b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nFeedback-ID: news:example\r\n",
)
BODY = template(b"Dear ", 3, b",\r\n\r\n  two  blanks \t\r\nhttps://example.org/u/", 2, b"\r\n--\r\n\r\n\r\n")
VALUES = (b"=?utf-8?q?=C3=85sa?=\r\n <asa@example.com>", b"", b"c29tZWJvZHk", b"=C3=85sa=\r\n=20B")


def letter(keys: tuple[Key, ...], headers: Segments, text: Segments, values: tuple[bytes, ...]) -> bytes:
    """The whole message as it is on the wire; SMTP ends its last line."""
    signatures = Signing(keys, headers, text, SIGNED_AT).sign(values)
    filled = text.fill(values)
    end = b"" if not filled or filled.endswith(b"\r\n") else b"\r\n"
    return signatures + headers.fill(values) + b"\r\n" + filled + end


PIECES = st.sampled_from([b"a", b"Bc", b" ", b"\t", b"\r\n ", b"\r\n\t", b":", b";", b"\xc3\xa5", b"=?utf-8?q?=C3?="])
SLOTS = st.integers(0, 3)
NAMES = st.sampled_from([*CLOSED[1:], *OPEN, "x-other", "received", "dkim-signature-of-others"])
SPELT = st.sampled_from([str.lower, str.upper, str.title])


@st.composite
def header(draw: st.DrawFn) -> list[bytes | int]:
    name = draw(SPELT)(draw(NAMES)).encode()
    return [name + b":", *draw(st.lists(PIECES | SLOTS, max_size=6)), b"\r\n"]


FROM: list[bytes | int] = [b"From: news@example.org\r\n"]
HEADER_BLOCKS = st.lists(header(), max_size=6).flatmap(lambda some: st.permutations([FROM, *some]))
BODY_PIECES = st.sampled_from([b"a", b"b c", b"=20", b" ", b"\t", b"\r\n", b"=\r\n", b"  \r\n", b".", b"\xc3\xa5"])
BODIES = st.lists(BODY_PIECES | SLOTS, max_size=12)
PROMISED = st.lists(st.sampled_from([b"x", b"=C3=A5", b"=20", b"=\r\n", b"https://example.org/"]), max_size=3)
FOUR_VALUES = st.tuples(*[PROMISED.map(b"".join)] * 4)
ANY_FOUR = st.tuples(
    *[st.lists(st.sampled_from([b"x", b" ", b"\t", b"\r\n ", b"\r\n\t", b"="]), max_size=3).map(b"".join)] * 4
)


@given(
    blocks=HEADER_BLOCKS,
    text=BODIES,
    merged=FOUR_VALUES.map(lambda four: tuple(v.replace(b"=\r\n", b"=") for v in four)),
)
@settings(deadline=None)
def test_every_letter_is_verified_by_another_program(
    blocks: list[list[bytes | int]], text: list[bytes | int], merged: tuple[bytes, ...]
) -> None:
    keys = (ed25519_key(), rsa_key())
    message = letter(keys, template(*(part for block in blocks for part in block)), template(*text), merged)

    assert is_verified(message, *keys)
    assert verify_first(message, keys) is None


def test_a_header_that_stands_several_times_is_signed_from_the_bottom_upwards() -> None:
    headers = template(b"From: news@example.org\r\nTo:\r\nTo: a\r\nTo:\r\nTo: ", 0, b"\r\n")

    assert is_verified(letter((ed25519_key(),), headers, BODY, VALUES), ed25519_key())


@given(blocks=HEADER_BLOCKS, text=BODIES, merged=FOUR_VALUES | ANY_FOUR)
def test_slots_are_signed_as_if_what_fills_them_had_always_stood_there(
    blocks: list[list[bytes | int]], text: list[bytes | int], merged: tuple[bytes, ...]
) -> None:
    headers = template(*(part for block in blocks for part in block))
    for_headers = tuple(value.replace(b"=\r\n", b"=") for value in merged)
    filled = (Segments((headers.fill(for_headers),), ()), Segments((template(*text).fill(merged),), ()))

    assert SignedBody(template(*text)).digest(merged) == SignedBody(filled[1]).digest(())
    signing = Signing((ed25519_key(),), headers, template(*text), SIGNED_AT)
    assert signing.sign(for_headers) == Signing((ed25519_key(),), filled[0], template(*text), SIGNED_AT).sign(
        for_headers
    )


@pytest.mark.parametrize("empty", [empty for count in range(5) for empty in combinations(range(4), count)])
def test_values_that_are_empty_leave_no_white_space_twice(empty: tuple[int, ...]) -> None:
    text = template(b"a ", 0, b" b\t", 1, 2, b" c ", 3, b"\r\nd", 0, b"\r\n--\r\n")
    merged = tuple(b"" if slot in empty else b"x" for slot in range(4))

    assert SignedBody(text).digest(merged) == sha256(Relaxed.canonicalize_body(text.fill(merged))).digest()


@given(st.lists(PIECES).map(b"".join))
def test_a_header_is_canonicalised_as_others_do_it(value: bytes) -> None:
    assert [(b"x", header_value(value) + b"\r\n")] == Relaxed.canonicalize_headers([(b"X", value)])


@given(st.lists(BODY_PIECES).map(b"".join))
def test_a_body_is_canonicalised_as_others_do_it(text: bytes) -> None:
    text += b"\r\n" if text else b""

    assert body(text) == Relaxed.canonicalize_body(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (b"", b""),
        (b"\r\n\r\n", b""),
        (b" \t\r\n \r\n", b""),
        (b" C \r\nD \t E\r\n\r\n\r\n", b" C\r\nD E\r\n"),
        (b"no end", b"no end\r\n"),
        (b"no end \t", b"no end\r\n"),
    ],
)
def test_a_body_ends_with_one_line_or_is_empty(text: bytes, canonical: bytes) -> None:
    assert body(text) == canonical


def test_nothing_that_is_signed_can_be_changed() -> None:
    key = ed25519_key()
    message = letter((key,), HEADERS, BODY, VALUES)
    unsigned = message.index(b"X-Other:")
    places = {*range(message.index(b"From:"), len(message.rstrip(b"\r\n")))}
    places -= {*range(unsigned, unsigned + len(b"X-Other: unsigned"))}
    assert is_verified(message, key)

    for place in places:
        changed = message[:place] + bytes([message[place] ^ 1]) + message[place + 1 :]
        assert message[place] in b"\r\n" or not is_verified(changed, key), changed[place - 20 : place + 20]


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("is_first", [True, False])
def test_no_header_can_be_added(name: str, *, is_first: bool) -> None:
    key = ed25519_key()
    message = letter((key,), HEADERS, BODY, VALUES)
    head, gap, text = message.partition(b"\r\n\r\n")
    added = f"{name}: mallory@example.net".encode()

    forged = added + b"\r\n" + message if is_first else head + b"\r\n" + added + gap + text

    assert not is_verified(forged, key)


def test_what_a_relay_adds_does_not_break_a_signature() -> None:
    message = letter((rsa_key(),), HEADERS, BODY, VALUES)

    passed_on = b"Received: from a by b; Mon, 23 Nov 2026 08:00:01 +0000\r\nFeedback-ID: of-the-relay\r\n" + message

    assert is_verified(passed_on, rsa_key())


def test_a_letter_with_two_keys_has_two_signatures_rsa_first() -> None:
    keys = (ed25519_key(), rsa_key())
    signatures = Signing(keys, HEADERS, BODY, SIGNED_AT).sign(VALUES)

    assert re.findall(rb"a=([a-z0-9-]+);", signatures) == [b"rsa-sha256", b"ed25519-sha256"]
    assert b" l=" not in signatures
    assert all(len(line) <= 78 for line in signatures.split(b"\r\n"))
    assert signatures.endswith(b"\r\n")


def test_the_same_letter_is_signed_with_the_same_octets() -> None:
    keys = (rsa_key(), ed25519_key())

    first, second = (Signing(keys, HEADERS, BODY, SIGNED_AT).sign(VALUES) for _ in range(2))

    assert first == second
    assert f"t={SIGNED_AT};".encode() in first


def test_one_click_unsubscribing_is_signed() -> None:
    signature = Signing((rsa_key(),), HEADERS, BODY, SIGNED_AT).sign(VALUES)
    found = re.search(rb"h=([^;]+);", signature)

    assert found
    names = b"".join(found[1].split()).split(b":")
    assert [names.count(name) for name in (b"from", b"subject", b"list-unsubscribe", b"list-unsubscribe-post")] == [
        2
    ] * 4
    assert names.count(b"feedback-id") == 1


@pytest.mark.parametrize("value", [b"a\r\nBcc: everybody@example.org", b"a\nb", b"a\rb", b"a\r\n"])
def test_a_value_cannot_end_the_header_it_stands_in(value: bytes) -> None:
    signing = Signing((ed25519_key(),), HEADERS, BODY, SIGNED_AT)

    with pytest.raises(ValueError, match="a line's end"):
        signing.sign((VALUES[0], value, *VALUES[2:]))


@pytest.mark.parametrize(
    "headers",
    [
        template(b"Subject: a\r\n"),
        template(b"From: a\r\nFrom: b\r\n"),
        template(b"From: a\r\n", 0, b": b\r\n"),
        template(b"From: a\r\nsome words\r\n"),
        template(b"From: a\r\n\r\nSubject: b\r\n"),
    ],
)
def test_what_is_no_block_of_headers_is_not_signed(headers: Segments) -> None:
    with pytest.raises(ValueError, match="expected"):
        Signing((ed25519_key(),), headers, BODY, SIGNED_AT)


def test_headers_may_come_with_the_empty_line_that_ends_them() -> None:
    with_line = Segments((*HEADERS.constants[:-1], HEADERS.constants[-1] + b"\r\n"), HEADERS.slots)

    assert Signing((ed25519_key(),), with_line, BODY, SIGNED_AT).sign(VALUES) == Signing(
        (ed25519_key(),), HEADERS, BODY, SIGNED_AT
    ).sign(VALUES)


@pytest.mark.parametrize("change", ["changed", "unsigned", "other key", "a header added"])
def test_the_first_letter_of_a_send_is_verified(change: str) -> None:
    keys = (rsa_key(), ed25519_key())
    message = letter(keys, HEADERS, BODY, VALUES)
    if change == "changed":
        message = message.replace(b"Dear", b"Deer")
    elif change == "unsigned":
        message = message[message.index(b"From:") :]
    elif change == "other key":
        keys = (rsa_key(), Key("example.org", "small", Ed25519PrivateKey.generate()))
    else:
        message = b"Subject: another\r\n" + message

    problem = verify_first(message, keys)

    assert problem
    assert problem.code == "E855"


def test_a_first_letter_whose_signature_leaves_a_header_open_is_found() -> None:
    import dkim

    key = rsa_key()
    message = HEADERS.fill(VALUES) + b"\r\n" + BODY.fill(VALUES)
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    made = dkim.sign(message, b"news2026", b"example.org", pem, canonicalize=(b"relaxed", b"relaxed"))

    problem = verify_first(made + message, (key,))

    assert problem
    assert "is not covered" in problem.message


EXAMPLE_KEY = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
"""RFC 8463, A.2."""
EXAMPLE = (
    b"From: Joe SixPack <joe@football.example.com>\r\n"
    b"To: Suzie Q <suzie@shopping.example.net>\r\n"
    b"Subject: Is dinner ready?\r\n"
    b"Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    b"Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
)
EXAMPLE_BODY = b"Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
EXAMPLE_FIELD = (
    b" v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
    b" d=football.example.com; i=@football.example.com;\r\n"
    b" q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
    b" subject : date : message-id : from : subject : date;\r\n"
    b" bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b="
)


def test_the_example_of_rfc_8463_is_signed_as_it_is_there() -> None:
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(EXAMPLE_KEY))
    key = Key("football.example.com", "brisbane", private)
    lines = [line.partition(b":") for line in EXAMPLE.splitlines()]
    headers = b"".join(name.lower() + b":" + header_value(value) + b"\r\n" for name, _, value in lines)

    signature = key.sign(headers + b"dkim-signature:" + header_value(EXAMPLE_FIELD))

    assert base64.b64encode(SignedBody(Segments((EXAMPLE_BODY,), ())).digest(())) in EXAMPLE_FIELD
    assert base64.b64encode(signature) == (
        b"/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw=="
    )
    assert key.name == "brisbane._domainkey.football.example.com"
    assert key.record == "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
