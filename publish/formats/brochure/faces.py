"""Which fonts an edition needs, and whether they have all its letters. Each font that is loaded costs time."""

from collections.abc import Iterable
from html import unescape

from publish.edition import Edition
from publish.problems import Place, Problem, RenderError
from publish.theme import Theme, glyphs
from publish.workspace import Face

BOLD = 600
"""The weight that the style sheet asks for where text is bold."""


def faces_for(html: str, edition: Edition, theme: Theme) -> tuple[Face, ...]:
    """
    The fonts that *html* is set in: the brand's own, and those that stand in only for letters these lack.

    Raises:
        RenderError: naming each character that no bundled font can draw, and where the edition has it.
    """
    text = unescape(html)
    if missing := theme.glyphs_missing(text):
        raise RenderError(*(_problem(char, edition) for char in missing))
    own = tuple(dict.fromkeys(_nearest(theme, *wish) for wish in _wishes(html, theme)))
    lacking = set(glyphs.missing(text, glyphs.covered(own, theme.workspace)))
    return own + tuple(_standing_in(lacking, theme)) if lacking else own


def _wishes(html: str, theme: Theme) -> Iterable[tuple[str, int, str]]:
    """Family, weight and style of everything that the style sheet asks for and the page holds."""
    base, headings = theme.brand.base, theme.brand.headings
    yield base.family, base.weight, "normal"
    yield base.family, BOLD, "normal"
    yield headings.family, headings.weight, "normal"
    if "<em>" in html or 'class="intro"' in html:
        yield base.family, base.weight, "italic"
    if 'class="question"' in html or 'class="pull"' in html:
        yield headings.family, 400, "italic"


def _nearest(theme: Theme, family: str, weight: int, style: str) -> Face:
    faces = [face for face in theme.brand.faces_for("print") if face.family == family]
    return min(faces, key=lambda face: (face.style != style, abs(face.weight - weight), face.weight))


def _standing_in(lacking: set[str], theme: Theme) -> Iterable[Face]:
    """The faces of each fallback family that has a letter which is lacking, the first family first."""
    left = set(lacking)
    for family in theme.brand.fallbacks:
        faces = [face for face in theme.brand.faces_for("print") if face.family == family]
        points = glyphs.covered(faces, theme.workspace)
        if found := {char for char in left if ord(char) in points}:
            left -= found
            yield from faces


def _problem(char: str, edition: Edition) -> Problem:
    lines = edition.source.decode("utf-8", "replace").splitlines()
    at = next(((n, line.index(char) + 1) for n, line in enumerate(lines, 1) if char in line), (0, 0))
    hint = "write it otherwise, or add a font that has it to assets/brand.yml under `fallbacks`"
    return Problem("E309", f"no bundled font can draw {glyphs.name(char)}", Place(edition.path, *at), hint)
