"""
The statements of the ledger, in SQL that SQLite and PostgreSQL both understand.

A state is only ever changed from the one that is expected: a row that somebody else has moved on stays as it is.
"""

ROW = """
select d.number, m.number, m.code, d.address, d.language, d.first_name, d.name, d.company, d.provider, d.attempts
from delivery d join member m on m.number = d.member
"""

QUEUED = f"""{ROW}
where d.send = :send and d.state = 'queued' and d.number > :after and d.address is not null
order by d.number limit :limit
"""

DUE = f"""{ROW}
where d.send = :send and d.state = 'deferred' and d.due <= :now and d.address is not null
order by d.due, d.number limit :limit
"""

NEXT_DUE = "select min(due) from delivery where send = :send and state = 'deferred' and address is not null"

ONE = f"{ROW} where d.number = :number"

INTENT = """
update delivery set state = 'in-flight', attempts = attempts + 1, changed = :now
where number = :number and state in ('queued', 'deferred') and not exists (
    select 1 from suppression s join member m on m.key = s.key where m.number = delivery.member
)
"""

SUPPRESSED = """
update delivery set state = 'suppressed', changed = :now, address = null, name = '', first_name = '', company = ''
where number = :number and state in ('queued', 'deferred')
"""

FORGOTTEN = """
update delivery set state = 'suppressed', changed = :now
where send = :send and state in ('queued', 'deferred', 'uncertain') and address is null
"""

ACCEPTED = """
update delivery set state = 'accepted', phase = :phase, reply = :code, status = :status, text = :text, changed = :now,
    address = null, name = '', first_name = '', company = ''
where number = :number and state = 'in-flight'
"""
"""An address that is not needed any more is not kept; the member's row has it."""

OTHERWISE = """
update delivery set state = :state, phase = :phase, reply = :code, status = :status, text = :text, changed = :now,
    due = :due, attempts = attempts + :tried
where number = :number and state in ('queued', 'in-flight', 'deferred')
"""
"""*tried* is 1 where a server refused before there was an intent."""

UNANSWERED = """
update delivery set state = 'uncertain', phase = :phase, reply = :code, status = :status, text = :text
where number = :number and state = 'in-flight'
"""
"""`changed` stays the time at which the letter began to leave: from then on a server may have noted it."""

AGAIN = """
update delivery set state = 'queued', attempts = attempts - :tried, changed = :now
where number = :number and state in ('in-flight', 'rejected')
"""
"""Back in the queue, as if it had not been tried: no server had it."""

DOUBT = "insert into doubt (delivery, since, cause, resolved) values (:number, :now, :cause, '')"

LEFT_IN_DOUBT = """
insert into doubt (delivery, since, cause, resolved)
select number, :now, 'the sender stopped before the server had answered', '' from delivery
where send = :send and state = 'in-flight'
"""

IN_DOUBT = "update delivery set state = 'uncertain' where send = :send and state = 'in-flight'"

RESOLVED = "update doubt set resolved = :how where delivery = :number and resolved = ''"

RESEND = "update delivery set state = 'queued', changed = :now where number = :number and state = 'uncertain'"

TAKEN = """
update delivery set state = 'accepted', changed = :now, address = null, name = '', first_name = '', company = ''
where number = :number and state = 'uncertain'
"""

UNCERTAIN = f"{ROW} where d.send = :send and d.state = 'uncertain' order by d.number"

DOUBTED = """
select d.changed, max(o.since) from delivery d join doubt o on o.delivery = d.number
where d.number = :number group by d.changed
"""

COUNTS = "select state, count(*) from delivery where send = :send group by state"

ENDED = "update send set ended = :now where number = :send and ended is null"

BOUNCED = """
insert into suppression (key, reason, evidence, since)
select m.key, 'bounced', :evidence, :now from member m join delivery d on d.member = m.number
where d.number = :number and not exists (select 1 from suppression s where s.key = m.key)
"""
