"""
An SMTP server that takes everything and notes who got what. It runs in a thread of the tests, and outlives senders.

It speaks just enough of RFC 5321 and RFC 2920 for ours, so that a thousand letters a second go through it.
"""

import asyncio
import threading
from collections import defaultdict
from types import TracebackType
from typing import Self


class Sink:
    """Takes letters at `port`. A letter counts as taken just before its 250 is written."""

    def __init__(self, *, answers_after: float = 0.0) -> None:
        self.taken: dict[str, list[str]] = defaultdict(list)
        """By recipient, the Message-ID of each copy."""
        self.answers_after = answers_after
        """Seconds between a final dot and its answer."""
        self.port = 0
        self.connections: set[asyncio.Transport] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> asyncio.Server:
        return await asyncio.get_running_loop().create_server(lambda: _Server(self), "127.0.0.1", 0)

    async def _end(self) -> None:
        if self._server:
            self._server.close()
        for connection in tuple(self.connections):
            connection.abort()

    @property
    def copies(self) -> int:
        """Letters that were taken, counted with those that somebody got twice."""
        return sum(map(len, self.taken.values()))

    @property
    def twice(self) -> set[str]:
        """Who got more than one copy."""
        return {recipient for recipient, copies in self.taken.items() if len(copies) > 1}


class _Server(asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._buffer = b""
        self._recipient = ""
        self._is_body = False
        self._pending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)
        self._transport = transport
        self._sink.connections.add(transport)
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._read()

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002
        # What was read up to its final dot is ours, whether or not anybody waits for the answer.
        self._sink.connections.discard(self._transport)
        if self._pending:
            self._pending.cancel()

    def _read(self) -> None:
        while self._pending is None:
            if self._is_body:
                end = self._buffer.find(b"\r\n.\r\n")
                if end < 0:
                    return
                self._take(self._buffer[:end])
                self._buffer = self._buffer[end + 5 :]
            else:
                line, found, rest = self._buffer.partition(b"\r\n")
                if not found:
                    return
                self._buffer = rest
                self._command(line)

    def _command(self, line: bytes) -> None:
        word = line[:4].upper()
        if word == b"EHLO":
            self._transport.write(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n")
        elif word == b"DATA":
            self._is_body = True
            self._transport.write(b"354 go on\r\n")
        elif word == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            if word == b"RCPT":
                self._recipient = line.partition(b"<")[2].partition(b">")[0].decode()
            self._transport.write(b"250 2.1.0 Ok\r\n")

    def _take(self, body: bytes) -> None:
        message_id = body.partition(b"Message-ID: <")[2].partition(b">")[0].decode()
        self._sink.taken[self._recipient].append(message_id)
        self._is_body = False
        if self._sink.answers_after:
            self._pending = asyncio.get_running_loop().call_later(self._sink.answers_after, self._answer)
        else:
            self._transport.write(b"250 2.0.0 Ok\r\n")

    def _answer(self) -> None:
        self._pending = None
        self._transport.write(b"250 2.0.0 Ok\r\n")
        self._read()
