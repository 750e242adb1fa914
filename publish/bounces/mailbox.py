"""
Mails, one after the other, from a Maildir or an mbox file.

Nothing is deleted. A mail of a Maildir that has been dealt with is moved to its folder `.done`, which mail programs
show beside the others; an mbox file is only ever read, and the database remembers which mails of it are done.
"""

import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from publish.bounces.mime import LARGEST
from publish.problems import MemberError, Place, Problem

DONE = ".done"
_CHUNK = 1 << 20
_LINE = 1 << 16
_FROM = re.compile(rb"From \S{1,320} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d [\d:]{4,8}.{0,40}\d{4}")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail."""

    name: str
    """Its place, as it can be told."""
    octets: bytes
    """No more than its beginning."""
    digest: bytes
    """SHA-256 of all of it."""


class Mailbox(Protocol):
    """Where mails lie."""

    def mails(self) -> Iterator[Mail | Problem]:
        """Each in turn; a problem where one cannot be read."""
        ...

    def put_away(self, mail: Mail) -> None:
        """Call this when what follows from *mail* is committed, and not before."""
        ...


@dataclass(frozen=True, slots=True)
class Maildir:
    """A folder with `new` and `cur` in it (cr.yp.to/proto/maildir.html)."""

    folder: Path

    def mails(self) -> Iterator[Mail | Problem]:
        """The oldest first, as their names tell."""
        found = [file for name in ("new", "cur") for file in self._files(self.folder / name)]
        for file in sorted(found, key=lambda one: one.name):
            name = f"{file.parent.name}/{file.name}"
            try:
                with _opened(file) as stream:
                    yield _read(stream, name, os.fstat(stream.fileno()).st_size)
            except FileNotFoundError:
                continue  # a mail program was faster; it is there under another name, and read the next time
            except OSError as error:
                yield Problem("E901", f"a mail cannot be read: {error.strerror}", Place(str(file)))

    def put_away(self, mail: Mail) -> None:
        """
        Move it to `.done`.

        Raises:
            MemberError: if the folder does not allow it; said again, the mail is only moved.
        """
        done = self.folder / DONE
        source = self.folder / mail.name
        try:
            for folder in (done, done / "tmp", done / "new", done / "cur"):
                folder.mkdir(mode=0o700, exist_ok=True)
            (done / "maildirfolder").touch()
            name = source.name.partition(":")[0]
            target = done / "cur" / f"{name}:2,S"
            if target.exists():  # another of the same name must not be lost
                target = done / "cur" / f"{name}.{mail.digest.hex()}:2,S"
            source.rename(target)
        except FileNotFoundError:
            return  # moved by somebody else meanwhile; the database knows that it is done
        except OSError as error:
            hint = "what follows from it is done; said again, the mail is only moved"
            message = f"a mail cannot be moved to {DONE}: {error.strerror}"
            raise MemberError(Problem("E902", message, Place(str(source)), hint)) from error

    def _files(self, folder: Path) -> Iterator[Path]:
        """Files alone: no links, which may lead anywhere, and no folders."""
        try:
            with os.scandir(folder) as entries:
                names = [one.name for one in entries if one.is_file(follow_symlinks=False) and one.name[:1] != "."]
        except OSError as error:
            raise MemberError(_unreadable(folder, error)) from error
        yield from (folder / name for name in names)


@dataclass(frozen=True, slots=True)
class Mbox:
    """One file of many mails (RFC 4155). A mail begins with a whole `From ` line after an empty one."""

    file: Path

    def mails(self) -> Iterator[Mail | Problem]:
        """In the order of the file, up to where it ended when it was opened."""
        try:
            with _opened(self.file) as stream:
                for start, stop in _spans(stream, _size(stream, self.file)):
                    stream.seek(start)
                    yield _read(stream, f"octet {start}", stop - start)
        except OSError as error:
            raise MemberError(_unreadable(self.file, error)) from error

    def put_away(self, mail: Mail) -> None:
        """Nothing: the database knows that it is done."""


def open_mailbox(url: str) -> Maildir | Mbox:
    """
    The mailbox at `maildir:DIR` or `mbox:FILE`.

    Raises:
        ValueError: if *url* is neither.
        MemberError: if there is no such mailbox.
    """
    kind, colon, path = url.partition(":")
    if not colon or not path or kind not in {"maildir", "mbox"}:
        raise ValueError(url)
    place = Path(path).expanduser()
    if kind == "maildir":
        if not ((place / "new").is_dir() and (place / "cur").is_dir()):
            hint = "a Maildir is a folder with the folders new, cur and tmp in it"
            raise MemberError(Problem("E900", "there is no Maildir here", Place(str(place)), hint))
        return Maildir(place)
    if not place.is_file():
        raise MemberError(Problem("E900", "there is no such file", Place(str(place))))
    return Mbox(place)


def _spans(stream: BinaryIO, size: int) -> Iterator[tuple[int, int]]:
    """Where each mail begins, after its `From ` line, and where it ends, without empty lines behind it."""
    start = -1
    at = end = 0
    is_after_empty = is_at_start = True
    while at < size and (line := stream.readline(min(_LINE, size - at))):
        if is_at_start and is_after_empty and _FROM.match(line):
            if start >= 0:
                yield start, max(start, end)
                stream.seek(at + len(line))  # meanwhile the mail was read
            start = at + len(line)
        elif at == 0 and line.strip():
            raise MemberError(Problem("E900", "the file does not begin as an mbox file does", Place(str(stream.name))))
        at += len(line)
        is_empty = is_at_start and not line.strip(b"\r\n")
        end = end if is_empty else at
        is_after_empty = is_empty if is_at_start else False
        is_at_start = line.endswith(b"\n")
    if start >= 0:
        yield start, max(start, end)


def _size(stream: BinaryIO, file: Path) -> int:
    """How long the file is while nobody writes to it: what comes later is read the next time."""
    try:
        fcntl.lockf(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        hint = "wait until the mail server is done, and say it again"
        raise MemberError(Problem("E900", "somebody is writing in this file", Place(str(file)), hint)) from error
    try:
        return os.fstat(stream.fileno()).st_size
    finally:
        with suppress(OSError):
            fcntl.lockf(stream, fcntl.LOCK_UN)


def _opened(file: Path) -> BinaryIO:
    """Never waiting for a pipe."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(file)
    return os.fdopen(descriptor, "rb")


def _read(stream: BinaryIO, name: str, size: int) -> Mail:
    digest, octets, left = sha256(), b"", size
    while left > 0 and (data := stream.read(min(_CHUNK, left))):
        digest.update(data)
        octets += data[: LARGEST - len(octets)]
        left -= len(data)
    return Mail(name, octets, digest.digest())


def _unreadable(place: Path, error: OSError) -> Problem:
    return Problem("E900", f"the mailbox cannot be read: {error.strerror}", Place(str(place)))
