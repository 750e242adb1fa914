"""Every fact of the edition in every output: what is lost, what stands there twice, what runs into other words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.check.document import words as words_in
from publish.check.finding import Finding, Rule
from publish.check.identity import rules
from publish.check.identity.accounts import Account
from publish.check.identity.facts import HEAD, Fact
from publish.check.identity.frames import bare_address, plain_address
from publish.check.identity.letters import BLANK
from publish.check.identity.lines import Lines
from publish.check.identity.outputs import Output
from publish.check.identity.rest import Rest, remains_of
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.problems import Place

_RULES: dict[str, Rule] = {"text": rules.TEXT, "date": rules.DATE, "alt": rules.ALT, "link": rules.LINK}
_SAID = frozenset({"text", "date", "alt"})
_NAMES = {
    "figures.value": ("figure", "figures"),
    "figures.text": ("explanation of a figure", "explanations of figures"),
    "focus-areas.title": ("focus area", "focus areas"),
    "focus-areas.question": ("question of a focus area", "questions of focus areas"),
    "partners.name": ("partner", "partners"),
    "quote.by": ("name below a quotation", "names below quotations"),
    "articles.headline": ("headline", "headlines"),
    "articles.byline": ("byline", "bylines"),
    "events.title": ("event", "events"),
    "events.date": ("date of an event", "dates of events"),
    "events.time": ("time of an event", "times of events"),
    "events.place": ("place of an event", "places of events"),
    "heading of a chapter": ("heading of a chapter", "headings of chapters"),
    "updated": ("date of the last update", ""),
}
_REPEATED = 60
"""Letters of a text that nobody writes twice by intention."""
_SHOWN = 60


@dataclass(frozen=True)
class Reporter:
    """Makes findings of what is wrong with one output."""

    subject: Subject
    lines: Lines
    output: Output
    facts: Sequence[Fact]

    def lost(self, lost: Sequence[Fact], rests: Sequence[Rest]) -> Iterator[Finding]:
        """One finding for each kind of fact that is missing; for a block of which nothing is there, only one."""
        blocks = _whole_blocks(lost, self.facts)
        groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in lost:
            block = fact.kind.partition(".")[0].removeprefix("link in ")
            groups[("block", block) if block in blocks else (fact.role, fact.kind)].append(fact)
        for (role, kind), group in groups.items():
            yield self._block(kind, group) if role == "block" else self._kind(group, rests)

    def _block(self, kind: str, group: Sequence[Fact]) -> Finding:
        first = min(group, key=lambda fact: (self.place(fact).line, self.place(fact).column))
        message = f"the block `{kind}` is missing in {self.output.name}: nothing of it is there, first {_quoted(first)}"
        hint = f"let the templates of this format show the kind of block `{kind}`"
        return rules.TEXT.finding(message, self.place(first), hint=hint, artefact=self.output.name)

    def _kind(self, group: Sequence[Fact], rests: Sequence[Rest]) -> Finding:
        first, name = group[0], self.output.name
        every = [fact for fact in self.facts if (fact.role, fact.kind) == (first.role, first.kind)]
        one, many = _names(first)
        if len(group) == 1:
            message = f"the {one} {_quoted(first)} is missing in {name}"
        else:
            count = f"all {len(every)}" if len(group) == len(every) else f"{len(group)} of {len(every)}"
            message = f"{count} {many} are missing in {name}, first {_quoted(first)}"
        rest = remains_of(first, rests, self.output.alphabet) if first.role in ("text", "date", "alt") else None
        instead = f"; it says '{_cut(rest.text)}'" if rest else ""
        return _RULES[first.role].finding(
            message + instead, self.place(first), hint=self._hint(first, rest), artefact=name
        )

    def _hint(self, fact: Fact, rest: Rest | None) -> str:
        if rest:
            return "the template shows it in part or otherwise: look for a filter that cuts or changes it"
        if self._is_hidden(fact):
            return "it is there, but hidden; show it, or delete it in the source"
        if fact.role == "link":
            return "let the template make a link of it"
        field = fact.kind.partition(".")[2]
        return f"let the template show the field `{field.replace('_', '-')}`" if field else "let the template show it"

    def _is_hidden(self, fact: Fact) -> bool:
        document = self.output.document
        return (
            document is not None
            and fact.role == "text"
            and letters_of(fact.words) in letters_of(words_in(document.body))
        )

    def place(self, fact: Fact) -> Place:
        """Where the fact was written."""
        return self.lines.place(fact, self.facts)

    # -- links ------------------------------------------------------------------------------

    def lost_links(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """The links that the output does not have, as often as it must, on the words that they must be on."""
        there = Counter(plain_address(link.href) for link in self.output.links if link.words)
        lost = []
        for fact in facts:
            address = plain_address(fact.words)
            if self.output.is_plain:
                is_there = address in there or bare_address(fact.words) in self.output.raw
            else:
                is_there = there[address] > 0 and (not fact.label or self._is_labelled(address, fact.label))
                there[address] -= not self.output.is_paged
            if not is_there:
                lost.append(fact)
        return tuple(lost)

    def _is_labelled(self, address: str, label: str) -> bool:
        """Whether a link to *address* is on these words, or each of its lines on some of them."""
        wanted = self.output.alphabet.needle(label).letters
        linked = (link.words for link in self.output.links if plain_address(link.href) == address)
        words = [self.output.alphabet.needle(one).letters for one in linked]
        return any(wanted in one for one in words) or (
            self.output.is_paged and any(one and one in wanted for one in words)
        )

    # -- said twice, said without a blank ---------------------------------------------------

    def repeated(self, account: Account, facts: Sequence[Fact]) -> Iterator[Finding]:
        """Texts that stand there more often than they were written: one finding, for they have one cause."""
        written = Counter(fact.words for fact in facts)
        twice = [
            (fact, account.places[number])
            for number, fact in enumerate(facts)
            if fact.part != HEAD and len(fact.words) >= _REPEATED
            and len(account.places.get(number, ())) > written[fact.words]
        ]  # fmt: skip
        if twice:
            fact, places = twice[0]
            more = f", and {len(twice) - 1} more texts too" if len(twice) > 1 else ""
            message = f"{_quoted(fact)} stands {len(places)} times in {self.output.name}, and once in the source{more}"
            yield rules.TWICE.finding(
                message, self._written_by(account, places[-1], fact), artefact=self.output.name,
                hint="a template shows the same thing twice; delete one of the two",
            )  # fmt: skip

    def glued(self, account: Account, facts: Sequence[Fact]) -> Iterator[Finding]:
        """Facts without a blank before, after or within them."""
        run = account.ledger.run
        found: dict[Place, tuple[str, int]] = {}
        for fact, at in _joints(account, facts):
            begin, end = max(0, at - 12), min(len(run.letters), at + 12)
            place = self._written_by(account, at, fact)
            shown, count = found.get(place, (run.shown(begin, end), 0))
            found[place] = (shown, count + 1)
        for place, (shown, count) in found.items():
            more = f", and at {count - 1} more such places" if count > 1 else ""
            message = f"words run together in {self.output.name}: '…{shown}…'{more}"
            is_page = self.output.format == "web"
            yield rules.GLUED.finding(
                message, place, hint="put a blank between the two elements", artefact=self.output.name,
                severity=rules.ADDED_LINK.severity if is_page else None,
            )  # fmt: skip

    def _written_by(self, account: Account, at: int, fact: Fact) -> Place:
        element = account.ledger.run.origin(at) if account.ledger.run.letters else None
        if self.output.document is not None and element is not None:
            return self.subject.place_of(self.output.document, element)
        return self.place(fact)


def _joints(account: Account, facts: Sequence[Fact]) -> Iterator[tuple[Fact, int]]:
    """Where words run together: each fact with the letter before which a blank is missing."""
    run = account.ledger.run
    for fact, start, end in account.glued:
        yield fact, end if run.is_apart(start) else start
    for number, found in account.found.items():
        torn = (found.start + gap for gap in found.needle.gaps if found.start + gap < len(run.gaps))
        joint = next((at for at in torn if not run.is_apart(at)), None)
        if joint is not None and run.gaps[joint] != BLANK and not account.output.is_paged:
            yield facts[number], joint


def _whole_blocks(lost: Sequence[Fact], facts: Sequence[Fact]) -> frozenset[str]:
    """The kinds of block with several facts, of which nothing was found."""
    missing, every = (
        Counter(fact.kind.partition(".")[0] for fact in some if "." in fact.kind and fact.role in _SAID)
        for some in (lost, facts)
    )
    kinds: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.role in _SAID:
            kinds[fact.kind.partition(".")[0]].add(fact.kind)
    return frozenset(
        block for block, count in missing.items() if count == every[block] and count > 1 and len(kinds[block]) > 1
    )


def _names(fact: Fact) -> tuple[str, str]:
    if fact.kind in _NAMES:
        return _NAMES[fact.kind]
    block, _, name = fact.kind.partition(".")
    if fact.role == "link":
        return "link to", "links"
    if fact.role == "alt":
        return "text alternative", "text alternatives"
    if name:
        return f"`{name.replace('_', '-')}` of `{block}`", f"fields `{name.replace('_', '-')}` of `{block}`"
    return fact.kind, f"{fact.kind}s"


def _quoted(fact: Fact) -> str:
    return f"'{_cut(fact.forms[0] if fact.role == 'date' else fact.words)}'"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0] or text[:_SHOWN]} …"
