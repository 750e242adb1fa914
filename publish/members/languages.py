"""The language of a member, as lists write it: sv, sv-SE, svenska, Swedish."""

import re
import unicodedata
from functools import lru_cache

_WORDS = {
    "sv": "svenska swedish se swe sve",
    "en": "engelska english eng gb uk",
    "nb": "norska norwegian nor bokmal",
    "da": "danska danish dansk dan dk",
    "fi": "finska finnish suomi fin",
    "de": "tyska german deutsch ger deu",
    "fr": "franska french francais fre fra",
    "es": "spanska spanish espanol spa",
    "pl": "polska polish polski pol",
    "ar": "arabiska arabic ara",
}
_KNOWN = {word: tag for tag, words in _WORDS.items() for word in words.split()}
_TAG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.ASCII)


@lru_cache(maxsize=1024)
def read_language(text: str) -> str | None:
    """The tag of two letters; None if *text* is none that is known."""
    decomposed = unicodedata.normalize("NFKD", text.strip()).casefold()
    word = "".join(character for character in decomposed if not unicodedata.combining(character))
    found = _TAG.fullmatch(word)
    return _KNOWN.get(word) or (found[1] if found else None)
