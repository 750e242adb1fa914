"""What the stages of the MJML compiler find, before it is known which template made the text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to fix in a text. Line and column count from 1; 0 means the whole of it."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


class Faulty(Exception):  # noqa: N818 - carries faults on their way to the border, where they become problems
    """The text cannot be used as it stands."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults
