"""The file as a whole: header, catalog, metadata, colours, what may not be in it at all."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from publish.formats.pdf.conformance.kinds import is_stream, listed
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.conformance.rule import PDF, UA, A, Finding, Rule

_LANGUAGE = re.compile(r"^(?:[a-zA-Z]{1,8})(?:-[a-zA-Z0-9]{1,8})*$")
_TITLE = ".//{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_XMP_DATE = "{http://ns.adobe.com/xap/1.0/}CreateDate"
_FORBIDDEN = ("/AA", "/OpenAction", "/Requirements", "/NeedsRendering", "/AcroForm", "/OCProperties", "/Perms")
_FORBIDDEN_NAMES = ("/JavaScript", "/AlternatePresentations")
_FILTERS = frozenset({"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode",
                      "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"})  # fmt: skip
_SMALLEST, _LARGEST = 3, 14400


def _header(reading: Reading) -> Iterator[Finding]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", reading.data):
        yield Finding("the file does not begin like a PDF 1.0 to 1.7 with a line of four bytes above 127")


def _end(reading: Reading) -> Iterator[Finding]:
    if not re.search(rb"%%EOF\r?\n?\Z", reading.data[-8:]):
        yield Finding("something follows the end of the file")


def _trailer(reading: Reading) -> Iterator[Finding]:
    if "/ID" not in reading.pdf.trailer:
        yield Finding("the file has no identifier")
    if "/Encrypt" in reading.pdf.trailer:
        yield Finding("the file is encrypted")


def _is_marked(reading: Reading) -> Iterator[Finding]:
    info = reading.root.get("/MarkInfo", {})
    if info.get("/Marked") is not True:
        yield Finding("the file does not say that it is tagged")
    if info.get("/Suspects") is True:
        yield Finding("the file says that its tags are suspect")


def _has_language(reading: Reading) -> Iterator[Finding]:
    if not str(reading.root.get("/Lang", "")).strip():
        yield Finding("the document has no language")


def _languages_are_tags(reading: Reading) -> Iterator[Finding]:
    said = [("the document", 0, str(reading.root.get("/Lang", "")))]
    said += [(element.name, element.page, element.says("/Lang")) for element in reading.elements]
    for name, page, language in said:
        if language and not _LANGUAGE.match(language):
            yield Finding(f"'{language}' is not a language", page, name if page else "")


def _shows_title(reading: Reading) -> Iterator[Finding]:
    if reading.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield Finding("the window would show the file's name and not its title")


def _metadata(reading: Reading) -> Any:
    """Parse the XMP packet; None if there is none that can be read."""
    stream = reading.root.get("/Metadata")
    if not is_stream(stream):
        return None
    try:
        return ET.fromstring(stream.read_bytes())  # noqa: S314 (we wrote it)
    except ET.ParseError:
        return None


def _has_metadata(reading: Reading) -> Iterator[Finding]:
    if _metadata(reading) is None:
        yield Finding("the file has no metadata, or not as XML")


def _has_title(reading: Reading) -> Iterator[Finding]:
    tree = _metadata(reading)
    found = None if tree is None else tree.find(_TITLE)
    if tree is not None and (found is None or not (found.text or "").strip()):
        yield Finding("the document has no title")


def _says_the_same(reading: Reading) -> Iterator[Finding]:
    tree, information = _metadata(reading), reading.pdf.trailer.get("/Info", {})
    if tree is None:
        return
    title = tree.find(_TITLE)
    if title is not None and title.text and str(information.get("/Title", "")) != title.text:
        yield Finding("the two places that tell the title disagree")
    date = tree.find(f".//{_XMP_DATE}")
    digits = re.sub(r"\D", "", (date.text or "") if date is not None else "")
    if digits and not str(information.get("/CreationDate", f"D:{digits}")).startswith(f"D:{digits}"):
        yield Finding("the two places that tell the date disagree")


def _output_intent(reading: Reading) -> Iterator[Finding]:
    intents = [one for one in listed(reading.root.get("/OutputIntents")) if one.get("/S") == "/GTS_PDFA1"]
    if not intents or "/DestOutputProfile" not in intents[0]:
        yield Finding("nothing says what the colours mean")
        return
    profile = intents[0].DestOutputProfile
    if profile.get("/N") != 3 or profile.read_bytes()[12:20] != b"mntrRGB ":
        yield Finding("the colour profile is not one for RGB screens")


def _forbidden(reading: Reading) -> Iterator[Finding]:
    names = reading.root.get("/Names", {})
    for key in (*(key for key in _FORBIDDEN if key in reading.root),
                *(key for key in _FORBIDDEN_NAMES if key in names)):  # fmt: skip
        yield Finding(f"the file has {key[1:]}: scripts, forms, layers and the like have no place in it")
    for number, page in enumerate(reading.pages, start=1):
        for key in ("/AA", "/PresSteps"):
            if key in page:
                yield Finding(f"the page has {key[1:]}", number)


def _streams(reading: Reading) -> Iterator[Finding]:
    for found in reading.objects:
        if not is_stream(found):
            continue
        if any(key in found for key in ("/F", "/FFilter", "/FDecodeParms")):
            yield Finding("a stream lies outside the file")
        for used in listed(found.get("/Filter")):
            if str(used) not in _FILTERS:
                yield Finding(f"a stream is packed with {str(used)[1:]}")


def _sizes(reading: Reading) -> Iterator[Finding]:
    for number, page in enumerate(reading.pages, start=1):
        for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
            box = [float(side) for side in page.get(name, ())]
            if box and not all(_SMALLEST <= abs(side) <= _LARGEST for side in (box[2] - box[0], box[3] - box[1])):
                yield Finding("a page is smaller than 1 mm or larger than 5 m", number)
                break


def _outline(reading: Reading) -> Iterator[Finding]:
    item = reading.root.get("/Outlines", {}).get("/First")
    todo = [item] if item is not None else []
    seen: set[tuple[int, int]] = set()
    while todo:
        item = todo.pop()
        if item.is_indirect and item.objgen in seen:
            yield Finding("the outline goes round in a circle")
            continue
        seen.add(item.objgen)
        if "/A" in item and item.A.get("/S") not in ("/GoTo", "/URI"):
            yield Finding(f"the entry '{item.get('/Title', '')}' of the outline does more than lead somewhere")
        if not str(item.get("/Title", "")).strip():
            yield Finding("an entry of the outline has no words")
        if "/Dest" not in item and "/A" not in item:
            yield Finding(f"the entry '{item.get('/Title', '')}' of the outline leads nowhere")
        todo.extend(item[key] for key in ("/First", "/Next") if key in item)


_HTML_LANG = 'write <html lang="…">'
_PLAIN = "take it out; a page is text, pictures and links"

RULES = (
    Rule("E510", (f"{UA}, 6.1", f"{A}, 6.1.2"), "begins as a PDF 1.x does", _header),
    Rule("E511", (f"{A}, 6.1.3",), "ends where it says it ends", _end),
    Rule("E512", (f"{UA}, 7.16", f"{A}, 6.1.3"), "has an identifier and is not encrypted", _trailer),
    Rule("E513", (f"{UA}, 6.2 and 7.1", f"{A}, 6.7.2.2"), "says that it is tagged", _is_marked),
    Rule("E514", (f"{UA}, 7.2", f"{A}, 6.7.4"), "has a language", _has_language, _HTML_LANG),
    Rule("E515", (f"{UA}, 7.2", f"{A}, 6.7.4"), "names languages by their tags", _languages_are_tags,
         'write lang="sv"'),
    Rule("E516", (f"{UA}, 7.1",), "shows its title in the window", _shows_title),
    Rule("E517", (f"{UA}, 7.1", f"{A}, 6.6.2.1"), "has metadata", _has_metadata),
    Rule("E518", (f"{UA}, 7.1",), "has a title", _has_title, "write <title>…</title>"),
    Rule("E519", (f"{A}, 6.6.2",), "says the same in both of its places for metadata", _says_the_same),
    Rule("E520", (f"{A}, 6.2.3 and 6.2.4.3",), "says what its colours mean", _output_intent),
    Rule("E521", (f"{A}, 6.4, 6.5, 6.9 to 6.11", f"{UA}, 7.10 and 7.15"), "has no scripts, forms or layers",
         _forbidden, _PLAIN),
    Rule("E522", (f"{A}, 6.1.7",), "holds all its parts, packed in open ways", _streams),
    Rule("E523", (f"{A}, 6.1.13",), "has pages of a possible size", _sizes),
    Rule("E524", (f"{PDF}, 12.3.3",), "has an outline that leads somewhere", _outline),
)  # fmt: skip
