"""Typography: quotation marks, dashes, blanks and signs, where the typesetting of `markdown` cannot put them right."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern
from publish.check.language.texts import Form

_SWEDISH = "Svenska skrivregler (Språkrådet)"
_ENGLISH = "New Hart’s Rules (Oxford)"
_COSMETIC = Severity.COSMETIC

QUOTES = Rule(
    "C601",
    _COSMETIC,
    "Quotation marks and apostrophes are those of the text's language",
    "Swedish opens and closes a quotation with ”, English opens with “ and closes with ”. Marks of another language "
    "often come along with pasted text and look like a mistake. Type straight ones: they are set as the language "
    "asks. Only marks that were typed curled stay as they are.",
    clauses=(f"{_SWEDISH}: citattecken", f"{_ENGLISH}: punctuation"),
)
DASHES = Rule(
    "C602",
    _COSMETIC,
    "A dash is a dash, a hyphen a hyphen and a minus a minus",
    "A hyphen joins the parts of a word. Between numbers that mean from–to, and around a remark, stands a dash. "
    "A hyphen with blanks on both sides is set as a dash by itself; what is found here has to be typed.",
    clauses=(f"{_SWEDISH}: tankstreck, bindestreck", f"{_ENGLISH}: hyphens and dashes"),
)
TIES = Rule(
    "C603",
    _COSMETIC,
    "What belongs together stays on one line",
    "A line may end at any blank. If it ends between 'kl.' and '10', or between initials and a name, readers stumble. "
    "Numbers with common units, days with their month and § are tied by themselves; the others need a no-break space.",
    clauses=(f"{_SWEDISH}: fast mellanslag", f"{_ENGLISH}: word and line breaks"),
)
SPACES = Rule(
    "C604",
    _COSMETIC,
    "Blanks stand after a mark, once, and not before it",
    "A blank before a comma or a full stop can bring the mark to the next line; a missing one glues two sentences "
    "together, and a screen reader reads them as one word. Two blanks come from typing on a machine or from pasting.",
    clauses=(f"{_SWEDISH}: mellanslag vid skiljetecken", f"{_ENGLISH}: punctuation"),
)
MARKS = Rule(
    "C605",
    _COSMETIC,
    "A mark stands once",
    "Two exclamation marks say no more than one, and screen readers speak or skip them as they like. Spam filters "
    "count them. Three dots are one sign, …, and are set so when there are exactly three.",
    clauses=(f"{_SWEDISH}: skiljetecken", f"{_ENGLISH}: punctuation"),
)
SIGNS = Rule(
    "C606",
    _COSMETIC,
    "Signs are typed as signs, not made up of letters",
    "A screen reader says “m two” for m2 and “x” for a multiplication. Type ×, m², ° and © themselves: copy them "
    "from here or from the character picker of the system.",
    clauses=("ISO 80000-1:2022, 7", f"{_SWEDISH}: tecken"),
)
RULES = (QUOTES, DASHES, TIES, SPACES, MARKS, SIGNS)

_STRAIGHT = "type straight marks, \" and ', which are set as the language asks"
_DASH = "type –: Alt+0150 in Windows, ⌥- on a Mac"
_TIE = "type a no-break space: Alt+0160 in Windows, ⌥ and the space bar on a Mac"
_B = "[ \u00a0]"
_LETTER = r"[^\W\d_]"
_UNITS = r"(?:%|‰|kr|SEK|EUR|mkr|Mkr|mdkr|°C|km|m|kg|ton|år|dagar|veckor|månader|timmar|minuter|procent|personer|miljoner|miljarder|years|days|weeks|months|hours|minutes|per cent|people|million|billion)"
_SUSPENDED = (
    r"(?:och|eller|samt|respektive|resp|men|utan|inte|till|som|plus|and|or|to|nor|but|as|versus|och/eller|and/or|&)"
)
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_YEAR = r"(?:1[5-9]|20)\d\d"


def _no_range(match: re.Match[str]) -> bool:
    """Whether two numbers with a hyphen between them are a name, a result or a code rather than from–to."""
    first, second = int(match[1]), int(match[2])
    return first >= second or match[0] in {"7-11", "9-11", "4-5-1", "24-25"} or "0" in (match[1][0], match[2][0])


def _no_years(match: re.Match[str]) -> bool:
    """Whether it may be a month: 2021-03."""
    first, second = match[1], match[2]
    whole = int(second) if len(second) == 4 else int(first[:2] + second)
    return whole <= int(first) or (len(second) == 2 and int(second) <= 12)


_PATTERNS_OF_QUOTES = (
    Pattern(
        rule=QUOTES,
        says="English quotation marks stand in Swedish text",
        spelt=re.compile(rf"[“‘](?:{_LETTER}|\d)[^“”‘’\n]{{0,40}}"),
        better="",
        languages=("sv",),
        hint=_STRAIGHT,
    ),
    Pattern(
        rule=QUOTES,
        says="quotation marks of another language stand here",
        spelt=re.compile(r"[„‚«][^„“”«»\n]{0,40}[“”»]?"),
        better="",
        hint=_STRAIGHT,
    ),
    Pattern(
        rule=QUOTES,
        says="a quotation opens with the mark that closes one in English",
        spelt=re.compile(rf"(?<![^\s(\[–—])”(?:{_LETTER}|\d)[^“”\n]{{0,40}}"),
        better="",
        languages=("en",),
        hint=_STRAIGHT,
    ),
    Pattern(
        rule=QUOTES,
        says="an accent stands in place of an apostrophe",
        spelt=re.compile(rf"({_LETTER}{{1,40}})[´`′]({_LETTER}{{1,40}})"),
        better=r"\1’\2",
    ),
    Pattern(
        rule=QUOTES,
        says="an apostrophe at the beginning of a word was taken for a quotation mark",
        spelt=re.compile(r"‘(\d0s|tis|twas|til|em|cause)\b"),
        better=r"’\1",
        languages=("en",),
        hint="type the apostrophe itself: ’",
    ),
    Pattern(
        rule=QUOTES,
        says="quotation marks stand for feet and inches",
        spelt=re.compile(rf"(?<!\d)(\d{{1,3}})[’']{_B}?(\d{{1,2}})[”\"]"),
        better=r"\1′ \2″",
    ),
)
_PATTERNS_OF_DASHES = (
    Pattern(
        rule=DASHES,
        says="a hyphen stands between years",
        spelt=re.compile(rf"(?<![\w/.-])({_YEAR})-({_YEAR}|\d\d)(?![\w/-])(?!\.\d)"),
        better=r"\1–\2",
        hint=_DASH,
        unless=_no_years,
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands between times",
        spelt=re.compile(rf"(?<![\w/.:-])({_TIME})-({_TIME})(?![\w/-])"),
        better=r"\1–\2",
        hint=_DASH,
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands between numbers",
        spelt=re.compile(rf"(?<![\w/.:,+–-])(?<!\d{_B})(\d{{1,3}})-(\d{{1,3}})(?![\w/:-])(?![.,]\d)(?!{_B}\d)"),
        better=r"\1–\2",
        hint=f"{_DASH}; a hyphen is right if they do not mean from–to",
        unless=_no_range,
    ),
    Pattern(
        rule=DASHES,
        says="blanks stand around the dash between times or years",
        spelt=re.compile(rf"(?<![\w.:/-])(?:({_TIME}){_B}[–-]{_B}({_TIME})|({_YEAR}){_B}[–-]{_B}({_YEAR}))(?![\w:/-])"),
        better="",
        hint="write it without blanks, like 08.30–10.00",
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands for a minus",
        spelt=re.compile(
            rf"(?<![^\s(]) ?-(\d{{1,6}}(?:[.,]\d{{1,3}})?{_B}?(?:%|‰|°|grader|degrees|procent|per cent)|\d+[.,]\d+$)"
        ),
        better=r"−\1",
        hint="type −, or copy it from here",
    ),
    Pattern(
        rule=DASHES,
        says="two hyphens stand for a dash",
        spelt=re.compile(rf"({_LETTER}{{1,40}})--({_LETTER}{{1,40}})"),
        better="",
        hint="write a blank, a hyphen and a blank: it is set as a dash",
    ),
    Pattern(
        rule=DASHES,
        says="a hyphen stands for a dash, with a blank on one side",
        spelt=re.compile(
            rf"{_LETTER}{{1,40}}(?:-{_B}(?!{_SUSPENDED}\b|-){_LETTER}{{1,40}}|{_B}-(?!{_SUSPENDED}\b){_LETTER}{{4,}})"
        ),
        better="",
        hint="write blanks on both sides: it is set as a dash; or none, if it joins two words",
    ),
    Pattern(
        rule=DASHES,
        says="a dash has a blank on one side alone",
        spelt=re.compile(rf"{_LETTER}{{1,40}}(?:[–—]{_B}{_LETTER}{{1,40}}|{_B}[–—]{_LETTER}{{1,40}})"),
        better="",
        hint="write blanks on both sides",
    ),
    Pattern(
        rule=DASHES,
        says="the long dash of English stands in Swedish text",
        spelt=re.compile(rf"[^\s—\ufffc]{{1,40}}{_B}?—{_B}?[^\s—\ufffc]{{1,40}}"),
        better="",
        languages=("sv",),
        hint="write a blank, a hyphen and a blank: it is set as a dash",
    ),
)
_NUMBERED = r"(?:kl\.?|nr|kap\.|bil\.|fig\.|tab\.|sid\.|s\.|st\.|avsn\.)"
_NUMBERED_EN = r"(?:[Nn]o\.|[Nn]os\.|pp?\.|[Cc]h\.|[Ff]ig\.|[Vv]ol\.|[Ss]ec\.)"
_RARER_UNITS = (
    r"(?:Mkr|MSEK|kSEK|mnkr|tkr|mdkr|mdr|mn|MEUR|TSEK|ha|hl|dl|ml|mg|ton|dB|Hz|kHz|MHz|GHz|GB|MB|TB|kV|Wh|MWh|dpi|ppm)"
)
_PATTERNS_OF_TIES = (
    Pattern(
        rule=TIES,
        says="a line may end between an abbreviation and its number",
        spelt=re.compile(rf"(?<![\w.]){_NUMBERED} \d[\d.:]*"),
        better="",
        languages=("sv",),
        hint=_TIE,
    ),
    Pattern(
        rule=TIES,
        says="a line may end between an abbreviation and its number",
        spelt=re.compile(rf"(?<![\w.]){_NUMBERED_EN} \d[\d.:]*"),
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
_PATTERNS_OF_SPACES = (
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
        spelt=re.compile(rf"\({_B}[^()\n]{{1,40}}|[^()\s\n]{{1,40}}{_B}\)"),
        better="",
        hint="delete the blank",
    ),
)
_PATTERNS_OF_MARKS = (
    Pattern(
        rule=MARKS,
        says="a mark stands more than once",
        spelt=re.compile(r"[^\W_]{1,40}([!?,;:])\1{1,40}"),
        better="",
        hint="keep one of them",
    ),
    Pattern(
        rule=MARKS,
        says="two points stand here, or more than three",
        spelt=re.compile(r"[^\W_]{1,40}(?:\.{4,40}|\.\.(?!\.)|…\.|\.…)"),
        better="",
        hint="write one full stop, or three dots, which are set as …",
    ),
    Pattern(
        rule=MARKS,
        says="dots with blanks between them stand for …",
        spelt=re.compile(r"\. \. \."),
        better="…",
    ),
)
_PATTERNS_OF_SIGNS = (
    Pattern(
        rule=SIGNS,
        says="the letter x stands for a multiplication sign",
        spelt=re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?){_B}?[xX]{_B}?(\d+(?:[.,]\d+)?)(?!\w)"),
        better=r"\1 × \2",
    ),
    Pattern(
        rule=SIGNS,
        says="a figure stands for a raised one",
        spelt=re.compile(rf"(\d{_B}?[kcdm]?m)([23])(?!\w)"),
        better="",
        hint="type ² or ³, or copy it from here",
    ),
    Pattern(
        rule=SIGNS,
        says="another sign stands for the degree sign",
        spelt=re.compile(rf"(\d+){_B}?[º˚∘]{_B}?([CF]?)(?!\w)"),
        better=r"\1 °\2",
    ),
    Pattern(
        rule=SIGNS,
        says="letters in brackets stand for a sign",
        spelt=re.compile(r"\((?:c|C)\)(?= ?(?:19|20)\d\d)|(?<=\w)\((?:r|R|tm|TM)\)"),
        better="",
        hint="type ©, ® or ™, or copy it from here",
    ),
    Pattern(
        rule=SIGNS,
        says="an arrow or comparison is made up of other signs",
        spelt=re.compile(r"(?<=[\w ])(?:->|=>|<-|<=|>=|\+/-|\+-)(?=[\w ])"),
        better="",
        hint="type →, ≤, ≥ or ±, or say it in words",
    ),
)
PATTERNS = (
    *_PATTERNS_OF_QUOTES,
    *_PATTERNS_OF_DASHES,
    *_PATTERNS_OF_TIES,
    *_PATTERNS_OF_SPACES,
    *_PATTERNS_OF_MARKS,
    *_PATTERNS_OF_SIGNS,
)
