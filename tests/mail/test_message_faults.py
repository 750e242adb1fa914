"""Whatever a letter cannot be sent for is found before the first copy is made, all of it at once."""

import datetime as dt
from typing import Any

import pytest

from publish.problems import MemberError, Place, RenderError
from tests.mail.composing import HTML, frozen, letter, mail, recipient, sending, template

LETTER = "2026-05-12-varbrevet/1/sv"


def codes(**changed: Any) -> list[tuple[str, str]]:
    with pytest.raises(RenderError) as raised:
        template(**changed)
    return [(problem.code, problem.place.path) for problem in raised.value.problems]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    broken = letter(subject="a\nb", text="%%nmae%%", html='<p style="%%name%%">')

    assert codes(letter=broken, sending=sending(service_url="https://a b")) == [
        ("E842", LETTER),
        ("E844", f"{LETTER}/newsletter.html"),
        ("E841", f"{LETTER}/newsletter.html"),
        ("E844", f"{LETTER}/newsletter.txt"),
        ("E840", f"{LETTER}/newsletter.txt"),
        ("E843", "publish.yaml"),
    ]


@pytest.mark.parametrize("sign", ["\n", "\r", "\0", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"])
def test_a_subject_is_one_line_without_controls(sign: str) -> None:
    assert codes(letter=letter(subject=f"Nu{sign}Bcc: eve@x.example")) == [("E842", LETTER)]


@pytest.mark.parametrize("subject", ["", " ", "\u00a0"])
def test_a_letter_has_a_subject(subject: str) -> None:
    assert codes(letter=letter(subject=subject)) == [("E842", LETTER)]
    assert codes(letter=letter(subject=subject), test=True) == [("E842", LETTER)]


@pytest.mark.parametrize(
    "changed",
    [
        {"mail": mail(sender="brev@handel.example\r\nBcc: eve@x.example")},
        {"mail": mail(sender="å@handel.example")},
        {"mail": mail(reply_to="info@handel.example>, <eve@x.example")},
        {"mail": mail(list_id="brev handel")},
        {"mail": mail(list_id="")},
        {"mail": mail(from_name="\n")},
        {"mail": mail(unsubscribe_url="https://handel.example/>, <https://eve.example")},
        {"sending": sending(service_url="https://x.example\r\nBcc: eve@x.example")},
        {"sending": sending(service_url="https://å.example")},
        {"sending": sending(service_url="https://x.example/" + "a" * 900)},
        {"sending": sending(bounces="studs")},
        {"sending": sending(bounces=f"{'s' * 32}@handel.example")},
        {"sending": sending(unsubscribe_to="a b@handel.example")},
        {"sending": sending(feedback_id="a\r\nb")},
        {"view_url": "https://x.example/ b"},
        {"archive_url": "<>"},
    ],
)
def test_a_setting_that_cannot_stand_in_a_header_is_a_problem(changed: dict[str, Any]) -> None:
    assert set(codes(**changed)) == {("E843", "publish.yaml")}


@pytest.mark.parametrize("changed", [{"text": "Hej!\n"}, {"html": "<p>Hej!</p>"}, {"html": "<p>%%nmae%%</p>"}])
def test_a_letter_without_a_way_to_leave_the_list_is_not_sent(changed: dict[str, str]) -> None:
    part = "newsletter.txt" if "text" in changed else "newsletter.html"

    assert ("E844", f"{LETTER}/{part}") in codes(letter=letter(**changed))


@pytest.mark.parametrize("wrong", ["%%unsubscribe%%", "%% unsubscribe_url %%", "<!-- %%unsubscribe_url%% -->"])
def test_one_mistake_is_one_problem(wrong: str) -> None:
    assert len(codes(letter=letter(html=HTML.replace("%%unsubscribe_url%%", wrong)))) == 1


@pytest.mark.parametrize("changed", [{"letter": letter(language="sv\r\n")}, {"frozen": frozen(edition="a\r\nb")}])
def test_an_edition_and_a_language_are_names(changed: dict[str, Any]) -> None:
    with pytest.raises(RenderError, match="E842"):
        template(**changed)


def test_a_time_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zone"):
        frozen(at=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - the point


@pytest.mark.parametrize(
    "address",
    ["", "ada", "ada@malmö.se", "a@x.example\r\nBcc: eve@x.example", "a@x.example>, <eve@x.example", "a b@x.example"],
)
def test_an_address_that_is_none_stops_its_letter_and_is_not_told(address: str) -> None:
    with pytest.raises(MemberError) as raised:
        template().message(recipient(address=address))

    (problem,) = raised.value.problems
    assert (problem.code, problem.place) == ("E845", Place(f"member {b'ada-code'.hex()}"))
    assert not address or address not in str(raised.value)
