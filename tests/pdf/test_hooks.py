"""
The places where we reach into WeasyPrint further than its documentation goes.

If a new version breaks one of these, the message says which of our modules relied on it, and for what.
"""

import inspect
from typing import Any

import pydyf
import weasyprint
from weasyprint import HTML, Page
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher

TRIED = "70.0"


def test_the_version_is_one_that_this_was_tried_with() -> None:
    assert weasyprint.__version__ == TRIED, (
        "WeasyPrint is new: run the tests of tests/pdf, compare pdf/tags.py and pdf/stream.py of the two versions, "
        "then change TRIED"
    )


def test_a_page_paints_itself_onto_a_stream() -> None:
    """`painting` puts itself between: `Page.paint(stream, scale)`, `Document.copy(pages)`."""
    assert list(inspect.signature(Page.paint).parameters) == ["self", "stream", "scale"]
    assert list(inspect.signature(weasyprint.Document.copy).parameters) == ["self", "pages"]


def test_a_stream_numbers_what_it_paints_if_it_is_given_a_place_for_it() -> None:
    """`finish.Finisher` sets `Stream._tags` and reads `{box: {"mcid": …}}`; `content` reads `BDC` as three items."""
    seen: dict[str, Any] = {}

    class Watched(Page):  # type: ignore[misc]
        def __init__(self, page: Any) -> None:
            self.__dict__.update(page.__dict__)

        def paint(self, stream: Any, scale: float = 1) -> None:
            stream._tags = {}
            super().paint(stream, scale)
            seen["tags"], seen["items"], seen["fonts"] = stream._tags, list(stream.stream), stream._fonts

    document = HTML(string="<p>A</p>").render()
    document.copy([Watched(page) for page in document.pages]).write_pdf()

    ((box, mark),) = seen["tags"].items()
    assert (type(box), box.text, mark["mcid"]) == (boxes.TextBox, "A", 0)
    at = seen["items"].index(b"BDC")
    assert seen["items"][at - 2 : at] == ["/Span", {"MCID": 0}]
    assert any(isinstance(item, bytes) and item.endswith(b"] TJ") for item in seen["items"])
    (font,) = seen["fonts"].values()
    assert list(font.to_unicode.values()) == ["A"]
    assert isinstance(font.file_content, bytes)
    assert isinstance(font.hash, str)


def test_boxes_know_their_elements() -> None:
    """`tree.Tree` follows `box.element`, `box.element_tag` and the kinds of boxes."""
    html = HTML(string="<style>li::before{content:'x'}</style><ul><li>A</ul><p>B<a href=#c>C</a>")
    page = html.render().pages[0]._page_box
    tags = {getattr(box, "_box", box).element_tag for box in page.descendants(placeholders=True)}

    assert {"li::marker", "li::before", "li", "ul", "p", "a"} <= tags
    for name in ("is_leader", "is_column", "transformation_matrix", "link_annotation", "colspan", "rowspan"):
        assert hasattr(boxes.Box, name)
    for name in ("is_header", "is_footer"):
        assert hasattr(boxes.TableRowGroupBox, name)
    assert issubclass(AnonymousStyle, dict)
    assert boxes.LineBox.text_overflow == "clip"
    assert boxes.LineBox.block_ellipsis == "none"


def test_a_text_box_is_painted_from_its_layout() -> None:
    """`lines` gives a layout a space at its end, and a lone space a text that does not look empty."""
    page = HTML(string="<p><b>a</b> <i>b</i>").render().pages[0]._page_box
    texts = [box for box in page.descendants() if isinstance(box, boxes.TextBox)]

    assert [box.text for box in texts] == ["a", " ", "b"]
    assert [box.pango_layout.text.strip(" \u200b") for box in texts] == ["a", "", "b"]


def test_the_finisher_is_called_with_the_objects_of_the_file() -> None:
    """`finish.Finisher` changes `pdf.objects`, `pdf.catalog`, `pdf.info` and finds pages by `pdf.page_references`."""
    seen: list[Any] = []

    HTML(string="<p>A").write_pdf(finisher=lambda _document, pdf: seen.append(pdf))

    (pdf,) = seen
    page = pdf.objects[int(pdf.page_references[0].split()[0])]
    assert page["Type"] == "/Page"
    assert isinstance(pdf.objects[int(page["Contents"].split()[0])], pydyf.Stream)
    assert isinstance(page["Resources"], bytes)
    assert "Producer" in pdf.info


def test_a_fetcher_may_refuse() -> None:
    """`engine` overrides `URLFetcher.fetch(url, headers)`."""
    assert list(inspect.signature(URLFetcher.fetch).parameters) == ["self", "url", "headers"]
