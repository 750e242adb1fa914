"""Faults of content: facts that an output loses or invents, outputs and languages that say different things."""

from tests.check.corpus import Case, Edit

LETTER, TEXT, WEB, PDF = "templates/newsletter", "templates/text", "templates/web", "templates/brochure"
_SV = "content/2021-03-30-partnerskap-for-stockholm/sv.md"


def _template(name: str, code: str, path: str, old: str, new: str, *, at: str = "", also: tuple[str, ...] = ()) -> Case:
    """A fault in a template, shown by the format that the template's folder belongs to."""
    folder = path.split("/")[1]
    formats = {"newsletter": "newsletter", "text": "newsletter", "web": "web", "brochure": "brochure"}
    return Case(name, code, (Edit(path, old, new),), (formats[folder],), at=at, also=also)


LOST = (
    _template(
        "the page forgets the figures themselves",
        "C501",
        f"{WEB}/_figures.html.j2",
        "<dt>{{ figure.value }}</dt>\n",
        "",
        at="sv.md:30",
    ),
    _template(
        "the letter shows twelve partners only",
        "C501",
        f"{LETTER}/_partners.mjml.j2",
        "part.block.items | slice(2)",
        "part.block.items[:12] | slice(2)",
        at="sv.md:109",
    ),
    _template(
        "the plain text cuts a paragraph short",
        "C501",
        f"{TEXT}/_prose.txt.j2",
        "{{ nodes(part.nodes) }}",
        "{{ nodes(part.nodes) | truncate(200) }}",
        at="sv.md:20",
    ),
    _template(
        "the brochure forgets the questions",
        "C501",
        f"{PDF}/_focus-areas.html.j2",
        '<div class="question">{{ paragraph(area.question) | html }}</div>\n',
        "",
        at="sv.md:48",
    ),
    _template(
        "the letter hides the quotation",
        "C501",
        f"{LETTER}/_quote.mjml.j2",
        '<p class="said">',
        '<p class="said" style="display: none">',
        at="sv.md:86",
    ),
    _template(
        "the letter keeps the quotation from Outlook",
        "C501",
        f"{LETTER}/_quote.mjml.j2",
        '<p class="said">{{ part.block.text | mail({}) }}</p>',
        '<!--[if !mso]><!--><p class="said">{{ part.block.text | mail({}) }}</p><!--<![endif]-->',
        at="sv.md:86",
    ),
    _template(
        "the page hides a block by its style sheet",
        "C501",
        f"{WEB}/_blocks.css.j2",
        ".figures {",
        ".call-to-action { display: none }\n.figures {",
        at="sv.md:119",
    ),
    _template(
        "the brochure rounds what is no number",
        "C501",
        f"{PDF}/_figures.html.j2",
        '<p class="value">{{ number }}',
        '<p class="value">{{ number | replace("4", "5") }}',
        at="sv.md:30",
    ),
    _template(
        "the plain text forgets a whole block",
        "C501",
        f"{TEXT}/_focus-areas.txt.j2",
        "{% for area in part.block.items %}",
        "{% for area in () %}",
        at="sv.md:47",
    ),
    _template(
        "the page forgets the text alternative of the cover",
        "C502",
        f"{WEB}/_cover.html.j2",
        'alt="{{ edition.cover.alt }}"',
        'alt=""',
        at="sv.md:16",
    ),
    _template(
        "the plain text does not tell of the picture",
        "C502",
        f"{TEXT}/letter.txt.j2",
        '{{ fold("[" ~ edition.cover.alt ~ "]") }}',
        "",
        at="sv.md:16",
    ),
    _template(
        "the brochure draws the cover without its text alternative",
        "C502",
        f"{PDF}/_cover.html.j2",
        'alt="{{ edition.cover.alt }}"',
        'alt=""',
        at="sv.md:16",
    ),
    _template(
        "the button of the letter leads to the page",
        "C503",
        f"{LETTER}/_call-to-action.mjml.j2",
        'href="{{ part.block.link }}"',
        'href="{{ address.page }}"',
        at="sv.md:121",
    ),
    _template(
        "the brochure shows an address that cannot be clicked",
        "C503",
        f"{PDF}/_call-to-action.html.j2",
        '<a href="{{ part.block.link }}">{{ part.block.label }}</a>',
        "{{ part.block.label }}",
        at="sv.md:121",
    ),
    _template(
        "the page writes the date of the update in figures",
        "C504",
        f"{WEB}/_title.html.j2",
        "{{ edition.updated | day }}",
        "{{ edition.updated.strftime('%d/%m/%y') }}",
        at="sv.md:4",
    ),
    _template(
        "the letter does not say when it was updated",
        "C504",
        f"{LETTER}/_imprint.mjml.j2",
        "{% if edition.updated %}<br />{{ words.updated }} {{ edition.updated | day }}{% endif %}",
        "",
        at="sv.md:4",
    ),
    _template(
        "the page shows all prose twice",
        "C505",
        f"{WEB}/_prose.html.j2",
        "{{ part.nodes | html }}",
        "{{ part.nodes | html }}\n{{ part.nodes | html }}",
        at=f"{WEB}/_prose.html.j2:1",
    ),
)
SAID_BESIDES = (
    _template(
        "a greeting that is fixed in the template of the letter",
        "C510",
        f"{LETTER}/_title.mjml.j2",
        "<p>{{ edition.standfirst | mail({}) }}</p>",
        "<p>Kära medlem, välkommen till vårens nyhetsbrev!</p><p>{{ edition.standfirst | mail({}) }}</p>",
    ),
    _template(
        "a number of members in the template of the plain text",
        "C510",
        f"{TEXT}/_imprint.txt.j2",
        "{{ publisher.website }}\n",
        "{{ publisher.website }}\nVi är 2 100 medlemmar.\n",
        at=f"{TEXT}/_imprint.txt.j2:5",
    ),
    _template(
        "a label that no other language has, on the page",
        "C510",
        f"{WEB}/_partners.html.j2",
        '<ul class="partners wide">',
        '<p>Våra stolta sponsorer</p>\n<ul class="partners wide">',
    ),
    _template(
        "a slogan in the brochure",
        "C510",
        f"{PDF}/_cover.html.j2",
        '<p class="category">',
        '<p class="category">Alltid nära dig</p>\n<p class="category">',
    ),
    _template(
        "a text alternative that is fixed in a template",
        "C510",
        f"{LETTER}/_masthead.mjml.j2",
        '<p class="publisher">{{ publisher.name }}</p>',
        '<p class="publisher">{{ publisher.name }} <img src="https://www.stockholmshandelskammare.example/l.png" '
        'width="20" height="20" alt="Vår fina logotyp" /></p>',
    ),
    _template(
        "a link to a network, fixed in the page",
        "C511",
        f"{WEB}/_imprint.html.j2",
        "<p>{{ publisher.address }}</p>",
        '<p>{{ publisher.address }}</p>\n<p><a href="https://social.example/kammaren">{{ publisher.name }}</a></p>',
        at=f"{WEB}/_imprint.html.j2:7",
    ),
)
MANGLED = (
    _template(
        "the letter escapes a headline twice",
        "C520",
        f"{LETTER}/_focus-areas.mjml.j2",
        "{{ area.title }}",
        "{{ area.title }} &amp;nbsp;",
    ),
    _template(
        "the page shows the tags of a text",
        "C520",
        f"{WEB}/_quote.html.j2",
        "<p>{{ part.block.text | html }}</p>",
        "<p>{{ ('<em>' ~ (part.block.text | plain) ~ '</em>') }}</p>",
    ),
    _template(
        "the page shows how the program thinks",
        "C520",
        f"{WEB}/_title.html.j2",
        "{{ edition.standfirst | html }}",
        "{{ edition.standfirst }}",
    ),
    _template(
        "the plain text has a merge field of another tool",
        "C520",
        f"{TEXT}/letter.txt.j2",
        "{{ line(edition.standfirst) }}",
        "{{ '{{first_name}}' }}\n{{ line(edition.standfirst) }}",
    ),
    Case(
        "letters that were saved in the wrong encoding",
        "C520",
        (Edit("sv.md", "Den attraktiva staden är också", "Den attraktiva staden Ã¤r ocksÃ¥"),),
    ),
    Case(
        "stars that mark nothing",
        "C520",
        (Edit("sv.md", "Vi tror på stadens kraft.", "Vi tror på **stadens **kraft."),),
    ),
    _template(
        "two columns without a blank",
        "C521",
        f"{LETTER}/_figures.mjml.j2",
        '<p class="value {{ size_of(part.block.items) }}">{{ figure.value }}</p>\n'
        '        <p class="measure">{{ figure.text | mail({}) }}</p>',
        '<b class="value">{{ figure.value }}</b><span class="measure">{{ figure.text | mail({}) }}</span>',
    ),
    _template(
        "a label that clings to its date",
        "C521",
        f"{WEB}/_title.html.j2",
        "<li>{{ words.published }} <time",
        "<li>{{ words.published }}<time",
    ),
)
DISAGREEING = (
    _template(
        "the letter is called something else in its title",
        "C531",
        f"{LETTER}/letter.mjml.j2",
        "<mj-title>{{ edition.subject }}</mj-title>",
        "<mj-title>Nyhetsbrev</mj-title>",
    ),
    _template(
        "the page is shared under another title",
        "C531",
        f"{WEB}/_head.html.j2",
        '<meta property="og:title" content="{{ edition.title }}">',
        '<meta property="og:title" content="{{ publisher.name }}">',
    ),
    _template(
        "the PDF has the publisher for a title",
        "C531",
        f"{PDF}/brochure.html.j2",
        "<title>{{ edition.title }}</title>",
        "<title>{{ publisher.name }}</title>",
    ),
    _template(
        "search engines are told the wrong day",
        "C532",
        f"{WEB}/_article.json.j2",
        '"datePublished": "{{ edition.date | iso }}"',
        '"datePublished": "{{ (edition.updated or edition.date) | iso }}"',
    ),
    _template(
        "the description of the page is that of the publisher",
        "C533",
        f"{WEB}/_head.html.j2",
        '<meta name="description" content="{{ edition.standfirst | plain }}">',
        '<meta name="description" content="{{ publisher.about }}">',
    ),
    _template(
        "what machines read has a comma too few",
        "C533",
        f"{WEB}/_article.json.j2",
        '"articleSection": {{ edition.category | tojson }},',
        '"articleSection": {{ edition.category | tojson }}',
        at=f"{WEB}/_article.json.j2:2",
    ),
    _template(
        "the letter does not lead to the brochure",
        "C534",
        f"{LETTER}/letter.mjml.j2",
        '{% include "newsletter/_onward.mjml.j2" %}',
        "",
        at=f"{LETTER}/letter.mjml.j2",
    ),
    _template(
        "the plain text does not lead to the brochure",
        "C534",
        f"{TEXT}/letter.txt.j2",
        "{{ address.brochure }}",
        "{{ address.page }}",
        at=f"{TEXT}/letter.txt.j2",
    ),
    _template(
        "the plain text begins at the end",
        "C535",
        f"{TEXT}/letter.txt.j2",
        "{% for chapter in edition.chapters %}",
        "{% for chapter in edition.chapters | reverse %}",
        at=f"{TEXT}/letter.txt.j2",
    ),
)


