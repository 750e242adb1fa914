"""Letters that are cut off, blocked or not opened."""

import io
import random
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from publish.check import Options
from tests.check.corpus import EDITION, TODAY, Case, Edit

MAIL = ("newsletter",)
WEB = ("web",)
VAR_MED = "## Var med\n"
FIRST_PARAGRAPH = "Stockholm ska i gång igen."
SUBJECT = 'subject: "Partnerskap för Stockholm: nu startar vi om huvudstadsregionen"'
PREHEADER = 'preheader: "17 företag, fyra frågor och en vision: att skapa Europas bästa huvudstad."'
IMPRINT = '<p><a href="{{ unsubscribe }}">{{ words.unsubscribe }}</a></p>'


def _photograph(width: int, height: int, *, quality: int = 90) -> bytes:
    """A picture with as much detail as no photograph has, the same every time."""
    dots = random.Random(width * height).randbytes(width * height * 3)  # noqa: S311  # dots, not secrets
    output = io.BytesIO()
    Image.frombytes("RGB", (width, height), dots).save(output, "JPEG", quality=quality)
    return output.getvalue()


def _film(width: int, *, frames: int, seconds: float, loops: int | None) -> bytes:
    stills = [Image.new("RGB", (width, 40), (40 * number, 90, 160)).convert("P") for number in range(frames)]
    output = io.BytesIO()
    again = {} if loops is None else {"loop": loops}
    stills[0].save(
        output, "GIF", save_all=True, append_images=stills[1:], duration=int(seconds * 1000 / frames), **again
    )
    return output.getvalue()


def _picture(name: str) -> str:
    return f"![Tre personer på en kaj]({name})\n\n"


def _setting(name: str, code: str, old: str, new: str, **more: Any) -> Case:
    return Case(name, code, (Edit("publish.yaml", old, new),), MAIL, **more)


def _text(name: str, code: str, old: str, new: str, formats: tuple[str, ...] = MAIL, **more: Any) -> Case:
    return Case(name, code, (Edit("sv.md", old, new),), formats, **more)


def _template(name: str, code: str, path: str, old: str, new: str, **more: Any) -> Case:
    formats = WEB if path.startswith("templates/web") else MAIL
    return Case(name, code, (Edit(path, old, new),), formats, **more)


def _link(name: str, code: str, link: str, **more: Any) -> Case:
    return _text(name, code, VAR_MED, f"Se {link} nu.\n\n{VAR_MED}", **more)


@cache
def _remembering() -> Path:
    """A folder for verdicts that is gone with the machine's temporary files."""
    return Path(tempfile.mkdtemp(prefix="publish-corpus-"))


_LONG = "".join(f"- Partner nummer {number} i Stockholmsregionen med omnejd och omland\n" for number in range(300))
_LETTER = "templates/newsletter/letter.mjml.j2"
_IMPRINT = "templates/newsletter/_imprint.mjml.j2"
_TEXT = "templates/text/letter.txt.j2"
_TEXT_IMPRINT = "templates/text/_imprint.txt.j2"

SIZES = (
    _text(
        "a list of partners so long that Gmail nearly cuts the letter",
        "C201",
        "## Partnerföretagen hittills\n\nHittills har 17 företag gått med som partner.\n\n```partners\n",
        f"## Partnerföretagen hittills\n\nHittills har 317 företag gått med som partner.\n\n```partners\n{_LONG}",
    ),
    _template(
        "hundreds of rules for phones",
        "C202",
        "templates/newsletter/_phone.css.j2",
        ".name { padding-bottom: 4px !important; }",
        "{% for n in range(170) %}\n.partner-{{ n }} { padding-left: {{ n }}px !important; color: #0b3454 }\n{% endfor %}",
        at="templates/newsletter/_phone.css.j2",
    ),
    _template(
        "the whole archive pasted into the plain text",
        "C203",
        _TEXT,
        "{{ rule() }}\n\n{{ words.read_web_edition }}",
        "{% for n in range(16000) %}\nDetta är rad {{ n }} i arkivet över allt som Handelskammaren har skrivit\n{% endfor %}\n"
        "{{ rule() }}\n\n{{ words.read_web_edition }}",
        at=_TEXT,
    ),
    _setting(
        "an address to unsubscribe at that does not fit on one line",
        "C204",
        "https://www.stockholmshandelskammare.example/avregistrera",
        "https://www.stockholmshandelskammare.example/medlem/nyhetsbrev/prenumeration/installningar/avregistrera",
    ),
    _template(
        "a control character in the plain text",
        "C205",
        _TEXT_IMPRINT,
        "{{ words.published }} {{ edition.date | day }}",
        "\x95 {{ words.published }} {{ edition.date | day }}",
    ),
)

