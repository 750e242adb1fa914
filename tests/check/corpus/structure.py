"""Faults of structure: what a screen reader would stumble over in letter, page and plain text."""

from tests.check.corpus import Case, Edit

LETTER = "templates/newsletter"
WEB = "templates/web"
BOTH = ("newsletter", "web")


def _letter(name: str, code: str, *edits: Edit, at: str = "", also: tuple[str, ...] = ()) -> Case:
    return Case(name, code, edits, ("newsletter",), at=at, also=also)


def _page(name: str, code: str, *edits: Edit, at: str = "", also: tuple[str, ...] = ()) -> Case:
    return Case(name, code, edits, ("web",), at=at, also=also)


def _text(
    name: str, code: str, old: str, new: str, *, formats: tuple[str, ...] = BOTH, language: str = "sv", at: str = ""
) -> Case:
    return Case(name, code, (Edit(f"{language}.md", old, new),), formats, language=language, at=at)


def _in_letter(new: str) -> Edit:
    """Something put before the contact of the letter."""
    name = "<p><b>{{ part.block.name }}</b>"
    return Edit(f"{LETTER}/_contact.mjml.j2", name, f"{new}{name}")


def _untouched(path: str, words: str) -> Edit:
    """A file in the workspace's own templates, as it comes with the package."""
    return Edit(path, words, words)


def _on_page(new: str) -> Edit:
    """Something put before the quotation of the page."""
    return Edit(f"{WEB}/_quote.html.j2", '<figure class="quote">', f'{new}<figure class="quote">')


_ENGLISH = Edit(
    "sv.md",
    "text: Receptet mot nedgång och stagnation är nytänkande, mod och partnerskap.",
    "text: The cure for decline is fresh thinking.\nlang: en",
)
_PARAGRAPH = "Arbetet är samlat i fyra fokusområden."
_ONE = "Stockholm ska i gång igen."
_ALT = "    Stockholm i lågt solljus över Riddarfjärden: Stadshusets"
_WHOLE_ALT = """  alt: >-
    Stockholm i lågt solljus över Riddarfjärden: Stadshusets torn, Riddarholmskyrkans spira mot
    solen och Gamla stans gavlar. På en berghäll i förgrunden står tre personer och blickar ut.
"""
_H1 = '<h1{% if edition.title | length > 60 or has_long_word(edition.title, 22) %} class="long"{% endif %}>{{ edition.title }}</h1>'
_TABLE = "<table>{}<tr><td>Buss</td><td>398 000</td></tr><tr><td>Tåg</td><td>194 000</td></tr></table>"
_MASTHEAD_LINK = '<p class="publisher"><a href="{{ publisher.website }}">{{ publisher.name }}</a></p>'

_LANGUAGES = (
    _letter(
        "the letter does not say its language",
        "C300",
        Edit(f"{LETTER}/letter.mjml.j2", '<mjml lang="{{ edition.language }}" dir', "<mjml dir"),
    ),
    _page(
        "the page says it is in another language",
        "C300",
        Edit(f"{WEB}/page.html.j2", '<html lang="{{ edition.language }}"', '<html lang="en"'),
    ),
    _letter(
        "the letter is read from the wrong side",
        "C301",
        Edit(f"{LETTER}/letter.mjml.j2", 'dir="{{ direction }}"', 'dir="rtl"'),
    ),
    _letter(
        "the letter does not say from which side it is read",
        "C301",
        Edit(f"{LETTER}/letter.mjml.j2", ' dir="{{ direction }}"', ""),
    ),
    _letter(
        "the letter forgets the language of a quotation",
        "C302",
        Edit(
            f"{LETTER}/_quote.mjml.j2",
            '<blockquote{% if part.block.lang %} lang="{{ part.block.lang }}"{% endif %}>',
            "<blockquote>",
        ),
        _ENGLISH,
    ),
    _page(
        "the page gives a quotation the wrong language",
        "C302",
        Edit(f"{WEB}/_quote.html.j2", 'lang="{{ part.block.lang }}"', 'lang="{{ edition.language }}"'),
        _ENGLISH,
    ),
    _letter(
        "the link to the other language does not say which",
        "C303",
        Edit(f"{LETTER}/_imprint.mjml.j2", ' lang="{{ other.language }}"', ""),
    ),
    _page(
        "the name of the other language does not say its language",
        "C303",
        Edit(f"{WEB}/_masthead.html.j2", ' lang="{{ other.language }}"', ""),
    ),
    _page(
        "a language that does not exist",
        "C303",
        Edit(f"{WEB}/_imprint.html.j2", ' lang="{{ other.language }}"', ' lang="engelska_"'),
    ),
    _page(
        "the page is announced in another language",
        "C304",
        Edit(
            f"{WEB}/_head.html.j2",
            'property="og:locale" content="{{ locales[edition.language] }}"',
            'property="og:locale" content="en_GB"',
        ),
    ),
)

