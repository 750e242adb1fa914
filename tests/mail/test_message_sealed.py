"""The first edition, sealed, becomes a letter that two readers find whole: each word, each link, in both parts."""

import datetime as dt
import re
import shutil
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from publish.archive import Sealed
from publish.formats.message import Letter
from publish.mail.message import Frozen, Template
from publish.workspace import Sending, open_workspace
from tests import made
from tests.archive.making import NOW, sealed
from tests.mail import reading
from tests.mail.composing import recipient

SENDING = Sending(service_url="https://brev.handel.example", bounces="studs@handel.example")
LINK = re.compile(r"https://brev\.handel\.example/u/[A-Za-z0-9_-]{32}")
MARK = "%%unsubscribe_url%%"


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    root = tmp_path_factory.mktemp("sealed")
    shutil.copytree(made.FIRST, root / "content" / made.FIRST.name)
    shutil.copyfile(made.ROOT / "publish.yaml", root / "publish.yaml")
    return sealed(root, made.FIRST.name, now=NOW)


def letter(seal: Sealed, language: str) -> Letter:
    """What was sealed, read back."""
    folder = seal.folder / language
    head = (folder / "newsletter.eml").read_bytes().partition(b"\r\n\r\n")[0].decode("ascii")
    subject = reading.unstructured(reading.headers(head.split("\r\n"))["Subject"])
    text, html = ((folder / f"newsletter.{kind}").read_bytes().decode() for kind in ("txt", "html"))
    return Letter(subject, language, text, html)


def template(seal: Sealed, language: str) -> Template:
    settings = open_workspace(made.ROOT).settings
    frozen = Frozen(
        edition=seal.head.edition,
        version=seal.head.version,
        send=1,
        at=dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC),
        message_key=b"m" * 32,
        token_key=b"t" * 32,
    )
    view_url = f"{settings.base_url}/{seal.head.edition}/{language}/"
    return Template.of(letter(seal, language), settings.mail[language], SENDING, frozen, view_url=view_url)


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_what_was_sealed_is_what_arrives(seal: Sealed, language: str) -> None:
    who = recipient(name="Åsa Öberg, Umeå", language=language)
    octets = template(seal, language).message(who).octets

    strict = reading.read(octets)
    python = message_from_bytes(octets, EmailMessage, policy=policy.default)

    written = letter(seal, language)
    (link,) = set(LINK.findall(strict.html))
    assert strict.text == written.text.replace(MARK, link)
    assert strict.html == written.html.replace(MARK, link)
    assert strict.words("Subject") == written.subject
    assert strict.mailbox("To") == ("Åsa Öberg, Umeå", "ada@exempel.example")
    assert reading.uris(strict.headers["List-Unsubscribe"]) == [link]
    assert [part.get_content().replace("\r\n", "\n") for part in python.iter_parts()] == [strict.text, strict.html]
    assert python["Subject"] == written.subject
    assert python["To"].addresses[0].display_name == "Åsa Öberg, Umeå"
    assert python.defects == []


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_it_is_as_small_as_providers_ask_and_its_lines_are_short(seal: Sealed, language: str) -> None:
    octets = template(seal, language).message(recipient()).octets

    assert len(octets) < 102_000
    assert [line for line in octets.split(b"\r\n") if len(line) > 78] == [
        f" <https://www.stockholmshandelskammare.example/utgavor/{made.FIRST.name}/{language}/>".encode()
    ]


def test_nothing_of_the_reader_is_in_the_template(seal: Sealed) -> None:
    made_of = template(seal, "sv")

    assert made_of.fields == ()
    assert made_of.missing(recipient(name="", first_name="", company="")) == ()
    assert len(made_of.body.slots) == 2
