"""The result of a check for machines: JSON, of the form that `check-report.schema.json` beside this file describes."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from publish.build.check import Checked
from publish.cli.findings import Told, counted
from publish.cli.problems import for_machines

SCHEMA = "check-report.schema.json"


def report(checked: Checked, told: Iterable[Told]) -> dict[str, Any]:
    """All of it. Fields may be added; none changes its meaning."""
    told = tuple(told)
    return {
        "version": 1,
        "editions": list(checked.editions),
        "summary": {"problems": len(checked.problems), **counted(told)},
        "problems": for_machines(checked.problems),
        "findings": [_finding(one) for one in told],
        "notChecked": [{"family": gap.family, "what": gap.what, "remedy": gap.remedy} for gap in checked.gaps],
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    read: dict[str, Any] = json.loads((files("publish.cli") / SCHEMA).read_text(encoding="utf-8"))
    return read


def _finding(told: Told) -> dict[str, Any]:
    finding, acceptance = told.finding, told.acceptance
    accepted = {"reason": acceptance.reason, "until": acceptance.until.isoformat()} if acceptance else None
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "hint": finding.hint,
        "evidence": list(finding.evidence),
        "artefact": finding.artefact,
        "editions": [{"id": edition, "languages": list(languages)} for edition, languages in told.editions],
        "accepted": accepted,
    }