_FRAME = (
    _page(
        "the title of the page names nobody",
        "C305",
        Edit(
            f"{WEB}/_head.html.j2",
            "<title>{{ edition.title }} – {{ publisher.name }}</title>",
            "<title>{{ edition.title }}</title>",
        ),
    ),
    _page(
        "the page has no title",
        "C305",
        Edit(f"{WEB}/_head.html.j2", "<title>{{ edition.title }} – {{ publisher.name }}</title>", "<title></title>"),
    ),
    _letter(
        "a part of the letter is an article without a label",
        "C306",
        Edit(f"{LETTER}/_quote.mjml.j2", "<blockquote", '<blockquote role="article"'),
    ),
    _page(
        "the page has no main part",
        "C307",
        Edit(f"{WEB}/page.html.j2", '<main id="the_article">', '<div id="the_article">'),
        Edit(f"{WEB}/page.html.j2", "</main>", "</div>"),
        at=f"{WEB}/page.html.j2:7",
        also=("C308",),
    ),
    _page(
        "the imprint is no footer",
        "C307",
        Edit(f"{WEB}/_imprint.html.j2", '<footer class="imprint">', '<div class="imprint">'),
        Edit(f"{WEB}/_imprint.html.j2", "</footer>", "</div>"),
    ),
    _page(
        "the link that skips the masthead leads nowhere",
        "C308",
        Edit(f"{WEB}/page.html.j2", 'href="#the_article"', 'href="#content"'),
    ),
    _page(
        "no link skips the masthead",
        "C308",
        Edit(f"{WEB}/page.html.j2", '<a class="skip" href="#the_article">{{ words.skip_to_content }}</a>\n', ""),
        _untouched(f"{WEB}/_masthead.html.j2", "<nav"),
        at=f"{WEB}/_masthead.html.j2:2",
    ),
)

_ORDER = (
    _letter(
        "the letter ends with its title",
        "C309",
        Edit(f"{LETTER}/letter.mjml.j2", '      {% include "newsletter/_title.mjml.j2" %}\n', ""),
        Edit(
            f"{LETTER}/letter.mjml.j2",
            '{% include "newsletter/_onward.mjml.j2" %}',
            '{% include "newsletter/_title.mjml.j2" %}\n{% include "newsletter/_onward.mjml.j2" %}',
        ),
        _untouched(f"{LETTER}/_title.mjml.j2", "<h1"),
        at=f"{LETTER}/_title.mjml.j2:10",
    ),
    _page(
        "the page answers before it asks",
        "C309",
        Edit(f"{WEB}/_focus-areas.html.j2", '<p class="question">{{ area.question | html }}</p>\n', ""),
        Edit(
            f"{WEB}/_focus-areas.html.j2",
            "</section>",
            '<p class="question">{{ area.question | html }}</p>\n</section>',
        ),
        at=f"{WEB}/_focus-areas.html.j2:11",
    ),
    _letter(
        "the plain text ends with what it begins with",
        "C309",
        Edit("templates/text/letter.txt.j2", "{{ line(edition.standfirst) }}\n", ""),
        Edit(
            "templates/text/letter.txt.j2",
            "{{ words.read_web_edition }}:",
            "{{ line(edition.standfirst) }}\n\n{{ words.read_web_edition }}:",
        ),
        at="templates/text/letter.txt.j2",
    ),
)

