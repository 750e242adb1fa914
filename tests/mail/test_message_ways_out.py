"""One can leave the list from every letter, with one click where there is a service; and never by accident from a test."""

import pytest

from publish.formats.message import Letter
from publish.mail.message import Template
from publish.mail.tokens import code_of, of_return_path
from tests.mail import reading
from tests.mail.composing import frozen, letter, mail, recipient, sending, template

TOKEN_KEYS = {1: b"t" * 32}
PAGE = "https://handel.example/avsluta?a=1&b=2"


def read(made: Template) -> reading.Read:
    return reading.read(made.message(recipient()).octets)


def test_one_click_leads_to_the_member_and_no_further() -> None:
    message = read(template())

    https, written = reading.uris(message.headers["List-Unsubscribe"])
    token = https.removeprefix("https://brev.handel.example/u/")
    assert code_of(TOKEN_KEYS, token) == b"ada-code"
    assert written == f"mailto:avreg@handel.example?subject=unsubscribe%20{token}"
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert https in message.text
    assert f'href="{https}"' in message.html


def test_the_address_for_one_click_stands_in_one_line() -> None:
    lines = read(template(sending=sending(service_url="https://brev.handelskammaren.example"))).raw_headers

    (line,) = (line for line in lines if "/u/" in line and "https" in line)
    assert line.startswith(" <https://brev.handelskammaren.example/u/")
    assert line.endswith(">,")
    assert len(line) < 78


def test_without_a_service_there_is_no_one_click_but_a_page() -> None:
    message = read(template(sending=sending(service_url="", unsubscribe_to="")))

    assert reading.uris(message.headers["List-Unsubscribe"]) == [PAGE]
    assert "List-Unsubscribe-Post" not in message.headers
    assert PAGE in message.text
    assert f'href="{PAGE.replace("&", "&amp;")}"' in message.html


def test_without_a_service_a_mail_still_says_who_leaves() -> None:
    page, written = reading.uris(read(template(sending=sending(service_url=""))).headers["List-Unsubscribe"])

    assert page == PAGE
    assert code_of(TOKEN_KEYS, written.rpartition("%20")[2]) == b"ada-code"


def test_the_key_that_made_a_token_stands_in_it() -> None:
    made = template(frozen=frozen(token_key=b"n" * 32, token_key_id=2))

    token = reading.uris(read(made).headers["List-Unsubscribe"])[0].rpartition("/")[2]
    assert code_of(TOKEN_KEYS, token) is None
    assert code_of(TOKEN_KEYS | {2: b"n" * 32}, token) == b"ada-code"


def test_bounces_come_back_with_a_tag() -> None:
    assert of_return_path(b"t" * 32, template().message(recipient()).sender) == (7, b"ada-code")
    assert template(sending=sending(bounces="")).message(recipient()).sender == "brev@handel.example"


# -- tests ----------------------------------------------------------------------------------


def test_a_test_says_so_and_can_put_nobody_off_the_list() -> None:
    made = template(test=True)
    message, sent = read(made), made.message(recipient())

    assert message.words("Subject") == "[Test] Nu startar vi om"
    assert reading.uris(message.headers["List-Unsubscribe"]) == ["https://brev.handel.example/u/test"]
    assert code_of(TOKEN_KEYS, "test") is None
    assert b"ada-code" not in sent.octets
    assert b"AWFk" not in sent.octets
    assert sent.sender == "studs@handel.example"


def test_the_links_of_a_test_without_a_service_lead_nowhere() -> None:
    message = read(template(sending=sending(service_url=""), test=True))

    dead = "https://test.invalid/nobody-is-unsubscribed-by-a-test"
    assert reading.uris(message.headers["List-Unsubscribe"]) == [dead]
    assert "List-Unsubscribe-Post" not in message.headers
    assert dead in message.text
    assert "avsluta?" not in message.text + message.html


@pytest.mark.parametrize("made", [letter(), letter(subject="Till %%company%%"), letter(subject="Årsmöte – vår")])
def test_a_test_is_the_letter_itself_but_for_that(made: Letter) -> None:
    real, test = read(template(letter=made)), read(template(letter=made, test=True))

    differ = {"Subject", "Message-ID", "List-Unsubscribe"}
    assert test.words("Subject") == f"[Test] {real.words('Subject')}"
    assert {name for name in real.headers if real.headers[name] != test.headers[name]} == differ
    token = reading.uris(real.headers["List-Unsubscribe"])[0].rpartition("/")[2]
    assert test.text == real.text.replace(token, "test")
    assert test.html == real.html.replace(token, "test")


def test_two_tests_of_one_letter_are_two_messages() -> None:
    first, second = frozen(), frozen(at=frozen().at.replace(minute=1))
    ids = {template(test=True, frozen=which).message(recipient()).message_id for which in (first, second)}

    assert len(ids | {template().message(recipient()).message_id}) == 3


def test_a_reply_to_the_sender_needs_no_header_of_its_own() -> None:
    message = read(template(mail=mail(reply_to="brev@handel.example")))

    assert "Reply-To" not in message.headers
    assert reading.uris(message.headers["List-Help"]) == ["mailto:brev@handel.example?subject=help"]
