"""Segments: subsets of members that an edition can go to."""

from sqlalchemy import Connection, delete, func, insert, select

from publish.database import FILE
from publish.database.tables import segment
from publish.members.cells import segment_fault
from publish.problems import MemberError, Place, Problem, did_you_mean


def segments(connection: Connection) -> dict[str, int]:
    """How many belong to each segment, by name."""
    wanted = select(segment.c.name, func.count().label("members")).group_by(segment.c.name).order_by(segment.c.name)
    return {row.name: row.members for row in connection.execute(wanted)}


def check(connection: Connection, name: str) -> None:
    """
    Make sure that somebody belongs to the segment *name*.

    Raises:
        MemberError: if nobody does.
    """
    known = segments(connection)
    if name not in known:
        raise MemberError(
            Problem(
                "E825",
                f"nobody belongs to the segment '{name}'",
                Place(FILE),
                did_you_mean(name, known) if known else "",
            )
        )


def add(connection: Connection, name: str, number: int) -> bool:
    """
    Put a member into the segment *name*. False if they were in it.

    Raises:
        MemberError: if no segment can have this name.
    """
    fault = segment_fault(name)
    if fault:
        raise MemberError(Problem("E825", fault, Place("NAME")))
    row = {"member": number, "name": name}
    there = connection.execute(select(segment).where(segment.c.member == number, segment.c.name == name)).first()
    if not there:
        connection.execute(insert(segment), [row])
    return not there


def remove(connection: Connection, name: str, number: int) -> bool:
    """Take a member out of the segment *name*. False if they were not in it."""
    wanted = delete(segment).where(segment.c.member == number, segment.c.name == name)
    return bool(connection.execute(wanted).rowcount)
