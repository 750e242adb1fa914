"""Feeds by their specifications, read by a program that had no part in writing them; and a history that is whole."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.archive.site import feeds
from publish.archive.site.feeds import PER_DOCUMENT
from publish.archive.site.making import Making
from publish.archive.site.model import site_of
from publish.archive.store import Sealed
from tests import made
from tests.archive.made_up import sealed
from tests.archive.site.conftest import Shown
from tests.archive.site.writing import CORRECTED

NAMES = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
GRAMMAR = etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
RSS_CHANNEL = {"title", "link", "description", "language", "lastBuildDate", "item", "{http://www.w3.org/2005/Atom}link"}
RSS_ITEM = {"title", "link", "description", "category", "enclosure", "guid", "pubDate"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
URL = {"type": "string", "pattern": "^https://"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "description": {"type": "string"},
        "home_page_url": URL,
        "feed_url": URL,
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Z]{2})?$"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}, "minItems": 1},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": URL,
                    "title": {"type": "string"},
                    "content_text": {"type": "string", "minLength": 1},
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "language": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "attachments": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "additionalProperties": False,
                            "properties": {
                                "url": URL,
                                "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z]+$"},
                                "size_in_bytes": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                },
            },
        },
    },
}
"""jsonfeed.org/version/1.1, and of what it allows only what we write."""


def _written(seals: Sequence[Sealed]) -> dict[str, bytes]:
    """Every feed document of a site with these seals."""
    theme = made.theme()
    site = site_of(seals, theme.workspace.settings)
    leaves = feeds.leaves(Making(site, theme.workspace, theme, "look"))
    return {path: data for leaf in leaves for path, data in leaf.make().items()}


def _history(count: int, *, each_corrected: int = 4) -> list[Sealed]:
    """Seals of editions, of which now and then an older one is corrected."""
    seals: list[Sealed] = []
    for number in range(count):
        index = number // 2 if number % each_corrected == each_corrected - 1 else number
        seals.append(sealed(_edition(index), seals))
    return seals


def _edition(index: int) -> str:
    return f"{2000 + index // 336}-{index // 28 % 12 + 1:02}-{index % 28 + 1:02}-number-{index}"


def _log(documents: dict[str, bytes], language: str) -> list[tuple[str, str]]:
    """What all archive documents hold, walked to from the current one as RFC 5005 says: the oldest entry first."""
    found: list[tuple[str, str]] = []
    path = f"{language}/feed.atom"
    while path := _linked(documents[path], "prev-archive"):
        found += _entries(documents[path])
    return found[::-1]


def _entries(document: bytes) -> list[tuple[str, str]]:
    """Id and `updated` of each entry, as they stand."""
    return [
        (entry.findtext("a:id", "", NAMES), entry.findtext("a:updated", "", NAMES))
        for entry in etree.fromstring(document).iterfind("a:entry", NAMES)
    ]


def _linked(document: bytes, relation: str) -> str:
    """The path that a document links to; empty if there is none."""
    links = etree.fromstring(document).xpath("a:link[@rel=$rel]/@href", namespaces=NAMES, rel=relation)
    assert isinstance(links, list)
    assert len(links) <= 1
    return str(links[0]).removeprefix(f"{_base()}/") if links else ""


def _base() -> str:
    return made.theme().workspace.settings.base_url


def _expected(seals: Sequence[Sealed], language: str) -> list[tuple[str, str]]:
    return [
        (f"{_base()}/{one.head.edition}/{language}/", one.head.sealed)
        for one in seals
        if language in one.head.languages
    ]


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    """Those of fifty seals."""
    return _written(_history(50))


def test_every_atom_document_is_valid(documents: dict[str, bytes]) -> None:
    atom = {path: data for path, data in documents.items() if path.endswith(".atom")}

    assert len(atom) == 2 * 3
    for path, data in atom.items():
        assert GRAMMAR.validate(etree.fromstring(data)), (path, GRAMMAR.error_log)


def test_the_grammar_sees_what_is_wrong(documents: dict[str, bytes]) -> None:
    for path in ("a:id", "a:updated", "a:entry/a:id", "a:entry/a:title", "a:entry/a:updated"):
        tree = etree.fromstring(documents["sv/feed.atom"])
        element: Any = tree.find(path, NAMES)
        element.getparent().remove(element)
        assert not GRAMMAR.validate(tree), path


def test_another_parser_reads_what_was_meant(documents: dict[str, bytes]) -> None:
    for name in ("sv/feed.atom", "sv/feed.rss", "sv/feeds/1.atom"):
        read = feedparser.parse(documents[name])
        assert not read.bozo, (name, read.get("bozo_exception"))
        assert read.feed.title == "Stockholms Handelskammare"
        assert len(read.entries) == PER_DOCUMENT
        for entry in read.entries:
            assert entry.link == entry.id
            assert entry.enclosures[0].type == "application/pdf"
            assert entry.tags[0].term == "News & more"
            assert entry.published_parsed[:3] == dt.date.fromisoformat(entry.title[:10]).timetuple()[:3]
    assert feedparser.parse(documents["sv/feed.atom"]).version == "atom10"
    assert feedparser.parse(documents["sv/feed.rss"]).version == "rss20"


def test_rss_keeps_its_rules(documents: dict[str, bytes]) -> None:
    """RSS 2.0: what must be there, what may, and how it is written."""
    for language in ("sv", "en"):
        root = etree.fromstring(documents[f"{language}/feed.rss"])
        channel: Any = root[0]
        assert (root.tag, root.get("version"), len(root), channel.tag) == ("rss", "2.0", 1, "channel")
        assert {element.tag for element in channel} == RSS_CHANNEL
        assert parsedate_to_datetime(channel.findtext("lastBuildDate"))
        for item in channel.iterfind("item"):
            assert {element.tag for element in item} <= RSS_ITEM
            assert item.findtext("title")
            assert item.find("guid").get("isPermaLink") == "true"
            assert item.findtext("guid").startswith("https://")
            assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
            enclosure = item.find("enclosure")
            assert set(enclosure.attrib) == {"url", "length", "type"}
            assert enclosure.get("length").isdecimal()


def test_json_feed_keeps_its_rules(documents: dict[str, bytes]) -> None:
    for language in ("sv", "en"):
        tree = json.loads(documents[f"{language}/feed.json"])
        jsonschema.validate(tree, JSON_FEED)
        assert tree["language"] == language
        ids = [item["id"] for item in tree["items"]]
        assert len(set(ids)) == len(ids) == PER_DOCUMENT


def test_all_three_tell_the_same(documents: dict[str, bytes]) -> None:
    atom = [one for one, _ in _entries(documents["sv/feed.atom"])]
    rss = [guid.text for guid in etree.fromstring(documents["sv/feed.rss"]).iter("guid")]
    items = [item["id"] for item in json.loads(documents["sv/feed.json"])["items"]]

    assert atom == rss == items


def test_a_correction_raises_updated_of_the_same_id() -> None:
    seals = [sealed("2026-01-01-one", [])]
    seals.append(sealed("2026-02-01-two", seals))
    before = dict(_entries(_written(seals)["sv/feed.atom"]))
    seals.append(sealed("2026-01-01-one", seals))

    document = _written(seals)["sv/feed.atom"]

    after = dict(_entries(document))
    one, two = (f"{_base()}/{name}/sv/" for name in ("2026-01-01-one", "2026-02-01-two"))
    assert before.keys() == after.keys() == {one, two}
    assert after[one] > before[one]
    assert after[two] == before[two]
    assert [one for one, _ in _entries(document)] == [one, two], "what was corrected comes first"
    assert "Rättelse: Something was <wrong>." in feedparser.parse(document).entries[0].summary


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([("sv",), ("en",), ("sv", "en")])), max_size=70))
def test_walking_back_gives_everything_there_ever_was(steps: list[tuple[int, tuple[str, ...]]]) -> None:
    """Whatever was sealed and corrected in whatever order, in one language or both."""
    seals: list[Sealed] = []
    for index, languages in steps:
        seals.append(sealed(_edition(index), seals, languages=languages))

    documents = _written(seals)

    for language in ("sv", "en"):
        expected, walked = _expected(seals, language), _log(documents, language)
        current = _entries(documents[f"{language}/feed.atom"])
        assert walked == expected[: len(walked)], "archive documents are the log from its beginning, in order"
        assert len(expected) - len(walked) < PER_DOCUMENT
        latest = dict(expected)
        assert current == sorted(latest.items(), key=lambda entry: entry[1], reverse=True)[:PER_DOCUMENT]
        known: dict[str, str] = {}
        for one, moment in [*walked, *current[::-1]]:
            known[one] = max(moment, known.get(one, ""))
        assert known == latest, "the newest state of every edition is found"


def test_the_documents_name_each_other_and_nobody_who_is_not_there(documents: dict[str, bytes]) -> None:
    for language in ("sv", "en"):
        first, second = f"{language}/feeds/1.atom", f"{language}/feeds/2.atom"
        current = f"{language}/feed.atom"
        assert [_linked(documents[current], one) for one in ("prev-archive", "next-archive")] == [second, ""]
        assert [_linked(documents[second], one) for one in ("prev-archive", "next-archive")] == [first, ""]
        assert [_linked(documents[first], one) for one in ("prev-archive", "next-archive")] == ["", second]
        for path in (first, second):
            assert _linked(documents[path], "current") == current
            assert etree.fromstring(documents[path]).find("fh:archive", NAMES) is not None
            assert _linked(documents[path], "self") == path
        assert etree.fromstring(documents[current]).find("fh:archive", NAMES) is None


def test_a_full_document_never_changes() -> None:
    """Not by a byte; but the last one, which cannot name one after it that is not there yet, gains that one link."""
    seals = _history(45)
    before = _written(seals)
    for index in range(25):
        seals.append(sealed(_edition(index if index % 3 else 100 + index), seals))

    after = _written(seals)

    for language in ("sv", "en"):
        first, last = f"{language}/feeds/1.atom", f"{language}/feeds/2.atom"
        assert after[first] == before[first]
        link = re.compile(rb'  <link rel="next-archive"[^>]*/>\n')
        assert link.sub(b"", after[last]) == before[last] != after[last]
        assert f"{language}/feeds/3.atom" in after.keys() - before.keys()


def test_words_that_look_like_markup_stay_words() -> None:
    title = '<b>Bread & butter</b> ]]> &amp; "quotes"'
    documents = _written([sealed("2026-01-01-one", [], title=title)])

    assert feedparser.parse(documents["sv/feed.rss"], sanitize_html=False).entries[0].title
    assert etree.fromstring(documents["sv/feed.rss"]).findtext("channel/item/title") == title
    assert etree.fromstring(documents["sv/feed.atom"]).findtext("a:entry/a:title", None, NAMES) == title
    assert json.loads(documents["sv/feed.json"])["items"][0]["title"] == title


def test_a_site_without_editions_has_feeds_too() -> None:
    documents = _written([])

    assert GRAMMAR.validate(etree.fromstring(documents["sv/feed.atom"]))
    jsonschema.validate(json.loads(documents["sv/feed.json"]), JSON_FEED)
    assert not feedparser.parse(documents["sv/feed.rss"]).bozo


def test_the_feeds_of_the_real_site_are_valid_and_tell_of_the_correction(site: Shown) -> None:
    for language in ("sv", "en"):
        data = (site.folder / language / "feed.atom").read_bytes()
        assert GRAMMAR.validate(etree.fromstring(data)), GRAMMAR.error_log
        assert _entries(data)[0][0] == f"{site.base}/{CORRECTED}/{language}/"
        assert "The meeting begins at ten" in feedparser.parse(data).entries[0].summary
        jsonschema.validate(json.loads((site.folder / language / "feed.json").read_bytes()), JSON_FEED)
