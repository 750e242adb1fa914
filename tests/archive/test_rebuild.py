"""A sealed edition can be made again, byte for byte; where it cannot, one is told why."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from publish.archive.rebuild import rebuild
from publish.problems import ArchiveError
from publish.workspace import stock
from tests import made
from tests.archive.making import NOW, archive, opened, sealed, write_edition


@pytest.fixture
def root(workspace: Path) -> Path:
    write_edition(workspace)
    return workspace


def test_the_first_edition_comes_out_byte_for_byte(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(made.ROOT / "content", tmp_path / "content")
    shutil.copyfile(made.ROOT / "publish.yaml", tmp_path / "publish.yaml")
    seal = sealed(tmp_path, made.FIRST.name)

    found = rebuild(seal.folder, seal.manifest, fonts=())

    assert found.is_same
    assert {"sv/brochure.pdf", "en/brochure.pdf", "sv/newsletter.eml", "en/index.html"} <= set(found.same)
    assert found.versions == ()


def test_it_is_made_from_what_was_sealed_and_not_from_what_is_there_now(root: Path) -> None:
    seal = sealed(root)
    write_edition(root, title="Something else")
    (root / "publish.yaml").write_text("broken", encoding="utf-8")

    assert rebuild(seal.folder, seal.manifest, fonts=()).is_same


def test_what_comes_out_otherwise_is_named_with_the_versions_that_differ(root: Path) -> None:
    seal = sealed(root)
    changed = tuple(
        replace(file, sha256="0" * 64) if file.path == "en/brochure.pdf" else file
        for file in seal.manifest.files
        if file.path != "en/card.png"
    )
    versions = {**seal.manifest.made_by, "weasyprint": "69.0"}
    other = replace(seal.manifest, files=changed, made_by=versions)

    found = rebuild(seal.folder, other, fonts=())

    assert (found.differing, found.new, found.missing) == (("en/brochure.pdf",), ("en/card.png",), ())
    assert [(name, then) for name, then, _ in found.versions] == [("weasyprint", "69.0")]
    assert not found.is_same


def test_a_font_that_is_gone_is_told(root: Path) -> None:
    seal = sealed(root)
    lost = replace(seal.manifest.ingredients[0], sha256="0" * 64)
    other = replace(seal.manifest, ingredients=(lost, *seal.manifest.ingredients[1:]))

    with pytest.raises(ArchiveError) as caught:
        rebuild(seal.folder, other, fonts=(stock() / "assets" / "fonts",))

    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [("E706", lost.path)]


def test_an_acceptance_of_that_day_still_holds_for_it(root: Path) -> None:
    (root / "checks.yml").write_text(
        "accept:\n  - code: C301\n    reason: Known.\n    until: 2026-12-01\n", encoding="utf-8"
    )
    seal = sealed(root)

    assert "source/checks.yml" in {file.path for file in seal.manifest.files}
    assert rebuild(seal.folder, seal.manifest, fonts=()).is_same


def test_every_version_can_be_made_again(root: Path) -> None:
    sealed(root)
    write_edition(root, body="Better text.")
    sealed(root, now=NOW + dt.timedelta(days=1), correction="The text was bad.")

    assert [rebuild(seal.folder, seal.manifest, fonts=()).is_same for seal in archive(root).seals()] == [True, True]


def test_a_seal_whose_source_was_changed_comes_out_otherwise(root: Path) -> None:
    seal = sealed(root)
    opened(seal.folder)
    text = seal.folder / "source" / "content" / seal.manifest.edition / "en.md"
    text.write_text(text.read_text(encoding="utf-8").replace("Text.", "Other text."), encoding="utf-8")

    found = rebuild(seal.folder, seal.manifest, fonts=())

    assert {"en/index.html", "en/newsletter.html", "en/brochure.pdf"} <= set(found.differing)
    assert json.loads((seal.folder / "manifest.json").read_bytes())["edition"] == seal.manifest.edition
