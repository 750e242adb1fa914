"""A sealed letter and a recipient become one message: these headers, these two parts, and nothing by chance."""

from publish.mail.segments import Segments
from tests.mail.composing import frozen, letter, recipient, template
from tests.mail.reading import read

WHOLE = """\
From: Stockholms Handelskammare <brev@handel.example>
Reply-To: Stockholms Handelskammare <info@handel.example>
To: Ada Lovelace <ada@exempel.example>
Subject: Nu startar vi om
Date: Tue, 24 Nov 2026 08:00:00 +0000
Message-ID: <ID@handel.example>
List-Id: Stockholms Handelskammare <brev.handel.example>
List-Help: <mailto:info@handel.example?subject=help>
List-Archive: <https://handel.example/2026-05-12-varbrevet/sv/>
List-Post: NO
List-Unsubscribe:
 <https://brev.handel.example/u/TOKEN>,
 <mailto:avreg@handel.example?subject=unsubscribe%20TOKEN>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: OOF, AutoReply
Feedback-ID: 2026-05-12-varbrevet:1:sv:handel
Content-Language: sv
MIME-Version: 1.0
Content-Type: multipart/alternative;
 boundary="MARK"

--MARK
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Language: sv

Hej=20=
Ada=
!

Avsluta:
https://brev.handel.example/u/TOKEN

--MARK
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Language: sv

<p>Hej=20=
Ada=
! <a href=3D"https://brev.handel.example/u/TOKEN=
">Avsluta</a></p>

--MARK--
"""


def test_a_whole_message() -> None:
    message = template().message(recipient())

    shown = message.octets.decode("ascii").replace("\r\n", "\n")
    for value, name in (
        (message.message_id.partition("@")[0], "ID"),
        ("AWFkYS1jb2Rl9Cj6b69Y1sXIgtsIASji", "TOKEN"),
        (frozen().boundary("sv"), "MARK"),
    ):
        shown = shown.replace(value, name)
    assert shown == WHOLE
    assert (message.number, message.recipient) == (17, "ada@exempel.example")
    assert message.message_id.endswith("@handel.example")


def test_the_same_recipient_gets_the_same_octets_from_another_template_too() -> None:
    assert template().message(recipient()) == template().message(recipient())


def test_signatures_stand_before_all_other_headers_and_change_nothing_else() -> None:
    made = template()
    bare = made.message(recipient())

    signed = made.message(recipient(), b"DKIM-Signature: x\r\n", made.values(recipient()))

    assert signed.octets == b"DKIM-Signature: x\r\n" + bare.octets


def test_headers_and_body_are_the_message_with_an_empty_line_between() -> None:
    made = template()
    values = made.values(recipient())

    assert made.headers.fill(values) + b"\r\n" + made.body.fill(values) == made.message(recipient()).octets
    assert isinstance(made.headers, Segments)


def test_what_a_letter_uses_and_a_member_lacks_is_known_before() -> None:
    made = template(letter=letter(subject="Till %%company%%"))

    assert made.missing(recipient()) == ()
    assert made.missing(recipient(first_name=" \u2028", company="", name="")) == ("first_name", "company")


def test_the_letter_says_what_it_says() -> None:
    message = read(template().message(recipient()).octets)

    link = "https://brev.handel.example/u/AWFkYS1jb2Rl9Cj6b69Y1sXIgtsIASji"
    assert message.text == f"Hej Ada!\n\nAvsluta:\n{link}\n"
    assert message.html == f'<p>Hej Ada! <a href="{link}">Avsluta</a></p>\n'
