"""
What the notes of caniemail mean, in our words, and when they matter.

A note qualifies an answer: "partly, see note 2". Each has a test here that looks at how the letter uses the
feature: margins are only lost where they are negative. What hits some accounts of a client alone weighs less.
"""

from dataclasses import dataclass

from publish.check.clients import when
from publish.check.clients.losses import LOSSES
from publish.check.clients.when import Test

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


_NO_BOX = "that kind of box is dropped"
_ROWS: tuple[tuple[str, str, Test], ...] = (
    ("css-display-flex#2", "inline-flex is dropped", when.says("inline-flex")),
    (
        "css-display#2",
        _NO_BOX,
        when.says(r"flow-root|contents|revert|unset|initial|\w (flex|grid)"),
    ),
    ("css-display#3 css-display#7", "the second word is dropped", when.says(r"\w \w")),
    ("css-display#4", "", when.never),
    ("css-display#5", "boxes do not stand side by side", when.always),
    ("css-display#6", _NO_BOX, when.says("flow-root|contents|revert|inline flow")),
    ("css-gap#1 css-gap#2", "only gaps of flex boxes are kept", when.is_not_flexible),
    ("css-align-items#1", "", when.never),
    ("css-margin#1 css-text-indent#1", "negative values are dropped", when.negative),
    ("css-text-indent#2", "negative values are dropped", when.negative),
    ("css-margin#2", "running text has no margins", when.on("span")),
    ("css-margin#3", "the colour of the box runs into its margin", when.has_ground),
    ("css-margin#4", "it is not centred", when.auto),
    ("css-padding#1", "the space is missing", when.not_on("td", "th")),
    ("css-padding#2", "all cells of the row take the largest padding", when.is_beside_another_padding),
    ("css-border-inline-block-individual#1", "", when.always),
    ("css-max-width#1", "it runs as wide as the window", when.not_on("table")),
    ("css-max-width#2", "it may be wider", when.on("table")),
    ("css-width#1", "it is as wide as what it stands in", when.on("body", "span", "div", "p", "img")),
    ("css-width#2", "", when.never),
    ("css-height#1", "", when.never),
    ("css-height#2", "it is as high as what is in it", when.on("body", "span", "div", "p")),
    ("css-intrinsic-size#1", "", when.says("max-content")),
    ("css-intrinsic-size#2", "words are broken anywhere", when.says("min-content")),
    ("html-width#1", "the picture has a part of its file's width, not of its place's", when.per_cent_picture),
    ("html-width#2 html-width#3", "", when.never),
    ("css-position#1", "it scrolls with the text", when.says("sticky|fixed")),
    ("css-position#2", "it stands where the text has room", when.says("relative|absolute|fixed")),
    ("css-position#3", "it stands where the text has room", when.says("absolute|fixed|sticky")),
    ("css-position#4", "it stands where the text has room", when.says("absolute|fixed")),
    ("css-position#5 css-position#6", "it scrolls with the text", when.says("fixed")),
    ("css-left-right-top-bottom#1", "", when.is_named("left", "top")),
    ("css-left-right-top-bottom#2", "", when.says("%")),
    ("css-float#1", "", when.always),
    ("css-float#2", "logical sides are dropped", when.says("inline-")),
    ("css-unit-vh#1 css-unit-vmax#1 css-unit-vmin#1", "", when.never),
    ("css-unit-vh#2 css-unit-vmax#2 css-unit-vmin#2", "it comes to nothing", when.always),
    ("css-unit-vw#1", "", when.never),
    ("css-function-light-dark#1", "", when.never),
    ("css-function-light-dark#2", "it stays light in dark mode", when.always),
    ("css-variables#1", "variables are not declared", when.always),
    ("css-modern-color#1", "", when.never),
    ("css-modern-color#2", "all declarations beside it are dropped too", when.always),
    ("css-rgb#1 css-rgba#1", "colours without commas are dropped", when.says(r"rgba?\([^,()]*\)")),
    ("css-rgb#2", "the colour is dropped with its transparency", when.says(r"rgb\((?:[^,()]*,){3}|rgb\([^()]*/")),
    ("css-rgb#3 css-rgba#2", "all that stands beside it is dropped too", when.says(r"rgba?\([^,()]*\)")),
    ("css-unit-initial#1", "", when.never),
    ("css-background-image#3 css-background#1 css-background#5", "several layers are dropped", when.several),
    ("css-background-image#5 css-linear-gradient#1 css-radial-gradient#1", "", when.always),
    ("css-background#2 css-background#6", "a size after a slash is dropped", when.is_sized_by_slash_alone),
    ("css-background#3", "nothing is painted there", when.says(r"url\(|gradient\(")),
    ("css-linear-gradient#3 css-radial-gradient#2", "", when.is_named("background-image")),
    ("html-background#2", "nothing is painted there", when.not_on("body")),
    ("image-avif#1 image-avif#2 image-avif#3 image-heif#1 image-heif#2 image-heif#3", "", when.never),
    ("image-webp#1 image-webp#2 image-webp#3 image-mp4#1", "", when.never),
    ("image-bmp#1 image-tiff#1", "its colours are wrong", when.always),
    ("image-gif#1", "only its first frame shows", when.always),
    ("image-gif#2", "", when.never),
    ("image-base64#1", "the picture is missing", when.says("^data:image/gif")),
    ("image-base64#2", "", when.always),
    ("image-base64#3", "the picture is missing", when.says("^data:(?!image/png)")),
    ("html-svg#1", "", when.never),
    ("html-svg#2", "", when.always),
    ("html-picture#1 html-srcset#2", "", when.always),
    ("html-picture#2", "", when.never),
    ("html-audio#2 html-audio#3 html-audio#4 html-audio#5 html-audio#6", "it does not play", when.always),
    ("html-video#2 html-video#7 html-video#8 html-video#9 html-video#10", "it does not play", when.always),
    ("html-video#4", "it does not play", when.always),
    ("html-video#5 html-video#11", "it does not play by itself", when.lacks("controls")),
    ("html-video#6", "", when.never),
    ("html-object#1", "films do not play", when.has("type", "video")),
    ("html-object#2", "PDF files do not show", when.has("type", "pdf")),
    ("html-object#3 html-object#4", "", when.always),
    ("html-form#4 html-form#5 html-form#6", "nothing is sent", when.always),
    ("html-select#1 html-select#2 html-textarea#3 html-textarea#4", "it cannot be filled in", when.always),
    ("html-select#3 html-textarea#5", "a touch sends the form", when.always),
    ("html-textarea#2 html-input-text#2", "", when.never),
    ("html-marquee#1 html-marquee#2 html-marquee#3", "", when.never),
    ("html-base#1 html-base#2 html-base#3", "links lead elsewhere", when.always),
    ("html-base#4", "", when.never),
    ("html-button-reset#2 html-input-reset#3 html-input-checkbox#2", "a touch sends the form", when.always),
    ("html-input-hidden#2 html-input-radio#2 html-input-text#5", "a touch sends the form", when.always),
    ("html-button-reset#3 html-button-submit#2", "it does nothing", when.always),
    ("html-input-checkbox#1 html-input-hidden#1 html-input-radio#1 html-input-reset#2", "", when.always),
    (
        "html-input-text#1 html-input-text#3 html-input-text#4",
        "it cannot be filled in",
        when.always,
    ),
    ("html-input-submit#2", "", when.always),
    ("css-pseudo-element-after#2 css-pseudo-element-before#2", "", when.always),
    ("css-pseudo-element-after#3 css-pseudo-element-before#3", "what it writes is missing", when.is_rule_of_other),
    ("css-pseudo-class-checked#1 css-pseudo-class-first-child#1", "the rule is dropped", when.is_rule_of_other),
    ("css-pseudo-class-first-of-type#1 css-pseudo-class-last-child#1", "the rule is dropped", when.is_rule_of_other),
    ("css-pseudo-class-last-of-type#1 css-pseudo-class-only-child#1", "the rule is dropped", when.is_rule_of_other),
    ("css-pseudo-class-only-of-type#1", "the rule is dropped", when.is_rule_of_other),
    ("css-pseudo-class-checked#2 css-pseudo-class-has#1 css-pseudo-class-nth-child#2", "", when.always),
    (
        "css-pseudo-class-nth-last-child#2 css-pseudo-class-nth-last-of-type#2 css-pseudo-class-nth-of-type#2",
        "",
        when.always,
    ),
    ("css-selector-adjacent-sibling#2 css-selector-chaining#5", "the rule is dropped", when.names_no_class),
    ("css-selector-attribute#1", "the rule is dropped", when.says(r"\.[\w-]+\[")),
    ("css-selector-attribute#2", "the rule is dropped", when.says(r"[*^$]=")),
    ("css-selector-attribute#3", "the rule finds nothing", when.says(r"\[(class|id)\b")),
    ("css-selector-attribute#4", "the rule is dropped", when.says(r"\[[\w-]+([~|*^$]=|\])")),
    ("css-selector-attribute#5", "the rule is dropped", when.says(r"\[(?!class~=)")),
    ("css-selector-chaining#3 css-selector-chaining#4", "the rule is for other elements", when.always),
    ("css-selector-universal#3", "", when.always),
    (
        "html-anchor-links#2 html-anchor-links#4 html-anchor-links#5 html-anchor-links#8",
        "",
        when.always,
    ),
    ("html-anchor-links#3", "", when.always),
    ("html-anchor-links#6 html-anchor-links#9", "", when.never),
    ("html-anchor-links#7", "", when.leads_to_an_id),
    ("html-mailto-links#1", "copies are dropped", when.says(r"[?&]b?cc=")),
    ("html-mailto-links#2", "it opens no letter", when.always),
    ("html-mailto-links#3", "blind copies are dropped", when.says(r"[?&]bcc=")),
    ("css-display-none#1", "tables in it are shown", when.holds_a_table),
    ("css-display-none#2", "the picture is shown", when.on("img")),
    ("css-visibility#1", "", when.never),
    ("html-hidden#1", "", when.never),
    ("css-filter#1", "several filters are dropped", when.says(r"\) *\w")),
    ("css-clip-path#1", "", when.says(r"path\(")),
    ("css-clip-path#2", "", when.says(r"url\(")),
    ("css-text-transform#1", "capitals stay", when.says("lowercase")),
    ("css-list-style-image#1 css-list-style-image#2 css-list-style-image#3", "", when.always),
    ("css-line-height#1", "lines stand closer or wider", when.loose_lines),
    ("css-line-height#2", "", when.says("normal")),
    ("css-font-size#1", "", when.never),
    ("css-font-size#2", "", when.says("smaller|larger")),
    ("css-direction#1 html-dir#1", "", when.never),
    ("css-border#1", "borders are 8 px wide at most", when.wide_border),
    ("css-border#2", "borders of running text are drawn unevenly", when.thick_border_in_text),
    ("css-letter-spacing#1", "", when.is_very_negative),
    ("css-letter-spacing#2", "em is smaller", when.says(r"\dem")),
    ("css-text-decoration#2 css-text-decoration#4 css-text-decoration#5", "only the line is kept", when.says(r"\w \w")),
    ("css-text-decoration#3", "lines above the text are dropped", when.says("overline")),
    ("css-comments#1 css-comments#2 css-comments#3 css-comments#4 css-comments#5 css-comments#6", "", when.never),
    ("html-blockquote#1", "what is quoted is folded away", when.always),
    ("html-dir#2", "", when.on("table", "td")),
    ("html-dir#3", "", when.on("a")),
    ("html-lists#1", "the numbers do not run backwards", when.is_named("reversed")),
    ("html-lists#2", "", when.never),
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


def _meanings() -> dict[str, Meaning]:
    found = {key: Meaning(words, test, is_light=key in _LIGHT) for keys, words, test in _ROWS for key in keys.split()}
    found |= {key: Meaning("", when.always, FEW) for key in _SOME_ACCOUNTS.split()}
    found |= {key: Meaning("", when.always, 1 - FEW) for key in _MOST_ACCOUNTS.split()}
    odd = when.says("flow-root|contents|revert|unset|flex|grid")
    return found | {"css-display#1": Meaning(_NO_BOX, odd, FEW)}


_MEANINGS = _meanings()
