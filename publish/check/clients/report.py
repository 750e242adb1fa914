"""From causes to findings: what is told of them, and where."""

import re
from collections.abc import Iterable, Iterator

from publish.check.clients.audience import title
from publish.check.clients.judge import Cause
from publish.check.clients.written import place_of
from publish.check.finding import Finding, Severity
from publish.check.subject import Subject

_NAMED = 3
ARTEFACT = "newsletter.html"


def findings(subject: Subject, causes: Iterable[Cause]) -> Iterator[Finding]:
    """One for each cause; those that are only a matter of looks share one for each rule."""
    slight: dict[tuple[str, str], list[Cause]] = {}
    for cause in causes:
        if cause.severity is Severity.COSMETIC:
            slight.setdefault((cause.loss.rule.code, cause.words), []).append(cause)
        else:
            yield _finding(subject, cause)
    for alike in slight.values():
        yield _finding(subject, alike[0], others=len(alike) - 1)


def _finding(subject: Subject, cause: Cause, *, others: int = 0) -> Finding:
    element = next(iter(cause.elements))
    more = f" (and {others} more like it)" if others else ""
    return cause.loss.rule.finding(
        f"'{_quoted(cause)}'{more}: {cause.words} in {named(cause.hit)} ({share(cause.share)} of the readers)",
        place_of(subject, cause.styled, cause.use, element),
        hint=cause.loss.hint,
        evidence=tuple(_evidence(cause)),
        artefact=ARTEFACT,
        severity=cause.severity,
    )


def _quoted(cause: Cause) -> str:
    text = cause.use.text
    return text if len(text) <= 80 else f"{text[:79]}…"


def named(hit: dict[str, float]) -> str:
    """The clients with the most readers by name, the rest by number."""
    widest = sorted(hit, key=lambda client: (-hit[client], client))
    names = [title(client) for client in widest[:_NAMED]]
    if len(widest) > _NAMED:
        return f"{', '.join(names)} and {len(widest) - _NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def share(per_cent: float) -> str:
    """`12 %`; small ones with a decimal."""
    return f"{per_cent:.0f} %" if per_cent >= 1.95 else f"{per_cent:.1f} %"


def _evidence(cause: Cause) -> Iterator[str]:
    """Every client with what it was tested on, then where caniemail tells of it."""
    count = len(cause.elements)
    yield f"on {count} element{'s' if count > 1 else ''}, first <{next(iter(cause.elements)).tag}>"
    features = {}
    for client in sorted(cause.answers, key=lambda one: (-cause.hit.get(one, 0.0), one)):
        feature, answer = cause.answers[client]
        features[feature.slug] = feature
        support = {"n": "no support", "a": "partial support"}.get(answer.support, "support with a fault")
        yield f"{title(client)}, {_tested(answer.version)}: {support}, {share(cause.hit[client])} of the readers"
    for feature in features.values():
        yield f"caniemail, {feature.title}, tested {feature.tested}: {feature.address}"


def _tested(version: str) -> str:
    return f"tested {version}" if re.fullmatch(r"\d{4}-\d\d", version) else f"version {version}"
