"""`publish completion`."""

import click
from click.shell_completion import get_completion_class

_EXAMPLES = """\b
Examples:
  publish completion bash >> ~/.bashrc
  publish completion zsh >> ~/.zshrc
  publish completion fish > ~/.config/fish/completions/publish.fish
"""


@click.command("completion", epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """
    Print the script that completes commands in SHELL.

    It completes commands, options and the names of editions.
    """
    kind = get_completion_class(shell)
    if kind:
        click.echo(kind(ctx.find_root().command, {}, "publish", "_PUBLISH_COMPLETE").source())
