"""The message is one that every mail program opens: its headers, its two parts, and nothing that changes by itself."""

import re
import shutil
import subprocess
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.formats.message import Letter, compose
from publish.formats.mjml import UNSUBSCRIBE
from publish.workspace import Mail
from tests import made

MAIL = Mail(
    from_name="Stockholms Handelskammare",
    sender="brev@handel.example",
    reply_to="info@handel.example",
    unsubscribe_url="https://handel.example/avsluta?a=1&b=2",
    list_id="brev.handel.example",
)
LETTER = Letter(
    "Nu startar vi om",
    "sv",
    f"Hej då\n\nAvsluta:\n{UNSUBSCRIBE}\n",
    f'<p>Hej då <a href="{UNSUBSCRIBE}">Avsluta</a></p>\n',
)


def composed(letter: Letter = LETTER, mail: Mail = MAIL, name: str = "2021-03-30-ett-exempel.sv") -> bytes:
    return compose(letter, mail, date=date(2021, 3, 30), name=name)


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def with_subject(subject: str) -> bytes:
    return composed(Letter(subject, "sv", "x\n", "x\n"))


def with_name(name: str) -> bytes:
    return composed(mail=Mail(name, MAIL.sender, MAIL.reply_to, MAIL.unsubscribe_url, MAIL.list_id))


def header_lines(data: bytes) -> list[str]:
    return data.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def test_a_whole_message() -> None:
    data = composed().decode("ascii")

    mark = re.findall(r'boundary="([0-9a-f]+)"', data)[0]
    assert data.replace(mark, "MARK").split("\r\n") == [
        "From: Stockholms Handelskammare <brev@handel.example>",
        "Reply-To: Stockholms Handelskammare <info@handel.example>",
        "To: undisclosed-recipients:;",
        "Subject: Nu startar vi om",
        "Date: Tue, 30 Mar 2021 08:00:00 +0000",
        "Message-ID: <MARK@handel.example>",
        "Content-Language: sv",
        "List-Id: Stockholms Handelskammare <brev.handel.example>",
        "List-Unsubscribe: <https://handel.example/avsluta?a=1&b=2>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="MARK"',
        "",
        "--MARK",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Language: sv",
        "",
        "Hej d=C3=A5",
        "",
        "Avsluta:",
        "https://handel.example/avsluta?a=3D1&b=3D2",
        "",
        "--MARK",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Language: sv",
        "",
        '<p>Hej d=C3=A5 <a href=3D"https://handel.example/avsluta?a=3D1&amp;b=3D2">A=',
        "vsluta</a></p>",
        "",
        "--MARK--",
        "",
    ]


def test_the_same_letter_is_the_same_message_and_another_is_another() -> None:
    assert composed() == composed()
    assert read(composed())["Message-ID"] != read(composed(name="2021-03-30-ett-exempel.en"))["Message-ID"]


def test_replies_to_the_sender_need_no_header() -> None:
    mail = Mail(MAIL.from_name, MAIL.sender, MAIL.sender, MAIL.unsubscribe_url, MAIL.list_id)

    assert "Reply-To" not in read(composed(mail=mail))


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_the_parts_are_the_letter_with_the_address_to_unsubscribe(folder: Path, language: str) -> None:
    files = made.files(folder, language, "newsletter")
    url = made.theme().workspace.settings.mail[language].unsubscribe_url

    message = read(files["newsletter.eml"])

    parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
    assert message.defects == []
    assert parts["text/plain"].replace("\r\n", "\n") == files["newsletter.txt"].decode().replace(UNSUBSCRIBE, url)
    assert parts["text/html"].replace("\r\n", "\n") == files["newsletter.html"].decode().replace(UNSUBSCRIBE, url)
    assert b"%%" not in files["newsletter.eml"]


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
def test_no_line_is_longer_than_servers_take(folder: Path) -> None:
    data = made.files(folder, "sv", "newsletter")["newsletter.eml"]

    assert max(len(line) for line in data.split(b"\r\n")) <= 78 or max(len(line) for line in header_lines(data)) <= 998
    body = data.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n")) <= 76
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert data.isascii()


