"""`publish archive`: one module a command, imported when it is called."""

from collections.abc import Mapping
from typing import ClassVar

import click

from publish.cli.lazy import LazyGroup

COMMANDS = {
    "seal": "Seal EDITION: build it, and keep it for good.",
    "import": "Seal an edition that was made elsewhere: a PDF, a web page.",
    "verify": "Read everything that was sealed, and tell what changed.",
    "rebuild": "Make a sealed EDITION once more, and compare.",
    "site": "Write the public pages of the archive.",
    "open": "Show the public pages in a browser, from this computer.",
    "list": "List what is sealed.",
    "keygen": "Make the key that signs seals.",
}
"""Name and help of every command; the help is the first line of the command's own."""

_EXAMPLES = """\b
Examples:
  publish archive seal 2021-03-30
  publish archive verify
  publish archive list
"""


class Commands(LazyGroup):
    """The commands of the archive."""

    package = __name__
    table = COMMANDS
    modules: ClassVar[Mapping[str, str]] = {"import": "bring"}


@click.group("archive", cls=Commands, epilog=_EXAMPLES)
def command() -> None:
    """
    Keep editions for good, and prove it.

    A sealed edition is never changed. It lies in dist/archive/, with everything it was made from, and belongs
    in git. What was wrong in it is corrected by a second version beside it.
    """
