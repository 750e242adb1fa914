"""
A format for tests: says what the edition says, as a text file. A word in the title makes it misbehave.

It is a module like those of the real formats, and the build treats it as one.
"""

import os
import signal
import time

from publish.edition import Artefact, Edition
from publish.formats import Format
from publish.problems import Place, Problem, RenderError
from publish.theme import Theme

ECHO = Format("echo", "tests.build.echo", ("web",))
LOUD = Format("loud", "tests.build.loud", ("newsletter",))
FORMATS = {"echo": ECHO, "loud": LOUD}


def render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]:
    """The title, and each of the edition's pictures."""
    _misbehave(edition)
    text = f"{edition.title}\n{theme.words(edition.language).brochure}\n"
    pictures = [Artefact(f"pictures/{name}", picture.data) for name, picture in edition.pictures.items()]
    return Artefact("echo.txt", text.encode(), pages=2), *pictures


def _misbehave(edition: Edition) -> None:
    if "Crash" in edition.title:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "Fault" in edition.title:
        raise RenderError(Problem("E399", "cannot be rendered", Place(edition.path, 7)))
    if "Bug" in edition.title:
        raise ZeroDivisionError
    if "Blocked" in edition.title:
        time.sleep(5)
    if "Slow" in edition.title:
        time.sleep(0.5)
