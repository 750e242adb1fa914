"""The judge of this folder's files."""

from collections.abc import Callable

import pytest

from tests.judges import vera

Judge = Callable[[bytes], list[str]]


@pytest.fixture(scope="session")
def judge() -> Judge:
    """What veraPDF holds against a file, for PDF/UA-1 and PDF/A-3a. One Java machine serves the whole run."""
    if reason := vera.missing():
        pytest.skip(reason)
    return vera.faults
