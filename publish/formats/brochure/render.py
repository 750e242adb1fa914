"""From an edition to its brochure."""

import io
from collections.abc import Sequence
from functools import partial

import segno

from publish import blocks, prose
from publish.edition import Artefact, Edition
from publish.formats import raster
from publish.formats.brochure import look
from publish.formats.brochure.faces import faces_for
from publish.formats.brochure.sheets import SAFE
from publish.formats.brochure.views import Plan, plan_of
from publish.formats.brochure.writing import hooks
from publish.formats.pdf import Attached, Pdf, Variant, accessible_pdfs
from publish.theme import Theme

NAMES = {Variant.A3A: "brochure.pdf", Variant.A2A: "brochure-a2a.pdf"}
"""The files, by what they are."""

_CODE = "code.svg"
_FACES = "faces.css"
_HORIZON = "horizon.svg"
_PICTURES = "pictures"
_COVER = "cover"

_WIDEST, _HIGHEST = 1654, 2339
"""Pixels: 200 to the inch on a full page."""

_SAFER = 0.9
"""How full pages are made when the engine needed more of them than we measured."""


def render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]:
    """
    The brochure of *edition*: rendered once, and written in the variants that publish.yaml asks for.

    Raises:
        RenderError: if a template, a picture or a character cannot be shown.
        ConformanceError: if the file would not be what it claims.
    """
    plan = plan_of(edition, theme, safe=SAFE)
    pdfs = _pdfs(edition, theme, plan)
    if pdfs[0].pages > plan.pages + 1:
        pdfs = _pdfs(edition, theme, plan_of(edition, theme, safe=_SAFER))
    names = (NAMES[variant] for variant in _variants(theme))
    return tuple(Artefact(name, pdf.data, pdf.pages) for name, pdf in zip(names, pdfs, strict=True))


def _variants(theme: Theme) -> tuple[Variant, ...]:
    return (Variant.A3A, *(Variant(name) for name in theme.workspace.settings.brochure_also_as))


def _pdfs(edition: Edition, theme: Theme, plan: Plan) -> tuple[Pdf, ...]:
    html = _html(edition, theme, plan)
    faces = theme.render("brochure/faces.css.j2", edition, faces=faces_for(html, edition, theme))
    horizon = theme.render("brochure/horizon.svg.j2", edition)
    made = {_HORIZON: horizon.encode(), _CODE: _code(theme.address(edition).page, theme), _FACES: faces.encode()}
    words = theme.words(edition.language)
    return accessible_pdfs(
        html,
        _variants(theme),
        files=partial(_file, made=made, edition=edition, theme=theme),
        attachments=[Attached(f"{edition.language}.md", edition.source, "text/markdown", words.source)],
        created=edition.date,
        modified=edition.updated or edition.date,
        name=edition.path,
    )


def page(edition: Edition, theme: Theme) -> str:
    """The HTML that the engine is handed at its first try, for who asks which template wrote what."""
    return _html(edition, theme, plan_of(edition, theme, safe=SAFE))


def _html(edition: Edition, theme: Theme, plan: Plan) -> str:
    address = theme.address(edition).page
    return theme.render(
        "brochure/brochure.html.j2",
        edition,
        page=plan.page,
        sheets=plan.sheets,
        foot=plan.foot,
        title=look.title(edition.title, theme.brand.scale.display.pt, plan.page.type, pictured=bool(edition.cover)),
        shares=look.SHARES,
        icons=_icons(edition.blocks),
        hooks=hooks(edition, plan.page, theme.brand.scale),
        code_alt=theme.words(edition.language).code_leads_to.format(address=address),
        paragraph=lambda children: (prose.Paragraph(children),),
        sentence=lambda text: (prose.Paragraph((prose.Text(text),)),),
        bare=look.bare,
        crop=lambda name: look.crop(edition.pictures[name]),
        headline=partial(look.headline, theme.brand.scale.h3.pt),
        is_long=look.is_long,
        running=look.running,
        split_figure=look.split_figure,
    )


def _icons(found: Sequence[blocks.Block]) -> list[str]:
    """The icons that are shown, each once."""
    areas = [area for block in found if isinstance(block, blocks.FocusAreas) for area in block.items]
    return sorted({area.icon for area in areas if area.icon})


def _file(name: str, *, made: dict[str, bytes], edition: Edition, theme: Theme) -> bytes:
    """What the engine asks for: what was made here, a picture no larger than paper needs, or an asset."""
    if name in made:
        return made[name]
    folder, picture = name.partition("/")[0], edition.pictures.get(name.partition("/")[2])
    if picture and folder == _PICTURES:
        return raster.fit(picture, _WIDEST, None)
    if picture and folder == _COVER:
        return raster.fit(picture, _WIDEST, _HIGHEST)
    return theme.file(name, edition)


def _code(address: str, theme: Theme) -> bytes:
    """The QR code of *address*, dark on light as scanners want it."""
    drawing = io.BytesIO()
    colours = theme.brand.print
    segno.make(address, error="m").save(
        drawing, kind="svg", border=3, dark=colours.deep, light=colours.on_deep, xmldecl=False, omitsize=True
    )
    return drawing.getvalue()
