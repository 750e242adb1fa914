"""
What a reader loses when a client does not know a feature, and what makes up for it.

A feature that stands in no table here is a nicety (round corners, shadows, hover): nothing is said of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from publish.check.clients import excuses, rules, word
from publish.check.clients.audience import WORD
from publish.check.clients.uses import Element, Use
from publish.check.finding import Rule

Test = Callable[[Use, Element], bool]


class Harm(IntEnum):
    """How bad it is, the worst last."""

    LOOK = 1
    """It looks plainer."""
    LAYOUT = 2
    """Things stand where they should not, or in wrong sizes."""
    CONTENT = 3
    """Something cannot be seen or done, or is seen that should not be."""


@dataclass(frozen=True)
class Loss:
    """What goes wrong without one feature."""

    rule: Rule
    harm: Harm
    what: str
    """`…: boxes stand one below the other in classic Outlook`."""
    hint: str
    excuses: tuple[Test, ...] = ()
    """Where nothing is lost, in any client."""
    excuses_in_word: tuple[Test, ...] = ()
    """Where classic Outlook has a stand-in."""
    lightens: tuple[Test, ...] = ()
    """Where it is only a matter of looks."""
    may_break: bool = True
    """Whether it can be so bad, for many, that the letter must not leave; not where all can be read all the same."""

    def is_excused(self, use: Use, element: Element, client: str) -> bool:
        """Whether this client's readers lose nothing on this element."""
        if self.rule is not rules.HIDDEN and word.is_hidden(element, from_word=client == WORD):
            return True
        if self.harm is Harm.LAYOUT and element.tag in {"html", "body"}:
            return True  # as wide as the window, whatever it says
        tests = (*self.excuses, *(self.excuses_in_word if client == WORD else ()))
        return any(test(use, element) for test in tests)

    def harm_on(self, use: Use, elements: Iterable[Element]) -> Harm:
        """How bad it is there."""
        light = self.lightens and all(any(test(use, one) for test in self.lightens) for one in elements)
        return Harm.LOOK if light else self.harm


_DROPPED = "the declaration is dropped"
_NO_PICTURE = "the picture is missing"
_ELSEWHERE = "it stands where the text has room"
_WITHOUT_WIDTH = (excuses.is_whole_or_nothing, excuses.is_sized_by_attribute)

