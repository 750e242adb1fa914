"""`publish dkim` as a person types it."""

import re
from pathlib import Path

from tests.cli.conftest import Publish


def test_what_is_printed_can_be_put_into_the_settings(publish: Publish, workspace: Path) -> None:
    done = publish("dkim", "new", "--selector", "news2026", folder=workspace)
    settings = workspace / "publish.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + done.stdout.split("publish.yaml\n")[1], encoding="utf-8")

    assert re.match(r"; into the DNS of (\S+)\nnews2026\._domainkey\.\1\. 3600 IN TXT \(\n", done.stdout)
    assert "keep a copy" in done.stderr
    assert "PRIVATE" not in done.output
    again = publish("dkim", "new", "--selector", "news2026", folder=workspace, code=1)
    assert "error[E602]" in again.stderr


def test_a_key_is_named_after_the_month_and_its_kind(publish: Publish, workspace: Path) -> None:
    publish("dkim", "new", "--domain", "Example.org", "--algorithm", "ed25519", folder=workspace)

    (file,) = (workspace / ".publish" / "dkim").iterdir()
    assert re.fullmatch(r"news\d{6}e\.example\.org\.pem", file.name)


def test_what_cannot_stand_in_the_dns_is_not_understood(publish: Publish, workspace: Path) -> None:
    assert "is not a domain" in publish("dkim", "new", "--domain", "a b", folder=workspace, code=2).stderr
    assert "is not a selector" in publish("dkim", "new", "--selector", "../x", folder=workspace, code=2).stderr
    assert not (workspace / ".publish").exists()
