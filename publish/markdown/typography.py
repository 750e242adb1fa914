"""
Typography: what a typesetter does to typed text, in the text's language.

Straight quotes become the language's own, a hyphen between blanks a dash, three dots an ellipsis;
a number is tied to its unit and a day to its month by a no-break space. Nothing is added or lost
that a reader would call a word.
"""

import re

NBSP = "\u00a0"

_QUOTES = {
    "sv": ("”", "”", "’", "’"),
    "fi": ("”", "”", "’", "’"),
    "en": ("“", "”", "‘", "’"),
    "da": ("”", "”", "’", "’"),
    "nb": ("«", "»", "‘", "’"),
    "nn": ("«", "»", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "fr": (f"«{NBSP}", f"{NBSP}»", "‘", "’"),
}
_MONTHS = {
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_UNITS = "%|‰|°C|°|kr|SEK|EUR|USD|€|£|mkr|km²|m²|m³|km|cm|mm|kg|MW|GW|kW|kWh|GWh|TWh|min|tim"
_OPENS_AFTER = " \t\n\u00a0([{–—-/«„“‘"


def _quotes(text: str, language: str, before: str) -> str:
    opening, closing, single_opening, apostrophe = _QUOTES.get(language.partition("-")[0], _QUOTES["en"])
    out: list[str] = []
    last = before
    for position, char in enumerate(text):
        opens = (last == "" or last in _OPENS_AFTER) and text[position + 1 : position + 2].strip() != ""
        if char == '"':
            out.append(opening if opens else closing)
        elif char == "'":
            out.append(single_opening if opens else apostrophe)
        else:
            out.append(char)
        last = char
    return "".join(out)


def _dashes(text: str) -> str:
    text = re.sub(r"(?<=\S) (?:--?|–) (?=\S)", f"{NBSP}– ", text)
    return re.sub(r"(?<!\.)\.\.\.(?!\.)", "…", text)


def _ties(text: str, language: str) -> str:
    text = re.sub(rf"(?<=\d) (?=(?:{_UNITS})(?![\w]))", NBSP, text)
    text = re.sub(r"(?<![\d,.])(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{NBSP}", text)
    text = re.sub(rf"(?<={NBSP})(\d{{3}}) (?=\d{{3}}(?!\d))", rf"\1{NBSP}", text)
    text = re.sub(r"(?<=§) (?=\d)", NBSP, text)
    if months := _MONTHS.get(language.partition("-")[0]):
        text = re.sub(rf"(?<!\d)(\d{{1,2}}) (?=(?:{months})\b)", rf"\1{NBSP}", text)
    return text


def typeset(text: str, language: str, *, before: str = "") -> str:
    """Set *text* as a typesetter would, *before* being the character in front. Twice is the same as once."""
    return _ties(_dashes(_quotes(text, language, before)), language)
