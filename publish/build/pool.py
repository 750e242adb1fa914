"""
Work on all cores, one process each.

A worker is a fork of this process, so it has what this one has loaded and sends back only what it found.
It serves a few tasks and is replaced, so that memory does not grow. If it dies, its task is reported as
lost and a new worker goes on with the next. If this process is stopped, the workers stop at once.

Threads do not survive a fork: nothing here, and nothing that runs meanwhile, may start one.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_TICK = 0.1
"""Seconds between two looks at the clock while everybody works."""
_GARBAGE = 50_000
"""New objects until a worker looks for garbage: a twentieth faster than Python's own choice, for 40 MB."""
_PATIENCE = 5.0
"""Seconds that a worker gets to tidy up when it is told to stop."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """A worker died over this task."""

    task: T
    reason: str


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: BaseProcess
    line: Connection
    left: int
    """Tasks it may still be given."""
    task: T | None = None


@dataclass(slots=True)
class Pool(Generic[T, R]):
    """Calls *work* for each task in some worker and gives back what it yields, as it comes."""

    work: Callable[[T], Iterable[R]]
    jobs: int
    tasks_each: int = 25
    _waiting: deque[T] = field(default_factory=deque)
    _workers: "list[_Worker[T]]" = field(default_factory=list)

    def run(self, tasks: Iterable[T], tick: Callable[[tuple[T, ...]], None]) -> "Iterator[R | Lost[T]]":
        """Results in the order they come in; *tick* is called often, with the tasks in work."""
        self._waiting.extend(tasks)
        gc.freeze()  # what is loaded stays: a collection in a worker would only copy it
        try:
            while self._waiting or any(worker.task is not None for worker in self._workers):
                self._hand_out()
                tick(tuple(worker.task for worker in self._workers if worker.task is not None))
                yield from self._collect()
        finally:
            self._stop()
            gc.unfreeze()

    def add(self, task: T) -> None:
        """One more task for a pool that is running."""
        self._waiting.append(task)

    def _hand_out(self) -> None:
        for worker in [w for w in self._workers if w.task is None and w.left == 0]:
            self._dismiss(worker)
        idle = [worker for worker in self._workers if worker.task is None]
        while len(idle) < len(self._waiting) and len(self._workers) < self.jobs:
            idle.append(self._hire())
        for worker in idle[: len(self._waiting)]:
            worker.task = self._waiting.popleft()
            worker.left -= 1
            with suppress(BrokenPipeError, ConnectionResetError):  # it is dead: `_receive` will notice
                worker.line.send(worker.task)

    def _collect(self) -> "Iterator[R | Lost[T]]":
        busy = [worker for worker in self._workers if worker.task is not None]
        ready = wait([worker.line for worker in busy], timeout=_TICK)
        for worker in busy:
            if worker.line in ready:
                yield from self._receive(worker)

    def _receive(self, worker: "_Worker[T]") -> "Iterator[R | Lost[T]]":
        try:
            results = worker.line.recv()
        except (EOFError, ConnectionResetError):
            lost, worker.task = worker.task, None
            if lost is not None:
                yield Lost(lost, self._dismiss(worker))
            return
        if results is None:
            worker.task = None
        else:
            yield results[0]

    def _hire(self) -> "_Worker[T]":
        ours, theirs = multiprocessing.Pipe()
        others = [worker.line for worker in self._workers]
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_serve, args=(theirs, self.work, [ours, *others]), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[T] = _Worker(process, ours, self.tasks_each)
        self._workers.append(worker)
        return worker

    def _dismiss(self, worker: "_Worker[T]") -> str:
        """Let a worker go; says how it ended."""
        self._workers.remove(worker)
        worker.line.close()
        worker.process.join(_PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        return _ending(worker.process.exitcode or 0)

    def _stop(self) -> None:
        for worker in self._workers:
            if worker.task is not None:
                worker.process.terminate()
        for worker in list(self._workers):
            self._dismiss(worker)


def _serve(line: Connection, work: Callable[[T], Iterable[R]], not_ours: list[Connection]) -> None:
    """The life of a worker: until nobody gives it tasks any more."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first process decides
    signal.signal(signal.SIGTERM, _leave)
    gc.set_threshold(_GARBAGE)
    gc.enable()
    for other in not_ours:
        other.close()
    while True:
        try:
            task = line.recv()
        except (EOFError, ConnectionResetError):
            return
        answers = ((result,) for result in work(task))
        if not all(_is_sent(answer, line) for answer in chain(answers, (None,))):
            return


def _is_sent(answer: object, line: Connection) -> bool:
    """Whether somebody is there to hear *answer*: who stops a build listens no more."""
    try:
        line.send(answer)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _end_with_parent() -> None:
    """
    Let the system end this worker when the first process is killed, even in the middle of a long task.

    Else it would hold the build's lock until it is done. Only Linux can do this (prctl(2), PR_SET_PDEATHSIG).
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit


def _ending(code: int) -> str:
    if code < 0:
        return f"was stopped by signal {-code} ({signal.Signals(-code).name})"
    return f"ended by itself with code {code}"


def cores() -> int:
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0))