# -- headers --------------------------------------------------------------------------------

SUBJECTS = [
    "Kort",
    "Föreningens nyhetsbrev våren 2026: kallelse till årsmöte på Öland och sommarläger i Göteborg",
    "A plain subject that is so long that it has to be folded somewhere before it ends, and then once more to be sure",
    "40\u00a0% – nytänkande, mod & partnerskap",
    "=?utf-8?q?not_encoded?=",
    "x" * 120,
    "ö" * 120,
    "👩\u200d👩\u200d👧 " * 20,
    'Komma, kolon: semikolon; (parentes) <vinkel> "citat"',
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    data = with_subject(subject)

    assert read(data)["Subject"] == subject.strip() or read(data)["Subject"] == subject
    assert all(len(line) <= 78 for line in header_lines(data))


NAMES = [
    "Handelskammaren",
    "Åkersberga, Göteborg & Östersund i samarbete med alla andra kammare i hela landet",
    'Ada "Grace" Lovelace',
    "Redaktionen (Stockholm)",
    "A plain name that goes on for so long that nobody would want to read it to its very end, would they",
    "back\\slash",
    "ليلى حداد",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_arrives_as_it_was_written_and_its_address_with_it(name: str) -> None:
    data = with_name(name)

    # The newer parser of Python puts blanks between neighbouring encoded words; RFC 2047 takes them out.
    display, address = parseaddr(message_from_bytes(data)["From"].replace("\r\n", ""))
    assert (str(make_header(decode_header(display))), address) == (name, MAIL.sender)
    assert all(len(line) <= 78 for line in header_lines(data))


def test_the_address_to_unsubscribe_is_never_encoded_or_broken() -> None:
    url = "https://handel.example/avsluta/" + "a" * 200
    mail = Mail(MAIL.from_name, MAIL.sender, MAIL.reply_to, url, MAIL.list_id)

    assert f"List-Unsubscribe: <{url}>" in header_lines(composed(mail=mail))


_WORD = re.compile(r"=\?utf-8\?([bq])\?([!->@-~]+)\?=")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_encoded_words_keep_the_rules_of_rfc_2047(subject: str) -> None:
    lines = header_lines(with_subject(subject))
    start = next(number for number, line in enumerate(lines) if line.startswith("Subject:"))
    end = next(number for number, line in enumerate(lines) if line.startswith("Date:"))

    for line in lines[start:end]:
        for word in line.removeprefix("Subject:").split():
            if word.startswith("=?"):
                assert _WORD.fullmatch(word)
                assert len(word) <= 75


_DECODE = "use Encode; binmode STDOUT, ':utf8'; local $/; my $t = <STDIN>; $t =~ s/\\r\\n(?=[ \\t])//g; print decode('MIME-Header', $t)"


@pytest.mark.skipif(not shutil.which("perl"), reason="no perl: apt-get install perl")
@pytest.mark.parametrize("subject", SUBJECTS[:4])
def test_another_program_reads_the_same_subject(subject: str) -> None:
    lines = header_lines(with_subject(subject))

    said = subprocess.run(
        ["perl", "-e", _DECODE], input="\r\n".join(lines).encode(), capture_output=True, check=True
    ).stdout.decode()

    assert f"Subject: {subject}" in said.replace("\r\n", "\n").split("\n")


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=200
    )
)
def test_any_subject_arrives(subject: str) -> None:
    data = with_subject(subject)

    assert read(data)["Subject"].split() == subject.split()
    assert all(len(line) <= 78 for line in header_lines(data))
    assert read(data)["Message-ID"]


if shutil.which("spamassassin"):

    @pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
    @pytest.mark.parametrize("language", made.LANGUAGES)
    def test_a_spam_filter_has_nothing_against_it(folder: Path, language: str) -> None:
        data = made.files(folder, language, "newsletter")["newsletter.eml"]

        said = subprocess.run(["spamassassin", "-L", "-t"], input=data, capture_output=True, check=True).stdout

        points = re.findall(rb"Content analysis details:\s+\((-?[\d.]+) points", said)
        assert float(points[0]) <= 0.1
