"""Success criteria are cited as the standards number them."""

import pytest

from publish.check import wcag


def test_a_criterion_is_cited_in_both_standards() -> None:
    assert wcag.clauses("1.1.1", "index.html") == (
        "WCAG 2.2, 1.1.1 Non-text Content (A)",
        "EN 301 549 V3.2.1, 9.1.1.1",
    )
    assert wcag.clauses("1.4.3", "newsletter.html")[1] == "EN 301 549 V3.2.1, 10.1.4.3"
    assert wcag.clauses("1.4.3", "brochure.pdf")[1] == "EN 301 549 V3.2.1, 10.1.4.3"


def test_what_is_new_in_wcag_2_2_is_not_in_the_european_standard() -> None:
    assert wcag.clauses("2.5.8", "index.html") == ("WCAG 2.2, 2.5.8 Target Size (Minimum) (AA)",)


def test_what_is_asked_of_pages_alone_is_not_asked_of_documents() -> None:
    assert len(wcag.clauses("2.4.1", "newsletter.html")) == 1
    assert len(wcag.clauses("2.4.1", "index.html")) == 2


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        wcag.clauses("9.9.9")
