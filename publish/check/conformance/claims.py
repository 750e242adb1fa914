"""What a PDF claims in its metadata, held against what was asked for and what two checkers say."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from publish.check.conformance import verapdf
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import Text
from publish.check.subject import Subject
from publish.problems import Place
from publish.workspace import SETTINGS

if TYPE_CHECKING:
    from publish.formats.pdf.report import Report
    from publish.formats.pdf.verdict import Fault

OPENS = Rule(
    "C400",
    Severity.BREAKS,
    "Every PDF can be opened",
    "A file that is cut short, damaged or locked with a password opens for nobody, or only for some. Build it again; "
    "if it is broken again, the engine or a template is at fault.",
    clauses=("ISO 32000-1, 7.5", "ISO 14289-1, 7.16"),
)
STANDS = Rule(
    "C401",
    Severity.BREAKS,
    "What a PDF claims to be, it is",
    "An archive and a procurement office trust what the file says of itself. If our own check finds what PDF/UA or "
    "PDF/A forbid, the claim is untrue, whoever made the file. The findings E510 to E592 tell what to put right.",
    clauses=("ISO 14289-1, 5", "ISO 19005-3, 6.6.4"),
)
PROMISED = Rule(
    "C402",
    Severity.BREAKS,
    "Every PDF claims what was asked for",
    "publish.yaml says in which variants the brochure is made, and every brochure is PDF/UA-1. A variant that is "
    "missing, or says nothing of what it is, is refused by those who asked for it. Build it again.",
    clauses=("ISO 14289-1, 5", "ISO 19005-3, 6.6.4", "ISO 19005-2, 6.6.4"),
)
VERSION = Rule(
    "C403",
    Severity.BREAKS,
    "Every PDF is of a version that its claims allow",
    "PDF/UA-1 and parts 2 and 3 of PDF/A are made for PDF 1.7 and older. A file that says it is PDF 2.0 may be "
    "refused by an archive unread.",
    clauses=("ISO 14289-1, 6.1", "ISO 19005-3, 6.1.2"),
)
AGREES = Rule(
    "C404",
    Severity.BREAKS,
    "veraPDF agrees with what a PDF claims",
    "veraPDF is the checker that archives use. It knows rules that our own check does not have. What it refuses, they "
    "refuse. Its documentation explains each rule by its number.",
    clauses=("veraPDF, docs.verapdf.org/validation",),
)
ANSWERS = Rule(
    "C405",
    Severity.COSMETIC,
    "veraPDF answers when it is asked",
    "veraPDF is installed, and gave no verdict: it may lack Java, memory or time. Our own check has run all the same. "
    "Try `verapdf --version`.",
)
RULES = (OPENS, STANDS, PROMISED, VERSION, AGREES, ANSWERS)

_LATEST = (1, 7)
_KNOWN = re.compile(r"PDF/(?:UA-[12]|A-[1-4][ABEFU]?)")
"""The claims that veraPDF has names for."""
_MANY = 3


def check(subject: Subject) -> Iterator[Finding]:
    """What of it is untrue, for each PDF that was made."""
    from publish.formats.pdf import report

    files = {name: data for name, data in subject.files.get("brochure", {}).items() if name.endswith(".pdf")}
    wanted = _wanted(subject) if files else {}
    for name in sorted(wanted.keys() - files.keys()):
        message = f"{name}, which is to be {wanted[name]}, was not made"
        yield PROMISED.finding(message, _settings(subject), hint="build the brochure again", artefact=name)
    for name, data in files.items():
        try:
            yield from _of_file(subject, name, data, wanted.get(name, ""))
        except report.UnreadableError as fault:
            yield OPENS.finding(f"{name} cannot be read: {fault}", _template(subject), artefact=name)
    yield from _agrees(subject, files)


def _wanted(subject: Subject) -> Mapping[str, str]:
    """What part of PDF/A each file is to be, by its name."""
    from publish.formats.brochure.render import NAMES
    from publish.formats.pdf import Variant

    variants = (Variant.A3A, *map(Variant, subject.theme.workspace.settings.brochure_also_as))
    return {NAMES[variant]: f"PDF/A-{variant.part}A" for variant in variants}


def _of_file(subject: Subject, name: str, data: bytes, wanted: str) -> Iterator[Finding]:
    from publish.formats.pdf import report, verdict

    read = report.read(data)
    faults = verdict.faults(data)
    yield from (_fault(subject, name, fault) for fault in faults)
    yield from _stands(subject, name, read, faults)
    yield from _promised(subject, name, read, wanted)
    if tuple(int(part) for part in read.version.split(".") if part.isdigit()) > _LATEST and read.claims:
        message = f"{name} says that it is PDF {read.version}, which {_listed(read.claims)} does not allow"
        yield VERSION.finding(message, _template(subject), artefact=name)


def _fault(subject: Subject, name: str, fault: "Fault") -> Finding:
    """What our own check holds against a file, at the line of the words that it is about."""
    place = subject.sources.in_edition(fault.words) or subject.sources.words(fault.words) if fault.words else None
    return Finding(
        fault.code, Severity.BREAKS, fault.message, place or _template(subject), fault.hint, fault.clauses, name
    )


def _stands(subject: Subject, name: str, read: "Report", faults: "tuple[Fault, ...]") -> Iterator[Finding]:
    for claim in sorted(read.claims):
        standard = "ISO 14289-1" if claim.startswith("PDF/UA") else "ISO 19005"
        codes = sorted({fault.code for fault in faults if any(one.startswith(standard) for one in fault.clauses)})
        if codes:
            shown = ", ".join(codes[:_MANY]) + (" and others" if len(codes) > _MANY else "")
            message = f"{name} says that it is {claim}, and our own check refuses it: {shown}"
            yield STANDS.finding(message, _template(subject), hint=f"see {codes[0]}", artefact=name)
        if claim.startswith("PDF/A-2") and read.attached:
            message = f"{name} says that it is {claim}, and carries the file {read.attached[0]}"
            yield STANDS.finding(message, _template(subject), hint="attach files to PDF/A-3 only", artefact=name)


def _promised(subject: Subject, name: str, read: "Report", wanted: str) -> Iterator[Finding]:
    missing = sorted({"PDF/UA-1", wanted or "PDF/UA-1"} - read.claims)
    if missing:
        said = f"says that it is {_listed(read.claims)}" if read.claims else "says nothing of what it is"
        message = f"{name} is to be {_listed(missing)}, and {said}"
        yield PROMISED.finding(message, _settings(subject), hint="build the brochure again", artefact=name)


def _agrees(subject: Subject, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What veraPDF says of every claim. If it does not answer once, it is not asked again: that takes minutes."""
    memory, checker = subject.options.cache, verapdf.program()
    if memory is None or checker is None:
        return
    for name, data, claim in _claims(files):
        found = verapdf.verdict(data, claim, checker, memory)
        if found.fault:
            message = f"veraPDF was asked whether {name} is {claim}, and {found.fault}"
            yield ANSWERS.finding(message, _template(subject), hint="try verapdf --version", artefact=name)
            return
        if found.refused:
            yield _refusal(subject, name, claim, found)


