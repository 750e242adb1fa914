"""
What the notes of caniemail mean, in our words, and when they matter.

A note qualifies an answer: "partly, see note 2". Each has a test here that looks at how the letter uses the
feature: margins are only lost where they are negative. What hits some accounts of a client alone weighs less.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from publish.check.clients.losses import LOSSES
from publish.check.clients.uses import Element, Use
from publish.check.clients.values import bare, flat, lengths
from publish.check.clients.word import is_centred_by_table, style

Test = Callable[[Use, Element], bool]
FEW = 0.1
"""The part of a client's readers that have their account elsewhere: an assumption, there are no figures."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One note."""

    words: str
    """What happens, for a message; empty where it says no more than the answer."""
    applies: Test
    weight: float = 1.0
    """The part of the client's readers that it hits."""
    is_light: bool = False
    """Whether it is only a matter of looks, however bad the lack of the feature would be."""


def meaning(slug: str, number: str) -> Meaning | None:
    """What a note means; None for one that nobody has judged yet."""
    return _MEANINGS.get(f"{slug}#{number}")


def is_known(slug: str, number: str) -> bool:
    """Whether it is judged, or need not be, since its feature is only a nicety."""
    return slug not in LOSSES or meaning(slug, number) is not None


def _always(_use: Use, _element: Element) -> bool:
    return True


def _never(_use: Use, _element: Element) -> bool:
    """It is a remark, or asks for a rare mistake that a letter from MJML does not make."""
    return False


def _negative(use: Use, _: Element) -> bool:
    return any(length < 0 for length in lengths(use.value))


def _auto(use: Use, element: Element) -> bool:
    """And no table does the same."""
    return "auto" in use.value.split() and not is_centred_by_table(use, element)


def _several(use: Use, _: Element) -> bool:
    """More than one layer, with a comma between them."""
    return "," in flat(use.value)


def _is_sized_by_slash_alone(use: Use, _: Element) -> bool:
    return "/" in bare(use.value) and not any(one.name == "background-size" for one in use.block)


