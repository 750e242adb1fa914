"""
Opens sessions with an SMTP server: connected, greeted, TLS and login done.

TLS is never given up for a server that is expected to have it, certificates are always checked, and a password is
only ever sent once hands are shaken.
"""

import asyncio
import os
import socket
import ssl
from functools import cached_property
from pathlib import Path

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport.contract import Limits, UnavailableError
from publish.mail.transport.opening import Opening
from publish.mail.transport.relay import Relay, Tls
from publish.mail.transport.session import SmtpSession
from publish.mail.transport.wire import Wire
from publish.problems import Place, Problem

_SECOND_TRY = 0.25
"""Seconds until the next address of a host is tried beside the first (RFC 8305)."""


class Smtp:
    """A relay, by host and port."""

    def __init__(self, relay: Relay, limits: Limits) -> None:
        self._relay = relay
        self._limits = limits
        self._pipelines = True
        """Until a server says it bears PIPELINING, and does not."""

    def __repr__(self) -> str:
        return f"Smtp({self.name!r})"

    @property
    def name(self) -> str:
        return self._relay.name

    async def session(self) -> SmtpSession:
        trust = self._trust  # before anything is connected: it may be wanting
        wire = await self._connected()
        try:
            extensions = await Opening(wire, self._relay, self._limits, trust).opened()
        except BaseException:
            await wire.abort()
            raise
        distrust = self._doubt if self._pipelines and "PIPELINING" in extensions else None
        return SmtpSession(wire, extensions, self._limits, name=self.name, distrust=distrust)

    def _doubt(self) -> None:
        self._pipelines = False

    async def _connected(self) -> Wire:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._limits.connect):
                _, wire = await loop.create_connection(
                    Wire, self._relay.host, self._relay.port, happy_eyeballs_delay=_SECOND_TRY
                )
        except TimeoutError as error:
            raise self._away(f"no connection within {self._limits.connect:g} seconds") from error
        except OSError as error:
            raise self._away(_reason(error)) from error
        return wire

    def _away(self, words: str) -> UnavailableError:
        said = Receipt(State.DEFERRED, Phase.CONNECT, 0, "", words)
        hint = "is the address right, and is there a way to it from this computer?"
        return UnavailableError(Problem("E864", f"the server cannot be reached: {words}", Place(self.name), hint), said)

    @cached_property
    def _trust(self) -> ssl.SSLContext | None:
        """Read once: the system's certificates are some hundred files."""
        if self._relay.tls is Tls.NEVER:
            return None
        try:
            context = ssl.create_default_context(cafile=self._relay.authorities)
        except (OSError, ssl.SSLError) as error:
            said = Receipt(State.DEFERRED, Phase.TLS, 0, "", "no certificates to trust")
            place = Place(str(self._relay.authorities or Path("ca")))
            problem = Problem("E867", "expected a file of certificates in PEM to trust", place)
            raise UnavailableError(problem, said, is_lasting=True) from error
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def _reason(error: OSError) -> str:
    """The system's words, without host or address."""
    if isinstance(error, socket.gaierror):
        return (error.strerror or "no such host").lower()
    return os.strerror(error.errno).lower() if error.errno else "none of its addresses answers"
