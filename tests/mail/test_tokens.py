"""A token stands for one member; nobody without the key can make one, or change one into another."""

import re
from base64 import b32encode, urlsafe_b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.mail.tokens import code_of, of_return_path, return_path, token

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
CODE = b"\x00\xff-member"[:8]
BOUNCES = "studs@handel.example"


def test_a_token_leads_back_to_its_member() -> None:
    made = token(KEY, CODE)

    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", made)
    assert code_of({1: KEY}, made) == CODE
    assert token(KEY, CODE) == made


def test_what_stands_in_letters_that_were_sent_stays_valid() -> None:
    assert token(KEY, CODE) == "AQD_LW1lbWJl2Uc44dSrcvyHGh1kxGNa"
    assert return_path(KEY, BOUNCES, 7, CODE) == "studs+aaaaabya74ww2zlnmjs7a274sey7glic@handel.example"


def test_an_older_key_still_opens_the_tokens_it_made() -> None:
    made = token(OTHER, CODE, key_id=2)

    assert code_of({1: KEY, 2: OTHER}, made) == CODE
    assert code_of({1: KEY}, made) is None
    assert code_of({2: KEY}, made) is None


@settings(deadline=None)
@given(position=st.integers(0, 31), char=st.sampled_from("ABCabc019-_"))
def test_a_token_with_one_other_character_is_nobodys(position: int, char: str) -> None:
    made = token(KEY, CODE)
    forged = made[:position] + char + made[position + 1 :]

    assert code_of(dict.fromkeys(range(256), KEY), forged) == (CODE if forged == made else None)


@settings(deadline=None)
@given(st.text(max_size=40) | st.text("ABCabc-_", min_size=32, max_size=32))
def test_what_is_no_token_is_nobodys(text: str) -> None:
    assert code_of(dict.fromkeys(range(256), KEY), text) is None


@pytest.mark.parametrize("wrong", ["", "test", "A" * 31, "A" * 33, "A" * 32, " " * 32, "å" * 32, "A" * 31 + "="])
def test_a_token_cut_short_or_made_longer_is_nobodys(wrong: str) -> None:
    assert code_of({0: KEY, 1: KEY}, wrong) is None
    assert code_of({0: KEY, 1: KEY}, token(KEY, CODE) + wrong) == (CODE if not wrong else None)


@pytest.mark.parametrize(("code", "key_id"), [(b"short", 1), (b"far too long", 1), (CODE, 256), (CODE, -1)])
def test_there_is_no_token_for_what_does_not_fit_into_one(code: bytes, key_id: int) -> None:
    with pytest.raises(ValueError, match="8 octets"):
        token(KEY, code, key_id)


@settings(deadline=None)
@given(send=st.integers(0, 2**32 - 1), code=st.binary(min_size=8, max_size=8))
def test_a_bounce_leads_back_to_its_letter(send: int, code: bytes) -> None:
    path = return_path(KEY, BOUNCES, send, code)

    assert of_return_path(KEY, path) == (send, code)
    assert of_return_path(KEY, path.upper()) == (send, code)
    assert of_return_path(OTHER, path) is None


def test_a_return_path_is_an_address_that_every_server_takes() -> None:
    path = return_path(KEY, f"{'a' * 31}@handel.example", 2**32 - 1, CODE)

    assert re.fullmatch(r"a{31}\+[a-z2-7]{32}@handel\.example", path)
    assert len(path.partition("@")[0]) == 64


def test_where_bounces_go_may_have_a_tag_of_its_own() -> None:
    path = return_path(KEY, "post+studs@handel.example", 3, CODE)

    assert path.startswith("post+studs+")
    assert of_return_path(KEY, path) == (3, CODE)


@settings(deadline=None)
@given(position=st.integers(6, 37), char=st.sampled_from("abcxyz27"))
def test_a_return_path_with_one_other_character_is_nobodys(position: int, char: str) -> None:
    path = return_path(KEY, BOUNCES, 7, CODE)
    forged = path[:position] + char + path[position + 1 :]

    assert of_return_path(KEY, forged) == ((7, CODE) if forged == path else None)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("abc27", min_size=32, max_size=32).map("studs+{}@x.example".format))
def test_what_is_no_return_path_is_nobodys(address: str) -> None:
    assert of_return_path(KEY, address) is None


@pytest.mark.parametrize("wrong", ["studs", "@x.example", f"{'a' * 32}@x.example"])
def test_an_address_without_room_for_a_tag_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no room"):
        return_path(KEY, wrong, 1, CODE)


def test_a_token_for_leaving_is_none_for_bounces_though_the_key_is_the_same() -> None:
    """Otherwise a link from a letter could be made into a bounce, which silences its reader."""
    octets = urlsafe_b64decode(token(KEY, CODE))[:20]
    forged = b32encode(octets).decode().lower()

    assert of_return_path(KEY, f"studs+{forged}@handel.example") is None
