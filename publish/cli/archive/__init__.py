"""`publish archive`: one module a command, imported when it is called."""

from importlib import import_module

import click

COMMANDS = {
    "seal": "Seal EDITION: build it, and keep it for good.",
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


class Commands(click.Group):
    """A group that loads the command that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"publish.cli.archive.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group("archive", cls=Commands, epilog=_EXAMPLES)
def command() -> None:
    """
    Keep editions for good, and prove it.

    A sealed edition is never changed. It lies in dist/archive/, with everything it was made from, and belongs
    in git. What was wrong in it is corrected by a second version beside it.
    """
