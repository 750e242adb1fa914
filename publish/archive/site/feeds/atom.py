"""Atom (RFC 4287) with archived feeds (RFC 5005, section 4): from the current document one can walk to the first."""

from collections.abc import Iterable, Sequence

from lxml import etree

from publish.archive.site.feeds.entry import Channel, Entry

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_NAMES: dict[str | None, str] = {None: _ATOM, "fh": _HISTORY}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def current(channel: Channel, entries: Sequence[Entry], archived: int) -> bytes:
    """The feed that readers subscribe to; *archived* is the number of the last archive document, 0 if there is none."""
    feed = _feed(channel, entries)
    _link(feed, "self", f"{channel.base}feed.atom", "application/atom+xml")
    if archived:
        _link(feed, "prev-archive", f"{channel.base}feeds/{archived}.atom", "application/atom+xml")
    return _written(feed, entries)


def archived(channel: Channel, entries: Sequence[Entry], number: int, *, has_next: bool) -> bytes:
    """One archive document."""
    feed = _feed(channel, entries)
    etree.SubElement(feed, f"{{{_HISTORY}}}archive")
    _link(feed, "self", f"{channel.base}feeds/{number}.atom", "application/atom+xml")
    _link(feed, "current", f"{channel.base}feed.atom", "application/atom+xml")
    if number > 1:
        _link(feed, "prev-archive", f"{channel.base}feeds/{number - 1}.atom", "application/atom+xml")
    if has_next:
        _link(feed, "next-archive", f"{channel.base}feeds/{number + 1}.atom", "application/atom+xml")
    return _written(feed, entries)


def _feed(channel: Channel, entries: Iterable[Entry]) -> etree._Element:
    feed = etree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: channel.language}, nsmap=_NAMES)  # type: ignore[arg-type]  # the stubs forget the default namespace
    _text(feed, "id", f"{channel.base}feed.atom")
    _text(feed, "title", channel.title)
    _text(feed, "subtitle", channel.about)
    last = max((entry.updated for entry in entries), default=None)
    _text(feed, "updated", last.strftime("%Y-%m-%dT%H:%M:%SZ") if last else "1970-01-01T00:00:00Z")
    _author(feed, channel)
    _link(feed, "alternate", channel.address, "text/html")
    return feed


def _written(feed: etree._Element, entries: Iterable[Entry]) -> bytes:
    for entry in entries:
        _entry(feed, entry)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _entry(feed: etree._Element, entry: Entry) -> None:
    element = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.about.title)
    _text(element, "published", entry.published.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _text(element, "updated", entry.updated.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _link(element, "alternate", entry.id, "text/html", hreflang=entry.language)
    address, size = entry.brochure
    if address:
        _link(element, "enclosure", address, "application/pdf", length=str(size))
    if entry.about.category:
        etree.SubElement(element, f"{{{_ATOM}}}category", {"term": entry.about.category})
    _text(element, "summary", entry.summary)


def _author(feed: etree._Element, channel: Channel) -> None:
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", channel.author)
    _text(author, "email", channel.email)


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: etree._Element, relation: str, address: str, media_type: str, **more: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "type": media_type, "href": address, **more})
