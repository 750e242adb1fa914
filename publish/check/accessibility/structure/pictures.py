"""Pictures in words: text alternatives that are missing, say nothing, or say it twice."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from publish.blocks.fields import alt_mistakes
from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard, is_decoration
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject

if TYPE_CHECKING:
    from publish.problems import Place

RULES = (
    MISSING := Rule(
        "C320",
        Severity.BREAKS,
        "Every picture has a text alternative",
        "Where a picture has no `alt`, a screen reader reads out the name of its file, and a mail program that shows no"
        " pictures shows a gap. Write what one would say instead of it, or an empty `alt` if it only decorates.",
        ("1.1.1",),
    ),
    FILE_NAME := Rule(
        "C321",
        Severity.DEGRADES,
        "A text alternative says what the picture shows",
        "The name of a file, or a word like “picture”, is all that listeners get instead of the picture. Write what one"
        " would say instead of it: what it shows, and why it stands here.",
        ("1.1.1",),
    ),
    PICTURE_OF := Rule(
        "C322",
        Severity.COSMETIC,
        "A text alternative does not begin with “picture of”",
        "Screen readers say “picture” by themselves, so listeners hear it twice. Begin with what there is to see."
        " (What kind of picture it is may matter: “diagram”, “map”, “drawing” are fine.)",
        ("1.1.1",),
    ),
    TWICE := Rule(
        "C323",
        Severity.COSMETIC,
        "A text alternative does not repeat the words beside the picture",
        "Listeners hear the same sentence twice: once as picture, once as caption, heading or link. Say in the text"
        " alternative what the picture shows, and leave to the caption what it is about.",
        ("1.1.1",),
    ),
    LONG := Rule(
        "C324",
        Severity.COSMETIC,
        "A text alternative is short enough to be heard in one breath",
        "A text alternative is read without a pause and cannot be read word by word, and some screen readers cut it off"
        " at 250 characters. Say the main thing, and tell the rest in the text or the caption.",
        ("1.1.1",),
    ),
    DRAWING := Rule(
        "C325",
        Severity.DEGRADES,
        "A drawing in the page has a name, or is hidden from listeners",
        "An `<svg>` without a name is skipped by some screen readers and spelt out, path by path, by others. Give it"
        " `role=img` and `aria-label`, or `aria-hidden=true` if the text beside it says the same.",
        ("1.1.1",),
    ),
    BOTH := Rule(
        "C326",
        Severity.COSMETIC,
        "A picture is either decoration or has words",
        "`role=presentation` and an empty `alt` say that a picture means nothing; another attribute has words for it."
        " Screen readers differ in which of the two they believe. Delete one.",
        ("1.1.1",),
    ),
)

_LONGEST = 250
_TAG = re.compile(r"<(?:img|mj-image)\b[^<>]*>")
_HAS_ALT = re.compile(r"\balt\s*=")
_NOTHING = re.compile(
    r"(en |ett |an? |the )?(bild(en)?|foto(t|grafi)?|illustration(en)?|grafik|logo(typ|typen)?|ikon|omslag(sbild)?"
    r"|image|picture|photo(graph)?|graphic|icon|cover( image)?|img|alt|alt ?text|untitled|namnlös|platshållare"
    r"|placeholder|todo|xxx+|\W+)",
    re.IGNORECASE,
)
_PICTURE_OF = re.compile(
    r"(en |ett |an? |the )?(bild(en)?|foto(t|grafi(et)?)?|image|picture|photo(graph)?)"
    r"\s+(av|på|som visar|föreställande|visar|of"
    r"|showing|shows|that shows)\b",
    re.IGNORECASE,
)


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the pictures of one file."""
    images = heard.all("img")
    yield from _missing(subject, heard, images)
    yield from _told(subject, heard, images)
    for image in images:
        is_silent = image.get("alt") == ""
        has_words = image.get("aria-label") or image.get("title")
        if (is_decoration(image) and image.get("alt")) or (is_silent and has_words):
            message = "a picture is marked as decoration and has words all the same"
            yield BOTH.finding(message, subject.place_of(heard.document, image), artefact=heard.document.name)
    yield from _drawings(subject, heard)


def _missing(subject: Subject, heard: Heard, images: list[etree._Element]) -> Iterator[Finding]:
    others = [one for one in heard.all("area", "input") if one.tag == "area" or one.get("type") == "image"]
    without = [
        one
        for one in (*images, *others)
        if one.get("alt") is None and not heard.name(one) and not is_decoration(one) and not one.get("title")
    ]
    places: dict[Place, list[etree._Element]] = {}
    for one in (*without, *_silenced(subject, heard, images)):
        places.setdefault(subject.place_of(heard.document, one), []).append(one)
    for same in places.values():
        name = (same[0].get("src") or "").rpartition("/")[2][:80]
        count = f", {len(same)} times" if len(same) > 1 else ""
        message = f"the picture '{name}' has no text alternative{count}"
        place = subject.place_of(heard.document, same[0])
        hint = 'write `alt="…"` with what one would say instead, or `alt=""` if it only decorates'
        yield MISSING.finding(message, place, hint=hint, artefact=heard.document.name)


