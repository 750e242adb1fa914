"""`publish dkim`."""

import datetime as dt
from pathlib import Path

import click

_EXAMPLES = """\b
Examples:
  publish dkim new
  publish dkim new --domain example.org --selector news2026
  publish dkim new --algorithm ed25519
"""


@click.group("dkim", epilog=_EXAMPLES)
def command() -> None:
    """
    Make the keys that letters are signed with.

    A signature (DKIM, RFC 6376) tells receivers who answers for a letter. Gmail, Outlook, Yahoo and iCloud ask for
    one. If the relay signs for your domain, no key is needed here.
    """


@command.command("new", epilog=_EXAMPLES)
@click.option("--domain", default="", help="The domain that signs; that of `mail.from`, if none is given.")
@click.option("--selector", default="", help="The key's name in the DNS; this month's, if none is given.")
@click.option(
    "--algorithm",
    type=click.Choice(["rsa", "ed25519"]),
    default="rsa",
    show_default=True,
    help="rsa is what every receiver verifies; ed25519 may come second.",
)
@click.pass_context
def new(ctx: click.Context, domain: str, selector: str, algorithm: str) -> None:
    """
    Make a key in .publish/dkim/, and print what the DNS and publish.yaml have to say.

    You alone may read the key, and it never enters git: keep a copy in a safe place. A key is never replaced; a new
    one has another selector, so that letters under way can still be verified.
    """
    from publish.mail.dkim.making import make_key, settings_lines, zone_lines
    from publish.workspace import find, open_workspace
    from publish.workspace.sendingfile import SELECTOR
    from publish.workspace.values import HOST

    root = find(Path.cwd())
    if not domain:
        settings = open_workspace(root).settings
        domain = settings.mail[settings.languages[0]].sender.rpartition("@")[2]
    selector = selector or f"news{dt.datetime.now(dt.UTC):%Y%m}{'e' if algorithm == 'ed25519' else ''}"
    for value, form, expected in ((domain, HOST, "domain like example.org"), (selector, SELECTOR, "selector")):
        if not form.fullmatch(value):
            raise click.UsageError(f"'{value}' is not a {expected}", ctx)
    key, path = make_key(root, domain.lower(), selector, f"{algorithm}-sha256")
    click.echo(f"; into the DNS of {key.domain}\n{zone_lines(key)}\n")
    click.echo(f"# into publish.yaml\n{settings_lines(key, path)}")
    click.echo(
        "where a form asks for the record's text, type all strings as one, without the quotation marks", err=True
    )
    click.echo(f"the private key is in {path}; keep a copy of it in a safe place", err=True)