def _says(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda use, _: bool(compiled.search(use.value))


def _on(*tags: str) -> Test:
    return lambda _, element: element.tag in tags


def _not_on(*tags: str) -> Test:
    return lambda _, element: element.tag not in tags


def _holds_a_table(_: Use, element: Element) -> bool:
    return element.find(".//table") is not None


def _has_ground(use: Use, element: Element) -> bool:
    """A colour of its own, and space round it that the colour would run into."""
    own = style(element)
    grounds = own.get("background-color") or own.get("background") or element.get("bgcolor") or "transparent"
    return any(lengths(use.value)) and grounds not in {"transparent", "none"} and "auto" not in use.value.split()


def _is_beside_another_padding(_: Use, element: Element) -> bool:
    parent = element.getparent()
    cells = [one for one in parent if one is not element and one.tag in {"td", "th"}] if parent is not None else []
    return element.tag in {"td", "th"} and any(_vertical(style(one)) != _vertical(style(element)) for one in cells)


def _vertical(own: dict[str, str]) -> tuple[str, str]:
    sides = own.get("padding", "0px").split() or ["0px"]
    return own.get("padding-top", sides[0]), own.get("padding-bottom", sides[2] if len(sides) > 2 else sides[0])


def _is_flexible(use: Use, _: Element) -> bool:
    return any(one.name == "display" and "flex" in one.value for one in use.block)


def _is_rule_of_other(use: Use, _: Element) -> bool:
    """Not a selector of elements alone, like `p::before`."""
    return bool(re.search(r"[.#\[*]", use.selector))


def _names_no_class(use: Use, _: Element) -> bool:
    return not re.search(r"[.#]", use.selector)


_PARAGRAPHS = frozenset({"p", "div", "td", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


def _loose_lines(use: Use, element: Element) -> bool:
    own = style(element)
    if element.tag not in _PARAGRAPHS or "mso-line-height-rule" in own or _is_empty(element):
        return False
    return bool(re.search(r"[\d.](px|em)$", use.value))


def _is_empty(element: Element) -> bool:
    return not "".join(map(str, element.itertext())).strip("\u200a\u200b\u00a0 \n") or len(element) > 0


def _wide_border(use: Use, _: Element) -> bool:
    return "radius" not in use.name and any(length > 8 for length in lengths(use.value))


def _thick_border_in_text(use: Use, element: Element) -> bool:
    """Word draws hairlines round paragraphs; thicker ones only round cells."""
    return element.tag in {"p", "div"} and any(length > 4 for length in lengths(use.value))


def _per_cent_picture(use: Use, element: Element) -> bool:
    return element.tag == "img" and use.value.strip().endswith("%") and use.value.strip() != "100%"


def _lacks(name: str) -> Test:
    return lambda _, element: element.get(name) is None


_IS_DATA_GIF = _says(r"^data:image/gif")
_ROWS: tuple[tuple[str, str, Test], ...] = (
    ("css-display-flex#2", "inline-flex is dropped", _says("inline-flex")),
    ("css-display#2", "that kind of box is dropped", _says(r"flow-root|contents|revert|unset|initial|\w (flex|grid)")),
    ("css-display#3 css-display#7", "the second word is dropped", _says(r"\w \w")),
    ("css-display#4", "", _never),
    ("css-display#5", "boxes do not stand side by side", _always),
    ("css-display#6", "that kind of box is dropped", _says("flow-root|contents|revert|inline flow")),
    ("css-gap#1 css-gap#2", "only gaps of flex boxes are kept", lambda use, one: not _is_flexible(use, one)),
    ("css-align-items#1", "", _never),
    ("css-margin#1 css-text-indent#1", "negative values are dropped", _negative),
    ("css-text-indent#2", "negative values are dropped", _negative),
    ("css-margin#2", "running text has no margins", _on("span")),
    ("css-margin#3", "the colour of the box runs into its margin", _has_ground),
    ("css-margin#4", "it is not centred", _auto),
    ("css-padding#1", "the space is missing", _not_on("td", "th")),
    ("css-padding#2", "all cells of the row take the largest padding", _is_beside_another_padding),
    ("css-border-inline-block-individual#1", "", _always),
    ("css-max-width#1", "it runs as wide as the window", _not_on("table")),
    ("css-max-width#2", "it may be wider", _on("table")),
    ("css-width#1", "it is as wide as what it stands in", _on("body", "span", "div", "p", "img")),
    ("css-width#2", "", _never),
    ("css-height#1", "", _never),
    ("css-height#2", "it is as high as what is in it", _on("body", "span", "div", "p")),
    ("css-intrinsic-size#1", "", _says("max-content")),
    ("css-intrinsic-size#2", "words are broken anywhere", _says("min-content")),
    ("html-width#1", "the picture has a part of its file's width, not of its place's", _per_cent_picture),
    ("html-width#2 html-width#3", "", _never),
    ("css-position#1", "it scrolls with the text", _says("sticky|fixed")),
    ("css-position#2", "it stands where the text has room", _says("relative|absolute|fixed")),
    ("css-position#3", "it stands where the text has room", _says("absolute|fixed|sticky")),
    ("css-position#4", "it stands where the text has room", _says("absolute|fixed")),
    ("css-position#5 css-position#6", "it scrolls with the text", _says("fixed")),
    ("css-left-right-top-bottom#1", "", lambda use, _: use.name in {"left", "top"}),
    ("css-left-right-top-bottom#2", "", _says("%")),
    ("css-float#1", "", _always),
    ("css-float#2", "logical sides are dropped", _says("inline-")),
    ("css-unit-vh#1 css-unit-vmax#1 css-unit-vmin#1", "", _never),
    ("css-unit-vh#2 css-unit-vmax#2 css-unit-vmin#2", "it comes to nothing", _always),
    ("css-unit-vw#1", "", _never),
    ("css-function-light-dark#1", "", _never),
    ("css-function-light-dark#2", "it stays light in dark mode", _always),
    ("css-variables#1", "variables are not declared", _always),
    ("css-modern-color#1", "", _never),
    ("css-modern-color#2", "all declarations beside it are dropped too", _always),
    ("css-rgb#1 css-rgba#1", "colours without commas are dropped", _says(r"rgba?\([^,()]*\)")),
    ("css-rgb#2", "the colour is dropped with its transparency", _says(r"rgb\((?:[^,()]*,){3}|rgb\([^()]*/")),
    ("css-rgb#3 css-rgba#2", "all that stands beside it is dropped too", _says(r"rgba?\([^,()]*\)")),
    ("css-unit-initial#1", "", _never),
    ("css-background-image#3 css-background#1 css-background#5", "several layers are dropped", _several),
    ("css-background-image#5 css-linear-gradient#1 css-radial-gradient#1", "", _always),
    ("css-background#2 css-background#6", "a size after a slash is dropped", _is_sized_by_slash_alone),
    ("css-background#3", "nothing is painted there", _says(r"url\(|gradient\(")),
    ("css-linear-gradient#3 css-radial-gradient#2", "", lambda use, _: use.name == "background-image"),
    ("html-background#2", "nothing is painted there", _not_on("body")),
    ("image-avif#1 image-avif#2 image-avif#3 image-heif#1 image-heif#2 image-heif#3", "", _never),
    ("image-webp#1 image-webp#2 image-webp#3 image-mp4#1", "", _never),
    ("image-bmp#1 image-tiff#1", "its colours are wrong", _always),
    ("image-gif#1", "only its first frame shows", _always),
    ("image-gif#2", "", _never),
    ("image-base64#1", "the picture is missing", _IS_DATA_GIF),
    ("image-base64#2", "", _always),
    ("image-base64#3", "the picture is missing", lambda use, _: "image/png" not in use.value),
    ("html-svg#1", "", _never),
    ("html-svg#2", "", _always),
    ("html-picture#1 html-srcset#2", "", _always),
    ("html-picture#2", "", _never),
    ("html-audio#2 html-audio#3 html-audio#4 html-audio#5 html-audio#6", "it does not play", _always),
    ("html-video#2 html-video#7 html-video#8 html-video#9 html-video#10", "it does not play", _always),
    ("html-video#4", "it does not play", _always),
    ("html-video#5 html-video#11", "it does not play by itself", _lacks("controls")),
    ("html-video#6", "", _never),
    ("html-object#1", "films do not play", lambda _, one: "video" in (one.get("type") or "")),
    ("html-object#2", "PDF files do not show", lambda _, one: "pdf" in (one.get("type") or "")),
    ("html-object#3 html-object#4", "", _always),
    ("html-form#4 html-form#5 html-form#6", "nothing is sent", _always),
    ("html-select#1 html-select#2 html-textarea#3 html-textarea#4", "it cannot be filled in", _always),
    ("html-select#3 html-textarea#5", "a touch sends the form", _always),
    ("html-textarea#2 html-input-text#2", "", _never),
    ("html-marquee#1 html-marquee#2 html-marquee#3", "", _never),
    ("html-base#1 html-base#2 html-base#3", "links lead elsewhere", _always),
    ("html-base#4", "", _never),
    ("html-button-reset#2 html-input-reset#3 html-input-checkbox#2", "a touch sends the form", _always),
    ("html-input-hidden#2 html-input-radio#2 html-input-text#5", "a touch sends the form", _always),
    ("html-button-reset#3 html-button-submit#2", "it does nothing", _always),
    ("html-input-checkbox#1 html-input-hidden#1 html-input-radio#1 html-input-reset#2", "", _always),
    ("html-input-submit#2 html-input-text#1 html-input-text#3 html-input-text#4", "it cannot be filled in", _always),
    ("css-pseudo-element-after#2 css-pseudo-element-before#2", "", _always),
    ("css-pseudo-element-after#3 css-pseudo-element-before#3", "what it writes is missing", _is_rule_of_other),
    ("css-pseudo-class-checked#1 css-pseudo-class-first-child#1", "the rule is dropped", _is_rule_of_other),
    ("css-pseudo-class-first-of-type#1 css-pseudo-class-last-child#1", "the rule is dropped", _is_rule_of_other),
    ("css-pseudo-class-last-of-type#1 css-pseudo-class-only-child#1", "the rule is dropped", _is_rule_of_other),
    ("css-pseudo-class-only-of-type#1", "the rule is dropped", _is_rule_of_other),
    ("css-pseudo-class-checked#2 css-pseudo-class-has#1 css-pseudo-class-nth-child#2", "", _always),
    (
        "css-pseudo-class-nth-last-child#2 css-pseudo-class-nth-last-of-type#2 css-pseudo-class-nth-of-type#2",
        "",
        _always,
    ),
    ("css-selector-adjacent-sibling#2 css-selector-chaining#5", "the rule is dropped", _names_no_class),
    ("css-selector-attribute#1", "the rule is dropped", _says(r"\.[\w-]+\[")),
    ("css-selector-attribute#2", "the rule is dropped", _says(r"[*^$]=")),
    ("css-selector-attribute#3", "the rule finds nothing", _says(r"\[(class|id)\b")),
    ("css-selector-attribute#4", "the rule is dropped", _says(r"\[[\w-]+([~|*^$]=|\])")),
    ("css-selector-attribute#5", "the rule is dropped", _says(r"\[(?!class~=)")),
    ("css-selector-chaining#3 css-selector-chaining#4", "the rule is for other elements", _always),
    ("css-selector-universal#3", "", _always),
    (
        "html-anchor-links#2 html-anchor-links#4 html-anchor-links#5 html-anchor-links#8",
        "",
        _always,
    ),
    ("html-anchor-links#3", "", _always),
    ("html-anchor-links#6 html-anchor-links#9", "", _never),
    ("html-anchor-links#7", "", lambda use, one: not _is_named(use, one)),
    ("html-mailto-links#1", "copies are dropped", _says(r"[?&]b?cc=")),
    ("html-mailto-links#2", "it opens no letter", _always),
    ("html-mailto-links#3", "blind copies are dropped", _says(r"[?&]bcc=")),
    ("css-display-none#1", "tables in it are shown", _holds_a_table),
    ("css-display-none#2", "the picture is shown", _on("img")),
    ("css-visibility#1", "", _never),
    ("html-hidden#1", "", _never),
    ("css-filter#1", "several filters are dropped", _says(r"\) *\w")),
    ("css-clip-path#1", "", _says(r"path\(")),
    ("css-clip-path#2", "", _says(r"url\(")),
    ("css-text-transform#1", "capitals stay", _says("lowercase")),
    ("css-list-style-image#1 css-list-style-image#2 css-list-style-image#3", "", _always),
    ("css-line-height#1", "lines stand closer or wider", _loose_lines),
    ("css-line-height#2", "", _says("normal")),
    ("css-font-size#1", "", _never),
    ("css-font-size#2", "", _says("smaller|larger")),
    ("css-direction#1 html-dir#1", "", _never),
    ("css-border#1", "borders are 8 px wide at most", _wide_border),
    ("css-border#2", "borders of running text are drawn unevenly", _thick_border_in_text),
    ("css-letter-spacing#1", "", lambda use, _: any(length < -5 for length in lengths(use.value))),
    ("css-letter-spacing#2", "em is smaller", _says(r"\dem")),
    ("css-text-decoration#2 css-text-decoration#4 css-text-decoration#5", "only the line is kept", _says(r"\w \w")),
    ("css-text-decoration#3", "lines above the text are dropped", _says("overline")),
    ("css-comments#1 css-comments#2 css-comments#3 css-comments#4 css-comments#5 css-comments#6", "", _never),
    ("html-blockquote#1", "what is quoted is folded away", _always),
    ("html-dir#2", "", _on("table", "td")),
    ("html-dir#3", "", _on("a")),
    ("html-lists#1", "the numbers do not run backwards", lambda use, _: use.name == "reversed"),
    ("html-lists#2", "", _never),
)
_SOME_ACCOUNTS = (
    "css-display-flex#1 css-display-grid#1 css-intrinsic-size#3 css-object-fit#1 css-writing-mode#1 css-unit-calc#1 "
    "css-function-clamp#1 css-function-clamp#2 css-function-max#1 css-function-max#2 css-function-min#1 "
    "css-function-min#2 css-function-light-dark#3 css-variables#2 css-unit-initial#2 css-linear-gradient#2 "
    "css-conic-gradient#1 html-background#1 image-tiff#2 html-form#1 html-popover#1 html-button-reset#1 "
    "html-button-submit#1 html-input-reset#1 html-input-submit#1 css-selector-adjacent-sibling#1 "
    "css-selector-attribute#6 css-selector-chaining#1 css-selector-child#1 css-selector-general-sibling#1 "
    "css-selector-universal#1 css-mix-blend-mode#1 css-text-decoration#1"
)
_MOST_ACCOUNTS = (
    "image-svg#1 html-meter#1 html-progress#1 html-ruby#1 css-pseudo-element-after#1 css-pseudo-element-before#1"
)
"""Known only where an account comes from elsewhere, or only to the maker's own."""


_LIGHT = frozenset(
    {
        "css-background#2",
        "css-background#6",
        "css-margin#3",
        "css-padding#2",
        "css-height#2",
        "css-border#1",
        "html-picture#2",
        "image-webp#3",
    }
)


def _is_named(use: Use, element: Element) -> bool:
    """Whether the place that a link leads to has a `name`, which more clients find than an `id`."""
    name = use.value.removeprefix("#")
    return any(one.get("name") == name for one in element.getroottree().iter("a"))


def _meanings() -> dict[str, Meaning]:
    found = {key: Meaning(words, test, is_light=key in _LIGHT) for keys, words, test in _ROWS for key in keys.split()}
    found |= {key: Meaning("", _always, FEW) for key in _SOME_ACCOUNTS.split()}
    found |= {key: Meaning("", _always, 1 - FEW) for key in _MOST_ACCOUNTS.split()}
    odd = _says("flow-root|contents|revert|unset|flex|grid")
    return found | {"css-display#1": Meaning("that kind of box is dropped", odd, FEW)}


_MEANINGS = _meanings()
