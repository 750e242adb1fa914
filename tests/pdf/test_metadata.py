"""What a file says about itself, and what it carries."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pikepdf

import publish
from publish.formats.pdf import Attached, Pdf, accessible_pdf
from tests.pdf.conftest import Judge
from tests.pdf.making import CREATED, MODIFIED, files, make, page

HEAD = '<meta name="author" content="Ada &amp; Bo"><meta name="description" content="En &quot;not&quot;"><meta name="keywords" content="a,b">'


def with_source() -> Pdf:
    source = Attached("sv.md", "# Å\n".encode(), "text/x-source", "Källan")
    html = page("<h1>R</h1><p>A</p>", title="Å & ö <1>", head=HEAD)
    return accessible_pdf(html, files=files, attachments=[source], created=CREATED, modified=MODIFIED)


def test_the_information_dictionary() -> None:
    with pikepdf.open(io.BytesIO(with_source().data)) as pdf:
        information = {key: str(value) for key, value in pdf.docinfo.items()}

    assert information == {
        "/Title": "Å & ö <1>",
        "/Author": "Ada & Bo",
        "/Subject": 'En "not"',
        "/Keywords": "a, b",
        "/Creator": f"publish {publish.__version__}",
        "/Producer": f"publish {publish.__version__} (WeasyPrint 70.0)",
        "/CreationDate": "D:20210330120000Z",
        "/ModDate": "D:20240709120000Z",
    }


def test_the_xmp_packet_says_the_same_and_claims_both_standards() -> None:
    with pikepdf.open(io.BytesIO(with_source().data)) as pdf, pdf.open_metadata() as metadata:
        said = {key.rpartition("}")[2]: metadata[key] for key in metadata}

    del said["schemas"]
    assert said == {
        "title": "Å & ö <1>",
        "language": {"sv"},
        "creator": ["Ada & Bo"],
        "description": 'En "not"',
        "Keywords": "a, b",
        "Producer": f"publish {publish.__version__} (WeasyPrint 70.0)",
        "CreatorTool": f"publish {publish.__version__}",
        "CreateDate": "2021-03-30T12:00:00Z",
        "ModifyDate": "2024-07-09T12:00:00Z",
        "part": "1",
        "conformance": "A",
    }


def test_the_claims_are_part_3_level_a_and_part_1() -> None:
    with pikepdf.open(io.BytesIO(with_source().data)) as pdf:
        packet = pdf.Root.Metadata.read_bytes()

    assert b"<pdfaid:part>3</pdfaid:part>" in packet
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert b"<pdfuaid:part>1</pdfuaid:part>" in packet
    assert b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in packet


def test_the_source_travels_along(judge: Judge) -> None:
    pdf = with_source()

    with pikepdf.open(io.BytesIO(pdf.data)) as read:
        file = read.attachments["sv.md"]
        inner = file.get_file()
        found = {
            "data": inner.read_bytes(),
            "type": inner.mime_type,
            "created": inner.creation_date,
            "modified": inner.mod_date,
            "description": file.description,
            "relation": str(file.obj.AFRelationship),
            "associated": file.obj.objgen in {one.objgen for one in read.Root.AF},
        }
    assert found == {
        "data": "# Å\n".encode(),
        "type": "text/x-source",
        "created": datetime(2021, 3, 30, 12, tzinfo=UTC),
        "modified": datetime(2024, 7, 9, 12, tzinfo=UTC),
        "description": "Källan",
        "relation": "/Source",
        "associated": True,
    }
    assert judge(pdf.data) == []


def test_the_catalog_says_how_to_show_the_file() -> None:
    with pikepdf.open(io.BytesIO(make("<h1>R</h1><h2>A</h2>").data)) as pdf:
        root: Any = pdf.Root
        found = {
            "language": str(root.Lang),
            "title": root.ViewerPreferences.DisplayDocTitle,
            "marked": root.MarkInfo.Marked,
            "mode": str(root.PageMode),
            "tabs": {str(found.obj.Tabs) for found in pdf.pages},
        }

    assert found == {"language": "sv", "title": True, "marked": True, "mode": "/UseOutlines", "tabs": {"/S"}}


def test_the_outline_follows_the_headings() -> None:
    pdf = make("<h1>R</h1><h2>A</h2><h3>B</h3><h2>C</h2>")

    with pikepdf.open(io.BytesIO(pdf.data)) as read, read.open_outline() as outline:
        found = [(item.title, [(inner.title, [leaf.title for leaf in inner.children]) for inner in item.children])
                 for item in outline.root]  # fmt: skip

    assert found == [("R", [("A", ["B"]), ("C", [])])]


def test_a_page_from_right_to_left_turns_that_way() -> None:
    html = page("<h1>ع</h1>", lang="ar").replace("<html ", '<html dir="rtl" ')

    pdf = accessible_pdf(html, files=files, created=date(2021, 3, 30), modified=date(2021, 3, 30))

    with pikepdf.open(io.BytesIO(pdf.data)) as read:
        assert str(read.Root.ViewerPreferences.Direction) == "/R2L"
