"""`publish archive` as a person types it."""

import json
from pathlib import Path

from tests.archive.making import EDITION, opened, write_edition
from tests.archive.serving import serving
from tests.cli.conftest import Publish


def test_an_edition_is_sealed_listed_verified_and_made_again(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    done = publish("archive", "seal", "2021", folder=workspace)
    listed = publish("archive", "list", folder=workspace)
    verified = publish("archive", "verify", folder=workspace)
    again = publish("archive", "rebuild", "2021", folder=workspace)

    assert f"sealed dist/archive/{EDITION}/1/" in done.output
    assert "2021-03-30  An example  en  1 version" in listed.output
    assert "everything is as it was sealed" in verified.output
    assert "byte for byte as it was sealed" in again.output
    head = done.output.split("manifest sha256 ")[1].split()[0]
    assert head in verified.output


def test_a_second_seal_is_refused_with_the_way_out(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    publish("archive", "seal", EDITION, folder=workspace)

    refused = publish("archive", "seal", EDITION, folder=workspace, code=1)
    write_edition(workspace, body="Better text.")
    corrected = publish("archive", "seal", EDITION, "--correct", "The text was bad.", folder=workspace)
    listed = json.loads(publish("archive", "list", "--json", folder=workspace).stdout)

    assert "error[E701]" in refused.output
    assert "--correct" in refused.output
    assert f"{EDITION}/2/" in corrected.output
    assert [v["correction"] for v in listed["editions"][0]["versions"]] == ["", "The text was bad."]
    assert listed["editions"][0]["state"] == "corrected"


def test_what_was_changed_is_told_and_fails(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    publish("archive", "seal", EDITION, folder=workspace)
    folder = workspace / "dist" / "archive"
    opened(folder)
    page = folder / EDITION / "1" / "en" / "index.html"
    page.write_bytes(page.read_bytes() + b"\n")

    told = publish("archive", "verify", folder=workspace, code=1)
    elsewhere = publish("archive", "verify", str(folder), code=1)
    machine = json.loads(publish("archive", "verify", "--json", folder=workspace, code=1).stdout)

    assert f"dist/archive/{EDITION}/1/en/index.html: error[E716]" in told.output
    assert "error[E716]" in elsewhere.output
    assert [problem["code"] for problem in machine["problems"]] == ["E716"]
    assert machine["seals"] == 1


def test_a_seal_is_signed_with_the_key_that_was_made(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    without = publish("archive", "seal", EDITION, "--sign", folder=workspace, code=1)
    key = publish("archive", "keygen", folder=workspace).stdout.strip()
    again = publish("archive", "keygen", folder=workspace, code=1)
    publish("archive", "seal", EDITION, "--sign", folder=workspace)

    assert "error[E720]" in without.output
    assert "error[E602]" in again.output
    assert "as it was sealed" in publish("archive", "verify", "--key", key, folder=workspace).output
    assert "error[E718]" in publish("archive", "verify", "--key", "0" * 64, folder=workspace, code=1).output
    assert "64 hexadecimal digits" in publish("archive", "verify", "--key", "abc", folder=workspace, code=2).output


def test_mistakes_get_a_hint(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)

    assert "did you mean" in publish("archive", "seal", "2021-03-30-an-exmaple", folder=workspace, code=2).output
    assert "Did you mean 'verify'" in publish("archive", "verfy", folder=workspace, code=2).output
    assert "there is no edition" in publish("archive", "rebuild", EDITION, folder=workspace, code=2).output
    assert "nothing is sealed yet" in publish("archive", "list", folder=workspace).output
    assert (
        "1000 characters"
        in publish("archive", "seal", EDITION, "--correct", "x" * 1001, folder=workspace, code=2).output
    )


def test_a_public_archive_is_proved_from_anywhere(publish: Publish, workspace: Path, tmp_path: Path) -> None:
    write_edition(workspace)
    publish("archive", "seal", EDITION, folder=workspace)
    publish("archive", "site", folder=workspace)
    folder = workspace / "dist" / "archive"

    with serving(folder) as server:
        whole = publish("archive", "verify", server.url, folder=tmp_path)
        head = json.loads(publish("archive", "verify", server.url, "--json", folder=tmp_path).stdout)["head"]
        assert publish("archive", "verify", server.url, "--last", head, folder=tmp_path)
        opened(folder)
        (folder / EDITION / "1" / "en" / "card.png").write_bytes(b"other")
        told = publish("archive", "verify", server.url, folder=tmp_path, code=1)
        machine = json.loads(publish("archive", "verify", server.url, "--json", folder=tmp_path, code=1).stdout)

    assert "everything is as it was sealed" in whole.output
    assert "from outside one cannot see files that nobody sealed" in whole.output
    assert f"the last is number 1, {EDITION}/1" in whole.output
    assert f"{server.url}{EDITION}/1/en/card.png: error[E716]" in told.output
    assert [problem["code"] for problem in machine["problems"]] == ["E716"]
    assert machine["number"] == 1
    assert len(machine["unseen"]) == 2


def test_an_address_that_is_none_is_a_problem_for_people_and_machines(publish: Publish, tmp_path: Path) -> None:
    told = publish("archive", "verify", "https://me:secret@example.org/", folder=tmp_path, code=1)
    machine = publish("archive", "verify", "file:///etc/passwd", "--json", folder=tmp_path, code=1)

    assert "https://example.org/: error[E721]" in told.output
    assert "secret" not in told.output
    assert [problem["code"] for problem in json.loads(machine.stdout)["problems"]] == ["E721"]


def test_names_of_files_cannot_give_a_terminal_orders(publish: Publish, workspace: Path) -> None:
    write_edition(workspace)
    publish("archive", "seal", EDITION, folder=workspace)
    folder = workspace / "dist" / "archive"
    opened(folder)
    (folder / EDITION / "1" / "\x1b[2J\x9b1m").write_bytes(b"")

    told = publish("archive", "verify", folder=workspace, code=1)

    assert "error[E714]" in told.output
    assert not set(told.output) & {"\x1b", "\x9b"}


def test_the_list_tells_damage_and_where_to_look(publish: Publish, workspace: Path) -> None:
    for edition in (EDITION, "2021-04-30-another"):
        write_edition(workspace, edition=edition)
        publish("archive", "seal", edition, folder=workspace)
    folder = workspace / "dist" / "archive"
    opened(folder)
    (folder / EDITION / "1" / "manifest.json").write_bytes(b"{")

    listed = publish("archive", "list", folder=workspace, code=1)
    machine = json.loads(publish("archive", "list", "--json", folder=workspace, code=1).stdout)

    lines = [line for line in listed.stdout.splitlines() if line.startswith("2021")]
    assert [line.split()[0] for line in lines] == ["2021-03-30", "2021-04-30"]
    assert lines[0].endswith("unreadable manifest")
    assert lines[1].endswith("sealed")
    assert "`publish archive verify` tells" in listed.output
    assert {tree["edition"]: tree["state"] for tree in machine["editions"]} == {
        EDITION: "unreadable manifest",
        "2021-04-30-another": "sealed",
    }
