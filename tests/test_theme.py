"""Templates are filled strictly and safely, and what is wrong with one is told at its line."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from publish import prose
from publish.edition import Picture
from publish.problems import RenderError
from publish.theme import Theme, dates
from publish.theme.filters import attr, dial
from publish.theme.glyphs import name as glyph_name
from publish.workspace import Workspace, open_workspace, stock
from tests.factories import ID, make_edition
from tests.workspace.making import make_workspace

BASE = "https://www.stockholmshandelskammare.example/utgavor"
STANDFIRST = (prose.Text("Fisk & "), prose.Emphasis((prose.Text("skaldjur"),)), prose.Text(" <nu>"))


@pytest.fixture(scope="module")
def stock_theme() -> Theme:
    return Theme(open_workspace(stock()))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(make_workspace(tmp_path))


def write(workspace: Workspace, name: str, text: str) -> None:
    file = workspace.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")


def filled(workspace: Workspace, text: str, name: str = "page.html.j2", **more: object) -> str:
    write(workspace, f"templates/{name}", text)
    return Theme(workspace).render(name, make_edition(standfirst=STANDFIRST), **more)


def refused(workspace: Workspace, text: str) -> str:
    with pytest.raises(RenderError) as caught:
        filled(workspace, text)
    (problem,) = caught.value.problems
    return str(problem)


# -- what a template sees -------------------------------------------------------------------


def test_a_template_sees_edition_brand_publisher_mail_words_and_addresses(workspace: Workspace) -> None:
    text = """\
        {{ edition.title }}
        {{ brand.light.primary }} {{ brand.headings.family }} {{ brand.scale.base.px }}
        {{ publisher.name }}
        {{ mail.list_id }}
        {{ words.published }}
        {{ address.page }}
        {{ extra }}
        {% for other in others %}{{ other.language }} {{ other.words.read_in_this_language }} {{ other.address.page }}{% endfor %}
    """

    assert filled(workspace, text, extra="mer").split("\n") == [
        "Ett exempel",
        "#0b3454 Newsreader 17",
        "Stockholms Handelskammare",
        "nyhetsbrev.stockholmshandelskammare.example",
        "Publicerad",
        f"{BASE}/{ID}/sv/",
        "mer",
        f"en Read in English {BASE}/{ID}/en/",
    ]


def test_each_language_has_its_publisher_and_words(workspace: Workspace) -> None:
    write(workspace, "templates/page.txt.j2", "{{ publisher.name }}: {{ words.unsubscribe }}")

    text = Theme(workspace).render("page.txt.j2", make_edition(language="en"))

    assert text == "Stockholm Chamber of Commerce: Unsubscribe"


def test_addresses_are_whole(stock_theme: Theme) -> None:
    address = stock_theme.address(make_edition(), "en")

    assert (address.page, address.brochure, address.card, address.file("mail/en bild.png")) == (
        f"{BASE}/{ID}/en/",
        f"{BASE}/{ID}/en/brochure.pdf",
        f"{BASE}/{ID}/en/card.png",
        f"{BASE}/{ID}/en/mail/en%20bild.png",
    )


def test_an_edition_in_a_language_without_settings_is_refused(stock_theme: Theme) -> None:
    with pytest.raises(RenderError, match=r"E306\]: `publish.yaml` has no language `de`"):
        stock_theme.context(make_edition(language="de"))


# -- safety ---------------------------------------------------------------------------------


def test_everything_is_escaped(workspace: Workspace) -> None:
    assert filled(workspace, "{{ extra }}", extra="<script>'\"&") == "&lt;script&gt;&#39;&#34;&amp;"


def test_plain_text_is_not_escaped(workspace: Workspace) -> None:
    assert filled(workspace, "{{ extra }}", name="letter.txt.j2", extra="a < b & c") == "a < b & c"


@pytest.mark.parametrize(
    "text",
    [
        "{{ edition.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ edition.nodes.__globals__ }}",
        "{{ [].append(1) }}",
        "{{ '{0.__class__}'.format(edition) }}",
    ],
)
def test_a_template_cannot_reach_out(workspace: Workspace, text: str) -> None:
    assert refused(workspace, text).startswith("templates/page.html.j2:1: error[E30")


def test_a_template_cannot_read_files_elsewhere(workspace: Workspace) -> None:
    assert refused(workspace, "\n{% include '../publish.yaml' %}") == (
        "templates/page.html.j2:2: error[E207]: '../publish.yaml' is not the name of a file below templates/"
    )


def test_no_file_is_read_from_elsewhere(stock_theme: Theme) -> None:
    with pytest.raises(RenderError, match="E207"):
        stock_theme.file("../publish.yaml", make_edition())


# -- what is wrong with a template ----------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{{ edition.titel }}", "error[E303]: `edition` has no `titel`\n  hint: did you mean `title`?"),
        ("{{ editon.title }}", "error[E303]: `editon` is not known here\n  hint: did you mean `edition`?"),
        ("{{ words.publishd }}", "error[E303]: `words` has no `publishd`\n  hint: did you mean `published`?"),
        ("{{ brand.light.primry }}", "error[E303]: `colours` has no `primry`\n  hint: did you mean `primary`?"),
        ("{% if edition.titel %}{% endif %}", "error[E303]: `edition` has no `titel`\n  hint: did you mean `title`?"),
        ("{% for x in editions %}{% endfor %}", "error[E303]: `editions` is not known here\n  hint: did you mean `edition`?"),
        ("{{ edition.titel.x }}", "error[E303]: `edition` has no `titel`\n  hint: did you mean `title`?"),
        ("{{ edition.title | hmtl }}", "error[E301]: no filter named 'hmtl'"),
        ("{% if %}", "error[E301]: expected an expression, got 'end of statement block'"),
        ("{% include 'nothing.j2' %}", "error[E302]: there is no template `nothing.j2`"),
        ("{% include 'pag.html.j2' %}", "error[E302]: there is no template `pag.html.j2`\n  hint: did you mean `page.html.j2`?"),
        ("{{ 1 / 0 }}", "error[E304]: division by zero"),
        ("{{ edition.title + 1 }}", "error[E304]: can only concatenate"),
        ("{{ edition.title | day }}", "error[E304]: expected a date, found 'Ett exempel'"),
        ("{{ 'building' | icon_svg('red') }}", "error[E304]: expected a colour of the brand, found 'red'"),
        ("{{ {}['a'] }}", "error[E303]: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(workspace: Workspace, line: str, expected: str) -> None:
    assert refused(workspace, f"<p>\n{line}\n</p>\n").startswith(f"templates/page.html.j2:2: {expected}")


def test_a_fault_in_a_partial_is_told_in_the_partial(workspace: Workspace) -> None:
    write(workspace, "templates/_part.html.j2", "\n\n{{ edition.titel }}")

    assert refused(workspace, "{% include '_part.html.j2' %}").startswith("templates/_part.html.j2:3: error[E303]")


def test_a_syntax_fault_in_a_partial_is_told_in_the_partial(workspace: Workspace) -> None:
    write(workspace, "templates/_part.html.j2", "\n{% fi %}")

    assert refused(workspace, "{% include '_part.html.j2' %}").startswith("templates/_part.html.j2:2: error[E301]")


def test_a_missing_template_is_told(stock_theme: Theme) -> None:
    with pytest.raises(RenderError) as caught:
        stock_theme.render("web/pag.html.j2", make_edition())

    assert str(caught.value) == (
        "templates/web/pag.html.j2: error[E302]: there is no template `web/pag.html.j2`\n"
        "  hint: did you mean `web/page.html.j2`?"
    )


def test_templates_that_include_each_other_are_told(workspace: Workspace) -> None:
    assert "error[E304]: templates include each other without end" in refused(workspace, "{% include 'page.html.j2' %}")


def test_a_template_that_is_not_utf_8_is_told(workspace: Workspace) -> None:
    (workspace.root / "templates").mkdir()
    (workspace.root / "templates/page.html.j2").write_bytes("Malmö".encode("latin-1"))

    with pytest.raises(RenderError, match=r"^templates/page.html.j2: error\[E301\]: the template is not UTF-8$"):
        Theme(workspace).render("page.html.j2", make_edition())


# -- filters --------------------------------------------------------------------------------


def test_a_text_becomes_html_or_mail_or_words(workspace: Workspace) -> None:
    text = "{{ edition.standfirst | html }}|{{ edition.standfirst | mail({'em': 'color:x'}) }}|{{ edition.standfirst | plain }}"

    html, mail, plain = filled(workspace, text).split("|")

    assert html == "Fisk &amp; <em>skaldjur</em> &lt;nu&gt;"
    assert mail == 'Fisk &amp; <em style="color:x">skaldjur</em> &lt;nu&gt;'
    assert plain == "Fisk &amp; skaldjur &lt;nu&gt;"


def test_paragraphs_become_words_with_a_space_between(workspace: Workspace) -> None:
    nodes = (prose.Paragraph((prose.Text("Ett."),)), prose.Paragraph((prose.Text("Två."),)))

    assert filled(workspace, "{{ nodes | plain }}", nodes=nodes) == "Ett. Två."


def test_a_format_says_how_pictures_are_shown(workspace: Workspace) -> None:
    nodes = (prose.Illustration("bro.png", "En bro"),)

    html = filled(workspace, "{{ nodes | html }}", nodes=nodes, hooks={prose.Illustration: lambda node, _: node.alt})

    assert html == "En bro"


@pytest.mark.parametrize(("language", "expected"), [("sv", "30 mars 2021"), ("en", "30 March 2021")])
def test_a_day_is_written_as_people_write_it_and_never_broken(
    workspace: Workspace, language: str, expected: str
) -> None:
    write(workspace, "templates/day.txt.j2", "{{ edition.date | day }}, {{ edition.date | iso }}")

    text = Theme(workspace).render("day.txt.j2", make_edition(language=language))

    assert text == f"{expected}, 2021-03-30".replace(f"{expected}", expected.replace(" ", "\u00a0"))


@pytest.mark.parametrize(
    ("last", "sv", "en"),
    [
        (None, "4 mars 2021", "4 March 2021"),
        (date(2021, 3, 4), "4 mars 2021", "4 March 2021"),
        (date(2021, 3, 6), "4–6 mars 2021", "4–6 March 2021"),
        (date(2021, 6, 1), "4 mars–1 juni 2021", "4 March–1 June 2021"),
        (date(2022, 1, 2), "4 mars 2021–2 januari 2022", "4 March 2021–2 January 2022"),
    ],
)
def test_days_share_what_they_have_in_common(workspace: Workspace, last: date | None, sv: str, en: str) -> None:
    write(workspace, "templates/days.txt.j2", "{{ first | days(last) }}")

    for language, expected in (("sv", sv), ("en", en)):
        text = Theme(workspace).render(
            "days.txt.j2", make_edition(language=language), first=date(2021, 3, 4), last=last
        )
        assert text.replace("\u00a0", " ").replace("\u2009", " ") == expected
        assert " " not in text


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("fi", "1.–4. maaliskuuta 2021"),
        ("en-US", "March 1–March 4, 2021"),
        ("ja", "2021年3月1日–2021年3月4日"),
    ],
)
def test_days_are_right_in_languages_that_write_them_otherwise(locale: str, expected: str) -> None:
    assert dates.days(date(2021, 3, 1), date(2021, 3, 4), locale).replace("\u00a0", " ") == expected


def test_an_attribute_of_mjml_is_plain_ascii_on_one_line() -> None:
    assert attr('"Å\\\u00a0\n\tß" <b> & हिन्दी\u200d') == (
        "&#34;&#197;&#92;&#160; &#223;&#34; &#60;b&#62; &#38; &#2361;&#2367;&#2344;&#2381;&#2342;&#2368;&#8205;"
    )


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_an_attribute_keeps_every_character(text: str) -> None:
    written = attr(text)

    assert isinstance(written, Markup)
    assert written.isascii()
    assert written.unescape() == text


def test_controls_never_reach_an_attribute() -> None:
    assert attr("a\x00\x07\x1b\x85b\r\nc") == "ab c"


def test_a_picture_can_stand_in_its_address(workspace: Workspace) -> None:
    picture = Picture("a.png", b"\x89PNG", "image/png", 1, 1)

    assert filled(workspace, "{{ picture | data_uri }}", picture=picture) == "data:image/png;base64,iVBORw=="


# -- icons and files ------------------------------------------------------------------------

ICON = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path stroke="currentColor" d="M0 0h1"/></svg>\n'


def with_icon(workspace: Workspace, drawing: str) -> Theme:
    write(workspace, "assets/icons/ferry.svg", drawing)
    return Theme(open_workspace(workspace.root))


def test_an_icon_takes_its_colour_from_the_brand(workspace: Workspace) -> None:
    theme = with_icon(workspace, ICON)
    write(workspace, "templates/page.html.j2", "{{ 'ferry' | icon_svg(brand.light.primary) }}")

    expected = '<svg xmlns="http://www.w3.org/2000/svg"><path stroke="#0b3454" d="M0 0h1"/></svg>'
    assert theme.icon("ferry", "#0b3454") == theme.render("page.html.j2", make_edition()) == expected
    assert 'stroke="currentColor"' in theme.icon("ferry", "currentColor")


def test_an_unknown_icon_is_told(stock_theme: Theme) -> None:
    with pytest.raises(RenderError) as caught:
        stock_theme.icon("bulding", "#0b3454")

    assert str(caught.value) == (
        "assets/icons/bulding.svg: error[E307]: there is no icon `bulding` in assets/icons\n"
        "  hint: did you mean `building`?"
    )


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        ("<svg>\n<script>alert(1)</script></svg>", "<script"),
        ("<svg>\n<path onload='x'/></svg>", "onload="),
        ("<svg>\n<a href='https://x.example'/></svg>", "<a"),
        ("<svg>\n<use href='https://x.example/#a'/></svg>", "href='"),
        ("<svg>\n<path fill='url(https://x.example/a)'/></svg>", "url("),
        ("<svg>\n<!ENTITY a 'b'></svg>", "<!"),
        ("<svg>\n<SCRIPT/></svg>", "<SCRIPT"),
        ("<svg>\n<style>@import 'x'</style></svg>", "<style"),
    ],
)
def test_an_icon_only_draws(workspace: Workspace, drawing: str, found: str) -> None:
    with pytest.raises(RenderError) as caught:
        with_icon(workspace, drawing).icon("ferry", "#0b3454")

    assert str(caught.value) == f"assets/icons/ferry.svg:2: error[E308]: an icon may only draw, found `{found}`"


def test_every_stock_icon_draws_and_takes_a_colour(stock_theme: Theme) -> None:
    for name in stock_theme.workspace.icons:
        assert "#0b3454" in stock_theme.icon(name, "#0b3454")


def test_files_come_from_the_edition_or_from_assets(stock_theme: Theme) -> None:
    edition = make_edition()

    assert stock_theme.file("pictures/bild.png", edition) == edition.pictures["bild.png"].data
    assert stock_theme.file("fonts/newsreader/Newsreader-500.ttf", edition)[:4] == b"\0\1\0\0"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pictures/bld.png", "error[E305]: the edition has no picture 'bld.png'\n  hint: did you mean `bild.png`?"),
        ("fonts/nothing.ttf", "assets/fonts/nothing.ttf: error[E305]: there is no such file"),
    ],
)
def test_a_missing_file_is_told(stock_theme: Theme, name: str, expected: str) -> None:
    with pytest.raises(RenderError) as caught:
        stock_theme.file(name, make_edition())

    assert expected in str(caught.value)


# -- words ----------------------------------------------------------------------------------


def test_english_will_do_for_british_english_and_no_other_language(stock_theme: Theme) -> None:
    assert stock_theme.words("en-GB") == stock_theme.words("en")
    with pytest.raises(RenderError, match=r"^templates/words.yml: error\[E306\]: no words for the language `fi`"):
        stock_theme.words("fi")


def test_every_word_is_written_in_every_language(stock_theme: Theme) -> None:
    swedish, english = (stock_theme.words(language).model_dump() for language in ("sv", "en"))

    assert swedish.keys() == english.keys()
    same = {name for name, word in swedish.items() if word == english[name]}
    assert not same
    for name, word in swedish.items():
        assert word.count("{") == english[name].count("{"), name


def test_a_missing_word_is_told_at_its_language(workspace: Workspace) -> None:
    text = (stock() / "templates/words.yml").read_text(encoding="utf-8")
    write(workspace, "templates/words.yml", text.replace("  unsubscribe: Unsubscribe\n", ""))

    with pytest.raises(RenderError) as caught:
        Theme(workspace).words("sv")

    (problem,) = caught.value.problems
    assert (problem.code, problem.message, problem.place.path) == (
        "E105",
        "the field `unsubscribe` is missing",
        "templates/words.yml",
    )


def test_a_workspace_may_speak_another_language_and_have_words_of_its_own(workspace: Workspace) -> None:
    text = (stock() / "templates/words.yml").read_text(encoding="utf-8")
    finnish = text.split("\nen:")[0].replace("sv:", "fi:", 1).replace("Publicerad", "Julkaistu") + "  good-day: Hei\n"
    write(workspace, "templates/words.yml", text + finnish)

    words = Theme(workspace).words("fi")

    assert (words.published, words.good_day) == ("Julkaistu", "Hei")  # type: ignore[attr-defined]


# -- fonts ----------------------------------------------------------------------------------


def test_characters_that_no_bundled_font_can_draw_are_told_once(stock_theme: Theme) -> None:
    assert stock_theme.glyphs_missing("Åsa ☃ 漢字 漢 ᚠ") == ["漢", "字", "ᚠ"]
    assert glyph_name("ᚠ") == "ᚠ RUNIC LETTER FEHU FEOH FE F (U+16A0)"


def test_swedish_signs_arabic_and_emoji_can_all_be_drawn(stock_theme: Theme) -> None:
    assert (
        stock_theme.glyphs_missing("Åäö éü ”»–—…’ €§№ ½ − × → Łódź نور 🎉👩🏽‍🚀 \u00a0\u202f\u2009\u00ad\u2011\n\t")
        == []
    )


# -- speed ----------------------------------------------------------------------------------


def test_a_theme_is_ready_before_babel_and_fonttools_are_loaded() -> None:
    code = (
        "import sys; from publish.theme import Theme; from publish.workspace import open_workspace, stock;"
        "theme = Theme(open_workspace(stock())); theme.words('sv');"
        "print([name for name in ('babel', 'fontTools', 'weasyprint', 'PIL') if name in sys.modules])"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"


def test_where_things_are_is_known_before_any_schema_is_loaded() -> None:
    code = (
        "import sys; from publish.workspace import find, stock; find(stock());"
        "print([name for name in ('pydantic', 'yaml', 'jinja2', 'markdown_it') if name in sys.modules])"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("+46 (0)8-555 100 00", "+46855510000"), ("08-555 100 00", "0855510000"), ("+46 8 555 100 00", "+46855510000")],
)
def test_a_number_is_dialled_as_it_is_meant(written: str, dialled: str) -> None:
    assert dial(written) == dialled
