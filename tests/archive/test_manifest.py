"""A manifest has one spelling, and nothing that is not one is taken for one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.archive.manifest import LAYOUT, About, Ingredient, Link, Manifest, SealedFile, read, written
from publish.problems import ArchiveError

HASH = "0123456789abcdef" * 4
MANIFEST = Manifest(
    layout=LAYOUT,
    number=2,
    edition="2021-03-30-an-example",
    version=1,
    date="2021-03-30",
    languages={"sv": About("Ett exempel – på svenska")},
    sealed="2026-11-23T08:00:00Z",
    correction="",
    previous=Link("2021-02-28-another", 1, HASH),
    commit="",
    made_by={"publish": "1.0"},
    public_key="",
    accepted=(),
    ingredients=(Ingredient("assets/fonts/a.ttf", HASH),),
    files=(SealedFile("sv/index.html", HASH, 3, "text/html"),),
)

paths = st.lists(st.text("aåb.-_ ", min_size=1).filter(lambda part: part not in (".", "..")), min_size=1).map("/".join)


@given(st.sets(paths, max_size=5), st.text(st.characters(codec="utf-8")), st.integers(1), st.integers(0))
def test_what_was_written_is_read_again(names: set[str], title: str, number: int, size: int) -> None:
    files = tuple(SealedFile(name, HASH, size, "text/plain") for name in sorted(names) if len(name) < 1000)
    manifest = replace(MANIFEST, number=number, languages={"en": About(title)}, files=files)

    assert read(written(manifest), "manifest.json") == manifest
    assert written(read(written(manifest), "manifest.json")) == written(manifest)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"publish-seal-1"', '"publish-seal-2"'),
        ('"number": 2', '"number": "2"'),
        ('"number": 2', '"number": 0'),
        ('"number": 2', '"number": 2, "more": 1'),
        ('"sv/index.html"', '"/etc/passwd"'),
        ('"sv/index.html"', '"../index.html"'),
        ('"sv/index.html"', '"sv//index.html"'),
        ('"sv/index.html"', '"sv\\\\index.html"'),
        ('"sv/index.html"', '"manifest.json"'),
        ('"sv/index.html"', '"a\\u0000"'),
        ('"2021-03-30-an-example"', '"../2021"'),
        ('"2021-03-30-an-example"', '"2021-03-30-An-Example"'),
        (HASH, HASH[:-1]),
        (HASH, HASH.upper()),
        ('"size": 3', '"size": -1'),
        ('"size": 3', '"size": 3.0'),
        ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00+01:00"),
        ("2026-11-23T08:00:00Z", "yesterday"),
        ('"previous": {', '"previous": [], "x": {'),
    ],
)
def test_what_is_no_manifest_is_refused(old: str, new: str) -> None:
    data = written(MANIFEST).decode()
    assert old in data

    with pytest.raises(ArchiveError) as caught:
        read(data.replace(old, new).encode(), "manifest.json")

    assert {problem.code for problem in caught.value.problems} == {"E711"}


def test_a_file_stands_once_and_in_order() -> None:
    one, two = (SealedFile(name, HASH, 1, "text/plain") for name in ("a", "b"))

    for files in ((one, one), (two, one)):
        with pytest.raises(ArchiveError):
            read(written(replace(MANIFEST, files=files)), "manifest.json")


@given(st.binary(max_size=200))
def test_no_bytes_at_all_stop_the_reading(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        read(data, "manifest.json")
