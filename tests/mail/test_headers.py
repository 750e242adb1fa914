"""Headers arrive as they were written: read by a reader of our own, since CPython's undoes CPython's mistakes."""

import random
import re
import shutil
import subprocess
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.formats import headers as encoding
from publish.mail.headers import is_address, is_uri, line, mailto, recipient, uris
from tests.mail import reading

SWEDISH = (
    "årsmöte Öland Göteborg våren Åkersberga nytänkande hållbarhet för och i på kallelse till sommarläger, möte; (2026) "
    "Västra Götalandsregionens näringslivsorganisationer Partnerskap Stockholm 40\u00a0% – ”citat” éclair Malmö–Köpenhamn"
)
ENGLISH = (
    "annual meeting in the spring: Partnership for Stockholm, companies (members) & friends; don't =?miss?= it! "
    'a "quoted" word or\\two AI/IoT 100% https://example.org/a?b=c well-known e.g. 2026-05-12 @home a_b #1 $5 ~ ^'
)
OTHERS = (
    "👩\u200d👩\u200d👧 🇸🇪 ليلى حداد 日本語 Straße naïve Ελλάδα \u0301e e\u0301 İstanbul \u200fعربي "
    + "x" * 80
    + " "
    + "ö" * 80
)
WORDS = tuple(SWEDISH.split(" ")) * 4 + tuple(ENGLISH.split(" ")) * 2 + tuple(OTHERS.split(" "))


def some_words(number: int) -> str:
    """One to thirty words; the same for the same number."""
    chance = random.Random(number)  # noqa: S311 - the same words every time
    language = chance.choice((WORDS, SWEDISH.split(" "), ENGLISH.split(" ")))
    return " ".join(chance.choice(language) for _ in range(chance.randint(1, chance.choice((3, 8, 30)))))


def unfolded(header: str) -> tuple[str, str]:
    """The name and the value of one header, whatever rule its lines break."""
    ((name, value),) = reading.headers(header.split("\r\n")).items()
    return name, value


def test_twenty_thousand_subjects_arrive_as_they_were_written() -> None:
    for number in range(20_000):
        subject = some_words(number)

        header = encoding.words("Subject", subject)

        name, value = unfolded(header)
        assert max(map(len, header.split("\r\n"))) <= 76
        assert (name, reading.unstructured(value)) == ("Subject", subject)


def test_twenty_thousand_names_arrive_as_they_were_written_and_their_addresses_with_them() -> None:
    for number in range(20_000):
        display, address = some_words(number)[:256].strip(), f"{'a' * (1 + number % 60)}@exempel.example"

        _, value = unfolded(f"To: {recipient(display, address)}")

        assert reading.mailbox(value) == (display, address)


@pytest.mark.parametrize("subject", [some_words(number) for number in range(50)])
def test_python_reads_the_same_subject(subject: str) -> None:
    told = message_from_bytes(f"{encoding.words('Subject', subject)}\r\n\r\n".encode("ascii"))["Subject"]

    assert str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", told)))) == subject


_PERL = r"""
use Encode; binmode STDOUT, ':utf8'; $/ = "\0";
while (<STDIN>) { chomp; s/\r\n(?=[ \t])//g; print decode('MIME-Header', $_), "\0" }
"""


@pytest.mark.skipif(not shutil.which("perl"), reason="no perl: apt-get install perl")
def test_another_program_reads_the_same_subjects() -> None:
    subjects = [some_words(number) for number in range(1000)]
    given_lines = "\0".join(encoding.words("Subject", subject) for subject in subjects)

    said = subprocess.run(["perl", "-e", _PERL], input=given_lines.encode("ascii"), capture_output=True, check=True)

    assert said.stdout.decode().rstrip("\0").split("\0") == [f"Subject: {subject}" for subject in subjects]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=300))
def test_any_words_arrive(text: str) -> None:
    text = " ".join(text.split(" ")).strip(" ")
    if text:
        _, value = unfolded(encoding.words("Subject", text))

        assert reading.unstructured(value) == text


def test_lines_are_broken_between_words_and_words_stay_whole() -> None:
    plain = "A plain subject that is so long that it has to be folded somewhere before it ends, and then once more"

    assert encoding.words("Subject", plain).split("\r\n") == [
        "Subject: A plain subject that is so long that it has to be folded somewhere",
        " before it ends, and then once more",
    ]


def test_what_is_not_ascii_stands_in_as_many_encoded_words_as_it_needs() -> None:
    subject = "Kallelse to the annual meeting på Öland, in the summer camp at the sea, and in Göteborg"

    assert encoding.words("Subject", subject).split("\r\n") == [
        "Subject: =?utf-8?q?Kallelse_to_the_annual_meeting_p=C3=A5_=C3=96land=2C_in?=",
        " =?utf-8?q?_the_summer_camp_at_the_sea=2C_and_in_G=C3=B6teborg?=",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "=?utf-8?q?a?==?utf-8?q?b?=",
        f"=?utf-8?q?{'a' * 64}?=",
        "=?utf-8?q?=C3?= =?utf-8?q?=A5?=",
        "=?utf-8?q?a b?=",
        "=?utf-8?q?=c3=a5?=",
        "=?utf-8?b?w6U?=",
        "a=?utf-8?q?a?=",
        "=?utf-8?q??=",
    ],
    ids=["adjacent", "too long", "half a character", "blank", "small letters", "padding", "within a word", "empty"],
)
def test_the_reader_of_these_tests_refuses_what_no_standard_allows(value: str) -> None:
    with pytest.raises((reading.WrongError, ValueError)):
        reading.unstructured(value)


