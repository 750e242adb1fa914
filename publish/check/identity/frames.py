"""What outputs may say besides their edition: words of the interface, the publisher, the edition's addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from publish.check.identity.letters import Alphabet, Needle
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.formats.marks import MARKS
from publish.problems import PublishError

_FORMATS = ("PDF", "PDF/UA", "PDF/A", "HTML")
"""Names that are the same in every language."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LANDMARK = 9
"""Letters; what is shorter may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Texts and addresses that nobody has to find in the Markdown."""

    texts: tuple[str, ...]
    landmarks: frozenset[str]
    """Those that stand only around an edition, never in it."""
    links: frozenset[str]
    times: frozenset[str]
    """The years of the edition and its months, as letters; only where nothing else stands beside them."""

    def needles(self, alphabet: Alphabet) -> dict[Needle, bool]:
        """What to look for; whether it is a landmark."""
        return {alphabet.needle(text): text in self.landmarks for text in self.texts}


def frames_of(subject: Subject) -> Frames:
    """The frames of a subject's outputs."""
    own = [text for word in _words(subject, subject.edition.language) for text in _pieces(word)]
    others = [text for other in subject.edition.others for word in _words(subject, other) for text in _pieces(word)]
    addresses = tuple(dict.fromkeys(_addresses(subject)))
    said = [
        *own,
        *others,
        *_publisher(subject),
        subject.edition.subject,
        subject.edition.preheader,
        *MARKS,
        *_FORMATS,
    ]
    bare = [bare_address(address) for address in addresses]
    texts = tuple(dict.fromkeys(filter(None, [*said, *addresses, *bare])))
    landmarks = frozenset(text for text in own if sum(map(str.isalnum, text)) >= _LANDMARK)
    times = frozenset(map(letters_of, _times(subject)))
    return Frames(texts, landmarks, frozenset(map(plain_address, addresses)), times)


def bare_address(href: str) -> str:
    """An address as people write it."""
    return re.sub(r"^(?:https?://|mailto:|tel:)", "", href).rstrip("/")


def plain_address(href: str) -> str:
    """An address to compare: without what makes no difference."""
    scheme, colon, rest = href.partition(":")
    if scheme.lower() == "tel":
        return f"tel:{dialled(rest)}"
    return unquote(f"{scheme.lower()}{colon}{rest}").rstrip("/")


def dialled(number: str) -> str:
    """The digits of a telephone number; a zero in brackets is not dialled from abroad."""
    return re.sub(r"[^\d+]", "", number.replace("(0)", ""))


def _words(subject: Subject, language: str) -> Iterator[str]:
    try:
        words = subject.theme.words(language)
    except PublishError:
        return
    yield from (value for value in words.model_dump().values() if isinstance(value, str))


def _pieces(word: str) -> list[str]:
    """A word of `words.yml` as it can be found: what is filled into it stands between its pieces."""
    return [piece.strip() for piece in _PLACEHOLDER.split(word) if any(char.isalnum() for char in piece)]


def _publisher(subject: Subject) -> Iterator[str]:
    settings, language = subject.theme.workspace.settings, subject.edition.language
    if publisher := settings.publisher.get(language):
        yield from (publisher.name, publisher.about, publisher.address, publisher.email, publisher.phone)
    if mail := settings.mail.get(language):
        yield from (mail.from_name, mail.sender, mail.reply_to)


def _times(subject: Subject) -> Iterator[str]:
    """The years of an edition, and its months as a masthead has them."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    edition = subject.edition
    for day in filter(None, (edition.date, edition.updated)):
        yield str(day.year)
        try:
            yield format_date(day, "LLLL yyyy", locale=edition.language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue


def _addresses(subject: Subject) -> Iterator[str]:
    settings, edition = subject.theme.workspace.settings, subject.edition
    for language in dict.fromkeys((edition.language, *edition.others, *settings.languages)):
        address = subject.theme.address(edition, language)
        yield from (address.page, address.brochure, address.card)
        if publisher := settings.publisher.get(language):
            yield from (publisher.website, f"mailto:{publisher.email}")
            if publisher.phone:
                yield f"tel:{publisher.phone}"
    if mail := settings.mail.get(edition.language):
        yield from (mail.unsubscribe_url, f"mailto:{mail.sender}", f"mailto:{mail.reply_to}")
