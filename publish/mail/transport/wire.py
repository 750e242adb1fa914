"""
One connection: writes commands, counts the answers that are due, and waits for them until a deadline for all.

A connection breaks once, and for good: when it is closed, falls silent, says 421, or answers what was not asked.
`fault` then says why. Answers that came before can still be taken.
"""

import asyncio
import ssl
from dataclasses import dataclass

from publish.mail.transport.replies import Replies, Reply
from publish.mail.transport.tls import Tls

_TAIL = 4096
"""Surely more than a final dot and the next three commands."""
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a connection is of no more use."""

    words: str
    is_silence: bool = False
    """It was waited for until the deadline."""
    is_nonsense: bool = False
    """The server spoke, but not as the protocol has it."""
    is_goodbye: bool = False
    """The server ended the connection in order."""


class Wire(asyncio.Protocol):
    """A connection to a server."""

    def __init__(self) -> None:
        self.fault: Fault | None = None
        self.farewell: Reply | None = None
        """The 421 that the server closed with."""
        self.certificate_fault = ""
        """Why a certificate was not trusted."""
        self._transport: asyncio.Transport
        self._loop = asyncio.get_running_loop()
        self._replies = Replies()
        self._ready: list[Reply] = []
        self._due = 0
        self._waiter: asyncio.Future[None] | None = None
        self._wanted = 0
        self._within = self._deadline = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self._tls: Tls | None = None
        self._gone = self._loop.create_future()
        self.is_congested = False
        """More than a tail of what was written is still here, so a final dot cannot have left."""

    @property
    def is_encrypted(self) -> bool:
        """Whether hands are shaken."""
        return self._tls is not None and self._tls.is_shaken

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has come in but whole answers that were taken."""
        return not self._ready and self._replies.is_between

    @property
    def own_address(self) -> str:
        """Our end's IP address."""
        return str(self._transport.get_extra_info("sockname")[0])

    def write(self, data: bytes, answers: int) -> None:
        """Send *data*, to which so many answers are due."""
        if self.fault is None:
            self._due += answers
            self._transport.write(self._tls.write(data) if self._tls else data)
            if self._transport.is_closing():  # the system refused: nothing of it has left
                self.is_congested = True
                self.stop(Fault("the connection broke"))

    async def answers(self, count: int, within: float) -> list[Reply]:
        """The next *count* answers; fewer, if the connection broke before."""
        if len(self._ready) < count and self.fault is None:
            await self._wait(count, within)
        taken, self._ready = self._ready[:count], self._ready[count:]
        return taken

    def expect_greeting(self) -> None:
        """One answer is due to no command."""
        self._due += 1

    async def relieved(self, within: float) -> None:
        """Wait until no more than a tail is unsent; an answer before that, or a fault, ends it too."""
        if self.is_congested and not self._ready and self.fault is None:
            await self._wait(1, within)

    async def shake(self, context: ssl.SSLContext, host: str, within: float) -> None:
        """Begin TLS; `is_encrypted` tells whether it came to that."""
        self._tls = Tls(context, host)
        self._tls.shake()
        self._transport.write(self._tls.pending())
        if self.fault is None:
            await self._wait(1, within)

    def stop(self, fault: Fault) -> None:
        """Give the connection up. Only the first reason counts."""
        if self.fault is None:
            self.fault = fault
            self._cancel_alarm()
            self._transport.abort()
        self._wake()

    async def close(self) -> None:
        """Send what is left, and close."""
        if self.fault is None:
            self.fault = Fault("it was closed here")
            self._cancel_alarm()
            if self._tls:
                self._transport.write(self._tls.end())
        self._transport.close()
        try:
            await asyncio.wait_for(asyncio.shield(self._gone), 1)
        except TimeoutError:
            self._transport.abort()

    async def abort(self) -> None:
        """Close without sending what is left."""
        self.stop(Fault("it was closed here"))
        await asyncio.shield(self._gone)

    async def _wait(self, count: int, within: float) -> None:
        self._wanted = count
        self._waiter = self._loop.create_future()
        self._within, self._deadline = within, self._loop.time() + within
        self._set_alarm()
        try:
            await self._waiter
        except asyncio.CancelledError:
            self.stop(Fault("it was given up here"))  # nobody takes the answers: they would be counted wrong
            raise
        finally:
            self._waiter = None

    def _set_alarm(self) -> None:
        """One alarm for wait after wait: it is only moved when it would ring too late."""
        if self._alarm is None or self._alarm.when() > self._deadline:
            self._cancel_alarm()
            self._alarm = self._loop.call_at(self._deadline, self._ring)

    def _cancel_alarm(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    def _ring(self) -> None:
        self._alarm = None
        if self._waiter is None:
            return
        if self._loop.time() >= self._deadline:
            self.stop(Fault(f"no answer within {self._within:g} seconds", is_silence=True))
        else:
            self._set_alarm()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def _take(self, replies: list[Reply]) -> None:
        for reply in replies:
            if reply.code == _CLOSING:
                self.farewell = reply
                self._ready += [reply] if self._due else []
                self.stop(Fault("the server closes the connection", is_goodbye=True))
                return
            if not self._due:
                self.stop(Fault("the server answers what was not asked", is_nonsense=True))
                return
            self._due -= 1
            self._ready.append(reply)
            if self.is_congested:
                self.stop(Fault("the server answers before the letter has ended", is_nonsense=True))
                return
        if len(self._ready) >= self._wanted:
            self._wake()

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 — what create_connection gives to a Protocol
        self._transport = transport  # TCP_NODELAY is set by asyncio
        transport.set_write_buffer_limits(high=_TAIL, low=_TAIL)

    def data_received(self, data: bytes) -> None:
        if self.fault is not None:
            return
        try:
            said = self._decrypted(data) if self._tls else data
        except ssl.SSLError as error:
            if isinstance(error, ssl.SSLCertVerificationError):
                self.certificate_fault = error.verify_message
            self.stop(Fault(f"TLS failed: {error.reason or 'unknown reason'}", is_nonsense=True))
        else:
            self._take(self._replies.feed(said))
            if garbage := self._replies.garbage:
                self.stop(Fault(f"the server sends {garbage}", is_nonsense=True))
            elif self._tls and self._tls.is_over:
                self.eof_received()  # a server may wait for us to close

    def _decrypted(self, data: bytes) -> bytes:
        assert self._tls is not None  # noqa: S101 — asked by the caller
        was_shaken = self._tls.is_shaken
        try:
            return self._tls.feed(data)
        finally:
            if pending := self._tls.pending():
                self._transport.write(pending)  # a part of the handshake, or the alert that says what is wrong
            if self._tls.is_shaken and not was_shaken:
                self._wake()

    def eof_received(self) -> bool:
        self.stop(Fault("the server closed the connection", is_goodbye=True))
        return False

    def connection_lost(self, error: Exception | None) -> None:
        reason = getattr(error, "strerror", None) or "closed"
        self.stop(Fault(f"the connection broke: {reason.lower()}"))
        if not self._gone.done():
            self._gone.set_result(None)

    def pause_writing(self) -> None:
        self.is_congested = True

    def resume_writing(self) -> None:
        if self.fault is None:  # a broken connection forgets what is unsent: that tells nothing
            self.is_congested = False
            self._wake()