_HEADINGS = (
    _page(
        "the title is a heading of level 2", "C310", Edit(f"{WEB}/_title.html.j2", _H1, "<h2>{{ edition.title }}</h2>")
    ),
    _letter(
        "the standfirst is a second title",
        "C310",
        Edit(
            f"{LETTER}/_title.mjml.j2",
            "<p>{{ edition.standfirst | mail({}) }}</p>",
            "<h1>{{ edition.standfirst | mail({}) }}</h1>",
        ),
    ),
    _letter(
        "areas of the letter are headings of level 4",
        "C311",
        Edit(
            f"{LETTER}/_focus-areas.mjml.j2",
            "<h{{ level }}>{{ area.title }}</h{{ level }}>",
            "<h4>{{ area.title }}</h4>",
        ),
    ),
    _page(
        "areas are headings of level 5",
        "C311",
        Edit(
            f"{WEB}/_focus-areas.html.j2", "<h{{ level }}>{{ area.title }}</h{{ level }}>", "<h5>{{ area.title }}</h5>"
        ),
    ),
    _letter("a heading makes space in the letter", "C312", _in_letter("<h2></h2>")),
    _page("a heading makes space on the page", "C312", _on_page("<h3>&nbsp;</h3>")),
    _letter(
        "areas begin with large text",
        "C313",
        Edit(
            f"{LETTER}/_focus-areas.mjml.j2",
            "<h{{ level }}>{{ area.title }}</h{{ level }}>",
            '<p style="font-size:32px">{{ area.title }}</p>',
        ),
    ),
    _page(
        "areas have no headings",
        "C313",
        Edit(
            f"{WEB}/_focus-areas.html.j2",
            "<h{{ level }}>{{ area.title }}</h{{ level }}>",
            '<p class="title">{{ area.title }}</p>',
        ),
    ),
    _text("a heading is written in bold", "C314", _PARAGRAPH, f"**Så arbetar vi**\n\n{_PARAGRAPH}"),
    _page("a template writes a heading in bold", "C314", _on_page("<p><b>Ett citat</b></p>\n")),
)

_TYPED = (
    _text(
        "a list is typed with dots",
        "C315",
        _PARAGRAPH,
        f"• Bostäder och kontor\\\n• Stadsliv\\\n• Teknik\n\n{_PARAGRAPH}",
    ),
    _text(
        "a list is typed with dashes",
        "C315",
        _PARAGRAPH,
        f"– Bostäder och kontor\n\n– Stadsliv\n\n– Teknik\n\n{_PARAGRAPH}",
    ),
    _text("a list is typed with letters", "C315", _PARAGRAPH, f"a) Bostäder och kontor\\\nb) Stadsliv\n\n{_PARAGRAPH}"),
    _letter(
        "partners are typed with dots",
        "C315",
        Edit(f"{LETTER}/_partners.mjml.j2", '<p role="listitem">', "<p>• "),
        Edit(f"{LETTER}/_partners.mjml.j2", ' role="list"', ""),
    ),
    _text(
        "a table is typed with blanks",
        "C316",
        _PARAGRAPH,
        f"```\nBuss         398 000\nPendeltåg    194 000\nPendelbåt     12 000\n```\n\n{_PARAGRAPH}",
        formats=("web",),
        at="sv.md:44",
    ),
    _page(
        "a template makes columns of blanks",
        "C316",
        _on_page("<p>Buss&nbsp;&nbsp;&nbsp;&nbsp;398<br>Tåg&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;194</p>\n"),
    ),
    _letter("an empty paragraph makes space", "C317", _in_letter("<p>&#160;</p>")),
    _text("backslashes make space", "C317", _PARAGRAPH, f"Vi arbetar så här:\\\n\\\n{_PARAGRAPH}", at="sv.md:45"),
    _page(
        "line breaks make space",
        "C317",
        _on_page("<p>Ett citat<br><br>som säger allt</p>\n"),
        at=f"{WEB}/_quote.html.j2:1",
    ),
    Case(
        "the first link shouts",
        "C318",
        (
            Edit(
                "templates/words.yml",
                "  view-in-browser: Visa i webbläsaren",
                "  view-in-browser: VISA HELA BREVET I WEBBLÄSAREN",
            ),
        ),
        ("newsletter",),
    ),
    _letter("a template shouts", "C318", _in_letter("<p>SÅ HÄR SÄGER DE SOM REDAN ÄR MED</p>")),
    _text("rockets in a row", "C319", _ONE, f"{_ONE} 🚀🚀🚀"),
    _page("a template waves flags", "C319", _on_page("<p>Grattis 🎉 🎉 🎉</p>")),
)

