"""What is said of a letter's size, lines, pictures, hosts, links, words and headers, and when nothing is said."""

from collections.abc import Callable
from dataclasses import replace
from email.header import Header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.check import Finding, Options, Subject
from publish.check.delivery import check, headers, hosts, lures, plain_text, size, subject_line, wire
from publish.check.delivery.post import Post
from publish.check.links.addresses import MARK
from publish.formats import mjml
from publish.formats.mjml.finish import LARGEST, LONGEST_LINE, MOST_STYLE
from publish.theme import Theme
from publish.workspace import Mail
from tests import made
from tests.check.corpus import TODAY, clean

MAIL = ("newsletter",)
BOTH = ("newsletter", "web")


def letter(change: Callable[[str], str], *, subject: Subject | None = None) -> Subject:
    """The clean letter with other HTML; its message stays as it was."""
    whole = subject or clean(made.FIRST, "sv", BOTH)
    files = {name: dict(files) for name, files in whole.files.items()}
    html = files["newsletter"]["newsletter.html"].decode()
    files["newsletter"]["newsletter.html"] = change(html).encode()
    return replace(whole, files=files)


def with_body(content: str) -> Subject:
    """The clean letter with *content* as the last thing in it."""
    return letter(lambda html: html.replace("</body>", f"{content}</body>"))


def message(*, head: str = "", html: str = "<p>Hej</p>", text: str | None = "Hej\n") -> Post:
    """A message of two parts, or of one."""
    parts = [("plain", text)] if text is not None else []
    parts.append(("html", html))
    body = "".join(
        f"--x\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{content}\r\n"
        for kind, content in parts
    )
    top = f"{head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
    return Post(f"{top}{body}--x--\r\n".encode())


def codes(found: object) -> list[str]:
    """The codes of findings, in order."""
    return [finding.code for finding in found if isinstance(finding, Finding)]  # type: ignore[attr-defined]


@pytest.fixture
def subject() -> Subject:
    return clean(made.FIRST, "sv", BOTH)


# -- the message --------------------------------------------------------------------------------


def test_both_parts_are_read_as_they_were_written(subject: Subject) -> None:
    post = Post(subject.message or b"")
    address = subject.theme.workspace.settings.mail["sv"].unsubscribe_url

    assert post.html == (subject.letter.html if subject.letter else "").replace(headers.MARK, address)
    assert post.text == (subject.text or "").replace(headers.MARK, address)
    assert post.header("subject") == (subject.edition.subject,)


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-7", "\udc80", ""])
def test_an_unknown_charset_is_read_somehow(charset: str) -> None:
    raw = f"Content-Type: text/html; charset={charset}\r\n\r\n<p>Hej".encode("utf-8", "surrogateescape")

    assert "Hej" in (Post(raw).html or "")


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: f"Subject: {text}".encode())))
def test_no_message_is_too_odd_to_be_judged(data: bytes) -> None:
    odd = clean(made.FIRST, "sv", MAIL)
    files = {"newsletter": {**odd.files["newsletter"], "newsletter.eml": data}}

    found = list(check(replace(odd, files=files)))

    assert {"C260", "C264"} <= set(codes(found)) or Post(data).text is not None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_html_is_too_odd_to_be_judged(html: str) -> None:
    odd = letter(lambda _: f'<img src="{html}"><a href="{html}">{html}</a><style>{html}</style>{html}')

    assert all(isinstance(finding, Finding) for finding in check(odd))


def test_nothing_is_said_of_what_was_not_made(subject: Subject) -> None:
    assert codes(check(replace(subject, files={}))) == []


def test_the_limits_are_those_that_the_letter_is_made_by() -> None:
    assert (size.GATE, size.STYLE, wire.LONGEST) == (LARGEST, MOST_STYLE, LONGEST_LINE)
    assert headers.MARK == MARK == mjml.UNSUBSCRIBE


# -- size ---------------------------------------------------------------------------------------


def test_a_letter_at_the_limit_is_no_matter_and_beyond_it_breaks(subject: Subject) -> None:
    def judged(octets: int) -> list[str]:
        post = message(html="x" * octets)
        return [finding.severity for finding in size.check(subject, post)]

    assert judged(75_000) == []
    assert judged(75_001) == ["degrades"]
    assert judged(90_000) == ["degrades"]
    assert judged(90_001) == ["breaks"]