def _translation(name: str, code: str, old: str, new: str, *, at: str = "", also: tuple[str, ...] = ()) -> Case:
    return Case(name, code, (Edit("en.md", old, new),), at=at, also=also, language="en")


_PARAGRAPH = """\
We believe in the power of the city. Much of the country’s growth is created in the capital region, and the
bulk of all investment in startups is made here. So what it takes to rise again is in place. The rest
depends on how we act now.

"""
_QUOTE = """\
```quote
text: The recipe against decline and stagnation is new thinking, courage and partnership.
```

"""
TRANSLATED = (
    Case(
        "a language of the workspace that the edition lacks",
        "C550",
        (
            Edit("publish.yaml", "languages: [sv, en]", "languages: [sv, en, fi]"),
            Edit("publish.yaml", "publisher:\n  name: {", "publisher:\n  name: {fi: Kauppakamari, "),
            Edit("publish.yaml", "from-name: {", "from-name: {fi: Kauppakamari, "),
            Edit("publish.yaml", "  about:\n", "  about:\n    fi: Tukholman yritysten järjestö\n"),
            Edit(
                "publish.yaml", "  website:\n", "  website:\n    fi: https://www.stockholmshandelskammare.example/fi/\n"
            ),
        ),
        at="sv.md",
    ),
    _translation("a paragraph that is not translated", "C551", _PARAGRAPH, ""),
    _translation("a block that is not translated", "C551", _QUOTE, ""),
    _translation(
        "a paragraph that the original does not have",
        "C551",
        "## Take part\n",
        "## Take part\n\nHurry up.\n",
        at="en.md:118",
    ),
    _translation(
        "a focus area that is not translated",
        "C551",
        """\
- title: The smart city
  question: >-
    How can AI, robotics and the IoT make smarter and more sustainable use of the city’s resources,
    buildings and means of transport?
  text: The attractive city is also an intelligent one.
  icon: chip
""",
        "",
        at="en.md:46",
    ),
    Case(
        "a quotation that stands elsewhere",
        "C552",
        (
            Edit("en.md", _QUOTE, ""),
            Edit("en.md", "## Four areas, four questions\n\n", "## Four areas, four questions\n\n" + _QUOTE),
        ),
        at="en.md:43",
        language="en",
    ),
    _translation("another number of companies", "C553", "So far, 17 companies", "So far, 16 companies"),
    _translation("a number that was lost", "C553", "throughout 2021 together", "all year together", at="en.md:20"),
    _translation("another per cent in a figure", "C553", "- value: 80%", "- value: 85%"),
    _translation("another number in the preheader", "C553", '"17 companies, four', '"18 companies, four'),
    Case(
        "a meeting on another day",
        "C554",
        (
            Edit("en.md", "## Take part\n", "## Take part\n\n```events\n- title: A meeting\n  date: 2021-05-03\n```\n"),
            Edit("sv.md", "## Var med\n", "## Var med\n\n```events\n- title: Ett möte\n  date: 2021-05-04\n```\n"),
        ),
        at="en.md:120",
        language="en",
    ),
    Case(
        "a meeting at another time",
        "C554",
        (
            Edit(
                "en.md",
                "## Take part\n",
                "## Take part\n\n```events\n- title: A meeting\n  date: 2021-05-04\n  time: 9 am\n```\n",
            ),
            Edit(
                "sv.md",
                "## Var med\n",
                "## Var med\n\n```events\n- title: Ett möte\n  date: 2021-05-04\n  time: '08.00'\n```\n",
            ),
        ),
        at="en.md:121",
        language="en",
    ),
    _translation(
        "a button that leads elsewhere",
        "C555",
        "link: mailto:partnerskap@stockholmshandelskammare.example",
        "link: https://forms.example/interest",
    ),
    _translation(
        "an e-mail address with a slip",
        "C555",
        "email: partnerskap@stockholmshandelskammare.example",
        "email: partnerskap@stockholmshandelskamare.example",
    ),
    _translation("a partner with a slip", "C556", "- Vasakronan", "- Vasakronen"),
    _translation("a partner who is left out", "C556", "- Nobina\n", ""),
    _translation("a translation that is older than its original", "C557", "updated: 2024-07-09", "updated: 2022-01-10"),
    _translation(
        "a translation that does not say when it was updated", "C557", "updated: 2024-07-09\n", "", at="en.md:3"
    ),
    _translation(
        "a sentence that was left in Swedish",
        "C558",
        "text: The attractive city is also an intelligent one.",
        "text: Den attraktiva staden är också intelligent.",
    ),
    _translation(
        "a paragraph that was left in Swedish",
        "C558",
        _PARAGRAPH,
        """\
Vi tror på stadens kraft. En stor del av landets tillväxt skapas i huvudstadsregionen, och merparten
av investeringarna i startupbolag görs här. Förutsättningarna att resa sig igen finns alltså. Resten
beror på hur vi handlar nu.

""",
    ),
    _translation(
        "a paragraph of which half is missing", "C559", _PARAGRAPH, "We believe in the power of the city.\n\n"
    ),
    _translation("an old picture on the cover", "C560", "picture: skyline.svg", "picture: skyline-wide.svg"),
)
CASES: tuple[Case, ...] = (*LOST, *SAID_BESIDES, *MANGLED, *DISAGREEING, *TRANSLATED)
