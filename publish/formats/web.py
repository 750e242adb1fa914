"""
The web page: one HTML file that needs no script, with its pictures, its fonts and its social card beside it.

Templates say what the page is; here is decided which files it needs and how large its pictures are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from publish.blocks import Events, Figures
from publish.edition import Artefact, Edition, Picture
from publish.formats import card, raster
from publish.markdown import Hooks
from publish.prose import Illustration, NoteMark, Table, plain
from publish.theme import Theme
from publish.workspace import Brand

WIDTHS = (640, 1280, 2000)
"""Widths in pixels of the copies of a photograph. Browsers take the smallest that is sharp."""
IN_TEXT = "(min-width: 40rem) 33rem, 100vw"
"""How wide a picture in running text is shown, as `sizes` has it."""
VECTOR = "image/svg+xml"
_IMAGE = re.compile(r"<img[^>]*>")


@dataclass(frozen=True)
class WebPicture:
    """A picture as the page shows it: its copies, and what `img` says of them."""

    picture: Picture

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """The copies, the largest last; a picture is never blown up."""
        smaller = [width for width in WIDTHS if width < self.picture.width]
        return (*smaller, self.picture.width) if len(smaller) < len(WIDTHS) else tuple(smaller)

    @property
    def width(self) -> int:
        """Of the largest copy, like `height`."""
        return self.picture.width if self._is_vector else self.widths[-1]

    @property
    def height(self) -> int:
        return max(1, round(self.picture.height * self.width / self.picture.width))

    @property
    def src(self) -> str:
        """The largest copy."""
        return f"pictures/{self.picture.name}"

    @property
    def srcset(self) -> str:
        """Every copy with its width; empty when there is only one."""
        if self._is_vector or len(self.widths) == 1:
            return ""
        return ", ".join(f"{self._name(width)} {width}w" for width in self.widths)

    @property
    def is_broad(self) -> bool:
        """Whether it fills the page's width without filling the screen's height."""
        return self.picture.width >= 1000 and self.picture.width >= 1.3 * self.picture.height

    def artefacts(self) -> Iterator[Artefact]:
        """The files."""
        if self._is_vector:
            yield Artefact(self.src, self.picture.data)
            return
        for width in self.widths:
            yield Artefact(self._name(width), raster.fit(self.picture, width, None))

    @property
    def _is_vector(self) -> bool:
        return self.picture.media_type == VECTOR

    def _name(self, width: int) -> str:
        return self.src if width == self.widths[-1] else f"pictures/{width}/{self.picture.name}"


def render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]:
    """The page and every file it refers to but the brochure."""
    html = page(edition, theme)
    pictures = _pictures(edition)
    return (
        Artefact("index.html", html.encode()),
        Artefact("card.png", card.render(edition, theme)),
        *(artefact for picture in pictures.values() for artefact in picture.artefacts()),
        *_fonts(edition, theme),
    )


def page(edition: Edition, theme: Theme) -> str:
    """The HTML file."""
    pictures = _pictures(edition)
    return theme.render(
        "web/page.html.j2",
        edition,
        pictures=pictures,
        hooks=_hooks(edition, theme, pictures),
        size_of=_size_of,
        has_long_word=_has_long_word,
        preloads=_preloads(theme.brand),
        pages={language: theme.address(edition, language).page for language in edition.languages},
        main_language=_main_language(edition, theme.workspace.settings.languages),
        events=[event for block in edition.blocks if isinstance(block, Events) for event in block.items],
        locales={language: _locale(theme.words(language).date_locale) for language in edition.languages},
    )


def _pictures(edition: Edition) -> dict[str, WebPicture]:
    return {name: WebPicture(picture) for name, picture in sorted(edition.pictures.items())}


def _hooks(edition: Edition, theme: Theme, pictures: Mapping[str, WebPicture]) -> Hooks:
    """How running text shows what needs more than the text: pictures in their sizes, tables that may be too wide."""
    called: set[int] = set()

    def call(node: NoteMark, usual: str) -> str:
        """A note that is called twice is led back to its first call: an id stands once on a page."""
        again = node.number in called
        called.add(node.number)
        return usual.replace(f' id="call-{node.number}"', "") if again else usual

    def illustration(node: Illustration, usual: str) -> str:
        picture = theme.render(
            "web/_picture.html.j2", edition, picture=pictures[node.picture], alt=node.alt, sizes=IN_TEXT
        )
        return _IMAGE.sub(lambda _: picture.strip(), usual, count=1)

    def table(node: Table, usual: str) -> str:
        label = escape(", ".join(filter(None, map(plain, node.head))))
        return f'<div class="table" role="region" aria-label="{label}" tabindex="0">{usual}</div>'

    return {Illustration: illustration, NoteMark: call, Table: table}


def _size_of(figures: Figures) -> str:
    """How large figures are set: `few` leave more room, a `long` one needs it."""
    longest = max(len(figure.value) for figure in figures.items)
    return "long" if longest > 5 else "few" if len(figures.items) <= 2 else "many"


def _has_long_word(text: str, most: int) -> bool:
    """Whether a word of more than *most* letters needs a wider column: not every browser can hyphenate Swedish."""
    return any(len(word) > most for word in text.split())


def _preloads(brand: Brand) -> tuple[str, ...]:
    """The two files that the first screen is set in: headings and running text."""
    wanted = dict.fromkeys((face.family, face.weight) for face in (brand.headings, brand.base))
    upright = [face for face in brand.faces_for("web") if face.style == "normal"]
    firsts = [[face for face in upright if (face.family, face.weight) == one][:1] for one in wanted]
    return tuple(f"fonts/{face.file}" for first in firsts for face in first)


def _main_language(edition: Edition, languages: Sequence[str]) -> str:
    """The first of the publisher's *languages* that the edition is written in: the others are translations of it."""
    return next((language for language in languages if language in edition.languages), edition.language)


def _locale(locale: str) -> str:
    """A language with its country, as Open Graph wants it: `sv_SE` for `sv`."""
    from babel import Locale
    from babel.core import get_global

    known = Locale.parse(locale, sep="-")
    if not known.territory:
        known = Locale.parse(get_global("likely_subtags").get(known.language, str(known)))
    return "_".join(filter(None, (known.language, known.territory)))


def _fonts(edition: Edition, theme: Theme) -> Iterator[Artefact]:
    for face in theme.brand.faces_for("web"):
        yield Artefact(f"fonts/{face.file}", theme.file(face.path, edition))


def fonts(theme: Theme) -> Iterator[tuple[str, bytes]]:
    """Name and content of every font that pages are set in."""
    for face in theme.brand.faces_for("web"):
        if file := theme.workspace.asset(face.path):
            yield face.file, file.read_bytes()
