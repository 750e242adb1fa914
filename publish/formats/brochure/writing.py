"""What running text becomes on paper, where it is more than its HTML: pictures, and last lines of one word."""

import re
from html import escape
from urllib.parse import quote

from publish import markdown, prose
from publish.edition import Edition
from publish.formats.brochure import look

_LAST_WORDS = re.compile(r"([^\s<>]+) ([^\s<>]+)(</(?:p|h[1-6])>)$")
_LONGEST_TAIL = 22
"""Characters. More would tear a hole in the line above."""


def hooks(edition: Edition) -> markdown.Hooks:
    """How the Markdown writer is to write what paper wants otherwise."""

    def picture(node: prose.Illustration, _: str) -> str:
        shape = "wide" if look.is_wide(edition.pictures[node.picture]) else "column"
        caption = f'<p class="caption">{markdown.html(node.caption)}</p>' if node.caption else ""
        image = f'<p><img src="{address(node.picture)}" alt="{escape(node.alt)}"></p>'
        return f'<div class="picture {shape}">{image}{caption}</div>'

    return {prose.Illustration: picture, prose.Paragraph: _keep_tail, prose.Heading: _keep_tail}


def address(picture: str) -> str:
    """Where the engine asks for a picture of the edition."""
    return f"publish:///pictures/{quote(picture)}"


def _keep_tail(_: prose.Node, html: str) -> str:
    """The same with its last two words tied together, so that no word stands on a line alone."""
    found = _LAST_WORDS.search(html)
    if not found or len(found[0]) - len(found[3]) > _LONGEST_TAIL:
        return html
    return f'{html[: found.start()]}<span class="tail">{found[1]} {found[2]}</span>{found[3]}'
