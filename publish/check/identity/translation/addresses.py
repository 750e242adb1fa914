"""Whether two addresses are the same for readers of two languages."""

import re
from enum import Enum
from urllib.parse import urlsplit

from publish.check.identity.frames import plain_address


class Likeness(Enum):
    """How much two addresses agree."""

    SAME = "same"
    """The same thing, perhaps in two languages."""
    NEAR = "near"
    """The same host, another page: perhaps its translation."""
    OTHER = "other"


def likeness(original: str, translation: str, languages: tuple[str, str]) -> Likeness:
    """Compare an address of the original with one of its translation."""
    ours, theirs = plain_address(original), plain_address(translation)
    if ours == theirs or ours.startswith("#") or theirs.startswith("#"):
        return Likeness.SAME if ours[:1] == theirs[:1] else Likeness.OTHER
    try:
        mine, other = urlsplit(ours), urlsplit(theirs)
    except ValueError:
        return Likeness.OTHER
    if mine.scheme.startswith("http") and other.scheme.startswith("http"):
        pages = [(one.netloc, f"{one.path.rstrip('/')}?{one.query}") for one in (mine, other)]
        return _of_pages(pages[0], pages[1], languages)
    if "@" in ours and "@" in theirs and ours.rpartition("@")[2] == theirs.rpartition("@")[2]:
        return Likeness.NEAR
    digits = {re.sub(r"^(?:46|0+)", "", re.sub(r"\D", "", one)) for one in (ours, theirs)}
    return Likeness.SAME if len(digits) == 1 and digits != {""} and "@" not in ours else Likeness.OTHER


def _of_pages(ours: tuple[str, str], theirs: tuple[str, str], languages: tuple[str, str]) -> Likeness:
    """A page whose address names the language of its readers is taken for the translation."""
    hosts = [host.lower().removeprefix("www.") for host, _ in (ours, theirs)]
    bare_hosts = [re.sub(rf"^{re.escape(tag)}\.", "", host) for host, tag in zip(hosts, languages, strict=True)]
    if bare_hosts[0] != bare_hosts[1]:
        return Likeness.OTHER
    tags = [tag.partition("-")[0].lower() for tag in languages]
    named = [tag in re.split(r"[/.=&?_-]", path.lower()) for (_, path), tag in zip((ours, theirs), tags, strict=True)]
    if named[1] or hosts[0] != hosts[1]:
        return Likeness.SAME
    return Likeness.SAME if ours[1] == theirs[1] else Likeness.NEAR
