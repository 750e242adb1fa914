"""Links that lead nowhere, or not where they are meant to."""

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from publish.check import Options
from publish.check.links.answer import Answer, Kind
from tests.check.corpus import TODAY, Case, Edit

MAIL = ("newsletter",)
WEB = ("web",)
BOTH = ("newsletter", "web")
VAR_MED = "## Var med\n"
SITE = "https://www.stockholmshandelskammare.example/utgavor"
HERE = f"{SITE}/2021-03-30-partnerskap-for-stockholm"
_HEAD = "templates/web/_head.html.j2"
_IMPRINT = "templates/web/_imprint.html.j2"
_MASTHEAD = "templates/web/_masthead.html.j2"
_LETTER_IMPRINT = "templates/newsletter/_imprint.mjml.j2"
_ABOUT = "<p>{{ publisher.about }}</p>"


def _link(name: str, code: str, link: str, formats: tuple[str, ...] = WEB, **more: Any) -> Case:
    return Case(name, code, (Edit("sv.md", VAR_MED, f"Se {link} nu.\n\n{VAR_MED}"),), formats, **more)


def _template(  # noqa: PLR0917  # a table is read by its columns
    name: str, code: str, path: str, old: str, new: str, formats: tuple[str, ...] = WEB, **more: Any
) -> Case:
    return Case(name, code, (Edit(path, old, new),), formats, **more)


def _outside(name: str, code: str, address: str, answer: Answer) -> Case:
    """A link to a page of somebody else's, of which it is known today what is there: nobody is asked."""
    options = Options(TODAY, online=True, cache=_knowing(address, answer))
    return _link(name, code, f"[uppdraget]({address})", options=options)


@cache
def _knowing(address: str, answer: Answer) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="publish-corpus-"))
    entry = {"kind": answer.kind, "detail": answer.detail, "address": answer.address, "day": TODAY.isoformat()}
    (folder / "links.json").write_text(json.dumps({"answers": {address: entry}}), "utf-8")
    return folder


WITHIN = (
    _template(
        "a way to the content that leads past it",
        "C701",
        "templates/web/page.html.j2",
        'href="#the_article"',
        'href="#content"',
        at="templates/web/page.html.j2:8",
    ),
    _link("a place on the web page that is not there", "C701", f"[frågorna]({HERE}/sv/#fragorna)", BOTH),
    _template(
        "two elements with one id",
        "C705",
        _IMPRINT,
        '<footer class="imprint">\n<h2>{{ words.imprint }}</h2>',
        '<footer class="imprint">\n<h2 id="the_article">{{ words.imprint }}</h2>',
        at=f"{_IMPRINT}:2",
    ),
    _template("a link that was to be filled in later", "C706", _IMPRINT, _ABOUT, '<p><a href="#">Om oss</a></p>'),
    _template(
        "a link without an address in the letter", "C706", _LETTER_IMPRINT, _ABOUT, '<p><a href="">Om oss</a></p>', MAIL
    ),
    _template(
        "a link to a heading, which no mail program follows",
        "C708",
        _LETTER_IMPRINT,
        _ABOUT,
        '<p><a href="#partnerna">Om partnerna</a></p>',
        MAIL,
        also=("C701",),
    ),
)

