"""`publish members`: one module a command, imported when it is called."""

from importlib import import_module

import click

from publish.cli.lazy import LazyGroup

COMMANDS = {
    "import": "Look at the list in FILE, and take it in.",
    "list": "List members.",
    "show": "Show all that is kept of a member.",
    "segment": "List the segments, or change who belongs to NAME.",
    "suppress": "Never write to ADDRESS again.",
    "forget": "Erase everything about ADDRESS, for good.",
    "prove": "Print what ADDRESS has agreed to, when and where.",
    "export": "Write members to FILE, as CSV.",
}
"""Name and help of every command; the help is the first line of the command's own."""

_EXAMPLES = """\b
Examples:
  publish members import members.csv
  publish members import members.csv --consent membership --source "annual meeting" --date 2026-03-01 --yes
"""


class Commands(LazyGroup):
    """The commands for members."""

    package = __name__
    table = COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """`import` is a word of Python's own and can name no module."""
        if cmd_name == "import":
            command: click.Command = import_module(f"{self.package}.import_").command
            return command
        return super().get_command(ctx, cmd_name)


@click.group("members", cls=Commands, epilog=_EXAMPLES)
def command() -> None:
    """
    Keep the list of members, and what they agreed to.

    Members are in the database of the workspace, .publish/publish.db, on this computer alone: never in git, nor in
    the archive. Nobody is written to without a recorded ground, and who has said no stays out.
    """
