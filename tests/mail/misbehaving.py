"""
A real SMTP server on 127.0.0.1 that does what its script says, and keeps a log of what it has taken.

    with Misbehaving(on("rcpt", say("450 4.7.1 later"), message=2), on("dot", reset(), message=5)) as server:
        ...server.via, server.accepted, server.commands...

Phases: greeting, ehlo, starttls, auth, mail, rcpt, data, body, dot, rset, quit. Messages and connections count from 0,
over the server's whole life. It runs in a thread of its own, so that a test may block.
"""

import asyncio
import re
import socket
import ssl
import struct
import threading
from base64 import b64decode
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

EXTENSIONS = ("PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "SIZE 50000000", "ENHANCEDSTATUSCODES")
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_USUAL = {
    "greeting": "220 misbehaving ESMTP",
    "starttls": "220 2.0.0 go ahead",
    "auth": "235 2.7.0 welcome",
    "mail": "250 2.1.0 Ok",
    "rcpt": "250 2.1.5 Ok",
    "data": "354 go ahead",
    "dot": "250 2.0.0 Ok: queued",
    "rset": "250 2.0.0 Ok",
    "quit": "221 2.0.0 bye",
}


class GoneError(Exception):
    """This connection is over."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that was answered with 250."""

    recipient: str
    sender: str
    message_id: str
    octets: bytes
    connection: int


Act: TypeAlias = Callable[["Connection", str], Awaitable[str]]
"""Does what it does instead of giving the usual answer, and returns what was answered."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When an act is played."""

    phase: str
    act: Act
    message: int | None = None
    connection: int | None = None
    every: int | None = None
    recipient: str = ""

    def meets(self, phase: str, connection: "Connection") -> bool:
        number = connection.server.offered
        return (
            self.phase == phase
            and self.message in (None, number)
            and self.connection in (None, connection.number)
            and (self.every is None or number % self.every == self.every - 1)
            and self.recipient in ("", connection.recipient)
        )


def on(phase: str, act: Act, **when: Any) -> Rule:
    """*act* in this *phase*: always, or for one `message`, one `connection`, one in n (`every`), one `recipient`."""
    return Rule(phase, act, **when)


def say(text: str, *, then_close: bool = False) -> Act:
    """Another answer."""
    return raw(f"{text}\r\n".encode(), text, then_close=then_close)


def raw(octets: bytes, answer: str = "", *, then_close: bool = False) -> Act:
    """These octets, whatever they are; for the server they are this *answer*, or none."""

    async def act(connection: "Connection", _usual: str) -> str:
        await connection.send(octets)
        if then_close:
            raise GoneError
        return answer

    return act


def usual_and(octets: bytes) -> Act:
    """The usual answer, and these octets in the same write."""

    async def act(connection: "Connection", usual: str) -> str:
        await connection.send(f"{usual}\r\n".encode() + octets)
        return usual

    return act


def close() -> Act:
    """End the connection in order, without a word."""

    async def act(_connection: "Connection", _usual: str) -> str:
        raise GoneError

    return act


def reset() -> Act:
    """Break the connection (RST)."""

    async def act(connection: "Connection", _usual: str) -> str:
        connection.reset()
        raise GoneError

    return act


def silence() -> Act:
    """Say nothing any more, and wait until the other side has left."""

    async def act(connection: "Connection", _usual: str) -> str:
        await connection.until_left()
        raise GoneError

    return act


def wait_for(told: threading.Event, reached: threading.Event | None = None) -> Act:
    """The usual answer, but not before *told* is set; *reached* is set at once."""

    async def act(connection: "Connection", usual: str) -> str:
        if reached:
            reached.set()
        await asyncio.to_thread(told.wait, 20)
        await connection.send(f"{usual}\r\n".encode())
        return usual

    return act


def drip(octets: bytes, every: float) -> Act:
    """One octet after the other, over and over."""

    async def act(connection: "Connection", _usual: str) -> str:
        while True:
            for octet in octets:
                await connection.send(bytes([octet]))
                await asyncio.sleep(every)

    return act


def endless(octets: bytes) -> Act:
    """The same again and again, until the other side has had enough."""

    async def act(connection: "Connection", _usual: str) -> str:
        while True:
            await connection.send(octets * 100)

    return act


def forget() -> Act:
    """The usual answer; what else has come in is not looked at."""

    async def act(connection: "Connection", usual: str) -> str:
        connection.forget()
        await connection.send(f"{usual}\r\n".encode())
        return usual

    return act


def after(octets: bytes) -> Act:
    """The usual answer, but not before these *octets* have come in too."""

    async def act(connection: "Connection", usual: str) -> str:
        await connection.until_heard(octets)
        await connection.send(f"{usual}\r\n".encode())
        return usual

    return act


def lose() -> Act:
    """The usual answer, but the message is thrown away."""

    async def act(connection: "Connection", usual: str) -> str:
        await connection.send(f"{usual}\r\n".encode())
        return "thrown away"

    return act


class Connection:
    """One connection, from the server's side."""

    def __init__(
        self, server: "Misbehaving", number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server = server
        self.number = number
        self.recipient = ""
        self._sender = ""
        self._has_sender = False
        self._reader = reader
        self._writer = writer
        self._buffer = bytearray()
        self._is_encrypted = server.at_once

    async def serve(self) -> None:
        try:
            await self._talk()
        except (GoneError, ConnectionError, ssl.SSLError):
            self._writer.close()
        except asyncio.CancelledError:
            self._writer.transport.abort()
        with suppress(ConnectionError, ssl.SSLError, TimeoutError):
            await asyncio.wait_for(self._writer.wait_closed(), 1)

    async def _talk(self) -> None:
        await self._answer("greeting")
        while True:
            line = (await self._until(b"\r\n")).decode(errors="replace")
            self.server.commands.append(line)
            if not self._is_encrypted:
                self.server.overheard.append(line)
            await self._command(line)

    async def send(self, octets: bytes) -> None:
        self._writer.write(octets)
        await self._writer.drain()

    def forget(self) -> None:
        self._buffer.clear()

    def reset(self) -> None:
        plug: socket.socket = self._writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    async def until_heard(self, octets: bytes) -> None:
        while octets not in self._buffer:
            await self._more()

    async def until_left(self) -> None:
        while await self._reader.read(65536):
            pass

    async def _until(self, end: bytes) -> bytes:
        while end not in self._buffer:
            await self._more()
        found, _, rest = bytes(self._buffer).partition(end)
        self._buffer[:] = rest
        return found

    async def _more(self) -> None:
        data = await self._reader.read(65536)
        if not data:
            raise GoneError
        self._buffer += data

    async def _answer(self, phase: str, usual: str = "") -> str:
        usual = usual or _USUAL[phase]
        rule = next((rule for rule in self.server.rules if rule.meets(phase, self)), None)
        if rule:
            return await rule.act(self, usual)
        await self.send(usual.replace("\n", "\r\n").encode() + b"\r\n")
        return usual

    async def _command(self, line: str) -> None:
        verb = line[:4].upper()
        if verb in ("EHLO", "HELO"):
            await self._answer("ehlo", self._capabilities() if verb == "EHLO" else "250 misbehaving")
        elif verb == "STAR":
            await self._start_tls()
        elif verb == "AUTH":
            await self._log_in(line)
        elif verb == "MAIL":
            self.recipient, self._sender = "", _path(line)
            self.server.offered += 1
            self._has_sender = (await self._answer("mail")).startswith("2")
        elif verb == "RCPT" and not self._has_sender:
            await self.send(b"503 5.5.1 MAIL first\r\n")
        elif verb == "RCPT":
            self.recipient = _path(line)
            answer = await self._answer("rcpt")
            self.recipient = self.recipient if answer.startswith("2") else ""
        elif verb == "DATA":
            await self._data()
        elif verb in ("RSET", "QUIT"):
            self._has_sender, self.recipient = False, ""
            await self._answer(verb.lower())
            if verb == "QUIT":
                raise GoneError
        else:
            await self.send(b"500 5.5.1 what?\r\n")

    def _capabilities(self) -> str:
        words = list(self.server.extensions(self.number))
        words += ["STARTTLS"] if self.server.tls and not self._is_encrypted else []
        lines = ["misbehaving", *words]
        return "\n".join([*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}"])

    async def _start_tls(self) -> None:
        answer = await self._answer("starttls")
        if answer.startswith("220"):
            assert self.server.tls
            await self._writer.start_tls(self.server.tls)
            self._is_encrypted = True

    async def _log_in(self, line: str) -> None:
        way, _, first = line[5:].partition(" ")
        if way.upper() == "PLAIN":
            _, user, password = b64decode(first).split(b"\0")
        else:
            await self.send(b"334 VXNlcm5hbWU6\r\n")
            user = b64decode(await self._until(b"\r\n"))
            await self.send(b"334 UGFzc3dvcmQ6\r\n")
            password = b64decode(await self._until(b"\r\n"))
        self.server.logins.append((user.decode(), password.decode()))
        await self._answer("auth")

    async def _data(self) -> None:
        if not self.recipient and not self.server.takes_bodies_for_nobody:
            await self.send(b"554 5.5.1 no valid recipients\r\n")
            return
        if not (await self._answer("data")).startswith("354"):
            return
        if any(rule.meets("body", self) for rule in self.server.rules):
            if not self._buffer:
                await self._more()
            await self._answer("body", "250 never said")
        self._buffer[:0] = b"\r\n"  # a dot may come at once
        body = await self._until(b"\r\n.\r\n") + b"\r\n"
        octets = body.replace(b"\r\n..", b"\r\n.")[2:]
        answer = await self._answer("dot", "" if self.recipient else "554 5.5.1 no valid recipients")
        if answer.startswith("2"):
            self.server.take(Accepted(self.recipient, self._sender, _message_id(octets), octets, self.number))
        self._has_sender, self.recipient = False, ""


def _path(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


def _message_id(octets: bytes) -> str:
    found = _MESSAGE_ID.search(octets.partition(b"\r\n\r\n")[0])
    return found[1].decode(errors="replace") if found else ""


class Misbehaving:
    """The server; `with` starts and ends it."""

    def __init__(
        self,
        *rules: Rule,
        extensions: tuple[str, ...] | Callable[[int], tuple[str, ...]] = EXTENSIONS,
        tls: ssl.SSLContext | None = None,
        at_once: bool = False,
        takes_bodies_for_nobody: bool = False,
        window: int = 0,
        host: str = "127.0.0.1",
    ) -> None:
        self.rules = rules
        self.extensions = extensions if callable(extensions) else lambda _number: extensions
        self.tls = tls
        self.at_once = at_once
        self.takes_bodies_for_nobody = takes_bodies_for_nobody
        self.accepted: list[Accepted] = []
        self.commands: list[str] = []
        self.overheard: list[str] = []
        """The commands that came without TLS, so that anybody could read them."""
        self.logins: list[tuple[str, str]] = []
        self.connections = 0
        self.offered = -1
        """The number of the message that is being offered."""
        self.port = 0
        self._host = host
        self._window = window
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._over: asyncio.Event
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def via(self) -> str:
        """The address to send to."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"smtp{'s' if self.at_once else ''}://{host}:{self.port}"

    @property
    def copies(self) -> Counter[str]:
        """How many messages each recipient has got."""
        return Counter(each.recipient for each in self.accepted)

    def take(self, accepted: Accepted) -> None:
        self.accepted.append(accepted)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        plug = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio leaves Nagle on
        if self._window:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._window)
        plug.bind((self._host, 0))
        self.port = plug.getsockname()[1]
        server = await asyncio.start_server(
            self._connected, sock=plug, ssl=self.tls if self.at_once else None, limit=self._window or 65536
        )
        self._started.set()
        await self._over.wait()
        server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(self, self.connections, reader, writer)
        self.connections += 1
        self._keep(connection.serve())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
