"""What each finished file says: its words in one row, its text alternatives, and where its links lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TypeAlias

from lxml import etree

from publish.check.document import Document
from publish.check.identity.hidden import hidden
from publish.check.identity.letters import HTML, PDF, PLAIN, Alphabet, Run, run_of
from publish.check.subject import Subject

Origin: TypeAlias = "etree._Element | None"  # noqa: SLF001  # lxml has no other name for it
"""The element that a word stands in; None where there are no elements."""


@dataclass(frozen=True, slots=True)
class Target:
    """A link."""

    href: str
    words: str
    element: Origin = None


@dataclass(frozen=True, eq=False)
class Output:
    """What one finished file says."""

    name: str
    format: str
    run: Run[Origin]
    """Its words in their order."""
    alts: Run[Origin]
    links: tuple[Target, ...]
    document: Document | None = None
    pages: tuple[int, ...] = ()
    """For a PDF: before which letters a page begins."""
    title: str = ""
    """That the file gives itself, where it has one besides its words."""
    raw: str = field(default="", repr=False)

    @property
    def is_plain(self) -> bool:
        """Whether it is plain text, which has no links but addresses."""
        return self.document is None and self.format == "newsletter"

    @property
    def is_paged(self) -> bool:
        """Whether it has pages, with running titles and numbers."""
        return self.format == "brochure"

    @property
    def alphabet(self) -> Alphabet:
        """What counts as a letter in it."""
        return self.run.alphabet


def outputs(subject: Subject) -> Iterator[Output]:
    """What there is of them."""
    if subject.letter is not None:
        yield of_document(subject.letter)
    if subject.text is not None:
        yield of_text(subject.text)
    if subject.page is not None:
        yield of_document(subject.page)
    if subject.brochure is not None and (found := of_brochure(subject.brochure)):
        yield found


_KEPT_FROM_OUTLOOK = re.compile(r"<!--\[if [^\]]*!\s*mso[^\]]*\]><!-->(.*?)<!--<!\[endif\]-->", re.DOTALL)
_TEXT_IN_IT = re.compile(r">[^<>]*\w|^[^<>]*\w|<img\b")


def of_outlook(subject: Subject) -> Output | None:
    """The letter as classic Outlook shows it; None if nothing that is shown is kept from Outlook."""
    letter, other = subject.letter, subject.letter_in_outlook
    if letter is None or other is None:
        return None
    kept = (match[1] for match in _KEPT_FROM_OUTLOOK.finditer(letter.html[letter.html.find("<body") :]))
    return of_document(other) if any(_TEXT_IN_IT.search(part) for part in kept) else None


# -- HTML -----------------------------------------------------------------------------------

_INLINE_NAMES = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong
    sub sup time tt u var wbr
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_SILENT = frozenset(
    {"head", "script", "style", "template", "noscript", "title", "svg", "math", "object", "iframe", "video", "audio"}
)
_BLANK = " "


def of_document(document: Document) -> Output:
    """A letter or a page, without what is hidden in it."""
    reader = _Reader(hidden(document))
    reader.read(document.body)
    return Output(
        document.name,
        document.format,
        run_of(reader.words, HTML),
        run_of(reader.alts, HTML),
        tuple(reader.links),
        document,
        raw=document.html,
    )


@dataclass
class _Reader:
    """Reads what is shown, however deep, without recursion: a hostile page may be nested without end."""

    unseen: frozenset[etree._Element]
    words: list[tuple[str, Origin]] = field(default_factory=list)
    alts: list[tuple[str, Origin]] = field(default_factory=list)
    links: list[Target] = field(default_factory=list)

    def read(self, top: etree._Element) -> None:
        """All that stands in *top*."""
        waiting: list[tuple[etree._Element, int]] = [(top, -1)]
        while waiting:
            element, begun = waiting.pop()
            if begun >= 0:
                self._close(element, begun)
            elif self._is_read(element):
                self._alternative(element)
                self.words.append(("" if element.tag in _INLINE else _BLANK, None))
                waiting.append((element, len(self.words)))
                self.words.append((element.text or "", element))
                waiting.extend((child, -1) for child in reversed(element))
                continue
            else:
                self._pass_over(element)
            if element.tail and element is not top:
                self.words.append((element.tail, element.getparent()))

    def _is_read(self, element: etree._Element) -> bool:
        return (
            isinstance(element.tag, str)
            and element not in self.unseen
            and element.tag not in _SILENT
            and not _is_mark(element)
        )

    def _pass_over(self, element: etree._Element) -> None:
        if isinstance(element.tag, str) and element not in self.unseen:
            self._alternative(element)
            self.words.append((_BLANK if element.tag == "sup" else "", None))

    def _close(self, element: etree._Element, begun: int) -> None:
        if element.tag == "a" and element.get("href") is not None:
            said = " ".join("".join(text for text, _ in self.words[begun:]).split())
            pictures = " ".join(image.get("alt", "") for image in element.iter("img"))
            self.links.append(Target(str(element.get("href")).strip(), f"{said} {pictures}".strip(), element))
        self.words.append(("" if element.tag in _INLINE else _BLANK, None))

    def _alternative(self, element: etree._Element) -> None:
        if element.tag in ("img", "area") or (element.tag == "input" and element.get("type") == "image"):
            self.alts.extend([(element.get("alt") or "", element), (_BLANK, None)])
        elif element.tag == "svg" or element.get("role") == "img":
            title = next((child for child in element if str(child.tag).rpartition("}")[2] == "title"), None)
            said = element.get("aria-label") or ("".join(map(str, title.itertext())) if title is not None else "")
            self.alts.extend([(said, element), (_BLANK, None)])


def _is_mark(element: etree._Element) -> bool:
    """Whether it is the call of a note, which is no part of the text that calls it."""
    return element.tag == "sup" and "".join(map(str, element.itertext())).strip().isdigit()


# -- plain text -----------------------------------------------------------------------------

_ADDRESS = re.compile(
    r"(?:https?://|mailto:|tel:)[^\s<>]+"
    r"|(?<![^\s<>()\[\]:,;])[^\s<>@()\[\]:,;]{1,64}@[^\s<>@()\[\],;]{1,254}\w"
)


def of_text(text: str, name: str = "newsletter.txt") -> Output:
    """Plain text: the numbers of its links and notes are no part of it; text alternatives stand within it."""
    run: Run[Origin] = run_of([(f"{line}\n", None) for line in PLAIN.drop(text).split("\n")], PLAIN)
    links = tuple(Target(found.rstrip(".,;:"), found) for found in _ADDRESS.findall(text))
    return Output(name, "newsletter", run, run, links, raw=text)


def parts_of(message: bytes) -> tuple[EmailMessage, dict[str, str]]:
    """A message and the texts in it, by media type."""
    parsed = message_from_bytes(message, policy=policy.default)
    parts: dict[str, str] = {}
    for part in parsed.walk():
        if not part.is_multipart() and part.get_content_maintype() == "text":
            try:
                parts.setdefault(part.get_content_type(), part.get_content())
            except (LookupError, UnicodeError):
                continue
    return parsed, parts


# -- PDF ------------------------------------------------------------------------------------


def of_brochure(data: bytes) -> Output | None:
    """The text layer; None for what cannot be read."""
    from publish.formats.pdf.said import said

    if not (found := said(data)):
        return None
    pieces: list[tuple[str, Origin]] = [(f"{line}\n", None) for page in found.pages for line in page.split("\n")]
    run: Run[Origin] = run_of(pieces, PDF)
    letters = [sum(len(chunk) for chunk in PDF.fold(page).split()) for page in found.pages]
    pages = tuple(sum(letters[:count]) for count in range(1, len(letters)))
    alts: Run[Origin] = run_of([(f"{alt}\n", None) for alt in found.alts], PDF)
    links = tuple(Target(href, words) for href, words in found.links)
    return Output("brochure.pdf", "brochure", run, alts, links, None, pages, found.title, "\n".join(found.pages))
