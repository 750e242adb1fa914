"""
What SpamAssassin says of the message, where it is installed.

It is asked offline, without what it has learnt on this machine, so that everybody gets the same answer. Asking takes
a second, so a verdict is kept by the message's digest until the program is a new one. Without a folder to keep it
in, nobody is asked.
"""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from shutil import which

from publish.check.delivery.subject_line import place_of
from publish.check.finding import Finding, Rule, Severity
from publish.check.keeping import keep
from publish.check.subject import Subject

PROGRAM = "spamassassin"
SECONDS = 60
_KEPT = 100
"""Verdicts."""
SPAM = 5.0
NEAR = 2.0

POINTS = Rule(
    "C280",
    Severity.BREAKS,
    "The letter gets less than two points from SpamAssassin",
    "SpamAssassin gives points for what spam has in common; with five most servers that use it take a letter for spam. "
    "It is asked without the network, so what is known of the sender is not counted: a good letter has no points. Each "
    "rule that gave points is named; change what it speaks of.",
    clauses=("SpamAssassin, https://spamassassin.apache.org",),
)
RULES = (POINTS,)

_SCORE = re.compile(r"\(\s*(-?\d{1,4}(?:\.\d+)?) points?, (\d{1,3}(?:\.\d+)?) required\)")
_ROW = re.compile(r"^\s{0,3}(-?\d{1,4}(?:\.\d+)?)\s+([A-Z][A-Z0-9_]{2,60})(?:\s+(.*))?$")
_MEANING = {
    "SUBJ_ALL_CAPS": "the subject is in capitals",
    "MPART_ALT_DIFF": "plain text and HTML differ",
    "MPART_ALT_DIFF_COUNT": "plain text and HTML differ in length",
    "MIME_HTML_ONLY": "there is no plain text",
    "HTML_FONT_LOW_CONTRAST": "text has nearly the colour of its ground",
    "HTML_IMAGE_ONLY_04": "almost nothing but a picture",
    "HTML_IMAGE_ONLY_08": "almost nothing but a picture",
    "HTML_IMAGE_ONLY_12": "little text beside the pictures",
    "HTML_IMAGE_RATIO_02": "little text beside the pictures",
    "HTML_IMAGE_RATIO_04": "little text beside the pictures",
    "HTML_TITLE_SUBJ_DIFF": "the title of the HTML is not the subject",
    "HTML_SHORT_LINK_IMG_1": "little text, a picture and a link",
    "MSGID_MULTIPLE_AT": "the Message-ID has more than one @",
    "MISSING_DATE": "there is no date",
    "MISSING_MID": "there is no Message-ID",
    "MISSING_SUBJECT": "there is no subject",
    "DATE_IN_FUTURE_96_XX": "the date lies in the future",
    "NORMAL_HTTP_TO_IP": "a link leads to a number instead of a name",
    "NUMERIC_HTTP_ADDR": "a link leads to a number instead of a name",
    "HTTPS_HTTP_MISMATCH": "a link shows https and leads to http",
    "URI_PHISH": "a link looks like fraud",
    "FREEMAIL_FROM": "the sender has an address of a mailbox provider",
    "UPPERCASE_50_75": "more than half of the text is in capitals",
    "UPPERCASE_75_100": "nearly all of the text is in capitals",
    "GAPPY_SUBJECT": "the subject has letters with blanks between them",
    "LOTS_OF_MONEY": "large sums of money are named",
    "MONEY_NOHTML": "large sums of money are named",
    "ADVANCE_FEE_2_NEW_MONEY": "it reads like an advance-fee fraud",
    "ADVANCE_FEE_3_NEW": "it reads like an advance-fee fraud",
    "GTUBE": "the test string of spam filters stands in it",
    "DRUGS_ERECTILE": "names of medicines for potency",
    "URG_BIZ": "it is about urgent business",
    "FREE_QUOTE_INSTANT": "it promises something for nothing",
}
"""Its rules that a newsletter can meet, in our words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What SpamAssassin says."""

    points: float
    rules: tuple[tuple[str, float, str], ...]
    """Name, points and description of each that counted."""


def spamassassin_is_missing() -> bool:
    """Whether the family is silent about spam because nobody can be asked."""
    return which(PROGRAM) is None


def check(subject: Subject) -> Iterator[Finding]:
    """The points, if there are many; nothing where SpamAssassin or a folder for its answers is missing."""
    cache, message = subject.options.cache, subject.message
    if cache is None or message is None:
        return
    found = verdict(message, cache / "spam")
    if found is None or found.points < NEAR:
        return
    named = [f"{points:.1f} {name}: {_MEANING.get(name, text)}" for name, points, text in found.rules if points > 0]
    worst = named[0].partition(" ")[2] if named else "its rules together"
    yield POINTS.finding(
        f"SpamAssassin gives the letter {found.points:.1f} points, expected less than {NEAR:.0f}; {worst}",
        place_of(subject),
        hint=f"from {SPAM:.0f} points on it is taken for spam; change what the rules speak of",
        evidence=tuple(named[:8]),
        artefact="newsletter.eml",
        severity=Severity.DEGRADES if found.points < SPAM else None,
    )


def verdict(message: bytes, folder: Path) -> Verdict | None:
    """What SpamAssassin says of *message*, from *folder* if it was asked before; None if it cannot be asked."""
    program = which(PROGRAM)
    if program is None:
        return None
    file = folder / f"{key(message, program)}.json"
    if known := _remembered(file):
        return known
    report = _asked(program, message)
    found = read(report) if report else None
    if found:
        _remember(file, found)
    return found


def key(message: bytes, program: str) -> str:
    """What a verdict is kept under: another message or another program has another."""
    return sha256(f"{Path(program).stat().st_mtime_ns}\0".encode() + message).hexdigest()


def read(report: str) -> Verdict | None:
    """The verdict in a report of `spamassassin -t`; None if there is none. The report stands last."""
    scores = list(_SCORE.finditer(report))
    if not scores:
        return None
    rows = (_ROW.match(line) for line in report[scores[-1].end() :].splitlines())
    rules = [(row[2], float(row[1]), (row[3] or "").strip()) for row in rows if row]
    return Verdict(float(scores[-1][1]), tuple(sorted(rules, key=lambda rule: -rule[1])))


def _asked(program: str, message: bytes) -> str:
    """The report on *message*; empty if there is none in time."""
    with tempfile.TemporaryDirectory() as home:
        command = [program, "--local", "--test-mode", "--nocreate-prefs", f"--prefspath={os.devnull}"]
        command += ["--cf=use_bayes 0", "--cf=use_learner 0"]
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(
                command, input=message, capture_output=True, timeout=SECONDS, check=False, env=environment, cwd=home
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _remembered(file: Path) -> Verdict | None:
    try:
        known = json.loads(file.read_text("utf-8"))
        rules = tuple((str(name), float(points), str(text)) for name, points, text in known["rules"])
        return Verdict(float(known["points"]), rules)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _remember(file: Path, found: Verdict) -> None:
    if keep(file, json.dumps(asdict(found)).encode()):
        with suppress(OSError):
            _forget(file.parent)


def _forget(folder: Path) -> None:
    """Keep the newest verdicts only: a text that is being written is another message every time."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-_KEPT]:
        file.unlink(missing_ok=True)
