"""`publish explain`."""

import json
import shutil
import textwrap
from collections.abc import Collection, Iterable
from dataclasses import asdict
from difflib import get_close_matches
from itertools import groupby

import click
from click.shell_completion import CompletionItem

from publish.cli.catalogue import Entry, catalogue
from publish.cli.terminal import is_terminal, paint

_EXAMPLES = """\b
Examples:
  publish explain C301
  publish explain e104 e136
  publish explain                     every code in one line
"""
_COLOURS = {"error": "red", "breaks": "red", "degrades": "yellow", "cosmetic": "blue"}
_MEANS = {
    "error": "a problem: nothing is made of it until it is mended",
    "breaks": "breaks: a reader loses something, and nothing is built with it",
    "degrades": "degrades: it can be read, but worse than it was meant",
    "cosmetic": "cosmetic: nobody loses anything but polish",
}
_ACCEPT = """\
accept:
  - code: {code}
    at: content/2021-03-30-a-title/sv.md   # where; everywhere, if left out
    reason: why one can live with it
    until: YYYY-MM-DD                      # at most two years ahead"""
_WIDEST = 88


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    known = catalogue().values()
    return [CompletionItem(entry.code, help=entry.asks) for entry in known if entry.code.startswith(incomplete.upper())]


@click.command("explain", epilog=_EXAMPLES)
@click.argument("codes", metavar="[CODE]...", nargs=-1, shell_complete=_complete)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(codes: tuple[str, ...], *, as_json: bool) -> None:
    """
    Tell what CODE means and what to do about it.

    CODE is what stands in brackets in what `publish check` and `publish build` tell, like C301 or E104. Without one,
    all codes are listed.
    """
    known = catalogue()
    entries = _chosen(codes, known) if codes else list(known.values())
    if as_json:
        click.echo(json.dumps([_for_machines(entry) for entry in entries], indent=2, ensure_ascii=False))
    elif codes:
        click.echo("\n\n".join(_explained(entry) for entry in entries))
    else:
        _list(entries)


def _chosen(codes: Iterable[str], known: dict[str, Entry]) -> list[Entry]:
    wanted = [code.strip("[]:, ").upper() for code in codes]
    unknown = [code for code in dict.fromkeys(wanted) if code not in known]
    if unknown:
        raise click.BadParameter("; ".join(_refusal(code, known) for code in unknown), param_hint="CODE")
    return [known[code] for code in dict.fromkeys(wanted)]


def _refusal(code: str, known: Collection[str]) -> str:
    near = get_close_matches(code, known, n=20, cutoff=0.7)
    if not near:
        return f"there is no code `{code}`, `publish explain` lists all"
    nearest = next((one for one in near if code.startswith(one)), near[0])
    return f"there is no code `{code}`, did you mean `{nearest}`?"


def _explained(entry: Entry) -> str:
    width = min(shutil.get_terminal_size().columns, _WIDEST) if is_terminal() else _WIDEST
    advice = "advice: it never makes a run fail" if entry.is_advice else _MEANS[entry.severity]
    parts = [f"{paint(entry.code, _COLOURS[entry.severity])}  {paint(entry.asks, 'bold')}", f"{entry.group}; {advice}"]
    text = "\n".join(_indented(part, width) for part in filter(None, (entry.why, entry.hint)))
    parts += [f"\n{text}"] * bool(text)
    if entry.sources:
        parts += [f"\n{paint('asked for in', 'cyan')}", *(f"  {source}" for source in entry.sources)]
    if entry.can_be_accepted:
        accept = textwrap.indent(_ACCEPT.format(code=entry.code), "  ")
        parts += [f"\n{paint('to accept it for a while', 'cyan')}, in checks.yml", accept]
    return "\n".join(parts)


def _indented(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _list(entries: Iterable[Entry]) -> None:
    width = shutil.get_terminal_size().columns if is_terminal() else 0
    for number, (group, some) in enumerate(groupby(entries, _title)):
        click.echo(("\n" if number else "") + paint(group, "bold"))
        for entry in some:
            first, *rest = textwrap.wrap(entry.asks, max(width - 18, 20)) if width else [entry.asks]
            click.echo(f"  {entry.code}  {paint(entry.severity.ljust(8), _COLOURS[entry.severity])}  {first}")
            for line in rest:
                click.echo(f"{' ' * 18}{line}")


def _title(entry: Entry) -> str:
    return f"{entry.group} (advice, never makes a run fail)" if entry.is_advice else entry.group


def _for_machines(entry: Entry) -> dict[str, object]:
    fields = asdict(entry)
    fields["advice"] = fields.pop("is_advice")
    return fields
