"""Marks that stand more than once, and signs that are made up of letters."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern

_SWEDISH = "Svenska skrivregler (Språkrådet)"
_ENGLISH = "New Hart’s Rules (Oxford)"
MARKS = Rule(
    "C605",
    Severity.COSMETIC,
    "A mark stands once",
    "Two exclamation marks say no more than one, and screen readers speak or skip them as they like. Spam filters "
    "count them. Three dots are one sign, …, and are set so when there are exactly three.",
    clauses=(f"{_SWEDISH}: skiljetecken", f"{_ENGLISH}: punctuation"),
)
SIGNS = Rule(
    "C606",
    Severity.COSMETIC,
    "Signs are typed as signs, not made up of letters",
    "A screen reader says “m two” for m2 and “x” for a multiplication. Type ×, m², ° and © themselves: copy them "
    "from here or from the character picker of the system.",
    clauses=("ISO 80000-1:2022, 7", f"{_SWEDISH}: tecken"),
)
RULES = (MARKS, SIGNS)

_B = "[ \u00a0]"
_MARKS = (
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
_SIGNS = (
    Pattern(
        rule=SIGNS,
        says="the letter x stands for a multiplication sign",
        spelt=re.compile(
            rf"(?<![\w.,])(\d{{1,15}}(?:[.,]\d{{1,15}})?){_B}?[xX]{_B}?([1-9]\d{{0,14}}(?:[.,]\d{{1,15}})?)(?!\w)"
        ),
        better=r"\1 × \2",
    ),
    Pattern(
        rule=SIGNS,
        says="a figure stands for a raised one",
        spelt=re.compile(rf"(?<![\w.,])\d[\d\u00a0.,]{{0,15}}{_B}?[kcdm]?m[23](?!\w)"),
        better="",
        hint="type ² or ³, or copy it from here",
    ),
    Pattern(
        rule=SIGNS,
        says="another sign stands for the degree sign",
        spelt=re.compile(rf"(\d{{1,15}}){_B}?[º˚∘]{_B}?([CF]?)(?!\w)"),
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
PATTERNS = (*_MARKS, *_SIGNS)
