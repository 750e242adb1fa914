"""What the file says of itself: its language, its title, its bookmarks and the numbers of its pages."""

from collections.abc import Iterator

from publish.check.accessibility.brochure.heard import Heard, is_same_language, level_of
from publish.check.accessibility.brochure.origins import Origins
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.formats.pdf.report import Bookmark, Element

LANGUAGE = Rule(
    "C380",
    Severity.BREAKS,
    "The brochure is in the language of its edition",
    "A screen reader takes its voice from the language that the PDF names. Swedish read by an English voice cannot be "
    'understood. Let the template write `<html lang="{{ edition.language }}">`.',
    ("3.1.1",),
    ("ISO 14289-1, 7.2",),
)
TITLE = Rule(
    "C381",
    Severity.DEGRADES,
    "The brochure has the title of its edition",
    "The title stands in the window and in every list of open files, and a screen reader says it first. With another "
    "title nobody finds the right window. Let the template write `<title>{{ edition.title }}</title>`.",
    ("2.4.2",),
    ("ISO 14289-1, 7.1",),
)
BOOKMARKS = Rule(
    "C382",
    Severity.DEGRADES,
    "Every heading of the brochure has its bookmark",
    "Bookmarks are how one moves about in a PDF: by eye in the side bar, by ear from a list. A heading without one, "
    "or one that leads astray, hides a part of the brochure. The engine makes them of headings, unless the style's "
    "`bookmark-level` or `bookmark-label` says otherwise.",
    ("2.4.5",),
    ("ISO 14289-1, 7.17", "PDF2 of the WCAG techniques"),
)
NUMBERS = Rule(
    "C383",
    Severity.DEGRADES,
    "The page numbers in print are those of the file",
    "Who is told to look at page 4 and types 4 into the viewer should come to the page with that number. Count every "
    "page from the cover on, as the stock templates do, and leave the counter `page` alone.",
    (),
    ("ISO 14289-1, 7.17", "PDF17 of the WCAG techniques"),
)
RULES = (LANGUAGE, TITLE, BOOKMARKS, NUMBERS)

_NAME = "brochure.pdf"


def check(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    """What of it is wrong."""
    yield from _language(subject, heard, origins)
    yield from _title(subject, heard, origins)
    yield from _bookmarks(heard, origins)
    yield from _numbers(heard, origins)


def _language(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    said, wanted = heard.report.language, subject.edition.language
    if not is_same_language(said, wanted):
        message = f"the brochure says that it is in '{said}', and the edition is in '{wanted}'"
        hint = 'write <html lang="{{ edition.language }}">'
        yield LANGUAGE.finding(message, origins.spelled("<html"), hint=hint, artefact=_NAME)


def _title(subject: Subject, heard: Heard, origins: Origins) -> Iterator[Finding]:
    said, wanted = heard.report.title, " ".join(subject.edition.title.split())
    hint = "write <title>{{ edition.title }}</title>"
    if not said or letters_of(wanted) not in letters_of(said):
        message = f"the brochure's title is '{said}', and the edition's is '{wanted}'"
        yield TITLE.finding(message, origins.spelled("<title>"), hint=hint, artefact=_NAME)
    elif not heard.report.shows_title:
        message = "the window shows the name of the file, and not the title"
        yield TITLE.finding(message, origins.spelled("<title>"), hint=hint, artefact=_NAME)


def _bookmarks(heard: Heard, origins: Origins) -> Iterator[Finding]:
    fault = _first_fault(heard.headings, list(heard.report.bookmarks))
    if not fault:
        return
    message, heading = fault
    style = origins.style(r"(?<![\w-])bookmark-(?:level|label)\s*:")
    place = style or origins.words(heading.words, "h1", "h2", "h3", "h4", "h5", "h6")
    hint = "take `bookmark-level` and `bookmark-label` out of the style" if style else "make it a heading, h1 to h6"
    yield BOOKMARKS.finding(message, place, hint=hint, artefact=_NAME)


def _first_fault(headings: tuple[Element, ...], bookmarks: list[Bookmark]) -> tuple[str, Element] | None:
    """What is wrong with the bookmarks, told once, and the heading at which it shows."""
    left = list(bookmarks)
    missing = []
    for heading in headings:
        found = next((mark for mark in left if letters_of(mark.title) == letters_of(heading.words)), None)
        if found is None:
            missing.append(heading)
        else:
            left.remove(found)
    if missing:
        count = f"{len(missing)} of {len(headings)} headings have no bookmark, like"
        return f"{count if len(missing) > 1 else 'no bookmark leads to the heading'} '{missing[0].words}'", missing[0]
    pairs = list(zip(headings, bookmarks, strict=False))
    for depth, (heading, mark) in zip(_depths(headings), pairs, strict=False):
        if letters_of(mark.title) != letters_of(heading.words):
            return f"the bookmark '{mark.title}' stands where '{heading.words}' comes in the text", heading
        if mark.page != heading.page:
            return f"the bookmark '{mark.title}' leads to page {mark.page}, not to page {heading.page}", heading
        if mark.level != depth:
            return f"the bookmark '{mark.title}' stands on level {mark.level}, its heading on level {depth}", heading
    return None


def _depths(headings: tuple[Element, ...]) -> Iterator[int]:
    """How deep each heading stands below others; a level that is left out does not count."""
    above: list[int] = []
    for heading in headings:
        level = level_of(heading)
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield len(above)


def _numbers(heard: Heard, origins: Origins) -> Iterator[Finding]:
    if heard.report.has_labels:
        return
    running = [piece for piece in heard.report.pieces if piece.artifact in {"Header", "Footer"}]
    printed = {piece.page: int(piece.text) for piece in running if piece.text.isdecimal() and len(piece.text) < 5}
    wrong = [(page, number) for page, number in sorted(printed.items()) if page != number]
    # A lone number may be a year; numbers that run on are those of pages.
    if len(wrong) > 1 and len({number - page for page, number in wrong}) == 1:
        page, number = wrong[0]
        message = f"page {page} of the file has the number {number} in print, and so on for {len(wrong)} pages"
        place = origins.style(r"counter-(?:reset|increment|set)\s*:[^;}]*\bpage\b") or origins.spelled("counter(page)")
        hint = "count pages from the cover on, and leave the counter `page` alone"
        yield NUMBERS.finding(message, place, hint=hint, artefact=_NAME)
