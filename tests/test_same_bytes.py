"""The same input gives the same bytes, whatever the process: no clock, no chance, no order of a set is in them."""

import json
import os
import subprocess
import sys

import pytest

from publish.formats import FORMATS
from tests import made

PROGRAM = """
import hashlib, json, sys
from tests import made
files = made.files(made.FIRST, "sv", sys.argv[1])
print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}))
"""


def digests(kind: str, *, seed: str, zone: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind], cwd=made.ROOT, env=environment, capture_output=True, check=True
    )
    found: dict[str, str] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("kind", FORMATS)
def test_two_processes_make_the_same_files(kind: str) -> None:
    first = digests(kind, seed="1", zone="Europe/Stockholm")

    assert first
    assert first == digests(kind, seed="2", zone="Asia/Tokyo")
