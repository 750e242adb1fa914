"""The sheet of paper: one set of measures for the style sheet and for planning."""

from dataclasses import dataclass

from publish.workspace import Scale


@dataclass(frozen=True, slots=True)
class Page:
    """A4 upright with twelve columns; running text takes the last eight. Millimetres, unless told."""

    line: float
    """The line that all spacing counts in, in points."""
    width: float = 210
    height: float = 297
    top: float = 34
    bottom: float = 16
    side: float = 20
    gutter: float = 5
    head: float = 13
    """From the paper's upper edge to the running title."""

    @property
    def type(self) -> float:
        """The width of all twelve columns."""
        return self.width - 2 * self.side

    @property
    def depth(self) -> float:
        """The height of the type area."""
        return self.height - self.top - self.bottom

    def columns(self, count: int) -> float:
        """The width of *count* columns and the gutters between them."""
        return round((self.type + self.gutter) / 12 * count - self.gutter, 3)

    @property
    def indent(self) -> float:
        """Where running text begins: after four columns."""
        return round(self.columns(4) + self.gutter, 3)


def page_of(scale: Scale) -> Page:
    """The page for text of the brand's size."""
    return Page(line=round(scale.base.pt * scale.base.leading, 3))
