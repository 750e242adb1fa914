"""Links as those hear them who go from one to the next."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from publish.blocks.fields import vague_mistakes
from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject

RULES = (
    EMPTY := Rule(
        "C330",
        Severity.BREAKS,
        "Every link and button has words",
        "A link without words is spoken as “link”, or as its address, letter by letter. If a picture is all that stands"
        " in it, the text alternative of the picture has to say where the link leads.",
        ("2.4.4", "4.1.2"),
    ),
    VAGUE := Rule(
        "C331",
        Severity.DEGRADES,
        "The words of a link say where it leads",
        "Many listeners call up a list of all links. “Read more” and “here” say nothing there. Name what one gets:"
        " “the programme”, “sign up for the breakfast meeting”.",
        ("2.4.4",),
    ),
    SAME_WORDS := Rule(
        "C332",
        Severity.DEGRADES,
        "Links with the same words lead to the same place",
        "Two links that say the same and lead to different places cannot be told apart in a list of links. Let each say"
        " what is its own.",
        ("2.4.4", "3.2.4"),
    ),
    DOUBLE := Rule(
        "C333",
        Severity.COSMETIC,
        "A picture and the words beside it are one link",
        "Two links to the same place, one after the other, are spoken twice and take two steps with the keyboard. Put"
        " picture and words in one link, with an empty `alt` on the picture.",
        ("2.4.4",),
        ("WCAG 2.2 Techniques, H2",),
    ),
    ADDRESS := Rule(
        "C334",
        Severity.COSMETIC,
        "The words of a link are words, not a long address",
        "A long address is read out sign by sign, and says little to those who see it. Write what one finds there.",
        ("2.4.4",),
    ),
    WINDOW := Rule(
        "C335",
        Severity.COSMETIC,
        "A link that opens a new window says so",
        "In a new window the way back is gone, and those who do not see it do not know why. Let links open where the"
        " reader is (delete `target`), or say in the link's words that it opens a new window.",
        (),
        ("WCAG 2.2 Techniques, G201",),
    ),
    TOOLTIP := Rule(
        "C336",
        Severity.DEGRADES,
        "Nothing is named by a tooltip alone",
        "A `title` shows only under a mouse that rests, never on a phone, and screen readers may leave it out. Write"
        " the words into the link, or into the `alt` of the picture.",
        ("4.1.2",),
        ("WCAG 2.2 Techniques, H65",),
    ),
    LABEL := Rule(
        "C337",
        Severity.DEGRADES,
        "What a link is called holds the words that are seen on it",
        "Those who speak to their device say what they see: “click sign up”. If `aria-label` calls the link something"
        " else, nothing happens; and those who both see and listen hear other words than they read. Delete"
        " `aria-label`, or begin it with the words that are seen.",
        ("2.5.3",),
    ),
)

_NOTES = frozenset({"doc-noteref", "doc-backlink"})
"""Links whose short words are what readers expect."""
_VAGUE = re.compile(
    r"(klicka|tryck|gå|läs|se|följ|via|på|hit|mer|vidare|fortsätt|öppna|ladda|ned|ner|hämta|till|här|den|det|denna|detta"
    r"|länk(en)?|allt|hela|fler|mera|info|sida(n)?|artikel(n)?|inlägg(et)?|dokument(et)?|fil(en)?|pdf"
    r"|click|tap|press|go|read|see|follow|learn|find|out|more|on|continue|open|download|view|this|that|the|here|link|page"
    r"|article|post|document|file|details|to|full|whole|entire|story|reading|now|info)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(https?://)?[\w-]{1,63}(\.[\w-]{1,63}){1,9}(:[0-9]{1,5})?/\S{16,}", re.IGNORECASE)
_NEW_WINDOW = re.compile(
    r"n(ytt|ew)\s+(fönster|window|tab)|ny\s+flik|another\s+(window|tab)|annat\s+fönster", re.IGNORECASE
)


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the links of one file."""
    links = [link for link in heard.all("a") if link.get("href")]
    named = [(link, heard.name(link)) for link in links]
    yield from _empty(subject, heard, [*named, *((one, heard.name(one)) for one in _buttons(heard))])
    spoken = [(link, name) for link, name in named if name and (link.get("role") or "") not in _NOTES]
    yield from _vague(subject, heard, spoken)
    yield from _labels(subject, heard, spoken)
    yield from _same_words(subject, heard, spoken)
    yield from _double(subject, heard, links)
    yield from _addresses(subject, heard, spoken)
    if heard.document.format == "web":  # a mail program opens every link elsewhere
        yield from _windows(subject, heard, spoken)


def is_vague(name: str) -> bool:
    """Whether *name* says nothing about where a link leads: at most six words, none of them one of its own."""
    pieces = re.findall(r"\w+", name)
    return bool(vague_mistakes(name)) or (0 < len(pieces) <= 6 and all(_VAGUE.fullmatch(piece) for piece in pieces))


def _buttons(heard: Heard) -> list[etree._Element]:
    roles = [one for one in heard.elements if one.get("role") in ("button", "link") and one.tag != "a"]
    return [*heard.all("button"), *(one for one in roles if one.tag != "button")]


