from collections.abc import Iterator

from publish.archive.site.leaves import Leaf
from publish.archive.site.making import Making


def leaves(_made: Making) -> Iterator[Leaf]:
    yield from ()
