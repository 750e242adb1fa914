"""What is at an address on the web, as a reader would put it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an answer means for a reader."""

    THERE = "there"
    MOVED = "moved"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    PRIVATE = "private"
    UNSURE = "unsure"
    """A person could perhaps read it; a program cannot tell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is at an address."""

    kind: Kind
    detail: str = ""
    address: str = ""
    """The new one of what has moved."""
