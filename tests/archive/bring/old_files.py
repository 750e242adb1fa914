"""Files as other programs made them, long ago."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8cf000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
"""A PNG of one pixel."""
HEAD = '<!doctype html>\n<html lang="sv">\n<meta charset="utf-8">\n<title>Nyhetsbrev, mars 2014</title>\n'


def pdf(
    *texts: str,
    size: tuple[float, float] = (595, 842),
    change: Callable[[Any], None] | None = None,
    **save: Any,
) -> bytes:
    """A PDF that says each of *texts* on a page of its own; *change* makes something else of it."""
    document = pikepdf.new()
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for text in texts or ("An old letter",):
        page = document.add_blank_page(page_size=size)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Stream(document, f"BT /F1 24 Tf 60 {size[1] / 2:g} Td ({text}) Tj ET".encode())
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream, deterministic_id="encryption" not in save, **save)
    return stream.getvalue()


def page(body: str, *, head: str = HEAD) -> bytes:
    """A web page; its body begins in the fifth line."""
    return f"{head}{body}\n".encode()


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file in *folder*."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def attached(document: Any) -> None:
    """A file inside it."""
    document.attachments["notes.exe"] = b"MZ"


def acting(**action: Any) -> Callable[[Any], None]:
    """Something that it does as it is opened."""

    def change(document: Any) -> None:
        document.Root.OpenAction = Dictionary(**action)

    return change


def acting_deep(document: Any) -> None:
    """A script at a button, in a list in a list."""
    action = Dictionary(S=Name.URI, Next=Array([Array([Dictionary(S=Name.JavaScript, JS="app.alert(1)")])]))
    document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])
