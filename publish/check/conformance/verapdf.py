"""
veraPDF, the reference checker of PDF/UA and PDF/A, asked where it is installed.

Its answers are remembered by the file's hash, for the same program: nothing else can change them.
"""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.check.keeping import keep

_TIMEOUT = 120.0
"""Seconds for one file; a long brochure takes a few."""
_LONGEST = 20_000_000
"""Bytes of an answer; we ask for one example of each fault, so some thousands are usual."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a file breaks."""

    rule: str
    """Clause and test, like `7.1-3`."""
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file and one standard."""

    broken: tuple[Broken, ...] = ()
    fault: str = ""
    """Why there is no verdict; empty if there is one."""
    refused: bool = False


def program() -> Path | None:
    """The program, if there is one on the path."""
    found = shutil.which("verapdf")
    return Path(found) if found else None


def verdict(file: bytes, claim: str, checker: Path, memory: Path, *, timeout: float = _TIMEOUT) -> Verdict:
    """What *checker* says of *file* and of its *claim*, like `PDF/A-3A`; from the folder *memory* if it has said so."""
    flavour = claim.removeprefix("PDF/").removeprefix("A-").replace("UA-", "ua").lower()
    known = memory / "verapdf" / f"{_key(file, checker)}-{flavour}.json"
    answer = _remembered(known)
    if answer is None:
        answer, fault = _ask(file, flavour, checker, timeout)
        if fault:
            return Verdict(fault=fault)
        found = read_answer(answer)
        if not found.fault:
            keep(known, answer)
        return found
    return read_answer(answer)


def _key(file: bytes, checker: Path) -> str:
    """The file's hash, and that of what tells one version of the program from another."""
    status = checker.resolve().stat()
    which = f"{checker.resolve()} {status.st_size} {status.st_mtime_ns}".encode()
    return f"{hashlib.sha256(file).hexdigest()}-{hashlib.sha256(which).hexdigest()[:16]}"


def _ask(file: bytes, flavour: str, checker: Path, timeout: float) -> tuple[bytes, str]:
    """Run it: what it answers, and what went wrong."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        path = Path(folder) / "brochure.pdf"
        path.write_bytes(file)
        command = [str(checker), "--format", "json", "--flavour", flavour, "--maxfailuresdisplayed", "1", str(path)]
        try:
            running = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, start_new_session=True
            )
        except OSError as fault:
            return b"", f"it could not be started: {fault.strerror}"
        try:
            status = running.wait(timeout)
        except subprocess.TimeoutExpired:
            _stop(running)
            return b"", f"it gave no answer in {timeout:g} seconds"
        output.seek(0)
        answer = output.read(_LONGEST)
    return answer, "" if answer.strip() else f"it said nothing and ended with status {status}"


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End it and what it has started: on most machines it is a script that starts Java."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    running.kill()
    running.wait()


def read_answer(answer: bytes) -> Verdict:
    """What a report in veraPDF's JSON says. Whatever it is not sure of is no verdict."""
    start = answer.find(b"{")
    try:
        said = json.loads(answer[start:]) if start >= 0 else None
    except (ValueError, RecursionError):
        said = None
    jobs = _at(_at(said, "report"), "jobs")
    job = jobs[0] if isinstance(jobs, list) and jobs else None
    if not isinstance(job, dict):
        return Verdict(fault="its answer cannot be read")
    if exception := job.get("taskException"):
        why = _at(exception, "exceptionMessage") or _at(exception, "exception") or "an error"
        return Verdict(fault=f"it gave up: {_line(why)}")
    return _judged(job.get("validationResult"))


def _judged(results: Any) -> Verdict:
    # One result in older versions, a list of them in newer.
    found = results if isinstance(results, list) else [results]
    if not found or not all(isinstance(_at(one, "compliant"), bool) for one in found):
        return Verdict(fault="its answer has no verdict")
    ends = {str(one.get("jobEndStatus", "normal")).lower() for one in found}
    if ends != {"normal"}:
        return Verdict(fault=f"it did not finish: {_line(', '.join(sorted(ends)))}")
    broken = tuple(dict.fromkeys(one for result in found for one in _broken(result)))[:_MOST]
    refused = not all(result["compliant"] for result in found)
    if broken and not refused:
        return Verdict(fault="its answer contradicts itself")
    return Verdict(broken, refused=refused)


def _broken(result: Any) -> Iterator[Broken]:
    summaries = _at(_at(result, "details"), "ruleSummaries")
    for rule in summaries if isinstance(summaries, list) else ():
        status = str(_at(rule, "status") or _at(rule, "ruleStatus")).lower()
        if status == "failed":
            checks = _at(rule, "checks")
            first = checks[0] if isinstance(checks, list) and checks else None
            message = _at(first, "errorMessage") or _at(rule, "description") or "no reason given"
            yield Broken(f"{_line(_at(rule, 'clause'))}-{_line(_at(rule, 'testNumber'))}", _line(message))


def _at(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:200]


def _remembered(path: Path) -> bytes | None:
    try:
        answer = path.read_bytes()
    except OSError:
        return None
    return answer if not read_answer(answer).fault else None
