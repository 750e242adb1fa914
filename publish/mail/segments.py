"""A template of octets: constants, and between them the slots that each recipient fills."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segments:
    """Constants and slots in turn: one constant more than there are slots."""

    constants: tuple[bytes, ...]
    slots: tuple[int, ...]
    """For each gap, the index of the value that fills it. A value may fill several gaps, or none."""

    def __post_init__(self) -> None:
        if len(self.constants) != len(self.slots) + 1:
            raise ValueError(f"{len(self.constants)} constants do not hold {len(self.slots)} slots")

    def fill(self, values: Sequence[bytes]) -> bytes:
        """The octets, each slot filled with its value."""
        parts = [self.constants[0]]
        for slot, constant in zip(self.slots, self.constants[1:], strict=True):
            parts += (values[slot], constant)
        return b"".join(parts)
