"""
How the work is divided among workers.

Of many editions each is one part: its languages and formats share pictures. The fewer there are, the smaller
are the parts, so that no worker stands idle; the largest come first.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from publish.build.targets import Target
from publish.formats import Format

Part: TypeAlias = tuple[Target, ...]


def divide(targets: Iterable[Target], jobs: int, formats: Mapping[str, Format]) -> list[Part]:
    """All of *targets* in parts for *jobs* workers, in the order in which they should be begun."""
    order = list(formats)
    large_first = sorted(targets, key=lambda target: order.index(target.format))

    def piece(target: Target) -> tuple[str, ...]:
        alone = target.language if formats[target.format].apart else ""
        return target.edition, target.format, alone

    editions = _grouped(large_first, lambda target: (target.edition,))
    if jobs == 1 or len(editions) >= 2 * jobs:
        return editions
    pieces = _grouped(large_first, piece)
    return pieces if len(pieces) >= jobs else [(target,) for target in large_first]


def _grouped(targets: Iterable[Target], key: Callable[[Target], tuple[str, ...]]) -> list[Part]:
    groups: dict[tuple[str, ...], list[Target]] = {}
    for target in targets:
        groups.setdefault(key(target), []).append(target)
    return [tuple(group) for group in groups.values()]
