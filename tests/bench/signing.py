"""
Our signing beside dkimpy's, and beside what RSA alone takes.

    python -m tests.bench.signing                  a letter of 40 kB with 24 slots, RSA with 2048 bits

All are measured in turns in one run, and the best turn of each counts, so that the machine's other work matters less.
One of our letters in each turn is verified by dkimpy. 80 % of the rate of raw RSA is what a process must reach.
"""

import time
from collections.abc import Callable

import dkim
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from publish.mail.dkim import Key, Signing, verify_first
from tests.mail.signed import SIGNED_AT, ed25519_key, rsa_key, template

_TURNS = 5
_SECONDS = 1.0
_LINE = b'<td style=3D"font-family:Arial,sans-serif;font-size:16px;line-height:24px">=\r\n'
_HEADERS = template(
    b"From: The Baltic Society <news@example.org>\r\nTo: ",
    0,
    b"\r\nSubject: Spring in the city\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <",
    1,
    b"@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n"
    b"List-Id: <news.example.org>\r\nList-Unsubscribe: <https://example.org/u/",
    1,
    b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
)
_BODY = template(*(part for number in range(24) for part in (_LINE * 22, number % 4)), _LINE, b"--x--\r\n")


def main() -> None:
    """Measure, and print a table."""
    key = rsa_key()
    rates = _best({"ours": _ours(key), "ours, Ed25519": _ours(ed25519_key()), "dkimpy": _theirs(key), "RSA": _raw(key)})
    print(f"letter of {len(_BODY.fill(_values(0))) / 1e3:.0f} kB with {len(_BODY.slots)} slots")  # noqa: T201
    for name, rate in rates.items():
        print(f"{name:20} {rate:>8.0f} a second")  # noqa: T201
    _row("ours : raw RSA", rates["ours"] / rates["RSA"], 0.80)
    _row("ours : dkimpy", rates["ours"] / rates["dkimpy"], 15)


def _row(what: str, ratio: float, least: float) -> None:
    print(f"{what:20} {ratio:>8.2f}  at least {least:.2f}{'' if ratio >= least else '  too slow'}")  # noqa: T201


def _values(number: int) -> tuple[bytes, ...]:
    """What differs from letter to letter."""
    return b"member%d@example.com" % number, b"dG9rZW4%d" % number, b"=C3=85sa", b"Company=20%d" % number


def _ours(key: Key) -> Callable[[int], object]:
    signing = Signing((key,), _HEADERS, _BODY, SIGNED_AT)
    values = _values(0)
    message = signing.sign(values) + _HEADERS.fill(values) + b"\r\n" + _BODY.fill(values)
    if problem := verify_first(message, (key,)):
        raise SystemExit(str(problem))
    return lambda number: signing.sign(_values(number))


def _theirs(key: Key) -> Callable[[int], object]:
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    names = (key.selector.encode(), key.domain.encode(), pem)

    def sign(number: int) -> object:
        values = _values(number)
        message = _HEADERS.fill(values) + b"\r\n" + _BODY.fill(values)
        return dkim.sign(message, *names, canonicalize=(b"relaxed", b"relaxed"))

    return sign


def _raw(key: Key) -> Callable[[int], object]:
    if not isinstance(key.private, RSAPrivateKey):
        raise TypeError(key.algorithm)
    return lambda number: key.sign(b"%2000d" % number)


def _best(programs: dict[str, Callable[[int], object]]) -> dict[str, float]:
    rates = dict.fromkeys(programs, 0.0)
    for _ in range(_TURNS):
        for name, program in programs.items():
            rates[name] = max(rates[name], _rate(program))
    return rates


def _rate(program: Callable[[int], object]) -> float:
    """How often it is done in a second."""
    count, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < _SECONDS:
        program(count)
        count += 1
    return count / passed


if __name__ == "__main__":
    main()
