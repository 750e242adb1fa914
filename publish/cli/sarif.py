"""
The result of a check as SARIF 2.1.0 (OASIS), which GitHub, GitLab, Azure DevOps and editors read.

Problems are results too: to such a reader a text that cannot be read is the first thing to mend.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from publish import __version__
from publish.build.check import Checked
from publish.check import Severity
from publish.cli.catalogue import Entry, catalogue
from publish.cli.findings import Told
from publish.problems import Place, Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "breaks": "error", "degrades": "warning", "cosmetic": "note"}
_BASE = "%SRCROOT%"
"""What readers of SARIF call the folder that paths begin in."""


def sarif(checked: Checked, told: Iterable[Told]) -> dict[str, Any]:
    """One log of one run."""
    told = tuple(told)
    known = catalogue()
    used = {problem.code for problem in checked.problems} | {one.finding.code for one in told}
    entries = [entry for code, entry in known.items() if code.startswith("C") or code in used]
    index = {entry.code: number for number, entry in enumerate(entries)}
    results = [*(_of_problem(problem) for problem in checked.problems), *(_of_finding(one) for one in told)]
    for result in results:
        if result["ruleId"] in index:
            result["ruleIndex"] = index[result["ruleId"]]
    _number(results)
    driver = {
        "name": "publish",
        "fullName": f"publish check {__version__}",
        "semanticVersion": __version__,
        "rules": [_rule(entry) for entry in entries],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder that holds publish.yaml."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(checked)}],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(entry: Entry) -> dict[str, Any]:
    words = re.findall(r"[A-Za-z0-9]+", entry.asks)
    told = entry.why or entry.hint or f"{entry.asks}."
    sources = f"\n\nAsked for in: {'; '.join(entry.sources)}." if entry.sources else ""
    return {
        "id": entry.code,
        "name": "".join(word[:1].upper() + word[1:] for word in words),
        "shortDescription": {"text": f"{entry.asks}."},
        "fullDescription": {"text": told},
        "help": {"text": f"{told}{sources}"},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"tags": [entry.group]},
    }


def _of_problem(problem: Problem) -> dict[str, Any]:
    return _result(problem.code, "error", problem.message, problem.hint, problem.place)


def _of_finding(told: Told) -> dict[str, Any]:
    finding, acceptance = told.finding, told.acceptance
    result = _result(finding.code, Severity(finding.severity).value, finding.message, finding.hint, finding.place)
    editions = [{"id": edition, "languages": list(languages)} for edition, languages in told.editions]
    result["properties"] = {"artefact": finding.artefact, "editions": editions, "evidence": list(finding.evidence)}
    if acceptance:
        reason = f"{acceptance.reason} (until {acceptance.until.isoformat()})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _result(code: str, severity: str, message: str, hint: str, place: Place) -> dict[str, Any]:
    words = f"{message[:1].upper()}{message[1:]}."
    return {
        "ruleId": code,
        "level": _LEVELS[severity],
        "message": {"text": f"{words}\n{hint[:1].upper()}{hint[1:]}" if hint else words},
        "locations": [{"physicalLocation": _location(place)}],
        "partialFingerprints": {"publishFinding/v1": _fingerprint(code, message, place.path)},
    }


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _file(place.path)}
    if place.line > 0:
        location["region"] = {"startLine": place.line}
        if place.column > 0:
            location["region"]["startColumn"] = place.column
    return location


def _file(path: str) -> dict[str, Any]:
    address = quote(path, errors="surrogateescape")
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{address}"}
    return {"uri": address, "uriBaseId": _BASE}


def _fingerprint(code: str, message: str, path: str) -> str:
    """The same wherever in its file something is found."""
    return hashlib.sha256(f"{code}\0{path}\0{message}".encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _number(results: list[dict[str, Any]]) -> None:
    """Tell results with one fingerprint apart by their order."""
    seen: Counter[str] = Counter()
    for result in results:
        ((name, value),) = result["partialFingerprints"].items()
        seen[value] += 1
        result["partialFingerprints"] = {name: f"{value}:{seen[value]}"}


def _notes(checked: Checked) -> list[dict[str, Any]]:
    return [{"level": "note", "message": {"text": f"Not checked: {gap.what} ({gap.remedy})."}} for gap in checked.gaps]
