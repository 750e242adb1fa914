"""SpamAssassin is asked where it is installed, once for each message, and never in the way."""

import json
import os
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check import Options
from publish.check.delivery import spam, spamassassin_is_missing
from publish.check.delivery.spam import Verdict, key, read, verdict
from tests import made
from tests.check.corpus import TODAY, clean

REPORT = """
Content analysis details:   (7.1 points, 5.0 required)

 pts rule name              description
---- ---------------------- --------------------------------------------------
-0.0 NO_RELAYS              Informational: message was not relayed via SMTP
 5.0 SUBJ_ALL_CAPS          Subject is all capitals
 2.1 MPART_ALT_DIFF         BODY: HTML and text parts are different
                            over two lines
1000 GTUBE                  BODY: Generic Test for Unsolicited Bulk Email
"""
SPAM = b"From: a@handelskammaren.se\r\nSubject: hej\r\n\r\nXJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n"


@pytest.fixture
def installed() -> None:
    if spamassassin_is_missing():
        pytest.skip("SpamAssassin is not installed (Debian's package is `spamassassin`)")


def test_a_report_is_read_to_its_rules() -> None:
    assert read(REPORT) == Verdict(
        7.1,
        (
            ("GTUBE", 1000.0, "BODY: Generic Test for Unsolicited Bulk Email"),
            ("SUBJ_ALL_CAPS", 5.0, "Subject is all capitals"),
            ("MPART_ALT_DIFF", 2.1, "BODY: HTML and text parts are different"),
            ("NO_RELAYS", -0.0, "Informational: message was not relayed via SMTP"),
        ),
    )


def test_a_letter_that_quotes_a_report_does_not_judge_itself() -> None:
    quoted = REPORT.replace("7.1", "99.0").replace("SUBJ_ALL_CAPS", "MADE_UP_BY_SENDER")

    found = read(quoted + REPORT)

    assert found is not None
    assert found.points == 7.1
    assert "MADE_UP_BY_SENDER" not in {name for name, _, _ in found.rules}


@given(st.text(max_size=300))
def test_no_report_is_too_odd_to_be_read(text: str) -> None:
    assert read(text) is None or read(text) == read(text)
    assert read(f"{text}\n(1.5 points, 5.0 required)") is not None


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_a_clean_letter_has_no_points(folder: Path, language: str, tmp_path: Path) -> None:
    message = clean(folder, language, ("newsletter",)).message

    found = verdict(message or b"", tmp_path)

    assert found is not None
    assert found.points < 0.5, found


@pytest.mark.usefixtures("installed")
def test_spam_is_known_and_kept(tmp_path: Path) -> None:
    found = verdict(SPAM, tmp_path / "spam")

    assert found is not None
    assert found.points > 900
    assert found.rules[0][0] == "GTUBE"
    assert [file.name for file in (tmp_path / "spam").iterdir()] == [f"{key(SPAM, which(spam.PROGRAM) or '')}.json"]


def remembered(folder: Path, message: bytes, content: str) -> None:
    (folder / f"{key(message, which(spam.PROGRAM) or '')}.json").write_text(content, "utf-8")


@pytest.mark.usefixtures("installed")
def test_nobody_is_asked_twice_about_one_message(tmp_path: Path) -> None:
    remembered(tmp_path, SPAM, json.dumps({"points": 0.25, "rules": [["KNOWN", 0.25, "from before"]]}))

    assert verdict(SPAM, tmp_path) == Verdict(0.25, (("KNOWN", 0.25, "from before"),))


@pytest.mark.usefixtures("installed")
def test_old_verdicts_are_forgotten(tmp_path: Path) -> None:
    for number in range(120):
        (tmp_path / f"{number:03}.json").write_text("{}")
        os.utime(tmp_path / f"{number:03}.json", (number, number))

    verdict(SPAM, tmp_path)

    kept = sorted(file.name for file in tmp_path.iterdir())
    assert len(kept) == 100
    assert kept[0] == "021.json"


def test_another_program_is_asked_anew(tmp_path: Path) -> None:
    program = tmp_path / "spamassassin"
    program.write_text("")
    before = key(SPAM, str(program))
    os.utime(program, (1, 1))

    assert len({before, key(SPAM, str(program)), key(SPAM + b".", str(program))}) == 3


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("content", ["", "{", "[]", '{"points": "many", "rules": []}', '{"points": 1, "rules": [1]}'])
def test_a_broken_memory_is_forgotten(content: str, tmp_path: Path) -> None:
    remembered(tmp_path, SPAM, content)

    found = verdict(SPAM, tmp_path)

    assert found is not None
    assert found.points > 900


@pytest.mark.usefixtures("installed")
def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert verdict(SPAM, tmp_path / "file" / "spam") is not None


def test_where_it_is_missing_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert spamassassin_is_missing()
    assert verdict(SPAM, tmp_path) is None


def test_points_are_told_with_the_rules_that_gave_them(tmp_path: Path) -> None:
    if spamassassin_is_missing():
        pytest.skip("SpamAssassin is not installed (Debian's package is `spamassassin`)")
    whole = clean(made.FIRST, "sv", ("newsletter",))
    subject = replace(whole, options=Options(TODAY, cache=tmp_path))
    (tmp_path / "spam").mkdir()
    rules = [["MPART_ALT_DIFF", 2.5, "BODY: HTML and text parts are different"], ["OTHER", 0.5, "something else"]]

    def judged(points: float) -> list[tuple[str, str]]:
        content = json.dumps({"points": points, "rules": rules})
        remembered(tmp_path / "spam", subject.message or b"", content)
        return [(finding.code, finding.severity) for finding in spam.check(subject)]

    assert judged(1.9) == []
    assert judged(2.0) == [("C280", "degrades")]
    assert judged(5.0) == [("C280", "breaks")]
    found = next(spam.check(subject))
    assert found.evidence[:2] == ("2.5 MPART_ALT_DIFF: plain text and HTML differ", "0.5 OTHER: something else")
