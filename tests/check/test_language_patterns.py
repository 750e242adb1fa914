"""Every way of writing that is wrong: one example where it is found, with its place, and one like it that is right."""

import pytest

from publish.check.language import blanks, dashes, dates, numbers, quotation, signs
from publish.check.language.slips import Pattern
from publish.problems import Place
from tests.check.test_language import found

PATTERNS = [pattern for module in (quotation, dashes, blanks, signs, dates, numbers) for pattern in module.PATTERNS]
N = "\u00a0"

# What is said, the language, the text with ¦ before the spot, and a text like it that is right.
EXAMPLES = [
    ("English quotation marks stand in Swedish text", "sv", "Vi ¦“ses” här.", "Vi ”ses” här."),
    ("English quotation marks stand in Swedish text", "sv", "Vi ¦‘ses’ här.", "Vi ’ses’ här."),
    ("quotation marks of another language stand here", "sv", "Vi ¦„ses“ här.", "Vi »ses» här."),
    ("quotation marks of another language stand here", "en", "We ¦«meet» here.", "We “meet” here."),
    ("a quotation opens with the mark that closes one in English", "en", "We ¦”meet” here.", "“We” (“meet”) here."),
    ("an accent stands in place of an apostrophe", "en", "So ¦it´s here.", "So it’s here, in a café."),
    ("an apostrophe at the beginning of a word was taken for a quotation mark", "en", "In the ¦'90s.", "In ‘a’ 90s."),
    ("quotation marks stand for feet and inches", "en", "He is ¦5' 10\" tall.", "He is 5′ 10″ tall."),
    ("a hyphen stands between years", "sv", "Åren ¦2019-21 då.", "Åren 2019–21, 2019/20 och 2021-03."),
    ("a hyphen stands between times", "sv", f"Kl.{N}¦08.30-10.00 då.", f"Kl.{N}08.30–10.00 och ISO 10.00-1."),
    ("a hyphen stands between numbers", "en", "For ¦5-10 days.", "For 5–10 days, 24-7, a 10-5 score or 08-12 34 56."),
    ("blanks stand around the dash between times or years", "sv", "Åren ¦2019 - 2021.", "Från 2019 – 3 av 10 år."),
    ("a hyphen stands for a minus", "sv", "Det är ¦-5 grader.", "Det är −5 grader, −5 % och -5."),
    ("two hyphens stand for a dash", "sv", "Det ¦är--ja.", "Det är -- ja."),
    ("a hyphen stands for a dash, with a blank on one side", "sv", "Det ¦är- ja.", "Det är in- eller utrikes."),
    (
        "a hyphen stands for a dash, with a blank on one side",
        "en",
        "It ¦is -really.",
        "It is -ly and pre- or post-war.",
    ),
    ("a dash has a blank on one side alone", "sv", "Det ¦är –ja.", "Det är – ja. Linjen Ort–Stad."),
    ("the long dash of English stands in Swedish text", "sv", "Det ¦är—ja.", "Det är – ja."),
    ("a line may end between an abbreviation and its number", "sv", "Se ¦s. 4 där.", f"Se s.{N}4 där, kl. är inte 4."),
    (
        "a line may end between an abbreviation and its number",
        "en",
        "See ¦pp. 4–5.",
        f"See pp.{N}4–5. He said no. 5 did.",
    ),
    ("a line may end between a number and its unit", "sv", "Det är ¦5 MSEK nu.", f"Det är 5{N}MSEK, 5 m och plan 5 A."),
    (
        "a line may end between initials and a name",
        "en",
        "So ¦J. K. Berg did.",
        f"So J.{N}K.{N}Berg did, with plan B. Then C.",
    ),
    ("two blanks stand between words", "sv", "Det ¦är  ja.", "Det är ja."),
    ("a blank stands before a mark", "sv", "Det ¦är , ja.", "Det är, ja :) … och .example."),
    ("a blank is missing after a full stop", "sv", "Det ¦är.Ja är det.", "Det är. Ja är det på chamber.se/Nytt."),
    ("a blank is missing after a mark", "sv", "Det ¦är,ja.", "Det är, ja, 3,5 och a,b."),
    ("a blank stands inside brackets", "sv", "Det ¦( är) ja.", "Det (är) ja :( nu."),
    ("a mark stands more than once", "sv", "¦Ja!! Nu.", "Ja! Nu?! Ja …"),
    ("two points stand here, or more than three", "sv", "Det ¦är.. ja.", "Det är... ja."),
    ("dots with blanks between them stand for …", "sv", "Det är¦. . . ja.", "Det är … ja."),
    ("the letter x stands for a multiplication sign", "sv", "Det är ¦3 x 4 nu.", "Det är 3 × 4, x 4 och 0x1f."),
    ("a figure stands for a raised one", "sv", "Det är ¦240 m2 stort.", "Det är 240 m² stort, enligt m2 och A4."),
    ("another sign stands for the degree sign", "sv", "Det är ¦20 ºC nu.", "Det är 20 °C nu."),
    ("letters in brackets stand for a sign", "en", "It is ¦(c) 2021 ours.", "It is © 2021 (c) or (R)."),
    ("an arrow or comparison is made up of other signs", "sv", "Det ¦-> ja.", "Det → ja."),
    ("a month has a capital in Swedish", "sv", "Den ¦30 Mars.", "Den 30 mars. Mars är en planet."),
    ("a day or month has a capital in Swedish", "sv", "Det är ¦på Måndag.", "Det är på måndag, i Mars Factory."),
    ("a date is written as in English", "sv", "Den ¦March 30, 2021.", "Den 30 mars 2021."),
    ("a date is written as in English", "sv", "Den ¦30th March då.", "Den 30 mars då."),
    ("a time is written as in English", "sv", "Det är ¦8:30 pm nu.", "Det är 8:30 nu."),
    ("a month has a small letter in English", "en", "On ¦30 june then.", "On 30 June then; 10 may be enough."),
    ("a day has a small letter in English", "en", "On ¦mondays then.", "On Mondays then."),
    ("a date is written as in Swedish", "en", "On ¦30 mars then.", "On 30 April then."),
    ("a date is written as in Swedish", "en", "On ¦30/3 2021 then.", "On 30 March 2021, 1/2 of it."),
    ("a time is written as in Swedish", "en", f"At ¦kl.{N}8 then.", "At 8 then."),
    ("a time after noon is counted to 24 and has pm too", "en", "At ¦13.30 pm then.", "At 1.30 pm then."),
    ("a date in figures can be read in two ways", "en", "On ¦03/04/2021 then.", "On 2021-04-03 then."),
    ("a date in figures is not in a form of this language", "sv", "Den ¦2021.03.30 då.", "Den 2021-03-30 då, 3.5.1."),
    ("a date in figures is not in a form of this language", "sv", "Den ¦30/3/2021 då.", "Den 30/3 då."),
    (
        "a decimal point stands in Swedish text",
        "sv",
        "Det är ¦3.5 % nu.",
        f"Det är 3,5 % nu, kl.{N}3.5 och i version 3.5.",
    ),
    ("commas or points divide a large number in Swedish text", "sv", "Det är ¦1,200,000 nu.", "Det är 1 200 000 nu."),
    ("commas or points divide a large number in Swedish text", "sv", "Det är ¦1.250 kronor.", "Det är 1,250 nu."),
    ("no blank stands before the percent sign in Swedish", "sv", "Det är ¦40% nu.", "Det är 40 % nu, 40%-igt."),
    ("a currency sign stands before the number in Swedish", "sv", "Det är ¦€5 nu.", "Det är 5 € nu."),
    ("an ordinal is written as in English", "sv", "Den ¦4th nu.", "Den 4:e nu, 4 th."),
    ("a decimal comma stands in English text", "en", "It is ¦3,5 km now.", "It is 3,500 km now, 3.5 km."),
    ("points divide a large number in English text", "en", "It is ¦1.200.000 now.", "It is 1,200,000 now."),
    ("a blank stands before the percent sign in English", "en", "It is ¦40 % now.", "It is 40% now."),
    ("a currency sign stands after the number in English", "en", "It is ¦5 € now.", "It is €5 now."),
    ("an ordinal is written as in Swedish", "en", "The ¦4:e now.", "The 4th now, 4:30."),
    ("no blank stands between a number and its unit", "en", "It is ¦5km now.", "It is 5 km now, on the 5m."),
    ("a large number is not divided", "sv", "Det är ¦12000 kr nu.", "Det är 1200 kr nu, 12 000 kr, kod 12000."),
    ("an abbreviation is written in an unusual form", "sv", "Det är ¦t ex nu.", f"Det är t.ex. nu, t{N}ex."),
    ("an abbreviation is written in an unusual form", "sv", "Det är ¦bl.a alla.", "Det är bl.a. alla."),
    ("a word that lost its middle has a point as if it had lost its end", "sv", "Det är ¦ca. 5 nu.", "Det är ca 5 nu."),
    ("an abbreviation has only one of its points", "en", "It is, ¦eg this.", "It is, e.g. this."),
]


@pytest.mark.parametrize(("says", "tongue", "marked", "right"), EXAMPLES)
def test_a_wrong_way_of_writing_is_found_at_its_place(says: str, tongue: str, marked: str, right: str) -> None:
    (finding,) = found(marked.replace("¦", ""), tongue)

    assert finding.message.partition(":")[0] == says
    assert finding.place == Place("sv.md", 4, marked.index("¦") + 1)


@pytest.mark.parametrize(("says", "tongue", "marked", "right"), EXAMPLES)
def test_what_is_like_it_and_right_stays_without_a_word(says: str, tongue: str, marked: str, right: str) -> None:
    assert found(right, tongue) == ()


def test_every_way_of_writing_has_its_example() -> None:
    assert {pattern.says for pattern in PATTERNS} == {says for says, *_ in EXAMPLES}


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.says)
def test_every_finding_says_what_is_right_or_what_to_do(pattern: Pattern) -> None:
    assert pattern.better or pattern.hint
