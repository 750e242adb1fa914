"""
Who was sent what: one row a recipient, and the truth about it at any time.

    queued ─intent─▶ in-flight ─result─▶ accepted | deferred | rejected
                         └─ the process died, or nobody answered after the final dot ─▶ uncertain

The intent is on the disk before the first octet of a body leaves; the result is committed with the next intent. So
whatever dies, nobody is skipped, and whoever may have got a letter that we do not know of is called uncertain, by
name, before anything more is sent.

    rows        what is read and written
    statements  how, in SQL that SQLite and PostgreSQL both understand
    writer      commits the steps of all connections together
    ledger      one send's rows
"""

from publish.mail.ledger.ledger import Ledger
from publish.mail.ledger.rows import Result, Row
from publish.mail.ledger.writer import Writer

__all__ = ["Ledger", "Result", "Row", "Writer"]
