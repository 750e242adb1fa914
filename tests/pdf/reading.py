"""A finished PDF as text: its structure as an outline, and its text layer as two other readers see it."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pikepdf
import pypdfium2

_SHOWN = ("/Lang", "/Alt", "/ID")
_ATTRIBUTES = ("/Scope", "/ColSpan", "/RowSpan", "/Headers", "/ListNumbering", "/Placement")


def structure(data: bytes) -> str:
    """
    The structure tree, an element a line, its words behind a colon.

    Words are what a screen reader gets: `ActualText` where there is one, else what the fonts say.
    """
    words: dict[Any, dict[int, str]]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        words = {page.objgen: _words(page.obj, page.obj) for page in pdf.pages}
        for form in pdf.objects:
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and "/StructParents" in form:
                words[form.objgen] = _words(form, form)
        return "\n".join(_lines(pdf.Root.StructTreeRoot.K[0], 0, words))


def artifacts(data: bytes) -> list[str]:
    """What is drawn as text or picture and is in no element, in order, with the kind of artifact."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            found += [f"{kind}: {text}" for kind, text in _artifacts(page.obj) if text]
    return found


def text_by_pdfium(data: bytes) -> str:
    """The text layer as Chrome sees it, spaces made one."""
    document = pypdfium2.PdfDocument(data)
    try:
        return one_space(" ".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def text_by_poppler(data: bytes) -> str:
    """The text layer as most Linux viewers see it; nothing where poppler is not installed."""
    if not shutil.which("pdftotext"):
        return ""
    found = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout
    return one_space(found.decode())


def one_space(text: str) -> str:
    """*text* with every run of spaces and line ends as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _lines(element: Any, depth: int, words: dict[Any, dict[int, str]]) -> Iterator[str]:
    said = [str(element.S)[1:]]
    said += [f"{key[1:]}={element[key]}" for key in _SHOWN if key in element]
    attributes = element.get("/A", {})
    said += [f"{key[1:]}={_plain(attributes[key])}" for key in _ATTRIBUTES if key in attributes]
    own = element.get("/Pg")
    texts, rest = [""], []
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            texts[-1] += words[own.objgen].get(kid, "")
        elif "/MCID" in kid:
            texts[-1] += words[kid.get("/Stm", kid.Pg).objgen].get(int(kid.MCID), "")
        else:
            inner = _lines(kid, depth + 1, words) if "/S" in kid else [f"{'  ' * (depth + 1)}-> {_target(kid.Obj)}"]
            rest.append("\n".join(inner))
            texts.append("")
    if not rest:
        yield f"{'  ' * depth}{' '.join(said)}{': ' + texts[0] if texts[0] else ''}"
        return
    yield f"{'  ' * depth}{' '.join(said)}"
    for text, below in zip_longest(texts, rest):
        if text:
            yield f"{'  ' * (depth + 1)}«{text}»"
        if below:
            yield below


def _plain(value: Any) -> str:
    return "+".join(str(part) for part in value) if isinstance(value, pikepdf.Array) else str(value).lstrip("/")


def _target(annotation: Any) -> str:
    where = annotation.A.URI if "/A" in annotation else f"#{annotation.Dest}"
    return f"{where} ({annotation.Contents})"


def _fonts(owner: Any) -> dict[str, dict[str, str]]:
    found = {}
    for name, font in owner.get("/Resources", {}).get("/Font", {}).items():
        pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes().decode())
        found[name] = {code: bytes.fromhex(meaning).decode("utf-16-be") for code, meaning in pairs}
    return found


def _pieces(stream: Any, owner: Any) -> Iterator[tuple[list[Any], str]]:
    """Each piece of text or picture, with the tag, properties and notes of the marked content that it lies in."""
    fonts = _fonts(owner)
    font: dict[str, str] = {}
    stack: list[Any] = []
    for found in pikepdf.parse_content_stream(stream, "BDC BMC EMC Tf TJ Do"):
        operator, operands = str(found.operator), list(found.operands)
        if operator in {"BDC", "BMC"}:
            stack.append((str(operands[0]), operands[1] if operator == "BDC" else {}, []))
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator == "Do":
            yield stack, "▣"
        else:
            codes = "".join(bytes(part).hex() for part in operands[0] if isinstance(part, pikepdf.String))
            yield stack, "".join(font[code] for code in re.findall("....", codes))


def _words(stream: Any, owner: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    for stack, text in _pieces(stream, owner):
        number = next((int(properties["/MCID"]) for _, properties, _ in stack if "/MCID" in properties), None)
        if number is not None:
            found[number] = found.get(number, "") + _said(stack, text)
    return found


def _said(stack: list[Any], text: str) -> str:
    """What stands for the text if something does: once, however many pieces it stands for."""
    for _, properties, seen in stack:
        if "/ActualText" in properties:
            seen.append(text)
            return str(properties["/ActualText"]) if len(seen) == 1 else ""
    return text


def _artifacts(page: Any) -> Iterator[tuple[str, str]]:
    for stack, text in _pieces(page, page):
        for tag, properties, _ in stack:
            if tag == "/Artifact":
                kind = str(properties.get("/Subtype", properties.get("/Type", "/-")))[1:]
                yield kind, text
                break
