"""Brochures that look well and read badly: what the PDF's structure says is not what the edition says."""

from tests.check.corpus import Case, Edit

_T = "templates/brochure"
_QUOTE = "text: Receptet mot nedgång och stagnation är nytänkande, mod och partnerskap."


def _case(name: str, code: str, *edits: Edit, at: str = "", also: tuple[str, ...] = (), language: str = "sv") -> Case:
    return Case(name, code, edits, ("brochure",), at, also, language)


CASES = (
    _case(
        "the template names one language for all",
        "C380",
        Edit(f"{_T}/brochure.html.j2", '<html lang="{{ edition.language }}">', '<html lang="sv">'),
        language="en",
    ),
    _case(
        "the title is the publisher's",
        "C381",
        Edit(f"{_T}/brochure.html.j2", "<title>{{ edition.title }}</title>", "<title>{{ publisher.name }}</title>"),
    ),
    _case(
        "chapters have no bookmarks",
        "C382",
        Edit(f"{_T}/_page.css.j2", "break-after: avoid;", "bookmark-level: none; break-after: avoid;"),
    ),
    _case(
        "pages are counted without the cover",
        "C383",
        Edit(f"{_T}/_page.css.j2", "@top-left { content: none }", "counter-set: page 0; @top-left { content: none }"),
    ),
    _case(
        "the names of areas are paragraphs that look like headings",
        "C384",
        Edit(
            f"{_T}/_focus-areas.html.j2",
            '<h{{ part.level }}>{% with lines = headline(area.title, page.columns(6) - 8) %}'
            '{% include "brochure/_lines.html.j2" %}{% endwith %}</h{{ part.level }}>',
            '<p class="name">{{ area.title }}</p>',
        ),
    ),
    _case(
        "the last area is shown first",
        "C385",
        Edit(
            f"{_T}/_blocks.css.j2",
            ".areas { display: grid;",
            ".areas .area:last-child { order: -1 }\n.areas { display: grid;",
        ),
    ),
    _case(
        "what a figure measures is hidden from screen readers",
        "C386",
        Edit(f"{_T}/_figures.html.j2", '<div class="text">', '<div class="text" aria-hidden="true">'),
    ),
    _case(
        "figures are laid out with a table",
        "C387",
        Edit(
            f"{_T}/_figures.html.j2",
            '<div class="text">{{ paragraph(figure.text) | html }}</div>',
            "<table><tr><td>{{ paragraph(figure.text) | html }}</td></tr></table>",
        ),
    ),
    _case(
        "partners are loose paragraphs",
        "C388",
        Edit(
            f"{_T}/_partners.html.j2",
            '<li>{% if partner.link %}<a href="{{ partner.link }}">{{ partner.name }}</a>'
            "{% else %}{{ partner.name }}{% endif %}</li>",
            "<p>{{ partner.name }}</p>",
        ),
        Edit(f"{_T}/_partners.html.j2", '<ul class="partners', '<div class="partners'),
        Edit(f"{_T}/_partners.html.j2", "</ul>", "</div>"),
    ),
    _case(
        "the publisher stands at the foot of every sheet, in the text",
        "C389",
        Edit(
            f"{_T}/brochure.html.j2",
            "</section>\n{% endfor %}",
            "<p>{{ publisher.name }}, {{ publisher.website }}</p>\n</section>\n{% endfor %}",
        ),
    ),
    _case(
        "the cover's text alternative is the name of the file",
        "C390",
        Edit(f"{_T}/_cover.html.j2", 'alt="{{ edition.cover.alt }}"', 'alt="{{ edition.cover.picture }}"'),
    ),
    _case(
        "the template of quotations loses their language",
        "C391",
        Edit(f"{_T}/_quote.html.j2", '{% if part.block.lang %} lang="{{ part.block.lang }}"{% endif %}', ""),
        Edit("sv.md", _QUOTE, "lang: en\ntext: The recipe against decline and stagnation is partnership."),
    ),
    _case(
        "a button is heard as its address",
        "C392",
        Edit(
            f"{_T}/_contact.html.j2",
            '<p><a href="{{ part.block.website }}">',
            '<p><a href="{{ part.block.website }}" aria-label="{{ part.block.website }}">',
        ),
    ),
    _case(
        "the imprint is set in six points",
        "C393",
        Edit(f"{_T}/_imprint.css.j2", ".fact .name { font-weight: 600 }", ".fact .name { font-size: 6pt }"),
    ),
    _case(
        "the texts of areas are pale grey",
        "C394",
        Edit(
            f"{_T}/_blocks.css.j2",
            ".area .text { margin-top: 3mm; color: var(--muted) }",
            ".area .text { margin-top: 3mm; color: #aaa }",
        ),
    ),
)  # fmt: skip
