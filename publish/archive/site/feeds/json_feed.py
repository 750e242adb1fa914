"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Sequence
from typing import Any

from publish.archive.site.feeds.entry import Channel, Entry


def document(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """The last entries."""
    tree = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.about,
        "home_page_url": channel.address,
        "feed_url": f"{channel.base}feed.json",
        "language": channel.language,
        "authors": [{"name": channel.author}],
        "items": [_item(entry) for entry in entries],
    }
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    address, size = entry.brochure
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.id,
        "title": entry.about.title,
        "content_text": entry.summary,
        "date_published": entry.published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "date_modified": entry.updated.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "language": entry.language,
    }
    if entry.about.category:
        item["tags"] = [entry.about.category]
    if address:
        item["attachments"] = [{"url": address, "mime_type": "application/pdf", "size_in_bytes": size}]
    return item