PICTURES = (
    _text(
        "a photograph of three hundred kilobytes",
        "C210",
        VAR_MED,
        f"{_picture('kaj.jpg')}{VAR_MED}",
        files={f"{EDITION}/kaj.jpg": _photograph(900, 500)},
    ),
    _text(
        "five photographs too many",
        "C211",
        VAR_MED,
        "".join(_picture(f"kaj{number}.jpg") for number in range(5)) + VAR_MED,
        files={f"{EDITION}/kaj{number}.jpg": _photograph(900, 500 + 10 * number) for number in range(5)},
        also=("C210",),
        at=f"{EDITION}/sv.md:124",
    ),
    _template(
        "a cover squeezed into a column",
        "C212",
        "templates/newsletter/_cover.mjml.j2",
        'width="600px"',
        'width="200px"',
    ),
    _template(
        "a logo without a width",
        "C213",
        "templates/newsletter/_masthead.mjml.j2",
        '<p class="publisher">{{ publisher.name }}</p>',
        '<p class="publisher">{{ publisher.name }}</p>\n'
        '<p><img src="https://www.stockholmshandelskammare.example/logo.png" alt="" /></p>',
        at="templates/newsletter/_masthead.mjml.j2:5",
    ),
    _text(
        "a film that never stops",
        "C214",
        VAR_MED,
        f"{_picture('film.gif')}{VAR_MED}",
        files={f"{EDITION}/film.gif": _film(520, frames=4, seconds=2, loops=0)},
    ),
    _text(
        "a film of twelve seconds",
        "C214",
        VAR_MED,
        f"{_picture('film.gif')}{VAR_MED}",
        files={f"{EDITION}/film.gif": _film(520, frames=6, seconds=12, loops=None)},
    ),
)

HOSTS = (
    _template(
        "a font from Google on the page",
        "C220",
        "templates/web/_head.html.j2",
        '<meta name="color-scheme" content="light dark">',
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Newsreader">',
    ),
    _template(
        "a font imported by the style sheet of the page",
        "C220",
        "templates/web/_print.css.j2",
        "@media print {",
        '@import url("https://use.typekit.net/abc1def.css");\n@media print {',
    ),
    _template(
        "a picture on somebody else's machine in the letter",
        "C220",
        _IMPRINT,
        "<p>{{ publisher.address }}</p>",
        '<p><img src="https://i.imgur.com/abc.png" width="120" alt="" /></p>',
    ),
    _template(
        "a script without encryption on the page",
        "C221",
        "templates/web/_head.html.j2",
        '<meta name="color-scheme" content="light dark">',
        '<script src="http://www.stockholmshandelskammare.example/meny.js" defer></script>',
    ),
    _template(
        "a pixel that counts readers",
        "C222",
        _LETTER,
        "    </mj-wrapper>\n",
        "    </mj-wrapper>\n"
        '    <mj-raw><img src="https://track.mailservice.se/open?id=42" width="1" height="1" alt="" /></mj-raw>\n',
        at=f"{_LETTER}:22",
    ),
)

LURES = (
    _link("a link that shows another address", "C230", "[www.stockholm.se](https://www.goteborg.se/)"),
    _template(
        "the publisher's address over a link to a service",
        "C230",
        _IMPRINT,
        '<a href="{{ publisher.website }}">{{ bare(publisher.website) }}</a>',
        '<a href="https://mailservice.se/r/4711">{{ bare(publisher.website) }}</a>',
    ),
    _link(
        "the publisher's own name as a part of somebody else's",
        "C231",
        "[vår sida](https://www.stockholmshandelskammare.example.mailservice.se/)",
    ),
    _link(
        "letters that look like others in the publisher's own name",
        "C231",
        "[vår sida](https://www.stockho1mshandelskarnmare.example/)",
    ),
    _template(
        "a name before the host",
        "C231",
        _IMPRINT,
        '<a href="{{ publisher.website }}">{{ bare(publisher.website) }}</a>',
        '<a href="https://handelskammaren.se@mailservice.se/">Till vår sida</a>',
    ),
    Case(
        "a shortened link in the English text",
        "C232",
        (Edit("en.md", "## Take part\n", "See [the programme](https://tinyurl.com/3xyzabc9).\n\n## Take part\n"),),
        ("newsletter", "web"),
        language="en",
    ),
    _link("a shortened link", "C232", "[programmet för hösten](https://bit.ly/3xYzAbC)"),
    _template(
        "a script in a link",
        "C233",
        "templates/web/_imprint.html.j2",
        "<p>{{ publisher.about }}</p>",
        '<p><a href="javascript:window.print()">Skriv ut sidan</a></p>',
    ),
    _template(
        "a file on one's own disk",
        "C233",
        _IMPRINT,
        "<p>{{ publisher.address }}</p>",
        '<p><a href="file:///C:/Handelskammaren/karta.pdf">Hitta hit</a></p>',
    ),
)

