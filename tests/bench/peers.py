"""
What we and the two npm linters of mail say of the same letters: a clean one, and one for each planted fault.

    python -m tests.bench.peers            the table of docs/checks.md

A peer has found a fault if it says something about the broken letter that it does not say of the clean one. Everything
it says of the clean letter is told apart: nothing is wrong with that, or at most a nicety is missing.
"""

import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from publish.check import FAMILIES, findings
from publish.source import read_edition
from publish.theme import Theme
from tests import made
from tests.check.corpus import Case, clean, subject_of, workspace_of
from tests.check.corpus.clients import CASES

JUDGES = made.ROOT / "tests" / "judges"
CLIENTS = ("gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "samsung-email.*")
PEERS = ("caniemail", "doiuse")


def main() -> None:
    """Ask everybody about everything, and print what came of it."""
    letter = clean(made.FIRST, "sv", ("newsletter",)).files["newsletter"]["newsletter.html"]
    baseline = {peer: Counter(said or ()) for peer, said in peers(letter).items()}
    own = {(f.code, f.message) for f in findings(clean(made.FIRST, "sv", ("newsletter",)), [FAMILIES["clients"]])}
    print(f"clean letter: {len(own)} by us, " + ", ".join(f"{n.total()} by {peer}" for peer, n in baseline.items()))  # noqa: T201
    found, new, gave_up = Counter[str](), Counter[str](), Counter[str]()
    for case in CASES:
        broken, ours = letter_of(case)
        new["ours"] += len(ours - own)
        found["ours"] += case.code in {code for code, _ in ours - own}
        for peer, said in peers(broken).items():
            gave_up[peer] += said is None
            more = Counter(said or ()) - baseline[peer]
            kinds = set(more) - set(baseline[peer])
            new[peer] += len(kinds)
            found[peer] += bool(kinds)
        print(f"  {case}: " + ", ".join(f"{who} {count}" for who, count in found.items()))  # noqa: T201
    for who in ("ours", *PEERS):
        print(f"{who}: {found[who]} of {len(CASES)} faults, {new[who]} findings more, gave up {gave_up[who]} times")  # noqa: T201


def letter_of(case: Case) -> tuple[bytes, set[tuple[str, str]]]:
    """The broken letter, and what we say of it."""
    with workspace_of(case) as workspace:
        folder = workspace.folder(made.FIRST.name)
        edition = read_edition(folder, case.language, root=workspace.root, icons=workspace.icons)
        subject = subject_of(edition, Theme(workspace), ("newsletter",), {}, case.options)
        found = {(f.code, f.message) for f in findings(subject, [FAMILIES["clients"]])}
        return subject.files["newsletter"]["newsletter.html"], found


def peers(letter: bytes) -> dict[str, list[str] | None]:
    """What the peers say, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "letter.html")
        file.write_bytes(letter)
        command = ["node", str(JUDGES / "peers.mjs"), str(file), *CLIENTS]
        done = subprocess.run(command, cwd=JUDGES, capture_output=True, check=True, text=True)
    said: dict[str, list[str] | None] = json.loads(done.stdout)
    return said


if __name__ == "__main__":
    main()
