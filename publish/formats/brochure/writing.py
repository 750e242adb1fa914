"""What running text becomes on paper, where it is more than its HTML: pictures, and last lines of one word."""

from html import escape
from urllib.parse import quote

from publish import markdown, prose
from publish.edition import Edition
from publish.formats.brochure import look
from publish.formats.brochure.measure import tail
from publish.formats.brochure.page import Page
from publish.workspace import Scale


def hooks(edition: Edition, page: Page, scale: Scale) -> markdown.Hooks:
    """How the Markdown writer is to write what paper wants otherwise."""

    def picture(node: prose.Illustration, _: str) -> str:
        shape = "wide" if look.is_wide(edition.pictures[node.picture]) else "column"
        caption = f'<p class="caption">{markdown.html(node.caption)}</p>' if node.caption else ""
        image = f'<p><img src="{address(node.picture)}" alt="{escape(node.alt)}"></p>'
        return f'<div class="picture {shape}">{image}{caption}</div>'

    def heading(node: prose.Heading, html: str) -> str:
        if node.level > 3 or not all(isinstance(child, prose.Text) for child in node.children):
            return html
        size, measure = (scale.h1, page.type - 2 * page.gutter) if node.level == 2 else (scale.h3, page.columns(8))
        lines = look.headline(size.pt, prose.plain(node.children), measure)
        return f"{html.partition('>')[0]}>{_in_lines(lines)}</h{node.level}>"

    return {prose.Illustration: picture, prose.Paragraph: _keep_tail, prose.Heading: heading}


def _in_lines(lines: list[str]) -> str:
    """HTML that breaks where *lines* end, and says the words with blanks between them."""
    if len(lines) == 1:
        return escape(lines[0], quote=False)
    return " ".join(f'<span class="line">{escape(line, quote=False)}</span>' for line in lines)


def address(picture: str) -> str:
    """Where the engine asks for a picture of the edition."""
    return f"publish:///pictures/{quote(picture)}"


def _keep_tail(_: prose.Paragraph, html: str) -> str:
    """The same with its last few words tied together, if they are plain text."""
    text = html.removesuffix("</p>")
    last = tail(text[text.rfind(">") + 1 :])
    return f'{text.removesuffix(last)}<span class="tail">{last}</span></p>' if last else html
