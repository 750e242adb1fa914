"""What all tests share: one rule about skipping, and a workspace to work in."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from publish.cli import starters


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


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty workspace, as `publish init` makes it."""
    root = tmp_path / "workspace"
    (root / "content").mkdir(parents=True)
    (root / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
    return root
