"""What moves without being asked."""

from collections.abc import Iterator
from dataclasses import replace

from publish.check.accessibility.look import lines
from publish.check.accessibility.look.views import PHONE, example, grouped, view
from publish.check.document import Document
from publish.check.finding import Finding, Rule, Severity
from publish.check.html import Style
from publish.check.html.lengths import number
from publish.check.subject import Subject

MOVES = Rule(
    "C369",
    Severity.DEGRADES,
    "Nothing moves for those who have asked their device for stillness",
    "Movement makes people with a disorder of balance sick, and takes the words away from people who cannot look past "
    "it. They have asked their device for less of it. Put animations inside "
    "`@media (prefers-reduced-motion: no-preference)`, and let none go on for more than five seconds.",
    ("2.2.2",),
    ("WCAG 2.2, 2.3.3 Animation from Interactions (AAA)",),
)
RULES = (MOVES,)

_STILL = replace(PHONE, still=True)
_MOVING = ("marquee", "blink")


def check(subject: Subject) -> Iterator[Finding]:
    for document in subject.documents:
        yield from _animated(subject, document)
        for element in document.all(*_MOVING):
            yield MOVES.finding(
                f"{example([element])}: <{element.tag}> moves and cannot be stopped",
                subject.place_of(document, element),
                hint="write the words without it",
                artefact=document.name,
            )


def _animated(subject: Subject, document: Document) -> Iterator[Finding]:
    if "animation" not in document.html:
        return
    found = [style for style in view(document, _STILL).seen.values() if moves(style)]
    for group in grouped(found, lambda style: style.word("animation-name")):
        first = group[0]
        is_endless = first.word("animation-iteration-count") == "infinite"
        yield MOVES.finding(
            f"{example(style.element for style in group)}: moves also for those who have asked for stillness"
            f"{', and never ends' if is_endless else ''}",
            lines.place(subject, document, first, "animation-name"),
            hint="put the animation inside `@media (prefers-reduced-motion: no-preference)`",
            artefact=document.name,
            severity=Severity.DEGRADES if is_endless else Severity.COSMETIC,
        )


def moves(style: Style) -> bool:
    """Whether an animation runs on it for any time."""
    if not style.says("animation-name") or style.word("animation-name") == "none":
        return False
    duration = style.value("animation-duration")
    return bool(duration) and getattr(duration[0], "value", number(duration)) not in {0, None}
