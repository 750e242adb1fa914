"""
Markdown: read into the tree of `prose`, and that tree written as HTML, mail HTML and plain text.

The only importer of markdown-it. What Markdown would let pass in silence (raw HTML, a link to
nowhere, a note that nobody calls) is a `Fault` with its place in the text that was read.
"""

from publish.markdown.faults import Fault, is_language, link_fault, link_hint
from publish.markdown.html import Hooks, html, mail_html
from publish.markdown.read import Body, ChapterHeading, Fence, read_body, read_line, read_nodes
from publish.markdown.text import LinkList, display_width, text, wrap
from publish.markdown.typography import typeset

__all__ = [
    "Body",
    "ChapterHeading",
    "Fault",
    "Fence",
    "Hooks",
    "LinkList",
    "display_width",
    "html",
    "is_language",
    "link_fault",
    "link_hint",
    "mail_html",
    "read_body",
    "read_line",
    "read_nodes",
    "text",
    "typeset",
    "wrap",
]
