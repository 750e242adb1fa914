"""`assets/brand.yml` as it is written: the convention of brand.yml, and our additions under `defaults: publish:`."""

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from publish.blocks import Fields
from publish.workspace.brand import GENERIC
from publish.workspace.reading import typed, unexpected

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z][A-Za-z0-9-]*)*")
_SPAN = r"U\+[0-9A-Fa-f]{1,6}(?:-[0-9A-Fa-f]{1,6})?"
_RANGE = re.compile(rf"{_SPAN}(?:, ?{_SPAN})*")
_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)+[A-Za-z0-9_][A-Za-z0-9_.-]*\.(?:ttf|otf|woff2)")


def _name(value: Any) -> str:
    name = typed(value)
    if not _NAME.fullmatch(name):
        unexpected("E218", "a name in small letters, digits and hyphens", f"'{name}'")
    return name


def _colour(value: Any) -> str:
    colour = typed(value)
    if not colour:
        # An unquoted # begins a comment, so nothing is what YAML finds.
        unexpected("E212", 'a colour of the palette, or one like `"#0b3454"` with quotation marks', "nothing")
    return colour


def _family(value: Any) -> str:
    # It stands without quotation marks in CSS, MJML and HTML attributes alike, and PDF/A wants ASCII.
    family = typed(value)
    if not _FAMILY.fullmatch(family):
        hint = "letters a to z, digits and hyphens, each word with a letter first; it need not be the name in the file"
        unexpected("E218", "the name of a font family", f"'{family}'", hint)
    return family


def _stack(value: Any) -> str:
    families = [_family(family) for family in typed(value).split(",")]
    if families[-1] not in GENERIC:
        unexpected("E218", f"a generic family at the end: {', '.join(GENERIC)}", f"'{families[-1]}'")
    return ", ".join(families)


def _range(value: Any) -> str:
    ranges = typed(value)
    if not _RANGE.fullmatch(ranges):
        unexpected("E218", "ranges like U+0000-00FF, U+20AC", f"'{ranges}'")
    return ranges


def _font_path(value: Any) -> str:
    path = typed(value)
    if not _PATH.fullmatch(path):
        hint = "begin it with the folder, like fonts/newsreader/Newsreader-500.ttf"
        unexpected("E218", "a file below assets/ that ends in .ttf, .otf or .woff2", f"'{path}'", hint)
    return path


def _both(value: Any) -> Any:
    """One colour for light and dark, or one for each."""
    return {"light": value, "dark": value} if isinstance(value, str) else value


def _full(value: Any) -> Any:
    return {"full": value} if isinstance(value, str) else value


def _only_family(value: Any) -> Any:
    return {"family": value} if isinstance(value, str) else value


_STRING = WithJsonSchema({"type": "string"})
Name: TypeAlias = Annotated[str, PlainValidator(_name), _STRING]
Colour: TypeAlias = Annotated[str, PlainValidator(_colour), _STRING]
Family: TypeAlias = Annotated[str, PlainValidator(_family), _STRING]
Stack: TypeAlias = Annotated[str, PlainValidator(_stack), _STRING]
Range: TypeAlias = Annotated[str, PlainValidator(_range), _STRING]
FontPath: TypeAlias = Annotated[str, PlainValidator(_font_path), _STRING]
Weight: TypeAlias = Annotated[
    Literal["100", "200", "300", "400", "500", "600", "700", "800", "900"],
    WithJsonSchema({"enum": [100, 200, 300, 400, 500, 600, 700, 800, 900]}),  # to an editor they are numbers
]
Length: TypeAlias = Annotated[float, Field(gt=0, le=400, allow_inf_nan=False)]


