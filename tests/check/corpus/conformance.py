"""
PDFs that are not what they say. No edit of a text or template makes one: the build refuses to write it.

So these are finished files that something has changed afterwards, as a mail gateway or an editor of PDFs might.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name, String

from tests.check.corpus import Case

CASES: tuple[Case, ...] = ()

Change = Callable[[dict[str, bytes]], None]


@dataclass(frozen=True)
class Damage:
    """One fault."""

    name: str
    code: str
    change: Change
    """Of the brochure's files, by name."""
    codes: frozenset[str]
    """All that must be found."""
    place: str
    """How the place of *code*'s finding begins."""

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def files(self, good: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files with the fault in them."""
        files = dict(good)
        self.change(files)
        return files


def rewritten(change: Callable[[Any], None], **how: Any) -> Change:
    """The brochure opened, changed and saved again."""

    def apply(files: dict[str, bytes]) -> None:
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(files["brochure.pdf"])) as pdf:
            change(pdf)
            pdf.save(output, **how)
        files["brochure.pdf"] = output.getvalue()

    return apply


def metadata(old: bytes, new: bytes) -> Callable[[Any], None]:
    """Other words in the XMP packet."""

    def change(pdf: Any) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata = pdf.make_stream(data.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)

    return change


def cut(files: dict[str, bytes]) -> None:
    """The last third of the file is lost."""
    files["brochure.pdf"] = files["brochure.pdf"][: len(files["brochure.pdf"]) * 2 // 3]


def _element(pdf: Any, type_: str) -> Any:
    found = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{type_}")
    return next(found)


def untitled(pdf: Any) -> None:
    """A heading of the third level becomes one of the fifth."""
    _element(pdf, "H3").S = Name.H5


def untold(pdf: Any) -> None:
    """The picture on the cover loses its words."""
    del _element(pdf, "Figure").Alt


_TEXT = "content/2021-03-30-partnerskap-for-stockholm/sv.md:"
_TEMPLATE = "templates/brochure/brochure.html.j2"
_LOCK = pikepdf.Encryption(owner="o", user="u")

DAMAGED = (
    Damage("the file was cut short", "C400", cut, frozenset({"C400"}), _TEMPLATE),
    Damage("the file is empty", "C400", lambda f: f.update({"brochure.pdf": b""}), frozenset({"C400"}), _TEMPLATE),
    Damage("a password was set", "C400", rewritten(lambda _: None, encryption=_LOCK), frozenset({"C400"}), _TEMPLATE),
    Damage("a heading lost its level", "C401", rewritten(untitled), frozenset({"C401", "E535"}), _TEMPLATE),
    Damage("a heading lost its level", "E535", rewritten(untitled), frozenset({"C401", "E535"}), _TEXT),
    Damage("a picture lost its words", "C401", rewritten(untold), frozenset({"C401", "E537"}), _TEMPLATE),
    Damage(
        "an archive of part 2 carries a file",
        "C401",
        rewritten(metadata(b"<pdfaid:part>3<", b"<pdfaid:part>2<")),
        frozenset({"C401", "C402"}),
        _TEMPLATE,
    ),
    Damage(
        "the claim of PDF/UA is lost",
        "C402",
        rewritten(metadata(b"<pdfuaid:part>1</pdfuaid:part>", b"")),
        frozenset({"C402"}),
        "publish.yaml",
    ),
    Damage(
        "the level of PDF/A is another",
        "C402",
        rewritten(metadata(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>U<")),
        frozenset({"C402"}),
        "publish.yaml",
    ),
    Damage("the brochure was not made", "C402", lambda f: f.update({"x.pdf": f.pop("brochure.pdf")}),
           frozenset({"C402"}), "publish.yaml"),
    Damage(
        "the catalog says that it is PDF 2.0",
        "C403",
        rewritten(lambda pdf: pdf.Root.__setitem__("/Version", Name("/2.0"))),
        frozenset({"C403"}),
        _TEMPLATE,
    ),
    Damage(
        "the two titles disagree",
        "C401",
        rewritten(lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("Utkast"))),
        frozenset({"C401", "E519"}),
        _TEMPLATE,
    ),
)  # fmt: skip
