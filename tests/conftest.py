"""What all tests share: one rule about skipping, a thread without a loop, and a workspace to work in."""

import asyncio
import os
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from publish.cli import starters

settings.register_profile("patient", deadline=None)  # a busy machine is no fault
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped: a judge that is missing there is a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing may be: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _rest_of_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """
    Tests without a browser get a thread in which no loop runs.

    One browser serves all tests of a process, and its driver's loop counts as running from the first of them on.
    """
    if _has_a_browser(request.path):
        yield
        return
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(before)


@cache
def _has_a_browser(module: Path) -> bool:
    text = module.read_text(encoding="utf-8")
    return any(word in text for word in ("axe", "playwright", "specimen"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty workspace, as `publish init` makes it."""
    root = tmp_path / "workspace"
    (root / "content").mkdir(parents=True)
    (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
    return root
