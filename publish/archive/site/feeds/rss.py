"""RSS 2.0 (RSS Advisory Board, 2.0.11), for programs that know nothing newer."""

from collections.abc import Sequence
from email.utils import format_datetime

from lxml import etree

from publish.archive.site.feeds.entry import Channel, Entry

_ATOM = "http://www.w3.org/2005/Atom"


def document(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """The last entries."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM})
    feed = etree.SubElement(root, "channel")
    _text(feed, "title", channel.title)
    _text(feed, "link", channel.address)
    _text(feed, "description", channel.about)
    _text(feed, "language", channel.language)
    if entries:
        _text(feed, "lastBuildDate", format_datetime(max(entry.updated for entry in entries), usegmt=True))
    itself = {"rel": "self", "type": "application/rss+xml", "href": f"{channel.base}feed.rss"}
    etree.SubElement(feed, f"{{{_ATOM}}}link", itself)
    for entry in entries:
        _item(feed, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _item(feed: etree._Element, entry: Entry) -> None:
    item = etree.SubElement(feed, "item")
    _text(item, "title", entry.about.title)
    _text(item, "link", entry.id)
    _text(item, "description", entry.summary)
    if entry.about.category:
        _text(item, "category", entry.about.category)
    address, size = entry.brochure
    if address:
        etree.SubElement(item, "enclosure", {"url": address, "length": str(size), "type": "application/pdf"})
    guid = etree.SubElement(item, "guid", {"isPermaLink": "true"})
    guid.text = entry.id
    _text(item, "pubDate", format_datetime(entry.published, usegmt=True))


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
