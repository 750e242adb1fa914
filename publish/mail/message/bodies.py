"""The body of a letter: plain text and HTML that say the same (RFC 2046, 5.1.4), with slots in them."""

from publish.mail.message import slots
from publish.mail.message.fields import ESCAPES, UNSUBSCRIBE, VIEW
from publish.mail.message.marks import Cut, Mark
from publish.mail.message.plan import Plan
from publish.mail.message.quoted import Cutter
from publish.mail.message.slots import Slots
from publish.mail.message.ways_out import LEAVING
from publish.mail.segments import Segments


def write(plan: Plan, table: Slots) -> Segments:
    """What comes after the empty line, its slots entered in *table*."""
    boundary = plan.frozen.boundary(plan.letter.language)
    cutter = Cutter()
    for kind, cut in (("plain", plan.text), ("html", plan.html)):
        cutter.raw(f"--{boundary}\r\n{_head(kind, plan.letter.language)}\r\n")
        _part(cut, plan, table, cutter)
        cutter.raw("\r\n")
    cutter.raw(f"--{boundary}--\r\n")
    return cutter.done()


def _head(kind: str, language: str) -> str:
    return (
        f"Content-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Language: {language}\r\n"
    )


def _part(cut: Cut, plan: Plan, table: Slots, cutter: Cutter) -> None:
    for piece in cut.pieces:
        if isinstance(piece, str):
            cutter.text(piece)
        elif piece.field == VIEW:
            cutter.text(ESCAPES[piece.spot](plan.view_url))
        elif piece.field == UNSUBSCRIBE:
            _link(piece, plan, table, cutter)
        else:
            cutter.slot(table.of(piece, slots.merged(piece)))


def _link(mark: Mark, plan: Plan, table: Slots, cutter: Cutter) -> None:
    """The link to leave the list: the same for all, but for the token in it if there is one."""
    before, token, after = plan.out.link.partition(LEAVING)
    cutter.text(ESCAPES[mark.spot](before))
    if token:
        cutter.slot(table.of(LEAVING, slots.leaving(plan.frozen)), width=len(LEAVING))
        cutter.text(ESCAPES[mark.spot](after))
