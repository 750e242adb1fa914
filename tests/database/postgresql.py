"""A PostgreSQL server of the tests' own, in a folder that is thrown away; nothing of the computer's own is touched."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql

PASSWORD = "sommar/2026@haga"  # noqa: S105  # of the tests' own server; with all signs that trouble an address
QUOTED = "sommar%2F2026%40haga"
_PLACES = "/usr/lib/postgresql/*/bin"
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB", "max_connections=50")
_UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder with the newest server's programs; None if no server is installed."""
    found = [folder for folder in Path("/").glob(_PLACES[1:]) if (folder / "initdb").is_file()]
    if path := shutil.which("initdb"):
        found.append(Path(path).resolve().parent)
    return max(found, key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))], default=None)


class Server:
    """
    A server that answers on 127.0.0.1 to whoever knows a password, as one in the house would.

    `publish` is the owner of its databases and not more than that.
    """

    def __init__(self, bin_: Path) -> None:
        self._bin = bin_
        self._folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path has to be short
        self._owner = next((name for name in _UNPRIVILEGED if _is_known(name)), None) if os.getuid() == 0 else None
        self._count = 0
        self.port = _free_port()

    def __enter__(self) -> Self:
        if self._owner:
            shutil.chown(self._folder, self._owner)
        secret = self._folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        self._call("initdb", "-D", "data", "-U", "admin", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
                   "--auth-local=trust", "--auth-host=scram-sha-256", "--pwfile=password")  # fmt: skip
        self.start()
        with closing(self.admin()) as admin:
            admin.execute(sql.SQL("create role publish login password {}").format(PASSWORD))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def start(self) -> None:
        """Begin to answer; back when it does."""
        settings = " ".join(f"-c {setting}" for setting in _QUICK)
        how = f"{settings} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -p {self.port}"
        self._call("pg_ctl", "start", "-w", "-s", "-D", "data", "-l", "log", "-o", how)

    def stop(self) -> None:
        """Fall silent at once, as when the power goes."""
        self._call("pg_ctl", "stop", "-w", "-s", "-D", "data", "-m", "immediate")

    def admin(self, name: str = "postgres") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection that may do everything, from beside our program."""
        return psycopg.connect(host=str(self._folder), port=self.port, user="admin", dbname=name, autocommit=True)

    def database(self, *how: str) -> str:
        """A new empty database; its address, as one sets it in PUBLISH_DATABASE."""
        self._count += 1
        name = f"members{self._count}"
        with closing(self.admin()) as admin:
            words = sql.SQL(" ").join(map(sql.SQL, how))
            admin.execute(sql.SQL("create database {} owner publish {}").format(sql.Identifier(name), words))
        return f"postgresql://publish:{QUOTED}@127.0.0.1:{self.port}/{name}"

    def cut(self, name: str = "%") -> int:
        """Cut every connection of our program; how many there were."""
        query = "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where usename = 'publish' and datname like %s"
        with closing(self.admin()) as admin:
            row = admin.execute(query, [name]).fetchone()
        return int(row[0]) if row else 0

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        # A server keeps what it inherits open: a pipe would never end.
        with (self._folder / "said").open("wb") as said:
            done = subprocess.run(
                command, cwd=self._folder, user=self._owner, group=None, extra_groups=[] if self._owner else None,
                env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False,
            )  # fmt: skip
        if done.returncode:
            raise RuntimeError((self._folder / "said").read_text(encoding="utf-8"))


def _is_known(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