WORDS = (
    _text(
        "a subject that no inbox shows",
        "C240",
        SUBJECT,
        'subject: "Partnerskap för Stockholm: nu startar vi om hela huvudstadsregionen efter pandemin"',
    ),
    _text("a subject that says nothing", "C240", SUBJECT, "subject: Brevet"),
    _text("a subject in capitals", "C241", SUBJECT, "subject: NU STARTAR VI OM HELA HUVUDSTADEN"),
    Case(
        "an English subject in capitals",
        "C241",
        (
            Edit(
                "en.md",
                'subject: "Partnership for Stockholm: restarting the capital region"',
                "subject: RESTARTING THE CAPITAL REGION",
            ),
        ),
        MAIL,
        language="en",
    ),
    _text("a subject with exclamation marks", "C241", SUBJECT, "subject: Nu startar vi om huvudstadsregionen!!!"),
    _text("a subject with many emoji", "C241", SUBJECT, "subject: 🎉🎉 Nu startar vi om Stockholm 🚀🚀"),
    _text("a subject that pretends to be an answer", "C242", SUBJECT, 'subject: "Sv: Mötet om huvudstadsregionen"'),
    _template(
        "a title left over from another letter",
        "C243",
        _LETTER,
        "<mj-title>{{ edition.subject }}</mj-title>",
        "<mj-title>Nyhetsbrev vår 2019</mj-title>",
    ),
    _template(
        "a letter without its preheader",
        "C244",
        _LETTER,
        '    {% include "newsletter/_preheader.mjml.j2" %}\n',
        "",
        at=_LETTER,
    ),
    _text("a preheader of two words", "C245", PREHEADER, "preheader: Läs mer i brevet"),
    _text(
        "a preheader that nobody reads to its end",
        "C245",
        PREHEADER,
        'preheader: "17 företag, fyra frågor och en vision: att tillsammans skapa Europas bästa huvudstad för alla '
        'som bor, verkar och arbetar här."',
    ),
    _text(
        "a preheader that repeats the subject",
        "C246",
        PREHEADER,
        'preheader: "Partnerskap för Stockholm: nu startar vi om huvudstadsregionen, tillsammans"',
    ),
)

PLAIN = (
    _template(
        "a plain text that sends its readers to the web",
        "C250",
        _TEXT,
        "{% for chapter in edition.chapters %}",
        "Brevet visas på webben.\n\n{% for chapter in edition.chapters[:0] %}",
        at=_TEXT,
    ),
    _template(
        "a line of plain text that nobody wrapped",
        "C251",
        _TEXT_IMPRINT,
        "{{ words.published }} {{ edition.date | day }}",
        "Du kan när som helst ändra dina uppgifter genom att svara på det här brevet eller ringa till oss på kontoret.\n"
        "{{ words.published }} {{ edition.date | day }}",
    ),
    _template(
        "a tag in the plain text",
        "C252",
        _TEXT_IMPRINT,
        "{{ words.published }} {{ edition.date | day }}",
        "<br>{{ words.published }} {{ edition.date | day }}",
    ),
    _template(
        "a character's name in the plain text",
        "C252",
        _TEXT,
        '{{ fold(edition.category ~ " · " ~ edition.date | day) }}',
        '{{ fold(edition.category ~ " &ndash; " ~ edition.date | day) }}',
    ),
)

HEADERS = (
    _setting(
        "the list's name under somebody else's",
        "C260",
        "  list-id: nyhetsbrev.stockholmshandelskammare.example",
        "  list-id: nyhetsbrev.mailservice.se",
        also=("C270",),
    ),
    _setting(
        "an address for a name",
        "C261",
        "  from-name: {sv: Stockholms Handelskammare, en: Stockholm Chamber of Commerce}",
        "  from-name: nyhetsbrev@stockholmshandelskammare.example",
    ),
    _setting(
        "a rocket in the sender's name",
        "C261",
        "  from-name: {sv: Stockholms Handelskammare, en: Stockholm Chamber of Commerce}",
        "  from-name: Stockholms Handelskammare 🚀",
    ),
    _setting(
        "answers that nobody reads",
        "C262",
        "  reply-to: info@stockholmshandelskammare.example",
        "  reply-to: noreply@stockholmshandelskammare.example",
    ),
    _setting(
        "a sender at a mailbox provider",
        "C263",
        "  from: nyhetsbrev@stockholmshandelskammare.example",
        "  from: stockholmshandelskammare@gmail.com",
        also=("C260", "C270"),
    ),
    _template("a letter without a way out", "C264", _IMPRINT, f"      {IMPRINT}\n", "", at=_IMPRINT),
    _template(
        "a plain text without a way out",
        "C264",
        _TEXT_IMPRINT,
        "{{ words.unsubscribe }}:\n{{ unsubscribe }}\n",
        "",
        at=_TEXT_IMPRINT,
    ),
)

PLACES = (
    _setting(
        "an address for tests",
        "C270",
        "base-url: https://www.stockholmshandelskammare.example/utgavor",
        "base-url: https://www.stockholmshandelskammare.test/utgavor",
    ),
    _link("a link to one's own computer", "C271", "[utkastet till programmet](http://localhost:8000/program)"),
    _link("a link into the office", "C271", "[protokollet](https://192.168.1.20/protokoll.pdf)"),
)

SPAM = (
    _text(
        "the string that every spam filter knows",
        "C280",
        FIRST_PARAGRAPH,
        "`XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X`\n\nStockholm ska i gång igen.",
        options=Options(TODAY, cache=_remembering()),
        at=f"{EDITION}/sv.md:11",
    ),
)

CASES = (*SIZES, *PICTURES, *HOSTS, *LURES, *WORDS, *PLAIN, *HEADERS, *PLACES, *SPAM)
