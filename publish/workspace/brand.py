"""
The brand as templates see it: colours by what they are for, fonts, and sizes on one scale.

`brandfile` reads it from `assets/brand.yml`; here are only the frozen types, light to import.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

GENERIC = ("serif", "sans-serif", "monospace", "system-ui")


@dataclass(frozen=True, slots=True)
class Colours:
    """A colour for every purpose, as `#rrggbb`, in one mode: light, dark or print."""

    background: str
    surface: str
    """Panels and cards on the background."""
    foreground: str
    muted: str
    """Captions, dates, running titles."""
    line: str
    """Lines and icons that carry meaning."""
    hairline: str
    """Lines that only please the eye; no contrast is promised."""
    primary: str
    on_primary: str
    secondary: str
    """Large text and icons."""
    tertiary: str
    """Large text and icons."""
    signal: str
    """The one colour that asks for an action."""
    on_signal: str
    link: str
    deep: str
    """The dark ground of covers, mastheads and imprints, in every mode."""
    on_deep: str
    on_deep_muted: str
    on_deep_accent: str

    @property
    def properties(self) -> tuple[tuple[str, str], ...]:
        """Name and value of each, the name as CSS writes it: `on-primary`."""
        return tuple((field.name.replace("_", "-"), getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family and what stands in for it."""

    family: str
    weight: int
    print: str
    """Value of `font-family` for print: bundled families only, then a generic one."""
    web: str
    """Value of `font-family` for screens: the bundled family, then what systems have."""


@dataclass(frozen=True, slots=True)
class Size:
    """One step of the scale."""

    px: float
    """On a wide screen."""
    phone: float
    """On a narrow one, in px."""
    pt: float
    """In print."""
    leading: float
    """Line height as a multiple of the size."""

    @property
    def fluid(self) -> str:
        """A CSS length that grows from `phone` at 375 px to `px` at 1280 px and follows the reader's own size."""
        if self.px == self.phone:
            return f"{_number(self.px / 16)}rem"
        slope = (self.px - self.phone) / (1280 - 375)
        rest = (self.phone - slope * 375) / 16
        middle = f"{_number(rest)}rem + {_number(slope * 100)}vw"
        return f"clamp({_number(self.phone / 16)}rem, {middle}, {_number(self.px / 16)}rem)"


@dataclass(frozen=True, slots=True)
class Scale:
    """All text sizes there are."""

    small: Size
    base: Size
    lead: Size
    h3: Size
    h2: Size
    h1: Size
    display: Size
    figure: Size

    @property
    def steps(self) -> tuple[tuple[str, Size], ...]:
        """Name and size of each, smallest first."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    family: str
    weight: int
    style: str
    """normal or italic."""
    path: str
    """Below assets/, like fonts/newsreader/Newsreader-500.ttf."""
    unicode_range: str
    """As CSS writes it; empty when the file is whole."""
    use: frozenset[str]
    """`print` (TTF, OTF) or `web` (WOFF2)."""

    @property
    def file(self) -> str:
        """The file's name without folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Brand:
    """Everything that makes brochure, mail and page one family."""

    name: str
    palette: Mapping[str, str]
    light: Colours
    dark: Colours
    print: Colours
    headings: Typeface
    base: Typeface
    mail_headings: str
    """Value of `font-family` in mail: what mail programs have, ending in a generic family."""
    mail_base: str
    scale: Scale
    faces: tuple[Face, ...]
    fallbacks: tuple[str, ...]
    """Families that draw in print what the main ones cannot: other scripts, emoji."""

    def faces_for(self, use: str) -> tuple[Face, ...]:
        """The faces for `print` or `web`."""
        return tuple(face for face in self.faces if use in face.use)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
