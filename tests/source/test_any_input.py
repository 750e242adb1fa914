"""Whatever stands in a file: an edition or problems, and never a traceback."""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from publish.edition import Edition
from publish.problems import Problem, SourceError
from publish.source.pixels import read_pixels
from publish.source.svg import read_svg
from publish.source.yaml import load
from tests.factories import BODY, FRONT_MATTER, ID, png, read, read_bytes, svg

WHOLE = FRONT_MATTER.replace(
    "---\n", "---\nupdated: 2024-07-09\npreheader: >\n  Läs om\n  staden\nsubject: 'Det''s \"bra\"'\n", 1
)
WHOLE += BODY
WHOLE += """
Se [partnerna](#partnerna) eller [skriv till oss](mailto:info@example.org).[^not]

[^not]: En not med *vikt*.

### Mer om staden

| År | Antal |
| -- | ----: |
| 2021 | 17 |

> Ett citat.

![En bro över vatten](bild.svg "Bron")

```articles
- headline: "Nytt\\tkontor"
  text: |
    Första stycket.

    - Punkt ett
    - Punkt två
  picture: bild.png
  alt: Ett hus
  link: https://example.org/a
  link-text: Om kontoret
```

```events
- title: Vårmöte
  date: 2021-05-02
  time: 10:30
```
"""
FILES = {"bild.svg": svg(), "bild.png": png()}
SPECIAL = st.sampled_from(
    [*"\t\n:-|>#&*!%@`'\"{}[](),?^~<=\\$ ", "```", "---", "\u2028", "\ufeff", "\0", "😀", "עברית"]
)
any_input = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def outcome(data: bytes) -> None:
    """Read *data*: there comes an edition, or problems that stand in the file."""
    problems: tuple[Problem, ...] = ()
    try:
        read_bytes(data, files=FILES)
    except SourceError as error:
        problems = error.problems
        assert problems
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in problems:
        assert problem.place.path.startswith(f"content/{ID}/")
        assert problem.place.line <= lines
        assert re.fullmatch(r"E1\d\d", problem.code)
        assert not any(unicodedata.category(char) == "Cc" for char in problem.message + problem.hint)


@any_input
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    outcome(data)


@any_input
@given(st.text(max_size=2000))
def test_any_text(text: str) -> None:
    outcome(text.encode("utf-8", "surrogatepass"))


@any_input
@given(st.text(max_size=1000))
def test_any_front_matter_and_any_text(text: str) -> None:
    outcome(f"---\n{text}\n---\n{text}".encode("utf-8", "surrogatepass"))


@any_input
@given(st.lists(st.one_of(SPECIAL, st.text(max_size=3)), max_size=200).map("".join))
def test_any_signs_that_mean_something(text: str) -> None:
    outcome(f"{FRONT_MATTER}{text}\n".encode("utf-8", "surrogatepass"))
    outcome(f"---\n{text}\n---\n".encode("utf-8", "surrogatepass"))
    outcome(f"{FRONT_MATTER}```articles\n{text}\n```\n".encode("utf-8", "surrogatepass"))


@any_input
@given(st.data())
def test_a_good_edition_with_anything_changed(data: st.DataObject) -> None:
    source = WHOLE
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source)))
        length = data.draw(st.integers(0, 30))
        put = data.draw(st.one_of(SPECIAL, st.text(max_size=5), st.just("")))
        source = source[:at] + put + source[at + length :]

    outcome(source.encode("utf-8", "surrogatepass"))


@any_input
@given(st.data())
def test_a_good_edition_with_lines_moved(data: st.DataObject) -> None:
    lines = WHOLE.split("\n")
    moved = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines)))

    outcome("\n".join(moved).encode())
    outcome((FRONT_MATTER + "\n".join(moved)).encode())


@any_input
@given(st.binary(max_size=500), st.integers(0, 400), st.sampled_from([svg("<g><path d='M0 0'/></g>"), png(9, 9)]))
def test_any_picture(put: bytes, at: int, good: bytes) -> None:
    for data in (put, good[:at] + put + good[at:], good[:at], good[:at] + put + good[at + len(put) :]):
        read_svg(data, "bild.svg")
        for kind in ("png", "jpeg", "gif", "webp"):
            read_pixels(data, "bild", f"image/{kind}")


class Everything(BaseModel):
    """A model that shows whether YAML keeps a text as it was typed."""

    text: str


@any_input
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40))
def test_a_quoted_text_stays_what_was_typed(text: str) -> None:
    typed = text.replace("'", "''")

    value, problems = load(Everything, f"text: '{typed}'", path="x.yaml")

    assert (value, problems) == (Everything(text=text), ())


def words_of(edition: Edition) -> str:
    """Every text of an edition, without the changes that typography makes."""

    def texts(value: object) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, BaseModel):
            return " ".join(texts(part) for _, part in value)
        if isinstance(value, tuple):
            return " ".join(texts(part) for part in value)
        slots = getattr(value, "__slots__", ())
        return " ".join(texts(getattr(value, name)) for name in slots)

    return texts((edition.title, edition.standfirst, edition.category, edition.chapters, edition.notes))


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", min_size=3, max_size=12)
PHRASE = st.lists(WORD, min_size=1, max_size=6).map(" ".join).map(lambda words: f"Se {words} nu")


@any_input
@given(st.lists(PHRASE, min_size=9, max_size=9))
def test_every_word_of_the_source_is_in_the_edition(phrases: list[str]) -> None:
    title, standfirst, text, item, cell, heading, quote, note, field = phrases
    source = f"""---
title: {title}
date: 2021-03-30
category: Ämne
standfirst: {standfirst}
---
{text} *{text}*.[^1]

- {item}

| {cell} |
| ---- |
| {cell} |

## {heading}

> {quote}

[^1]: {note}

```articles
- headline: {field}
  text: |
    {field}

    {field}
```
"""
    found = words_of(read(source))

    for phrase in phrases:
        assert phrase in found