_PICTURES = (
    _letter(
        "an icon has no text alternative",
        "C320",
        Edit(f"{LETTER}/_focus-areas.mjml.j2", 'height="56" alt="" />', 'height="56" />'),
    ),
    _page(
        "the cover has no text alternative", "C320", Edit(f"{WEB}/_cover.html.j2", ' alt="{{ edition.cover.alt }}"', "")
    ),
    _text(
        "the text alternative says that there is a picture",
        "C321",
        _WHOLE_ALT,
        "  alt: Omslagsbild\n",
    ),
    _page(
        "the text alternative is the name of the file",
        "C321",
        Edit(f"{WEB}/_cover.html.j2", "{{ edition.cover.alt }}", "{{ edition.cover.picture }}"),
    ),
    _text(
        "the text alternative begins with picture of", "C322", _ALT, _ALT.replace("Stockholm", "Bild på Stockholm", 1)
    ),
    _letter(
        "a template begins every text alternative with picture of",
        "C322",
        Edit(f"{LETTER}/_cover.mjml.j2", 'alt="{{ edition.cover.alt }}"', 'alt="Bild på: {{ edition.cover.alt }}"'),
    ),
    _text(
        "the text alternative is the caption",
        "C323",
        _PARAGRAPH,
        f"```image\npicture: skyline.svg\nalt: Stadens fyra områden i ett landskap\ncaption: Stadens fyra områden i ett landskap\n```\n\n{_PARAGRAPH}",
        at="sv.md:45",
    ),
    _letter(
        "an icon says the heading below it",
        "C323",
        Edit(f"{LETTER}/_focus-areas.mjml.j2", 'height="56" alt="" />', 'height="56" alt="{{ area.title }}" />'),
        also=("C350",),  # blocked, it is dark on dark
    ),
    _text(
        "the text alternative is a story",
        "C324",
        _ALT,
        "    Det var en gång en stad vid vattnet där allt kunde hända, och där " * 4 + "\n" + _ALT,
    ),
    _text(
        "the English text alternative is a story",
        "C324",
        "  alt: >-\n",
        "  alt: >-\n    " + "Once upon a time there was a city by the water in which all could happen. " * 4 + "\n",
        language="en",
        at="en.md:16",
    ),
    _page("icons are spelt out", "C325", Edit(f"{WEB}/_focus-areas.html.j2", ' aria-hidden="true"', "")),
    _letter(
        "an icon decorates and has a title",
        "C326",
        Edit(f"{LETTER}/_focus-areas.mjml.j2", 'height="56" alt="" />', 'height="56" alt="" title="Ikon" />'),
    ),
    _page(
        "the cover decorates and has words",
        "C326",
        Edit(f"{WEB}/_cover.html.j2", 'fetchpriority="high"', 'role="presentation"'),
    ),
)

