"""The words of the build: what is asked for, what is made as a whole, and what came of it."""

from dataclasses import dataclass
from typing import Protocol

from publish.build.record import Made
from publish.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What is made as a whole or not at all: one edition in one language and one format."""

    edition: str
    language: str
    format: str

    def __str__(self) -> str:
        return f"{self.edition} {self.language} {self.format}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to have built."""

    editions: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...] = ()
    """None named: all that each edition is written in."""

    def in_languages(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the languages an edition is *written* in that are wanted."""
        return tuple(language for language in written if not self.languages or language in self.languages)


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of one target: the files made, or else problems."""

    target: Target
    made: Made | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A target whose files are in place."""

    target: Target
    made: Made
    fresh: bool
    """Made by this run; otherwise nothing had changed."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that came of a build."""

    results: tuple[Result, ...]
    problems: tuple[Problem, ...]


class Watcher(Protocol):
    """Is told how a build is getting on."""

    def waiting(self, process: str) -> None:
        """Another build of this workspace has to end first."""

    def building(self, done: int, total: int, now: tuple[Target, ...]) -> None:
        """So many targets of *total* are done, and *now* is what is being made. Comes several times a second."""


class Nobody:
    """A watcher who does not look."""

    def waiting(self, process: str) -> None:
        pass

    def building(self, done: int, total: int, now: tuple[Target, ...]) -> None:
        pass
