"""What is wrong with an edition is told with its line, its column, its code and in words: one fault a row."""

import struct
import zlib

import pytest

from publish.problems import SourceError
from tests.factories import FRONT_MATTER, png, read


def front(*lines: str, drop: tuple[str, ...] = ()) -> str:
    """An edition whose front matter has other *lines* in place of the fields in *drop*."""
    kept = [line for line in FRONT_MATTER.splitlines()[1:-1] if line.partition(":")[0] not in drop]
    return "\n".join(["---", *kept, *lines, "---", "Text.", ""])


def body(text: str) -> str:
    """An edition with another text; it begins on line 7."""
    return FRONT_MATTER + text


def block(kind: str, yaml: str) -> str:
    """An edition of one block; its YAML begins on line 8."""
    return FRONT_MATTER + f"```{kind}\n{yaml}\n```\n"


def too_many_pixels() -> bytes:
    """A PNG that says it is 9000 pixels a side."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 9000, 9000, 8, 2, 0, 0, 0)
    return png()[:8] + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)) + png()[33:]


FILES = {
    "bild.png": png(),
    "text.png": b"hej",
    "png.jpg": png(),
    "kort.png": png(400, 300)[:-20],
    "stor.png": too_many_pixels(),
    "tung.png": png() + b"x" * 20_000_000,
}

BROKEN: list[tuple[str, str, list[str]]] = [
    # front matter, shape
    (
        "no opening line",
        "title: Ett exempel\n",
        ["1:1 E120 expected the front matter to begin with `---`, found 'title: Ett exempel'"],
    ),
    ("blank lines first", "\n\n" + FRONT_MATTER + "Text.\n", ["1:1 E120 blank lines stand above the front matter"]),
    (
        "no closing line",
        "---\ntitle: Ett exempel\n\nText.\n",
        ["1:1 E121 the front matter that begins here is never closed"],
    ),
    ("only text", "Hej\n", ["1:1 E120 expected the front matter to begin with `---`, found 'Hej'"]),
    ("nothing below", FRONT_MATTER, ["6:1 E133 nothing stands below the front matter"]),
    (
        "empty front matter",
        "---\n---\nText.\n",
        [
            "1:0 E105 the field `category` is missing",
            "1:0 E105 the field `date` is missing",
            "1:0 E105 the field `standfirst` is missing",
            "1:0 E105 the field `title` is missing",
        ],
    ),
    ("front matter is a list", "---\n- a\n---\nText.\n", ["2:1 E111 expected fields, found a list"]),
    ("front matter is a text", "---\nHej\n---\nText.\n", ["2:1 E111 expected fields, found the text 'Hej'"]),
    # fields
    ("misspelt field", front("preheeder: x"), ["6:1 E104 unknown field `preheeder`"]),
    ("misspelt title", front("titel: x", drop=("title",)), ["5:1 E104 unknown field `titel`"]),
    ("quite another field", front("author: x"), ["6:1 E104 unknown field `author`"]),
    ("underscore", front("pre_header: x"), ["6:1 E104 unknown field `pre_header`"]),
    ("missing field", front(drop=("category",)), ["2:1 E105 the field `category` is missing"]),
    ("empty field", front("subject:"), ["6:9 E112 expected a value, found nothing"]),
    ("empty in quotes", front('subject: ""'), ["6:10 E112 expected a value, found nothing"]),
    ("blank block text", front("subject: |\n  \npreheader: x"), ["6:10 E112 expected a value, found nothing"]),
    ("field twice", front("title: Igen"), ["6:1 E107 the field `title` stands here for the second time"]),
    ("list for text", front("subject: [a, b]"), ["6:10 E111 expected text, found a list"]),
    ("fields for text", front("subject:\n  a: b"), ["7:3 E111 expected text, found fields"]),
    ("text for fields", front("cover: bild.png"), ["6:8 E111 expected fields, found the text 'bild.png'"]),
    (
        "date in words",
        front("date: 30 mars 2021", drop=("date",)),
        ["5:7 E113 expected a date like 2021-03-30, found '30 mars 2021'"],
    ),
    ("no such day", front("date: 2021-02-30", drop=("date",)), ["5:7 E113 the calendar has no day '2021-02-30'"]),
    (
        "short date",
        front("date: 2021-3-30", drop=("date",)),
        ["5:7 E113 expected a date like 2021-03-30, found '2021-3-30'"],
    ),
    (
        "date with time",
        front("date: 2021-03-30T10:00", drop=("date",)),
        ["5:7 E113 expected a date like 2021-03-30, found '2021-03-30T10:00'"],
    ),
    (
        "date not the folder's",
        front("date: 2021-03-31", drop=("date",)),
        ["5:7 E123 the date 2021-03-31 is not the one in the folder's name, 2021-03-30"],
    ),
    (
        "updated before",
        front("updated: 2020-01-01"),
        ["6:10 E124 it was updated on 2020-01-01, before it was published on 2021-03-30"],
    ),
    # yaml
    (
        "colon in text",
        front("subject: Stockholm: en stad"),
        ["6:19 E110 a text cannot hold a colon and a blank unless it stands in quotation marks"],
    ),
    ("tab", front("cover:\n\tpicture: a.png"), ["7:1 E110 a tab stands where YAML takes only blanks"]),
    ("open quote", front("subject: 'Hej"), ["6:10 E110 the quotation mark that opens here is never closed"]),
    ("open double quote", front('subject: "Hej'), ["6:10 E110 the quotation mark that opens here is never closed"]),
    (
        "text after quote",
        front("subject: 'Hej' du"),
        ["6:16 E110 expected nothing after the closing quotation mark, found 'du'"],
    ),
    (
        "open list",
        front("subject: [a, b"),
        ["6:10 E110 the list that opens here with '[' is not closed, or a comma is missing"],
    ),
    (
        "open fields",
        front("cover: {picture: a"),
        ["6:8 E110 the fields that open here with '{' are not closed, or a comma is missing"],
    ),
    (
        "at sign",
        front("subject: @handelskammaren"),
        ["6:10 E110 a text cannot begin with '@' unless it stands in quotation marks"],
    ),
    ("backtick", front("subject: `x`"), ["6:10 E110 a text cannot begin with '`' unless it stands in quotation marks"]),
    ("percent", front("subject: %x"), ["6:10 E110 a text cannot begin with '%' unless it stands in quotation marks"]),
    ("comma", front("subject: , x"), ["6:10 E110 expected a value, found ','"]),
    (
        "question",
        front("subject: ? x"),
        ["6:10 E110 a text cannot begin with '? ' unless it stands in quotation marks"],
    ),
    ("list beside", front("subject: - x"), ["6:10 E110 a list cannot begin beside its field"]),
    (
        "no blank after colon",
        front("subject:Hej"),
        ["6:1 E110 expected a field like `name: value` or an item like `- text`, found 'subject:Hej'"],
    ),
    (
        "odd indent",
        front("cover:\n    picture: a.png\n  alt: x"),
        ["8:3 E110 'alt: x' does not fit below the lines above it"],
    ),
    (
        "indented field",
        front("  subject: x"),
        ["6:10 E110 a text cannot hold a colon and a blank unless it stands in quotation marks"],
    ),
    ("escape", front('subject: "C:\\q"'), ["6:13 E110 after '\\' in double quotation marks YAML expects a code"]),
    ("hex escape", front('subject: "\\xzz"'), ["6:13 E110 after '\\' in double quotation marks YAML expects a code"]),
    ("nul escape", front('subject: "a\\0b"'), ["6:10 E102 found NUL (U+0000), written as an escape"]),
    ("text beside bar", front("subject: | Hej\n  du"), ["6:12 E110 expected nothing after `|` or `>`, found 'Hej'"]),
    ("alias", front("subject: *titel"), ["6:10 E108 '*titel' refers to another value, which is not known here"]),
    ("star in text", front("subject: * titel"), ["6:10 E110 a text that begins with '*' or '&' needs quotation marks"]),
    ("anchor", front("subject: &a x"), ["6:10 E108 '&a' names a value for later, which is not known here"]),
    ("tag", front("subject: !!str x"), ["6:10 E108 '!!str' gives a value a type, which is not known here"]),
    ("own tag", front("subject: !x y"), ["6:10 E108 '!x' gives a value a type, which is not known here"]),
    (
        "merge key",
        front("<<: {subject: x}"),
        ["6:1 E108 `<<` takes over the fields of another value, which is not known here"],
    ),
    ("list as key", front("? [a]\n: b"), ["6:3 E108 expected the name of a field, found a list or fields"]),
    (
        "directive",
        "---\n%YAML 1.1\n" + "\n".join(FRONT_MATTER.splitlines()[1:]) + "\nText.\n",
        ["3:1 E110 a line that begins with '%' or '...' means something to YAML that is not needed here"],
    ),
    (
        "too deep",
        front("subject: " + "[" * 25 + "]" * 25),
        ["6:29 E109 lists and fields stand in each other more than 20 levels deep"],
    ),
    (
        "lost hash",
        front("subject: Vi är #1 i Norden"),
        ["6:10 E117 the text ends before '#1 i Norden', because a blank and `#` begin a comment"],
    ),
    (
        "lost hash whole",
        front("subject: #1 i Norden"),
        ["6:9 E117 the text ends before '#1 i Norden', because a blank and `#` begin a comment"],
    ),
    (
        "end of document",
        front("...\nsubject: x"),
        ["7:1 E110 a line that begins with '%' or '...' means something to YAML that is not needed here"],
    ),
    (
        "html in standfirst",
        front("standfirst: En <b>ingress</b>.", drop=("standfirst",)),
        ["5:16 E150 raw HTML is not allowed: '<b>'", "5:26 E150 raw HTML is not allowed: '</b>'"],
    ),
    (
        "link in folded text",
        front("standfirst: >\n  En ingress\n  med [stadens sida](ftp://x.se) i.", drop=("standfirst",)),
        ["7:22 E151 expected an address with http, https, mailto or tel, found 'ftp://x.se'"],
    ),
    (
        "link in quoted text",
        front("standfirst: 'Det''s en\n  [stadens sida](ftp://x.se)'", drop=("standfirst",)),
        ["6:18 E151 expected an address with http, https, mailto or tel, found 'ftp://x.se'"],
    ),
    (
        "link after escapes",
        front('standfirst: "\\xe5\\t\\"ingress\\" [stadens sida](ftp://x.se)"', drop=("standfirst",)),
        ["5:47 E151 expected an address with http, https, mailto or tel, found 'ftp://x.se'"],
    ),
    (
        "paragraphs in standfirst",
        front("standfirst: |\n  Ett.\n\n  Två.", drop=("standfirst",)),
        ["6:3 E165 expected one line of text, found paragraphs, a list or another larger form"],
    ),
    (
        "emphasis in the title",
        front("title: Ett *exempel*", drop=("title",)),
        ["5:8 E118 this field takes no Markdown and no HTML, found '*exempel*'"],
    ),
    (
        "link in the category",
        front("category: '[Bostad](https://x.se)'", drop=("category",)),
        ["5:11 E118 this field takes no Markdown and no HTML, found '[Bostad](https://x.se)'"],
    ),
    (
        "code for a character",
        front("subject: Kaffe &amp; te"),
        ["6:10 E118 this field takes no Markdown and no HTML, found '&amp;'"],
    ),
    (
        "link to nowhere in standfirst",
        front("standfirst: Se [partnerna](#partnerna).", drop=("standfirst",)),
        ["5:28 E134 no heading has the id that '#partnerna' leads to"],
    ),
    (
        "hidden character by its number",
        body("Ett&#x2028;två.\n"),
        ["7:4 E102 found a line separator (U+2028), written as '&#x2028;'"],
    ),
    (
        "text that shows nothing",
        block("articles", "- headline: x\n  text: '[a]: https://x.se'"),
        ["9:9 E112 expected a value, found nothing"],
    ),
    # blocks
    (
        "misspelt block",
        block("figurs", "- value: 1\n  text: x"),
        ["7:4 E130 'figurs' is neither a kind of block nor a computer language"],
    ),
    (
        "capital block",
        block("Figures", "- value: 1\n  text: x"),
        ["7:4 E130 'Figures' is neither a kind of block nor a computer language"],
    ),
    (
        "unknown block",
        block("slideshow", "- a"),
        ["7:4 E130 'slideshow' is neither a kind of block nor a computer language"],
    ),
    (
        "words after block",
        block("figures wide", "- value: 1\n  text: x"),
        ["7:12 E130 expected nothing after `figures`, found 'wide'"],
    ),
    (
        "unclosed block",
        body("```figures\n- value: 1\n  text: x\n"),
        ["7:1 E131 the block `figures` that begins here is never closed"],
    ),
    ("unclosed listing", body("```\nx\n"), ["7:1 E131 the listing that begins here is never closed"]),
    (
        "block in a list",
        body("- punkt\n\n  ```figures\n  - value: 1\n  ```\n"),
        ["9:6 E132 the block `figures` stands inside a list or a quotation, or too far in"],
    ),
    (
        "block too far in",
        body("Text.\n\n    ```figures\n    - value: 1\n    ```\n"),
        ["9:8 E132 the block `figures` stands inside a list or a quotation, or too far in"],
    ),
    ("empty block", block("figures", ""), ["7:0 E112 expected a list, found nothing"]),
    ("fields for a list", block("figures", "value: 1\ntext: x"), ["8:1 E111 expected a list, found fields"]),
    ("list for fields", block("quote", "- text: x"), ["8:1 E111 expected fields, found a list"]),
    (
        "missing in item",
        block("figures", "- value: 1\n  text: x\n- value: 2"),
        ["10:3 E105 the field `text` is missing"],
    ),
    ("misspelt in item", block("figures", "- valu: 1\n  text: x"), ["8:3 E104 unknown field `valu`"]),
    ("empty item", block("partners", "- JM\n-\n- NCC"), ["9:2 E112 expected a value, found nothing"]),
    ("list as item", block("partners", "- JM\n- [a]"), ["9:3 E111 expected fields, found a list"]),
    (
        "partner twice",
        block("partners", "- JM\n- NCC\n- jm"),
        ["10:3 E135 the partner 'jm' stands here for the second time"],
    ),
    (
        "partner twice by name",
        block("partners", "- JM\n- name: JM\n  link: https://jm.se"),
        ["9:9 E135 the partner 'JM' stands here for the second time"],
    ),
    (
        "bad link",
        block("call-to-action", "label: Anmäl dig\nlink: www.example.org"),
        ["9:7 E151 expected an address with http, https, mailto or tel, found 'www.example.org'"],
    ),
    (
        "vague label",
        block("call-to-action", "label: Läs mer »\nlink: https://example.org"),
        ["8:8 E136 the text of the link, 'Läs mer »', does not say where it leads"],
    ),
    (
        "unknown icon",
        block("focus-areas", "- title: x\n  question: y\n  icon: bulding"),
        ["10:9 E115 unknown icon 'bulding'"],
    ),
    (
        "icon in capitals",
        block("focus-areas", "- title: x\n  question: y\n  icon: Building"),
        ["10:9 E115 unknown icon 'Building'"],
    ),
    (
        "html in block text",
        block("articles", "- headline: x\n  text: |\n    Ett stycke.\n\n    Ett <br> till."),
        ["12:9 E150 raw HTML is not allowed: '<br>'"],
    ),
    ("note in block", block("quote", "text: Hej[^1]"), ["8:10 E156 the footnote `[^1]` has no text"]),
    (
        "picture in block text",
        block("articles", "- headline: x\n  text: |\n    ![alt](a.png)"),
        ["10:5 E155 a picture cannot stand in this field"],
    ),
    (
        "heading in block",
        block("articles", "- headline: x\n  text: |\n    ## Rubrik"),
        ["10:5 E163 a heading cannot stand inside a block"],
    ),
    (
        "article picture without alt",
        block("articles", "- headline: x\n  picture: bild.png"),
        ["9:12 E154 the picture 'bild.png' has no text alternative"],
    ),
    (
        "alt without picture",
        block("articles", "- headline: x\n  alt: En bro"),
        ["9:8 E137 `alt` stands here without `picture`"],
    ),
    (
        "link text without link",
        block("articles", "- headline: x\n  link-text: Programmet"),
        ["9:14 E137 `link-text` stands here without `link`"],
    ),
    (
        "event ends first",
        block("events", "- title: x\n  date: 2021-05-02\n  end: 2021-05-01"),
        ["10:8 E124 the event ends on 2021-05-01, before it begins on 2021-05-02"],
    ),
    (
        "bad e-mail",
        block("contact", "name: x\nemail: x at y.se"),
        ["9:8 E114 expected an e-mail address, found 'x at y.se'"],
    ),
    (
        "bad phone",
        block("contact", "name: x\nphone: ring mig"),
        ["9:8 E114 expected a telephone number, found 'ring mig'"],
    ),
    ("bad language", block("quote", "text: x\nlang: english"), ["9:7 E116 expected a language, found 'english'"]),
    (
        "alt is a file",
        block("image", "picture: bild.png\nalt: bild.png"),
        ["9:6 E154 the text alternative 'bild.png' is the name of a file"],
    ),
    (
        "alt from a camera",
        block("image", "picture: bild.png\nalt: IMG_2041"),
        ["9:6 E154 the text alternative 'IMG_2041' is the name of a file"],
    ),
    ("indented fence", body("  ```figures\n  - value: 1\n    txt: x\n  ```\n"), ["9:5 E104 unknown field `txt`"]),
    (
        "link to nowhere in block",
        block("call-to-action", "label: Partnerna\nlink: '#partnerna'"),
        ["9:7 E134 no heading has the id that '#partnerna' leads to"],
    ),
    (
        "link to nowhere in text",
        block("quote", "text: |\n  Se\n  [partnerna](#partnerna)."),
        ["10:15 E134 no heading has the id that '#partnerna' leads to"],
    ),
    # pictures
    (
        "missing picture",
        block("image", "picture: borta.png\nalt: En bro"),
        ["8:10 E140 there is no picture 'borta.png' beside the text"],
    ),
    (
        "nearly the picture",
        block("image", "picture: bilden.png\nalt: En bro"),
        ["8:10 E140 there is no picture 'bilden.png' beside the text"],
    ),
    (
        "picture above",
        block("image", "picture: ../bild.png\nalt: En bro"),
        ["8:10 E141 '../bild.png' leads to another folder, expected the name of a file beside the text"],
    ),
    (
        "absolute picture",
        block("image", "picture: /etc/bild.png\nalt: En bro"),
        ["8:10 E141 '/etc/bild.png' leads to another folder, expected the name of a file beside the text"],
    ),
    (
        "picture on the web",
        block("image", "picture: https://x.se/bild.png\nalt: En bro"),
        ["8:10 E141 'https://x.se/bild.png' is an address, expected the name of a file beside the text"],
    ),
    (
        "picture with blanks",
        block("image", "picture: Bröderna på bron 1.PNG\nalt: En bro"),
        ["8:10 E141 the name 'Bröderna på bron 1.PNG' cannot stand in every address"],
    ),
    (
        "picture kind",
        block("image", "picture: bild.heic\nalt: En bro"),
        ["8:10 E143 'bild.heic' is not a picture that all outputs can show"],
    ),
    (
        "not a picture",
        block("image", "picture: text.png\nalt: En bro"),
        ["8:10 E143 'text.png' holds no picture, whatever its name says"],
    ),
    (
        "another picture",
        block("image", "picture: png.jpg\nalt: En bro"),
        ["8:10 E143 'png.jpg' holds a picture of the kind PNG"],
    ),
    (
        "cut picture",
        block("image", "picture: kort.png\nalt: En bro"),
        ["8:10 E143 the picture 'kort.png' is damaged or cut off"],
    ),
    (
        "huge picture",
        block("image", "picture: stor.png\nalt: En bro"),
        ["8:10 E142 the picture 'stor.png' has more than 50 million pixels"],
    ),
    (
        "heavy picture",
        block("image", "picture: tung.png\nalt: En bro"),
        ["8:10 E142 the picture 'tung.png' has 20 MB, expected at most 20 MB"],
    ),
    (
        "markdown picture missing",
        body("Text.\n\n![En bro](borta.png)\n"),
        ["9:11 E140 there is no picture 'borta.png' beside the text"],
    ),
    (
        "markdown picture alt",
        body("![bild.png](bild.png)\n"),
        ["7:3 E154 the text alternative 'bild.png' is the name of a file"],
    ),
    ("markdown picture no alt", body("![](bild.png)\n"), ["7:1 E154 the picture 'bild.png' has no text alternative"]),
    (
        "cover missing",
        front("cover:\n  picture: borta.svg\n  alt: En bro"),
        ["7:12 E140 there is no picture 'borta.svg' beside the text"],
    ),
    # prose
    ("heading 1", body("# Rubrik\n\nText.\n"), ["7:1 E152 a heading of level 1 stands in the text"]),
    (
        "level skipped",
        body("## Rubrik\n\n#### Under\n\nText.\n"),
        ["9:1 E153 a heading of level 4 follows one of level 2; no level may be skipped"],
    ),
    ("raw html", body("Text.\n\n<div>x</div>\n"), ["9:1 E150 raw HTML is not allowed: '<div>x</div>'"]),
    (
        "raw html inline",
        body("Text <b>x</b>.\n"),
        ["7:6 E150 raw HTML is not allowed: '<b>'", "7:10 E150 raw HTML is not allowed: '</b>'"],
    ),
    ("comment", body("Text.\n\n<!-- x -->\n"), ["9:1 E150 raw HTML is not allowed: '<!-- x -->'"]),
    (
        "bad link in prose",
        body("Se [vår sida](www.example.org).\n"),
        ["7:15 E151 expected an address with http, https, mailto or tel, found 'www.example.org'"],
    ),
    (
        "javascript link",
        body("Se [vår sida](javascript:alert).\n"),
        ["7:15 E151 expected an address with http, https, mailto or tel, found 'javascript:alert'"],
    ),
    (
        "internal link",
        body("Se [partnerna](#partnrna).\n\n## Partnerna\n\nJM.\n"),
        ["7:16 E134 no heading has the id that '#partnrna' leads to"],
    ),
    (
        "vague link",
        body("Läs [här](https://example.org).\n"),
        ["7:11 E136 the text of the link, 'här', does not say where it leads"],
    ),
    ("note without text", body("Text[^1].\n"), ["7:5 E156 the footnote `[^1]` has no text"]),
    ("note without call", body("Text.\n\n[^1]: Not.\n"), ["9:1 E157 nothing calls the footnote `[^1]`"]),
    ("empty chapter", body("Text.\n\n## Ett\n\n## Två\n\nText.\n"), ["9:1 E133 the chapter 'Ett' is empty"]),
    ("empty last chapter", body("Text.\n\n## Ett\n"), ["9:1 E133 the chapter 'Ett' is empty"]),
    (
        "underlined heading",
        body("Text.\n\nEtt\n---\n\nText.\n"),
        ["9:1 E138 the line of hyphens below makes this text a heading"],
    ),
    (
        "code of no language",
        body("```klingon\nx\n```\n"),
        ["7:4 E130 'klingon' is neither a kind of block nor a computer language"],
    ),
    (
        "code in a list of no language",
        body("- a\n\n  ```klingon\n  x\n  ```\n"),
        ["9:6 E130 'klingon' is neither a kind of block nor a computer language"],
    ),
]


@pytest.mark.parametrize(("source", "expected"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_a_fault_is_told_where_it_stands(source: str, expected: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        read(source, files=FILES)

    found = [f"{p.place.line}:{p.place.column} {p.code} {p.message}" for p in caught.value.problems]
    assert found == expected
