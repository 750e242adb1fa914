#!/usr/bin/env python3
"""
Take over what caniemail knows of mail clients: `tools/refresh_clients.py [caniemail.json]`.

Writes publish/check/clients/caniemail.json from the data of npm's package `caniemail`: from the file that is
named, or from the newest package that npm can get. Then it says what became different, and which notes nobody
has judged yet: those wait for a line in publish/check/clients/meanings.py.

Writing needs no clock, so the same package always makes the same file.
"""

import argparse
import hashlib
import html
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from publish.check.clients import facts, meanings

TARGET = Path(facts.__file__).with_name("caniemail.json")
_IN_PACKAGE = "package/data/caniemail.json"
_LICENCE = "MIT; see caniemail.LICENSE.md"

Data = Mapping[str, Any]


def compact(raw: Data, package: str) -> str:
    """
    Our file from caniemail's: a line for each feature.

    A feature has its title, the date of its last test, what each client answers, and a digest of each of its notes.
    """
    clients = sorted({f"{family}.{platform}" for item in raw["data"] for family, platform, _ in _answers(item)})
    head = {
        "source": "npm caniemail, the data of caniemail.com",
        "package": package,
        "data": str(raw["last_update_date"])[:10],
        "licence": _LICENCE,
        "clients": " ".join(clients),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    features = [
        f"  {json.dumps(item['slug'])}: {json.dumps(_feature(item, clients), ensure_ascii=False)}"
        for item in sorted(raw["data"], key=lambda item: str(item["slug"]))
    ]
    return "{\n" + "\n".join(lines) + '\n "features": {\n' + ",\n".join(features) + "\n }\n}\n"


def _feature(item: Data, clients: list[str]) -> list[str]:
    answers = {f"{family}.{platform}": _newest(versions) for family, platform, versions in _answers(item)}
    notes = item["notes_by_num"] or {}
    digests = (f"{number}:{_digest(text)}" for number, text in sorted(notes.items(), key=lambda note: int(note[0])))
    title = html.unescape(item["title"]).replace("`", "").strip() or item["slug"]
    support = " ".join(answers.get(client, "-") for client in clients)
    return [title, str(item["last_test_date"]), support, " ".join(digests)]


def _answers(item: Data) -> Iterator[tuple[str, str, dict[str, str]]]:
    for family, platforms in item["stats"].items():
        for platform, versions in platforms.items():
            if versions:
                yield family, platform, versions


def _newest(versions: Mapping[str, str]) -> str:
    """
    The newest version's answer, like `a1,4@2019`: partly, with notes 1 and 4.

    Versions are dates, years or numbers. Where a client went over from one to the other (Outlook for Mac from 2016
    to 16.80), the file has the newer sort last; within a sort the greatest is the newest, in whatever order they are.
    """
    names = list(versions)
    sort = _sort(names[-1])
    newest = max((name for name in names if _sort(name) == sort), key=_numbers)
    answer, *notes = versions[newest].split()
    return f"{answer}{','.join(note.removeprefix('#') for note in notes)}@{newest}"


def _sort(version: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}", version):
        return "date"
    return "year" if re.fullmatch(r"20\d\d", version) else "number"


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _digest(text: str) -> str:
    """Tells that a note says something else than when it was judged."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:6]


def changes(old: Data, new: Data) -> Iterator[str]:
    """What became different, one line each."""
    before, after = old["features"], new["features"]
    yield from (f"feature added: {slug}" for slug in sorted(after.keys() - before.keys()))
    yield from (f"feature removed: {slug}" for slug in sorted(before.keys() - after.keys()))
    for slug in sorted(before.keys() & after.keys()):
        yield from _changed_support(slug, _by_client(old, slug), _by_client(new, slug))
        was, now = _notes(before[slug][3]), _notes(after[slug][3])
        yield from (f"note changed: {slug}#{number}" for number in now if was.get(number, now[number]) != now[number])


def _changed_support(slug: str, was: Data, now: Data) -> Iterator[str]:
    for client in sorted(was.keys() | now.keys()):
        old, new = was.get(client, "-").split("@")[0], now.get(client, "-").split("@")[0]
        if old != new:
            yield f"support changed: {slug} in {client}: {old} -> {new}"


def _by_client(data: Data, slug: str) -> dict[str, str]:
    return dict(zip(data["clients"].split(), data["features"][slug][2].split(), strict=True))


def _notes(digests: str) -> dict[str, str]:
    return dict(digest.split(":") for digest in digests.split())


def unjudged(data: Data) -> Iterator[str]:
    """Notes that a newest version has and `meanings` does not know, or knows with other words."""
    for slug, (_, _, support, digests) in data["features"].items():
        cited = {number for answer in support.split() for number in re.findall(r"\d+", answer.split("@")[0])}
        for number, digest in _notes(digests).items():
            if number in cited and not meanings.is_known(slug, number):
                yield f"note without a meaning: {slug}#{number} ({digest})"


def _raw(path: Path | None) -> tuple[Data, str]:
    """The data and the version of its package."""
    if path:
        package = path.resolve().parent.parent / "package.json"
        version = json.loads(package.read_text(encoding="utf-8"))["version"] if package.is_file() else "unknown"
        return json.loads(path.read_text(encoding="utf-8")), str(version)
    with tempfile.TemporaryDirectory() as folder:
        # By its tag: of a bare name npm takes an older package if the newest one asks for a newer Node.
        subprocess.run(["npm", "pack", "--silent", "caniemail@latest"], cwd=folder, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            found = {name: archive.extractfile(name) for name in (_IN_PACKAGE, "package/package.json")}
            texts = {name: json.loads(file.read()) for name, file in found.items() if file}
    return texts[_IN_PACKAGE], str(texts["package/package.json"]["version"])


def main() -> None:
    """Write the file and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="caniemail's data; fetched by npm if it is not given")
    made = compact(*_raw(parser.parse_args().file))
    new = json.loads(made)
    old = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {**new, "features": {}}
    if new["data"] < old["data"]:
        sys.exit(f"these data are of {new['data']}, older than ours of {old['data']}; nothing is changed")
    TARGET.write_text(made, encoding="utf-8")
    for line in (*changes(old, new), *unjudged(new)):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{TARGET.name}: {len(new['features'])} features, caniemail {new['package']} of {new['data']}\n")


if __name__ == "__main__":
    main()
