"""Numbers in words, where a translation has them and its original figures."""

import re

_SWEDISH = {
    0: "noll ingen inget inga", 1: "en ett", 2: "två båda bägge", 3: "tre", 4: "fyra", 5: "fem", 6: "sex", 7: "sju",
    8: "åtta", 9: "nio", 10: "tio", 11: "elva", 12: "tolv", 13: "tretton", 14: "fjorton", 15: "femton", 16: "sexton",
    17: "sjutton", 18: "arton", 19: "nitton", 20: "tjugo", 25: "tjugofem fjärdedel", 30: "trettio", 40: "fyrtio",
    50: "femtio hälften halva", 60: "sextio", 70: "sjuttio", 80: "åttio", 90: "nittio", 100: "hundra", 1000: "tusen",
    10_000: "tiotusen", 1_000_000: "miljon",
}  # fmt: skip
_ENGLISH = {
    0: "zero no none", 1: "one a an", 2: "two both", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
    8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen", 15: "fifteen",
    16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 25: "twenty-five quarter",
    30: "thirty", 40: "forty", 50: "fifty half", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    100: "hundred", 1000: "thousand", 1_000_000: "million",
}  # fmt: skip
_WORDS = {"sv": _SWEDISH, "en": _ENGLISH}


def are_known(language: str) -> bool:
    """Whether the words of *language* are known here."""
    return language.partition("-")[0] in _WORDS


def says(text: str, value: int, language: str) -> bool:
    """Whether *text* has a word for *value*."""
    words = _WORDS.get(language.partition("-")[0], {}).get(value, "")
    return any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in words.split())