def test_the_length_counts_octets_not_letters(subject: Subject) -> None:
    assert codes(size.check(subject, message(html="å" * 40_000))) == ["C201"]
    assert codes(size.check(subject, message(html="a" * 40_000))) == []


def test_the_costliest_chapter_is_named_with_its_line(subject: Subject) -> None:
    long = (subject.letter.html if subject.letter else "").replace("Vasakronan", "Vasakronan " * 4000)

    found = next(size.check(subject, message(html=long)))

    line = next(chapter.line for chapter in subject.edition.chapters if chapter.title == "Partnerföretagen hittills")
    assert (found.place.path, found.place.line) == (subject.edition.path, line)
    assert "Partnerföretagen hittills" in found.hint


def test_style_beyond_the_limit_breaks() -> None:
    big = letter(lambda html: html.replace("</head>", f"<style>{'.x{color:red}' * 1200}</style></head>"))

    assert [(f.code, f.severity) for f in size.check(big, message())] == [("C202", "breaks")]


def test_style_for_outlook_alone_does_not_count_for_gmail() -> None:
    rules = f"<!--[if mso]><style>{'.x{color:red}' * 1200}</style><![endif]-->"
    big = letter(lambda html: html.replace("</head>", f"{rules}</head>"))

    assert codes(size.check(big, message())) == []


# -- lines and characters -----------------------------------------------------------------------


@pytest.mark.parametrize(("octets", "expected"), [(998, []), (999, ["C204"])])
def test_a_line_has_at_most_998_octets(subject: Subject, octets: int, expected: list[str]) -> None:
    assert codes(wire.check(subject, message(html="x" * octets))) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"List-Unsubscribe: <https://a.se/{'x' * 44}>\r\n", []),
        (f"List-Unsubscribe: <https://a.se/{'x' * 46}>\r\n", ["C204"]),
        (f"X-Other: {'x' * 90}\r\n", []),
    ],
    ids=["fits", "does not fit", "no address"],
)
def test_an_address_of_a_list_stands_on_one_line(subject: Subject, head: str, expected: list[str]) -> None:
    assert codes(wire.check(subject, message(head=head))) == expected


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x7f", "\x80", "\x94", "\x9f"])
def test_a_control_character_breaks(subject: Subject, control: str) -> None:
    found = list(wire.check(subject, message(html=f"a{control}b")))

    assert [(f.code, f.severity) for f in found] == [("C205", "breaks")]
    assert f"U+{ord(control):04X}" in found[0].message


def test_one_control_character_is_told_once_and_with_what_was_meant(subject: Subject) -> None:
    found = list(wire.check(subject, message(html="a\x96b\x96", text="a\x96b")))

    assert codes(found) == ["C205"]
    assert found[0].hint == "did you mean '–'?"


def test_tabs_and_breaks_are_no_control_characters(subject: Subject) -> None:
    assert codes(wire.check(subject, message(html="a\tb\r\nc", text="a\tb\r\n\u00a0"))) == []


