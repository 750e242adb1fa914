"""The values of settings: each read from text, or refused with what was expected."""

import re
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

from pydantic import PlainValidator, WithJsonSchema

from publish.workspace.reading import typed, unexpected

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{HOST.pattern}")
_LIST_ID = re.compile(rf"{_ATOM}(?:\.{_ATOM})*\.{_LABEL}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,}[0-9]")
_UNSAFE_IN_URL = re.compile(r"[^!#-;=?-\[\]_a-z~]")


def _words(value: Any) -> str:
    words = typed(value)
    if not words:
        unexpected("E112", "text, found nothing", "")
    return words


def _address(value: Any) -> str:
    address = typed(value)
    if not _ADDRESS.fullmatch(address) or len(address.partition("@")[0]) > 64 or len(address) > 254:
        unexpected("E202", "an e-mail address like name@example.org", f"'{address}'")
    return address


def _phone(value: Any) -> str:
    phone = typed(value)
    if not _PHONE.fullmatch(phone):
        unexpected("E202", "a telephone number like +46 8 555 100 00", f"'{phone}'")
    return phone


def _list_id(value: Any) -> str:
    name = typed(value)
    if not _LIST_ID.fullmatch(name) or len(name) > 255:
        hint = "a host's name, with the list's own in front of it (RFC 2919)"
        unexpected("E202", "a list's name like newsletter.example.org", f"'{name}'", hint)
    return name


def _secure(value: Any) -> str:
    """An https address of a named host, as it may stand in a letter's head and in any attribute."""
    address = typed(value)
    if not _is_secure(address):
        unexpected("E202", "an address like https://www.example.org/news", f"'{address}'")
    return address


def _is_secure(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        return bool(
            parts.scheme == "https"
            and HOST.fullmatch(host)
            and parts.netloc.lower() == host
            and not _UNSAFE_IN_URL.search(address)
        )
    except ValueError:
        return False


def _base(value: Any) -> str:
    address = _secure(value)
    if "?" in address or "#" in address:
        unexpected("E202", "an address without `?` and `#`", f"'{address}'")
    return address.rstrip("/")


STRING = {"type": "string"}
URI = {"type": "string", "format": "uri", "pattern": "^https://"}
_EMAIL = {"type": "string", "format": "email"}
Words: TypeAlias = Annotated[str, PlainValidator(_words), WithJsonSchema(STRING)]
Address: TypeAlias = Annotated[str, PlainValidator(_address), WithJsonSchema(_EMAIL)]
Phone: TypeAlias = Annotated[str, PlainValidator(_phone), WithJsonSchema(STRING)]
ListId: TypeAlias = Annotated[str, PlainValidator(_list_id), WithJsonSchema(STRING)]
Secure: TypeAlias = Annotated[str, PlainValidator(_secure), WithJsonSchema(URI)]
Base: TypeAlias = Annotated[str, PlainValidator(_base), WithJsonSchema(URI)]
