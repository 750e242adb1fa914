"""Lists of words: the small ones that tell a language, those that end in a point, those that may stand twice."""

_ENGLISH = """
the of and to with that this these those which have has been their they you your our from by its not but will would
could should what who how when where about into than there be as is are was were we it he she his at if because why
every each only other more most whose does do did in on for can an a so any some such also both before while my me
him them us between through during without within out up down needs going make made take
"""
_SWEDISH = """
och att det som för på är av med den har inte ett en vi kan från ska sig så också efter eller när vid men till om de i
du ni jag hur vad var vilka vilken där här genom mot under över mellan utan alla mer blir bli vara varit hade skulle
måste denna detta dessa deras vår våra vårt er sin sitt sina man än nu bara redan
"""
_IN_BOTH = """
for so can is as at by he her an a under over man mot den be do all in not it from
"""
"""Words that the other language spells as one of its own."""
SMALL = {"en": frozenset(_ENGLISH.split()), "sv": frozenset(_SWEDISH.split())}
"""The words that every sentence is held together by."""
TELLING = {language: words - (SMALL["en"] & SMALL["sv"]) - set(_IN_BOTH.split()) for language, words in SMALL.items()}
"""Those of them that only one of the two languages has."""

LOANS = frozenset(
    (
        "state of the art",
        "work in progress",
        "proof of concept",
        "point of view",
        "point of no return",
        "business to business",
        "up to date",
        "one of a kind",
        "word of mouth",
        "last but not least",
        "best of both worlds",
    )
)
"""English that Swedish uses as its own."""

_ABBREVIATED = """
t.ex bl.a m.m m.fl d.v.s dvs o.d o.dyl s.k p.g.a pga f.d t.o.m fr.o.m e.d m.a.o jfr ang avd bil dir enl etc exkl exp
f.n f.ö följ fig forts förf inkl i.st.f prop mkr mnkr mdkr tkr kap kl kr max mdr milj min moms nr obs osv p.s resp s
sid sthlm st tel tfn tr uppl utg vard vol åtm ö.h äv ex cirka ca obl dr prof red stf
e.g i.e mr mrs ms gen rev hon jr sr no nos p pp ch sec vs viz cf al approx dept est ed eds inc ltd co corp
jan feb mar apr jun jul aug sep sept oct okt nov dec mon tue tues wed thu thurs fri sat sun a.m p.m
"""
ABBREVIATED = frozenset(_ABBREVIATED.split())
"""What a point may stand behind without ending a sentence."""

_SWEDISH_TWICE = """
det så ja nej på i av för ha hej nu där här mycket många den de som att bla osv etc
"""
_ENGLISH_TWICE = """
that had very so no yes many is bye there now in on blah etc
"""
TWICE = {"sv": frozenset(_SWEDISH_TWICE.split()), "en": frozenset(_ENGLISH_TWICE.split())}
"""Words that may stand twice in a row."""