_LINKS = (
    _letter(
        "a link of the letter has no words",
        "C330",
        Edit(f"{LETTER}/_onward.mjml.j2", "{{ words.download_brochure }} (PDF)", ""),
    ),
    _page(
        "a link holds a picture that says nothing",
        "C330",
        Edit(
            f"{WEB}/_masthead.html.j2",
            _MASTHEAD_LINK,
            _MASTHEAD_LINK.replace("{{ publisher.name }}", '<img src="logo.svg" alt="">'),
        ),
    ),
    _text("a link of this page", "C331", _ONE, f"{_ONE} [Läs vidare på den här sidan](https://www.example.org/)."),
    Case(
        "the words of every letter's first link say nothing",
        "C331",
        (Edit("templates/words.yml", "  view-in-browser: Visa i webbläsaren", "  view-in-browser: Klicka på länken"),),
        ("newsletter",),
    ),
    _page(
        "a label says less than the link",
        "C331",
        Edit(f"{WEB}/_call-to-action.html.j2", '<a class="button"', '<a aria-label="Läs mer" class="button"'),
        also=("C337",),
    ),
    _page(
        "a label says something else than the link",
        "C337",
        Edit(f"{WEB}/_call-to-action.html.j2", '<a class="button"', '<a aria-label="Skriv ett brev" class="button"'),
    ),
    _letter(
        "a label of the letter says something else than the link",
        "C337",
        Edit(
            f"{LETTER}/_onward.mjml.j2",
            '<a href="{{ address.brochure }}">',
            '<a href="{{ address.brochure }}" aria-label="Hämta filen brochure.pdf">',
        ),
    ),
    _text(
        "two programmes",
        "C332",
        _ONE,
        "[Programmet](https://www.example.org/2021)\n\n[Programmet](https://www.example.org/2022)\n\n" + _ONE,
        at="sv.md:22",
    ),
    _page(
        "two brochures",
        "C332",
        Edit(
            f"{WEB}/_imprint.html.j2",
            '<a href="brochure.pdf" type="application/pdf">{{ words.download_brochure }} (PDF)</a>',
            '<a href="brochure-2.pdf" type="application/pdf">{{ words.brochure }} (PDF)</a>',
        ),
    ),
    _page(
        "the logo and the name are two links",
        "C333",
        Edit(
            f"{WEB}/_masthead.html.j2",
            '<p class="publisher">',
            '<p class="publisher"><a href="{{ publisher.website }}"><img src="logo.svg" alt="{{ publisher.name }}:"></a>\n',
        ),
    ),
    _text(
        "the words of a link are its address",
        "C334",
        _ONE,
        f"{_ONE} Se [https://www.example.org/partnerskap/anmalan-och-villkor-2021](https://www.example.org/partnerskap/anmalan-och-villkor-2021).",
    ),
    _letter(
        "a template writes addresses out",
        "C334",
        Edit(f"{LETTER}/_onward.mjml.j2", "{{ words.download_brochure }} (PDF)</a>", "{{ address.brochure }}</a>"),
    ),
    _page(
        "the button opens a new window",
        "C335",
        Edit(f"{WEB}/_call-to-action.html.j2", '<a class="button"', '<a target="_blank" class="button"'),
    ),
    _letter(
        "a link has its words in a tooltip",
        "C336",
        Edit(
            f"{LETTER}/_onward.mjml.j2",
            '<a href="{{ address.brochure }}">{{ words.download_brochure }} (PDF)</a>',
            '<a href="{{ address.brochure }}" title="{{ words.download_brochure }} (PDF)"></a>',
        ),
    ),
)