_BOXES = Loss(
    rule=rules.BOXES,
    harm=Harm.LAYOUT,
    what="boxes do not stand side by side",
    hint="put columns into mj-column; in a mj-text, use a table with role=presentation",
)
_IN_BOXES = Loss(
    rule=rules.BOXES,
    harm=Harm.LOOK,
    what="boxes are spaced and aligned in another way",
    hint=_BOXES.hint,
    excuses_in_word=(excuses.is_in_boxes,),
)
_DISPLAY = Loss(
    rule=rules.BOXES,
    harm=Harm.LAYOUT,
    what=_BOXES.what,
    hint=_BOXES.hint,
    excuses=(excuses.is_usual_display, excuses.is_on_table),
    excuses_in_word=(word.is_in_sized_cell, excuses.is_in_line),
)
_MARGIN = Loss(
    rule=rules.MARGINS,
    harm=Harm.LAYOUT,
    what="the space is missing",
    hint="take a padding of the MJML element, or of a `td`",
    excuses=(excuses.is_nothing,),
    may_break=False,
)
_PADDING = Loss(
    rule=rules.PADDING,
    harm=Harm.LAYOUT,
    what="the space is missing",
    hint="give the padding to the MJML element round it, or make it a `td`",
    excuses=(excuses.is_nothing,),
    excuses_in_word=(word.has_its_padding,),
    lightens=(excuses.is_slight,),
    may_break=False,
)
_WIDTH = Loss(
    rule=rules.SIZES,
    harm=Harm.LAYOUT,
    what="it is as wide as what it stands in",
    hint="give the table round it, or the picture, a `width` attribute",
    excuses=_WITHOUT_WIDTH,
    excuses_in_word=(word.is_in_sized_cell,),
)
_HEIGHT = Loss(
    rule=rules.SIZES,
    harm=Harm.LOOK,
    what="it is as high as what is in it",
    hint="give a `td` the height, or a line the same line height",
    excuses=_WITHOUT_WIDTH,
    excuses_in_word=(word.is_as_high_as_its_line,),
)
_STRETCHED = Loss(rules.SIZES, Harm.LOOK, "the picture is stretched", "cut the picture to its shape beforehand")
_SHARE = Loss(rules.SIZES, Harm.LOOK, "its size is reckoned in another way", "write px", (excuses.is_not_in_per_cent,))
_POSITION = Loss(rules.POSITIONS, Harm.LAYOUT, _ELSEWHERE, "place it by columns and padding", (excuses.stays_in_place,))
_TRANSFORM = Loss(
    rule=rules.POSITIONS,
    harm=Harm.LAYOUT,
    what="it stands upright and where the text has room",
    hint=_POSITION.hint,
    excuses=(excuses.is_none,),
    lightens=(excuses.turns_only,),
)
_OFFSET = Loss(rules.POSITIONS, Harm.LOOK, _ELSEWHERE, _POSITION.hint, (excuses.is_nothing, excuses.is_placed))
_FLOAT = Loss(
    rule=rules.POSITIONS,
    harm=Harm.LAYOUT,
    what="it stands above what should flow round it",
    hint="give a table or picture `align`, or use columns",
    excuses=(excuses.does_not_float,),
    excuses_in_word=(word.is_aligned_by_attribute,),
)
_DIRECTION = Loss(rules.POSITIONS, Harm.LAYOUT, "the text runs from left to right", "use a picture with that text")
_UNIT = Loss(
    rule=rules.UNITS,
    harm=Harm.LAYOUT,
    what=_DROPPED,
    hint="write px, or write the same property in px just before it",
    excuses=(excuses.is_nothing,),
    may_break=False,
)
_FUNCTION = Loss(rules.FUNCTIONS, Harm.LAYOUT, _DROPPED, "write the value that it stands for; colours as #rrggbb")
_LOGICAL = Loss(
    rule=rules.FUNCTIONS,
    harm=Harm.LAYOUT,
    what=_DROPPED,
    hint="name the sides: left, right",
    excuses=(excuses.is_nothing,),
    may_break=False,
)
_BACKGROUND = Loss(
    rule=rules.BACKGROUNDS,
    harm=Harm.LAYOUT,
    what="nothing is painted there",
    hint="use `background-url` and `background-color` of mj-section or mj-hero",
    excuses=(excuses.is_painted_by_style,),
    excuses_in_word=(word.has_vml,),
    lightens=(excuses.has_colour_under_it,),
)
_PICTURE = Loss(rules.PICTURES, Harm.CONTENT, _NO_PICTURE, "link to a PNG or JPEG")
_SOURCES = Loss(
    rule=rules.PICTURES,
    harm=Harm.CONTENT,
    what=_NO_PICTURE,
    hint="give the `img` a `src` too",
    excuses=(excuses.has_plain_source,),
)
_MOVING = Loss(rules.PICTURES, Harm.LOOK, "only its first frame shows", "let the first frame tell the story")
_EMBEDDED = Loss(rules.EMBEDDED, Harm.CONTENT, _NO_PICTURE, "put the file beside the web page and link to it")
_DRAWING = Loss(rules.DRAWINGS, Harm.CONTENT, _NO_PICTURE, "link to a PNG of it")
_ACTIVE = Loss(rules.ACTIVE, Harm.CONTENT, "it is taken out", "link to the web page, where it works")
_SELECTOR = Loss(
    rule=rules.SELECTORS,
    harm=Harm.LOOK,
    what="the rule is dropped",
    hint="give the elements a class and choose them by it",
    excuses=(excuses.is_for_one_engine,),
)
_WRITTEN = Loss(
    rules.SELECTORS, Harm.CONTENT, "what it writes is missing", "write it in the text", (excuses.writes_nothing,)
)
_LINK = Loss(
    rule=rules.ANCHORS,
    harm=Harm.CONTENT,
    what="the link leads nowhere",
    hint="lead to the place on the web page, or leave the link out",
    excuses=(excuses.leads_nowhere,),
    may_break=False,
)
_HIDDEN = Loss(
    rule=rules.HIDDEN,
    harm=Harm.CONTENT,
    what="it is shown",
    hint="leave it out; if it must be there, hide it by `max-height: 0; overflow: hidden; mso-hide: all` too",
    excuses=(excuses.hides_nothing, excuses.is_hidden_otherwise),
    excuses_in_word=(word.is_hidden_for_word,),
)
_OTHER = Loss(rules.OTHERS, Harm.LOOK, "it shows without", "see whether the letter reads well without")

