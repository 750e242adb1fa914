"""
What is wrong, where, and what to do about it.

A `Problem` is one thing to fix. It has a stable code, which `docs/problems.md` explains,
and a place that an editor can jump to. Stages collect problems and raise them together
in one `PublishError`, so that a person sees all of them in one run.

    PublishError
      SourceError      the content: an edition, publish.yaml, brand.yml
      RenderError      templates, pictures, fonts, the engines
      ConformanceError a finished file does not pass the check of what it claims
      BuildError       folders and disks
      ArchiveError     a seal, or what should be one
      MemberError      members, their consent, the database
      TransportError   the server is away, or refuses us; nobody's letter was refused
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file. Lines and columns count from 1; 0 means the whole file or line."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path:line:column`, as far as it is known."""
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix."""

    code: str
    """Stable, like `E104`; see docs/problems.md."""
    message: str
    """What was found and what was expected: lower case, no full stop, one line whatever it quotes."""
    place: Place
    hint: str = ""

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            object.__setattr__(self, name, " ".join(getattr(self, name).split()))

    def __str__(self) -> str:
        """Two lines, as a terminal shows them."""
        text = f"{self.place}: error[{self.code}]: {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class PublishError(Exception):
    """Something that a person can put right. Carries at least one problem."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class SourceError(PublishError):
    """An edition, `publish.yaml` or `brand.yml` cannot be read as it stands."""


class RenderError(PublishError):
    """A template, a picture, a font or an engine cannot make the artefact."""


class ConformanceError(PublishError):
    """A finished file does not pass the check of what it claims."""


class BuildError(PublishError):
    """A folder or the disk does not allow what was asked."""


class ArchiveError(PublishError):
    """A seal cannot be made, or something is not the seal it says it is."""


class MemberError(PublishError):
    """A list of members cannot be taken in, or the database does not allow what was asked."""


class TransportError(PublishError):
    """The server is away, or it refuses us rather than a recipient."""


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The hint for a misspelt *word*: the nearest of *known*, or else all of them if they are few."""
    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known here: {', '.join(f'`{name}`' for name in known)}" if len(known) <= 12 else ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By place, and each only once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.code, p.message)))
