"""Small letters in MJML, complete but for what a test is about."""

from typing import Any
from warnings import catch_warnings, simplefilter

import html5lib
from html5lib.constants import DataLossWarning

HEAD = "<mj-title>Brev</mj-title>"


def letter(body: str = "", head: str = "") -> str:
    """A document with *body* in it."""
    return f"<mjml><mj-head>{HEAD}{head}</mj-head><mj-body>{body}</mj-body></mjml>"


def column(inside: str, head: str = "") -> str:
    """A document of one column."""
    return letter(f"<mj-section><mj-column>{inside}</mj-column></mj-section>", head)


def text(inside: str, head: str = "") -> str:
    """A document of one text."""
    return column(f"<mj-text>{inside}</mj-text>", head)


def parsed(html: str) -> Any:  # an element of lxml, whose `xpath` answers with anything
    """*html* as browsers read it; what they would have to mend is an error."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    with catch_warnings():
        # The names that Word wants on `html` are no names of XML.
        simplefilter("ignore", DataLossWarning)
        return parser.parse(html).getroot()
