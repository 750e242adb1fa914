"""The beginning of a session: greeting, EHLO, TLS, EHLO again, login. Each refusal says in which phase it came."""

import re
import socket
import ssl
from dataclasses import replace
from ipaddress import ip_address

from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport.contract import Limits, UnavailableError
from publish.mail.transport.extensions import Extensions, read_extensions
from publish.mail.transport.login import WAYS, betrays, log_in
from publish.mail.transport.relay import Relay, Tls
from publish.mail.transport.replies import Reply
from publish.mail.transport.wire import Fault, Wire
from publish.mail.transport.words import receipt
from publish.problems import Place, Problem

_UNKNOWN_COMMAND = (500, 501, 502, 504)
_DONE = 235
_HOST_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63})+")


class Opening:
    """One connection on its way to a session."""

    def __init__(self, wire: Wire, relay: Relay, limits: Limits, context: ssl.SSLContext | None) -> None:
        self._wire = wire
        self._relay = relay
        self._limits = limits
        self._context = context

    async def opened(self) -> Extensions:
        """
        What the server can do, once it would take messages.

        Raises:
            UnavailableError: if it does not come to that.
        """
        self._wire.expect_greeting()
        if self._relay.tls is Tls.AT_ONCE:
            await self._shake()
        greeting = await self._answer(Phase.GREETING, self._limits.greeting)
        if not greeting.is_positive:
            raise self._refused(Phase.GREETING, greeting)
        extensions = await self._hello()
        if self._wants_tls(extensions):
            await self._start_tls()
            extensions = await self._hello()
        if self._relay.user:
            await self._log_in(extensions)
        if self._wire.fault:
            raise self._broken(Phase.HELLO)
        return extensions

    def _wants_tls(self, extensions: Extensions) -> bool:
        if self._wire.is_encrypted or self._relay.tls is Tls.NEVER:
            return False
        if "STARTTLS" in extensions:
            return True
        if self._relay.tls is Tls.REQUIRED:
            words = "the server does not offer TLS, so nothing was sent"
            hint = "somebody may stand between; or it wants smtps:// (port 465) or another port"
            raise self._unavailable("E866", Phase.TLS, words, hint=hint, is_lasting=True)
        return False

    async def _hello(self) -> Extensions:
        name = (self._relay.hello or self._own_name()).encode("ascii")
        self._wire.write(b"EHLO " + name + b"\r\n", 1)
        reply = await self._answer(Phase.HELLO, self._limits.hello)
        if reply.is_positive:
            return read_extensions(reply)
        if reply.code in _UNKNOWN_COMMAND:
            self._wire.write(b"HELO " + name + b"\r\n", 1)
            reply = await self._answer(Phase.HELLO, self._limits.hello)
            if reply.is_positive:
                return Extensions()
        raise self._refused(Phase.HELLO, reply)

    def _own_name(self) -> str:
        """This computer's name, if it is a whole one, or its address as a literal (RFC 5321, 4.1.3)."""
        name = socket.gethostname()
        if _HOST_NAME.fullmatch(name):
            return name
        address = ip_address(self._wire.own_address.partition("%")[0])
        return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"

    async def _start_tls(self) -> None:
        self._wire.write(b"STARTTLS\r\n", 1)
        reply = await self._answer(Phase.TLS, self._limits.hello)
        if not reply.is_positive:
            words = "the server refuses to begin TLS, which it offers; nothing was sent"
            raise self._unavailable("E866", Phase.TLS, words, reply)
        if not self._wire.is_quiet:  # RFC 3207, 6; CVE-2011-0411
            self._wire.stop(Fault("the server says more before TLS has begun", is_nonsense=True))
            raise self._broken(Phase.TLS)
        await self._shake()

    async def _shake(self) -> None:
        if self._context is None:
            raise ValueError(self._relay.tls)
        await self._wire.shake(self._context, self._relay.host, self._limits.tls)
        if self._wire.certificate_fault:
            words = f"the server's certificate is not to be trusted: {self._wire.certificate_fault}"
            hint = "nothing was sent; the host must be named as its certificate names it"
            raise self._unavailable("E867", Phase.TLS, words, hint=hint, is_lasting=True)
        if self._wire.fault:
            raise self._broken(Phase.TLS)

    async def _log_in(self, extensions: Extensions) -> None:
        way = next((way for way in WAYS if way in extensions.logins), None)
        if way is None:
            offered = ", ".join(extensions.logins[:5]) or "nothing"
            words = f"expected the server to offer AUTH {' or '.join(WAYS)}, found {offered[:80]}"
            raise self._unavailable("E869", Phase.LOGIN, words, is_lasting=True)
        reply = await log_in(self._wire, way, self._relay.user, self._relay.password, self._limits.login)
        if reply is None or reply.code == 421:
            raise self._broken(Phase.LOGIN)
        if reply.code != _DONE:
            hint = "the password comes from PUBLISH_SMTP_PASSWORD, .publish/smtp-password or the keyring"
            words = "the server refuses the login"
            lasting = reply.code >= 500
            raise self._unavailable("E868", Phase.LOGIN, words, reply, hint=hint, is_lasting=lasting)

    async def _answer(self, phase: Phase, within: float) -> Reply:
        replies = await self._wire.answers(1, within)
        if not replies:
            raise self._broken(phase)
        return replies[0]

    def _refused(self, phase: Phase, reply: Reply) -> UnavailableError:
        words = "the server does not want to speak with us"
        return self._unavailable("E865", phase, words, reply, is_lasting=reply.code >= 500)

    def _broken(self, phase: Phase) -> UnavailableError:
        fault = self._wire.fault or Fault("the connection is of no more use")
        code = "E871" if fault.is_nonsense else "E872" if fault.is_silence else "E870"
        return self._unavailable(code, phase, f"{fault.words} ({phase})", self._wire.farewell)

    def _unavailable(  # noqa: PLR0913 — each is a part of what is told
        self,
        code: str,
        phase: Phase,
        words: str,
        reply: Reply | None = None,
        *,
        hint: str = "",
        is_lasting: bool = False,
    ) -> UnavailableError:
        said = Receipt(State.DEFERRED, phase, 0, "", words)
        if reply:
            said = receipt(reply, phase, self._relay.user)
            if self._relay.password and betrays(said.text, self._relay.user, self._relay.password):
                said = replace(said, text="…")
            words = f"{words}: {reply.code} {said.text}".strip()
        return UnavailableError(Problem(code, words, Place(self._relay.name), hint), said, is_lasting=is_lasting)
