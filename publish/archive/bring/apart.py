"""
Reads what comes from elsewhere in a process of its own, which has so much time and memory and no more.

A file of a few kilobytes can ask for hours, and one that breaks a reader should not break us. What comes back is words
alone (JSON): a reader that was taken over by a file has nothing else to say.
"""

import json
import multiprocessing
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

from publish.archive.bring.found import Found, Reference, Use
from publish.problems import Place, Problem

SECONDS = 60
_BYTES = 6_000_000_000
"""Of address space, most of which nobody uses."""
LIMITS = f"{SECONDS} seconds and {_BYTES // 10**9} GB of memory"


def apart(make: Callable[[], bytes], seconds: float = SECONDS) -> bytes | None:
    """What *make* gives; None if it comes to no end within *seconds*, or to a bad one."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(make, sender), daemon=True)
    process.start()
    sender.close()
    try:
        return receiver.recv_bytes() if receiver.poll(seconds) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()
        receiver.close()


def _run(make: Callable[[], bytes], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts us ends this, too
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES if hard == resource.RLIM_INFINITY else min(_BYTES, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(MemoryError):
        sender.send_bytes(make())


def read_apart(read: Callable[[Found], None], found: Found, seconds: float = SECONDS) -> None:
    """Let *read* note in *found* what a file needs, apart."""

    def make() -> bytes:
        own = Found(found.shown, found.folder)
        read(own)
        references = [{**asdict(one), "use": one.use.name} for one in own.references]
        return json.dumps({"problems": [asdict(one) for one in own.problems], "references": references}).encode()

    if answer := apart(make, seconds):
        tree = json.loads(answer)
        found.problems += map(problem_of, tree["problems"])
        found.references += [Reference(one["path"], Use[one["use"]], _place(one)) for one in tree["references"]]
    else:
        found.refuse(f"the file cannot be read within {LIMITS}", 0, "print the page into a PDF", "E731")


def problem_of(tree: dict[str, Any]) -> Problem:
    """A problem that was sent as JSON."""
    return Problem(tree["code"], tree["message"], _place(tree), tree["hint"])


def _place(tree: dict[str, Any]) -> Place:
    return Place(**tree["place"])
