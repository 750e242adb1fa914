"""Quotation marks and apostrophes that typesetting could not put right: those that were typed curled."""

import re

from publish.check.finding import Rule, Severity
from publish.check.language.slips import Pattern

_SWEDISH = "Svenska skrivregler (Språkrådet)"
_ENGLISH = "New Hart’s Rules (Oxford)"
QUOTES = Rule(
    "C601",
    Severity.COSMETIC,
    "Quotation marks and apostrophes are those of the text's language",
    "Swedish opens and closes a quotation with ”, English opens with “ and closes with ”. Marks of another language "
    "often come along with pasted text and look like a mistake. Type straight ones: they are set as the language "
    "asks. Only marks that were typed curled stay as they are.",
    clauses=(f"{_SWEDISH}: citattecken", f"{_ENGLISH}: punctuation"),
)
RULES = (QUOTES,)

_STRAIGHT = "type straight marks, \" and ', which are set as the language asks"
_B = "[ \u00a0]"
_LETTER = r"[^\W\d_]"
PATTERNS = (
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
