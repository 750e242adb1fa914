"""Domains that are written often, and what people type instead: a hint, never a refusal."""

from collections.abc import Iterator
from functools import lru_cache

_OFTEN = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.se", "outlook.com", "outlook.se", "yahoo.com", "yahoo.se",
    "icloud.com", "telia.com", "telia.se", "bredband.net", "comhem.se", "tele2.se", "spray.se", "passagen.se",
    "swipnet.se", "glocalnet.net", "bahnhof.se", "protonmail.com", "fastmail.com", "stockholm.se", "regionstockholm.se",
)  # fmt: skip
_REAL = frozenset({"mail.com", "email.com", "ymail.com", "qmail.com", "tele2.no", "tele2.nl",
                   "tele2.ee", "tele2.de", "hotmail.de", "hotmail.dk", "hotmail.no", "hotmail.fi", "yahoo.de",
                   "yahoo.dk", "yahoo.no", "yahoo.fr", "outlook.de", "outlook.dk", "outlook.fi", "telia.fi", "telia.dk",
                   "telia.ee", "spray.no"})  # fmt: skip
"""Domains of their own, however near."""
_TOPS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com", "coom": "com"}
"""What is no top domain, and the one that was meant."""


@lru_cache(maxsize=1 << 14)
def meant(domain: str) -> str:
    """The domain that was probably meant by *domain*: one slip of the finger away. Empty if it is likely right."""
    if domain in _KNOWN:
        return ""
    name, _, top = domain.rpartition(".")
    mended = f"{name}.{_TOPS[top]}" if top in _TOPS else domain
    found = next(
        (often for one in _shortened(mended) for often in _NEAR.get(one, ()) if _is_near(mended, often)), mended
    )
    return "" if found == domain else found


def _shortened(word: str) -> Iterator[str]:
    """*word*, and it without each of its characters: two words that are one slip apart have one of these in common."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _is_near(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two exchanged, make *other* of *one*."""
    if one == other:
        return True
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    here, there = one[start:], other[start:]
    return (
        here[1:] == there
        or here == there[1:]
        or here[1:] == there[1:]
        or (here[1::-1] == there[:2] and here[2:] == there[2:])
    )


_KNOWN = _REAL.union(_OFTEN)
_NEAR: dict[str, list[str]] = {}
for _often in _OFTEN:
    for _one in _shortened(_often):
        _NEAR.setdefault(_one, []).append(_often)
