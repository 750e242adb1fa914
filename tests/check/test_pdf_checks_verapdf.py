"""veraPDF is asked where it is installed, and only what it surely says is believed."""

import json
import stat
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check.conformance import verapdf
from tests import made
from tests.check.corpus.conformance import metadata, rewritten, untold
from tests.check.test_conformance_family import found, good, with_files
from tests.judges import vera

_PROGRAM = """\
#!{python}
import json, sys
sys.path.insert(0, {root!r})
from tests.judges import vera
arguments = sys.argv[1:]
assert arguments[:2] == ["--format", "json"] and arguments[2] == "--flavour" and arguments[4] == "--maxfailuresdisplayed"
flavour, path = arguments[3], arguments[6]
profile = {{"ua1": "PDFUA-1", "3a": "PDFA-3A", "2a": "PDFA-2A"}}[flavour]
open({log!r}, "a").write(flavour + "\\n")
faults = [json.loads(json.dumps(one)) for one in vera._ask(profile, path)]
rules = []
for fault in faults:
    rule, _, message = fault.split(" ", 1)[1].partition(": ")
    clause, _, test = rule.rpartition("-")
    rules.append({{"ruleStatus": "FAILED", "specification": profile, "clause": clause, "testNumber": int(test),
                  "status": "failed", "failedChecks": 1, "description": message,
                  "checks": [{{"status": "failed", "context": "root", "errorMessage": message}}]}})
print(json.dumps({{"report": {{"buildInformation": {{}}, "jobs": [{{
    "itemDetails": {{"name": path, "size": 1}},
    "validationResult": [{{"details": {{"passedRules": 1, "failedRules": len(rules), "ruleSummaries": rules}},
                          "jobEndStatus": "normal", "profileName": profile, "statement": "", "compliant": not rules}}],
}}], "batchSummary": {{"totalJobs": 1}}}}}}))
sys.exit(1 if rules else 0)
"""


