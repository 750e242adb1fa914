"""
The headers of a letter: what is the same for everybody, with slots for what is not.

Sources: RFC 5322, RFC 2369 and RFC 2919 (lists), RFC 8058 (one-click), RFC 3834 (answering machines).
"""

import re
from collections.abc import Iterator

from publish.formats.headers import mailbox, words
from publish.mail import headers
from publish.mail.message import slots
from publish.mail.message.fields import words as one_line
from publish.mail.message.frozen import ID
from publish.mail.message.plan import Plan
from publish.mail.message.slots import Slots
from publish.mail.message.ways_out import LEAVING
from publish.mail.segments import Segments

_TO = "\x01"
"""Stand-ins for slots while headers are written. Nothing else in them can be a control character."""
_SUBJECT = "\x02"
_MESSAGE_ID = "\x03" * ID
"""As long as what fills it, so that lines are broken where they will have to be."""
_STAND_INS = re.compile(f"({_TO}|{_SUBJECT}|{_MESSAGE_ID}|{LEAVING})")


def write(plan: Plan, table: Slots) -> Segments:
    """The headers, each line ended, their slots entered in *table*."""
    pieces = _STAND_INS.split("".join(f"{header}\r\n" for header in _headers(plan)))
    makers = {
        _TO: slots.addressed,
        _SUBJECT: slots.subject(plan.subject.pieces),
        _MESSAGE_ID: slots.identified(plan.frozen, test=plan.test),
        LEAVING: slots.leaving(plan.frozen),
    }
    constants = tuple(piece.encode("ascii") for piece in pieces[::2])
    return Segments(constants, tuple(table.of(piece, makers[piece]) for piece in pieces[1::2]))


def id_slot(plan: Plan, table: Slots) -> int:
    """The slot of the Message-ID."""
    return table.of(_MESSAGE_ID, slots.identified(plan.frozen, test=plan.test))


def _headers(plan: Plan) -> Iterator[str]:
    mail, name = plan.mail, one_line(plan.mail.from_name)
    yield mailbox("From", name, mail.sender)
    if mail.reply_to != mail.sender:
        yield mailbox("Reply-To", name, mail.reply_to)
    yield f"To: {_TO}"
    yield _subject(plan)
    yield f"Date: {plan.frozen.date}"
    yield headers.line("Message-ID", f"<{_MESSAGE_ID}@{mail.sender.rpartition('@')[2]}>")
    yield from _list(plan, name)
    # The standard's mark, and the one that Exchange heeds: a thousand notes of absence help nobody.
    yield "Auto-Submitted: auto-generated"
    yield "X-Auto-Response-Suppress: OOF, AutoReply"
    if plan.sending.feedback_id:
        yield headers.line("Feedback-ID", _feedback_id(plan))
    yield f"Content-Language: {plan.letter.language}"
    yield "MIME-Version: 1.0"
    yield f'Content-Type: multipart/alternative;\r\n boundary="{plan.frozen.boundary(plan.letter.language)}"'


def _subject(plan: Plan) -> str:
    """A subject with marks is encoded for each recipient anew."""
    if plan.subject.fields:
        return f"Subject: {_SUBJECT}"
    return words("Subject", one_line("".join(map(str, plan.subject.pieces))))


def _list(plan: Plan, name: str) -> Iterator[str]:
    yield mailbox("List-Id", name, plan.mail.list_id)
    yield headers.uris("List-Help", headers.mailto(plan.mail.reply_to, "help"))
    yield headers.uris("List-Archive", plan.archive_url)
    yield "List-Post: NO"
    yield headers.uris("List-Unsubscribe", *plan.out.header)
    if plan.out.is_one_click:
        yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"


def _feedback_id(plan: Plan) -> str:
    """Edition, version and language, which are the same for many; never anything of one person."""
    frozen = plan.frozen
    return f"{frozen.edition}:{frozen.version}:{plan.letter.language}:{plan.sending.feedback_id}"
