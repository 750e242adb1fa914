"""How a block is set, decided by how much it holds."""

import re
from dataclasses import dataclass

from publish import blocks
from publish.edition import Picture
from publish.formats.brochure.measure import MM, balanced, broken, longest_word, width
from publish.prose import inlines, plain

IMPRINT = 1.125
"""The imprint's text, as a share of the brand's small size."""

LABEL = 30.0
"""The room of a label in the imprint, in mm."""

TALLEST = 120.0
"""No picture is higher, in mm."""

SHARES = (1.0, 0.8, 0.64, 0.5, 0.4, 0.3)
"""Sizes of figures, as shares of the brand's; the classes are `step-0` and on."""

_TRACKING = 0.03
_UNIT = 0.5
_FIGURE = re.compile(r"([-−–+±<>≈~]?\d(?:[\d\s.,:/–-]*\d)?)(\D*)")


TITLE_SHARES = (1.0, 0.8, 0.64, 0.5, 0.4)
"""Sizes of the title on the cover, as shares of the brand's."""

_TITLE_TOP = 40.0
"""Where the title begins on the cover, in mm."""

_SURE = 0.95
"""How much of a measure may be filled, by our reckoning, with words that are not to be broken."""


@dataclass(frozen=True, slots=True)
class Title:
    """How the title on the cover is set."""

    share: float
    """Of the brand's size."""
    lines: list[str]
    depth: float
    """How far down the cover it reaches, in mm, more or less."""


def title(text: str, size: float, measure: float, *, pictured: bool) -> Title:
    """
    The largest share of *size* (pt) at which *text* stands in few lines and no word is broken.

    There is more room on a cover that is not *pictured*.
    """
    most = 3 if pictured else 5
    for share in TITLE_SHARES:
        ems = measure * _SURE / (size * share * MM)
        if len(broken(text, ems)) <= most and longest_word(text) <= ems:
            break
    lines = balanced(text, ems) if longest_word(text) <= ems else [text]
    return Title(share, lines, round(_TITLE_TOP + len(lines) * size * share * MM, 1))


def headline(size: float, text: str, measure: float) -> list[str]:
    """A headline of *size* (pt) in lines of equal length; one line if it is not sure that they fit."""
    ems = measure * _SURE / (size * MM)
    return balanced(text, ems) if longest_word(text) <= ems else [text]


_LONGEST_RUNNING = 42
"""Characters of a running title: one line of four columns, or two."""


def running(title: str) -> str:
    """The title as it stands above every page: what leads up to a colon, or as many words as there is room for."""
    if len(title) <= _LONGEST_RUNNING:
        return title
    name = title.partition(": ")[0]
    if len(name) <= _LONGEST_RUNNING:
        return name
    words = title[: _LONGEST_RUNNING - 1]
    return f"{words.rpartition(' ')[0].rstrip(' ,–:;')} …" if " " in words else f"{words}…"


def is_wide(picture: Picture) -> bool:
    """Whether a picture takes the whole width of the type area."""
    return picture.width >= 1.45 * picture.height


def split_figure(value: str) -> tuple[str, str]:
    """A figure and its unit, the blank between them with the unit."""
    found = _FIGURE.fullmatch(value)
    return (found[1], found[2]) if found else (value, "")


def _figure_width(value: str) -> float:
    number, unit = split_figure(value)
    return width(number) - _TRACKING * len(number) + _UNIT * width(unit)


def crop(picture: Picture) -> str:
    """How the small picture of an article is cut; the class says how much room it needs."""
    shape = picture.height / picture.width
    return "flat" if shape <= 0.5 else "tall" if shape > 0.8 else "usual"


def figure_columns(count: int) -> int:
    """Two or four figures stand two by two, others by threes."""
    return {1: 1, 2: 2, 4: 2}.get(count, 3)


def figure_step(block: blocks.Figures, size: float, measure: float) -> int:
    """The first of `SHARES` of the brand's *size* (pt) at which every figure fits *measure* (mm)."""
    longest = max(_figure_width(item.value) for item in block.items)
    fitting = (step for step, share in enumerate(SHARES) if longest * size * share * MM <= measure)
    return next(fitting, len(SHARES) - 1)


def area_columns(count: int) -> int:
    """Areas stand two by two; one or three stand below each other."""
    return 1 if count in (1, 3) else 2


def partners_are_large(block: blocks.Partners) -> bool:
    """Few names are set large."""
    return len(block.items) <= 24


def partner_columns(block: blocks.Partners) -> int:
    """Few names in two columns, many in three."""
    return 2 if partners_are_large(block) else 3


def is_long(article: blocks.Article) -> bool:
    """Whether an article may be torn by the foot of a page."""
    return sum(len(plain(run)) for run in inlines(article.text)) > 600


def is_stacked(block: blocks.Figures | blocks.FocusAreas) -> bool:
    """Whether its items stand below each other and may be torn: one of them might not fit a page."""
    return any(_letters(item) > 1200 for item in block.items)


def _letters(item: blocks.Figure | blocks.FocusArea) -> int:
    if isinstance(item, blocks.Figure):
        return len(plain(item.text))
    return len(plain(item.question)) + sum(len(plain(run)) for run in inlines(item.text))


def bare(href: str) -> str:
    """An address as people write it: without scheme, and without the last slash."""
    return re.sub(r"^(https?://|mailto:|tel:)", "", href).rstrip("/")
