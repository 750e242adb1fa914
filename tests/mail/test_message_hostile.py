"""Nothing that a member, an editor or a setting says can become anything but words."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publish.mail.message.fields import words
from publish.problems import PublishError
from tests.mail import reading
from tests.mail.composing import frozen, letter, mail, recipient, sending, template

HEADERS = [
    "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Help", "List-Archive", "List-Post",
    "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "X-Auto-Response-Suppress", "Feedback-ID",
    "Content-Language", "MIME-Version", "Content-Type",
]  # fmt: skip
LINK = "https://brev.handel.example/u/AWFkYS1jb2Rl9Cj6b69Y1sXIgtsIASji"
BODIES = {
    "text": "%%name%%\n.%%company%%%%first_name%%\n%%unsubscribe_url%%\n",
    "html": (
        '<p title="%%name%%">%%company%%</p>\n<a href="https://a.example/?q=%%first_name%%">x</a>\n'
        '<a href="%%unsubscribe_url%%">Avsluta</a>\n'
    ),
}
EVERYWHERE = template(letter=letter(subject="Till %%name%% från %%company%%", **BODIES))
ANYTHING = st.text(max_size=120) | st.text(st.sampled_from("%name_.\r\n\0\u2028 <>\"'=?åa\u202e-"), max_size=60)


@settings(max_examples=400, deadline=None)
@given(first_name=ANYTHING, name=ANYTHING, company=ANYTHING)
@example(first_name="\r\nBcc: eve@x.example", name="a\r\n\r\n<script>", company="\n.\r\n.\r\nQUIT")
@example(first_name='"><script>', name="%%company%%", company="%%name%%")
@example(first_name="'", name='"Åsa", "Bo"', company="=?utf-8?q?x?=")
@example(first_name="👩\u200d👩\u200d👧", name="ليلى حداد", company="\u202eba\u2069")
@example(first_name="=?", name="?=", company="?==?")
@example(first_name="\ud800", name="=_" * 30, company="--=_\r\n--")
def test_whatever_a_member_is_called_the_letter_says_so_and_nothing_else(
    first_name: str, name: str, company: str
) -> None:
    whole_letter(first_name, name, company)


@pytest.mark.parametrize("value", [b".", b"a\r\n.b", b"a=\r\n"])
def test_a_value_that_may_bring_a_dot_to_the_beginning_of_a_line_is_looked_at_again(value: bytes) -> None:
    values = EVERYWHERE.values(recipient())

    assert EVERYWHERE.message(recipient(), b"", values).is_dotless
    assert not EVERYWHERE.message(recipient(), b"", (*values[:-1], value)).is_dotless
    assert not EVERYWHERE.message(recipient(), b"X: a\r\n.\r\n", values).is_dotless


def test_ten_thousand_characters_are_a_name_too() -> None:
    whole_letter("å" * 10_000, "." * 10_000, ". " * 5_000)


def whole_letter(first_name: str, name: str, company: str) -> None:
    """Compose it, read it, and compare all that it says."""
    message = EVERYWHERE.message(recipient(first_name=first_name, name=name, company=company))

    read = reading.read(message.octets)

    first_name, name, company = (words(field) for field in (first_name, name, company))
    assert message.is_dotless
    assert b"\r\n." not in b"\r\n" + message.octets
    assert list(read.headers) == HEADERS
    assert read.words("Subject") == words(f"Till {name} från {company}")
    assert read.mailbox("To") == (name if len(name) <= 256 else "", "ada@exempel.example")
    assert read.text == f"{name}\n.{company}{first_name}\n{LINK}\n"
    assert read.html == (
        f'<p title="{escape(name)}">{escape(company)}</p>\n'
        f'<a href="https://a.example/?q={quote(first_name, safe="")}">x</a>\n<a href="{LINK}">Avsluta</a>\n'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ada  \t Lovelace ", "Ada Lovelace"),
        ("Ada\r\nBcc: eve@x.example", "Ada Bcc: eve@x.example"),
        ("Ada\0\x1b[31m\x85\u2028\u2029Lovelace", "Ada [31m Lovelace"),
        ("\u202eAda\u2066 Lovelace", "Ada Lovelace"),
        ("\ud800", ""),
        ("\u00a0\u2003", ""),
        ("Ada\u00a0 Lovelace", "Ada\u00a0 Lovelace"),
        ("نام\u200cخانوادگی", "نام\u200cخانوادگی"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("O’Neil–Åström (f.d. Öst)", "O’Neil–Åström (f.d. Öst)"),
    ],
)
def test_a_name_is_one_line_with_all_its_letters(written: str, shown: str) -> None:
    assert words(written) == shown


@settings(max_examples=300, deadline=None)
@given(text=ANYTHING, html=ANYTHING, subject=ANYTHING, name=ANYTHING)
def test_whatever_a_letter_says_it_is_refused_or_arrives_whole(text: str, html: str, subject: str, name: str) -> None:
    given_letter = letter(
        subject=subject, text=f"{text}%%unsubscribe_url%%", html=f"{html}<a href='%%unsubscribe_url%%'>x</a>"
    )
    try:
        made = template(letter=given_letter, mail=mail(from_name=name))
    except PublishError:
        return

    read = reading.read(made.message(recipient(name="")).octets)

    assert read.words("Subject") == words(subject)
    assert read.mailbox("From") == (words(name), "brev@handel.example")
    if "%%" not in text + html:
        assert read.text == f"{unix(text)}{LINK}"
        assert read.html == f"{unix(html)}<a href='{LINK}'>x</a>"


def unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


SETTING = (
    st.text(max_size=60)
    | st.from_regex(r"(https?://|mailto:)?[a-z.@<>\r\n]{1,30}", fullmatch=True)
    | st.from_regex(r"https://[a-z.-]{1,40}/[!-~]{0,60}", fullmatch=True)
    | st.from_regex(r"[a-z?&%'+]{1,40}@[a-z]{1,60}\.[a-z]{2}", fullmatch=True)
)


@settings(max_examples=300, deadline=None)
@given(
    one=SETTING,
    which=st.sampled_from(
        [
            "sender",
            "reply_to",
            "list_id",
            "unsubscribe_url",
            "service_url",
            "unsubscribe_to",
            "bounces",
            "feedback_id",
            "view_url",
            "edition",
        ]
    ),
)
def test_whatever_a_setting_says_it_is_refused_or_stays_in_its_header(one: str, which: str) -> None:
    changed = {
        "mail": mail(**({which: one} if which in ("sender", "reply_to", "list_id", "unsubscribe_url") else {})),
        "sending": sending(
            **({which: one} if which in ("service_url", "unsubscribe_to", "bounces", "feedback_id") else {})
        ),
        "frozen": frozen(**({which: one} if which == "edition" else {})),
        **({which: one} if which == "view_url" else {}),
    }
    try:
        message = template(**changed).message(recipient())
    except PublishError:
        return

    assert set(reading.read(message.octets).headers) <= set(HEADERS)
    assert message.sender.isascii()
    assert len(message.sender.split()) == 1


@settings(deadline=None)
@given(name=ANYTHING)
def test_python_reads_the_same_structure(name: str) -> None:
    message = message_from_bytes(EVERYWHERE.message(recipient(name=name)).octets, EmailMessage, policy=policy.default)

    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.keys() == HEADERS
    assert all(part.defects == [] for part in message.walk())


@settings(deadline=None)
@given(name=ANYTHING, first_name=ANYTHING)
def test_values_hold_no_white_space_that_signing_would_have_to_look_for(name: str, first_name: str) -> None:
    values = EVERYWHERE.values(recipient(name=name, first_name=first_name))
    in_headers, in_body = set(EVERYWHERE.headers.slots), set(EVERYWHERE.body.slots)

    for slot, value in enumerate(values):
        assert slot in in_headers | in_body
        if slot in in_body:
            assert len(value.replace(b"=\r\n", b"").split()) <= 1
            assert not value.endswith(b"\r\n")
        else:
            assert b" ".join(value.split()) == value.replace(b"\r\n ", b" ")
