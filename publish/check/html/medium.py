"""In what a document is shown: the window, the scheme, and whether style blocks are heard at all."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Medium:
    """One way to look at a document. Two that are equal show the same."""

    width: float = 1280.0
    """Of the window, in CSS pixels."""
    height: float = 900.0
    dark: bool = False
    """Whether the reader prefers a dark scheme."""
    keeps_rules: bool = True
    """Whether `<style>` is heard; Gmail drops it in some of its views."""
    still: bool = False
    """Whether the reader has asked for less motion."""
    kind: Literal["screen", "print"] = "screen"

    def __str__(self) -> str:
        scheme = "dark" if self.dark else "light"
        return f"in {scheme} mode, {self.width:g} px wide" + ("" if self.keeps_rules else ", without style blocks")


PHONE = Medium(width=375.0, height=700.0)
DESK = Medium()
