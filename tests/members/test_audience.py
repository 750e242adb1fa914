"""Who gets an edition, and that everybody is counted once."""

from pathlib import Path

from sqlalchemy import Connection, insert, select

from publish.database import open_database
from publish.database.tables import delivery, edition, member, send
from publish.members.audience import Audience, counts
from publish.members.people import Fallback
from publish.members.suppression import Reason, suppress
from publish.members.writing import writing
from tests.members.making import taken

LIST = """\
E-post;Namn;Förnamn;Företag;Språk;Grupp
anna@ek.example;Anna Ek;Anna;Ek AB;sv;styrelsen
bo@ek.example;Bo Ek;Bo;Ek AB;en;
ceci@ek.example;Ceci Ek;Ceci;;;styrelsen
dan@ek.example;Dan Ek;Dan;;de;
"""


def audience(root: Path, segment: str = "", edition_number: int = 0) -> Audience:
    with open_database(root).connect() as connection:
        return counts(connection, ("sv", "en"), segment, edition_number)


def numbers(connection: Connection) -> dict[str, int]:
    return {row.name: row.number for row in connection.execute(select(member.c.name, member.c.number))}


def test_everybody_with_a_consent_gets_it_in_their_language_or_the_main_one(workspace: Path) -> None:
    taken(workspace, LIST)

    found = audience(workspace)
    with open_database(workspace).connect() as connection:
        people = connection.execute(found.people).all()

    assert (found.count, found.excluded, found.languages) == (4, (), (("sv", 3), ("en", 1)))
    assert people == [
        (1, "anna@ek.example", "Anna Ek", "Anna", "Ek AB", "sv"),
        (2, "bo@ek.example", "Bo Ek", "Bo", "Ek AB", "en"),
        (3, "ceci@ek.example", "Ceci Ek", "Ceci", "", "sv"),
        (4, "dan@ek.example", "Dan Ek", "Dan", "", "sv"),
    ]


def test_who_never_agreed_gets_nothing(workspace: Path) -> None:
    taken(workspace, LIST, fallback=Fallback())

    assert audience(workspace).excluded == (("no consent", 4),)


def test_everybody_is_counted_once_by_the_first_reason(workspace: Path) -> None:
    taken(workspace, LIST)
    engine = open_database(workspace)
    with writing(engine) as connection:
        number = numbers(connection)
        suppress(connection, number["Bo Ek"], Reason.BOUNCED, "550", 1)
        suppress(connection, number["Dan Ek"], Reason.UNSUBSCRIBED, "one-click", 1)
        _has_it(connection, number["Anna Ek"])

    found = audience(workspace, "styrelsen", 1)

    assert found.count == 1
    assert found.excluded == (("segment", 2), ("has it", 1))
    assert found.members == 4
    assert audience(workspace, "", 1).excluded == (("unsubscribed", 1), ("bounced", 1), ("has it", 1))


def test_the_selection_can_be_inserted_elsewhere(workspace: Path) -> None:
    taken(workspace, LIST)
    engine = open_database(workspace)
    with engine.begin() as connection:
        chosen = counts(connection, ("sv", "en"), "", 0).people.subquery()
        rows = connection.execute(
            select(chosen.c.number, chosen.c.language, member.c.code).join(member, member.c.number == chosen.c.number)
        ).all()

    assert [(row.number, row.language) for row in rows] == [(1, "sv"), (2, "en"), (3, "sv"), (4, "sv")]


def _has_it(connection: Connection, number: int) -> None:
    connection.execute(insert(edition).values(number=1, name="2026-11-24-autumn"))
    connection.execute(
        insert(send).values(number=1, edition=1, version=1, seal="", frozen=1, starts=1, excluded="{}", template="")
    )
    row = {"send": 1, "member": number, "edition": 1, "state": "accepted", "changed": 1, "language": "sv"}
    connection.execute(insert(delivery).values(row))
