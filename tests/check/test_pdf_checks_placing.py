"""What our own check holds against a brochure that was not written is told at the line that is at fault."""

import pytest

from publish.check.conformance import placed
from publish.formats import FORMATS
from publish.problems import ConformanceError, Place, Problem
from publish.source import read_edition
from publish.theme import Theme
from tests import made
from tests.check.corpus import Case, Edit, place_of, workspace_of

_T = "templates/brochure"
_FIGURES = '<div class="figures {{ part.classes }}">'
CASES = (
    Case(
        "the cover's picture has no words",
        "E537",
        (Edit(f"{_T}/_cover.html.j2", ' alt="{{ edition.cover.alt }}"', ""),),
    ),
    Case(
        "figures get a heading of the fifth level",
        "E535",
        (Edit(f"{_T}/_figures.html.j2", _FIGURES, f"<h5>I siffror</h5>\n{_FIGURES}"),),
    ),
    Case(
        "the page has no language",
        "E514",
        (Edit(f"{_T}/brochure.html.j2", '<html lang="{{ edition.language }}">', "<html>"),),
    ),
    Case(
        "the page has no title",
        "E518",
        (Edit(f"{_T}/brochure.html.j2", "<title>{{ edition.title }}</title>", "<title></title>"),),
    ),
    Case(
        "partners are in a table of rows that differ",
        "E553",
        (
            Edit(f"{_T}/_partners.html.j2", '<ul class="partners {{ part.classes }}">', "<table><tr><th>Partner</th></tr>"),
            Edit(f"{_T}/_partners.html.j2", "</ul>", "<tr><td>1</td><td>2</td></tr></table>"),
            Edit(f"{_T}/_partners.html.j2", "{% for partner in part.block.items %}\n<li>", "{% for partner in [] %}\n<li>"),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_brochure_that_is_refused_leads_to_its_line(case: Case) -> None:
    with workspace_of(case) as workspace:
        theme = Theme(workspace)
        edition = read_edition(workspace.folder(made.FIRST.name), "sv", root=workspace.root, icons=workspace.icons)
        with pytest.raises(ConformanceError) as refused:
            FORMATS["brochure"].render(edition, theme)
        problem = next(problem for problem in refused.value.problems if problem.code == case.code)
        found = placed(problem, edition, theme)

    assert problem.place == Place(edition.path)
    assert str(found.place).startswith(place_of(case))
    assert (found.code, found.message, found.hint) == (problem.code, problem.message, problem.hint)


@pytest.mark.parametrize("message", ["the file has no identifier", "page 2, Figure 99: no words", "Nix 1: odd", ""])
def test_a_problem_in_doubt_stays_where_it_is(message: str) -> None:
    problem = Problem("E537", message, Place("x.md"))

    assert placed(problem, made.edition(made.FIRST, "sv"), made.theme()) == problem


def test_what_the_text_has_is_told_in_the_text() -> None:
    edition = made.edition(made.SECOND, "sv")
    problem = placed(
        Problem("E553", "page 4, Table 1: the rows are not of one length", Place("x")), edition, made.theme()
    )
    line = edition.source.decode().splitlines()[problem.place.line - 1]

    assert problem.place.path == edition.path
    assert line.startswith("|")