# -- what is loaded -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        '<img src="https://bilder.stockholmshandelskammare.example/a.png" width="9">',
        '<img src="data:image/png;base64,AAAA" width="9">',
        '<img src="mail/a.png" width="9">',
        '<a href="https://www.facebook.com/">f</a>',
        '<link rel="canonical" href="https://elsewhere.se/">',
        "<p style=\"background:url('https://www.stockholmshandelskammare.example/a.png')\">",
        '<img src="https://www.stockholmshandelskammare.example/s.gif" width="1" height="1" alt="">',
        '<img srcset=" , ,">',
        '<img src="https://[::1">',
    ],
)
def test_nothing_is_said_of_what_the_publisher_loads(content: str) -> None:
    assert codes(hosts.check(with_body(content))) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<img src="//i.imgur.com/a.png" width="9">', ["C220"]),
        ('<img srcset="a.png 1x, https://i.imgur.com/a.png 2x">', ["C220"]),
        ('<table background="https://i.imgur.com/a.png">', ["C220"]),
        ('<p style="background:url( https://i.imgur.com/a.png )">', ["C220"]),
        ("<style>@import 'https://use.typekit.net/a.css';</style>", ["C220"]),
        ("<style>@font-face{src:url(https://fonts.gstatic.com/a.woff2)}</style>", ["C220"]),
        ('<iframe src="https://www.youtube.com/embed/1"></iframe>', ["C220"]),
        ('<link rel="preconnect" href="https://fonts.gstatic.com">', ["C220"]),
        ('<img src="http://www.stockholmshandelskammare.example/a.png" width="9">', ["C221"]),
        ('<img src="http://i.imgur.com/a.png" width="9">', ["C220", "C221"]),
        ('<img src="https://o.list-manage.com/open.php?u=1" height="1" width="1">', ["C222"]),
        ('<img src="https://www.stockholmshandelskammare.example/o?m=7" width="1" height="1">', ["C222"]),
        ('<img src="https://o.list-manage.com/o" style="display: none">', ["C222"]),
    ],
)
def test_what_others_see_of_our_readers_is_told(content: str, expected: list[str]) -> None:
    assert codes(hosts.check(with_body(content))) == expected


def test_one_host_is_one_finding_however_often_it_is_asked() -> None:
    found = list(hosts.check(with_body('<img src="https://i.imgur.com/a.png" width="9">' * 5)))

    assert [finding.message[:18] for finding in found] == ["5 files are loaded"]


# -- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("https://www.stockholm.se/budget", "stockholm.se"),
        ("https://start.stockholm.se/", "www.stockholm.se"),
        ("https://www.stockholm.se/", "https://WWW.STOCKHOLM.SE/budget"),
        ("https://www.räksmörgås.se/", "räksmörgås.se"),
        ("https://xn--rksmrgs-5wao1o.se/", "räksmörgås.se"),
        ("https://nodejs.org/", "Node.js"),
        ("https://www.stockholm.se/", "budgeten för 2026"),
        ("https://www.stockholm.se/", "kl. 10.30"),
        ("mailto:anna@handelskammaren.se", "anna@handelskammaren.se"),
        ("https://www.gov.uk/a", "gov.uk"),
        ("tel:+4685550100", "08-555 01 00"),
        ("#start", "www.stockholm.se"),
        ("https://en.wikipedia.org/wiki/Stockholm?a=b@c", "Stockholm"),
        ("", "www.stockholm.se"),
        ("https://[::1", "x"),
    ],
)
def test_honest_links_are_no_lures(href: str, text: str) -> None:
    assert codes(lures.check(with_body(f'<a href="{href}">{text}</a>'))) == []


@pytest.mark.parametrize(
    ("href", "text", "expected"),
    [
        ("https://www.goteborg.se/", "www.stockholm.se", ("C230", "degrades")),
        ("https://mail.stockholm.co.uk/", "www.goteborg.co.uk", ("C230", "degrades")),
        ("mailto:bo@goteborg.se", "anna@stockholm.se", ("C230", "degrades")),
        ("https://stockholm.se.konto.ru/", "stockholm.se", ("C230", "breaks")),
        ("https://st0ckho1m.se/", "Logga in på www.stockholm.se", ("C230", "breaks")),
        ("https://handelskammaren.se@konto.ru/", "Logga in", ("C231", "breaks")),
        ("https://www.stockholmshandelskammare.example.konto.ru/", "Logga in", ("C231", "breaks")),
        ("https://www.stockholmshandelskarnmare.example/", "Logga in", ("C231", "breaks")),
        ("https://bit.ly/3abc", "programmet", ("C232", "degrades")),
        ("https://www.tinyurl.com/3abc", "programmet", ("C232", "degrades")),
        ("javascript:alert(1)", "programmet", ("C233", "breaks")),
        (" java\tscript:alert(1)", "programmet", ("C233", "breaks")),
        ("data:text/html,hej", "programmet", ("C233", "breaks")),
        ("file:///C:/plan.pdf", "programmet", ("C233", "breaks")),
    ],
)
def test_links_that_are_not_what_they_seem_are_told(href: str, text: str, expected: tuple[str, str]) -> None:
    found = list(lures.check(with_body(f'<a href="{href}">{text}</a>')))

    assert [(finding.code, finding.severity) for finding in found] == [expected]


