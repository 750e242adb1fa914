"""
The newsletter: HTML for mail programs, plain text, a message that opens in one, and the pictures it shows.

Templates write MJML; what is wrong in it is told with the line of the template that wrote it.
"""

from collections.abc import Sequence
from html import escape

from publish.blocks import CallToAction, Figure
from publish.edition import Artefact, Edition
from publish.formats import mail_pictures, message, mjml, text
from publish.formats.mail_pictures import Pictures
from publish.markdown import Hooks
from publish.problems import Place, Problem, RenderError
from publish.prose import Illustration, Link
from publish.theme import Theme
from publish.theme.direction import is_leftward
from publish.theme.marks import Origins, unmark

_ROOM = {"figure-size": 2.35, "display-size": 3.55, "h1-size": 5.0}
"""Width that half a letter has in each size, in units of that size."""


def render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]:
    """`newsletter.html`, `.txt` and `.eml`, and below `mail/` the pictures, which belong beside the web page."""
    pictures = mail_pictures.of(edition, theme)
    html = _html(edition, theme, pictures)
    plain = text.render(edition, theme, mjml.UNSUBSCRIBE)
    mail = theme.workspace.settings.mail[edition.language]
    letter = message.Letter(edition.subject, edition.language, plain, html)
    sample = message.compose(letter, mail, date=edition.date, name=f"{edition.id}.{edition.language}")
    return (
        Artefact("newsletter.html", html.encode()),
        Artefact("newsletter.txt", plain.encode()),
        Artefact("newsletter.eml", sample),
        *(picture.artefact() for picture in pictures.shown_in(html)),
    )


def _html(edition: Edition, theme: Theme, pictures: Pictures) -> str:
    source, origins = unmark(marked_mjml(edition, theme, pictures))
    try:
        return mjml.to_html(source)
    except mjml.Faulty as faulty:
        raise RenderError(*(_problem(fault, origins, edition) for fault in faulty.faults)) from faulty


def marked_mjml(edition: Edition, theme: Theme, pictures: Pictures | None = None) -> str:
    """The letter as the templates write it, with the marks that say which line of which wrote what."""
    pictures = pictures or mail_pictures.of(edition, theme)
    leftward = is_leftward(edition.language)
    return theme.render(
        "newsletter/letter.mjml.j2",
        edition,
        hooks=_hooks(edition, theme, pictures),
        cover=pictures.cover,
        pictures=pictures.in_text,
        icons=pictures.icons,
        asks=any(isinstance(block, CallToAction) for block in edition.blocks),
        start="right" if leftward else "left",
        end="left" if leftward else "right",
        unsubscribe=mjml.UNSUBSCRIBE,
        size_of=_size_of,
        has_long_words=_has_long_words,
        bare=_bare,
    )


def _problem(fault: mjml.Fault, origins: Origins, edition: Edition) -> Problem:
    """What is wrong with the letter as a whole comes from the edition's own text."""
    place = origins.place(fault.line, fault.column) if fault.line else None
    return Problem(fault.code, fault.message, place or Place(edition.path), fault.hint)


def _hooks(edition: Edition, theme: Theme, pictures: Pictures) -> Hooks:
    def illustration(node: Illustration, _: str) -> str:
        shown = pictures.in_text[node.picture]
        return theme.render("newsletter/_illustration.mjml.j2", edition, node=node, picture=shown)

    def link(node: Link, usual: str) -> str:
        """A heading of the letter has no address that every mail program finds; the same one of the page has."""
        if not node.href.startswith("#"):
            return usual
        return usual.replace('href="', f'href="{escape(theme.address(edition).page)}', 1)

    return {Illustration: illustration, Link: link}


def _size_of(figures: Sequence[Figure]) -> str:
    """The largest size of text in which every figure fits into half a letter's width, as a class of the template."""
    widest = max(sum(_ems(char) for char in figure.value) for figure in figures)
    return next((name for name, most in _ROOM.items() if widest <= most), "h2-size")


def _ems(char: str) -> float:
    """About how wide a character is in a grotesque, in units of its size."""
    return 0.28 if char in " \u00a0\u202f.,:;'|!il" else 0.89 if char in "%@MW–" else 0.56


def _has_long_words(title: str) -> bool:
    """Whether a word would not fit on a phone in the size of a title."""
    return any(len(word) > 17 for word in title.split())


def _bare(address: str) -> str:
    """A web address as people write it."""
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")
