"""
Which column holds what: headings in Swedish and English, and what `--map` says.

Headings are compared without case, accents, spaces and signs: `E-postadress`, `e-post adress`, `EPOSTADRESS` are one.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from publish.members.visible import visible
from publish.problems import MemberError, Place, Problem, did_you_mean

FIELDS = {
    "address": "where letters go",
    "name": "the whole name",
    "first-name": "what a letter greets by",
    "last-name": "joined with the first name, where there is no whole name",
    "company": "the company or organisation",
    "language": "sv, en; or svenska, English",
    "segments": "groups, several with a comma between",
    "basis": "on which ground one may write: samtycke, kund, medlem; or ja and nej",
    "source": "where the consent was given",
    "date": "when it was given, like 2024-05-17",
    "shown": "the words the person agreed to",
    "external-id": "the number in your own register",
}
"""What a column can hold."""
IGNORE = "-"
"""Stands in `--map` for a column that is left out."""

_HEADINGS = {
    "address": "epost epostadress epostadr mail mailadress mejl mejladress email emailaddress emailadress eaddress "
    "epostarbete epost1 email1 email1value primaryemail mailaddress",
    "name": "namn fullstandigtnamn helanamnet name fullname displayname visningsnamn kontaktperson kontakt contact",
    "first-name": "fornamn tilltalsnamn firstname givenname forename",
    "last-name": "efternamn lastname surname familyname",
    "company": "foretag foretagsnamn organisation bolag firma arbetsgivare company companyname organization "
    "organisationname employer",
    "language": "sprak kommunikationssprak language lang locale",
    "segments": "segment segmenter grupp grupper lista listor tagg taggar kategori kategorier segments group groups "
    "list lists tag tags category categories",
    "basis": "samtycke samtyckesgrund grund rattsliggrund laglliggrund lagliggrund consent basis legalbasis optin "
    "permission",
    "source": "kalla samtyckeskalla source consentsource origin ursprung",
    "date": "datum samtyckesdatum samtyckedatum date consentdate optindate given",
    "shown": "samtyckestext text visadtext wording consenttext shown",
    "external-id": "medlemsnummer medlemsnr kundnummer kundnr id externtid externalid memberid memberno membernumber "
    "customerid customernumber",
}
_KNOWN = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row."""

    places: Mapping[str, int]
    """A field's column, from 0."""
    titles: tuple[str, ...]
    """The headings, as they stand in the list."""
    ignored: tuple[str, ...] = ()
    """Headings that nobody knew."""


@lru_cache(maxsize=1024)
def plain(heading: str) -> str:
    """*heading* as it is compared."""
    parts = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(character for character in parts if character.isalnum())


def score(titles: Sequence[str], maps: Mapping[str, str]) -> tuple[bool, int]:
    """How much a row looks like headings: whether one of them is the address's, and how many are known."""
    wanted = {plain(heading): field for heading, field in maps.items()}
    found = [wanted.get(plain(title), _KNOWN.get(plain(title), "")) for title in titles]
    return "address" in found, sum(bool(field) for field in found)


def columns(titles: Sequence[str], maps: Mapping[str, str], place: Place) -> Columns:
    """
    Which of the columns under *titles* hold what; *maps* from headings to fields goes before what is known here.

    Raises:
        MemberError: if none holds addresses, two hold the same, or *maps* names a heading that is not there.
    """
    wanted = {plain(heading): field for heading, field in maps.items()}
    titles = [visible(title) for title in titles]
    problems = [
        Problem("E809", f"there is no column '{visible(heading)}' to map", place, did_you_mean(heading, titles))
        for heading in maps
        if plain(heading) not in {plain(title) for title in titles}
    ]
    places: dict[str, int] = {}
    ignored = []
    for index, title in enumerate(titles):
        known = _KNOWN.get(plain(title), "")
        field = wanted.get(plain(title)) or ("" if known in wanted.values() else known)
        if not field:
            ignored += [title] * bool(title.strip())
        elif field == IGNORE:
            ignored.append(title)
        elif field in places:
            message = f"two columns hold the {field}: '{titles[places[field]]}' and '{title}'"
            hint = f"leave one out: --map '{title}={IGNORE}'"
            problems.append(Problem("E809", message, Place(place.path, place.line, index + 1), hint))
        else:
            places[field] = index
    if "address" not in places and not problems:
        problems.append(_without_addresses(titles, place))
    if problems:
        raise MemberError(*problems)
    return Columns(places, tuple(titles), tuple(ignored))


def _without_addresses(titles: Sequence[str], place: Place) -> Problem:
    if any("@" in title for title in titles):
        hint = "put a line above it that names the columns, like `E-post;Namn;Företag`"
        return Problem("E809", "the first line is a member, expected the names of the columns", place, hint)
    found = ", ".join(f"'{title}'" for title in titles if title.strip())
    hint = "name it `E-post`, or say which it is: --map 'HEADING=address'"
    return Problem("E809", f"no column holds addresses; found {found[:300]}", place, hint)
