"""
The command `publish`: one module a command, imported when it is called.

A command reads its arguments, calls one function and prints. Results go to stdout, all else to stderr.
Exit codes: 0 done, 1 problems, 2 not understood.
"""

from typing import Any

import click

from publish import __version__
from publish.cli.lazy import LazyGroup

COMMANDS = {
    "init": "Make a workspace in DIR (here, if no DIR is given).",
    "new": "Begin an edition with this TITLE.",
    "build": "Make brochure, newsletter and web page of EDITION.",
    "check": "Tell what would break for readers, before they see it.",
    "explain": "Tell what CODE means and what to do about it.",
    "archive": "Keep editions for good, and prove it.",
    "members": "Keep the list of members, and what they agreed to.",
    "send": "Send the sealed EDITION to members, once to each.",
    "status": "Show who has got EDITION, who has not, and of whom nobody knows.",
    "bounces": "Read what came back, and stop writing where it asks for that.",
    "doctor": "Look whether mailbox providers would take letters from here.",
    "dkim": "Make the keys that letters are signed with.",
    "schema": "Print the JSON Schemas of all that editors write.",
    "completion": "Print the script that completes commands in SHELL.",
}
"""Name and help of every command; the help is the first line of the command's own."""

_EXAMPLES = """\b
Examples:
  publish init my-newsletter
  cd my-newsletter
  publish new "Spring in the city"
  publish build
"""


class Commands(LazyGroup):
    """All commands, and the border to the person who types them."""

    package = __name__
    table = COMMANDS

    def invoke(self, ctx: click.Context) -> Any:
        """What can be put right is told, never a traceback."""
        from publish.problems import PublishError

        try:
            return super().invoke(ctx)
        except PublishError as error:
            from publish.cli.problems import show

            show(error.problems)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("\nstopped: what was finished is kept, nothing is left half-made", err=True)
            ctx.exit(1)


@click.group(cls=Commands, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="publish", message="%(prog)s %(version)s")
def main() -> None:
    """Make a PDF brochure, an HTML newsletter and a web page from one text."""
