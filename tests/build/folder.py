"""Workspaces for tests of the build: short editions, and what a build says of them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from publish.build import Report, Wanted, Watcher, build
from publish.formats import Format
from tests.build.echo import FORMATS

EDITION = "2021-03-30-an-example"


def write_edition(
    root: Path,
    title: str = "An example",
    *,
    edition: str = EDITION,
    languages: Iterable[str] = ("en",),
    body: str = "Text.",
) -> str:
    """Write an edition, or write it anew; its id."""
    folder = root / "content" / edition
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        head = f"---\ntitle: {title}\ndate: {edition[:10]}\ncategory: News\nstandfirst: What it is about.\n---\n"
        (folder / f"{language}.md").write_text(f"{head}\n{body}\n", encoding="utf-8")
    return edition


def run(
    root: Path,
    *editions: str,
    formats: Mapping[str, Format] = FORMATS,
    languages: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    jobs: int = 1,
    watcher: Watcher | None = None,
) -> Report:
    """Build *editions* (the example, if none is named)."""
    wanted = Wanted(editions or (EDITION,), only or tuple(formats), languages)
    return build(root, wanted, jobs=jobs, watcher=watcher, formats=formats)


def fresh(report: Report) -> list[str]:
    """What was made, as words."""
    return [str(result.target) for result in report.results if result.fresh]


def stands(root: Path) -> list[str]:
    """Every file in dist/."""
    dist = root / "dist"
    return sorted(str(file.relative_to(dist)) for file in dist.rglob("*") if not file.is_dir())