_TABLE: tuple[tuple[Loss, str, str], ...] = (
    (_BOXES, "css-display-", "flex grid"),
    (_IN_BOXES, "css-", "flex-direction flex-wrap gap align-items justify-content grid-template"),
    (_DISPLAY, "css-", "display"),
    (_MARGIN, "css-", "margin"),
    (_PADDING, "css-", "padding"),
    (_LOGICAL, "css-margin-", "block-start-end inline-block inline-start-end"),
    (_LOGICAL, "css-padding-", "block-start-end inline-block inline-start-end"),
    (_LOGICAL, "css-border-inline-block", "-individual -longhand"),
    (_LOGICAL, "css-", "border-inline-block block-inline-size inline-size"),
    (_LOGICAL, "css-", "max-block-size max-inline-size min-block-size min-inline-size"),
    (_WIDTH, "css-", "max-width width"),
    (_HEIGHT, "css-", "height min-height min-width intrinsic-size"),
    (_STRETCHED, "css-", "object-fit"),
    (_SHARE, "html-", "width"),
    (_POSITION, "css-", "position"),
    (_TRANSFORM, "css-", "transform"),
    (_OFFSET, "css-", "left-right-top-bottom inset"),
    (_FLOAT, "css-", "float"),
    (_DIRECTION, "css-", "writing-mode"),
    (_UNIT, "css-unit-", "calc ch cm ex in mm pc rem vh vmax vmin vw"),
    (_UNIT, "css-function-", "clamp max min"),
    (_FUNCTION, "css-", "function-light-dark variables modern-color rgb rgba unit-initial"),
    (_BACKGROUND, "css-", "background background-image linear-gradient radial-gradient conic-gradient"),
    (_BACKGROUND, "html-", "background"),
    (_PICTURE, "image-", "avif bmp heif ico tiff webp hdr mp4"),
    (_SOURCES, "html-", "picture srcset"),
    (_MOVING, "image-", "gif"),
    (_EMBEDDED, "image-", "base64"),
    (_DRAWING, "", "image-svg html-svg"),
    (_ACTIVE, "html-", "audio video object dialog form select textarea popover marquee base meter progress"),
    (_ACTIVE, "html-", "button-reset button-submit image-maps"),
    (_ACTIVE, "html-input-", "checkbox hidden radio reset submit text"),
    (_WRITTEN, "css-pseudo-element-", "after before"),
    (_SELECTOR, "css-selector-", "adjacent-sibling attribute chaining child general-sibling universal"),
    (_SELECTOR, "css-pseudo-class-", "checked first-child first-of-type has last-child last-of-type not nth-child"),
    (_SELECTOR, "css-pseudo-class-", "nth-last-child nth-last-of-type nth-of-type only-child only-of-type"),
    (_LINK, "html-", "anchor-links mailto-links"),
    (_HIDDEN, "", "css-display-none css-visibility css-opacity html-hidden"),
    (_OTHER, "css-", "filter clip-path mask-image mix-blend-mode shape-outside text-transform list-style-image"),
    (_OTHER, "css-", "column-count border-image line-height font-size text-indent direction border font"),
    (_OTHER, "css-", "letter-spacing text-decoration"),
    (_OTHER, "html-", "ruby blockquote hr dir lists"),
)
LOSSES: dict[str, Loss] = {f"{prefix}{name}": loss for loss, prefix, names in _TABLE for name in names.split()}
"""By feature."""
