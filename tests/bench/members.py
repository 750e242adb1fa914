"""
An import of many members: memory, and time beside `sqlite-utils insert` with the same checks.

    python -m tests.bench.members                        1 000 000 rows
    python -m tests.bench.members --rows 100000
    python -m tests.bench.members --rival /tmp/rival/bin/sqlite-utils

The rival is started as a program of its own. To have it:

    python3 -m venv /tmp/rival && /tmp/rival/bin/pip install sqlite-utils email-validator

Its checks are those a careful person would type into `--convert`: email-validator, the key of the folded address, the
day, the language; duplicates by the table's key. It keeps no consents, no chain and no segments, does not compare
with what is there, and writes one table where we write three. Times are of the processor, so that others who work on
the machine weigh less.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from publish.cli import starters

_MOST = 300
"""Megabytes."""
_HEAD = "E-post;Förnamn;Efternamn;Företag;Språk;Grupp;Medlemsnummer;Samtycke;Källa;Datum\r\n"
_CONVERT = """
import datetime, hashlib, hmac, unicodedata
from email_validator import validate_email
KEY = bytes(32)
LANGUAGES = {"svenska": "sv", "sv": "sv", "en": "en", "": ""}
def convert(row):
    found = validate_email(row["E-post"].strip(), check_deliverability=False, strict=True)
    text = f"{found.local_part}@{found.ascii_domain}"
    folded = unicodedata.normalize("NFC", text.casefold())
    datetime.date.fromisoformat(row["Datum"])
    return {
        "key": hmac.digest(KEY, folded.encode(), "sha256"), "address": text,
        "name": " ".join(f"{row['Förnamn']} {row['Efternamn']}".split()), "first_name": " ".join(row["Förnamn"].split()),
        "company": " ".join(row["Företag"].split()), "language": LANGUAGES[row["Språk"]], "segments": row["Grupp"],
        "external_id": row["Medlemsnummer"], "basis": row["Samtycke"], "source": row["Källa"], "given": row["Datum"],
    }
"""  # fmt: skip


_MEASURING = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
if done.returncode:
    sys.exit(done.stderr.decode())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rival", default=shutil.which("sqlite-utils") or "")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "workspace"
        (root / "content").mkdir(parents=True)
        (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
        list_ = _list(Path(name) / "members.csv", wish.rows)
        ours = [sys.executable, "-m", "publish", "members", "import", str(list_)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        _measured("look", ours, root, environment)
        taken = _measured("take in", [*ours, "--yes"], root, environment)
        _measured("take the same in again", [*ours, "--yes"], root, environment)
        if not wish.rival:
            sys.exit("sqlite-utils is not here; the head of this file says how to have it")
        rival = [wish.rival, "insert", "rival.db", "member", str(list_), "--csv", "--delimiter", ";", "--pk", "key"]
        theirs = _measured("sqlite-utils insert, same checks", [*rival, "--convert", _CONVERT], root, environment)
        _measured("sqlite-utils insert, no checks", [*rival[:2], "bare.db", *rival[3:-2]], root, environment)
    verdict = "" if taken < theirs else "  too slow"
    print(f"take in : sqlite-utils with the same checks = {taken / theirs:.2f}, at most 1.00{verdict}")  # noqa: T201


def _list(file: Path, rows: int) -> Path:
    dice = random.Random(1)  # noqa: S311  # the same list every time
    domains = [f"foretag{number}.se" for number in range(20_000)] + ["gmail.com", "hotmail.com"] * 5_000
    first, last = ("Anna", "Bo", "Åsa", "Örjan", "Karin", "Lars"), ("Andersson", "Sjöberg", "Ek", "Lindqvist")
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(_HEAD)
        for number in range(rows):
            name = f"{dice.choice(first)};{dice.choice(last)};Företag {number % 5000} AB"
            rest = f"{dice.choice(('sv', 'en', 'svenska'))};{dice.choice(('', 'styrelse'))};{number};ja;webben"
            stream.write(f"Member.{number}@{dice.choice(domains)};{name};{rest};2024-05-{number % 28 + 1:02}\r\n")
    return file


def _measured(what: str, command: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    """Seconds of the processor; prints them and the most memory that was used."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = [sys.executable, "-c", _MEASURING, *command]
    result = subprocess.run(run, cwd=folder, env=environment, capture_output=True, check=False)
    if result.returncode:
        sys.exit(f"{what}: {result.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = int(result.stdout) / 1024
    much = f"  too much, at most {_MOST}" if memory > _MOST else ""
    print(f"{what:36} {seconds:>7.1f} s  {memory:>5.0f} MB{much}", flush=True)  # noqa: T201
    return seconds


if __name__ == "__main__":
    main()
