"""
What a field may hold: the types of front matter and blocks, and what is wrong with a value.

Reading a text needs to know the edition's language, its headings, its pictures and the icons there are: every
`model_validate` is given a `Reading`. A value that is wrong is refused with `Mistake`s; the reader of the YAML
knows the places and makes problems of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, TypeAlias
from urllib.parse import unquote

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from publish import markdown, prose
from publish.problems import Place, did_you_mean

At: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong with a value. The reader of the YAML makes a problem of it: it knows the places."""

    code: str
    message: str
    hint: str = ""
    at: At = ()
    """Fields and positions on the way from where it was found to the value that is wrong."""
    place: Place | None = None
    """When the mistake stands in another file."""


def _nothing_wrong(_name: str, /) -> tuple[Mistake, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a field depends on."""

    language: str
    icons: frozenset[str] = frozenset()
    look: Callable[[str], tuple[Mistake, ...]] = field(default=_nothing_wrong)
    """Looks at the picture of that name; says what is wrong with it."""
    targets: frozenset[str] | None = None
    """The ids that a link `#id` can lead to; None where any will do."""


def refuse(*mistakes: Mistake) -> None:
    """End the validation of a value with all its *mistakes*, if there are any."""
    if mistakes:
        raise PydanticCustomError("mistakes", "faulty", {"mistakes": mistakes})


_MARKUP = re.compile(
    r"""
      \[ [^\[\]]{1,200} \] \( [^)]{0,200} \)                                       # a link
    | </?[a-z] [^<>]{0,200} >                                                     # HTML
    | & ( \#[0-9]+ | \#x[0-9a-f]+ | amp | lt | gt | quot | apos | nbsp | shy
        | [nm]dash | hellip | [lr]aquo | [a-z]uml | aring | eacute ) ;            # a character's name
    | (?<![\w*]) (\*{1,3}) (?=[^\s*]) [^*]* [^\s*] \2 (?![\w*])                   # *emphasis*
    | (?<!\w) (_{1,2}) (?=[^\s_]) [^_]* [^\s_] \3 (?!\w)                          # _emphasis_
    | ` [^`]+ `                                                                   # code
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What would be markup in Markdown and is a slip where it would be printed as it stands."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "expected text")
    if not value.strip():
        raise PydanticCustomError("empty", "expected text, found nothing")
    return value


def _words(value: Any, info: ValidationInfo) -> str:
    words = " ".join(_text(value).split())
    if found := _MARKUP.search(words):
        hint = "write the words alone; this field looks the same in every output"
        refuse(Mistake("E118", f"this field takes no Markdown and no HTML, found '{found[0]}'", hint))
    return markdown.typeset(words, _reading(info).language)


def _refuse_faults(faults: Iterable[markdown.Fault]) -> None:
    """End the validation of a text with all its faults at once; the reader gives each its place."""
    if found := tuple(faults):
        raise PydanticCustomError("markdown", "faulty text", {"faults": found})


def _reading(info: ValidationInfo) -> Reading:
    if not isinstance(info.context, Reading):
        raise TypeError("reading a text needs `context=Reading(…)`")
    return info.context


def _tongue(info: ValidationInfo) -> str:
    """The language of a text: that of its block if it names one above, else the edition's."""
    return str(info.data.get("lang") or _reading(info).language)


def _line(value: Any, info: ValidationInfo) -> tuple[prose.Inline, ...]:
    text = _text(value)
    children, faults = markdown.read_line(text, _tongue(info))
    _refuse_faults((*faults, *_link_faults([children], text, _reading(info))))
    return children


def _prose(value: Any, info: ValidationInfo) -> tuple[prose.Node, ...]:
    text = _text(value)
    nodes, faults = markdown.read_nodes(text, _tongue(info))
    _refuse_faults((*faults, *_link_faults(prose.inlines(nodes), text, _reading(info))))
    if not nodes:
        raise PydanticCustomError("empty", "expected text, found nothing that is shown")
    return nodes


def _link_faults(runs: Iterable[tuple[prose.Inline, ...]], text: str, reading: Reading) -> Iterator[markdown.Fault]:
    lines = text.split("\n")
    for link in (link for run in runs for link in prose.links(run)):
        line = next((at for at, content in enumerate(lines) if link.href in content), 0)
        for mistake in link_mistakes(prose.plain(link.children), link.href, reading):
            yield markdown.Fault(mistake.code, mistake.message, line + 1, lines[line].find(link.href) + 1, mistake.hint)


def link_mistakes(words: str, href: str, reading: Reading) -> tuple[Mistake, ...]:
    """What is wrong with a link whose address is well written."""
    return (*vague_mistakes(words), *_target_mistakes(href, reading))


def _target_mistakes(href: str, reading: Reading) -> tuple[Mistake, ...]:
    if not href.startswith("#") or reading.targets is None or unquote(href[1:]) in reading.targets:
        return ()
    hint = did_you_mean(href[1:], sorted(reading.targets)) if reading.targets else "the text has no headings"
    return (Mistake("E134", f"no heading has the id that '{href}' leads to", hint),)


def _href(value: Any, info: ValidationInfo) -> str:
    href = _text(value).strip()
    if fault := markdown.link_fault(href):
        refuse(Mistake("E151", fault, markdown.link_hint(href)))
    if isinstance(info.context, Reading):
        refuse(*_target_mistakes(href, info.context))
    return href


def _icon(value: Any, info: ValidationInfo) -> str:
    name = _text(value).strip()
    if name not in _reading(info).icons:
        known = tuple(sorted(_reading(info).icons))
        raise PydanticCustomError("icon", "unknown icon", {"found": name, "known": known})
    return name


def _language(value: Any) -> str:
    tag = _text(value).strip()
    if not markdown.is_language(tag):
        refuse(Mistake("E116", f"expected a language, found '{tag}'", "write it like `sv`, `en` or `en-GB`"))
    return tag


def _day(value: Any) -> date:
    """A calendar date as ISO 8601 writes it, and nothing that merely resembles one."""
    text = _text(value).strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        hint = "write year, month and day in figures"
        refuse(Mistake("E113", f"expected a date like 2021-03-30, found '{text}'", hint))
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(Mistake("E113", f"the calendar has no day '{text}'"))
        raise


_EMAIL = re.compile(r"(?=.{3,254}$)[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{4,}[0-9]")
_FILE_NAME = re.compile(
    r"\.(jpe?g|png|gif|webp|svg|heic|tiff?|avif|bmp)$|^(img|dsc|dscn|pict?|image|bild)[_ -]?[0-9]+$", re.IGNORECASE
)


def _email(value: Any) -> str:
    address = _text(value).strip()
    if not _EMAIL.fullmatch(address):
        refuse(Mistake("E114", f"expected an e-mail address, found '{address}'"))
    return address


def _phone(value: Any) -> str:
    number = " ".join(_text(value).split())
    if not _PHONE.fullmatch(number):
        refuse(Mistake("E114", f"expected a telephone number, found '{number}'", "write it like +46 8 555 100 00"))
    return number


def alt_mistakes(alt: str, picture: str = "") -> tuple[Mistake, ...]:
    """What is wrong with the text alternative of *picture*."""
    bare = alt.strip().lower()
    if _FILE_NAME.search(bare) or bare == picture.lower() or bare == picture.lower().rpartition(".")[0]:
        hint = "write what one would say instead of the picture"
        return (Mistake("E154", f"the text alternative '{alt.strip()}' is the name of a file", hint),)
    return ()


def _alt(value: Any, info: ValidationInfo) -> str:
    words = _words(value, info)
    refuse(*alt_mistakes(words, str(info.data.get("picture") or "")))
    return words


def _picture(value: Any, info: ValidationInfo) -> str:
    name = _text(value).strip()
    refuse(*_reading(info).look(name))
    return name


_VAGUE = re.compile(
    r"(klicka |tryck )?(här|hit)|(läs|se|visa|veta)( mer)?( här)?|mer|mer info(rmation)?|länk"
    r"|(click |press )?here|(read|see|show|learn|find out)( more)?( here)?|more|more info(rmation)?|link",
    re.IGNORECASE,
)


def vague_mistakes(words: str) -> tuple[Mistake, ...]:
    """What is wrong with the *words* of a link: read alone, they must say where it leads (WCAG 2.4.4)."""
    bare = words.strip(" .…→>»!\u00a0")
    if _VAGUE.fullmatch(bare):
        return (
            Mistake(
                "E136",
                f"the text of the link, '{words}', does not say where it leads",
                "name what one gets: “the programme”",
            ),
        )
    return ()


def _link_words(value: Any, info: ValidationInfo) -> str:
    words = _words(value, info)
    refuse(*vague_mistakes(words))
    return words


_TYPED = {"type": ["string", "number", "boolean"]}
"""An editor takes 17 for a number and no for a boolean; we read both as they are typed."""
_STRING = WithJsonSchema(_TYPED)
Words: TypeAlias = Annotated[str, PlainValidator(_words), _STRING]
Line: TypeAlias = Annotated[tuple[prose.Inline, ...], PlainValidator(_line), _STRING]
Prose: TypeAlias = Annotated[tuple[prose.Node, ...], PlainValidator(_prose), _STRING]
Href: TypeAlias = Annotated[str, PlainValidator(_href), WithJsonSchema({"type": "string", "format": "uri-reference"})]
Icon: TypeAlias = Annotated[str, PlainValidator(_icon), WithJsonSchema({"type": "string"})]
Day: TypeAlias = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Language: TypeAlias = Annotated[str, PlainValidator(_language), WithJsonSchema({"type": ["string", "boolean"]})]
Email: TypeAlias = Annotated[str, PlainValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Phone: TypeAlias = Annotated[str, PlainValidator(_phone), _STRING]
Alt: TypeAlias = Annotated[str, PlainValidator(_alt), _STRING]
LinkWords: TypeAlias = Annotated[str, PlainValidator(_link_words), _STRING]
PictureName: TypeAlias = Annotated[str, PlainValidator(_picture), WithJsonSchema({"type": "string"})]
"""A file beside the edition's Markdown."""


def alone(name: str, value: str, partner: str, other: str) -> tuple[Mistake, ...]:
    """The mistake of a field *name* that says nothing without its *partner*."""
    if value and not other:
        return (
            Mistake(
                "E137", f"`{name}` stands here without `{partner}`", f"add `{partner}: …`, or delete `{name}`", (name,)
            ),
        )
    return ()


class Fields(BaseModel):
    """A mapping an editor writes: no field too many, none changed afterwards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, alias_generator=lambda name: name.replace("_", "-")
    )
