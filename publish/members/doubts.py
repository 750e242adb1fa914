"""What is taken in, but should be looked at twice."""

import re
from collections.abc import Iterator

from publish.members import typos
from publish.members.people import Person

_MISREAD = re.compile("Ã[¥¤¶…„–©]|\ufffd")
"""What åäö, ÅÄÖ and é look like after somebody read UTF-8 as something else."""


def doubts(person: Person) -> Iterator[tuple[str, str]]:
    """What may be wrong with somebody in a list, each with a hint."""
    address = person.address
    likely = typos.meant(address.domain)
    if likely:
        yield f"the domain is {address.domain}", f"was {likely} meant?"
    elif not address.text.isascii():
        yield "letters other than a–z stand before the @", "few servers take them; is it right?"
    if _MISREAD.search(f"{person.name} {person.company}"):
        yield "the name was read in the wrong encoding before it came here", "export the list anew"
