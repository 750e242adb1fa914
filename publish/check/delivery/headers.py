"""Who writes, whether one can answer, and how one leaves: what mailbox providers ask of every newsletter."""

import re
from collections.abc import Iterator
from email.utils import getaddresses, parsedate_to_datetime

from lxml import etree

from publish.check.delivery.domains import ascii_host, registered
from publish.check.delivery.post import Post
from publish.check.delivery.settings_file import setting
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject
from publish.problems import Place

HEADS = Rule(
    "C260",
    Severity.DEGRADES,
    "The message has the headers that mailbox providers ask for, each once and well-formed",
    "Gmail, Yahoo, Microsoft and Apple refuse newsletters, or put them with the spam, whose sender, date, number, list "
    "name or way to unsubscribe is missing or odd. They are written from the settings under `mail` in publish.yaml.",
    clauses=("RFC 5322, 3.6", "RFC 2369, 3.2", "RFC 2919, 3", "RFC 8058, 3.1"),
)
NAME = Rule(
    "C261",
    Severity.DEGRADES,
    "The sender's name is the name of an organisation or a person",
    "The name is what readers look for in their inbox. An address in its place, emoji or a long name look like a "
    "trick to filters; a phone shows some 25 characters. Write the organisation's name as people say it.",
    clauses=("Google, email sender guidelines: https://support.google.com/mail/answer/81126",),
)
ANSWERS = Rule(
    "C262",
    Severity.DEGRADES,
    "Readers can answer",
    "Who answers a newsletter has something to say, often that an address has changed or that they want to leave. From "
    "'noreply' they hear that nobody listens; filters count answers as a sign that a sender is wanted.",
)
FREE = Rule(
    "C263",
    Severity.DEGRADES,
    "The sender's address belongs to the publisher",
    "Mailbox providers let hardly anybody else send from addresses with their names: sent through other servers, such "
    "letters are refused or taken for spam (DMARC). Send from an address with the organisation's own name.",
    clauses=("RFC 7489, 6.3",),
)
UNSUBSCRIBE = Rule(
    "C264",
    Severity.BREAKS,
    "One can leave the list from the letter, in HTML and in plain text",
    "A newsletter without a visible way out breaks the law in the EU, and mailbox providers ask for it. Readers who "
    "cannot find it report the letter as spam, which hurts all letters that follow. The link is in the imprint.",
    clauses=("Directive 2002/58/EC, article 13.4", "RFC 8058, 1"),
)
RULES = (HEADS, NAME, ANSWERS, FREE, UNSUBSCRIBE)

LONGEST_NAME = 40
MARK = "%%unsubscribe_url%%"
"""What stands in the letter until it is composed for somebody."""
_NEEDED = ("From", "Date", "Message-ID", "Subject", "MIME-Version", "List-Id", "List-Unsubscribe")
_ONCE = (*_NEEDED, "To", "Reply-To", "Sender", "Content-Type", "List-Unsubscribe-Post")
_MESSAGE_ID = re.compile(r"<[^\s<>@]{1,200}@[^\s<>@]{1,250}>")
_LIST_ID = re.compile(r"[^<>]*<([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,255})>")
_UNSUBSCRIBE = re.compile(r"<https://[^\s<>]+>(?:\s*,\s*<mailto:[^\s<>]+>)?|<mailto:[^\s<>]+>\s*,\s*<https://[^\s<>]+>")
_NOBODY = re.compile(r"(?:no|do-?not|inga)[-_.]?(?:reply|respond|svar)|svara[-_.]?(?:inte|ej)", re.IGNORECASE)
_PROVIDERS = (
    "aol.com bredband.net comhem.se gmail.com gmx.com gmx.de gmx.net googlemail.com hotmail.com hotmail.se icloud.com "
    "live.com live.se mac.com mail.ru me.com msn.com outlook.com outlook.se proton.me protonmail.com spray.se "
    "telia.com web.de yahoo.com yahoo.se yandex.com yandex.ru ymail.com"
)
FREE_PROVIDERS = frozenset(_PROVIDERS.split())
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]")


def check(subject: Subject, post: Post) -> Iterator[Finding]:
    """What is wrong with the head of the message, and with the way out."""
    for message, key in (*_missing(post), *_malformed(post)):
        yield HEADS.finding(message, setting(subject, key), artefact="newsletter.eml")
    for message in _list(post):
        hint = "take a name under one of your own, like newsletter.example.org"
        place = setting(subject, "list-id")
        yield HEADS.finding(message, place, hint=hint, artefact="newsletter.eml", severity=Severity.COSMETIC)
    yield from _sender(subject)
    yield from _ways_out(subject, post)


def _missing(post: Post) -> Iterator[tuple[str, str]]:
    for name in _NEEDED:
        if not any(post.header(name)):
            yield f"the header {name} is missing", "mail"
    for name in _ONCE:
        if len(post.header(name)) > 1:
            yield f"the header {name} stands {len(post.header(name))} times, expected once", "mail"