def install(folder: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `verapdf` on the path."""
    folder.mkdir(exist_ok=True)
    program = folder / "verapdf"
    program.write_text(source)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return program


def test_verapdf_agrees_and_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if reason := vera.missing():
        pytest.skip(reason)
    log = tmp_path / "log"
    source = _PROGRAM.format(python=sys.executable, root=str(made.ROOT), log=str(log))
    install(tmp_path / "bin", source, monkeypatch)
    subject = with_files(good().files["brochure"], cache=tmp_path / "cache")

    first, second = found(subject), found(subject)

    assert first == second == ()
    assert sorted(log.read_text().split()) == ["3a", "ua1"]


def test_what_verapdf_refuses_is_told_with_its_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if reason := vera.missing():
        pytest.skip(reason)
    source = _PROGRAM.format(python=sys.executable, root=str(made.ROOT), log=str(tmp_path / "log"))
    install(tmp_path / "bin", source, monkeypatch)
    files = dict(good().files["brochure"])
    rewritten(untold)(files)

    findings = found(with_files(files, cache=tmp_path / "cache"))

    [refusal] = [finding for finding in findings if finding.code == "C404"]
    assert "veraPDF refuses that brochure.pdf is PDF/UA-1" in refusal.message
    assert any(line.startswith("veraPDF, PDF/UA-1, 7.3-1: ") for line in refusal.evidence)
    assert {finding.code for finding in findings} == {"C401", "C404", "E537"}


def test_verapdf_is_not_asked_without_a_place_to_remember(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    install(tmp_path / "bin", f"#!/bin/sh\necho asked >> {log}\n", monkeypatch)

    found(good())

    assert not log.exists()


def test_nothing_is_said_of_verapdf_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert found(with_files(good().files["brochure"], cache=tmp_path)) == ()


_FAILED = {"status": "failed", "clause": "7.3", "testNumber": 1, "description": "Figure"}


def says(*jobs: object) -> str:
    """A script that gives a report on these jobs."""
    return f"cat <<'END'\n{json.dumps({'report': {'jobs': jobs}})}\nEND\n"


def judged(compliant: object, *failed: object, **more: object) -> dict[str, object]:
    """A job with a verdict."""
    return {"validationResult": [{"compliant": compliant, "details": {"ruleSummaries": failed}, **more}]}


ODD = {
    "nothing": ("", "it said nothing and ended with status 0"),
    "a crash": ("exit 3", "it said nothing and ended with status 3"),
    "no JSON": ("echo 'Error: could not find Java'", "its answer cannot be read"),
    "half an answer": ("""echo '{"report": {"jobs": ['""", "its answer cannot be read"),
    "another JSON": ("""echo '[1, {"report": 7}]'""", "its answer cannot be read"),
    "no job": (says(), "its answer cannot be read"),
    "no verdict": (says({"itemDetails": {}}), "its answer has no verdict"),
    "an odd verdict": (says(judged("yes")), "its answer has no verdict"),
    "a breakdown": (says({"taskException": {"exceptionMessage": "out of memory"}}), "it gave up: out of memory"),
    "cut short": (says(judged(True, jobEndStatus="cancelled")), "it did not finish: cancelled"),
    "yes and no": (says(judged(True, _FAILED)), "its answer contradicts itself"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_no_verdict(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, fault = ODD[name]
    install(tmp_path / "bin", f"#!/bin/sh\n{script}\n", monkeypatch)

    findings = found(with_files(good().files["brochure"], cache=tmp_path / "cache"))

    assert [(finding.code, finding.severity) for finding in findings] == [("C405", "cosmetic")]
    assert fault in findings[0].message
    assert not list((tmp_path / "cache").rglob("*.json")), "what is no verdict is not remembered"


def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = install(tmp_path / "bin", f"#!/bin/sh\n(sleep 30; touch {tmp_path}/late) &\nsleep 30\n", monkeypatch)
    start = time.monotonic()

    verdict = verapdf.verdict(b"%PDF", "PDF/UA-1", program, tmp_path, timeout=0.3)

    assert verdict.fault == "it gave no answer in 0.3 seconds"
    assert time.monotonic() - start < 10


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    program = tmp_path / "verapdf"
    program.write_bytes(b"\x7fELF but not really")
    program.chmod(0o755)

    assert verapdf.verdict(b"%PDF", "PDF/UA-1", program, tmp_path).fault.startswith("it could not be started")


def test_the_answers_of_older_versions_are_read() -> None:
    older = {"report": {"jobs": [{"validationResult": {"compliant": False, "details": {"ruleSummaries": [
        {"ruleStatus": "FAILED", "clause": "6.2-1", "testNumber": 2, "checks": []},
        {"ruleStatus": "PASSED", "clause": "7.1", "testNumber": 1},
    ]}}}]}}  # fmt: skip

    verdict = verapdf.read_answer(b"WARNING: something\n" + json.dumps(older).encode())

    assert verdict.refused
    assert [broken.rule for broken in verdict.broken] == ["6.2-1-2"]


def test_another_version_of_the_program_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = install(tmp_path / "bin", f"#!/bin/sh\n{says(judged(True))}", monkeypatch)
    before = verapdf.verdict(b"%PDF", "PDF/UA-1", program, tmp_path)
    program.write_text(f"#!/bin/sh\n{says(judged(False, _FAILED))}")

    after = verapdf.verdict(b"%PDF", "PDF/UA-1", program, tmp_path)

    assert (before.refused, after.refused) == (False, True)


def test_a_memory_that_was_damaged_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = install(tmp_path / "bin", f"#!/bin/sh\n{says(judged(True))}", monkeypatch)
    first = verapdf.verdict(b"%PDF", "PDF/A-3A", program, tmp_path)
    [remembered] = tmp_path.rglob("*-3a.json")
    remembered.write_bytes(b"{")

    assert verapdf.verdict(b"%PDF", "PDF/A-3A", program, tmp_path) == first
    assert json.loads(remembered.read_bytes())


_KEYS = (
    *("report", "jobs", "validationResult", "compliant", "details", "ruleSummaries", "status", "checks"),
    *("taskException", "jobEndStatus", "clause"),
)
_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=25,
)


@settings(deadline=None)
@given(_JSON | _JSON.map(lambda job: {"report": {"jobs": [{"validationResult": job}]}}))
def test_no_json_breaks_the_reading(said: object) -> None:
    verdict = verapdf.read_answer(json.dumps(said).encode())

    assert isinstance(verdict.refused, bool)
    assert verdict.fault or verdict.refused or not verdict.broken


def test_another_claim_is_asked_for_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "bin", f"#!/bin/sh\necho $4 >> {tmp_path}/log\n{says(judged(True))}", monkeypatch)
    files = dict(good().files["brochure"])
    rewritten(metadata(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>b<"))(files)

    findings = found(with_files(files, cache=tmp_path / "cache"))

    assert sorted((tmp_path / "log").read_text().split()) == ["3b", "ua1"]
    assert {finding.code for finding in findings} == {"C402"}


def test_a_claim_that_is_none_reaches_no_other_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "bin", f"#!/bin/sh\necho $4 >> {tmp_path}/log\n{says(judged(True))}", monkeypatch)
    files = dict(good().files["brochure"])
    rewritten(metadata(b"<pdfaid:part>3<", b"<pdfaid:part>../../3<"))(files)

    found(with_files(files, cache=tmp_path / "cache"))

    assert (tmp_path / "log").read_text().split() == ["ua1"]
