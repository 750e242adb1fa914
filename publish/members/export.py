"""Members as a list that Excel opens and `import` reads back: nothing in it is calculated, nothing is lost."""

import csv
from collections.abc import Iterable
from typing import TextIO

from publish.members.bases import Action
from publish.members.cells import guarded
from publish.members.listing import Listed

HEADINGS = ("E-post", "Namn", "Förnamn", "Företag", "Språk", "Segment", "Medlemsnummer", "Samtycke", "Källa", "Datum",
            "Spärrad")  # fmt: skip


def write(people: Iterable[Listed], stream: TextIO) -> int:
    """Write *people* to *stream*, semicolons between cells; how many there were."""
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(HEADINGS)
    count = 0
    for person in people:
        writer.writerow(map(guarded, _cells(person)))
        count += 1
    return count


def _cells(person: Listed) -> tuple[str, ...]:
    last = person.consent
    basis = "" if last is None else last.basis if last.action == Action.GIVEN else "nej"
    return (
        person.address, person.name, person.first_name, person.company, person.language, ", ".join(person.segments),
        person.external_id, basis, last.source if last else "", last.given if last else "", person.standing,
    )  # fmt: skip
