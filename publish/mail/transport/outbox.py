"""
A folder instead of a server: each message whole in a file, for looking at what would leave.

    MESSAGE-ID.eml        the octets, unchanged
    MESSAGE-ID.envelope   MAIL FROM and RCPT TO

The same message goes into the same file, so nothing is there twice. Only the owner can open the folder.
"""

import re
from hashlib import sha256
from pathlib import Path

from publish.build.files import private_folder, told, write_files
from publish.mail.outcome import Message, Phase, Receipt, State
from publish.mail.transport.commands import misaddressed
from publish.mail.transport.contract import ConnectionLost, UnavailableError
from publish.problems import BuildError, Place, Problem

_FOLDER = ".publish/outbox"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,199}")


class Outbox:
    """A folder of the workspace."""

    def __init__(self, root: Path, folder: str) -> None:
        self._root = root
        self._folder = root / (folder or _FOLDER)

    def __repr__(self) -> str:
        return f"Outbox({self.name!r})"

    @property
    def name(self) -> str:
        folder = self._folder
        shown = folder.relative_to(self._root) if folder.is_relative_to(self._root) else folder
        return f"outbox:{shown}"

    async def session(self) -> "OutboxSession":
        try:
            private_folder(self._root)
            with told(self._folder, self._root):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                mode = self._folder.stat().st_mode
        except BuildError as error:
            raise UnavailableError(_problem(error, self.name), _receipt(Phase.CONNECT), is_lasting=True) from error
        if mode & 0o077:
            problem = Problem("E873", "others may look into the outbox", Place(self.name), "chmod 700 its folder")
            raise UnavailableError(problem, _receipt(Phase.CONNECT), is_lasting=True)
        return OutboxSession(self._root, self._folder, self.name)


class OutboxSession:
    """Writes files until it is closed."""

    def __init__(self, root: Path, folder: Path, name: str) -> None:
        self._root = root
        self._folder = folder
        self._name = name
        self._awaited: Message | None = None
        self._is_open = True

    @property
    def is_open(self) -> bool:
        return self._is_open

    async def offer(self, message: Message) -> Receipt | None:
        refusal = misaddressed(message)
        self._awaited = None if refusal else message
        return refusal

    async def deliver(self, message: Message, then: Message | None) -> tuple[Receipt, Receipt | None]:
        if not self._is_open or self._awaited is None or self._awaited.number != message.number:
            raise RuntimeError("this message was not offered")
        name = _file_name(message.message_id)
        envelope = f"MAIL FROM:<{message.sender}>\nRCPT TO:<{message.recipient}>\n".encode()
        contents = [(f"{name}.envelope", envelope), (f"{name}.eml", message.octets)]
        try:
            write_files(self._folder, contents, inside=self._folder)
        except BuildError as error:
            self._is_open = False
            raise ConnectionLost(_problem(error, self._name), _receipt(Phase.BODY), is_lasting=True) from error
        self._awaited = None
        refusal = await self.offer(then) if then else None
        return Receipt(State.ACCEPTED, Phase.DOT, 0, "", f"{name}.eml"), refusal

    async def withdraw(self) -> None:
        self._is_open = False

    async def close(self) -> None:
        self._is_open = False


def _file_name(message_id: str) -> str:
    return message_id if _NAME.fullmatch(message_id) else sha256(message_id.encode()).hexdigest()


def _receipt(phase: Phase) -> Receipt:
    return Receipt(State.DEFERRED, phase, 0, "", "the outbox cannot be written")


def _problem(error: BuildError, name: str) -> Problem:
    found = error.problems[0]
    return Problem("E873", f"the outbox {found.message}", Place(name), found.hint)