def test_a_long_name_with_a_comma_stays_one_name() -> None:
    display = "Åkersberga, Göteborg & Östersund i samarbete med alla andra kammare i hela landet"

    assert reading.mailbox(unfolded(encoding.mailbox("From", display, "a@b.example"))[1]) == (display, "a@b.example")


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        ("", "ada@x.example"),
        ("Ada Lovelace", "Ada Lovelace <ada@x.example>"),
        ("Lovelace, Ada", '"Lovelace, Ada" <ada@x.example>'),
        ('Ada "Grace" \\', '"Ada \\"Grace\\" \\\\" <ada@x.example>'),
        ("=?utf-8?q?Ada?=", "=?utf-8?b?PT91dGYtOD9xP0FkYT89?= <ada@x.example>"),
        ("Åsa", "=?utf-8?q?=C3=85sa?= <ada@x.example>"),
        ("x" * 300, "ada@x.example"),
        ("ada@x.example", '"ada@x.example" <ada@x.example>'),
    ],
)
def test_a_name_is_written_as_it_needs_to_be(display: str, shown: str) -> None:
    assert recipient(display, "ada@x.example") == shown


def test_an_address_that_is_not_ascii_stands_as_it_is() -> None:
    assert recipient("Åsa", "åsa@exempel.example") == "=?utf-8?q?=C3=85sa?= <åsa@exempel.example>"


GOOD = [
    "ada@exempel.example", "a.b+c@x.example", "åsa@xn--malm-8qa.se", '"a..b"@x.example', "o'neil@x.example", "a@b",
    "用户@xn--fiqs8s.example", f"{'a' * 64}@x.example", f"{'å' * 32}@x.example",
]  # fmt: skip
BAD = [
    "", "ada", "@x.example", "ada@", "a b@x.example", "a@b@c", "a..b@x.example", ".a@x.example", "a.@x.example",
    "a@malmö.se", "a@-x.example", "a@x..example", "a@x.example.", "a,b@x.example", "<a@x.example>", "a@x.example>",
    "a\r\nBcc: b@x.example", "a@x.example\r\nBcc: b@x.example", "a@x.example\n", "a\0@x.example", "a\u2028@x.example",
    "a\x85@x.example", '"a\r\n b"@x.example', '"a b"@x.example', '"a"b"@x.example', "a@[127.0.0.1]", "(c)a@x.example",
    f"{'a' * 65}@x.example", f"{'å' * 33}@x.example", f"a@{'x' * 64}.example", f"a@{'x.' * 127}example", "a;b@x.example",
    "a\u2003b@x.example", "a\u3000b@x.example",
]  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_what_may_stand_in_a_header(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize("address", BAD)
def test_what_may_not(address: str) -> None:
    assert not is_address(address)


@settings(deadline=None)
@given(st.text(max_size=80) | st.from_regex(r"[^@]{1,10}@[a-z.]{1,10}", fullmatch=True))
def test_no_address_brings_a_line_or_a_second_address(address: str) -> None:
    if is_address(address):
        assert reading.mailbox(recipient("", address)) == ("", address)
        assert not re.search(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]", address)


@pytest.mark.parametrize(
    "uri", ["https://a.example/b?c=d&e=%20#f", "mailto:a@b.example?subject=x%20y", "https://a/[b]"]
)
def test_a_uri_may_stand_between_brackets(uri: str) -> None:
    assert is_uri(uri)


@pytest.mark.parametrize(
    "uri", ["", "https://å.example", "https://a b", "https://a>b", "https://a\r\nb", 'https://"', "a<b"]
)
def test_what_would_leave_the_brackets_may_not(uri: str) -> None:
    assert not is_uri(uri)


def test_a_uri_is_never_broken_however_long_it_is() -> None:
    long = "https://handel.example/" + "a" * 200

    assert uris("List-Unsubscribe", "https://a.example/u/x", "mailto:a@b.example") == (
        "List-Unsubscribe: <https://a.example/u/x>,\r\n <mailto:a@b.example>"
    )
    assert uris("List-Unsubscribe", long) == f"List-Unsubscribe:\r\n <{long}>"
    assert line("Feedback-ID", "a" * 65) == f"Feedback-ID: {'a' * 65}"
    assert line("Feedback-ID", "a" * 66) == f"Feedback-ID:\r\n {'a' * 66}"


def test_the_address_one_writes_to_is_quoted_as_uris_are() -> None:
    assert mailto("a+b?c&d%e@x.example", "unsubscribe me") == (
        "mailto:a+b%3Fc%26d%25e@x.example?subject=unsubscribe%20me"
    )
