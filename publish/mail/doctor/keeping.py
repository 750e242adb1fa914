"""Whether what is secret is kept secret: files that others may read, and members' data in git."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from publish.mail.doctor.answer import Answer, Demand
from publish.mail.doctor.surroundings import Surroundings

_GDPR = "GDPR, articles 5.1(f) and 32: https://eur-lex.europa.eu/eli/reg/2016/679/oj"
FILES = Demand(
    "secrets",
    "Nobody else on this computer can read keys, passwords and members' data",
    "Who has the keys can sign in your name; who has the database has everybody's address.",
    (_GDPR,),
)
GIT = Demand(
    "git",
    "No members' data and no keys are in git, nor would be with the next `git add`",
    "What is in git is copied with it and cannot be taken back, though members may ask for it.",
    (_GDPR, "GDPR, article 17: https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
)
DEMANDS = (FILES, GIT)
_HOME = ".publish"
_SECRETS = ("keys/*", "dkim/*", "archive.key", "smtp-password", "publish.db*")
_OTHERS = 0o077
_TABLES = (".csv", ".tsv", ".vcf", ".mbox")
_PACKED = (".xlsx", ".ods")
_KEYS = (".pem", ".key")
_OTHER = (".xls", ".db", ".sqlite", ".env")
_ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+\.[\w.-]+")
_ADDRESS_FOR_GIT = r"[[:alnum:]_.+-]+@[[:alnum:]-]+\.[[:alnum:]]"
_MUCH = 20_000_000
_SHOWN = 5
_ALL = (*_TABLES, *_PACKED, *_KEYS, *_OTHER)
_NOTHING = "no table of people, no key, nothing of .publish"


def check(around: Surroundings) -> Iterator[Answer]:
    """Two answers."""
    yield _files(around.root)
    yield _in_git(around.root)


def _files(root: Path) -> Answer:
    home = root / _HOME
    if not home.is_dir():
        return FILES.passed(_HOME, "there are none yet")
    kept = [home, *(file for pattern in _SECRETS for file in sorted(home.glob(pattern)) if file.exists())]
    open_ = [file.relative_to(root).as_posix() for file in kept if file.stat().st_mode & _OTHERS]
    if open_:
        remedy = f"chmod -R go= {_HOME}; if others may have seen a key, make a new one"
        return FILES.failed(_HOME, f"others may read {_listed(open_)}", "files for you alone (0600)", remedy)
    return FILES.passed(_HOME, f"{len(kept)} files and folders for you alone")


def _in_git(root: Path) -> Answer:
    now = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *_where(*_ALL))
    if now is None:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            return GIT.unknown(root.name, "git does not answer here")
        return GIT.passed(root.name, "the workspace is not in git")
    held = sorted(name for name in now if _is_suspect(root, name))
    if held:
        remedy = "move it into .publish/; `git rm --cached` takes it out of git, git-filter-repo out of the history"
        return GIT.failed(root.name, _listed(held), _NOTHING, remedy)
    history = ("log", "--all", "--relative", "--format=", "--name-only", "-z")
    tables = _git(root, *history, "-G", _ADDRESS_FOR_GIT, *_where(*_TABLES))
    others = _git(root, *history, "--diff-filter=A", *_where(*_PACKED, *_KEYS, *_OTHER))
    if tables is None or others is None:
        return GIT.unknown(root.name, "git does not tell its history, or takes too long")
    if gone := sorted(tables | {name for name in others if name not in now}):
        remedy = "look what it was; git-filter-repo takes it out of the history"
        return GIT.failed(root.name, f"in the history: {_listed(gone)}", _NOTHING, remedy)
    return GIT.passed(root.name, _NOTHING)


def _where(*endings: str) -> tuple[str, ...]:
    """What git looks at: our own folder, and files with these endings anywhere."""
    return ("--", _HOME, *(f":(glob,icase)**/*{ending}" for ending in endings))


def _is_suspect(root: Path, name: str) -> bool:
    """Whether a file holds addresses or a private key; of what cannot be looked into, the name is enough."""
    file, ending = root / name, Path(name.lower()).suffix
    try:
        if name.startswith(f"{_HOME}/") or ending in _OTHER or Path(name).name == ".env":
            return True
        if ending in _PACKED:
            with zipfile.ZipFile(file) as packed:
                return any(_ADDRESS.search(packed.open(part).read(_MUCH)) for part in packed.namelist())
        with file.open("rb") as stream:
            data = stream.read(_MUCH)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True
    return b"PRIVATE KEY-----" in data if ending in _KEYS else bool(_ADDRESS.search(data))


def _git(root: Path, *arguments: str) -> set[str] | None:
    """The names that git answers with; None if it does not answer."""
    command = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", *arguments)
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    names = done.stdout.decode("utf-8", "replace").split("\0")
    return {name.strip("\n") for name in names} - {""} if done.returncode == 0 else None


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
