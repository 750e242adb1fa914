"""The same letter to the same member is the same message, octet for octet; any other is another."""

import datetime as dt
import re

import pytest

from publish.mail.outcome import Message
from tests.mail import reading
from tests.mail.composing import frozen, letter, recipient, sending, template

EAST = dt.timezone(dt.timedelta(hours=2))


def sent(**changed: object) -> Message:
    return template(frozen=frozen(**changed)).message(recipient())


def test_a_message_id_says_nothing_and_never_changes() -> None:
    """It stands in mailboxes and in the logs of servers: a change of it would double what is sent again."""
    assert sent().message_id == "mgy5kvbiawzysycryoluwlv7b6@handel.example"
    assert sent(send=8, at=frozen().at + dt.timedelta(days=1)).message_id == sent().message_id
    assert re.fullmatch(r"[a-z2-7]{26}@handel\.example", sent().message_id)


@pytest.mark.parametrize("changed", [{"edition": "2026-05-13-x"}, {"version": 2}, {"message_key": b"n" * 32}])
def test_another_letter_has_another(changed: dict[str, object]) -> None:
    assert sent(**changed).message_id != sent().message_id


def test_another_member_has_another() -> None:
    made = template()

    assert made.message(recipient(code=b"eve-code")).message_id != made.message(recipient()).message_id
    assert made.message(recipient(number=18, address="a@b.example", name="")).message_id == sent().message_id


def test_the_date_is_that_of_the_send_in_universal_time() -> None:
    moment = dt.datetime(2026, 11, 24, 10, 0, 0, 999_999, tzinfo=EAST)

    assert reading.read(sent(at=moment).octets).headers["Date"] == "Tue, 24 Nov 2026 08:00:00 +0000"
    assert sent(at=moment) == sent()


def test_all_copies_have_the_same_boundary_and_those_of_another_language_another() -> None:
    assert frozen().boundary("sv") == frozen().boundary("sv")
    assert frozen().boundary("sv") != frozen().boundary("en")
    assert frozen().boundary("sv") != frozen(edition="2026-05-13-x").boundary("sv")
    assert re.fullmatch(r"=_[0-9a-f]{24}", frozen().boundary("sv"))


def test_nothing_of_one_person_is_counted_by_mailbox_providers() -> None:
    made = template()
    ids = {
        reading.read(made.message(who).octets).headers["Feedback-ID"]
        for who in (recipient(), recipient(code=b"eve-code"))
    }

    assert ids == {"2026-05-12-varbrevet:1:sv:handel"}
    assert (
        "Feedback-ID" not in reading.read(template(sending=sending(feedback_id="")).message(recipient()).octets).headers
    )


# -- addresses that are not ASCII ------------------------------------------------------------


def test_an_address_that_is_not_ascii_needs_smtputf8_and_changes_only_its_own_header() -> None:
    made = template()
    plain = made.message(recipient(name="Åsa"))
    international = made.message(recipient(name="Åsa", address="åsa@xn--malm-8qa.se"))

    with pytest.raises(reading.WrongError):
        reading.read(international.octets)
    read = reading.read(international.octets, utf8=True)

    assert (plain.is_international, international.is_international) == (False, True)
    assert read.mailbox("To") == ("Åsa", "åsa@xn--malm-8qa.se")
    assert international.octets.replace("åsa@xn--malm-8qa.se".encode(), b"ada@exempel.example") == plain.octets


def test_a_subject_with_its_readers_name_is_encoded_anew_for_each() -> None:
    made = template(letter=letter(subject="%%first_name%%, vi ses på Öland"))

    for name in ("Ada", "Åsa " * 30 + "x", '=?utf-8?q?x?= "', "👩\u200d👩\u200d👧"):
        read = reading.read(made.message(recipient(first_name=name)).octets)
        assert read.words("Subject") == f"{name}, vi ses på Öland"


@pytest.mark.parametrize("field", ["first_name", "name", "company"])
def test_each_field_of_a_person_may_stand_in_a_subject(field: str) -> None:
    made = template(letter=letter(subject=f"Till %%{field}%%"))

    assert reading.read(made.message(recipient(**{field: "Östra"})).octets).words("Subject") == "Till Östra"


def test_a_subject_is_what_was_sealed_with_its_spaces() -> None:
    for subject in ("40\u00a0% – nytänkande", "40\u00a0% rabatt", "Vår\u2009–\u2009sommar"):
        read = reading.read(template(letter=letter(subject=subject)).message(recipient()).octets)
        assert read.words("Subject") == subject


def test_the_parts_say_their_language_and_so_does_the_letter() -> None:
    read = reading.read(template(letter=letter(language="en-GB")).message(recipient()).octets)

    assert read.headers["Content-Language"] == "en-GB"
    assert [part.headers["Content-Language"] for part in read.parts] == ["en-GB", "en-GB"]
    assert [part.headers["Content-Type"] for part in read.parts] == [
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
    ]


def test_the_archive_is_where_all_editions_are_if_that_is_known() -> None:
    archive = "https://handel.example/"

    assert (
        reading.read(template(archive_url=archive).message(recipient()).octets).headers["List-Archive"]
        == f"<{archive}>"
    )


def test_lines_of_windows_are_lines() -> None:
    windows = letter(text="a\r\nb\rc\n%%unsubscribe_url%%")

    assert reading.read(template(letter=windows).message(recipient()).octets).text.startswith("a\nb\nc\nhttps")


def test_the_address_of_the_page_is_escaped_for_its_place() -> None:
    leave = "%%unsubscribe_url%%"
    both = letter(
        text=f"%%view_url%%\n{leave}",
        html=f'<a href="%%view_url%%">x</a><a href="https://b.example/?u=%%view_url%%">y</a>{leave}',
    )
    read = reading.read(template(letter=both, view_url="https://a.example/?b=1&c=2").message(recipient()).octets)

    assert read.text.startswith("https://a.example/?b=1&c=2\n")
    assert read.html.startswith(
        '<a href="https://a.example/?b=1&amp;c=2">x</a>'
        '<a href="https://b.example/?u=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c%3D2">y</a>https://brev'
    )
