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
        at="sv.md:32",
    ),
    _template(
        "the letter shows twelve partners only",
        "C501",
        f"{LETTER}/_partners.mjml.j2",
        "part.block.items | slice(2)",
        "part.block.items[:12] | slice(2)",
        at="sv.md:122",
    ),
    _template(
        "the plain text cuts a paragraph short",
        "C501",
        f"{TEXT}/_prose.txt.j2",
        "{{ nodes(part.nodes) }}",
        "{{ nodes(part.nodes) | truncate(200) }}",
        at="sv.md:21",
    ),
    _template(
        "the brochure forgets the questions",
        "C501",
        f"{PDF}/_focus-areas.html.j2",
        '<div class="question">{{ paragraph(area.question) | html }}</div>\n',
        "",
        at="sv.md:51",
    ),
    _template(
        "the letter hides the quotation",
        "C501",
        f"{LETTER}/_quote.mjml.j2",
        '<p class="said">',
        '<p class="said" style="display: none">',
        at="sv.md:97",
    ),
    _template(
        "the page hides a block by its style sheet",
        "C501",
        f"{WEB}/_blocks.css.j2",
        ".figures {",
        ".call-to-action { display: none }\n.figures {",
        at="sv.md:131",
        also=("C503",),
    ),
    _template(
        "the brochure rounds what is no number",
        "C501",
        f"{PDF}/_figures.html.j2",
        '<p class="value">{{ number }}',
        '<p class="value">{{ number | replace("4", "5") }}',
        at="sv.md:32",
    ),
    _template(
        "the plain text forgets a whole block",
        "C501",
        f"{TEXT}/_focus-areas.txt.j2",
        "{% for area in part.block.items %}",
        "{% for area in () %}",
        at="sv.md:50",
    ),
    _template(
        "the page forgets the text alternative of the cover",
        "C502",
        f"{WEB}/_cover.html.j2",
        'alt="{{ edition.cover.alt }}"',
        'alt=""',
        at="sv.md:15",
    ),
    _template(
        "the plain text does not tell of the picture",
        "C502",
        f"{TEXT}/letter.txt.j2",
        '{{ fold("[" ~ edition.cover.alt ~ "]") }}',
        "",
        at="sv.md:15",
    ),
    _template(
        "the brochure draws the cover without its text alternative",
        "C502",
        f"{PDF}/_cover.html.j2",
        'alt="{{ edition.cover.alt }}"',
        'alt=""',
        at="sv.md:15",
    ),
    _template(
        "the button of the letter leads to the page",
        "C503",
        f"{LETTER}/_call-to-action.mjml.j2",
        'href="{{ part.block.link }}"',
        'href="{{ address.page }}"',
        at="sv.md:133",
    ),
    _template(
        "the brochure shows an address that cannot be clicked",
        "C503",
        f"{PDF}/_call-to-action.html.j2",
        '<a href="{{ part.block.link }}">{{ part.block.label }}</a>',
        "{{ part.block.label }}",
        at="sv.md:133",
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
    _template(
        "a hyphen that stays in the words of the brochure",
        "C522",
        f"{PDF}/_page.css.j2",
        "html {",
        'html { hyphenate-character: "\\2010";',
        at="sv.md:28",
    ),
)
CASES: tuple[Case, ...] = (*LOST, *SAID_BESIDES, *MANGLED)
