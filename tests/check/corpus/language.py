"""Faults that a proof-reader would mark. All of them stand in the text itself."""

import tempfile
from pathlib import Path

from publish.check import Options
from tests.check.corpus import TODAY, Case, Edit

_CACHE = tempfile.TemporaryDirectory(prefix="publish-spelling-")
"""Spelling is looked up only where there is a place to remember it."""
_SPELLING = Options(TODAY, cache=Path(_CACHE.name))


def _sv(name: str, code: str, old: str, new: str, *, options: Options | None = None) -> Case:
    return Case(name, code, (Edit("sv.md", old, new),), options=options or Options(TODAY))


def _en(name: str, code: str, old: str, new: str, *, options: Options | None = None) -> Case:
    return Case(name, code, (Edit("en.md", old, new),), language="en", options=options or Options(TODAY))


_LONG = (
    "Frågorna är för stora för att någon ska kunna svara på dem ensam, eftersom de kräver ett nära och förtroendefullt "
    "arbete mellan aktörer som ser staden från olika håll, näringslivet och våra medlemsföretag, politiken, akademin "
    "och civilsamhället, som vi nu bjuder in inte som publik utan som aktiva deltagare."
)
_SPACED = "Frågorna är för stora för att någon ska kunna svara på dem ensam."

CASES = (
    # -- typography -------------------------------------------------------------------------
    _sv("English quotation marks pasted into Swedish", "C601", "Det räcker inte.", "“Det räcker” inte."),
    _sv("German quotation marks pasted into Swedish", "C601", "Det räcker inte.", "„Det räcker” inte."),
    _sv("guillemets turned inwards", "C601", "Det räcker inte.", "«Det räcker» inte."),
    _en("a quotation that opens with the closing mark", "C601", "That is not enough.", "”That” is not enough."),
    _en("an accent for an apostrophe", "C601", "given answer.", "given answer. It´s open."),
    _en("a decade whose apostrophe was taken for a quotation mark", "C601", "given answer.", "answer since the '90s."),
    _sv("a hyphen between years", "C602", "Arbetet är samlat", "Arbetet 2019-2021 är samlat"),
    _sv("a hyphen between times, in a block", "C602", "Vill ni delta?", "Vill ni delta 08.30-10.00?"),
    _sv("a hyphen between numbers", "C602", "Hittills har 17 företag", "Hittills har 15-17 företag"),
    _en("a hyphen between numbers in English", "C602", "So far, 17 companies", "So far, 15-17 companies"),
    _sv("blanks around the dash between years", "C602", "Arbetet är samlat", "Arbetet 2019 – 2021 är samlat"),
    _sv("a hyphen for a minus", "C602", "- value: 80 %", "- value: -80 %"),
    _sv("two hyphens for a dash", "C602", "Det räcker inte.", "Det räcker--inte."),
    _sv("a hyphen with a blank on one side", "C602", "bjuder vi in, inte", "bjuder vi in- alltid, inte"),
    _sv("a long dash in Swedish", "C602", "bjuder vi in, inte", "bjuder vi in — inte"),
    _sv("an hour that may leave its abbreviation", "C603", "Därför börjar vi där", "Därför börjar vi kl. 10 där"),
    _en("a page number that may leave its abbreviation", "C603", "given answer.", "given answer (see p. 4)."),
    _sv("a sum that may leave its unit", "C603", "Det räcker inte.", "Det räcker inte med 5 MSEK."),
    _sv("initials that may leave the name", "C603", "Det räcker inte.", "Det räcker inte, sade J. K. Berg."),
    _sv("two blanks between words", "C604", "Det räcker inte.", "Det räcker  inte."),
    _sv("a blank before a comma", "C604", "Vill ni delta?", "Vill ni , som läser, delta?"),
    _en("a blank before a question mark", "C604", "What will city life look like in the future?", "What is next ?"),
    _sv("a full stop without a blank", "C604", "Det räcker inte. Huvudstaden", "Det räcker inte.Huvudstaden"),
    _sv("a comma without a blank", "C604", "tillväxt och kreativitet", "tillväxt,lust och kreativitet"),
    _sv("a blank inside brackets", "C604", "Det räcker inte.", "Det räcker ( ännu ) inte."),
    _sv("two exclamation marks", "C605", "Vill ni delta?", "Vill ni delta!!"),
    _sv("four dots", "C605", "Det räcker inte.", "Det räcker inte...."),
    _sv("the letter x for a multiplication sign", "C606", "Det räcker inte.", "Det räcker inte med 10 x 20 meter."),
    _sv("a figure for a raised one", "C606", "Det räcker inte.", "Det räcker inte med 240 m2."),
    _en("letters for a copyright sign", "C606", "given answer.", "given answer (c) 2021."),
    # -- dates, times and numbers -----------------------------------------------------------
    _sv("an English date in Swedish", "C607", "Det räcker inte.", "Det räcker inte, sades March 30, 2021."),
    _sv("a month with a capital in Swedish", "C607", "Det räcker inte.", "Det räcker inte den 30 Mars."),
    _sv("a weekday with a capital in Swedish", "C607", "Det räcker inte.", "Det räcker inte på Måndag."),
    _sv("a time with pm in Swedish", "C607", "Det räcker inte.", "Det räcker inte 8:30 PM."),
    _sv("a date that can be read in two ways", "C607", "Det räcker inte.", "Det räcker inte 03/04/2021."),
    _sv("a date with full stops", "C607", "Det räcker inte.", "Det räcker inte 2021.03.30."),
    _en("a Swedish date in English", "C607", "That is not enough.", "That is not enough by 30 mars."),
    _en("a month with a small letter in English", "C607", "That is not enough.", "That is not enough by 30 june."),
    _en("a weekday with a small letter in English", "C607", "That is not enough.", "That is not enough on monday."),
    _sv("a weekday that is another day's", "C611", "Det räcker inte.", "Det räcker inte till tisdag 31 mars 2021."),
    _en("a day that June does not have", "C611", "That is not enough.", "That is not enough on 31 June."),
    _sv("a decimal point in Swedish", "C608", "- value: 40 %", "- value: 40.5 %"),
    _sv("commas in a large Swedish number", "C608", "Det räcker inte.", "Det räcker inte med 1,200,000 kronor."),
    _sv("no blank before the percent sign", "C608", "- value: 40 %", "- value: 40%"),
    _sv("a currency sign before the number", "C608", "Det räcker inte.", "Det räcker inte med €5."),
    _sv("no blank before a unit", "C608", "Det räcker inte.", "Det räcker inte med 5kr."),
    _sv("a large number that is not divided", "C608", "Hittills har 17 företag", "Hittills har 17000 företag"),
    _en("a decimal comma in English", "C608", "- value: 40%", "- value: 40,5%"),
    _en("a blank before the percent sign in English", "C608", "- value: 40%", "- value: 40 %"),
    _en("a Swedish ordinal in English", "C608", "given answer.", "given answer, the 1:a."),
    _sv("an abbreviation with blanks", "C609", "Det räcker inte.", "Det räcker inte med t ex mod."),
    _sv("a point after ca", "C609", "Hittills har 17 företag", "Hittills har ca. 17 företag"),
    _en("an abbreviation without its points", "C609", "given answer.", "given answer, eg not this."),
    # -- spelling ---------------------------------------------------------------------------
    _sv("a misspelt word in a paragraph", "C610", "aktiva deltagare", "aktiva delltagare", options=_SPELLING),
    _sv("a misspelt word in a block", "C610", "Anmäl ert intresse", "Anmäl ert intreese", options=_SPELLING),
    _sv(
        "a misspelt word at the beginning",
        "C610",
        "Politik, näringsliv och",
        "Pollitik, näringsliv och",
        options=_SPELLING,
    ),
    _en("a misspelt word in English", "C610", "active participants", "active particpants", options=_SPELLING),
    # -- language of parts ------------------------------------------------------------------
    _sv(
        "unmarked English in a paragraph", "C620", "Det räcker inte.", "It is not enough for the city. Det räcker inte."
    ),
    _sv(
        "an unmarked English quotation",
        "C620",
        "Receptet mot nedgång och stagnation är nytänkande, mod och partnerskap.",
        "The recipe against decline and stagnation is new thinking, courage and partnership.",
    ),
    _en("unmarked Swedish in a paragraph", "C620", "That is not enough.", "Det är inte nog för staden. That is all."),
    # -- style ------------------------------------------------------------------------------
    _sv("a sentence of more than forty words", "C630", "på dem ensam.", f"{_LONG} De kräver ett nära och"),
    _en("a paragraph of more than 150 words", "C631", "There is no time to lose. ", "There is no time to lose. " * 21),
    _sv("a word that stands twice", "C632", "Det räcker inte.", "Det räcker inte inte."),
    _en("a word that stands twice in a block", "C632", "Register your interest", "Register your your interest"),
    _sv("a bracket without its other half", "C633", "Det räcker inte.", "Det (räcker inte."),
    _sv("a quotation that never closes", "C633", "Det räcker inte.", 'Det "räcker inte.'),
    _en("a bracket that never opened", "C633", "That is not enough.", "That is not] enough."),
    _sv(
        "a paragraph without a full stop",
        "C634",
        "Ett partnerskap kan ingen bilda ensam.\nDärför börjar vi där, med de företag som redan har gått med och med dem som vi hoppas ska följa efter.",
        "Ett partnerskap kan ingen bilda ensam",
    ),
    _sv("a heading with a full stop", "C635", "## Var med", "## Var med."),
    _en("a title of a block with a full stop", "C635", "- title: The smart city", "- title: The smart city."),
    _sv("capitals", "C636", "Det räcker inte.", "DET RÄCKER INTE ALLS."),
    _sv("lorem ipsum", "C637", "Det räcker inte.", "Lorem ipsum."),
    _en("a place that was to be filled", "C637", "label: Register your interest", "label: Text here"),
)