def _claims(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, str]]:
    """Every claim of every file that can be read, if it is one that veraPDF has a name for."""
    from publish.formats.pdf import report

    for name, data in files.items():
        with suppress(report.UnreadableError):
            yield from ((name, data, claim) for claim in sorted(report.read(data).claims) if _KNOWN.fullmatch(claim))


def _refusal(subject: Subject, name: str, claim: str, found: verapdf.Verdict) -> Finding:
    rules = [broken.rule for broken in found.broken]
    shown = f" ({', '.join(rules[:_MANY])}{', …' if len(rules) > _MANY else ''})" if rules else ""
    why = f": {found.broken[0].message}{shown}" if rules else ""
    evidence = tuple(f"veraPDF, {claim}, {broken.rule}: {broken.message}" for broken in found.broken)
    message = f"veraPDF refuses that {name} is {claim}{why}"
    return AGREES.finding(message, _template(subject), evidence=evidence, artefact=name)


def _listed(claims: "frozenset[str] | list[str]") -> str:
    return " and ".join(sorted(claims))


def _template(subject: Subject) -> Place:
    """The template in which the brochure begins, for what has no words."""
    found = subject.sources.template("brochure", "<!doctype")
    return Place(found.path) if found else subject.sources.whole


def _settings(subject: Subject) -> Place:
    """The line of publish.yaml that asks for variants, or the whole file."""
    workspace = subject.theme.workspace
    file = workspace.root / SETTINGS
    text = Text(workspace.shown(file), file.read_text("utf-8", "replace") if file.is_file() else "")
    found = re.search(r"^[^#\n]*?(also-as)", text.content, re.MULTILINE)
    return text.place(found.start(1)) if found else Place(text.path)
