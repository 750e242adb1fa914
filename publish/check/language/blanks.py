"""Blanks: those that must not be a line's end, those that are too many or missing."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern
from publish.check.language.texts import Form

_SWEDISH = "Svenska skrivregler (Språkrådet)"
_ENGLISH = "New Hart’s Rules (Oxford)"
TIES = Rule(
    "C603",
    Severity.COSMETIC,
    "What belongs together stays on one line",
    "A line may end at any blank. If it ends between 'kl.' and '10', or between initials and a name, readers stumble. "
    "Numbers with common units, days with their month and § are tied by themselves; the others need a no-break space.",
    clauses=(f"{_SWEDISH}: fast mellanslag", f"{_ENGLISH}: word and line breaks"),
)
SPACES = Rule(
    "C604",
    Severity.COSMETIC,
    "Blanks stand after a mark, once, and not before it",
    "A blank before a comma or a full stop can bring the mark to the next line; a missing one glues two sentences "
    "together, and a screen reader reads them as one word. Two blanks come from typing on a machine or from pasting.",
    clauses=(f"{_SWEDISH}: mellanslag vid skiljetecken", f"{_ENGLISH}: punctuation"),
)
RULES = (TIES, SPACES)

_TIE = "type a no-break space: Alt+0160 in Windows, ⌥ and the space bar on a Mac"
_B = "[ \u00a0]"
_LETTER = r"[^\W\d_]"
_NUMBERED = r"(?:kl\.?|nr|kap\.|bil\.|fig\.|tab\.|sid\.|s\.|st\.|avsn\.)"
_NUMBERED_EN = r"(?:No\.|[Nn]os\.|pp?\.|[Cc]h\.|[Ff]ig\.|[Vv]ol\.|[Ss]ec\.)"
_RARER_UNITS = (
    r"(?:Mkr|MSEK|kSEK|mnkr|tkr|mdkr|mdr|mn|MEUR|TSEK|ha|hl|dl|ml|mg|ton|dB|Hz|kHz|MHz|GHz|GB|MB|TB|kV|Wh|MWh|dpi|ppm)"
)

_TIES = (
    Pattern(
        rule=TIES,
        says="a line may end between an abbreviation and its number",
        spelt=re.compile(rf"(?<![\w.]){_NUMBERED} \d+(?:[.:]\d+)?"),
        better="",
        languages=("sv",),
        hint=_TIE,
    ),
    Pattern(
        rule=TIES,
        says="a line may end between an abbreviation and its number",
        spelt=re.compile(rf"(?<![\w.]){_NUMBERED_EN} \d+(?:[.:]\d+)?"),
        better="",
        languages=("en",),
        hint=_TIE,
    ),
    Pattern(
        rule=TIES,
        says="a line may end between a number and its unit",
        spelt=re.compile(rf"(?<![\w.,])\d[\d\u00a0]{{0,15}}(?:[.,]\d{{1,6}})? {_RARER_UNITS}(?![\w-])"),
        better="",
        hint=_TIE,
    ),
    Pattern(
        rule=TIES,
        says="a line may end between initials and a name",
        spelt=re.compile(r"(?<![\w.])(?:[A-ZÅÄÖ]\. ?){2,3}(?<= )[A-ZÅÄÖ][a-zåäöé]+"),
        better="",
        forms=frozenset(Form),
        hint=_TIE,
    ),
)
_SPACES = (
    Pattern(
        rule=SPACES,
        says="two blanks stand between words",
        spelt=re.compile(r"[^ ]{0,30} {2,50}[^ ]{1,30}"),
        better="",
        hint="delete one of them",
    ),
    Pattern(
        rule=SPACES,
        says="a blank stands before a mark",
        spelt=re.compile(rf"([^\W_]{{1,40}}){_B}{{1,9}}([,;:!?.])(?=\s|$)"),
        better=r"\1\2",
        hint="delete the blank",
    ),
    Pattern(
        rule=SPACES,
        says="a blank is missing after a full stop",
        spelt=re.compile(r"(?<![\w.@/-])([a-zåäöéü]{2,})\.([A-ZÅÄÖ][a-zåäöéü]+|[A-ZÅÄÖ](?= ))(?![\w.@/]\w)"),
        better=r"\1. \2",
    ),
    Pattern(
        rule=SPACES,
        says="a blank is missing after a mark",
        spelt=re.compile(rf"({_LETTER}{{2,40}})([,;!?])({_LETTER}{{2,40}})"),
        better=r"\1\2 \3",
    ),
    Pattern(
        rule=SPACES,
        says="a blank stands inside brackets",
        spelt=re.compile(rf"(?<![:;])\({_B}[^()\n]{{1,40}}|[^()\s\n]{{1,40}}{_B}\)"),
        better="",
        hint="delete the blank",
    ),
)
PATTERNS = (*_TIES, *_SPACES)
