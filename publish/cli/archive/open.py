"""`publish archive open`."""

from pathlib import Path

import click

from publish.cli.archive.site import show
from publish.workspace import find

_EXAMPLES = """\b
Examples:
  publish archive open
  publish archive open --port 8000 --no-browser
"""


@click.command("open", epilog=_EXAMPLES)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; a free one, if not given.")
@click.option("--browser/--no-browser", default=True, help="Open a browser, or only print the address.")
def command(port: int, *, browser: bool) -> None:
    """
    Show the public pages in a browser, from this computer.

    The pages are written first, as by `publish archive site`. Nobody else can see them. Ctrl-C ends it.
    """
    from publish.archive.site import write_site
    from publish.archive.site.serve import serving

    root = find(Path.cwd())
    show(write_site(root))
    with serving(root, port) as server:
        click.echo(server.address)
        click.echo("press Ctrl-C to end", err=True)
        if browser:
            click.launch(server.address)
        server.run()