def _malformed(post: Post) -> Iterator[tuple[str, str]]:
    """Each header that is there and not what its RFC asks, with the setting it comes from."""
    for value in post.header("From")[:1]:
        found = getaddresses([value])
        if len(found) != 1 or "@" not in found[0][1]:
            yield f"expected one address in From, found '{value}'", "from"
    for value in post.header("Message-ID")[:1]:
        if not _MESSAGE_ID.fullmatch(value):
            yield f"expected a Message-ID like <number@host>, found '{value}'", "from"
    for value in post.header("Date")[:1]:
        try:
            parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            yield f"expected a date as RFC 5322 writes it, found '{value}'", "mail"
    for value in post.header("List-Unsubscribe")[:1]:
        if not _UNSUBSCRIBE.fullmatch(value):
            yield f"expected one https address in List-Unsubscribe, found '{value}'", "unsubscribe-url"
    for value in post.header("List-Unsubscribe-Post")[:1]:
        if value != "List-Unsubscribe=One-Click":
            yield f"expected 'List-Unsubscribe=One-Click' in List-Unsubscribe-Post, found '{value}'", "mail"


def _list(post: Post) -> Iterator[str]:
    """The list's name, which must lie under a name that the sender owns."""
    sender = _domain(next(iter(post.header("From")), ""))
    for value in post.header("List-Id")[:1]:
        found = _LIST_ID.fullmatch(value)
        if not found:
            yield f"expected a List-Id like Name <list.host>, found '{value}'"
        elif sender and registered(ascii_host(found[1]) or found[1]) != registered(sender):
            yield f"the list's name '{found[1]}' does not lie under the sender's '{registered(sender)}'"


def _domain(value: str) -> str:
    found = getaddresses([value])
    return ascii_host(found[0][1].rpartition("@")[2]) if found else ""


def _sender(subject: Subject) -> Iterator[Finding]:
    mail = subject.theme.workspace.settings.mail[subject.edition.language]
    if fault := _name_fault(mail.from_name):
        message = f"the sender's name '{mail.from_name}' {fault}"
        hint = "write the organisation's name as people say it"
        yield NAME.finding(message, setting(subject, "from-name"), hint=hint, artefact="newsletter.eml")
    if _NOBODY.fullmatch(mail.reply_to.partition("@")[0]):
        key = "reply-to" if mail.reply_to != mail.sender else "from"
        message = f"answers go to '{mail.reply_to}', where nobody reads them"
        hint = "set `reply-to` to an address that somebody reads"
        yield ANSWERS.finding(message, setting(subject, key), hint=hint, artefact="newsletter.eml")
    if registered(ascii_host(mail.sender.rpartition("@")[2])) in FREE_PROVIDERS:
        message = (
            f"the sender '{mail.sender}' has an address of a mailbox provider, expected one of the publisher's own"
        )
        hint = "ask for an address with the organisation's name"
        yield FREE.finding(message, setting(subject, "from"), hint=hint, artefact="newsletter.eml")


def _name_fault(name: str) -> str:
    if re.search(r"\S@\S", name) or re.match(r"https?:|www\.", name.lower()):
        return "is an address, expected a name"
    if _EMOJI.search(name):
        return "holds emoji, which mailbox providers ask senders to leave out"
    if len(name) > LONGEST_NAME:
        return f"has {len(name)} characters, expected at most {LONGEST_NAME}"
    return ""


def _ways_out(subject: Subject, post: Post) -> Iterator[Finding]:
    address = subject.theme.workspace.settings.mail[subject.edition.language].unsubscribe_url
    if subject.letter is not None and not any(_leads_out(link) for link in subject.letter.all("a")):
        message = "the letter has no visible link to unsubscribe"
        place = _imprint(subject, ".mjml.j2")
        hint = 'put `<a href="{{ unsubscribe }}">{{ words.unsubscribe }}</a>` in the imprint'
        yield UNSUBSCRIBE.finding(message, place, hint=hint, artefact="newsletter.html")
    if post.text is not None and address not in post.text:
        place = _imprint(subject, ".txt.j2")
        message = "the plain text does not say where to unsubscribe"
        hint = "put `{{ unsubscribe }}` in the imprint"
        yield UNSUBSCRIBE.finding(message, place, hint=hint, artefact="newsletter.txt")


def _leads_out(link: etree._Element) -> bool:
    """Whether a link is the one to unsubscribe, with words and not hidden."""
    hidden = any(
        "display:none" in element.get("style", "").replace(" ", "") for element in (link, *link.iterancestors())
    )
    return str(link.get("href")) == MARK and bool(words(link)) and not hidden


def _imprint(subject: Subject, suffix: str) -> Place:
    """The template in which the link belongs: where its words stand, or else the imprint."""
    templates = [text for text in subject.sources.templates("newsletter") if text.path.endswith(suffix)]
    for text in templates:
        for spelling in ("words.unsubscribe", "unsubscribe"):
            if (at := text.content.find(spelling)) >= 0:
                return text.place(at)
    named = [text for text in templates if "_imprint" in text.path]
    return Place(named[0].path) if named else subject.sources.whole