class Open(BaseModel):
    """A mapping in which other tools may have fields of their own."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Modes(Fields):
    light: Colour
    dark: Colour


Pair: TypeAlias = Annotated[Modes, BeforeValidator(_both)]


class BrandName(Fields):
    full: str = Field(min_length=1, title="The name in full")
    short: str = Field(default="", title="The short name")


class Meta(Open):
    name: Annotated[BrandName, BeforeValidator(_full)] = Field(title="Whose brand it is")


class ColourFields(Fields):
    palette: dict[Name, Colour] = Field(title="Palette", description="Names and values of the brand's colours")
    foreground: Pair = Field(title="Text")
    background: Pair = Field(title="The page")
    primary: Pair = Field(title="The main colour")
    secondary: Pair = Field(title="Large text and icons")
    tertiary: Pair = Field(title="Large text and icons")
    link: Pair = Field(title="Links")
    success: Pair | None = None
    info: Pair | None = None
    warning: Pair | None = None
    danger: Pair | None = None
    light: Pair | None = None
    dark: Pair | None = None


class FontFile(Fields):
    path: FontPath = Field(title="File, below assets/")
    weight: Weight = "400"
    style: Literal["normal", "italic"] = "normal"
    unicode_range: Name = Field(default="", title="Part of a script", description="A name under unicode-ranges")


class FontFields(Fields):
    family: Family = Field(title="Name of the family")
    source: Literal["file"] = Field(title="Always `file`: readers fetch no fonts from others")
    files: tuple[FontFile, ...] = Field(min_length=1, title="Files")


class TypefaceFields(Fields):
    family: Family = Field(title="One of the families under fonts")
    weight: Weight = Field(default="400", title="Weight")


OneTypeface: TypeAlias = Annotated[TypefaceFields, BeforeValidator(_only_family)]


class Typography(Fields):
    fonts: tuple[FontFields, ...] = Field(min_length=1)
    headings: OneTypeface
    base: OneTypeface


class MoreColours(Fields):
    surface: Pair = Field(title="Panels and cards on the page")
    muted: Pair = Field(title="Quiet text", description="Captions, dates, running titles")
    line: Pair = Field(title="Lines and icons that carry meaning")
    hairline: Pair = Field(title="Lines that only please the eye")
    on_primary: Pair = Field(title="Text on the main colour")
    signal: Pair = Field(title="The one colour that asks for an action")
    on_signal: Pair = Field(title="Text on it")
    deep: Pair = Field(title="The dark ground of covers, mastheads and imprints")
    on_deep: Pair = Field(title="Text on it")
    on_deep_muted: Pair = Field(title="Quiet text on it")
    on_deep_accent: Pair = Field(title="What stands out on it")


class MailStacks(Fields):
    headings: Stack = Field(title="For headings", description="Fonts that mail programs have, a generic one last")
    base: Stack = Field(title="For text", description="Fonts that mail programs have, a generic one last")


class SizeFields(Fields):
    px: Length = Field(title="On wide screens")
    phone: Length = Field(title="On narrow screens, in px")
    pt: Length = Field(title="In print")
    leading: Annotated[float, Field(ge=0.8, le=2, allow_inf_nan=False)] = Field(title="Line height, as a multiple")


class ScaleFields(Fields):
    small: SizeFields
    base: SizeFields
    lead: SizeFields
    h3: SizeFields
    h2: SizeFields
    h1: SizeFields
    display: SizeFields
    figure: SizeFields


class Additions(Fields):
    """What the convention has no word for."""

    color: MoreColours = Field(title="Purposes of colours that the convention does not have")
    print: dict[Name, Colour] = Field(default={}, title="Colours that differ on paper")
    unicode_ranges: dict[Name, Range] = Field(default={}, title="Parts of scripts")
    fallbacks: tuple[Family, ...] = Field(default=(), title="Families for other scripts and emoji, in print")
    mail: MailStacks = Field(title="Fonts in mail")
    scale: ScaleFields = Field(title="Text sizes")


class Defaults(Open):
    publish: Additions


class BrandFields(Fields):
    """The brand, in the convention of brand.yml."""

    meta: Meta
    logo: Any = None
    color: ColourFields
    typography: Typography
    defaults: Defaults
