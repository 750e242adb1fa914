"""
MJML made safe: what the compiler gets wrong or keeps silent about never reaches a letter.

    1. read     strict XML, every element with its line          tree
    2. check    the rules of MJML, all faults at once            check, schema
    3. prepare  written again so that the compiler cannot err    merge, prepare
    4. compile  mjml-python, a millisecond
    5. finish   styles into attributes, short lines, limits      finish, lines

The only importer of mjml and css-inline.
"""

import mjml

from publish.formats.mjml.check import check
from publish.formats.mjml.faults import Fault, Faulty
from publish.formats.mjml.finish import UNSUBSCRIBE, finish, styled
from publish.formats.mjml.merge import merge
from publish.formats.mjml.prepare import prepare
from publish.formats.mjml.trace import TRACE, point, trace
from publish.formats.mjml.tree import Element, read

__all__ = ["TRACE", "UNSUBSCRIBE", "Fault", "Faulty", "point", "to_html", "traced"]


def to_html(source: str) -> str:
    """
    The HTML of a letter, ready to be sent but for its one mark.

    Raises:
        Faulty: with everything that is wrong in *source*; faults of line 0 are of the letter as a whole.
    """
    root = read(source)
    if faults := check(root):
        raise Faulty(*faults)
    html, css = _compiled(merge(root))
    return finish(html, css)


def traced(source: str) -> str:
    """
    The same letter, each element with the line of *source* it came from (`point`); its limits are not kept.

    Raises:
        Faulty: as `to_html`, but for the letter as a whole.
    """
    return styled(*_compiled(trace(merge(read(source)))))


def _compiled(root: Element) -> tuple[str, str]:
    prepared = prepare(root)
    try:
        return mjml.mjml2html(prepared.mjml, fonts={}), prepared.css
    except ValueError as error:
        raise Faulty(Fault(0, 0, "E410", f"the MJML compiler gave up: {error}")) from error
