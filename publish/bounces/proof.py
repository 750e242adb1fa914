"""
Whom a mail is about, by what only the workspace's key can have made.

A return path in the mail's envelope, or in the headers of the letter that a report returns, and the token in the
address for leaving the list. Two that contradict each other prove nothing.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from publish.bounces.mime import Fields
from publish.bounces.verdict import Who
from publish.mail.tokens import TOKEN, code_of, of_return_path

ENVELOPE = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "to")
"""Where servers write to whom a mail was brought, and where the report's writer did."""
_TAGGED = re.compile(r"[^\s<>,;:\"()\[\]@]{1,100}\+[a-zA-Z2-7]{32}@[^\s<>,;:\"()\[\]@]{1,255}")
_TOKEN = re.compile(rf"(?<![\w-])[\w-]{{{TOKEN}}}(?![\w-])", re.ASCII)
_MOST = 50


def of_envelope(key: bytes, fields: Fields) -> Who:
    """To which return path the mail was brought."""
    return _agreed(_paths(key, fields.all(*ENVELOPE)))


def of_letter(key: bytes, fields: Fields) -> Who:
    """Whose letter the headers are of: its return path, or the token in them."""
    found = _agreed(_paths(key, fields.all("return-path", "x-return-path", "envelope-from", "original-mail-from")))
    return found if found.code else _agreed(of_tokens(key, map(unquote, fields.all("list-unsubscribe"))))


def of_tokens(key: bytes, texts: Iterable[str]) -> list[Who]:
    """Whose tokens stand in *texts*."""
    candidates = [found for text in texts for found in _TOKEN.findall(text)[:_MOST]]
    return [Who(code) for code in (code_of({1: key}, one) for one in candidates[:_MOST]) if code]


def _paths(key: bytes, texts: Iterable[str]) -> list[Who]:
    candidates = [found for text in texts for found in _TAGGED.findall(text)[:_MOST]]
    found = (of_return_path(key, one) for one in candidates[:_MOST])
    return [Who(code, send) for send, code in filter(None, found)]


def _agreed(found: list[Who]) -> Who:
    return found[0] if len(set(found)) == 1 else Who()
