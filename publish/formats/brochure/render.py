"""From an edition to its brochure."""

import io
from functools import partial
from typing import Any

import segno

from publish import prose
from publish.edition import Artefact, Edition
from publish.formats.brochure import look
from publish.formats.brochure.views import plan_of
from publish.formats.brochure.writing import hooks
from publish.formats.pdf import Attached, accessible_pdf
from publish.theme import Theme

CODE = "code.svg"


def render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]:
    """
    The brochure of *edition*.

    Raises:
        RenderError: if a template, a picture or a character cannot be shown.
        ConformanceError: if the file would not be what it claims.
    """
    plan = plan_of(edition, theme, safe=0.985)
    html = theme.render(
        "brochure/brochure.html.j2",
        edition,
        page=plan.page,
        title=look.title(edition.title, theme.brand.scale.display.pt, plan.page.type),
        sheets=plan.sheets,
        foot=plan.foot,
        faces=theme.brand.faces_for("print"),
        icons=_icons(edition),
        hooks=hooks(edition),
        paragraph=lambda children: (prose.Paragraph(children),),
        bare=look.bare,
        split_figure=look.split_figure,
        tied=look.tied,
        code_alt=theme.words(edition.language).code_leads_to.format(address=theme.address(edition).page),
    )
    pdf = accessible_pdf(
        html,
        files=partial(_file, edition=edition, theme=theme),
        attachments=[Attached(f"{edition.language}.md", edition.source, "text/markdown", "source")],
        created=edition.date,
        modified=edition.updated or edition.date,
    )
    return (Artefact("brochure.pdf", pdf.data, pdf.pages),)


def _icons(edition: Edition) -> list[str]:
    return sorted({area.icon for block in edition.blocks if block.kind == "focus-areas" for area in block.items if area.icon})



def _file(name: str, *, edition: Edition, theme: Theme) -> bytes:
    if name == CODE:
        return _code(theme.address(edition).page, theme)
    return theme.file(name, edition)


def _code(address: str, theme: Theme) -> bytes:
    drawing = io.BytesIO()
    segno.make(address, error="m").save(
        drawing, kind="svg", border=3, dark=theme.brand.print.deep, light=theme.brand.print.on_deep, xmldecl=False, omitsize=True
    )
    return drawing.getvalue()