def _silenced(subject: Subject, heard: Heard, images: list[etree._Element]) -> list[etree._Element]:
    """Pictures of a letter whose template writes no `alt`: the compiler makes decoration of them, without a word."""
    if heard.document.format != "newsletter":
        return []
    bare = {
        (text.path, text.content.count("\n", 0, match.start()) + 1)
        for text in subject.sources.templates("newsletter")
        for match in _TAG.finditer(text.content)
        if not _HAS_ALT.search(match[0])
    }
    silent = [image for image in images if image.get("alt") == ""] if bare else []
    places = [(image, subject.place_of(heard.document, image)) for image in silent]
    return [image for image, place in places if (place.path, place.line) in bare]


def _told(subject: Subject, heard: Heard, images: list[etree._Element]) -> Iterator[Finding]:
    """What is wrong with the words of text alternatives; what one line of a template does again and again, once."""
    found: dict[tuple[Rule, Place], list[tuple[str, str]]] = {}
    for image in images:
        alt = (image.get("alt") or "").strip()
        if fault := _fault(heard, image, alt) if alt else None:
            rule, message, hint = fault
            here = subject.place_of(heard.document, image)
            # The reader of the Markdown refuses names of files: those were put here by a template.
            is_written = not alt_mistakes(alt, _file_name(image))
            place = written.alternative(subject, heard.document, image, alt) if is_written else here
            found.setdefault((rule, place), []).append((message, hint))
    for (rule, place), same in found.items():
        message, hint = same[0]
        more = f", and {len(same) - 1} more like it" if len(same) > 1 else ""
        yield rule.finding(f"{message}{more}", place, hint=hint, artefact=heard.document.name)


def _fault(heard: Heard, image: etree._Element, alt: str) -> tuple[Rule, str, str] | None:
    """The rule that a text alternative breaks, what to say of it, and a hint."""
    said = f"'{alt if len(alt) <= 60 else alt[:57].rstrip() + '…'}'"
    if alt_mistakes(alt, _file_name(image)) or _NOTHING.fullmatch(alt):
        return FILE_NAME, f"the text alternative {said} does not say what the picture shows", ""
    if match := _PICTURE_OF.match(alt):
        rest = alt[match.end() :].strip(" :")
        hint = f"begin with '{rest[:40]}'" if rest else ""
        return PICTURE_OF, f"the text alternative begins with '{match[0]}'", hint
    if len(alt) > _LONGEST:
        message = f"a text alternative has {len(alt)} characters, expected at most {_LONGEST}"
        return LONG, message, "say the rest in the text"
    if beside := _repeated(heard, image, alt):
        return TWICE, f"the text alternative {said} is said again by the {beside} beside it", ""
    return None


def _file_name(image: etree._Element) -> str:
    return (image.get("src") or "").partition("?")[0].rpartition("/")[2]


def _repeated(heard: Heard, image: etree._Element, alt: str) -> str:
    """What says the same as *alt* right beside the picture: caption, link, heading or paragraph."""
    letters = letters_of(alt)
    if len(letters) < 4:
        return ""
    for holder in list(image.iterancestors("a", "figure"))[:2]:
        spoken = letters_of(heard.words(holder))
        if holder.tag == "a" and spoken in (letters * 2, letters * 3):
            return "link"
        if holder.tag == "figure" and any(letters_of(heard.words(one)) == letters for one in holder.iter("figcaption")):
            return "caption"
    after = _next_words(heard, image)
    return "text" if after is not None and letters_of(heard.words(after)) == letters else ""


def _next_words(heard: Heard, image: etree._Element) -> etree._Element | None:
    """The next paragraph or heading that follows the picture."""
    elements, at = heard.document.elements, heard.document.number[image]
    for element in elements[at + 1 : at + 12]:
        if element.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "img"):
            return element if element.tag != "img" and element not in heard.hidden else None
    return None


def _drawings(subject: Subject, heard: Heard) -> Iterator[Finding]:
    drawings = [
        one
        for one in heard.elements
        if (one.tag == "svg" or (one.get("role") or "").lower() in ("img", "image"))
        and one.tag != "img"
        and not is_decoration(one)
        and not (one.get("aria-label") or "").strip()
        and not (one.get("aria-labelledby") and heard.name(one))
        and not any((child.text or "").strip() for child in one if child.tag == "title")
    ]
    if drawings:
        count = f", {len(drawings)} times" if len(drawings) > 1 else ""
        message = f"a drawing (`<{drawings[0].tag}>`) has no name{count}"
        place = subject.place_of(heard.document, drawings[0])
        hint = "write `aria-hidden=true` if it only decorates, else `role=img` and `aria-label`"
        yield DRAWING.finding(message, place, hint=hint, artefact=heard.document.name)
