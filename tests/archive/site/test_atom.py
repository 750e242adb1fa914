"""The Atom feeds by the whole of RFC 4287 that can be judged by a program; and the judge, by the RFC's own examples."""

import re
from typing import Any

import pytest
from lxml import etree

from tests.archive.site.test_feeds import GRAMMAR, NAMES, _history, _written

RULES = {
    "a feed has an author unless each entry has one": "/a:feed[a:author or not(a:entry[not(a:author)])]",
    "an entry has an author if its feed has none": "not(//a:entry[not(a:author or ../a:author or a:source/a:author)])",
    "an entry links to what it tells of, or contains it": (
        "not(//a:entry[not(a:link[@rel='alternate'] or a:link[not(@rel)] or a:content)])"
    ),
    "an entry without content has a summary if it leads to no text": (
        "not(//a:entry[a:content[@src] and not(a:summary)])"
    ),
    "a feed names its own address": "/a:feed/a:link[@rel='self']",
    "no two links to the same in one language": (
        "not(//a:link[@rel='alternate'][@hreflang = preceding-sibling::a:link[@rel='alternate']/@hreflang])"
    ),
}
"""The Schematron rules of appendix B, and some of what sections 4.1.1 and 4.1.2 ask for in words."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
BRIEF = """<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Example Feed</title>
  <link href="http://example.org/"/>
  <updated>2003-12-13T18:30:02Z</updated>
  <author><name>John Doe</name></author>
  <id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id>
  <entry>
    <title>Atom-Powered Robots Run Amok</title>
    <link href="http://example.org/2003/12/13/atom03"/>
    <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
    <updated>2003-12-13T18:30:02Z</updated>
    <summary>Some text.</summary>
  </entry>
</feed>"""
"""Section 1.1."""
ALLOWED = {
    "mark-up": ("<title>Example Feed", '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>c</b></div>'),
    "an extension": ("<entry>", '<x:more xmlns:x="urn:x" a="b">c</x:more><entry>'),
    "an extension with parts": ("<entry>", '<more xmlns="urn:x"><part/></more><entry>'),
    "a strange attribute": ("<entry>", '<entry xmlns:x="urn:x" x:a="b">'),
    "a part of a second": ("02Z</updated>\n  <a", "02.25+01:00</updated>\n  <a"),
    "content of another kind": ("<summary>Some text.</summary>", '<content type="image/svg+xml"><svg xmlns="urn:s"/></content>'),
    "content elsewhere": ("<summary>Some text.</summary>", '<content type="video/mpeg" src="http://example.org/a"/>'),
}  # fmt: skip
REFUSED = {
    "mark-up that is called text": ("Example Feed", "Example <b xmlns='http://www.w3.org/1999/xhtml'>Feed</b>"),
    "an unknown kind of text": ("<title>Ex", '<title type="text/html">Ex'),
    "an element that Atom does not have": ("<entry>", "<subject>a</subject><entry>"),
    "an attribute that Atom does not have": ("<entry>", '<entry lang="en">'),
    "a second id": ("<entry>", "<id>urn:a</id><entry>"),
    "a day without a time": ("2003-12-13T18:30:02Z", "2003-12-13"),
    "a link to nothing": ('href="http://example.org/"', 'rel="self"'),
    "a language that is none": ("<entry>", '<entry xml:lang="en_GB">'),
    "an e-mail address that is none": ("Doe</name>", "Doe</name><email>john</email>"),
    "a person without a name": ("<name>John Doe</name>", "<uri>http://example.org/</uri>"),
    "content both here and elsewhere": ("<summary>Some text.</summary>", '<content src="http://example.org/a">b</content>'),
    "something after the entries": ("</entry>", "</entry><icon>http://example.org/a</icon>"),
}  # fmt: skip


def judged(text: str) -> bool:
    return bool(GRAMMAR.validate(etree.fromstring(text)))


def test_the_grammar_takes_the_example_of_the_standard() -> None:
    assert judged(BRIEF)


@pytest.mark.parametrize("name", ALLOWED)
def test_the_grammar_takes_what_the_standard_allows(name: str) -> None:
    old, new = ALLOWED[name]
    assert old in BRIEF

    assert judged(BRIEF.replace(old, new, 1)), GRAMMAR.error_log


@pytest.mark.parametrize("name", REFUSED)
def test_the_grammar_refuses_what_the_standard_refuses(name: str) -> None:
    old, new = REFUSED[name]
    assert old in BRIEF

    assert not judged(BRIEF.replace(old, new, 1))


@pytest.fixture(scope="module")
def feeds() -> dict[str, Any]:
    """Every Atom document of fifty seals, and of none."""
    written = {**_written(_history(50)), **{f"empty/{path}": data for path, data in _written([]).items()}}
    return {path: etree.fromstring(data) for path, data in written.items() if path.endswith(".atom")}


@pytest.mark.parametrize("rule", RULES)
def test_every_feed_keeps_the_rules_that_no_grammar_can_tell(feeds: dict[str, Any], rule: str) -> None:
    for path, tree in feeds.items():
        assert tree.xpath(RULES[rule], namespaces=NAMES), path


def test_every_moment_in_a_feed_has_a_zone(feeds: dict[str, Any]) -> None:
    for path, tree in feeds.items():
        for moment in tree.xpath("//a:updated | //a:published", namespaces=NAMES):
            assert MOMENT.fullmatch(moment.text), (path, moment.text)