OURS = (
    _template(
        "a font that is not there",
        "C702",
        _HEAD,
        '<link rel="canonical" href="{{ address.page }}">',
        '<link rel="preload" href="fonts/Newsreader-500-latin.woff" as="font">\n'
        '<link rel="canonical" href="{{ address.page }}">',
    ),
    _template(
        "the brochure under a name that it does not have",
        "C702",
        "templates/newsletter/_onward.mjml.j2",
        '<p><a href="{{ address.brochure }}">',
        '<p><a href="{{ address.page }}broschyr.pdf">',
        BOTH,
    ),
    _template(
        "a language that the edition is not written in",
        "C702",
        _MASTHEAD,
        '<li><a href="brochure.pdf" type="application/pdf">',
        '<li><a href="../de/index.html">Deutsch</a></li>\n<li><a href="brochure.pdf" type="application/pdf">',
    ),
    _template(
        "a picture of the letter that nobody made",
        "C702",
        _LETTER_IMPRINT,
        _ABOUT,
        '<p><img src="{{ address.page }}mail/logotype.png" width="120" alt="" /></p>',
        MAIL,
    ),
    _template(
        "search engines are told of a brochure that is not there",
        "C702",
        "templates/web/_article.json.j2",
        '"contentUrl": {{ address.brochure | tojson }}',
        '"contentUrl": {{ (address.page ~ "broschyr.pdf") | tojson }}',
    ),
    _template(
        "a file beside the brochure that nobody made",
        "C702",
        "templates/brochure/_imprint.html.j2",
        '<a href="{{ publisher.website }}">',
        '<a href="{{ address.file("brochure-utskrift.pdf") }}">',
        ("brochure",),
    ),
    _link("an edition that is misspelt", "C703", f"[förra]({SITE}/2021-03-30-partnerskap-for-stockholn/sv/)"),
    _link("an edition of another year", "C703", f"[förra brevet]({SITE}/2019-05-02-varbrevet/sv/)", MAIL),
    _template(
        "the publisher's site as the page's own address",
        "C704",
        _HEAD,
        '<link rel="canonical" href="{{ address.page }}">',
        '<link rel="canonical" href="{{ publisher.website }}">',
    ),
    _template(
        "a card on social media that is not the edition's",
        "C704",
        _HEAD,
        '<meta property="og:image" content="{{ address.card }}">',
        '<meta property="og:image" content="{{ publisher.website }}logo.png">',
    ),
    _template(
        "translations that search engines do not hear of",
        "C704",
        _HEAD,
        '<link rel="alternate" hreflang="{{ language }}" href="{{ page }}">',
        '<link rel="alternate" hreflang="{{ language }}" href="{{ address.page }}">',
    ),
    _template(
        "the brochure beside the letter",
        "C709",
        "templates/newsletter/_onward.mjml.j2",
        '<p><a href="{{ address.brochure }}">',
        '<p><a href="brochure.pdf">',
        MAIL,
    ),
)

WRITTEN = (
    _link("a host with two dots", "C707", "[budgeten](https://www.stockholm..se/budget)", MAIL),
    _template(
        "a letter missing in https",
        "C707",
        _IMPRINT,
        _ABOUT,
        '<p><a href="htps://www.stockholm.se/">Stockholms stad</a></p>',
    ),
    _template(
        "two mailboxes with a semicolon",
        "C707",
        _LETTER_IMPRINT,
        _ABOUT,
        '<p><a href="mailto:anna@handelskammaren.se;bo@handelskammaren.se">Skriv till oss</a></p>',
        MAIL,
    ),
    _template(
        "a telephone number with words",
        "C707",
        _IMPRINT,
        _ABOUT,
        '<p><a href="tel:08-555 100 00 (växel)">Ring oss</a></p>',
    ),
)

OUTSIDE = (
    _outside("a page that is gone", "C720", "https://www.stockholm.se/borta", Answer(Kind.GONE, "404 Not Found")),
    _outside(
        "a site that nobody has",
        "C721",
        "https://www.stokholm-stad.se/",
        Answer(Kind.UNREACHABLE, "no machine has that name"),
    ),
    _outside(
        "a server with an error of its own",
        "C722",
        "https://www.regeringen.se/uppdrag",
        Answer(Kind.UNSURE, "503 Service Unavailable"),
    ),
    _outside(
        "a page that has moved",
        "C723",
        "http://www.stockholm.se/plan",
        Answer(Kind.MOVED, "200 OK", "https://start.stockholm/plan/"),
    ),
    _outside(
        "a page of the office network",
        "C724",
        "https://intranet.handelskammaren.se/uppdrag",
        Answer(Kind.PRIVATE, "'intranet.handelskammaren.se' is a machine of a private network (10.1.2.3)"),
    ),
)

CASES = (*WITHIN, *OURS, *WRITTEN, *OUTSIDE)
