"""Links, and files that travel along."""

import re
from collections.abc import Iterator
from typing import Any

from publish.formats.pdf.conformance.kinds import PdfObject, is_array, listed
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.conformance.rule import PDF, UA, A, Finding, Rule

_PRINT, _HIDDEN = 4, 1 | 2 | 32 | 256
_ACTIONS = frozenset({"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named"})
_RELATIONS = frozenset({"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"})
_ABSOLUTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$")


def _about(annotation: PdfObject) -> str:
    said = " ".join(str(annotation.get("/Contents", "")).split())
    return f"the link '{said[:40]}'" if said else "a link"


def _kinds(reading: Reading) -> Iterator[Finding]:
    for page, annotation in reading.annotations():
        if annotation.get("/Subtype") != "/Link":
            yield Finding(f"the page has {str(annotation.get('/Subtype'))[1:]}, and may have links only", page)


def _flags(reading: Reading) -> Iterator[Finding]:
    for page, annotation in reading.annotations():
        flags = int(annotation.get("/F", 0))
        if not flags & _PRINT or flags & _HIDDEN:
            yield Finding(f"{_about(annotation)} is hidden or is not printed", page)


def _words(reading: Reading) -> Iterator[Finding]:
    for page, annotation in reading.annotations():
        if not str(annotation.get("/Contents", "")).strip():
            yield Finding("a link does not say where it leads", page)


def _in_structure(reading: Reading) -> Iterator[Finding]:
    owners = {found.objgen: element for element in reading.elements for found in element.annotations}
    for page, annotation in reading.annotations():
        element = owners.get(annotation.objgen)
        if element is None or element.kind != "Link":
            yield Finding(f"{_about(annotation)} is in no Link element", page)
            continue
        back = reading.parent_tree.get(int(annotation.get("/StructParent", -1)))
        if back is None or isinstance(back, list) or back.objgen != element.pdf.objgen:
            yield Finding(f"the way from {_about(annotation)} does not lead to its element", page, element.name)


def _one_each(reading: Reading) -> Iterator[Finding]:
    for element in reading.of("Link"):
        if not element.annotations:
            yield Finding("nothing can be clicked", element.page, element.name)
        if any(outer.kind == "Link" for outer in element.around()):
            yield Finding("a link lies in a link", element.page, element.name)


def _tab_order(reading: Reading) -> Iterator[Finding]:
    for number, page in enumerate(reading.pages, start=1):
        if page.get("/Annots") is not None and page.get("/Tabs") != "/S":
            yield Finding("the tab key does not follow the structure", number)


def _appearances(reading: Reading) -> Iterator[Finding]:
    for page, annotation in reading.annotations():
        looks = annotation.get("/AP")
        if looks is not None and list(looks.keys()) != ["/N"]:
            yield Finding(f"{_about(annotation)} looks different when it is touched", page)


def _actions(reading: Reading) -> Iterator[Finding]:
    for page, annotation in reading.annotations():
        action = annotation.get("/A")
        if "/AA" in annotation or (action is not None and str(action.get("/S")) not in _ACTIONS):
            yield Finding(f"{_about(annotation)} does something else than lead somewhere", page)


def _addresses(reading: Reading) -> Iterator[Finding]:
    for page, annotation in reading.annotations():
        action = annotation.get("/A")
        address = action.get("/URI") if action is not None else None
        if address is not None and not _ABSOLUTE.match(str(address)):
            yield Finding(f"{_about(annotation)} leads to '{address}', which is no whole address", page)


def _targets(reading: Reading) -> Iterator[Finding]:
    names = {str(name) for name in list(reading.root.get("/Names", {}).get("/Dests", {}).get("/Names", ()))[::2]}
    for page, annotation in reading.annotations():
        target = annotation.get("/Dest")
        if target is not None and not is_array(target) and str(target) not in names:
            yield Finding(f"{_about(annotation)} leads to a place that is not there", page)


def _specifications(reading: Reading) -> Iterator[PdfObject]:
    return (found for found in reading.objects if "/EF" in found and found.get("/Type") == "/Filespec")


def _files_have_names(reading: Reading) -> Iterator[Finding]:
    for file in _specifications(reading):
        if not str(file.get("/F", "")) or not str(file.get("/UF", "")):
            yield Finding("an attached file has no name")


def _files_have_kinds(reading: Reading) -> Iterator[Finding]:
    for file in _specifications(reading):
        stream = file.EF.get("/F")
        if not re.match(r"^/[^/\s]+/[^/\s]+$", str(stream.get("/Subtype", ""))):
            yield Finding(f"{_name(file)} does not say what kind of file it is")
        if "/ModDate" not in stream.get("/Params", {}):
            yield Finding(f"{_name(file)} does not say how old it is")


def _files_are_related(reading: Reading) -> Iterator[Finding]:
    associated = {found.objgen for found in listed(reading.root.get("/AF"))}
    for file in _specifications(reading):
        if str(file.get("/AFRelationship")) not in _RELATIONS:
            yield Finding(f"{_name(file)} does not say what it has to do with the document")
        if file.objgen not in associated:
            yield Finding(f"{_name(file)} does not belong to the document")


def _name(file: Any) -> str:
    return f"the attached file {file.get('/UF', '')}"


_LABEL = "give the link words, its picture an alt text, or the link an aria-label"

RULES = (
    Rule("E580", (f"{A}, 6.3.1", f"{UA}, 7.18.1"), "has no annotations but links", _kinds),
    Rule("E581", (f"{A}, 6.3.2",), "shows and prints its links", _flags),
    Rule("E582", (f"{UA}, 7.18.5",), "has links that say where they lead", _words, _LABEL),
    Rule("E583", (f"{UA}, 7.18.1 and 7.18.5",), "has every link in a Link element", _in_structure),
    Rule("E584", (f"{UA}, 7.18.5",), "has Link elements that can be clicked, none in another", _one_each),
    Rule("E585", (f"{UA}, 7.18.3",), "lets the tab key follow the structure", _tab_order),
    Rule("E586", (f"{A}, 6.3.3",), "has links that look the same always", _appearances),
    Rule("E587", (f"{A}, 6.5.1",), "has links that only lead somewhere", _actions),
    Rule("E588", (f"{PDF}, 12.6.4.7",), "has whole addresses in its links", _addresses,
         "begin it with https:// or mailto:"),
    Rule("E589", (f"{PDF}, 12.3.2",), "has links that lead to places that are there", _targets),
    Rule("E590", (f"{A}, 6.8", f"{UA}, 7.11"), "names its attached files", _files_have_names),
    Rule("E591", (f"{A}, 6.8",), "says what its attached files are, and how old", _files_have_kinds),
    Rule("E592", (f"{A}, 6.8",), "says what its attached files have to do with it", _files_are_related),
)  # fmt: skip
