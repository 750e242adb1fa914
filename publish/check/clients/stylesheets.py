"""Style sheets as a whole: whether clients keep them, and what a letter loses where they do not."""

import re
from collections.abc import Iterator

from publish.check.clients import rules
from publish.check.clients.audience import title
from publish.check.clients.facts import facts
from publish.check.clients.report import ARTEFACT, named, share
from publish.check.clients.uses import Element, Styled, Use
from publish.check.clients.values import Declaration, lengths
from publish.check.clients.word import is_hidden, style
from publish.check.clients.written import place_of
from publish.check.finding import Finding
from publish.check.subject import Subject
from publish.problems import Place

_NEEDED = frozenset(
    ("background", "background-color", "color", "display", "float", "font-size", "font-family", "font-weight")
) | {"margin", "padding", "text-align", "width"}
"""What a letter looks odd without."""
_SHORTER = {"background-color": "background", "background": "background-color"}
_GMAIL = "gmail."
_HOW = {"nested": "a rule stands in another rule", "{": "a brace is not closed", "}": "a brace too many is closed"}


def check(subject: Subject, styled: Styled, shares: dict[str, float]) -> Iterator[Finding]:
    """All that is wrong with style sheets."""
    in_gmail = {client: part for client, part in shares.items() if client.startswith(_GMAIL)}
    if in_gmail:
        yield from _broken(subject, styled, in_gmail)
        yield from _in_body(subject, styled, in_gmail)
    yield from _loaded(subject, styled, shares)
    yield from _needed(subject, styled, shares)


def _broken(subject: Subject, styled: Styled, hit: dict[str, float]) -> Iterator[Finding]:
    for sheet in styled.sheets:
        faults = list(sheet.faults)
        if any(name == "media" and outer for name, outer, _ in sheet.at_rules):
            faults.append("`@media` stands in another at-rule")
        if faults:
            what = _HOW.get(faults[0], faults[0])
            yield rules.STYLE_SHEETS.finding(
                f"a style sheet has a fault: {what}; Gmail drops all of it ({share(sum(hit.values()))} of the readers)",
                _place_of_fault(subject, sheet.text) or subject.place_of(styled.document, sheet.element),
                hint="mend it; what only some clients know belongs into a `<style>` of its own",
                evidence=_about("html-style"),
                artefact=ARTEFACT,
            )


def _place_of_fault(subject: Subject, text: str) -> Place | None:
    """The style sheet in the templates that begins like this one."""
    start = next((line.strip() for line in text.split("}") if line.strip()), "")[:40]
    return subject.sources.template("newsletter", start) if start else None


def _in_body(subject: Subject, styled: Styled, hit: dict[str, float]) -> Iterator[Finding]:
    for sheet in styled.sheets:
        if any(outer.tag == "body" for outer in sheet.element.iterancestors()) and sheet.rules:
            yield rules.STYLE_SHEETS.finding(
                f"a style sheet stands in the body: Gmail heeds it not ({share(sum(hit.values()))} of the readers)",
                subject.place_of(styled.document, sheet.element),
                hint="put it into the mj-head",
                evidence=_about("html-style"),
                artefact=ARTEFACT,
            )


def _loaded(subject: Subject, styled: Styled, shares: dict[str, float]) -> Iterator[Finding]:
    """Sheets from elsewhere; fonts among them are a wish and no loss."""
    links = [(one, one.get("href") or "", "html-link") for one in styled.document.all("link") if _is_sheet(one)]
    imports = [
        (sheet.element, _address(said), "css-at-import")
        for sheet in styled.sheets
        for name, _, said in sheet.at_rules
        if name == "import"
    ]
    for element, address, slug in (*links, *imports):
        hit = _without(slug, shares)
        if hit and "font" not in address:
            yield rules.STYLE_SHEETS.finding(
                f"a style sheet from elsewhere, '{address[:60]}', is not loaded by {named(hit)} "
                f"({share(sum(hit.values()))} of the readers)",
                subject.sources.template("newsletter", address) or subject.place_of(styled.document, element),
                hint='write its rules into an mj-style with `inline="inline"`',
                evidence=_about(slug),
                artefact=ARTEFACT,
            )


def _address(said: str) -> str:
    """What `@import` names, with or without `url()`."""
    found = re.search(r"""(?:url\(\s*)?["']?([^"')\s]+)""", said)
    return found[1] if found else said


def _is_sheet(element: Element) -> bool:
    return "stylesheet" in (element.get("rel") or "").lower()


def _without(slug: str, shares: dict[str, float]) -> dict[str, float]:
    answers = facts().features[slug].answers
    return {client: part for client, part in shares.items() if client in answers and answers[client].support == "n"}


def _needed(subject: Subject, styled: Styled, shares: dict[str, float]) -> Iterator[Finding]:
    """Rules that are for everybody and stand in a style sheet alone."""
    hit = _without("html-style", shares)
    for rule in styled.rules if hit else ():
        if rule.conditions or rule.is_for_a_state:
            continue
        wanted = [one for one in rule.declarations if one.name in _NEEDED and _does_something(one)]
        for one in wanted[:1]:
            elements = [e for e in styled.matching.elements(rule.selector) if _lacks(one, e)]
            if elements:
                use = Use("html-style", str(one), lambda: (), one.value, one.name, rule.declarations, rule.selector)
                yield rules.INLINE.finding(
                    f"'{rule.selector} {{ {one} }}' stands in a style sheet only, which {_drops(hit)} drops",
                    place_of(subject, styled, use, elements[0]),
                    hint='move it into the mj-style with `inline="inline"` (_inline.css.j2)',
                    evidence=(*_about("html-style"), f"on {len(elements)} elements"),
                    artefact=ARTEFACT,
                )


def _does_something(one: Declaration) -> bool:
    if one.name == "display":
        return one.value not in {"block", "inline"}
    return one.name not in {"margin", "padding", "width"} or any(lengths(one.value))


def _lacks(one: Declaration, element: Element) -> bool:
    """Whether it can be seen and its own style has no word on this."""
    own = style(element)
    if element.tag in {"html", "head", "body", "style", "title", "meta"} or is_hidden(element):
        return False
    names = {one.name, _SHORTER.get(one.name, one.name)}
    return not names & own.keys() and not any(name.startswith(f"{one.name}-") for name in own)


def _drops(hit: dict[str, float]) -> str:
    return f"{title(max(hit, key=lambda client: hit[client]))} ({share(sum(hit.values()))} of the readers)"


def _about(slug: str) -> tuple[str, ...]:
    feature = facts().features[slug]
    return (f"caniemail, {feature.title}, tested {feature.tested}: {feature.address}",)
