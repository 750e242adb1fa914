"""What is asked of an edition's outputs and translations. Codes are never given to another rule."""

from publish.check.finding import Rule, Severity

_BREAKS, _DEGRADES, _COSMETIC = Severity.BREAKS, Severity.DEGRADES, Severity.COSMETIC

TEXT = Rule(
    "C501",
    _BREAKS,
    "Every text of the edition stands in every output",
    "Readers of one output would miss what readers of the others are told. A template has forgotten a field or a "
    "kind of block, cuts a text short, hides it or writes it otherwise. Add it to the template of that format; the "
    "finding names the line of the text that is lost.",
)
ALT = Rule(
    "C502",
    _BREAKS,
    "Every text alternative of the edition stands in every output",
    "Whoever does not see the picture is told nothing of it: blind readers, and all whose mail program holds "
    "pictures back. The template must show the picture with the text alternative that the edition gives it.",
    criteria=("1.1.1",),
)
LINK = Rule(
    "C503",
    _BREAKS,
    "Every link of the edition is in every output, on the words that it was set on",
    "Readers of that output cannot get where the others can, or land somewhere else. The template must make a link "
    "of the address; plain text must show the address itself.",
)
DATE = Rule(
    "C504",
    _BREAKS,
    "Every date of the edition stands in every output, as its language writes dates",
    "A meeting without its day, or with one in another language's form, is a meeting that people miss. The template "
    "must write the date by the filter `day`.",
)
TWICE = Rule(
    "C505",
    _DEGRADES,
    "No paragraph stands in an output more often than in the edition",
    "Readers meet the same sentences again and think that they have lost their place; people who listen hear them "
    "twice. A template includes the same thing two times: delete one of them.",
)
ADDED = Rule(
    "C510",
    _DEGRADES,
    "An output says only what the edition, `publish.yaml` and `words.yml` say",
    "Words that are fixed in a template are told to the readers of every edition, in one language and in one format "
    "alone, and nobody proofreads them. Move them to `words.yml`, where each language has its own, or into the "
    "edition.",
)
ADDED_LINK = Rule(
    "C511",
    _COSMETIC,
    "An output leads only to addresses of the edition and of `publish.yaml`",
    "A link that is fixed in a template stays in every edition to come, and nobody notices when its target goes. "
    "Keep such addresses in `publish.yaml` or in the edition.",
)
MANGLED = Rule(
    "C520",
    _BREAKS,
    "No markup and no broken letters are shown to readers",
    "Stars, brackets, tags, `&nbsp;` or `Ã¤` in a text are what a program should have understood: they look like a "
    "fault, and are read aloud sign by sign. In the Markdown, write the sign correctly; in a template, use the "
    "filter that fits (`html`, `mail`, `plain`, `day`) and escape only once.",
)
GLUED = Rule(
    "C521",
    _DEGRADES,
    "Words are kept apart where one element ends and the next begins",
    "`2026</time><span>08.30` looks like two words on the screen, but is copied, searched for and read aloud as one, "
    "`202608.30`. Put a blank or a line break between the two elements in the template.",
    criteria=("1.3.1",),
)
TITLE = Rule(
    "C531",
    _DEGRADES,
    "Every output has the edition's title, and the message its subject",
    "The title in a tab, in a list of files, in a search result or where somebody shares the page is what people "
    "know an edition by. Another one there makes them doubt that it is the same thing.",
    criteria=("2.4.2",),
)
MACHINE_DATE = Rule(
    "C532",
    _DEGRADES,
    "What machines are told of the dates is what readers are told",
    "Search engines, archives and readers of feeds take the date from the head of the page and from the properties "
    "of the PDF. If it is another than the one in the text, old news is shown as new, or not at all.",
)
DESCRIPTION = Rule(
    "C533",
    _DEGRADES,
    "What machines are told of the page is what the edition says",
    "Search results and shared links show the description, the address and the picture from the head of the page. "
    "They must be this edition's, in this language; what cannot be read is not shown at all.",
)
WAYS = Rule(
    "C534",
    _DEGRADES,
    "The letter leads to the page and to the brochure, the page to the brochure",
    "One who cannot read the letter as it arrives reads the page; one who prints takes the brochure. Without these "
    "links they have no other way. Templates know them as `address.page` and `address.brochure`.",
)
ORDER = Rule(
    "C535",
    _DEGRADES,
    "The plain text and the HTML of the letter tell the same in the same order",
    "Mail programs show one of the two parts. If one begins where the other ends, or is of another day, readers who "
    "talk about the letter talk about two. Let both templates follow the order of the edition, and build all files "
    "of the newsletter at once.",
    criteria=("1.3.2",),
    clauses=("RFC 2046, 5.1.4: the parts of multipart/alternative are versions of the same information",),
)
LANGUAGE = Rule(
    "C550",
    _COSMETIC,
    "An edition is there in every language of the workspace",
    "Readers of the other language get nothing. Write the translation beside the text, or take the language out of "
    "`publish.yaml`.",
)
ABSENT = Rule(
    "C551",
    _DEGRADES,
    "A translation has every chapter, paragraph and block of its original",
    "Readers of the translation are told less, or something else. Translate what is missing; take out what the "
    "original no longer says.",
)
MOVED = Rule(
    "C552",
    _DEGRADES,
    "A translation has the order of its original",
    "Two people with the two languages before them cannot follow each other, and a correction in one is made at the "
    "wrong place of the other. Bring the parts into the same order.",
)
NUMBER = Rule(
    "C553",
    _DEGRADES,
    "A translation has the numbers of its original",
    "One of the two is wrong, and readers will quote it. Often the original was corrected and the translation was "
    "not. Compare the two lines.",
)
DAY = Rule(
    "C554",
    _BREAKS,
    "A translation has the dates and times of its original",
    "People come on the wrong day. Front matter and events of all languages must have the same dates.",
)
ADDRESS = Rule(
    "C555",
    _DEGRADES,
    "A translation has the links, e-mail addresses and telephone numbers of its original",
    "Readers of one language are led elsewhere, or nowhere. The same host with the path of another language is taken "
    "for the same address.",
)
NAME = Rule(
    "C556",
    _DEGRADES,
    "A translation has the names of its original",
    "A partner or a speaker who is left out, or whose name is written otherwise, notices. Compare the two lists.",
)
STALE = Rule(
    "C557",
    _DEGRADES,
    "A translation was updated when its original was",
    "The original has changed since: readers of the translation have the old text. Bring the translation up to date, "
    "and then its `updated`.",
)
UNTRANSLATED = Rule(
    "C558",
    _DEGRADES,
    "Everything in a translation is in its language",
    "A text that was left in the language of the original cannot be read by those for whom the translation is, and "
    "is read aloud with the wrong sounds. Translate it; what is meant to stay, as a quotation, is marked with its "
    "language: `{lang=sv}`.",
    criteria=("3.1.2",),
)
LENGTH = Rule(
    "C559",
    _COSMETIC,
    "A translated paragraph is about as long as its original",
    "Translations are seldom less than half or more than double as long. One of the two has probably been shortened "
    "or extended alone. Compare them.",
)
PICTURE = Rule(
    "C560",
    _COSMETIC,
    "A translation shows the pictures of its original",
    "If a picture with words in it has a version for each language, name them alike, as `travel-sv.png` and "
    "`travel-en.png`. Otherwise one of the languages has kept an old picture.",
)

RULES: tuple[Rule, ...] = (
    TEXT, ALT, LINK, DATE, TWICE, ADDED, ADDED_LINK, MANGLED, GLUED, TITLE, MACHINE_DATE,
    DESCRIPTION, WAYS, ORDER, LANGUAGE, ABSENT, MOVED, NUMBER, DAY, ADDRESS, NAME, STALE, UNTRANSLATED, LENGTH, PICTURE,
)  # fmt: skip