def _empty(subject: Subject, heard: Heard, named: list[tuple[etree._Element, str]]) -> Iterator[Finding]:
    places: dict[object, list[etree._Element]] = defaultdict(list)
    for element, name in named:
        if not name:
            places[subject.place_of(heard.document, element)].append(element)
    for same in places.values():
        place = subject.place_of(heard.document, same[0])
        count = f", {len(same)} times" if len(same) > 1 else ""
        kind = "link" if same[0].tag == "a" else "button"
        leads = f" to '{(same[0].get('href') or '')[:80]}'" if same[0].get("href") else ""
        titles = (same[0].get("title"), *(image.get("title") for image in same[0].iter("img")))
        if title := next(filter(None, titles), ""):
            message = f"a {kind}{leads} has no words but the tooltip '{title[:60]}'{count}"
            yield TOOLTIP.finding(message, place, artefact=heard.document.name)
        else:
            message = f"a {kind}{leads} has no words{count}"
            hint = "write the words, or the `alt` of the picture in it"
            yield EMPTY.finding(message, place, hint=hint, artefact=heard.document.name)


def _vague(subject: Subject, heard: Heard, named: list[tuple[etree._Element, str]]) -> Iterator[Finding]:
    by_words: dict[str, list[etree._Element]] = defaultdict(list)
    for link, name in named:
        if is_vague(name):
            by_words[name].append(link)
    for name, same in by_words.items():
        count = f", {len(same)} times" if len(same) > 1 else ""
        message = f"the words of a link, '{name}', do not say where it leads{count}"
        if same[0].get("aria-label"):
            place = subject.place_of(heard.document, same[0])
        else:
            place = written.link(subject, heard.document, same[0], name)
        hint = "name what one gets: “the programme”"
        yield VAGUE.finding(message, place, hint=hint, artefact=heard.document.name)


def _labels(subject: Subject, heard: Heard, named: list[tuple[etree._Element, str]]) -> Iterator[Finding]:
    for link, name in named:
        seen = letters_of(words(link)) if heard.label(link) else ""
        if seen and seen not in letters_of(name):
            message = f"a link is called '{name[:60]}', but '{words(link)[:60]}' is seen on it"
            place = subject.place_of(heard.document, link)
            yield LABEL.finding(message, place, hint="delete `aria-label`", artefact=heard.document.name)


def _same_words(subject: Subject, heard: Heard, named: list[tuple[etree._Element, str]]) -> Iterator[Finding]:
    by_words: dict[str, dict[str, etree._Element]] = defaultdict(dict)
    for link, name in named:
        address = (link.get("href") or "").rstrip("/")
        by_words[letters_of(name)].setdefault(address, link)
    for letters, links in by_words.items():
        first, *others = links.values()
        name = heard.name(first)
        if not others or not letters or is_vague(name):
            continue
        addresses = " and ".join(f"'{(link.get('href') or '')[:60]}'" for link in (first, others[0]))
        message = f"links with the same words, '{name[:60]}', lead to different places: {addresses}"
        place = written.link_to(subject, heard.document, others[0], name)
        severity = Severity.COSMETIC if all(_has_context(heard, link) for link in links.values()) else None
        hint = "say in each what is its own"
        yield SAME_WORDS.finding(message, place, hint=hint, artefact=heard.document.name, severity=severity)


def _has_context(heard: Heard, link: etree._Element) -> bool:
    """Whether more words stand in the same paragraph, item or cell: those tell listeners which link it is."""
    holder = next(link.iterancestors("p", "li", "td", "dd", "th"), None)
    return holder is not None and len(letters_of(heard.words(holder))) > len(letters_of(heard.words(link))) + 3


def _double(subject: Subject, heard: Heard, links: list[etree._Element]) -> Iterator[Finding]:
    for one, other in pairwise(links):
        if one.get("href") != other.get("href") or other in one.iterdescendants():
            continue
        pictured = [link for link in (one, other) if next(link.iter("img", "svg"), None) is not None]
        if len(pictured) == 1 and _are_neighbours(heard, one, other):
            message = f"two links to '{(one.get('href') or '')[:80]}' follow each other: a picture and words"
            place = subject.place_of(heard.document, pictured[0])
            hint = "make them one link"
            yield DOUBLE.finding(message, place, hint=hint, artefact=heard.document.name)
            return


def _are_neighbours(heard: Heard, one: etree._Element, other: etree._Element) -> bool:
    """Whether no words stand between two links."""
    document = heard.document
    inside = set(one.iter())
    between = document.elements[document.number[one] : document.number[other]]
    tails = "".join(element.tail or "" for element in between if element not in inside or element is one)
    texts = "".join(element.text or "" for element in between if element not in inside)
    return not (tails + texts).strip()


def _addresses(subject: Subject, heard: Heard, named: list[tuple[etree._Element, str]]) -> Iterator[Finding]:
    for link, name in named:
        if _ADDRESS.fullmatch(name):
            message = f"the words of a link are a long address: '{name[:80]}'"
            place = written.link(subject, heard.document, link, name)
            if place.path != subject.edition.path:
                place = subject.place_of_words(name, heard.document, link)
            hint = "write `[what one finds there](address)`; where only an address can stand, a short one"
            yield ADDRESS.finding(message, place, hint=hint, artefact=heard.document.name)


def _windows(subject: Subject, heard: Heard, named: list[tuple[etree._Element, str]]) -> Iterator[Finding]:
    found = [
        (link, name)
        for link, name in named
        if (link.get("target") or "_self").lower() not in ("_self", "_top", "_parent")
        and not _NEW_WINDOW.search(f"{name} {link.get('title') or ''}")
    ]
    if found:
        link, name = found[0]
        count = f", and {len(found) - 1} more" if len(found) > 1 else ""
        message = f"the link '{name}' opens a new window and does not say so{count}"
        place = subject.place_of(heard.document, link)
        yield WINDOW.finding(message, place, hint="delete `target`", artefact=heard.document.name)
