"""DKIM: whether receivers find the public halves of our keys, and the same ones (RFC 6376)."""

import base64
import binascii
from collections.abc import Iterator
from functools import partial

from publish.mail.dkim.keys import RSA, Key, read_key
from publish.mail.doctor.answer import APPLE, GOOGLE, MICROSOFT, YAHOO, Answer, Demand, rfc
from publish.mail.doctor.surroundings import Surroundings, answered
from publish.mail.doctor.tags import read_tags
from publish.problems import TransportError
from publish.workspace import Dkim

KEYS = Demand(
    "dkim-keys",
    "Letters are signed, with RSA of 2048 bits or more first, by keys that are kept as secrets",
    "Without a signature large providers refuse newsletters, and one-click unsubscribing does not count.",
    (rfc(8301, "3.2"), rfc(8463, "4"), rfc(8058, "4"), GOOGLE, YAHOO, MICROSOFT, APPLE),
)
PUBLIC = Demand(
    "dkim-dns",
    "The DNS has the public half of each key",
    "Receivers fetch it to verify signatures. If it is missing or another, every signature is wrong.",
    (rfc(6376, "3.6.1"), rfc(6376, "3.6.2"), GOOGLE),
)
DEMANDS = (KEYS, PUBLIC)
_REMEDY = "put the record that `publish dkim new` printed into the DNS, in one TXT record"


def check(around: Surroundings) -> Iterator[Answer]:
    """One answer about the keys, and one about each of their records."""
    written = around.settings.sending.dkim
    if not written:
        why = "`sending.dkim` names no key; letters are signed only if the relay does it"
        yield KEYS.unknown("sending.dkim", why, "`publish dkim new`, or look for `dkim=pass` in a letter that arrived")
        return
    keys = []
    for one in written:
        answer = _kept(around, one)
        if isinstance(answer, Key):
            keys.append(answer)
        else:
            yield answer
    if keys and not any(key.algorithm == RSA for key in keys):
        remedy = "`publish dkim new` makes one; put it first"
        yield KEYS.failed("sending.dkim", "no RSA key", "one that every receiver can verify (RSA)", remedy)
    elif len(keys) == len(written):
        kinds = ", ".join(f"{key.selector} ({key.algorithm})" for key in keys)
        yield KEYS.passed("sending.dkim", kinds)
    for key in keys:
        yield answered(PUBLIC, key.name, partial(_published, around, key))


def _kept(around: Surroundings, written: Dkim) -> Key | Answer:
    try:
        return read_key(around.root, written)
    except TransportError as error:
        found = "; ".join(problem.message for problem in error.problems)
        hints = "; ".join(problem.hint for problem in error.problems if problem.hint)
        return KEYS.failed(written.key, found, "a key for you alone, outside git", hints)


def _published(around: Surroundings, key: Key) -> Answer:
    found = around.names.txt(key.name)
    if not found:
        return PUBLIC.failed(key.name, "no TXT record", key.record, _REMEDY)
    if len(found) > 1:
        expected = "one record; of several, receivers take any (RFC 6376, 3.6.2.2)"
        return PUBLIC.failed(
            key.name, f"{len(found)} TXT records", expected, "remove the others; a new key has a new selector"
        )
    if fault := _fault(found[0], key):
        return PUBLIC.failed(key.name, f"{fault}: {found[0]}", key.record, _REMEDY)
    return PUBLIC.passed(key.name, f"the public half of our key ({key.algorithm})")


def _fault(text: str, key: Key) -> str:
    """What receivers would not like in a record; empty if nothing."""
    tags = read_tags(text) or {"v": ""}
    kind = "rsa" if key.algorithm == RSA else "ed25519"
    faults = {
        "no record of DKIM": tags.get("v", "DKIM1") != "DKIM1",
        "no key (`p=`) in it": "p" not in tags,
        "the key is withdrawn (`p=` is empty)": not tags.get("p"),
        "another key": tags.get("k", "rsa") != kind or _decoded(tags.get("p", "")) != key.public,
        "`t=y` says that it is a test, and receivers treat letters as unsigned": "y" in _listed(tags.get("t", "")),
        "`h=` leaves out sha256": "sha256" not in _listed(tags.get("h", "sha256")),
        "`s=` leaves out e-mail": not {"*", "email"} & _listed(tags.get("s", "*")),
    }
    return next((fault for fault, is_there in faults.items() if is_there), "")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _listed(value: str) -> set[str]:
    return set("".join(value.split()).split(":"))
