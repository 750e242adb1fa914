"""A send's standing in words: the sum that adds up, by provider, and who is in doubt, by name."""

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

import click

from publish.cli.terminal import paint
from publish.mail.outcome import State

if TYPE_CHECKING:
    from publish.send.status import Status

_ORDER = (State.ACCEPTED, State.REJECTED, State.DEFERRED, State.UNCERTAIN, State.SUPPRESSED)
_STYLES = {State.ACCEPTED: "green", State.REJECTED: "red", State.UNCERTAIN: "yellow"}
_SHOWN = 20
"""Lines of people, or of providers."""


def sum_of(status: "Status") -> str:
    """Audience = accepted + rejected + deferred + uncertain + suppressed, and what is still queued."""
    terms = [f"{state} {status.counts[state]}" for state in _ORDER]
    waiting = status.counts[State.QUEUED] + status.counts[State.IN_FLIGHT]
    terms += [f"queued {waiting}"] if waiting else []
    return f"audience {status.audience} = {' + '.join(terms)}"


def shown_status(status: "Status", *, brief: bool = False) -> None:
    """Print it; *brief* without the table of providers."""
    if not brief:
        _head(status)
        _providers(status)
    _people(status)
    if status.next_due and status.counts[State.DEFERRED]:
        when = dt.datetime.fromtimestamp(status.next_due).astimezone()
        click.echo(f"deferred letters are tried again from {when:%Y-%m-%d %H:%M}; the same `publish send` does it")


def _head(status: "Status") -> None:
    send = status.send
    click.echo(
        paint(send.edition, "bold")
        + f"  version {send.version}"
        + (f"  segment {send.segment}" if send.segment else "")
    )
    begun = dt.datetime.fromtimestamp(send.frozen).astimezone()
    state = "ended" if send.ended else "not ended"
    click.echo(f"begun {begun:%Y-%m-%d %H:%M}, {state}, through {send.relay}")
    if send.is_outbox:
        click.echo("the letters are files on this computer; nobody has got anything")
    if not send.ended and send.starts > time.time():
        click.echo(f"starts {dt.datetime.fromtimestamp(send.starts).astimezone():%Y-%m-%d %H:%M}")
    if status.per_second and (left := status.seconds_left):
        click.echo(f"{status.per_second:.1f} a second, about {_length(left)} left")


def _length(seconds: float) -> str:
    """A length of time as people say it."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "a minute"
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours {minutes % 60} minutes"


def _providers(status: "Status") -> None:
    states = [state for state in State if any(counts[state] for counts in status.providers.values())]
    rows = [("", *(str(state) for state in states))]
    rows += [
        (name, *(str(counts[state] or "") for state in states))
        for name, counts in list(status.providers.items())[:_SHOWN]
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, (name, *cells) in enumerate(rows):
        line = "  ".join(
            [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))]
        )
        click.echo(f"  {paint(line.rstrip(), 'dim') if not number else line.rstrip()}")
    if len(status.providers) > _SHOWN:
        click.echo(f"  and {len(status.providers) - _SHOWN} more domains")


def _people(status: "Status") -> None:
    if status.rejected:
        click.echo(paint("refused", "red"))
    for refused in status.rejected[:_SHOWN]:
        click.echo(f"  {_who(refused.name, refused.address)}: {refused.reply}")
    if status.counts[State.REJECTED] > _SHOWN:
        click.echo(f"  and {status.counts[State.REJECTED] - _SHOWN} more")
    if status.uncertain:
        click.echo(paint("uncertain: it cannot be known whether they got it", "yellow"))
    for doubtful in status.uncertain:
        since = dt.datetime.fromtimestamp(doubtful.since).astimezone()
        click.echo(f"  {_who(doubtful.name, doubtful.address)}: {doubtful.cause}, {since:%Y-%m-%d %H:%M}")
    if status.uncertain:
        click.echo(
            "  `--resolve ask --log FILE` looks into the relay's log, `--resolve resend` sends the same letter again"
        )


def _who(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address else name or address or "somebody who is forgotten"


def for_machines(status: "Status") -> dict[str, Any]:
    """The same as JSON, without anybody's name or address."""
    send = status.send
    return {
        "edition": send.edition,
        "version": send.version,
        "segment": send.segment,
        "is_outbox": send.is_outbox,
        "frozen": send.frozen,
        "starts": send.starts,
        "ended": send.ended,
        "relay": send.relay,
        "audience": status.audience,
        "counts": {str(state): status.counts[state] for state in State},
        "excluded": dict(send.excluded),
        "providers": {name: {str(s): n for s, n in counts.items() if n} for name, counts in status.providers.items()},
        "per_second": round(status.per_second, 2),
        "seconds_left": status.seconds_left,
        "next_due": status.next_due if status.counts[State.DEFERRED] else None,
    }
