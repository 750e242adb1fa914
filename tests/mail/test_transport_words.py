"""Whatever a server sends: it is cut into replies the same way, and told in one clean line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport.extensions import read_extensions
from publish.mail.transport.octets import has_only_whole_line_ends, on_the_wire
from publish.mail.transport.replies import Replies, Reply
from publish.mail.transport.words import printable, receipt

# Replies.

CODES = st.integers(200, 599)
TEXTS = st.binary(max_size=80).map(lambda text: text.replace(b"\n", b"").replace(b"\r", b""))
REPLIES = st.builds(lambda code, lines: Reply(code, tuple(lines)), CODES, st.lists(TEXTS, min_size=1, max_size=5))


def written(reply: Reply) -> bytes:
    *first, last = reply.lines
    head = b"".join(b"%d-%b\r\n" % (reply.code, line) for line in first)
    return head + b"%d %b\r\n" % (reply.code, last)


def fed(octets: bytes, cuts: list[int]) -> tuple[list[Reply], str, bool]:
    """What a reader makes of *octets* that come in pieces."""
    reader, found = Replies(), []
    edges = [0, *sorted(cut % (len(octets) + 1) for cut in cuts), len(octets)]
    for start, end in pairwise(edges):
        found += reader.feed(octets[start:end])
    return found, reader.garbage, reader.is_between


@given(st.lists(REPLIES, max_size=6), st.lists(st.integers(0, 10_000), max_size=8))
def test_replies_are_read_as_they_were_written_however_they_come_in(replies: list[Reply], cuts: list[int]) -> None:
    octets = b"".join(map(written, replies))

    assert fed(octets, cuts) == (replies, "", True)


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=8))
def test_any_octets_are_read_the_same_however_they_come_in(octets: bytes, cuts: list[int]) -> None:
    whole, garbage, _ = fed(octets, [])

    found, same, _ = fed(octets, cuts)

    assert (found, same) == (whole, garbage)


@given(st.lists(st.sampled_from([b"250", b"250-", b" ok", b"\r\n", b"\n", b"550 no", b"2", b"\0"]), max_size=30))
def test_nearly_replies_are_replies_or_garbage(parts: list[bytes]) -> None:
    found, garbage, is_between = fed(b"".join(parts), [])

    assert all(200 <= reply.code < 600 and reply.lines for reply in found)
    assert not (garbage and is_between and not found and not parts)


@pytest.mark.parametrize(
    ("octets", "found"),
    [
        pytest.param(b"250\r\n", [Reply(250, (b"",))], id="a code alone"),
        pytest.param(b"250 ok\n", [Reply(250, (b"ok",))], id="only LF"),
        pytest.param(b"250-a\r\n250-\r\n250 b\r\n", [Reply(250, (b"a", b"", b"b"))], id="an empty line"),
        pytest.param(b"250 a\r\n550 b", [Reply(250, (b"a",))], id="the beginning of another"),
    ],
)
def test_replies_may_be_short_or_old_fashioned(octets: bytes, found: list[Reply]) -> None:
    assert fed(octets, [])[:2] == (found, "")


@pytest.mark.parametrize(
    "octets",
    [
        b"\r\n",
        b"25\r\n",
        b"2500\r\n",
        b"250_ok\r\n",
        b"150 x\r\n",
        b"600 x\r\n",
        b"+OK\r\n",
        b"\xb2\xb35 x\r\n",
        b"250-a\r\n251 b\r\n",
    ],
)
def test_what_is_no_reply_is_garbage_and_what_came_before_is_kept(octets: bytes) -> None:
    found, garbage, _ = fed(b"250 ok\r\n" + octets + b"250 more\r\n", [])

    assert found == [Reply(250, (b"ok",))]
    assert garbage


@pytest.mark.parametrize("piece", [b"250-a\r\n", b"250-" + b"x" * 5000 + b"\r\n", b"x" * 1000, b"250 " + b"\0" * 996])
def test_a_reply_without_end_is_given_up_before_it_costs_memory(piece: bytes) -> None:
    reader, size = Replies(), 0
    while not reader.garbage:
        reader.feed(piece)
        size += len(piece)

    assert size <= 64 * 1024 + 2 * len(piece)
    assert reader.feed(b"250 ok\r\n") == []


# Words.


@given(st.lists(st.binary(max_size=400), min_size=1, max_size=4), CODES)
def test_words_are_one_short_printable_line(lines: list[bytes], code: int) -> None:
    told = receipt(Reply(code, tuple(lines)), Phase.RCPT, "ada.lovelace@example.org")

    assert told.text.isprintable()
    assert len(told.text) <= 500
    assert "lovelace@" not in told.text.lower()
    assert "ada.lovelace" not in told.text.lower()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<Ada.Lovelace@Example.org>: no such user", "<…>: no such user"),
        ("mailbox ada.lovelace unknown", "mailbox … unknown"),
        ("ada.lovelacette is another", "ada.lovelacette is another"),
        ("relay for <someone=else@there.se> denied", "relay for <someone=…> denied"),
        ("a\tb\x00c\x1b[31md\u202ee\u2028f", "a b c [31md e f"),
        ("åäö 漢", "åäö 漢"),
        ("x" * 600, "x" * 499 + "…"),
    ],
)
def test_words_name_nobody_and_steer_no_terminal(text: str, found: str) -> None:
    assert printable(text, "ada.lovelace@example.org") == found


@pytest.mark.parametrize(
    ("reply", "status", "text"),
    [
        (Reply(550, (b"5.1.1 no such user",)), "5.1.1", "no such user"),
        (Reply(550, (b"5.7.1 read", b"5.7.1 the policy")), "5.7.1", "read the policy"),
        (Reply(550, (b"4.2.2 of another class",)), "", "4.2.2 of another class"),
        (Reply(550, (b"5.1.1",)), "5.1.1", ""),
        (Reply(550, (b"5.1.1234 x",)), "", "5.1.1234 x"),
        (Reply(550, (b"no such user",)), "", "no such user"),
        (Reply(550, (b"caf\xe9 \xc3\xa5",)), "", "caf� å"),
    ],
)
def test_the_status_is_told_apart_from_the_words(reply: Reply, status: str, text: str) -> None:
    assert receipt(reply, Phase.RCPT) == Receipt(State.REJECTED, Phase.RCPT, 550, status, text)


def test_the_extensions_are_read_from_the_lines_after_the_first() -> None:
    lines = (b"AUTH nobody", b"size 1000", b"AUTH=LOGIN", b"auth PLAIN login", b"", b"8BITMIME \xff", b"SIZE 9")

    found = read_extensions(Reply(250, lines))

    assert (found.size, found.logins) == (1000, ("PLAIN", "LOGIN"))
    assert "8BITMIME" in found
    assert "NOBODY" not in found
    assert read_extensions(Reply(250, (b"hello", b"AUTH=LOGIN"))).logins == ("LOGIN",)
    assert read_extensions(Reply(250, (b"hello", b"SIZE", b"AUTH"))).size == 0


# Octets.


@pytest.mark.parametrize(
    ("octets", "sent"),
    [
        (b"a\r\nb\r\n", b"a\r\nb\r\n"),
        (b".a\r\n.\r\n..\r\n", b"..a\r\n..\r\n...\r\n"),
        (b"\r\n.\r\n.\r\n", b"\r\n..\r\n..\r\n"),
    ],
)
def test_a_dot_that_begins_a_line_is_doubled(octets: bytes, sent: bytes) -> None:
    assert on_the_wire(octets) == sent


@given(st.lists(st.sampled_from([b".", b"\r\n", b"a", b"..", b"\r\n.\r\n"]), max_size=20).map(b"".join))
def test_no_letter_ends_itself_on_the_wire(octets: bytes) -> None:
    sent = on_the_wire(octets + b"\r\n")

    assert b"\r\n.\r\n" not in b"\r\n" + sent
    assert [line.removeprefix(b".") for line in sent.split(b"\r\n")] == (octets + b"\r\n").split(b"\r\n")


def test_a_letter_without_an_end_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="CRLF"):
        on_the_wire(b"a\r\nb")


@pytest.mark.parametrize(
    ("octets", "whole"),
    [
        (b"a\r\nb\r\n", True),
        (b"", True),
        (b"a\nb\r\n", False),
        (b"a\rb\r\n", False),
        (b"a\r\r\n", False),
        (b"\n\r", False),
        (b"\r\r\n\n", False),
    ],
)
def test_bare_line_ends_are_found(octets: bytes, whole: bool) -> None:
    assert has_only_whole_line_ends(octets) is whole
