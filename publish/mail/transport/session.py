"""
A session with an SMTP server.

Where the server bears PIPELINING (RFC 2920), MAIL, RCPT and DATA leave in one write, and with the end of the body
before them: a message costs one round trip. Else each command waits for its answer.
"""

from collections.abc import Callable
from dataclasses import replace

from publish.mail.outcome import Message, Phase, Receipt, State
from publish.mail.transport.commands import DATA, RESET, Commands
from publish.mail.transport.contract import ConnectionLost, Limits
from publish.mail.transport.extensions import Extensions
from publish.mail.transport.octets import END, on_the_wire
from publish.mail.transport.replies import Reply
from publish.mail.transport.wire import Fault, Wire
from publish.mail.transport.words import printable, receipt
from publish.problems import Place, Problem

_GROUP = (Phase.MAIL, Phase.RCPT, Phase.DATA)
_GO_ON = 354
_CLOSING = 421
_TAKEN = [250, 250, _GO_ON]
_GOODBYE = "servers end a connection after so many letters, or so long; the next connection goes on"
_BAD_SEQUENCE = 503
_BLOCK = 64 * 1024
_NO_PIPELINE = ("pipelin", "synchroni")
"""In the words of Postfix and Exim, when a server does not bear what it said it bears."""


class SmtpSession:
    """Made by `Smtp`, after greeting, TLS and login."""

    def __init__(
        self, wire: Wire, extensions: Extensions, limits: Limits, *, name: str, distrust: Callable[[], None] | None
    ) -> None:
        self._wire = wire
        self._commands = Commands(extensions)
        self._limits = limits
        self._name = name
        self._distrust = distrust
        """Told that the server does not bear PIPELINING after all; None: step by step from the beginning."""
        self._awaited: Message | None = None
        self._is_clean = True
        """Whether no transaction is open that was refused half-way."""

    @property
    def is_open(self) -> bool:
        return self._wire.fault is None

    async def offer(self, message: Message) -> Receipt | None:
        if self._awaited is not None:
            raise RuntimeError("the server waits for a body")
        if self._wire.fault:
            raise self._lost(message, Phase.MAIL)
        if refusal := self._commands.unfit(message):
            return refusal
        if self._distrust is None:
            return await self._step(message)
        reset = b"" if self._is_clean else RESET
        self._wire.write(reset + self._group(message), 3 + bool(reset))
        if reset:
            await self._ask_reset(message)
        return await self._offered(message)

    async def deliver(self, message: Message, then: Message | None) -> tuple[Receipt, Receipt | None]:
        if self._awaited is None or self._awaited.number != message.number:
            raise RuntimeError("the server does not wait for this body")
        if self._wire.fault:
            raise self._lost(message, Phase.DATA)
        self._awaited = None
        refusal = self._commands.unfit(then) if then else None
        if then is None or refusal or self._distrust is None:
            group, following = b"", 0
        else:
            group, following = self._group(then), 3
        body = message.octets if message.is_dotless else on_the_wire(message.octets)
        self._wire.write(b"".join((body, END, group)), 1 + following)
        if early := await self._early(len(body), message):
            return early, None
        result = await self._ended(message)
        if then is None or refusal or not (self.is_open or following):
            return result, refusal
        try:
            return result, await (self._offered(then, follows_body=True) if following else self._step(then))
        except ConnectionLost:
            return self._believed(result), None

    async def withdraw(self) -> None:
        await self._wire.abort()

    async def close(self) -> None:
        if self._awaited is not None:
            await self.withdraw()
        elif self.is_open:
            self._wire.write(b"QUIT\r\n", 1)
            await self._wire.answers(1, self._limits.quit)
        await self._wire.close()

    def _group(self, message: Message) -> bytes:
        return self._commands.mail(message) + self._commands.rcpt(message) + DATA

    async def _offered(self, message: Message, *, follows_body: bool = False) -> Receipt | None:
        """What came of the three commands, which left in one write, maybe with a body before them."""
        replies = await self._wire.answers(3, self._limits.group)
        if [reply.code for reply in replies] == _TAKEN and self.is_open:
            self._awaited = message
            return None
        for phase, reply in zip(_GROUP, replies, strict=False):
            if not _is_in_order(phase, reply):
                raise self._misunderstood(message, phase, reply, "the server answers out of order")
            if reply.is_refusal and reply.code != _CLOSING:
                if phase is not Phase.MAIL and _speaks_of_pipelining(reply):
                    raise self._misunderstood(message, phase, reply, "the server does not bear PIPELINING after all")
                return await self._refused(message, phase, reply, replies[-1])
        if fault := self._wire.fault:
            if (replies or follows_body) and (fault.is_silence or fault.is_nonsense):
                self._doubt_pipelining()
            reached = len(replies) - bool(self._wire.farewell and replies)
            raise self._lost(message, _GROUP[min(reached, 2)])
        self._awaited = message
        return None

    def _misunderstood(self, message: Message, phase: Phase, reply: Reply, words: str) -> ConnectionLost:
        self._doubt_pipelining()
        self._wire.stop(Fault(words, is_nonsense=True))
        return self._lost(message, phase, reply)

    async def _refused(self, message: Message, phase: Phase, reply: Reply, last: Reply) -> Receipt:
        """The receipt of a refusal; the transaction is cleared, or will be by the next offer."""
        if last.code == _GO_ON and self.is_open:
            self._wire.write(END, 1)  # a server may want a body for nobody: it gets an empty one (RFC 2920, 3.1)
            await self._wire.answers(1, self._limits.dot)
            self._is_clean = True
        else:
            self._is_clean = False
        return receipt(reply, phase, message.recipient)

    async def _step(self, message: Message) -> Receipt | None:
        """MAIL, RCPT, DATA, each after the answer to the one before."""
        if not self._is_clean:
            self._wire.write(RESET, 1)
            await self._ask_reset(message)
        commands = (self._commands.mail(message), self._commands.rcpt(message), DATA)
        limits = (self._limits.mail, self._limits.rcpt, self._limits.data)
        for phase, command, within in zip(_GROUP, commands, limits, strict=True):
            self._wire.write(command, 1)
            reply = await self._answer(message, phase, within)
            if reply.is_refusal:
                self._is_clean = False
                return receipt(reply, phase, message.recipient)
        if self._wire.fault:
            raise self._lost(message, Phase.DATA)
        self._awaited = message
        return None

    async def _answer(self, message: Message, phase: Phase, within: float) -> Reply:
        replies = await self._wire.answers(1, within)
        if not replies or replies[0].code == _CLOSING:
            raise self._lost(message, phase)
        if not _is_in_order(phase, replies[0]):
            self._wire.stop(Fault("the server answers out of order", is_nonsense=True))
            raise self._lost(message, phase, replies[0])
        return replies[0]

    async def _ask_reset(self, message: Message) -> None:
        replies = await self._wire.answers(1, self._limits.mail)
        if not (replies and replies[0].is_positive):
            self._wire.stop(Fault("the server does not begin anew", is_nonsense=True))
            raise self._lost(message, Phase.MAIL)
        self._is_clean = True

    async def _early(self, size: int, message: Message) -> Receipt | None:
        """
        Wait until the final dot has left this process. A refusal that comes before is a receipt.

        Raises:
            ConnectionLost: if it did not leave.
        """
        if not self._wire.is_congested:
            return None
        await self._wire.relieved(self._limits.block * (1 + size // _BLOCK))
        if not self._wire.is_congested:
            return None
        replies = await self._wire.answers(1, 0)
        if replies and replies[0].is_refusal and replies[0].code != _CLOSING:
            return receipt(replies[0], Phase.BODY, message.recipient)
        raise self._lost(message, Phase.BODY)

    async def _ended(self, message: Message) -> Receipt:
        """What came of the final dot."""
        replies = await self._wire.answers(1, self._limits.dot)
        self._is_clean = True
        if not replies:
            return self._uncertain()
        if not _is_in_order(Phase.DOT, replies[0]):
            self._wire.stop(Fault("the server answers out of order", is_nonsense=True))
            return self._uncertain()
        return receipt(replies[0], Phase.DOT, message.recipient)

    def _uncertain(self) -> Receipt:
        fault = self._wire.fault or Fault("no answer")
        return Receipt(State.UNCERTAIN, Phase.DOT, 0, "", fault.words)

    def _believed(self, result: Receipt) -> Receipt:
        """*result*, unless what followed it was out of order: then the 250 may have been another's."""
        fault = self._wire.fault
        if result.state is State.ACCEPTED and fault and fault.is_nonsense and self._distrust is not None:
            return self._uncertain()
        return result

    def _doubt_pipelining(self) -> None:
        if self._distrust:
            self._distrust()

    def _lost(self, message: Message, phase: Phase, reply: Reply | None = None) -> ConnectionLost:
        words = self._wire.fault.words if self._wire.fault else "the connection is of no more use"
        reply = reply or self._wire.farewell
        said = Receipt(State.DEFERRED, phase, 0, "", words)
        if reply:
            said = replace(receipt(reply, phase, message.recipient), state=State.DEFERRED)
        quoted = f", saying '{said.text}'" if reply and said.text else ""
        told = f"{words} ({phase}){quoted}"
        hint = _GOODBYE if self._wire.fault and self._wire.fault.is_goodbye else ""
        return ConnectionLost(Problem("E870", printable(told), Place(self._name), hint), said)


def _is_in_order(phase: Phase, reply: Reply) -> bool:
    if reply.is_refusal:
        return True
    return reply.code == _GO_ON if phase is Phase.DATA else reply.is_positive


def _speaks_of_pipelining(reply: Reply) -> bool:
    words = b" ".join(reply.lines).decode("ascii", "replace").lower()
    return reply.code == _BAD_SEQUENCE or any(word in words for word in _NO_PIPELINE)
