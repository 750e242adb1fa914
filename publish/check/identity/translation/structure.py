"""Chapters, paragraphs and blocks of a translation against those of its original."""

from collections.abc import Iterator, Sequence

from publish.check.finding import Finding
from publish.check.identity import rules
from publish.check.identity.translation.alignment import Alignment, Pair, moved
from publish.check.identity.translation.units import Unit
from publish.check.subject import Subject
from publish.edition import Edition
from publish.problems import Place


def check(subject: Subject, original: Edition, aligned: Alignment) -> Iterator[Finding]:
    """What is missing or too many, each gap once; what stands elsewhere, once for the whole translation."""
    path = subject.edition.path
    swapped = moved(aligned)
    if swapped:
        ours, theirs = swapped[0]
        more = f", and {len(swapped) - 1} more parts" if len(swapped) > 1 else ""
        yield rules.MOVED.finding(
            f"{theirs.name}{theirs.shown()} stands elsewhere than in the original ({_at(original, ours)}){more}",
            Place(path, theirs.line),
        )
    known = {unit for pair in swapped for unit in pair}
    pairs = [(a, b) for a, b in aligned.pairs if a not in known and b not in known]
    for gap, following in _gaps(pairs):
        yield _of_gap(subject, original, gap, following)
    for ours, theirs in aligned.both:
        # Who is missing among names is told by name.
        if ours.count != theirs.count and ours.kind != "partners":
            yield rules.ABSENT.finding(
                f"{theirs.name} has {theirs.count} entries, the original {ours.count} ({_at(original, ours)})",
                Place(path, theirs.line),
            )


def _gaps(pairs: Sequence[Pair]) -> Iterator[tuple[list[Pair], Unit | None]]:
    """Runs of units that only one edition has, each with what follows it in the translation."""
    gap: list[Pair] = []
    for ours, theirs in pairs:
        if ours and theirs:
            if gap:
                yield gap, theirs
            gap = []
        else:
            gap.append((ours, theirs))
    if gap:
        yield gap, None


def _of_gap(subject: Subject, original: Edition, gap: Sequence[Pair], following: Unit | None) -> Finding:
    missing = [ours for ours, _ in gap if ours]
    extra = [theirs for _, theirs in gap if theirs]
    place = Place(subject.edition.path, extra[0].line if extra else _line(subject, following))
    if missing and extra:
        message = (
            f"{_several(extra)}{extra[0].shown()} stands where the original has {_several(missing)}"
            f"{missing[0].shown()} ({_at(original, missing[0])})"
        )
    elif missing:
        message = (
            f"{_several(missing)}{missing[0].shown()} of the original is not translated ({_at(original, missing[0])})"
        )
    else:
        message = f"{_several(extra)}{extra[0].shown()} is not in the original"
    hint = "translate it here" if not extra else "bring both languages in line"
    return rules.ABSENT.finding(message, place, hint=hint)


def _several(units: Sequence[Unit]) -> str:
    more = f" (with {len(units) - 1} more after it)" if len(units) > 1 else ""
    return f"{units[0].name}{more}"


def _line(subject: Subject, following: Unit | None) -> int:
    if following:
        return following.line
    return subject.sources.text.content.rstrip("\n").count("\n") + 1


def _at(original: Edition, unit: Unit) -> str:
    return f"{original.path.rpartition('/')[2]}:{unit.line}"
