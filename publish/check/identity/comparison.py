"""One output against the edition: both ways."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.check.finding import Finding
from publish.check.identity import additions
from publish.check.identity.accounts import Account, account
from publish.check.identity.facts import HEAD, Fact, Facts
from publish.check.identity.frames import Frames, bare_address
from publish.check.identity.letters import Needle
from publish.check.identity.lines import Lines
from publish.check.identity.markup import mangled
from publish.check.identity.outputs import Output
from publish.check.identity.presence import Reporter
from publish.check.identity.rest import MOST_COMPARED, Rest, of_title, remains_of, rests
from publish.check.places import letters_of
from publish.check.subject import Subject


class Comparison:
    """What one output has of the edition's facts, and what else it says."""

    def __init__(self, subject: Subject, output: Output, facts: Facts, frames: Frames) -> None:
        self.subject, self.output, self.facts, self.frames = subject, output, facts, frames
        self.lines = Lines(subject.sources.text)
        known = self._known()
        # Plain text has its text alternatives among its words.
        roles = ("text", "date", "alt") if output.alts is output.run else ("text", "date")
        self.said = account(output, facts.of(*roles), known)
        self.accounts = [(self.said, facts.of(*roles))]
        if output.alts is not output.run:
            alts = facts.of("alt")
            self.accounts.append((account(output, alts, known, alts=True), alts))

    def _known(self) -> dict[Needle, bool]:
        """The frames, and the addresses of the edition's own links."""
        hrefs = [fact.words for fact in self.facts.of("link")]
        addresses = dict.fromkeys((*hrefs, *map(bare_address, hrefs)))
        needle = self.output.alphabet.needle
        return {needle(address): False for address in addresses} | self.frames.needles(self.output.alphabet)

    def findings(self) -> Iterator[Finding]:
        """What is lost, added, doubled, mangled or run together."""
        report = Reporter(self.subject, self.lines, self.output, self.facts.all)
        lost: list[Fact] = []
        everything: list[Rest] = []
        for found, facts in self.accounts:
            left = self._rests(found)
            lost += self._unexplained(found, left)
            everything += left
            yield from report.glued(found, facts)
            yield from report.repeated(found, facts)
            yield from additions.mangled_in(self.subject, self.output, left)
            yield from additions.added(self.subject, self.output, additions.unexplained(found, left), self.frames)
        lost += self._preheader()
        links = self.facts.of("link")
        yield from report.lost((*lost, *report.lost_links(links)), everything)
        yield from additions.added_links(self.output, self.subject, self.facts.all, self.frames)

    def lost_besides(self, other: "Comparison") -> Iterator[Finding]:
        """What is lost here and not in *other*, which is another view of the same file."""
        known = {id(fact) for found, _ in other.accounts for fact in found.lost}
        report = Reporter(self.subject, self.lines, self.output, self.facts.all)
        lost = [fact for found, _ in self.accounts for fact in found.lost if id(fact) not in known]
        for finding in report.lost(lost, ()):
            message = finding.message.replace(self.output.name, f"{self.output.name} as classic Outlook shows it", 1)
            hint = "it stands in a part that is kept from Outlook; give Outlook another way to it"
            yield replace(finding, message=message, hint=hint)

    def _preheader(self) -> Iterator[Fact]:
        """What stands beside the subject in a list of letters; it may be hidden in the letter itself."""
        words = self.subject.edition.preheader
        document = self.output.document
        if document is not None and self.output.format == "newsletter" and words:
            said = letters_of("".join(map(str, document.body.itertext())))
            if letters_of(words) not in said:
                yield Fact("text", "preheader", words, HEAD, 0)

    def _rests(self, found: Account) -> tuple[Rest, ...]:
        titles = [fact.words for fact in self.facts.all if fact.kind in ("title", "heading of a chapter")]
        is_paged = self.output.is_paged
        return tuple(rest for rest in rests(found) if not (is_paged and of_title(rest, titles)))

    def _unexplained(self, found: Account, left: Sequence[Rest]) -> Iterator[Fact]:
        """What is lost, but for what is there and mangled: that is told already."""
        for number, fact in enumerate(found.lost):
            rest = remains_of(fact, left, self.output.alphabet) if number < MOST_COMPARED else None
            if not (rest and mangled(rest.text)):
                yield fact
