"""
What mail clients support: the facts of caniemail, as tools/refresh_clients.py takes them over.

The file has one line a feature, and what stands in it is taken apart when somebody asks for that feature.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

_ADDRESS = "https://www.caniemail.com/features/{}/"


@dataclass(frozen=True, slots=True)
class Answer:
    """How the newest tested version of a client takes a feature."""

    support: str
    """`y` yes, `n` no, `a` partly, `u` unknown."""
    notes: tuple[str, ...] = ()
    """Numbers of the notes that qualify it; `meanings` tells what they mean."""
    version: str = ""
    """A date, a year or a number."""


@dataclass(frozen=True)
class Feature:
    """One thing that a letter may use."""

    slug: str
    title: str
    tested: str
    """Date of the last test."""
    clients: tuple[str, ...]
    line: str
    """The answers of *clients*, as the file has them."""

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """By client, like `outlook.windows`; those that never were tested are not in it."""
        pairs = zip(self.clients, self.line.split(), strict=True)
        return {client: _answer(text) for client, text in pairs if text != "-"}

    @property
    def address(self) -> str:
        """Where caniemail tells more."""
        return _ADDRESS.format(self.slug)


@dataclass(frozen=True, slots=True)
class Facts:
    """All features."""

    package: str
    """Version of npm's package."""
    date: str
    """Of the data."""
    clients: tuple[str, ...]
    features: Mapping[str, Feature]


@cache
def facts() -> Facts:
    """The facts that came with this program."""
    table = json.loads((files(__package__) / "caniemail.json").read_text(encoding="utf-8"))
    clients = tuple(table["clients"].split())
    features = {
        slug: Feature(slug, title, tested, clients, line)
        for slug, (title, tested, line, _notes) in table["features"].items()
    }
    return Facts(table["package"], table["data"], clients, MappingProxyType(features))


@cache
def _answer(text: str) -> Answer:
    """`a1,4@2019` as an answer."""
    answer, _, version = text.partition("@")
    return Answer(answer[0], tuple(filter(None, answer[1:].split(","))), version)
