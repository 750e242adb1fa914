"""
The command `publish`: one module a command, imported when it is called.

A command reads its arguments, calls one function and prints. Results go to stdout, all else to stderr.
Exit codes: 0 done, 1 problems, 2 not understood.
"""

from importlib import import_module
from typing import Any

import click

from publish import __version__

COMMANDS = {
    "init": "Make a workspace in DIR (here, if no DIR is given).",
    "new": "Begin an edition with this TITLE.",
    "build": "Make brochure, newsletter and web page of EDITION.",
    "check": "Tell what would break for readers, before they see it.",
    "explain": "Tell what CODE means and what to do about it.",
    "archive": "Keep editions for good, and prove it.",
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


class Commands(click.Group):
    """A group that knows its commands by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"publish.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """The border to the person: what can be put right is told, never a traceback."""
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
