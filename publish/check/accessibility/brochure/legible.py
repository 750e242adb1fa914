"""Whether what is printed can be read: how small the letters are, and how far they stand out from their ground."""

from collections import defaultdict
from collections.abc import Iterator

from publish.check.accessibility.brochure.heard import Heard
from publish.check.accessibility.brochure.origins import Origins
from publish.check.finding import Finding, Rule, Severity
from publish.formats.pdf.report import Colour, Piece
from publish.workspace import contrast

SMALL = Rule(
    "C393",
    Severity.DEGRADES,
    "No text in the brochure is smaller than 8 points",
    "Print below 8 points is out of reach for many who read without trouble otherwise, and paper cannot be zoomed. "
    "Set it larger, or say less.",
    (),
    ("our own limit: WCAG names none for print",),
)
FAINT = Rule(
    "C394",
    Severity.DEGRADES,
    "Text in the brochure stands out from its ground",
    "Grey on white cannot be read in poor light, by weak eyes, or from a tired printer. Text needs a contrast of 4.5:1 "
    "with its ground, large text 3:1. brand.yml is checked for that, so take its colours: `var(--muted)` is the "
    "palest that is safe on the page. Text on pictures and gradients is not measured.",
    ("1.4.3",),
)
RULES = (SMALL, FAINT)

_NAME = "brochure.pdf"
_SMALLEST = 8.0
_SLACK = 0.05
"""Points: what a size may lose by being calculated."""
_UNSEEN = 1.5
"""A contrast at which nobody sees that there is text."""
_LARGE = 14.0
"""Points: from here on bold text is large, and which text is bold is not sure."""


def check(heard: Heard, origins: Origins) -> Iterator[Finding]:
    """What of it is hard to read."""
    yield from _sizes(heard, origins)
    yield from _colours(heard, origins)


def _sizes(heard: Heard, origins: Origins) -> Iterator[Finding]:
    sizes: defaultdict[float, list[Piece]] = defaultdict(list)
    for piece in heard.report.pieces:
        if 0 < piece.size < _SMALLEST - _SLACK and _is_text(piece):
            sizes[piece.size].append(piece)
    for size, pieces in sizes.items():
        message = f"{_count(pieces)} set in {size:g} points, from {_first(pieces)}"
        number = f"{size:g}".replace(".", r"\.").replace(r"0\.", r"0?\.")
        style = origins.style(rf"(?<![\w-])font(?:-size)?\s*:[^;}}]*(?<![\d.]){number}pt")
        place = style or origins.words(pieces[0].text)
        yield SMALL.finding(message, place, hint="set it in 8 points or more", artefact=_NAME)


def _is_text(piece: Piece) -> bool:
    """Whether it is more than the number of a note."""
    return sum(char.isalpha() for char in piece.text) > 1


def _colours(heard: Heard, origins: Origins) -> Iterator[Finding]:
    faint: defaultdict[tuple[str, str, float], list[Piece]] = defaultdict(list)
    for piece in heard.report.pieces:
        # What only decorates, and is not said either, may be as faint as it likes.
        if piece.ink and piece.ground and piece.artifact != "Layout" and any(map(str.isalnum, piece.text)):
            faint[_hex(piece.ink), _hex(piece.ground), _least(piece)].append(piece)
    for (ink, ground, least), pieces in faint.items():
        ratio = contrast.ratio(ink, ground)
        if ratio < least:
            # 4.499 is not 4.5, and must not look as if it were.
            told = f"a contrast of {int(ratio * 100) / 100:.2f}:1, not {least:g}:1"
            message = f"{_count(pieces)} {ink} on {ground}, {told}, from {_first(pieces)}"
            style = origins.style(rf"(?i)(?<![\w-])color\s*:\s*(?:{ink}|{_short(ink)})(?!\w)")
            place = style or origins.words(pieces[0].text)
            severity = Severity.BREAKS if ratio < _UNSEEN else None
            yield FAINT.finding(message, place, hint="take a colour of brand.yml", artefact=_NAME, severity=severity)


def _least(piece: Piece) -> float:
    return contrast.LARGE if piece.size >= _LARGE - _SLACK else contrast.TEXT


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * min(max(part, 0), 1)) for part in colour))


def _short(colour: str) -> str:
    """The colour in three digits, if it can be written so."""
    return f"#{colour[1::2]}" if colour[1::2] == colour[2::2] else colour


def _count(pieces: list[Piece]) -> str:
    return f"{sum(len(piece.text.strip()) for piece in pieces)} letters are"


def _first(pieces: list[Piece]) -> str:
    return f"'{' '.join(pieces[0].text.split())[:60]}' on page {pieces[0].page}"
