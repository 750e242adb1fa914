"""
Brings a database to the newest tables, one step after another (Alembic). A step that is out is never edited.

A new step: `alembic revision` is not needed; copy the last file in `versions/`, name what it changes, and raise HEAD.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from publish.problems import MemberError, Place, Problem

HEAD = "0002"
"""The newest step."""
_ONE_AT_A_TIME = 0x7075626C_00000001
"""The number of a lock on a server: `publ` and 1."""


def upgrade(engine: Engine, place: Place) -> None:
    """
    Bring the tables to HEAD, in one transaction.

    Raises:
        MemberError: if the database is of a newer version than this program.
    """
    with engine.connect() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if found and found > HEAD:
        hint = "install the newest version of publish; this one could lose what the other has written"
        raise MemberError(
            Problem("E806", f"the database is of version {found}, this program knows {HEAD}", place, hint)
        )
    _run(engine)


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("select version_num from alembic_version")).scalar() or "")


def _run(engine: Engine) -> None:
    from alembic import command  # a third of a second, needed once in a workspace's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two computers may be the first at the same time
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
