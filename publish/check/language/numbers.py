"""Numbers, percentages, sums and abbreviations as the language of the text writes them."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern
from publish.check.language.texts import Form

_SWEDISH = "Svenska skrivregler (Språkrådet)"
_ENGLISH = "New Hart’s Rules (Oxford)"
NUMBERS = Rule(
    "C608",
    Severity.COSMETIC,
    "Numbers, percentages and sums are written as the text's language writes them",
    "1,200 is twelve hundred in English and a little more than one in Swedish: a separator of the other language "
    "changes the number for whoever reads it. Swedish writes 3,5 %, 1 200 000 and 5 euro; English writes 3.5%, "
    "1,200,000 and €5.",
    clauses=(f"{_SWEDISH}: siffror och tal", f"{_ENGLISH}: numbers", "ISO 80000-1:2022, 7.3"),
)
ABBREVIATIONS = Rule(
    "C609",
    Severity.COSMETIC,
    "Abbreviations are written in the form that dictionaries give",
    "An abbreviation in an unusual form stops the reader, and with blanks in it a line may end in the middle. "
    "Best of all are the words in full: 'till exempel' is read faster than 't.ex.' and spoken right by screen readers.",
    clauses=(f"{_SWEDISH}: förkortningar", f"{_ENGLISH}: abbreviations and symbols"),
)
RULES = (NUMBERS, ABBREVIATIONS)

_B = "[ \u00a0]"
_QUANTITY = (
    r"(?:%|‰|procent|per cent|percent|miljoner|miljarder|million|billion|kronor|kr|SEK|EUR|euro|mkr|Mkr|°C|grader"
    r"|degrees|km²?|m²|m³|kg|ton|TWh|GWh|MWh|kWh|MW|GW|meter|metres|kilometer|timmar|hours|gånger|times|år|years)"
)
_COUNTED = (
    r"(?:personer|människor|företag|medlemmar|bostäder|kronor|kr|SEK|euro|EUR|invånare|resor|besökare|jobb|arbetstillfällen"
    r"|people|companies|members|homes|residents|journeys|visitors|jobs|kvadratmeter|m²|km|ton|MW)"
)
_WORDY = frozenset(Form) - {Form.NAME}


def _is_time(match: re.Match[str]) -> bool:
    """Whether a number with a point is the time of a day, like `kl. 10.30`."""
    before = match.string[max(0, match.start() - 5) : match.start()]
    return re.search(rf"(?:kl\.?|[–-]){_B}?$", before) is not None


_SWEDISH_NUMBERS = (
    Pattern(
        rule=NUMBERS,
        says="a decimal point stands in Swedish text",
        spelt=re.compile(rf"(?<![\w.,:/–-])(\d{{1,15}})\.(\d{{1,2}}|\d{{4,15}})({_B}?{_QUANTITY})(?!\w)"),
        better=r"\1,\2\3",
        languages=("sv",),
        unless=_is_time,
    ),
    Pattern(
        rule=NUMBERS,
        says="commas or points divide a large number in Swedish text",
        spelt=re.compile(
            rf"(?<![\w.,:/-])\d{{1,3}}(?:([,.])\d{{3}}(?:\1\d{{3}})+|[,.]000|[,.]\d{{3}}(?={_B}{_COUNTED}(?!\w)))"
            r"(?![\w:/-])(?![.,]\d)"
        ),
        better="",
        languages=("sv",),
        hint="divide it with blanks, like 1 200 000; they are made no-break blanks",
        unless=_is_time,
    ),
    Pattern(
        rule=NUMBERS,
        says="no blank stands before the percent sign in Swedish",
        spelt=re.compile(r"(?<![\w.,])(\d{1,15}(?:,\d{1,15})?)([%‰])(?![\w-])"),
        better=r"\1 \2",
        languages=("sv",),
    ),
    Pattern(
        rule=NUMBERS,
        says="a currency sign stands before the number in Swedish",
        spelt=re.compile(r"[€$£]\d[\d\u00a0.,]*"),
        better="",
        languages=("sv",),
        hint="write it like 5 euro or 5 €",
    ),
    Pattern(
        rule=NUMBERS,
        says="an ordinal is written as in English",
        spelt=re.compile(rf"(?<![\w.])\d{{0,9}}(?:2nd|3rd|[04-9]th|1[1-3]th)\b(?!{_B}[A-Z])"),
        better="",
        languages=("sv",),
        hint="write it like 2:a or 4:e",
    ),
)
_ENGLISH_NUMBERS = (
    Pattern(
        rule=NUMBERS,
        says="a decimal comma stands in English text",
        spelt=re.compile(rf"(?<![\w.,])(\d{{1,15}}),(\d{{1,2}})({_B}?{_QUANTITY})(?!\w)"),
        better=r"\1.\2\3",
        languages=("en",),
    ),
    Pattern(
        rule=NUMBERS,
        says="points divide a large number in English text",
        spelt=re.compile(r"(?<![\w.,:/-])\d{1,3}\.\d{3}(?:\.\d{3})+(?![\w.,:/-])"),
        better="",
        languages=("en",),
        hint="divide it with commas, like 1,200,000",
    ),
    Pattern(
        rule=NUMBERS,
        says="a blank stands before the percent sign in English",
        spelt=re.compile(rf"(?<![\w.,])(\d{{1,15}}(?:\.\d{{1,15}})?){_B}%(?!\w)"),
        better=r"\1%",
        languages=("en",),
    ),
    Pattern(
        rule=NUMBERS,
        says="a currency sign stands after the number in English",
        spelt=re.compile(rf"(?<![\w.,€$£])(\d[\d\u00a0.,]{{0,15}}?){_B}?([€$£])(?!\d)"),
        better=r"\2\1",
        languages=("en",),
    ),
    Pattern(
        rule=NUMBERS,
        says="an ordinal is written as in Swedish",
        spelt=re.compile(r"(?<![\w:])\d{1,4}:[aes]\b"),
        better="",
        languages=("en",),
        hint="write it like 1st or 4th",
    ),
)
_ALL_NUMBERS = (
    Pattern(
        rule=NUMBERS,
        says="no blank stands between a number and its unit",
        spelt=re.compile(
            r"(?<![\w.,-])(\d{1,15}(?:[.,]\d{1,15})?)(kr|SEK|EUR|mkr|Mkr|tkr|MSEK|km²?|m²|m³|kg|kWh|MWh|GWh|TWh|MW|GW|mm|cm)(?!\w)"
        ),
        better=r"\1 \2",
    ),
    Pattern(
        rule=NUMBERS,
        says="a large number is not divided",
        spelt=re.compile(rf"(?<![\w.,:/+-])(?<!\d{_B})(\d{{2,4}})(\d{{3}}){_B}(?={_COUNTED}(?!\w))"),
        better="",
        hint="divide it as the language does: 12 000 in Swedish, 12,000 in English",
    ),
)
_IN_FULL = {
    "t.ex.": r"t[. ]{1,2}ex\b\.?",
    "bl.a.": r"bl[. ]{1,2}a\b\.?",
    "m.m.": r"m[. ]{1,2}m\b\.?",
    "m.fl.": r"m[. ]{1,2}fl\b\.?",
    "d.v.s.": r"d[. ]{1,2}v[. ]{1,2}s\b\.?",
    "p.g.a.": r"p[. ]{1,2}g[. ]{1,2}a\b\.?",
    "fr.o.m.": r"fr[. ]{1,2}o[. ]{1,2}m\b\.?",
    "t.o.m.": r"t[. ]{1,2}o[. ]{1,2}m\b\.?",
    "o.s.v.": r"o[. ]{1,2}s[. ]{1,2}v\b\.?",
    "s.k.": r"s[. ]{1,2}k\b\.?",
}


_ABBREVIATIONS = (
    *(
        Pattern(
            rule=ABBREVIATIONS,
            says="an abbreviation is written in an unusual form",
            spelt=re.compile(rf"(?<![\w.&]){spelt}(?![\w])", re.IGNORECASE),
            better=right,
            languages=("sv",),
            hint="better still in full",
            unless=lambda match: " " not in match[0] and match[0].endswith("."),
        )
        for right, spelt in _IN_FULL.items()
    ),
    Pattern(
        rule=ABBREVIATIONS,
        says="a word that lost its middle has a point as if it had lost its end",
        spelt=re.compile(r"(?<![\w.])(ca|nr|Ca|Nr|sthlm)\.(?=[ \u00a0][a-zåäö\d])"),
        better=r"\1",
        languages=("sv",),
    ),
    Pattern(
        rule=ABBREVIATIONS,
        says="an abbreviation has only one of its points",
        spelt=re.compile(r"(?<![\w.])(?:(e)\.?(g)|(i)\.(e))(?=[ \u00a0,])"),
        better="",
        languages=("en",),
        hint="write e.g. and i.e., or better 'for example' and 'that is'",
    ),
)
PATTERNS = (*_SWEDISH_NUMBERS, *_ENGLISH_NUMBERS, *_ALL_NUMBERS, *_ABBREVIATIONS)
