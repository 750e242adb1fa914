"""
A PostgreSQL server in place of the file, named by PUBLISH_DATABASE.

What the file promises, a session with the server promises too: a commit is on its disk when it returns, and nobody
waits for a lock for longer than ten seconds. A session whose computer is gone ends within a minute or two.

The address may hold a password, so no message shows any of it.
"""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from publish.problems import MemberError, Place, Problem

VARIABLE = "PUBLISH_DATABASE"
_PLACE = Place(VARIABLE)
_EXPECTED = "expected an address like postgresql://user@host/name"
_AWAY = "is the server there, and do user, password and name of the database in the address hold? Nothing was changed"
_NOT_ALLOWED = "the user has to own the database: `createdb --owner USER --encoding UTF8 --template template0 NAME`"
_OWN = {"42501": _NOT_ALLOWED, "3D000": _NOT_ALLOWED}
"""What helps, by the code of what is wrong (insufficient privilege; no such database)."""
_SETTINGS = (
    "set lock_timeout = '10s'",
    "set tcp_keepalives_idle = 30",
    "set tcp_keepalives_interval = 10",
    "set tcp_keepalives_count = 3",
    # Not lowered where the server waits for its copies as well.
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
)
_UNLESS_SAID = {
    "client_encoding": "utf8",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


def server(address: str) -> Engine:
    """
    The server at *address*; it is not asked yet.

    Raises:
        MemberError: if this is no address of one, or its driver is missing.
    """
    url = _read(address)
    rest = {name: value for name, value in _UNLESS_SAID.items() if name not in url.query}
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=rest, hide_parameters=True)
    except ModuleNotFoundError as error:
        hint = "`.venv/bin/python -m pip install 'psycopg[binary]'` installs it"
        raise _refused("the driver for PostgreSQL is not installed", hint) from error
    event.listen(engine, "connect", _settle)
    return engine


def away(error: DBAPIError) -> MemberError:
    """What is told when the server does not open the database."""
    hint = _OWN.get(getattr(error.orig, "sqlstate", None) or "", _AWAY)
    return _refused(f"the database cannot be opened: {told_by(error)}", hint)


def told_by(error: BaseException) -> str:
    """
    What the database says of an *error*.

    A server adds details, and these show what stands in a row: they are left out.
    """
    origin = getattr(error, "orig", None) or error
    return getattr(getattr(origin, "diag", None), "message_primary", None) or str(origin)


def _read(address: str) -> URL:
    if address.count("@") > 1:  # a part of the password would be taken for the host, and shown
        raise _refused(f"{_EXPECTED}, found more than one @", "in a password, write %40 for @ and %25 for %")
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise _refused(_EXPECTED) from error
    if url.get_backend_name() != "postgresql":
        raise _refused(f"{_EXPECTED}, found another kind of database")
    return url


def _settle(connection: Any, _record: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        hint = "make a new one: `createdb --encoding UTF8 --template template0 NAME`"
        raise _refused(f"the database cannot hold all names: expected the encoding UTF8, found {encoding}", hint)
    connection.autocommit = True
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.autocommit = False


def _refused(message: str, hint: str = "") -> MemberError:
    return MemberError(Problem("E805", message, _PLACE, hint))
