"""
Which of veraPDF's rules are asked here too.

veraPDF is the reference checker of PDF/UA and PDF/A, and numbers its rules by clause and test, like `7.1-3`. The two
tables here say by the codes of our rules (E5xx are those that run before a file is written, C4xx those of this
family) which of veraPDF's they ask: `FULL`, as strictly or more so, whoever made the file; `PART`, with blind spots
that files of our engine are not known to have, such as fonts inside tiling patterns. The tests hold every number
against veraPDF's own profiles, and our verdicts against its verdicts.
"""

from collections.abc import Mapping

TOTALS: Mapping[str, int] = {"PDF/UA-1": 106, "PDF/A-3a": 155, "PDF/A-2a": 153}
"""How many rules veraPDF has for each."""

_UA, _A = "ISO 14289-1", "ISO 19005"

FULL: Mapping[str, Mapping[str, str]] = {
    _UA: {
        "C402": "5-1 5-2",
        "E510": "6.1-1",
        "E512": "7.16-1",
        "E513": "6.2-1 7.1-4",
        "E514": "7.2-2 7.2-21 7.2-22 7.2-23 7.2-24 7.2-25 7.2-30 7.2-31 7.2-32 7.2-33 7.2-34",
        "E516": "7.1-10",
        "E517": "7.1-8",
        "E518": "7.1-9",
        "E521": "7.10-1 7.10-2 7.15-1",
        "E530": "7.1-11",
        "E531": "7.1-5 7.1-6 7.1-7",
        "E532": "7.1-12",
        "E535": "7.4.2-1",
        "E536": "7.4.4-1 7.4.4-2 7.4.4-3",
        "E537": "7.3-1 7.7-1",
        "E539": "7.9-1 7.9-2",
        "E550": "7.2-3 7.2-4 7.2-5 7.2-6 7.2-7 7.2-8 7.2-9 7.2-10 7.2-17 7.2-18 7.2-19 7.2-20 7.2-26 7.2-27 7.2-36 "
        "7.2-37 7.2-38",
        "E551": "7.2-16 7.2-28 7.2-39 7.2-40",
        "E552": "7.2-11 7.2-12 7.2-13 7.2-14",
        "E553": "7.2-15 7.2-41 7.2-42 7.2-43",
        "E560": "7.1-3",
        "E561": "7.1-1 7.1-2",
        "E568": "7.20-1",
        "E580": "7.18.1-1 7.18.1-3 7.18.2-1 7.18.4-1 7.18.8-1",
        "E582": "7.18.1-2 7.18.5-2",
        "E583": "7.18.5-1",
        "E585": "7.18.3-1",
    },
    _A: {
        "C402": "6.6.4-1 6.6.4-2 6.6.4-3",
        "E510": "6.1.2-1 6.1.2-2",
        "E511": "6.1.3-3",
        "E512": "6.1.3-2",
        "E513": "6.7.2.2-1",
        "E517": "6.6.2.1-1",
        "E520": "6.2.4.3-2 6.2.4.3-4 6.2.10-2",
        "E521": "6.1.12-1 6.1.12-2 6.4.1-2 6.4.1-3 6.4.2-1 6.4.2-2 6.4.3-1 6.4.3-2 6.4.3-3 6.5.2-1 6.5.2-2 6.9-1 6.9-2 "
        "6.9-3 6.9-4 6.10-1 6.10-2 6.11-1",
        "E522": "6.1.7.1-3 6.1.7.2-1",
        "E530": "6.7.3.3-1",
        "E531": "6.7.3.4-1 6.7.3.4-2 6.7.3.4-3",
        "E567": "6.2.8-1 6.2.8-2 6.2.8-4",
        "E568": "6.2.9-1 6.2.9-2 6.2.9-3",
        "E580": "6.3.1-1 6.3.3-1 6.3.3-3 6.4.1-1",
        "E581": "6.3.2-1 6.3.2-2",
        "E586": "6.3.3-2",
    },
}

PART: Mapping[str, Mapping[str, str]] = {
    _UA: {
        "E515": "7.2-29",
        "E533": "7.20-2",
        "E554": "7.5-1 7.5-2",
        "E570": "7.21.4.1-1",
        "E571": "7.21.3.1-1 7.21.3.2-1 7.21.3.3-1 7.21.3.3-2 7.21.3.3-3 7.21.4.2-1 7.21.6-1 7.21.6-2 7.21.6-3 7.21.6-4",
        "E572": "7.21.7-1 7.21.7-2",
        "E574": "7.21.4.1-2 7.21.8-1",
        "E575": "7.21.5-1",
        "E577": "7.21.4.2-2",
        "E587": "7.18.6.2-1 7.18.6.2-2",
        "E590": "7.11-1",
    },
    _A: {
        "C401": "6.8-5",
        "E512": "6.1.3-1",
        "E515": "6.7.4-1",
        "E517": "6.6.2.1-4",
        "E520": "6.2.3-1",
        "E521": "6.5.1-1",
        "E523": "6.1.13-11",
        "E563": "6.2.2-2",
        "E564": "6.1.13-8",
        "E565": "6.2.6-1",
        "E566": "6.2.4.3-3",
        "E567": "6.2.8-3",
        "E569": "6.2.5-1 6.2.5-2 6.2.5-3 6.2.10-1",
        "E570": "6.2.11.4.1-1",
        "E571": "6.2.11.2-2 6.2.11.2-4 6.2.11.2-5 6.2.11.2-6 6.2.11.3.1-1 6.2.11.3.2-1 6.2.11.3.3-1 6.2.11.3.3-2 "
        "6.2.11.3.3-3 6.2.11.4.2-1 6.2.11.6-1 6.2.11.6-2 6.2.11.6-3 6.2.11.6-4 6.1.13-10",
        "E572": "6.2.11.7.2-1 6.2.11.7.2-2",
        "E573": "6.2.11.7.3-1",
        "E574": "6.2.11.4.1-2 6.2.11.8-1",
        "E575": "6.2.11.5-1",
        "E576": "6.1.8-1",
        "E577": "6.2.11.4.2-2",
        "E586": "6.3.3-4",
        "E587": "6.5.1-1",
        "E590": "6.8-2",
        "E591": "6.8-1",
        "E592": "6.8-3 6.8-4",
    },
}

_ONLY_IN = {"6.8-1": "PDF/A-3a", "6.8-3": "PDF/A-3a", "6.8-4": "PDF/A-3a", "6.8-5": "PDF/A-2a"}
"""What one part of PDF/A asks and the other does not."""


def rules(kind: Mapping[str, Mapping[str, str]], claim: str) -> frozenset[str]:
    """Those of veraPDF's rules for *claim* (a key of `TOTALS`) that `FULL` or `PART` names."""
    standard = _UA if claim == "PDF/UA-1" else _A
    named = (number for numbers in kind[standard].values() for number in numbers.split())
    return frozenset(number for number in named if _ONLY_IN.get(number, claim) == claim)


def coverage() -> str:
    """How many of veraPDF's rules are asked here, in one honest sentence."""
    counts = [
        f"{len(rules(FULL, claim))} of {TOTALS[claim]} rules of {claim} ({len(rules(PART, claim))} more in part)"
        for claim in TOTALS
    ]
    return f"Without veraPDF, these of its rules are asked here in full: {', '.join(counts[:-1])} and {counts[-1]}"
