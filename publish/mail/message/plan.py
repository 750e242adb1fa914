"""All that goes into the template of one letter, looked through: what stands in a `Plan` can be sent."""

from dataclasses import dataclass
from itertools import chain

from publish.formats.message import Letter
from publish.mail.message import faults, ways_out
from publish.mail.message.fields import PERSONAL
from publish.mail.message.frozen import Frozen
from publish.mail.message.marks import Cut, cut_html, cut_subject, cut_text
from publish.mail.message.ways_out import WaysOut
from publish.problems import RenderError, in_order
from publish.workspace import Mail, Sending

_TEST = "[Test] "
"""Before the subject of a test; the same word in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is sent, by whom, and where its links lead."""

    letter: Letter
    mail: Mail
    sending: Sending
    frozen: Frozen
    view_url: str
    """Where this edition is to be seen."""
    archive_url: str
    """Where all editions are."""
    test: bool
    subject: Cut
    text: Cut
    html: Cut
    out: WaysOut

    @property
    def fields(self) -> tuple[str, ...]:
        """What the letter says of its reader."""
        used = self.subject.fields | self.text.fields | self.html.fields
        return tuple(field for field in PERSONAL if field in used)


def plan(  # noqa: PLR0913 - one for each thing that a letter depends on
    letter: Letter, mail: Mail, sending: Sending, frozen: Frozen, *, view_url: str, archive_url: str, test: bool
) -> Plan:
    """
    Look through all of it.

    Raises:
        RenderError: with everything for which the letter cannot be sent.
    """
    folder = f"{frozen.edition}/{frozen.version}/{letter.language}"
    subject = cut_subject(f"{_TEST}{letter.subject}" if test else letter.subject, folder)
    text = cut_text(_with_unix_lines(letter.text), f"{folder}/newsletter.txt")
    html = cut_html(_with_unix_lines(letter.html), f"{folder}/newsletter.html")
    problems = chain(
        faults.of_settings(mail, sending, view_url, archive_url),
        faults.of_letter(letter, frozen, folder),
        *(cut.problems for cut in (subject, text, html)),
        *(faults.of_ways_out(cut) for cut in (text, html)),
    )
    if found := in_order(problems):
        raise RenderError(*found)
    return Plan(
        letter=letter,
        mail=mail,
        sending=sending,
        frozen=frozen,
        view_url=view_url,
        archive_url=archive_url,
        test=test,
        subject=subject,
        text=text,
        html=html,
        out=ways_out.of(mail, sending, test=test),
    )


def _with_unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
