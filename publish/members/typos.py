"""Domains that are written often, and what people type instead: a hint, never a refusal."""

from difflib import get_close_matches
from functools import lru_cache

_OFTEN = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.se", "outlook.com", "outlook.se", "live.com", "live.se",
    "msn.com", "yahoo.com", "yahoo.se", "icloud.com", "me.com", "mac.com", "telia.com", "telia.se", "bredband.net",
    "comhem.se", "tele2.se", "spray.se", "passagen.se", "swipnet.se", "glocalnet.net", "bahnhof.se", "proton.me",
    "protonmail.com", "gmx.com", "gmx.net", "gmx.de", "aol.com", "fastmail.com", "stockholm.se", "kth.se", "su.se",
)  # fmt: skip
_REAL = frozenset({"mail.com", "email.com", "ymail.com", "gmx.se", "live.nu", "hotmail.nu", "outlook.de", "yahoo.de",
                   "hotmail.de", "live.de", "gmx.at", "gmx.ch", "yahoo.dk", "live.dk", "yahoo.no", "live.no",
                   "hotmail.no", "hotmail.fr", "yahoo.fr", "live.fr", "ail.com", "aol.se", "qmail.com", "me.se",
                   "tele2.com", "slu.se", "hs.se", "ths.se", "msb.se"})  # fmt: skip
"""Domains of their own, however near."""
_TOPS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com", "se.": "se", "ser": "se"}


@lru_cache(maxsize=4096)
def meant(domain: str) -> str:
    """The domain that was probably meant by *domain*; empty if it is likely to be right."""
    if domain in _OFTEN or domain in _REAL:
        return ""
    name, _, top = domain.rpartition(".")
    mended = f"{name}.{_TOPS[top]}" if top in _TOPS else domain
    if len(name) < 4 or "." in name:
        return "" if mended == domain else mended
    near = get_close_matches(mended, _OFTEN, n=1, cutoff=0.85)
    found = near[0] if near and abs(len(near[0]) - len(mended)) <= 1 else mended
    return "" if found == domain else found
