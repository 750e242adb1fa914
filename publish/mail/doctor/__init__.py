"""
Asks what mailbox providers will ask: whether letters from here would be taken, before anybody is written to.

    answer        what is demanded, and what came of looking
    surroundings  what checks look at: settings, folder, DNS
    names         the DNS
    mailboxes, spf, signatures, dmarc, relay, one_click, keeping   one subject each

Nothing is changed, and nobody is written to.
"""

from publish.mail.doctor import dmarc, keeping, mailboxes, one_click, relay, signatures, spf
from publish.mail.doctor.answer import Answer, Demand, Verdict
from publish.mail.doctor.names import Names, open_names
from publish.mail.doctor.surroundings import Surroundings

__all__ = ["DEMANDS", "Answer", "Demand", "Names", "Surroundings", "Verdict", "diagnose", "open_names"]

_SUBJECTS = (mailboxes, spf, signatures, dmarc, relay, one_click, keeping)
DEMANDS: tuple[Demand, ...] = tuple(demand for subject in _SUBJECTS for demand in subject.DEMANDS)


def diagnose(around: Surroundings) -> tuple[Answer, ...]:
    """Every answer, in the order of the demands. What cannot be seen from here is `unknown`, never a pass."""
    return tuple(answer for subject in _SUBJECTS for answer in subject.check(around))