def test_one_link_in_letter_and_page_is_told_once(subject: Subject) -> None:
    files = {name: dict(files) for name, files in subject.files.items()}
    for name, file in (("newsletter", "newsletter.html"), ("web", "index.html")):
        files[name][file] = files[name][file].replace(b"</body>", b'<a href="https://bit.ly/1">nu</a></body>')

    assert codes(lures.check(replace(subject, files=files))) == ["C232"]


# -- the words of the inbox ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nu startar vi om huvudstadsregionen", []),
        ("Vad gör NCC, JM och MTR i Stockholm?", []),
        ("Ny rapport: 40 % av tillväxten 🎉", []),
        ("Revansch för Stockholm: så går det till", []),
        ("Sverige i siffror: så går det till", []),
        ("Snart är det jul!", []),
        ("x" * 70, []),
        ("x" * 71, ["C240"]),
        ("Brevet", ["C240"]),
        ("NU STARTAR VI OM STADEN", ["C241"]),
        ("Sista chansen!! Anmäl dig nu", ["C241"]),
        ("Sista chansen! Anmäl dig nu!", ["C241"]),
        ("Allt är G R A T I S i dag", ["C241"]),
        ("Fest 🎉🎈🎊 i Stadshuset", ["C241"]),
        ("Re: Mötet i Stadshuset", ["C242"]),
        ("SV: Mötet i Stadshuset", ["C242"]),
        ("Fwd: Mötet i Stadshuset", ["C242"]),
    ],
)
def test_a_subject_is_a_plain_sentence_of_a_fair_length(subject: Subject, line: str, expected: list[str]) -> None:
    named = letter(lambda html: html.replace(f"<title>{subject.edition.subject}</title>", f"<title>{line}</title>"))

    assert (
        codes(subject_line.check(named, Post(f"Subject: {Header(line, 'utf-8').encode()}\r\n\r\n".encode())))
        == expected
    )


def test_a_text_that_says_the_same_in_its_own_way_is_enough(subject: Subject) -> None:
    assert codes(plain_text.check(subject, Post(subject.message or b""))) == []


@pytest.mark.parametrize(("text", "severity"), [(None, "breaks"), (" \n", "breaks"), ("Se webben.\n", "degrades")])
def test_a_text_that_says_less_is_told(subject: Subject, text: str | None, severity: str) -> None:
    found = list(plain_text.check(subject, message(text=text)))

    assert [(finding.code, finding.severity) for finding in found] == [("C250", severity)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x" * 200, []),
        ("[1] https://www.stockholm.se/" + "x" * 80, ["C251"]),
        ("ord " * 19 + "or", []),
        ("ord " * 20, ["C251"]),
        ("a < b && c > d, AT&T; R&D", []),
        ("<p>Hej</p>", ["C252"]),
        ("Handel &amp; sjöfart", ["C252"]),
    ],
)
def test_plain_text_is_narrow_and_plain(subject: Subject, line: str, expected: list[str]) -> None:
    whole = f"{Post(subject.message or b'').text}\n{line}\n"

    assert codes(plain_text.check(subject, message(text=whole))) == expected


# -- the head -----------------------------------------------------------------------------------


def edited(subject: Subject, old: bytes, new: bytes) -> Post:
    """The clean message with other octets."""
    data = subject.message or b""
    assert data.count(old) == 1
    return Post(data.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Message-ID: <", b"X-Number: <", "the header Message-ID is missing"),
        (b"MIME-Version: 1.0\r\n", b"", "the header MIME-Version is missing"),
        (b"Date: Tue, 30 Mar", b"Date: den 30 mars", "expected a date as RFC 5322 writes it"),
        (b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nSubject: Nej\r\n", "the header Subject stands 2 times"),
        (b"Message-ID: <", b"Message-ID: <a@b", "expected a Message-ID like"),
        (b"List-Unsubscribe: <https:", b"List-Unsubscribe: <http:", "expected one https address in List-Unsubscribe"),
        (b"List-Unsubscribe: <", b"List-Unsubscribe: < ", "expected one https address in List-Unsubscribe"),
        (
            b"MIME-Version: 1.0\r\n",
            b"MIME-Version: 1.0\r\nList-Unsubscribe-Post: One-Click\r\n",
            "expected 'List-Unsubscribe=One-Click' in List-Unsubscribe-Post",
        ),
        (b" <nyhetsbrev.stockholmshandelskammare.example>", b" nyhetsbrev", "expected a List-Id like"),
        (b" <nyhetsbrev@stockholmshandelskammare.example>", b" <a@b.se>, <c@d.se>", "expected one address in From"),
    ],
)
def test_a_header_that_is_missing_or_odd_is_told(subject: Subject, old: bytes, new: bytes, said: str) -> None:
    found = list(headers.check(subject, edited(subject, old, new)))

    assert codes(found)[:1] == ["C260"]
    assert found[0].message.startswith(said)


