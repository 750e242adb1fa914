"""In which language a file, and each part of it, is read aloud."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from lxml import etree
from pydantic import BaseModel

from publish.check.accessibility.structure import written
from publish.check.accessibility.structure.heard import Heard
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.places import letters_of
from publish.check.subject import Subject
from publish.edition import Prose
from publish.problems import Place, PublishError
from publish.prose import Illustration, NoteMark

RULES = (
    WHOLE := Rule(
        "C300",
        Severity.BREAKS,
        "Letter and page say which language they are in",
        "Screen readers, braille displays and translators choose pronunciation and spelling by the `lang` of `<html>`."
        " Without it, or with a wrong one, Swedish is read as if it were English. Gmail and others drop `<html>`, so"
        " a letter says it once more on the first element of its body. Write `lang` with the edition's language.",
        ("3.1.1",),
    ),
    DIRECTION := Rule(
        "C301",
        Severity.COSMETIC,
        "Letter and page say in which direction they are read",
        "Languages such as Arabic and Hebrew are read from the right. Mail programs put a letter into a page of their"
        " own, whose direction may be another, so a letter says its own: `dir` on `<html>` and on the first element"
        " of its body. In a language that is read from the right, a page without it has its signs in the wrong places.",
        ("1.3.2",),
    ),
    LOST := Rule(
        "C302",
        Severity.DEGRADES,
        "Words that the source marks as another language keep that mark",
        "The source says that a quotation or a word is in another language, and a template has lost it. It will be"
        " read with the wrong pronunciation, and hyphenated by the wrong rules. Write `lang` on the element that"
        " holds the words.",
        ("3.1.2",),
    ),
    PARTS := Rule(
        "C303",
        Severity.DEGRADES,
        "Words in another language have a language that exists",
        "A link to the edition in another language is best written in that language, and then has to say so with"
        " `lang`, or it is read with the wrong pronunciation. A `lang` that is no language does nothing at all.",
        ("3.1.2",),
        ("RFC 5646 (BCP 47), 2.1",),
    ),
    SHARED := Rule(
        "C304",
        Severity.COSMETIC,
        "A shared page is announced in its own language",
        "`og:locale` tells social media and search engines the language of the page. If it is another one than that"
        " of `<html>`, they may show the page to the wrong people, or offer to translate it.",
        (),
        ("The Open Graph protocol, og:locale",),
    ),
)

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3})){0,4}"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8}){1,4}){0,4}(-x(-[a-z0-9]{1,8}){1,4})?|x(-[a-z0-9]{1,8}){1,4}",
    re.IGNORECASE,
)
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "xx"})
_ROOT = {"newsletter": "<mjml", "web": "<html"}


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the languages of one file."""
    yield from _whole(subject, heard)
    yield from _direction(subject, heard)
    yield from _lost(subject, heard)
    yield from _parts(subject, heard)
    yield from _shared(subject, heard)


def is_language(tag: str) -> bool:
    """Whether *tag* is well formed (RFC 5646) and names a language."""
    return len(tag) <= 60 and bool(_TAG.fullmatch(tag)) and tag.lower() not in _NO_LANGUAGE


def _root_place(subject: Subject, heard: Heard) -> Place:
    return written.template(subject, heard.document, _ROOT[heard.document.format])


def _wrapper(heard: Heard) -> etree._Element | None:
    """The outermost element inside a letter's body."""
    return next((child for child in heard.document.body if child in heard.document.number), None)


def _whole(subject: Subject, heard: Heard) -> Iterator[Finding]:
    expected, document = subject.edition.language, heard.document
    place, artefact = _root_place(subject, heard), document.name
    hint = f'write lang="{expected}"'
    wrapper = _wrapper(heard) if document.format == "newsletter" else None
    for element, where in ((document.root, "<html>"), (wrapper, "the first element inside <body>")):
        if element is None:
            continue
        found = (element.get("lang") or "").strip()
        if found.lower() != expected.lower():
            said = f"says it is in '{found}'" if found not in ("", "und") else "does not say its language"
            yield WHOLE.finding(f"{where} {said}, expected '{expected}'", place, hint=hint, artefact=artefact)
            return


def _direction(subject: Subject, heard: Heard) -> Iterator[Finding]:
    from publish.theme.direction import is_leftward

    document = heard.document
    leftward = is_leftward(subject.edition.language)
    expected = "rtl" if leftward else "ltr"
    is_letter = document.format == "newsletter"
    elements = [document.root, _wrapper(heard)] if is_letter else [document.root]
    wrong = [one for element in elements if (one := "" if element is None else (element.get("dir") or "")) != expected]
    # Without a word a page is read from the left.
    if wrong and (is_letter or leftward or wrong[0]):
        said = f"dir is '{wrong[0]}'" if wrong[0] else "there is no dir"
        severity = Severity.DEGRADES if leftward or wrong[0] == "rtl" else None
        yield DIRECTION.finding(
            f"{said}, expected '{expected}'",
            _root_place(subject, heard),
            hint=f'write dir="{expected}"',
            artefact=document.name,
            severity=severity,
        )


