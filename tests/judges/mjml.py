"""
npm's mjml, the reference: what it has against a document, and what it makes of it.

All documents of a test go to it at once, since Node takes a second to load it.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NODE = shutil.which("node") or ""


@dataclass(frozen=True)
class Answer:
    """What it says of one document."""

    html: str
    errors: tuple[str, ...]
    """`tag:line: message` each."""


def missing() -> str:
    """Why this judge cannot sit here; empty when it can."""
    if not NODE:
        return "no node: apt-get install nodejs npm"
    if not (HERE / "node_modules" / "mjml").is_dir():
        return "no mjml: npm ci in tests/judges"
    return ""


def ask(documents: Sequence[str]) -> list[Answer]:
    """Its answer to each document."""
    answers = json.loads(_run("mjml_oracle.mjs", json.dumps(documents)))
    return [
        Answer(answer["html"], tuple(f"{e['tag']}:{e['line']}: {e['message']}" for e in answer["errors"]))
        for answer in answers
    ]


def schema() -> str:
    """What it knows of its elements, as schema.json has it."""
    return _run("mjml_schema.mjs", "")


def _run(script: str, given: str) -> str:
    done = subprocess.run([NODE, str(HERE / script)], input=given, text=True, capture_output=True, check=True)
    return done.stdout
