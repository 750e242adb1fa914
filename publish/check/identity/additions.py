"""What an output says besides its edition: words of a template, markup that shows, broken words of the PDF."""

import re
from collections.abc import Iterator, Sequence

from publish.check.finding import Finding, Severity
from publish.check.identity import rules
from publish.check.identity.accounts import Account
from publish.check.identity.facts import Fact
from publish.check.identity.frames import Frames, bare_address, plain_address
from publish.check.identity.letters import HTML
from publish.check.identity.lines import Lines
from publish.check.identity.markup import VALUE, mangled
from publish.check.identity.outputs import Output
from publish.check.identity.rest import LIKE, MOST_COMPARED, Rest, share
from publish.check.places import Text, letters_of
from publish.check.subject import Subject
from publish.formats.mjml import UNSUBSCRIBE
from publish.problems import Place

_MOST = 5
"""More findings of one kind in one file have one cause."""
_LOCAL = 7
"""Digits of a telephone number that are the same wherever one calls from."""
_NUMBER = re.compile(r"[\W\d_]*")
_COUNTER = re.compile(r"\W?\d{1,3}[.):]")


def added(subject: Subject, output: Output, rests: Sequence[Rest], frames: Frames) -> Iterator[Finding]:
    """Texts that nobody wrote but a template."""
    found = [rest for rest in rests if not _is_count(rest, output) and letters_of(rest.words) not in frames.times]
    if len(found) > _MOST:
        message = f"{len(found)} texts of {output.name} stand neither in the edition nor in the settings"
        yield _added(subject, output, found[0], f"{message}, first '{_cut(found[0].text)}'")
        return
    for rest in found:
        message = f"'{_cut(rest.text)}' stands in {output.name}, but neither in the edition nor in the settings"
        yield _added(subject, output, rest, message)


def _is_count(rest: Rest, output: Output) -> bool:
    """Whether it is the number of a page, a note or an item."""
    return bool(_NUMBER.fullmatch(rest.words) and (output.document is None or _COUNTER.fullmatch(rest.words)))


def _added(subject: Subject, output: Output, rest: Rest, message: str) -> Finding:
    is_claim = len(rest.words.split()) > 2 or any(char.isdigit() for char in rest.words)
    return rules.ADDED.finding(
        message,
        place_of(subject, output, rest),
        hint="words of the interface belong into `templates/words.yml`, where every language has its own",
        artefact=output.name,
        severity=None if is_claim else Severity.COSMETIC,
    )


def added_links(output: Output, subject: Subject, facts: Sequence[Fact], frames: Frames) -> Iterator[Finding]:
    """Addresses outside the edition that nobody wrote but a template."""
    known = {plain_address(fact.words) for fact in facts} | frames.links
    written = {bare_address(fact.words) for fact in facts} | {bare_address(link) for link in frames.links}
    said = "\n".join((*(fact.words for fact in facts), *frames.texts))
    phones = re.sub(r"[^\d\n]", "", said.replace("(0)", ""))
    seen: set[str] = set()
    for link in output.links:
        address = plain_address(link.href)
        if plain_address(address.partition("#")[0]) in frames.links:
            continue
        if address.startswith("tel:") and address[-_LOCAL:] in phones:
            continue
        is_outside = re.match(r"(?:https?|mailto|tel|ftp|sms):", address, re.IGNORECASE)
        if not is_outside or address in known or bare_address(address) in written or bare_address(address) in said:
            continue
        if UNSUBSCRIBE not in link.href and address not in seen:
            seen.add(address)
            place = _template(subject, output, link.href)
            if not place and output.document is not None and link.element is not None:
                place = subject.place_of(output.document, link.element)
            yield rules.ADDED_LINK.finding(
                f"{output.name} leads to {_cut(link.href)}, which is neither in the edition nor in `publish.yaml`",
                place or _first(subject, output),
                artefact=output.name,
            )


def mangled_in(subject: Subject, output: Output, rests: Sequence[Rest]) -> Iterator[Finding]:
    """Markup and broken letters that an output shows: one finding for each kind."""
    kinds: dict[str, list[tuple[Rest, str]]] = {}
    for rest in rests:
        if fault := mangled(rest.text):
            kinds.setdefault(fault[0], []).append((rest, fault[1]))
    for what, group in kinds.items():
        rest, how = group[0]
        count = f", and in {len(group) - 1} more places" if len(group) > 1 else ""
        yield rules.MANGLED.finding(
            f"{output.name} shows {what}, '{_cut(how)}', in '{_cut(rest.text)}'{count}",
            place_of(subject, output, rest),
            hint="see which filter the template uses; it may be missing, or applied twice",
            artefact=output.name,
        )


def mangled_source(facts: Sequence[Fact], lines: Lines) -> Iterator[Finding]:
    """The same where the Markdown itself has it."""
    for fact in facts:
        fault = mangled(fact.words) if fact.role in ("text", "alt") and not fact.has_code else None
        if fault and fault[0] != VALUE:
            yield rules.MANGLED.finding(
                f"readers see {fault[0]}, '{_cut(fault[1])}', in '{_cut(fact.words)}'",
                lines.place(fact, facts),
                hint="write it as it is to be read; code stands between backticks",
            )


# -- places ---------------------------------------------------------------------------------


def place_of(subject: Subject, output: Output, rest: Rest) -> Place:
    """The line of the template that wrote what is left over."""
    for words in dict.fromkeys((rest.text, rest.words)):
        if len(words) > 2 and (place := _template(subject, output, words)):
            return place
    if output.document is not None and rest.origin is not None:
        return subject.place_of(output.document, rest.origin)
    return _first(subject, output)


def _template(subject: Subject, output: Output, words: str) -> Place | None:
    """Where a template holds *words* as they are shown."""
    wanted = HTML.fold(words)
    for text in _templates(subject, output):
        if wanted[:12] in text.content.casefold() and (place := text.exactly(words) or text.words(words)):
            return place
    return None


def _templates(subject: Subject, output: Output) -> list[Text]:
    """The templates of an output; the letter's two parts have a folder each."""
    texts = subject.sources.templates(output.format)
    if output.format != "newsletter":
        return list(texts)
    folder = "/newsletter/" if output.document is not None else "/text/"
    return [text for text in texts if folder in text.path]


def _first(subject: Subject, output: Output) -> Place:
    templates = [text for text in _templates(subject, output) if "/_" not in text.path and ".css." not in text.path]
    return Place(templates[0].path) if templates else subject.sources.whole


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rpartition(' ')[0] or text[:60]} …"


def unexplained(account: Account, rests: Sequence[Rest]) -> tuple[Rest, ...]:
    """The rests that are not what a template made of a lost fact, and show no markup."""
    alphabet, lost = account.output.alphabet, account.lost[:MOST_COMPARED]
    return tuple(
        rest
        for number, rest in enumerate(rests)
        if not mangled(rest.text)
        and (number > MOST_COMPARED or not any(share(fact, rest, alphabet) >= LIKE for fact in lost))
    )
