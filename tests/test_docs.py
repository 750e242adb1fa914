"""What the documentation shows works, and what works is documented."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from publish.archive.site.machines import FEED_TYPES, POLICY, _headers
from publish.blocks import KINDS
from publish.check import rules
from publish.check.wishes import RULES as ACCEPTANCES
from publish.cli import main
from publish.cli.archive import COMMANDS as ARCHIVE
from publish.edition import Picture
from publish.formats.pdf.conformance import RULES
from publish.source import read_edition
from tests import made

DOCS = made.ROOT / "docs"
FENCE = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(name: str) -> list[tuple[str, str]]:
    return FENCE.findall((DOCS / name).read_text(encoding="utf-8"))


def edition_of_the_guide(folder: Path) -> str:
    """The head and all blocks that docs/writing.md shows, as one text."""
    shown = fences("writing.md")
    head = next(text for kind, text in shown if kind == "yaml")
    blocks = [f"```{kind}\n{text}```\n" for kind, text in shown if kind in KINDS]
    table = next(text for kind, text in shown if kind == "markdown")
    for name in ("bridge.jpg", "bridge-wide.jpg"):
        (folder / name).write_bytes((made.SECOND / "bro.jpg").read_bytes())
    return "\n".join(["---", head, "---", "", "Text.", "", table, "", *blocks])


def test_all_that_the_guide_shows_can_be_built(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "2026-03-01-spring-in-the-city"
    folder.mkdir(parents=True)
    (folder / "en.md").write_text(edition_of_the_guide(folder), encoding="utf-8")

    edition = read_edition(folder, "en", root=tmp_path, icons=made.theme().workspace.icons)

    assert edition.date == date(2026, 3, 1)
    assert isinstance(edition.pictures["bridge.jpg"], Picture)
    assert {block.kind for block in edition.blocks} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_block_is_shown_in_the_guide(kind: str) -> None:
    shown = [yaml.safe_load(text) for name, text in fences("writing.md") if name == kind]
    items = [item for value in shown for item in (value if isinstance(value, list) else [value])]
    fields = KINDS[kind].model_fields
    model = fields["items"].annotation.__args__[0] if "items" in fields else KINDS[kind]  # type: ignore[union-attr]
    names = {field.alias or name for name, field in model.model_fields.items()}

    assert {name for item in items if isinstance(item, dict) for name in item} == names


def test_every_command_in_the_readme_exists() -> None:
    text = (made.ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\./run ([a-z]+)\b", text)) - {"test"}

    assert named
    assert named <= set(main.list_commands(None))  # type: ignore[arg-type]


def test_every_problem_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `(E\d{3})` \|", (DOCS / "problems.md").read_text(encoding="utf-8"), re.MULTILINE)
    package = made.ROOT / "publish"
    used = {code for file in package.rglob("*.py") for code in re.findall(r"\"(E\d{3})\"", file.read_text("utf-8"))}

    assert explained == sorted(set(explained))
    assert set(explained) == used


def test_every_rule_of_the_checks_is_told_as_it_is_asked_and_no_other() -> None:
    text = (DOCS / "checks.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(C\d{3})` \|.*\|$", text, re.MULTILINE)
    asked = {**rules(), **{rule.code: rule for rule in ACCEPTANCES}}

    assert sorted(told) == sorted(asked)
    for rule in asked.values():
        sources = "; ".join((*(f"WCAG {number}" for number in rule.criteria), *rule.clauses))
        assert f"| `{rule.code}` | {rule.severity} | {rule.asks} | {sources} |" in text


def test_the_rules_for_a_brochure_are_told_as_they_are_checked() -> None:
    text = (DOCS / "problems.md").read_text(encoding="utf-8")

    for rule in RULES:
        assert f"| `{rule.code}` | {rule.asks} | {'; '.join(rule.clauses)} |" in text


def test_the_archive_is_shown_with_the_headers_that_its_pages_obey() -> None:
    text = (DOCS / "archive.md").read_text(encoding="utf-8")

    assert f"Content-Security-Policy: {POLICY}\n" in text


@pytest.mark.parametrize("server", ["nginx", "apache", "caddyfile"])
def test_every_server_is_told_to_send_what_the_site_says_of_itself(server: str) -> None:
    shown = next(text for kind, text in fences("archive.md") if kind == server)
    lines = [line.strip() for line in _headers().decode().splitlines()]
    headers = [line.split(": ", 1) for line in lines if not line.startswith("/")]
    paths = [line.removeprefix("/*/") for line in lines if line.startswith("/*/")]

    assert len(headers) >= 4 + len(FEED_TYPES)
    for name, value in headers:
        assert f'"{value}"' in shown
        assert name in shown or name == "Content-Type"  # which nginx and Apache call a type
    for path in paths:
        assert path in shown.replace("\\", "")


def test_every_command_of_the_archive_is_in_its_guide() -> None:
    named = set(re.findall(r"\./run archive ([a-z]+)\b", (DOCS / "archive.md").read_text(encoding="utf-8")))

    assert named == set(ARCHIVE)
