"""What the pages draw: all of it tagged or set aside, in colours and ways that stay the same."""

from collections.abc import Iterable, Iterator

from publish.formats.pdf.conformance.kinds import PdfObject, listed
from publish.formats.pdf.conformance.reading import Reading
from publish.formats.pdf.conformance.rule import UA, A, Finding, Rule
from publish.formats.pdf.conformance.streams import Fault

_BLEND_MODES = frozenset({
    *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn"),
    *("/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"),
})  # fmt: skip


def _findings(faults: Iterable[Fault], words: str = "{}") -> Iterator[Finding]:
    for page, message in dict.fromkeys(faults):
        yield Finding(words.format(message), page)


def _is_tagged(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.untagged, "{} is in no element and is no artifact either")


def _is_not_mixed(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.mixed)


def _is_balanced(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.unbalanced)


def _has_resources(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.missing)


def _is_shallow(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.deep)


def _intents(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.intents, "{} does not exist")


def _is_rgb(reading: Reading) -> Iterator[Finding]:
    yield from _findings(reading.content.cmyk)
    for image in _of_subtype(reading, "/Image"):
        if image.get("/ColorSpace") == "/DeviceCMYK":
            yield Finding("a picture is CMYK, and nothing says what its inks look like")


def _of_subtype(reading: Reading, subtype: str) -> Iterator[PdfObject]:
    return (found for found in reading.objects if found.get("/Subtype") == subtype)


def _pictures(reading: Reading) -> Iterator[Finding]:
    for image in _of_subtype(reading, "/Image"):
        if image.get("/Interpolate") is True:
            yield Finding("a picture is to be smoothed, which each viewer does in its own way")
        if "/Alternates" in image or "/OPI" in image:
            yield Finding("a picture has another that may be shown in its place")
        if int(image.get("/BitsPerComponent", 8)) not in {1, 2, 4, 8, 16}:
            yield Finding("a picture has an odd number of bits")


def _forms(reading: Reading) -> Iterator[Finding]:
    for form in _of_subtype(reading, "/Form"):
        if any(key in form for key in ("/OPI", "/PS", "/Ref")) or form.get("/Subtype2") == "/PS":
            yield Finding("a part of a page lies outside the file or is PostScript")
    for _ in _of_subtype(reading, "/PS"):
        yield Finding("a part of a page is PostScript")


def _states(reading: Reading) -> Iterator[Finding]:
    for page, state in reading.content.states:
        if "/TR" in state or "/HTP" in state or str(state.get("/TR2", "/Default")) != "/Default":
            yield Finding("a colour is changed on the way to the printer", page)
        if any(str(mode) not in _BLEND_MODES for mode in listed(state.get("/BM"))):
            yield Finding(f"colours are mixed in an unknown way, {state.get('/BM')}", page)


RULES = (
    Rule("E560", (f"{UA}, 7.1",), "has all that it draws tagged or set aside as artifact", _is_tagged),
    Rule("E561", (f"{UA}, 7.1",), "has no artifacts in tagged content, nor the other way round", _is_not_mixed),
    Rule("E562", (f"{UA}, 7.1",), "closes every piece of marked content that it opens", _is_balanced),
    Rule("E563", (f"{A}, 6.2.2",), "has all that its pages name", _has_resources),
    Rule("E564", (f"{A}, 6.1.13",), "nests graphics states at most 28 deep", _is_shallow,
         "nest fewer boxes with overflow, transform, opacity or z-index"),
    Rule("E565", (f"{A}, 6.2.6",), "names rendering intents that exist", _intents),
    Rule("E566", (f"{A}, 6.2.4.3",), "has no colour that its profile does not explain", _is_rgb,
         "save the picture as RGB; write colours as RGB"),
    Rule("E567", (f"{A}, 6.2.8",), "has pictures that look the same everywhere", _pictures),
    Rule("E568", (f"{A}, 6.2.9", f"{UA}, 7.20"), "draws nothing from outside", _forms),
    Rule("E569", (f"{A}, 6.2.5 and 6.2.10",), "mixes colours in known ways", _states),
)  # fmt: skip
