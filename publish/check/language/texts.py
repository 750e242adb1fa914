"""
The texts of an edition: what is read aloud in one go, with its language, its form and its place.

Words in another language stand in the text around them and are texts of their own as well.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from publish.check.language.passages import Passage
from publish.problems import Place

HIDDEN = "\ufffc"
"""Stands for each character that no rule of a text's language applies to."""
_IN = r"[^\s\ufffc“”\"’‘()<>{}\[\]]"
_LAST = r"[^\s\ufffc“”\"’‘()<>{}\[\].,;:!?]"
_ENDINGS = "se|com|org|net|nu|eu|io|example|md|txt|csv|pdf|docx?|xlsx?|pptx?|html?|ya?ml|zip|gz|png|jpe?g|svg"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_IN}{{0,2000}}{_LAST}"
    r"|[\w.+-]{1,64}@[\w.-]{1,200}\w"
    rf"|(?<![\w.@-])(?:[\w-]{{1,60}}\.){{1,4}}(?:{_ENDINGS})(?:/{_IN}{{0,2000}}{_LAST}|/)?\b"
)
"""Addresses and names of files, which are no words."""


class Form(Enum):
    """What sort of text it is; it decides what is expected of it."""

    PARAGRAPH = auto()
    """Whole sentences."""
    LINE = auto()
    """A sentence or a phrase: a standfirst, an item of a list, a caption, a text alternative, a button."""
    HEADING = auto()
    CELL = auto()
    """Of a table; a figure; a time."""
    NAME = auto()
    """Of a person, a company, a place."""
    PART = auto()
    """Words inside another text, in a language of their own."""


@dataclass(frozen=True, eq=False)
class Text:
    """One text."""

    words: str
    """As all outputs show it."""
    own: str
    """The same, with HIDDEN in place of code, addresses and words in another language."""
    language: str
    form: Form
    passage: Passage
    first: int = 0
    """The position of its first character in the passage."""
    takes_markup: bool = True
    """Whether Markdown is read where it stands."""
    is_foreign: bool = False
    """Whether it is marked as being in another language than the edition's."""

    def place(self, position: int = 0) -> Place:
        """Line and column in the Markdown of a character of `words`."""
        return self.passage.place(self.first + position)

    def speaks(self, *languages: str) -> bool:
        """Whether it is in one of these, whatever the country."""
        return self.language.partition("-")[0] in languages


def masked(words: str, hidden: list[tuple[int, int]]) -> str:
    """The words with what is *hidden*, and all addresses, out of reach."""
    chars = list(words)
    for start, end in hidden:
        chars[start:end] = HIDDEN * (end - start)
    return _ADDRESS.sub(lambda match: HIDDEN * len(match[0]), "".join(chars))
