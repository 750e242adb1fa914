"""
A Postfix of the tests' own: its configuration, queue, log and mailboxes lie in one folder, and it listens here alone.

It knows some people of one domain, refuses everybody else, and nothing leaves this computer.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path("/usr/sbin/postfix")
DOMAIN = "medlem.example"
_OWNER = 12345
"""Of the mailboxes. Nobody needs to have that number."""
_LONGEST = 60
"""Seconds for anything that it does."""
_PAUSE = 0.01
_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
multi_instance_directories =
myhostname = relay.example
mydestination =
mynetworks = 127.0.0.1/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
default_transport = error:nothing leaves this computer
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mailboxes
virtual_mailbox_maps = texthash:{folder}/etc/people
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{owner}
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


def why_not() -> str:
    """Why there can be no Postfix here; empty if there can."""
    if not PROGRAM.exists():
        return "Postfix is not installed"
    return "" if os.geteuid() == 0 else "only root can start Postfix, which then gives its rights up"


class Postfix:
    """Takes letters at `port`, for the people it was made for."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.log = folder / "maillog"
        self._folder = folder

    @property
    def url(self) -> str:
        """As `publish send --via` takes it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def is_empty(self) -> bool:
        """Whether everything it took is in a mailbox."""
        told = _run("postqueue", "-c", str(self._folder / "etc"), "-p").stdout
        return told.strip() == "Mail queue is empty"

    def noted(self, program: str, word: str) -> int:
        """How many lines of *program* with *word* stand in its log."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return sum(f"/{program}[" in line and word in line for line in lines)

    def wait_for(self, program: str, word: str, *, times: int) -> None:
        """Wait until *program* has noted *word* so many times."""
        self._wait(lambda: self.noted(program, word) >= times)

    def wait_until_empty(self) -> None:
        """Wait until everything it took is in a mailbox."""
        self._wait(lambda: self.is_empty)

    def _wait(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + _LONGEST
        while not is_so():
            if time.monotonic() > until:
                raise TimeoutError(self.log.read_text(encoding="utf-8")[-2000:])
            time.sleep(_PAUSE)

    def mailbox(self, name: str) -> list[bytes]:
        """The letters of somebody, with the line ends of mail."""
        folder = self._folder / "mailboxes" / name / "new"
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        return [file.read_bytes().replace(b"\n", b"\r\n") for file in files]

    @property
    def letters(self) -> int:
        """In all mailboxes together."""
        return sum(1 for _ in (self._folder / "mailboxes").glob("*/new/*"))


@contextmanager
def postfix(people: Sequence[str]) -> Iterator[Postfix]:
    """A Postfix that runs, with mailboxes for *people*: the part of their address before the sign."""
    # Not below pytest's folder, which is closed to the users that Postfix becomes.
    with tempfile.TemporaryDirectory(prefix="postfix-") as name:
        folder, port = Path(name), _free_port()
        _write(folder, port, people)
        config = str(folder / "etc")
        _run(PROGRAM.name, "-c", config, "start")
        try:
            yield Postfix(folder, port)
        finally:
            _run(PROGRAM.name, "-c", config, "stop")


def _write(folder: Path, port: int, people: Sequence[str]) -> None:
    folder.chmod(0o755)
    for name in ("etc", "queue", "data", "mailboxes"):
        (folder / name).mkdir(mode=0o755)
    shutil.chown(folder / "data", "postfix")
    os.chown(folder / "mailboxes", _OWNER, _OWNER)
    texts = {
        "main.cf": _MAIN.format(folder=folder, domain=DOMAIN, owner=_OWNER),
        "master.cf": _MASTER.format(port=port),
        "people": "".join(f"{name}@{DOMAIN} {name}/\n" for name in people),
    }
    for name, text in texts.items():
        (folder / "etc" / name).write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    program = str(PROGRAM.with_name(command[0]))
    return subprocess.run([program, *command[1:]], check=True, capture_output=True, text=True, timeout=_LONGEST)