def _lost(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """Words of the source whose language is not that of the element that holds them."""
    marked = [(element, element.get("lang") or "") for element in heard.elements if element.get("lang")]
    said = [(language.lower(), letters_of(words(element))) for element, language in marked]
    for language, text in dict.fromkeys(_foreign(subject)):
        letters = letters_of(text)
        if not letters or any(tag == language.lower() and letters in spoken for tag, spoken in said):
            continue
        if (element := _holder(heard, letters)) is not None:
            place = subject.place_of(heard.document, element)
            message = f"'{_short(text)}' is in '{language}' and does not say so"
            hint = f'write lang="{language}" on the element that holds the words'
            yield LOST.finding(message, place, hint=hint, artefact=heard.document.name)


def _foreign(subject: Subject) -> Iterator[tuple[str, str]]:
    """Language and words of everything in the source that is marked as another language."""
    edition = subject.edition
    parts: list[object] = [edition.standfirst, *(note.children for note in edition.notes)]
    for chapter in edition.chapters:
        parts.append(chapter.heading)
        parts.extend(part.nodes if isinstance(part, Prose) else part.block for part in chapter.parts)
    for part in parts:
        yield from _marked(part)


def _marked(part: object) -> Iterator[tuple[str, str]]:
    language = getattr(part, "language", "") or getattr(part, "lang", "")
    if language and (text := " ".join(_texts(getattr(part, "text", part)))):
        yield str(language), text
    for inner in _inside(part):
        yield from _marked(inner)


def _texts(part: Any) -> Iterator[str]:
    """The words in a part of the tree, one run after the other."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, NoteMark | Illustration):
        return
    elif hasattr(part, "text") and isinstance(part.text, str):
        yield part.text
    else:
        for inner in _inside(part):
            yield from _texts(inner)


def _inside(part: object) -> Iterator[Any]:
    if isinstance(part, tuple | list):
        yield from part
    elif isinstance(part, BaseModel):
        yield from (getattr(part, name) for name in type(part).model_fields)
    elif is_dataclass(part):
        values = (getattr(part, field.name) for field in fields(part))
        yield from (value for value in values if isinstance(value, tuple) or is_dataclass(value))


def _holder(heard: Heard, letters: str) -> etree._Element | None:
    """The innermost element that holds all these *letters*."""
    found = None
    for element in heard.elements:
        if (found is None or element.getparent() is found or found in element.iterancestors()) and (
            letters in letters_of(words(element))
        ):
            found = element
    return found


def _parts(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    for element in document.elements[1:]:
        language = element.get("lang")
        if language and not is_language(language) and element.getparent() is not document.body:
            message = f"'{language}' is no language"
            hint = "write it like `sv`, `en` or `en-GB`"
            yield PARTS.finding(message, subject.place_of(document, element), hint=hint, artefact=document.name)
    if foreign := _foreign_words(subject):
        yield from _foreign_links(subject, heard, foreign)


def _foreign_links(subject: Subject, heard: Heard, foreign: dict[str, str]) -> Iterator[Finding]:
    for link in heard.all("a"):
        language = foreign.get(letters_of(heard.words(link)), "")
        if not language:
            continue
        own = next((element.get("lang") for element in (link, *link.iterancestors()) if element.get("lang")), "") or ""
        inside = any(child.get("lang") for child in link.iterdescendants())
        if not inside and _primary(own) != _primary(language):
            message = f"the link '{heard.words(link)}' is in '{language}' and does not say so"
            place = subject.place_of(heard.document, link)
            yield PARTS.finding(message, place, hint=f'write lang="{language}"', artefact=heard.document.name)


def _foreign_words(subject: Subject) -> dict[str, str]:
    """What other languages call themselves, as letters, and the language."""
    found = {}
    for language in subject.edition.others:
        try:
            known = subject.theme.words(language)
        except PublishError:
            continue
        for word in (known.name_of_language, known.read_in_this_language, known.in_this_language):
            found[letters_of(word)] = language
    return found


def _shared(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    for meta in document.all("meta"):
        found = meta.get("content") or ""
        if meta.get("property") == "og:locale" and _primary(found) != _primary(subject.edition.language):
            message = f"og:locale is '{found}', but the page is in '{subject.edition.language}'"
            yield SHARED.finding(message, subject.place_of(document, meta), artefact=document.name)


def _primary(tag: str) -> str:
    return re.split(r"[-_]", tag.lower())[0]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"
