"""
Every rule of the check is broken once in a good file, and is found.

Where veraPDF has the same rule, it must hold the same against the same file.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publish.formats.pdf import Attached, accessible_pdf, conformance
from tests.judges import vera
from tests.pdf.making import CREATED, MODIFIED, files, page

BODY = """
<h1>Rubrik</h1><h2 id="a">Ett</h2>
<p>Text med <a href="https://example.org/">länk</a> och <a href="#a">en till</a><span class="n">Not</span>.</p>
<p style="opacity:.5">Halv <span lang="en">half</span></p>
<ul><li>A</li><li>B</li></ul>
<table><caption>T</caption><thead><tr><th>Å</th><th>Ä</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<img src="publish:///a.png" alt="Bild">
"""


@pytest.fixture(scope="module")
def good() -> bytes:
    """A file that passes, with something for each rule to look at."""
    source = Attached("sv.md", b"# Rubrik\n", "text/markdown", "The source")
    html = page(BODY, css=".n { float: footnote } @page { @bottom-center { content: counter(page) } }")
    pdf = accessible_pdf(html, files=files, attachments=[source], created=CREATED, modified=MODIFIED)
    return pdf.data


class Broken:
    """A file in memory, with what one wants to break near at hand."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root
        self.page: Any = pdf.pages[0].obj
        self.tree: Any = pdf.Root.StructTreeRoot

    def element(self, type_: str) -> Any:
        """The first element of that type."""
        return next(found for found in self.elements() if found.get("/S") == f"/{type_}")

    def elements(self) -> list[Any]:
        return [found for found in self.dictionaries() if found.get("/Type") == "/StructElem"]

    def dictionaries(self) -> list[Any]:
        return [found for found in self.pdf.objects if isinstance(found, Dictionary | pikepdf.Stream)]

    def of_type(self, key: str, value: str) -> Any:
        return next(found for found in self.dictionaries() if found.get(key) == value)

    def rename(self, old: str, new: Name) -> "Broken":
        """Give the first element of a type another."""
        self.element(old).S = new
        return self

    def silence(self) -> "Broken":
        """Take the language away."""
        del self.root.Lang
        return self

    @property
    def link(self) -> Any:
        return self.page.Annots[0]

    @property
    def font(self) -> Any:
        return self.page.Resources.Font[self.font_name]

    @property
    def font_name(self) -> str:
        return str(min(self.page.Resources.Font.keys()))

    @property
    def below(self) -> Any:
        """What says how the font is drawn."""
        return self.font.DescendantFonts[0]

    @property
    def state(self) -> Any:
        """A graphics state that the page sets."""
        states = self.page.Resources.ExtGState
        return states[min(states.keys())]

    def add_stream(self, **entries: Any) -> None:
        """Put a stream into the file that nothing needs."""
        self.root.Extra = self.pdf.make_stream(b"", **entries)

    def write_text(self, shown: bytes, *, artifact: bool = True) -> None:
        """Show text in the first font."""
        text = b"BT " + self.font_name.encode() + b" 9 Tf " + shown + b" Tj ET"
        self.write(b"/Artifact BMC " + text + b" EMC" if artifact else text)

    def write(self, added: bytes, *, instead_of: bytes = b"") -> None:
        """Add to the page's content, or change something in it."""
        data = self.page.Contents.read_bytes()
        data = data.replace(instead_of, added, 1) if instead_of else data + b"\n" + added
        self.page.Contents = self.pdf.make_stream(data)


@dataclass(frozen=True)
class Case:
    """What is done to the file, and who must see it."""

    change: Callable[[Broken], Any]
    codes: set[str]
    """All that our check must find, and nothing else."""
    vera: str = ""
    """A rule that veraPDF must find broken too; nothing where it has none."""


def put(**entries: Any) -> Dictionary:
    """A PDF dictionary with these entries."""
    return Dictionary({f"/{key}": value for key, value in entries.items()})


def rewrite_metadata(broken: Broken, old: bytes, new: bytes) -> None:
    data = broken.root.Metadata.read_bytes()
    assert old in data
    broken.root.Metadata = broken.pdf.make_stream(data.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)


def drop(owner: Any, key: str) -> None:
    del owner[key]


