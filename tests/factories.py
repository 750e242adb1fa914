"""Editions, blocks and pictures with complete defaults, so that a test names only what it is about."""

import struct
import tempfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from publish import markdown
from publish.blocks import KINDS, Block, Reading
from publish.edition import Chapter, Cover, Edition, Picture, Placed, Prose
from publish.source import read_edition

ID = "2021-03-30-ett-exempel"
ICONS = frozenset({"building", "lamp", "chip", "tree"})

FRONT_MATTER = """\
---
title: Ett exempel
date: 2021-03-30
category: Bostadsmarknad
standfirst: En ingress som säger *vad* det handlar om.
---
"""
BODY = """
Den första meningen i texten.

```figures
- value: 40 %
  text: av landets tillväxt
- value: 17
  text: partnerföretag
```

## Partnerna

```partners
- Ericsson
- JM
```
"""


def read(
    text: str,
    language: str = "sv",
    *,
    files: Mapping[str, bytes] | None = None,
    folder: str = ID,
    icons: frozenset[str] = ICONS,
) -> Edition:
    """Read an edition from its *text*, which lies with *files* in a folder of its own."""
    return read_bytes(text.encode(), language, files=files, folder=folder, icons=icons)


def read_bytes(
    data: bytes,
    language: str = "sv",
    *,
    files: Mapping[str, bytes] | None = None,
    folder: str = ID,
    icons: frozenset[str] = ICONS,
) -> Edition:
    """The same from bytes."""
    with tempfile.TemporaryDirectory() as root:
        place = Path(root, "content", folder)
        place.mkdir(parents=True)
        for name, content in {f"{language}.md": data, **(files or {})}.items():
            (place / name).write_bytes(content)
        return read_edition(place, language, root=Path(root), icons=icons)


def make_block(kind: str, data: Any, language: str = "sv") -> Block:
    """A block as its YAML would give it: `make_block("partners", ["Ericsson", "JM"])`."""
    fields = {"items": data} if isinstance(data, list) else data
    return KINDS[kind].model_validate(fields, context=Reading(language, ICONS), by_alias=True, by_name=False)


def make_chapter(*parts: str | Block, heading: str = "", language: str = "sv") -> Chapter:
    """A chapter of Markdown texts and blocks."""
    title = markdown.read_line(heading, language)[0] if heading else ()
    made = tuple(
        Placed(part, 1) if isinstance(part, Block) else Prose(markdown.read_nodes(part, language)[0], 1)
        for part in parts
    )
    return Chapter(title, heading.lower().replace(" ", "-"), made, 1)


def make_edition(**changes: Any) -> Edition:
    """
    An edition with everything in it; *changes* are fields of `Edition`.

    `standfirst` may be given as text.
    """
    language = changes.get("language", "sv")
    if isinstance(standfirst := changes.get("standfirst"), str):
        changes["standfirst"] = markdown.read_line(standfirst, language)[0]
    fields: dict[str, Any] = {
        "id": ID,
        "language": language,
        "languages": ("en", "sv"),
        "title": "Ett exempel",
        "date": date(2021, 3, 30),
        "updated": date(2024, 7, 9),
        "category": "Bostadsmarknad",
        "standfirst": markdown.read_line("En ingress som säger *vad* det handlar om.", language)[0],
        "preheader": "Det här står bredvid ämnet",
        "subject": "Ett ämne",
        "cover": Cover("bild.svg", "bild.svg", "En bro över stilla vatten"),
        "chapters": (
            make_chapter(
                "Den första meningen i texten.", make_block("figures", [{"value": "40 %", "text": "av allt"}])
            ),
            make_chapter(make_block("partners", ["Ericsson", "JM"]), heading="Partnerna"),
        ),
        "notes": (),
        "pictures": {"bild.svg": make_drawing("bild.svg"), "bild.png": make_picture("bild.png")},
        "path": f"content/{ID}/{language}.md",
        "source": (FRONT_MATTER + BODY).encode(),
    }
    return Edition(**fields | changes)


def make_drawing(name: str = "bild.svg", width: int = 400, height: int = 300) -> Picture:
    """A drawing of one rectangle."""
    return Picture(name, svg(width=width, height=height), "image/svg+xml", width, height)


def make_picture(name: str = "bild.png", width: int = 40, height: int = 30) -> Picture:
    """A PNG of one colour."""
    return Picture(name, png(width, height), "image/png", width, height)


def svg(inside: str = "", *, width: int = 400, height: int = 300, attributes: str = "") -> bytes:
    """A drawing's bytes, with *inside* in front of a rectangle."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" {attributes}>\n{inside}<rect width="{width}" height="{height}"/></svg>'
    ).encode()


def png(width: int = 40, height: int = 30, colour: tuple[int, int, int] = (0, 61, 165)) -> bytes:
    """The bytes of a PNG of one *colour*."""
    row = b"\0" + bytes(colour) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
