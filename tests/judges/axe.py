"""
axe-core in Debian's Chromium: what it holds against a page, in light or dark, at one width.

    with axe.opened(address) as page:
        assert axe.violations(page, …) == []

A page that is open already, or the path of an HTML file.
"""

import atexit
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("PUBLISH_CHROMIUM") or shutil.which("chromium") or ""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = """async ([tags, off]) => {
  const rules = Object.fromEntries(off.map(name => [name, {enabled: false}]));
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, rules});
  return found.violations;
}"""


def missing() -> str:
    """Why this judge cannot sit here; empty when it can."""
    if not CHROMIUM:
        return "no chromium: apt-get install chromium"
    if not AXE.is_file():
        return "no axe-core: npm ci in tests/judges"
    return ""


@cache
def chromium() -> Browser:
    """Debian's Chromium without a window, one for all tests of a process. It may not call anybody on its own."""
    quiet = ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"]
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
    atexit.register(playwright.stop)
    atexit.register(browser.close)
    return browser


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """A page of its own."""
    with closing(chromium().new_page()) as page:
        page.goto(address)
        yield page


def violations(
    page: Page | Path,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    rules_off: tuple[str, ...] = (),
) -> list[str]:
    """Every breach of WCAG 2.2 AA and of axe's best practice, as `rule: element: what is wrong`."""
    if isinstance(page, Page):
        return _judge(page, width=width, scheme=scheme, rules_off=rules_off)
    with opened(page.resolve().as_uri()) as shown:
        return _judge(shown, width=width, scheme=scheme, rules_off=rules_off)


def _judge(page: Page, *, width: int, scheme: Literal["light", "dark"], rules_off: tuple[str, ...]) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    # A transition would let axe see a colour halfway between two schemes.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{found['id']}: {_name(node)}: {_words(node)}"
        for found in page.evaluate(_RUN, [list(TAGS), list(rules_off)])
        for node in found["nodes"]
    ]


def _name(node: dict[str, Any]) -> str:
    target = node["target"]
    return str(target[0]) if len(target) == 1 else json.dumps(target)


def _words(node: dict[str, Any]) -> str:
    return " ".join(node["failureSummary"].split())