def to_unicode(broken: Broken, old: bytes, new: bytes) -> None:
    data = broken.font.ToUnicode.read_bytes()
    assert old in data
    broken.font.ToUnicode.write(data.replace(old, new, 1))


def swap_kids(owner: Any, *types: str) -> None:
    """Give an element other children: new, empty ones of these types."""
    owner.K = Array([put(Type=Name.StructElem, S=Name(f"/{type_}"), P=owner) for type_ in types])


def one_row(broken: Broken) -> Any:
    return broken.element("TBody").K[0]


CASES: dict[str, Case] = {
    "marked": Case(lambda b: drop(b.root, "/MarkInfo"), {"E513"}, "6.2-1"),
    "suspect": Case(lambda b: setattr(b.root.MarkInfo, "Suspects", True), {"E513"}, "7.1-4"),
    "language": Case(lambda b: drop(b.root, "/Lang"), {"E514", "E541"}, "7.2-34"),
    "language_tag": Case(lambda b: setattr(b.root, "Lang", String("på svenska")), {"E515"}, "7.2-29"),
    "shown_title": Case(lambda b: drop(b.root, "/ViewerPreferences"), {"E516"}, "7.1-10"),
    "metadata": Case(lambda b: drop(b.root, "/Metadata"), {"E517"}, "7.1-8"),
    "metadata_as_xml": Case(lambda b: rewrite_metadata(b, b"</rdf:RDF>", b""), {"E517"}),
    "title": Case(lambda b: rewrite_metadata(b, b"dc:title", b"dc:source"), {"E518"}, "7.1-9"),
    "title_twice": Case(lambda b: setattr(b.pdf.trailer.Info, "Title", String("X")), {"E519"}),
    "date_twice": Case(lambda b: setattr(b.pdf.trailer.Info, "CreationDate", String("D:2000")), {"E519"}),
    "output_intent": Case(lambda b: drop(b.root, "/OutputIntents"), {"E520"}, "6.2.4.3-2"),
    "output_profile": Case(
        lambda b: setattr(b.root.OutputIntents[0], "DestOutputProfile", b.pdf.make_stream(b"x" * 200, N=3)),
        {"E520"}, "6.2.3-1",
    ),
    "script": Case(
        lambda b: setattr(b.root, "OpenAction", put(S=Name.JavaScript, JS=String("1"))), {"E521"}, "6.5.1-1"
    ),
    "form": Case(lambda b: setattr(b.root, "AcroForm", put(NeedAppearances=True)), {"E521"}, "6.4.1-3"),
    "page_action": Case(lambda b: setattr(b.page, "AA", put(O=put(S=Name.Named))), {"E521"}, "6.5.2-2"),
    "outer_stream": Case(lambda b: setattr(b.page.Contents, "F", String("x")), {"E522"}),
    "filter": Case(lambda b: b.add_stream(Filter=Name.LZWDecode), {"E522"}),
    "size": Case(lambda b: setattr(b.page, "CropBox", Array([0, 0, 2, 2])), {"E523"}, "6.1.13-11"),
    "outline_words": Case(lambda b: setattr(b.root.Outlines.First, "Title", String(" ")), {"E524"}),
    "outline_circle": Case(lambda b: setattr(b.root.Outlines.First, "First", b.root.Outlines.First), {"E524"}),
    "outline_script": Case(
        lambda b: setattr(b.root.Outlines.First, "A", Dictionary(S=Name.JavaScript, JS=String("x"))), {"E524"}
    ),
    "outline_target": Case(lambda b: drop(b.root.Outlines.First, "/Dest"), {"E524"}),
    "tree": Case(
        lambda b: drop(b.root, "/StructTreeRoot"), {"E530", "E533", "E583"}, "7.1-11"
    ),
    "one_document": Case(lambda b: setattr(b.tree.K[0], "S", Name.Sect), {"E530"}),
    "type_explained": Case(lambda b: setattr(b.element("P"), "S", Name.Absatz), {"E531"}, "7.1-5"),
    "type_circular": Case(
        lambda b: b.rename("P", Name.A).tree.__setitem__("/RoleMap", put(A=Name.B, B=Name.A)),
        {"E531"}, "7.1-6",
    ),
    "type_remapped": Case(lambda b: setattr(b.tree.RoleMap, "P", Name.Span), {"E531"}, "7.1-7"),
    "parent": Case(lambda b: drop(b.element("P"), "/P"), {"E532"}, "7.1-12"),
    "mark_in_no_element": Case(lambda b: b.element("H1").__setitem__("/K", Array([])), {"E533"}),
    "mark_in_two_elements": Case(
        lambda b: b.element("H2").__setitem__("/K", Array([*b.element("H2").K, *b.element("H1").K])),
        {"E533", "E534"},
    ),
    "mark_that_is_not_there": Case(lambda b: b.element("H1").K.append(99), {"E533", "E534"}),
    "parent_tree": Case(lambda b: b.tree.ParentTree.Nums[1].__setitem__(0, b.element("P")), {"E534"}),
    "heading_order": Case(lambda b: setattr(b.element("H2"), "S", Name.H4), {"E535"}, "7.4.2-1"),
    "heading_level": Case(lambda b: setattr(b.element("H2"), "S", Name.H), {"E536"}, "7.4.4-3"),
    "alternative": Case(lambda b: setattr(b.element("Figure"), "Alt", String(" ")), {"E537"}),
    "no_alternative": Case(lambda b: drop(b.element("Figure"), "/Alt"), {"E537"}, "7.3-1"),
    "place": Case(lambda b: drop(b.element("Figure").A, "/BBox"), {"E538"}),
    "place_outside": Case(lambda b: setattr(b.element("Figure").A, "BBox", Array([0, 0, 9999, 10])), {"E538"}),
    "note_name": Case(lambda b: drop(b.element("Note"), "/ID"), {"E539"}, "7.9-1"),
    "note_name_twice": Case(
        lambda b: b.element("P").__setitem__("/ID", b.element("Note").ID), {"E539"}
    ),
    "names_listed": Case(lambda b: drop(b.tree, "/IDTree"), {"E540"}),
    "language_of_words": Case(
        lambda b: b.silence().tree.K[0].__setitem__("/Lang", String("")), {"E514", "E541"}, "7.2-24"
    ),
    "private_words": Case(lambda b: setattr(b.element("Figure"), "Alt", String("\ue000")), {"E542"}),
    "text_in_a_group": Case(lambda b: b.rename("P", Name.Sect), {"E543"}),
    "row_outside": Case(lambda b: setattr(one_row(b), "S", Name.Div), {"E550"}, "7.2-37"),
    "cell_outside": Case(lambda b: setattr(one_row(b).K[0], "S", Name.P), {"E550"}, "7.2-10"),
    "item_outside": Case(lambda b: setattr(b.element("L"), "S", Name.Div), {"E550"}, "7.2-17"),
    "contents": Case(lambda b: setattr(b.element("L"), "S", Name.TOC), {"E550"}, "7.2-27"),
    "caption": Case(
        lambda b: b.element("Table").__setitem__("/K", Array([b.element("Table").K[n] for n in (1, 0, 2)])),
        {"E551"}, "7.2-16",
    ),
    "heads": Case(lambda b: setattr(b.element("TBody"), "S", Name.THead), {"E552"}, "7.2-11"),
    "regular": Case(lambda b: setattr(one_row(b).K[0], "A", put(O=Name.Table, ColSpan=2)), {"E553"}, "7.2-42"),
    "over_one_another": Case(
        lambda b: setattr(b.element("TH"), "A", put(O=Name.Table, Scope=Name.Column, RowSpan=2)), {"E553"}
    ),
    "scope": Case(lambda b: drop(b.element("TH").A, "/Scope"), {"E554"}, "7.5-1"),
    "numbering": Case(lambda b: drop(b.element("L"), "/A"), {"E555"}),
    "untagged": Case(lambda b: b.write(b"0 0 5 5 re f"), {"E560"}, "7.1-3"),
    "untagged_text": Case(
        lambda b: b.write_text(b"<0001>", artifact=False), {"E560", "E572", "E575"}, "7.1-3"
    ),
    "untagged_inline_picture": Case(
        lambda b: b.write(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI"), {"E560"}, "7.1-3"
    ),
    "artifact_in_text": Case(
        lambda b: b.write(b"/Artifact BMC EMC EMC", instead_of=b"EMC"), {"E561"}
    ),
    "text_in_artifact": Case(
        lambda b: b.write(b"/Artifact BMC /Span <</MCID 90>> BDC EMC EMC"), {"E533", "E561"}
    ),
    "not_closed": Case(lambda b: b.write(b"/Artifact BMC"), {"E562"}),
    "not_opened": Case(lambda b: b.write(b"EMC"), {"E562"}),
    "resource": Case(lambda b: b.write(b"/nix gs"), {"E563"}),
    "deep": Case(lambda b: b.write(b"q " * 29 + b"Q " * 29), {"E564"}, "6.1.13-8"),
    "intent": Case(lambda b: b.write(b"/Nix ri"), {"E565"}, "6.2.6-1"),
    "ink": Case(lambda b: b.write(b"/Artifact BMC 0 0 0 1 k 0 0 5 5 re f EMC"), {"E566"}, "6.2.4.3-3"),
    "ink_space": Case(lambda b: b.write(b"/Artifact BMC /DeviceCMYK cs 0 0 5 5 re f EMC"), {"E566"}, "6.2.4.3-3"),
    "ink_picture": Case(
        lambda b: setattr(b.of_type("/Subtype", "/Image"), "ColorSpace", Name.DeviceCMYK), {"E566"}, "6.2.4.3-3"
    ),
    "smoothed": Case(
        lambda b: setattr(b.of_type("/Subtype", "/Image"), "Interpolate", True), {"E567"}, "6.2.8-3"
    ),
    "alternate_picture": Case(
        lambda b: setattr(b.of_type("/Subtype", "/Image"), "Alternates", Array([])), {"E567"}, "6.2.8-1"
    ),
    "bits": Case(
        lambda b: setattr(b.of_type("/Subtype", "/Image"), "BitsPerComponent", 3), {"E567"}, "6.2.8-4"
    ),
    "outer_form": Case(
        lambda b: setattr(b.of_type("/Subtype", "/Form"), "Ref", put(F=String("x"))), {"E568"}, "6.2.9-2"
    ),
    "transfer": Case(
        lambda b: setattr(b.state, "TR", Name.Identity), {"E569"}, "6.2.5-1"
    ),
    "blend": Case(
        lambda b: setattr(b.state, "BM", Name.Nix), {"E569"}, "6.2.10-1"
    ),
    "embedded": Case(lambda b: drop(b.below.FontDescriptor, "/FontFile2"), {"E570"}, "7.21.4.1-1"),
    "glyph_map": Case(lambda b: drop(b.below, "/CIDToGIDMap"), {"E571"}, "7.21.3.2-1"),
    "meaning": Case(lambda b: drop(b.font, "/ToUnicode"), {"E572"}, "7.21.7-1"),
    "no_letter": Case(lambda b: to_unicode(b, b"<0052>", b"<feff>"), {"E572"}, "7.21.7-2"),
    "private_letter": Case(lambda b: to_unicode(b, b"<0052>", b"<e000>"), {"E573"}, "6.2.11.7.3-1"),
    "no_glyph": Case(
        lambda b: b.write_text(b"<ffff>"), {"E572", "E574", "E575"}, "7.21.4.1-2"
    ),
    "no_glyph_at_all": Case(lambda b: b.write_text(b"<0000>"), {"E574", "E575"}, "7.21.8-1"),
    "width": Case(lambda b: b.below.W[1].__setitem__(0, 10), {"E575"}, "7.21.5-1"),
    "font_name": Case(lambda b: setattr(b.below, "BaseFont", Name("/AAAAAA+K\u00e4lla")), {"E576"}),
    "glyph_list": Case(
        lambda b: setattr(b.below.FontDescriptor, "CIDSet", b.pdf.make_stream(b"\0")), {"E577"}, "7.21.4.2-2"
    ),
    "annotation": Case(lambda b: setattr(b.link, "Subtype", Name.Text), {"E580"}, "7.18.1-1"),
    "hidden": Case(lambda b: setattr(b.link, "F", 6), {"E581"}, "6.3.2-2"),
    "not_printed": Case(lambda b: drop(b.link, "/F"), {"E581"}, "6.3.2-1"),
    "label": Case(lambda b: drop(b.link, "/Contents"), {"E582"}, "7.18.5-2"),
    "link_in_no_link": Case(lambda b: setattr(b.element("Link"), "S", Name.Span), {"E583"}, "7.18.5-1"),
    "link_way_back": Case(lambda b: setattr(b.link, "StructParent", 0), {"E583"}),
    "link_without_area": Case(
        lambda b: b.element("Link").__setitem__("/K", Array([b.element("Link").K[1]])), {"E583", "E584"}
    ),
    "tab_order": Case(lambda b: drop(b.page, "/Tabs"), {"E585"}, "7.18.3-1"),
    "appearance": Case(
        lambda b: setattr(b.link, "AP", put(N=b.pdf.make_stream(b""), D=b.pdf.make_stream(b""))), {"E586"}, "6.3.3-2"
    ),
    "action": Case(lambda b: setattr(b.link.A, "S", Name.Launch), {"E587"}, "6.5.1-1"),
    "address": Case(lambda b: setattr(b.link.A, "URI", String("example.org")), {"E588"}),
    "target": Case(lambda b: setattr(b.page.Annots[1], "Dest", String("nowhere")), {"E589"}),
    "file_name": Case(lambda b: drop(b.of_type("/Type", "/Filespec"), "/UF"), {"E590"}, "7.11-1"),
    "file_kind": Case(lambda b: drop(b.of_type("/Type", "/EmbeddedFile"), "/Subtype"), {"E591"}, "6.8-1"),
    "file_age": Case(lambda b: drop(b.of_type("/Type", "/EmbeddedFile").Params, "/ModDate"), {"E591"}),
    "file_relation": Case(lambda b: drop(b.of_type("/Type", "/Filespec"), "/AFRelationship"), {"E592"}, "6.8-3"),
    "file_of_nobody": Case(lambda b: drop(b.root, "/AF"), {"E592"}, "6.8-4"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_broken_rule_is_found(case: Case, good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        case.change(Broken(pdf))

        found = conformance.problems(pdf, good, name="x.pdf")

    assert {problem.code for problem in found} == case.codes


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.vera])
def test_verapdf_finds_it_too(name: str, good: bytes) -> None:
    if reason := vera.missing():
        pytest.skip(reason)
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        CASES[name].change(Broken(pdf))
        pdf.save(output)

    assert CASES[name].vera in vera.rules(output.getvalue())


BYTES = {
    "E510": lambda data: b"\n" + data,
    "E511": lambda data: data + b"more",
}


@pytest.mark.parametrize(("code", "change"), BYTES.items(), ids=BYTES.keys())
def test_what_lies_round_the_file_is_found(code: str, change: Callable[[bytes], bytes], good: bytes) -> None:
    data = change(good)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = conformance.problems(pdf, data, name="x.pdf")

    assert [problem.code for problem in found] == [code]


@pytest.mark.parametrize("encryption", [True, False], ids=["encrypted", "without_identifier"])
def test_a_file_must_be_open_and_have_an_identifier(good: bytes, *, encryption: bool) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        if encryption:
            pdf.save(output, encryption=pikepdf.Encryption(owner="x", user=""))
        else:
            pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = output.getvalue() if encryption else output.getvalue().replace(b"/ID [", b"/IX [")

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {problem.code for problem in conformance.problems(pdf, data, name="x.pdf")}

    assert "E512" in found


def test_a_good_file_has_no_problem(good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        assert conformance.problems(pdf, good, name="x.pdf") == ()


def test_every_rule_is_broken_by_a_test() -> None:
    broken = {code for case in CASES.values() for code in case.codes} | set(BYTES) | {"E512"}

    assert broken == {rule.code for rule in conformance.RULES}


def test_every_rule_has_a_code_of_its_own_and_a_clause() -> None:
    codes = [rule.code for rule in conformance.RULES]

    assert len(set(codes)) == len(codes)
    assert codes == sorted(codes)
    assert all(rule.clauses and rule.asks for rule in conformance.RULES)
