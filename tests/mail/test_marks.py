"""Every line of what a template makes can be led back to the line of the template that made it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.problems import Place
from publish.theme.marks import marked, unmark

TEMPLATE = """\
<a>
  {% if true %}
  <b
    c="{{ 'x
y' }}">{# a
note #}</b>
  {% endif %}

  d
</a>
"""


def test_lines_are_marked_where_their_words_begin_but_never_inside_a_tag() -> None:
    shown = marked(TEMPLATE, "t").replace("\ue000", "«").replace("\ue001", "»")

    assert shown.split("\n") == [
        "«t:1»<a>",
        "  {% if true %}",
        "  «t:3»<b",
        "    «t:4»c=\"{{ 'x",
        "y' }}\">{# a",
        "note #}</b>",
        "  {% endif %}",
        "",
        "  «t:9»d",
        "«t:10»</a>",
        "",
    ]


def test_taking_the_marks_out_gives_the_template_back() -> None:
    assert unmark(marked(TEMPLATE, "t"))[0] == TEMPLATE


def test_a_place_of_the_result_is_led_back() -> None:
    result = marked("<a>", "one") + "\nwords\n" + marked("  <b>x</b>", "two") + marked("<c>", "three")

    text, origins = unmark(result)

    assert text == "<a>\nwords\n  <b>x</b><c>"
    assert origins.place(1, 1) == Place("one", 1)
    assert origins.place(2, 3) == Place("one", 1)
    assert origins.place(3, 3) == Place("two", 1)
    assert origins.place(3, 11) == Place("three", 1)
    assert origins.place(3) == Place("three", 1)


def test_what_has_no_marks_comes_from_nowhere() -> None:
    text, origins = unmark("<a>\n<b>")

    assert text == "<a>\n<b>"
    assert origins.place(1, 1) is None


@given(st.text(alphabet="ab <>{}%#\n", max_size=120))
def test_marking_changes_nothing_else(template: str) -> None:
    assert unmark(marked(template, "t"))[0] == template


@pytest.mark.parametrize("path", ["templates/newsletter/_å.mjml.j2", "C:\\templates\\a.mjml.j2"])
def test_any_path_can_be_marked(path: str) -> None:
    assert unmark(marked("x", path))[1].place(1, 1) == Place(path, 1)
