"""The pictures of the letter: how heavy, how large, how long they move."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree

from publish.check.delivery.gif import film
from publish.check.delivery.measure import width
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject
from publish.problems import Place

COVER = 200_000
OTHER = 100_000
"""Octets of a picture; twice as many are no matter of polish any longer."""
ALL = 1_000_000
SHARP = 2.5
"""Pixels of the file for each of its place; 2 are as many as a sharp screen shows."""
CALM = 5.0
"""Seconds that something may move by itself."""

WEIGHT = Rule(
    "C210",
    Severity.DEGRADES,
    "Each picture of the letter weighs at most 100 kB, its cover 200 kB",
    "A letter is often read on a phone, on the way. What is heavier comes in late, when the reader is gone, and costs "
    "money where data does. Save photographs as JPEG; drawings with few colours as SVG or PNG.",
)
SUM = Rule(
    "C211",
    Severity.DEGRADES,
    "All pictures of the letter together weigh at most 1 MB",
    "On a slow connection a megabyte takes half a minute. Leave out pictures that tell nothing, or show them "
    "on the web page only.",
)
PIXELS = Rule(
    "C212",
    Severity.COSMETIC,
    "No picture has more pixels than its place can show",
    "A sharp screen shows two pixels for each that a picture's place is wide. More of them are fetched in vain. "
    "Save the picture smaller, or show it larger.",
)
WIDTH = Rule(
    "C213",
    Severity.DEGRADES,
    "Every picture of the letter says how wide it is",
    "Classic Outlook shows a picture without the attribute `width` as large as its file is, and so tears the letter "
    "apart. Write the width in the template, in pixels and without `px`.",
    clauses=("Word's HTML: https://www.caniemail.com/features/html-width/",),
)
FILM = Rule(
    "C214",
    Severity.DEGRADES,
    "Nothing in the letter moves by itself for more than five seconds",
    "Moving pictures keep people with attention disorders from reading, and in a letter nobody can stop them. Classic "
    "Outlook shows the first frame only, so that must tell all of it. Let the film run once, or use a still picture.",
    criteria=("2.2.2",),
)
RULES = (WEIGHT, SUM, PIXELS, WIDTH, FILM)


@dataclass(frozen=True, eq=False)
class _Shown:
    """A picture of ours as the letter shows it."""

    element: etree._Element
    name: str
    """Of the file, like `mail/bro.jpg`."""
    data: bytes


def check(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the pictures that the letter shows."""
    letter = subject.letter
    if letter is None:
        return
    shown = tuple(_shown(subject, letter))
    first = tuple({picture.name: picture for picture in reversed(shown)}.values())[::-1]
    for picture in first:
        yield from _weight(subject, picture)
        yield from _pixels(subject, letter, picture)
        yield from _film(subject, picture)
    yield from _sum(subject, first)
    yield from _width(subject, letter)


def _shown(subject: Subject, letter: Document) -> Iterator[_Shown]:
    address = subject.theme.address(subject.edition)
    files = {address.file(name): name for name in subject.files["newsletter"] if name.startswith("mail/")}
    for element in letter.all("img"):
        if name := files.get(str(element.get("src", "")), ""):
            yield _Shown(element, name, subject.files["newsletter"][name])


def _weight(subject: Subject, picture: _Shown) -> Iterator[Finding]:
    most = COVER if picture.name.startswith("mail/cover/") else OTHER
    weight = len(picture.data)
    if weight > most:
        message = (
            f"the picture '{_source(picture)}' weighs {_kilo(weight)} in the letter, expected at most {_kilo(most)}"
        )
        severity = Severity.COSMETIC if weight <= 2 * most else None
        hint = "save a photograph as JPEG; crop it, or choose one with less detail"
        place = _place(subject, picture)
        yield WEIGHT.finding(message, place, hint=hint, artefact=picture.name, severity=severity)


def _sum(subject: Subject, pictures: tuple[_Shown, ...]) -> Iterator[Finding]:
    total = sum(len(picture.data) for picture in pictures)
    if total > ALL:
        heaviest = sorted(pictures, key=lambda picture: -len(picture.data))
        message = f"the {len(pictures)} pictures of the letter weigh {_kilo(total)}, expected at most {_kilo(ALL)}"
        evidence = tuple(f"{_source(picture)}: {_kilo(len(picture.data))}" for picture in heaviest[:3])
        hint = f"begin with '{_source(heaviest[0])}'"
        yield SUM.finding(
            message, _place(subject, heaviest[0]), hint=hint, evidence=evidence, artefact="newsletter.html"
        )


def _pixels(subject: Subject, letter: Document, picture: _Shown) -> Iterator[Finding]:
    place, pixels = _number(picture.element.get("width", "")), width(picture.data)
    if place and pixels > SHARP * place:
        message = f"the picture '{_source(picture)}' is {pixels} pixels wide in a place of {place}"
        hint = f"{2 * place} are enough"
        line = subject.place_of(letter, picture.element)
        yield PIXELS.finding(message, line, hint=hint, artefact=picture.name)


def _film(subject: Subject, picture: _Shown) -> Iterator[Finding]:
    moving = film(picture.data)
    if moving and moving.seconds > CALM:
        long = f"for {moving.seconds:.0f} seconds" if moving.rounds else "without end"
        message = f"the picture '{_source(picture)}' moves {long} ({moving.frames} frames), expected at most 5 seconds"
        hint = "save it so that it runs once, or take a still picture"
        evidence = ("classic Outlook for Windows shows the first frame only",)
        yield FILM.finding(message, _place(subject, picture), hint=hint, evidence=evidence, artefact="newsletter.html")


def _width(subject: Subject, letter: Document) -> Iterator[Finding]:
    without = [image for image in letter.all("img") if not _number(image.get("width", "").rstrip("%"))]
    if without:
        source = str(without[0].get("src", ""))
        message = f"{len(without)} picture(s) of the letter without a width, the first is '{source[-60:]}'"
        place = subject.place_of(letter, without[0])
        yield WIDTH.finding(message, place, hint='add `width="…"`, in pixels', artefact=letter.name)


def _source(picture: _Shown) -> str:
    """The file that an editor knows."""
    name = picture.name.rpartition("/")[2]
    return name.removesuffix(".png") if re.search(r"\.(svg|webp)\.png$", name) else name


def _place(subject: Subject, picture: _Shown) -> Place:
    """The line that names the file."""
    name = _source(picture)
    return subject.sources.text.exactly(name) or subject.sources.text.exactly(escape(name)) or subject.sources.whole


def _number(value: str) -> int:
    found = re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", value)
    return int(found[1]) if found else 0


def _kilo(octets: int) -> str:
    return f"{octets / 1000:,.0f} kB"
