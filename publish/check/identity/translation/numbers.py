"""
Numbers, days and times in a text, so that two languages can be compared.

`1 240 000`, `1,240,000` and `1.24 million` are the same; so are `08.30` and `8:30 am`, `4–6 maj` and `May 4–6`,
`1900-talet` and `the 20th century`. What cannot be told is taken for the same.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from publish.check.identity.translation.number_words import are_known, says

_BLANK = "[ \u00a0\u202f\u2009]"
_NUMBER = rf"\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)*"
_PHONE = re.compile(rf"(?<![\w.,])(?<!\d{_BLANK})(?:\+\d|0)(?:{_BLANK}|[\d()\-]){{5,18}}\d(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_TOKEN = re.compile(
    rf"(?<![^\W\d_])(?<!\d)({_NUMBER})(?:{_BLANK}?(?P<half>[ap])\.?m\b)?(?P<after>(?::[ae]|st|nd|rd|th)?(?:{_BLANK}|-)?[^\W\d_]{{0,10}})"
)
_RANGE = r"(\d{1,2})(?:\.|st|nd|rd|th|:[ae])?"
_CENTURY = re.compile(r"th\s+century|st\s+century|nd\s+century|rd\s+century", re.IGNORECASE)
_SCALES = {
    "tusen": 3, "thousand": 3, "tkr": 3,
    "miljon": 6, "miljoner": 6, "million": 6, "millions": 6, "mkr": 6, "mn": 6,
    "miljard": 9, "miljarder": 9, "billion": 9, "billions": 9, "mdkr": 9, "md": 9, "mdr": 9, "bn": 9,
    "biljon": 12, "biljoner": 12, "trillion": 12, "trillions": 12,
}  # fmt: skip
_SMALL = 20
"""Numbers up to it are often written in words."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, and what it may mean."""

    written: str
    readings: frozenset[str]
    digits: str
    is_sure: bool = True
    """Whether it is written as its language writes numbers."""

    def equals(self, other: "Number") -> bool:
        """Whether both may mean the same."""
        if self.readings & other.readings:
            return True
        return not (self.is_sure and other.is_sure) and self.digits == other.digits


def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Every number in *text*, in its order of reading; digits within names, like Tele2, are none."""
    found: list[Number] = []

    def keep(match: re.Match[str], *readings: str) -> str:
        digits = re.sub(r"\D", "", match[0])
        found.append(Number(match[0].strip(), frozenset(readings), digits))
        return " " * len(match[0])

    def phone(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        is_phone = len(digits) >= 7 and not _ISO.search(match[0])
        return keep(match, "p:" + re.sub(r"^(?:46|0+)", "", digits)[-9:]) if is_phone else match[0]

    rest = _PHONE.sub(phone, text)
    rest = _days(rest, language, keep)
    found.extend(_plain(rest, language))
    return tuple(found)


def _days(text: str, language: str, keep: Callable[..., str]) -> str:
    """Take the days out of a text; a year stays."""
    text = _ISO.sub(lambda m: keep(m, f"date:{int(m[2])}-{int(m[3])}") + m[1], text)
    names = _months(language)
    if not names:
        return text
    month = rf"({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b\.?"
    between = r"\s*(?:[–-]|och|to|till|and)\s*"

    def both(match: re.Match[str], name: str, first: str, last: str) -> str:
        number = names[name.lower().rstrip(".")]
        keep(match, f"date:{number}-{int(first)}")
        return keep(match, f"date:{number}-{int(last)}")

    def one(match: re.Match[str], name: str, day: str) -> str:
        return keep(match, f"date:{names[name.lower().rstrip('.')]}-{int(day)}")

    flags = re.IGNORECASE
    text = re.sub(
        rf"(?<!\d){_RANGE}{between}{_RANGE}\s+(?:of\s+)?{month}", lambda m: both(m, m[3], m[1], m[2]), text, flags=flags
    )
    text = re.sub(
        rf"\b{month}\s+{_RANGE}{between}{_RANGE}(?!\d)", lambda m: both(m, m[1], m[2], m[3]), text, flags=flags
    )
    text = re.sub(rf"(?<!\d){_RANGE}\s+(?:of\s+)?{month}", lambda m: one(m, m[2], m[1]), text, flags=flags)
    return re.sub(rf"\b{month}\s+{_RANGE}(?!\d)", lambda m: one(m, m[1], m[2]), text, flags=flags)


@cache
def _months(language: str) -> dict[str, int]:
    from babel.core import UnknownLocaleError
    from babel.dates import get_month_names

    try:
        wide = get_month_names("wide", locale=language.replace("-", "_"))
        short = get_month_names("abbreviated", locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return {}
    named = {name.lower().rstrip("."): number for names in (short, wide) for number, name in names.items()}
    return {name: number for name, number in named.items() if name.isalpha()}


def _plain(text: str, language: str) -> Iterator[Number]:
    decimal = _decimal(language)
    for match in _TOKEN.finditer(text):
        written = match[1]
        value = _value(written, decimal)
        after = re.sub(r"^[\s\u00a0-]+", "", match["after"]).lower()
        readings = set(_times(written, match["half"]))
        if value is not None:
            readings.add(f"v:{_plainly(value * 10 ** _SCALES.get(after, 0))}")
            readings.update(_centuries(value, text[match.end(1) : match.end(1) + 14]))
        digits = re.sub(r"\D", "", written)
        yield Number(written, frozenset(readings), digits, is_sure=value is not None or ":" in written)


def _value(written: str, decimal: str) -> Decimal | None:
    """What a number means in a language; None for what that language does not write so."""
    bare = re.sub(_BLANK, "", written)
    group = "." if decimal == "," else ","
    if group in bare:
        if not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{decimal}\d+)?", bare):
            return None
        bare = bare.replace(group, "")
    try:
        return Decimal(bare.replace(decimal, "."))
    except InvalidOperation:
        return None


def _plainly(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _times(written: str, half: str | None) -> Iterator[str]:
    """The times that a number may be."""
    match = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", written)
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59 or not (match[2] or half):
        return
    hour = int(match[1]) % 12 + (12 if half == "p" else 0) if half else int(match[1])
    yield f"t:{hour}:{match[2] or '00'}"


def _centuries(value: Decimal, after: str) -> Iterator[str]:
    if value == int(value) and 1 <= value <= 3000:
        if _CENTURY.match(after.lower()):
            yield f"v:{(int(value) - 1) * 100}"
        if after.startswith("-tal") and value < 100:
            yield f"v:{1900 + int(value)}"


@cache
def _decimal(language: str) -> str:
    from babel.core import UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return "," if get_decimal_symbol(language.replace("-", "_")) == "," else "."
    except (UnknownLocaleError, ValueError):
        return "."


def different(
    ours: Sequence[Number], theirs: Sequence[Number], our_text: str, their_text: str, languages: tuple[str, str]
) -> tuple[list[Number], list[Number]]:
    """The numbers that only one of two texts has, in figures or in words."""
    left = list(theirs)
    only_ours = []
    for number in ours:
        same = next((other for other in left if number.equals(other)), None)
        if same:
            left.remove(same)
        elif not _in_words(number, their_text, languages[1]):
            only_ours.append(number)
    return only_ours, [number for number in left if not _in_words(number, our_text, languages[0])]


def _in_words(number: Number, text: str, language: str) -> bool:
    """Whether a text may say a number in words; in a language whose words are not known, any small one."""
    values = [int(reading[2:]) for reading in number.readings if re.fullmatch(r"v:\d+", reading)]
    if not are_known(language):
        return any(value <= _SMALL for value in values)
    return any(says(text, value, language) for value in values)
