"""Which unit of a translation is which of its original: the pairing that keeps the order and agrees most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from publish.check.identity.translation.units import Unit

Pair: TypeAlias = tuple[Unit | None, Unit | None]
"""The unit of the original and that of the translation; None where one of them has nothing."""
_GAP = -0.8
_MOST = 400
"""Units; longer editions are paired by number alone."""
_COMMON = 2


@dataclass(frozen=True)
class Alignment:
    """Both editions side by side, in the order of the translation."""

    pairs: tuple[Pair, ...]

    @property
    def both(self) -> tuple[tuple[Unit, Unit], ...]:
        """What stands in both."""
        return tuple((ours, theirs) for ours, theirs in self.pairs if ours and theirs)


def align(original: Sequence[Unit], translation: Sequence[Unit]) -> Alignment:
    """Pair the units of two editions (Needleman and Wunsch); only units of one kind can be pairs."""
    if max(len(original), len(translation)) > _MOST:
        shorter = min(len(original), len(translation))
        pairs: list[Pair] = list(zip(original[:shorter], translation[:shorter], strict=True))
        return Alignment((*pairs, *((unit, None) for unit in original[shorter:]),
                          *((None, unit) for unit in translation[shorter:])))  # fmt: skip
    common = {mark for mark, count in Counter(m for unit in original for m in unit.marks).items() if count > _COMMON}
    rows, columns = len(original), len(translation)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    paired = [[False] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows, -1, -1):
        for column in range(columns, -1, -1):
            if row == rows or column == columns:
                best[row][column] = _GAP * (rows - row + columns - column)
                continue
            apart = max(best[row + 1][column], best[row][column + 1]) + _GAP
            ours, theirs = original[row], translation[column]
            if ours.kind == theirs.kind:
                together = _alike(ours, theirs, common) + best[row + 1][column + 1]
                paired[row][column] = together >= apart
            best[row][column] = together if paired[row][column] else apart
    return Alignment(tuple(_walked(original, translation, best, paired)))


def _alike(ours: Unit, theirs: Unit, common: set[str]) -> float:
    """How much two units of one kind agree."""
    mine, other = ours.marks - common, theirs.marks - common
    lengths = sorted((len(ours.words) + 20, len(theirs.words) + 20))
    score = 1 + 0.5 * lengths[0] / lengths[1]
    if mine and other and mine.isdisjoint(other):
        score -= 0.9
    elif mine or other:
        score += 2 * len(mine & other) / len(mine | other)
    return score + (0.2 if ours.count == theirs.count else 0)


def _walked(
    original: Sequence[Unit], translation: Sequence[Unit], best: list[list[float]], paired: list[list[bool]]
) -> list[Pair]:
    """The best way through, from the beginning."""
    pairs: list[Pair] = []
    row = column = 0
    while row < len(original) or column < len(translation):
        if paired[row][column]:
            pairs.append((original[row], translation[column]))
            row, column = row + 1, column + 1
        elif column == len(translation) or (row < len(original) and best[row + 1][column] >= best[row][column + 1]):
            pairs.append((original[row], None))
            row += 1
        else:
            pairs.append((None, translation[column]))
            column += 1
    return pairs


def moved(alignment: Alignment) -> list[tuple[Unit, Unit]]:
    """Pairs of units that stand in both editions, in another order."""
    lost = [ours for ours, theirs in alignment.pairs if ours and not theirs]
    found = [theirs for ours, theirs in alignment.pairs if theirs and not ours]
    pairs = []
    for theirs in found:
        likely = ((_sameness(ours, theirs), -number) for number, ours in enumerate(lost) if ours.kind == theirs.kind)
        most, number = max(likely, default=(0.0, 0))
        if most > 0:
            pairs.append((lost.pop(-number), theirs))
    return pairs


def _sameness(ours: Unit, theirs: Unit) -> float:
    """Whether a unit that is missing here is probably the one that is too many there."""
    is_block = ours.kind not in ("paragraph", "heading", "note", "chapter", "list", "quotation")
    shared = len(ours.marks & theirs.marks) / max(1, len(ours.marks | theirs.marks))
    if ours.kind == "chapter":
        return 0.1 + shared
    return shared if shared >= 0.3 else 0.2 if is_block else 0.0
