"""A bar on the terminal while a long build is on its way, and an ear for whoever wants it to stop."""

import signal
import time
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

import click

from publish.build import Target
from publish.cli.terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

_LONG = 0.3
"""Seconds until a build is worth a bar."""


_STOPS = (signal.SIGINT, signal.SIGTERM)


class Bar:
    """
    Watches a build. It draws from the thread that calls it: the build forks, and threads do not survive that.

    Whoever stops us is heard at once, or at the next look: an exception that a signal raises while a library in C
    calls back into Python is printed and lost.
    """

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._is_stopped = False
        self._before: list[signal.Handlers | int | Callable[[int, FrameType | None], object] | None] = []

    def __enter__(self) -> Self:
        self._before = [signal.signal(number, self._stop) for number in _STOPS]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in zip(_STOPS, self._before, strict=True):
            signal.signal(number, before)
        if self._progress:
            self._progress.stop()
        self._listen()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopped = True
        raise KeyboardInterrupt

    def _listen(self) -> None:
        if self._is_stopped:
            raise KeyboardInterrupt

    def waiting(self, process: str) -> None:
        """Say what we wait for."""
        click.echo(f"another build of this workspace is running (process {process}); waiting for it to end …", err=True)

    def building(self, done: int, total: int, now: tuple[Target, ...]) -> None:
        """Draw how far it is."""
        self._listen()
        if not is_terminal(err=True) or (self._progress is None and time.monotonic() - self._started < _LONG):
            return
        if self._progress is None:
            self._open(total)
        if self._progress and self._task is not None:
            self._progress.update(self._task, completed=done, now=str(now[0]) if now else "loading")
            self._progress.refresh()

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}"),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._progress.start()
        self._task = self._progress.add_task("build", total=total, now="loading")