def test_one_click_is_right_as_rfc_8058_writes_it(subject: Subject) -> None:
    new = b"MIME-Version: 1.0\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"

    assert codes(headers.check(subject, edited(subject, b"MIME-Version: 1.0\r\n", new))) == []


def with_mail(subject: Subject, **fields: str) -> Subject:
    """The clean letter with other settings for mail."""
    workspace = subject.theme.workspace
    mail = replace(workspace.settings.mail["sv"], **fields)
    settings_ = replace(workspace.settings, mail={"sv": mail})
    return replace(subject, theme=Theme(replace(workspace, settings=settings_)))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"from_name": "Anna Åkesson, Handelskammaren"}, []),
        ({"from_name": "www.handelskammaren.se"}, ["C261"]),
        ({"from_name": "Stockholms Handelskammare 🎉"}, ["C261"]),
        ({"from_name": "Nyhetsbrevet från Stockholms Handelskammare"}, ["C261"]),
        ({"reply_to": "reception@handelskammaren.se"}, []),
        ({"reply_to": "norrland@handelskammaren.se"}, []),
        ({"reply_to": "no-reply@handelskammaren.se"}, ["C262"]),
        ({"reply_to": "svara-inte@handelskammaren.se"}, ["C262"]),
        ({"sender": "brev@mail.handelskammaren.se"}, []),
        ({"sender": "handelskammaren@hotmail.se"}, ["C263"]),
        ({"sender": "handelskammaren@yahoo.com"}, ["C263"]),
    ],
)
def test_the_sender_is_somebody_whom_one_can_answer(
    subject: Subject, fields: dict[str, str], expected: list[str]
) -> None:
    assert codes(headers.check(with_mail(subject, **fields), Post(subject.message or b""))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda html: html, []),
        (lambda html: html.replace(">Avsluta prenumerationen</a>", "></a>"), ["C264"]),
        (lambda html: html.replace(headers.MARK, "https://elsewhere.se/"), ["C264"]),
        (
            lambda html: html.replace(
                f'<a href="{headers.MARK}" style="', f'<a href="{headers.MARK}" style="display: none;'
            ),
            ["C264"],
        ),
    ],
    ids=["as it is", "no words", "another address", "hidden"],
)
def test_one_can_see_how_to_leave(subject: Subject, change: Callable[[str], str], expected: list[str]) -> None:
    assert codes(headers.check(letter(change), Post(subject.message or b""))) == expected


# -- placeholders -------------------------------------------------------------------------------


def test_an_example_among_real_addresses_is_a_dead_link(subject: Subject) -> None:
    workspace = subject.theme.workspace
    real = replace(
        workspace.settings,
        base_url="https://www.chamber.se/news",
        publisher={
            "sv": replace(workspace.settings.publisher["sv"], email="a@chamber.se", website="https://chamber.se/")
        },
        mail={"sv": Mail("Chamber", "a@chamber.se", "a@chamber.se", "https://chamber.se/leave", "news.chamber.se")},
    )
    found = [f for f in check(replace(subject, theme=Theme(replace(workspace, settings=real)))) if f.code[:3] == "C27"]

    assert [finding.code for finding in found].count("C270") == 0
    assert subject.edition.path in {finding.place.path for finding in found if finding.code == "C271"}


def test_options_without_a_folder_ask_nobody(subject: Subject) -> None:
    assert subject.options == Options(TODAY)
    assert "C280" not in codes(check(subject))
