"""
Processes that sign beside the loop: a signature takes longer than all else that a letter needs, and holds the
interpreter meanwhile.

What they give is what would be signed here, octet by octet. When one of them dies, what it was asked is signed here.
"""

import asyncio
import multiprocessing
import os
import pickle
import signal
import socket
import struct
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from publish.mail.ledger import Row
from publish.mail.outcome import Message
from publish.send.composing import Composer

_FORK = multiprocessing.get_context("fork")
_LENGTH = struct.Struct("!I")
_ROOM = 64 * 1024
_PATIENCE = 5.0
"""Seconds that a process has for ending by itself."""


class Signers:
    """Makes letters like *composer*. Use it in an `async with`, begun before there are threads: it forks."""

    def __init__(self, composer: Composer, count: int) -> None:
        self._composer = composer
        self._count = count if composer.signings else 0
        self._lines: list[_Line] = []
        self._turns = cycle(self._lines)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        for _ in range(self._count):
            ours, theirs = socket.socketpair()
            process = _FORK.Process(target=_serve, args=(theirs, self._composer), daemon=True)
            process.start()
            theirs.close()
            ours.setblocking(False)
            _, line = await loop.create_connection(partial(_Line, process), sock=ours)
            self._lines.append(line)
        self._turns = cycle(self._lines)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._lines:
            line.end()
        for line in self._lines:
            await asyncio.to_thread(line.wait_for_end)

    @property
    def processes(self) -> tuple[BaseProcess, ...]:
        """Those that sign."""
        return tuple(line.process for line in self._lines)

    async def __call__(self, row: Row) -> Message:
        """The letter to *row*."""
        recipient = row.recipient
        line = next(self._turns, None)
        if line is None or recipient.language not in self._composer.signings:
            return self._composer(row)
        template = self._composer.templates[recipient.language]
        values = template.values(recipient)
        signature = await line.ask(recipient.language, values)
        return template.message(recipient, signature, values) if signature else self._composer(row)


class _Line(asyncio.Protocol):
    """Our end of one process, which answers in the order it is asked."""

    def __init__(self, process: BaseProcess) -> None:
        self.process = process
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._awaited: deque[asyncio.Future[bytes]] = deque()
        self._unsent: list[bytes] = []
        self._rest = b""
        self._is_lost = False

    def ask(self, language: str, values: Sequence[bytes]) -> "asyncio.Future[bytes]":
        """The signature; empty if the process does not give one."""
        answer: asyncio.Future[bytes] = self._loop.create_future()
        if self._is_lost:
            answer.set_result(b"")
            return answer
        if not self._unsent:
            self._loop.call_soon(self._send)  # together with what others ask in this turn of the loop
        self._unsent.append(_framed(pickle.dumps((language, values))))
        self._awaited.append(answer)
        return answer

    def end(self) -> None:
        """Let the process end: nobody asks any more."""
        self._transport.close()

    def wait_for_end(self) -> None:
        """Wait until it has, or make it."""
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def _send(self) -> None:
        self._transport.write(b"".join(self._unsent))
        self._unsent.clear()

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what create_connection gives to a Protocol
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        answers, self._rest = _cut(self._rest + data)
        for signature in answers:
            answer = self._awaited.popleft()
            if not answer.done():  # somebody still waits
                answer.set_result(signature)

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002
        self._is_lost = True
        for answer in self._awaited:
            if not answer.done():
                answer.set_result(b"")
        self._awaited.clear()


def _serve(line: socket.socket, composer: Composer) -> None:
    """The life of a process that signs: until nobody asks any more, because all is done or the sender was killed."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first process decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Not even the sender's lock stays open here, nor the other end of anybody's line.
    os.closerange(3, line.fileno())
    os.closerange(line.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    rest = b""
    with suppress(BrokenPipeError, ConnectionResetError):
        while data := line.recv(_ROOM):
            tasks, rest = _cut(rest + data)
            line.sendall(b"".join([_framed(_signature(composer, task)) for task in tasks]))


def _signature(composer: Composer, task: bytes) -> bytes:
    language, values = pickle.loads(task)  # noqa: S301 - from the process that has forked us
    try:
        return composer.signings[language].sign(values)
    except ValueError:
        return b""  # whoever asked finds out why


def _framed(data: bytes) -> bytes:
    return _LENGTH.pack(len(data)) + data


def _cut(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole frames of *data*, and what is left."""
    found, start = [], 0
    while len(data) - start >= _LENGTH.size:
        (size,) = _LENGTH.unpack_from(data, start)
        end = start + _LENGTH.size + size
        if end > len(data):
            break
        found.append(data[start + _LENGTH.size : end])
        start = end
    return found, data[start:]
