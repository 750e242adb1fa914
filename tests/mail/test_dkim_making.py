"""A key that was made is read, the DNS takes its record as it is printed, and `publish.yaml` its lines."""

from pathlib import Path

import dns.zone
import pytest
import yaml

from publish.mail.dkim import read_key
from publish.mail.dkim.keys import ED25519, RSA
from publish.mail.dkim.making import make_key, settings_lines, zone_lines
from publish.problems import BuildError
from publish.workspace import Dkim


@pytest.mark.parametrize("algorithm", [RSA, ED25519])
def test_a_key_that_was_made_is_read(tmp_path: Path, algorithm: str) -> None:
    key, path = make_key(tmp_path, "example.org", "news2026", algorithm)

    read = read_key(tmp_path, Dkim("example.org", "news2026", path))

    assert read.algorithm == algorithm
    assert read.record == key.record
    assert (tmp_path / path).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / path).parent.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / ".publish" / ".gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("algorithm", [RSA, ED25519])
def test_the_dns_takes_the_record_as_it_is_printed(tmp_path: Path, algorithm: str) -> None:
    key, _ = make_key(tmp_path, "example.org", "news2026", algorithm)

    zone = dns.zone.from_text(zone_lines(key), origin="example.org.", relativize=False, check_origin=False)

    (text,) = zone.find_rdataset(f"{key.name}.", "TXT")
    assert b"".join(text.strings).decode() == key.record
    assert all(len(string) <= 255 for string in text.strings)


def test_the_settings_take_the_lines_as_they_are_printed(tmp_path: Path) -> None:
    key, path = make_key(tmp_path, "example.org", "news2026")

    assert yaml.safe_load(settings_lines(key, path)) == {
        "sending": {"dkim": [{"domain": "example.org", "selector": "news2026", "key": path}]}
    }


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    _, path = make_key(tmp_path, "example.org", "news2026")
    before = (tmp_path / path).read_bytes()

    with pytest.raises(BuildError) as error:
        make_key(tmp_path, "example.org", "news2026")

    assert [problem.code for problem in error.value.problems] == ["E602"]
    assert (tmp_path / path).read_bytes() == before
