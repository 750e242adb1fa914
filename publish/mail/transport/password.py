"""Where the relay's password comes from: never from an argument or a setting, which others see."""

import importlib
import os
from pathlib import Path

from publish.problems import Place, Problem, TransportError

VARIABLE = "PUBLISH_SMTP_PASSWORD"
FILE = ".publish/smtp-password"
_SERVICE = "publish"
_OTHERS = 0o077
_LONGEST = 1024


def read_password(root: Path, account: str) -> str:
    """
    From the environment, else from a file that its owner alone may read, else from the system's keyring.

    Raises:
        TransportError: if there is none, or others may read the file.
    """
    password = os.environ.get(VARIABLE, "") or _from_file(root) or _from_keyring(account)
    if not password:
        hint = f"set {VARIABLE}, or put it into {FILE} and type `chmod 600 {FILE}`"
        raise TransportError(Problem("E862", "the server has a user, but there is no password", Place(FILE), hint))
    if "\0" in password or len(password) > _LONGEST:
        message = f"expected a password of at most {_LONGEST} characters, found something else"
        raise TransportError(Problem("E863", message, Place(FILE)))
    return password


def _from_file(root: Path) -> str:
    place = Place(FILE)
    try:
        number = os.open(root / FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise TransportError(Problem("E863", f"cannot read the password: {error.strerror}", place)) from error
    with os.fdopen(number, "rb") as stream:
        if os.fstat(number).st_mode & _OTHERS:
            hint = f"type `chmod 600 {FILE}`; if others may have seen it, change the password"
            raise TransportError(Problem("E863", "others may read the password", place, hint))
        try:
            return stream.read(4 * _LONGEST).decode().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise TransportError(Problem("E863", "expected a password in UTF-8", place)) from error


def _from_keyring(account: str) -> str:
    try:
        keyring = importlib.import_module("keyring")
        errors = importlib.import_module("keyring.errors")
    except ModuleNotFoundError:
        return ""
    try:
        return keyring.get_password(_SERVICE, account) or ""
    except errors.KeyringError:
        return ""  # locked, or there is none on this computer
