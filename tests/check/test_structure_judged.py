"""axe-core judges the same broken letters and pages: where it has the same rule, it agrees."""

from functools import cache
from pathlib import Path

import pytest

from publish.check.accessibility.structure import RULES, check
from publish.source import read_edition
from publish.theme import Theme
from tests import made
from tests.check.corpus import Case, clean, structure, subject_of, workspace_of
from tests.judges import axe

pytestmark = pytest.mark.skipif(bool(axe.missing()), reason=axe.missing())

OURS = {
    "aria-allowed-role": "C326",
    "aria-hidden-focus": "C347",
    "aria-required-children": "C349",
    "aria-roles": "C349",
    "aria-valid-attr-value": "C346",
    "document-title": "C305",
    "empty-heading": "C312",
    "empty-table-header": "C343",
    "frame-title": "C348",
    "heading-order": "C311",
    "html-has-lang": "C300",
    "html-lang-valid": "C300",
    "image-alt": "C320",
    "image-redundant-alt": "C323",
    "label": "C348",
    "label-content-name-mismatch": "C337",
    "landmark-one-main": "C307",
    "link-name": "C330",
    "list": "C349",
    "listitem": "C349",
    "page-has-heading-one": "C310",
    "presentation-role-conflict": "C326",
    "region": "C307",
    "skip-link": "C308",
    "svg-img-alt": "C325",
    "valid-lang": "C303",
}
"""Rules of axe and what we call the same thing."""
_LOOK = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")
"""What has to do with colours and sizes is judged elsewhere."""
_OF_PAGES = ("landmark-one-main", "region")
"""Rules for pages of one's own; a letter is shown inside another page."""

AGREED = {
    "the page has no title": "document-title",
    "a language that does not exist": "valid-lang",
    "the page has no main part": "landmark-one-main",
    "the imprint is no footer": "region",
    "the link that skips the masthead leads nowhere": "skip-link",
    "the title is a heading of level 2": "page-has-heading-one",
    "areas of the letter are headings of level 4": "heading-order",
    "a heading makes space in the letter": "empty-heading",
    "the cover has no text alternative": "image-alt",
    "the cover decorates and has words": "aria-allowed-role",
    "a link of the letter has no words": "link-name",
    "a label says something else than the link": "label-content-name-mismatch",
    "the corner of a table is empty": "empty-table-header",
    "the languages are hidden from listeners": "aria-hidden-focus",
    "a film has no name": "frame-title",
    "a field of the letter has no name": "label",
    "a role has a slip": "aria-roles",
    "items stand outside a list": "listitem",
}
"""Cases of the corpus, and the rule of axe that has to find the same."""


@cache
def _rules(html: str, *, is_letter: bool, folder: Path) -> frozenset[str]:
    file = folder / "file.html"
    file.write_text(html, encoding="utf-8")
    off = (*_LOOK, *(_OF_PAGES if is_letter else ()))
    return frozenset(violation.partition(":")[0] for violation in axe.violations(file, rules_off=off))


def _judged(case: Case, folder: Path) -> tuple[frozenset[str], set[str]]:
    """The rules of axe that a case breaks, in any of its files; and ours."""
    with workspace_of(case) as workspace:
        edition = read_edition(
            workspace.folder(made.FIRST.name), case.language, root=workspace.root, icons=workspace.icons
        )
        subject = subject_of(edition, Theme(workspace), case.formats, {}, case.options)
        judged = frozenset(
            rule
            for document in subject.documents
            for rule in _rules(document.html, is_letter=document.format == "newsletter", folder=folder)
        )
        return judged, {finding.code for finding in check(subject)}


@pytest.mark.parametrize("name", AGREED)
def test_axe_finds_what_we_find_and_nothing_that_we_do_not(name: str, tmp_path: Path) -> None:
    (case,) = (case for case in structure.CASES if case.name == name)
    judged, ours = _judged(case, tmp_path)
    # To axe a link that skips nothing is a text outside the parts of the page as well.
    also = {"C307"} if "skip-link" in judged else set()

    assert AGREED[name] in judged
    assert {OURS[rule] for rule in judged} - also <= ours


@pytest.mark.parametrize("folder", made.EDITIONS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", made.LANGUAGES)
def test_axe_finds_nothing_in_the_clean_editions(folder: Path, language: str, tmp_path: Path) -> None:
    subject = clean(folder, language, ("newsletter", "web"))

    assert {
        rule
        for document in subject.documents
        for rule in _rules(document.html, is_letter=document.format == "newsletter", folder=tmp_path)
    } == set()


def test_every_rule_of_axe_that_is_named_here_is_one_of_ours() -> None:
    assert set(OURS.values()) <= {rule.code for rule in RULES}
    assert set(AGREED.values()) <= OURS.keys()