_HEAD = "<tr><th{}>Färdsätt</th><th{}>Resor</th></tr>"
_TABLES = (
    _letter(
        "a table places a quotation",
        "C340",
        Edit(
            f"{LETTER}/_quote.mjml.j2",
            '<p class="said">{{ part.block.text | mail({}) }}</p>',
            '<table><tr><td><p class="said">{{ part.block.text | mail({}) }}</p></td></tr></table>',
        ),
    ),
    _letter(
        "only Outlook gets a table that is no table",
        "C340",
        Edit(
            f"{LETTER}/_preheader.mjml.j2",
            "</mj-raw>",
            "<!--[if mso]><table><tr><td>&#160;</td></tr></table><![endif]-->\n</mj-raw>",
        ),
        _untouched(f"{LETTER}/letter.mjml.j2", "<mj-head"),
        at=f"{LETTER}/letter.mjml.j2",
    ),
    _letter("a table of data has no headings", "C341", _in_letter(f"<h3>Resor</h3>{_TABLE.format('')}")),
    _page(
        "headings of a table have no scope", "C341", _on_page(f"<h3>Resor</h3>{_TABLE.format(_HEAD.format('', ''))}")
    ),
    _letter(
        "a table of data is marked as layout",
        "C342",
        _in_letter(
            _TABLE.format(_HEAD.format(' scope="col"', ' scope="col"')).replace("<table", '<table role="presentation"')
        ),
    ),
    _text(
        "the corner of a table is empty",
        "C343",
        _PARAGRAPH,
        f"### Resor\n\n|  | 2024 | 2025 |\n|---|---|---|\n| Buss | 398 | 401 |\n\n{_PARAGRAPH}",
        at="sv.md:45",
    ),
    _text(
        "a table stands under no heading",
        "C344",
        _PARAGRAPH,
        f"{_PARAGRAPH}\n\n| Färdsätt | 2024 | 2025 |\n|---|---|---|\n| Buss | 398 | 401 |\n\n",
        formats=("newsletter",),
        at="sv.md:45",
    ),
)

_NAMED = (
    _page("a film starts by itself", "C348", _on_page('<video autoplay muted title="Film" src="film.mp4"></video>')),
    _page(
        "two elements have the id of a label",
        "C345",
        Edit(f"{WEB}/_notes.html.j2", "<ol>", '<ol id="the_notes">'),
        Edit("sv.md", "## Var med", "Hej.[^1]\n\n[^1]: En not.\n\n## Var med"),
    ),
    _page(
        "chapters are labelled by nothing",
        "C346",
        Edit(
            f"{WEB}/_chapter.html.j2", 'aria-labelledby="{{ chapter.id }}"', 'aria-labelledby="{{ chapter.id }}_title"'
        ),
    ),
    _page(
        "the languages are hidden from listeners",
        "C347",
        Edit(f"{WEB}/_masthead.html.j2", "<nav", '<nav aria-hidden="true"'),
    ),
    _page("a film has no name", "C348", _on_page('<iframe src="https://www.example.org/film"></iframe>')),
    _letter("a field of the letter has no name", "C348", _in_letter('<input type="email" />')),
    _letter(
        "a role has a slip",
        "C349",
        Edit(f"{LETTER}/_partners.mjml.j2", 'role="listitem"', 'role="lisitem"'),
    ),
    _page(
        "items stand outside a list",
        "C349",
        Edit(f"{WEB}/_title.html.j2", "<li>{{ words.published }}", "<div><li>{{ words.published }}"),
        Edit(
            f"{WEB}/_title.html.j2",
            "{{ edition.date | day }}</time></li>",
            "{{ edition.date | day }}</time></li></div>",
        ),
    ),
)

_REFUSED = (
    _text("a link that says here", "E136", _ONE, f"{_ONE} [här](https://www.example.org/)", formats=()),
    _text("a second title", "E152", "## Var med", "# Var med", formats=()),
    _text("a level is left out", "E153", _PARAGRAPH, f"#### Så arbetar vi\n\n{_PARAGRAPH}", formats=()),
    _text("a picture without words", "E154", _PARAGRAPH, f"![](skyline.svg)\n\n{_PARAGRAPH}", formats=()),
    _text(
        "a picture named after its file",
        "E154",
        _PARAGRAPH,
        f"```image\npicture: skyline.svg\nalt: skyline\n```\n\n{_PARAGRAPH}",
        formats=(),
        at="sv.md:45",
    ),
    _text("a heading without words", "E164", _PARAGRAPH, f"###\n\n{_PARAGRAPH}", formats=()),
)

CASES = (*_LANGUAGES, *_FRAME, *_ORDER, *_HEADINGS, *_TYPED, *_PICTURES, *_LINKS, *_TABLES, *_NAMED, *_REFUSED)
