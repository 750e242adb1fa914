"""Whether a page or letter fits a phone, grows when it is enlarged, and cuts nothing off then."""

import re
from collections.abc import Iterator

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.ground import upwards
from publish.check.accessibility.look.views import PHONE, example, grouped, view
from publish.check.document import Document, words
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.subject import Subject

WIDE = Rule(
    "C361",
    Severity.DEGRADES,
    "Nothing is wider than a phone",
    "A box that is wider than the window has to be pushed to and fro for every line. The same happens to people who "
    "enlarge a page four times on a desk. Write `max-width: 100%` beside the width, or give the width in per cent.",
    ("1.4.10",),
)
ZOOM = Rule(
    "C362",
    Severity.BREAKS,
    "Readers may enlarge the page",
    "`user-scalable=no` and a `maximum-scale` below 2 forbid people with low vision to enlarge what they cannot read. "
    "Take them out of the viewport; nothing is lost.",
    ("1.4.4",),
)
CUT = Rule(
    "C372",
    Severity.DEGRADES,
    "A box grows with its words",
    "A fixed height with `overflow: hidden` cuts words off as soon as somebody sets a larger text or more room between "
    "lines. Use `min-height`, or leave the height out.",
    ("1.4.4", "1.4.12"),
)
RULES = (WIDE, ZOOM, CUT)

_PHONE = PHONE.width
_SCROLLS = frozenset({"auto", "scroll", "hidden", "clip"})
_CELLS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "col", "colgroup"})
"""Their widths are wishes: a table that is narrower makes them narrower."""
_WORDS = 3
_SCALE = re.compile(r"(user-scalable|maximum-scale)\s*=\s*([\w.]+)")


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        yield from _wide(subject, document)
        yield from _zoom(subject, document)
        yield from _cut(subject, document)


def _wide(subject: Subject, document: Document) -> Iterator[Finding]:
    found = [
        (name, style, size)
        for style in view(document, PHONE).seen.values()
        for name in ("min-width", "width")
        if (size := too_wide(style, name))
    ]
    outermost = [one for one in found if not any(around in {o[1] for o in found} for around in _around(one[1]))]
    for group in grouped(outermost, lambda one: (one[0], one[2], one[1].element.tag)):
        name, first, size = group[0]
        yield WIDE.finding(
            f"{example(one[1].element for one in group)}: the box is {size:.0f} pixels wide, and a phone {_PHONE:.0f}",
            lines.place(subject, document, first, name),
            hint="write `max-width: 100%` beside it, or a width in per cent",
            artefact=document.name,
        )


def too_wide(style: Style, name: str) -> float:
    """How wide a box insists on being, if that is wider than a phone; else 0."""
    size, most = style.length(name), style.length("max-width")
    if size is None or size <= _PHONE or style.element.tag in _CELLS:
        return 0.0
    if style.display in {"inline", "contents"} and style.element.tag != "img":
        return 0.0  # neither has a width
    if name == "width" and (style.word("max-width").endswith("%") or (most is not None and most <= _PHONE)):
        return 0.0
    scrolls = any(around.word("overflow-x") in _SCROLLS for around in _around(style))
    return 0.0 if scrolls or style.word("overflow-x") in {"auto", "scroll"} else size


def _around(style: Style) -> list[Style]:
    return list(upwards(style.parent))


def _zoom(subject: Subject, document: Document) -> Iterator[Finding]:
    for meta in document.all("meta"):
        if meta.get("name", "").lower() != "viewport":
            continue
        for name, value in _SCALE.findall(meta.get("content", "").lower()):
            if _forbids(name, value):
                yield ZOOM.finding(
                    f"`{name}={value}` forbids readers to enlarge the page",
                    subject.sources.template(document.format, f"{name}={value}") or subject.place_of(document, meta),
                    hint=f"take `{name}` out of the viewport",
                    artefact=document.name,
                )


def _forbids(name: str, value: str) -> bool:
    if name == "user-scalable":
        return value in {"no", "0"}
    try:
        return float(value) < 2
    except ValueError:
        return False


def _cut(subject: Subject, document: Document) -> Iterator[Finding]:
    found = [(name, style) for style in view(document, PHONE).seen.values() if (name := cuts(style))]
    for group in grouped(found, lambda one: (one[0], one[1].length(one[0]), one[1].element.get("class"))):
        name, first = group[0]
        yield CUT.finding(
            f"{example(one[1].element for one in group)}: the box stays {first.length(name):.0f} pixels high and "
            "hides the rest",
            lines.place(subject, document, first, name),
            hint="use `min-height`, or leave the height out",
            artefact=document.name,
        )


def cuts(style: Style) -> str:
    """The property by which a box with words has a height that it keeps; empty if it grows."""
    if style.word("overflow-y") not in {"hidden", "clip"} or len(words(style.element).split()) < _WORDS:
        return ""
    heights = {name: style.length(name) for name in ("height", "max-height")}
    return next((name for name, size in heights.items() if size is not None and size > 2), "")
