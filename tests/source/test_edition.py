"""A good source becomes an edition that holds all of it; a bad one tells all that is wrong."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from publish import blocks
from publish.edition import Chapter, Placed, Prose
from publish.problems import SourceError
from publish.prose import CodeBlock, Emphasis, Link, NoteMark, Paragraph, Strong, Text
from publish.source import languages, read_edition
from tests.factories import BODY, FRONT_MATTER, ID, make_block, make_edition, png, read


def test_front_matter_becomes_the_fields_of_the_edition() -> None:
    edition = read("""---
title: Det "nya" Stockholm
date: 2021-03-30
updated: 2024-07-09
category: Bostadsmarknad
standfirst: >
  En ingress
  med *vikt*.
preheader: Innan man öppnar
subject: Ämnet
cover:
  picture: bild.png
  wide: bred.png
  alt: En bro
---
Text.
""", files={"bild.png": png(), "bred.png": png(80, 30)})  # fmt: skip

    assert (edition.id, edition.language, edition.path) == (ID, "sv", f"content/{ID}/sv.md")
    assert (edition.title, edition.category) == ("Det ”nya” Stockholm", "Bostadsmarknad")
    assert (edition.date, edition.updated) == (date(2021, 3, 30), date(2024, 7, 9))
    assert edition.standfirst == (Text("En ingress med "), Emphasis((Text("vikt"),)), Text("."))
    assert (edition.preheader, edition.subject) == ("Innan man öppnar", "Ämnet")
    assert edition.cover is not None
    assert (edition.cover.picture, edition.cover.wide, edition.cover.alt) == ("bild.png", "bred.png", "En bro")
    assert edition.pictures["bred.png"].width == 80


def test_what_is_left_out_comes_from_the_title_and_the_standfirst() -> None:
    edition = read(FRONT_MATTER + BODY)

    assert (edition.subject, edition.preheader) == ("Ett exempel", "En ingress som säger vad det handlar om.")
    assert (edition.updated, edition.cover, edition.others) == (None, None, ())


def test_a_long_standfirst_makes_a_preheader_of_whole_words() -> None:
    standfirst = "Varje ord blir kvar " * 10

    preheader = read(FRONT_MATTER.replace("En ingress", standfirst) + BODY).preheader

    assert preheader == "Varje ord blir kvar " * 4 + "Varje ord blir…"


def test_a_text_is_divided_at_its_headings_and_blocks() -> None:
    edition = read(
        f"""{FRONT_MATTER}
Först.[^1]

```quote
text: Sagt.
```

```python
print()
```

Sedan.

{{#eget}}
## Ett kapitel

Mera [om det](#eget).

[^1]: En not.
"""
    )

    code = CodeBlock("print()\n", "python")
    assert edition.chapters == (
        Chapter(
            (),
            "",
            (
                Prose((Paragraph((Text("Först."), NoteMark(1))),), 8),
                Placed(make_block("quote", {"text": "Sagt."}), 10),
                Prose((code, Paragraph((Text("Sedan."),))), 14),
            ),
            8,
        ),
        Chapter(
            (Text("Ett kapitel"),),
            "eget",
            (Prose((Paragraph((Text("Mera "), Link("#eget", (Text("om det"),)), Text("."))),), 23),),
            21,
        ),
    )
    assert edition.notes[0].children == (Paragraph((Text("En not."),)),)


def test_every_kind_of_block_is_read() -> None:
    edition = read(
        f"""{FRONT_MATTER}
```focus-areas
- title: Så bygger vi
  question: Hur kan *vi* bygga?
  icon: building
  text: |
    Ett stycke.

    Ett till.
```

~~~partners
- Ericsson
- name: JM
  link: https://www.jm.se
~~~

```quote
lang: en
text: A "quoted" line.
by: Ada
role: Chair
```

  ```call-to-action
  label: Läs hela programmet
  link: https://example.org/program
  text: Nu är det **klart**.
  ```

````events
- title: Vårmöte
  date: 2021-05-02
  end: 2021-05-03
  time: 10:30
  place: Stockholm
  link: https://example.org/m
  link-text: Anmälan
  text: Vi möts.
````

```contact
name: Ada
role: Presschef
address: Storgatan 1
email: ada@example.org
phone: 08-555 100 00
website: https://example.org
```
"""
    )

    areas, partners, quote, action, events, contact = edition.blocks
    assert partners == make_block("partners", ["Ericsson", {"name": "JM", "link": "https://www.jm.se"}])
    assert dict(quote) == {"lang": "en", "text": (Text("A “quoted” line."),), "by": "Ada", "role": "Chair"}
    assert dict(action) == {
        "label": "Läs hela programmet",
        "link": "https://example.org/program",
        "text": (Text("Nu är det "), Strong((Text("klart"),)), Text(".")),
    }
    assert isinstance(contact, blocks.Contact)
    assert contact.phone == "08-555 100 00"
    assert isinstance(events, blocks.Events)
    assert (events.items[0].end, events.items[0].time) == (date(2021, 5, 3), "10:30")
    assert isinstance(areas, blocks.FocusAreas)
    assert areas.items[0].text == (Paragraph((Text("Ett stycke."),)), Paragraph((Text("Ett till."),)))


def test_signs_that_only_look_like_markup_are_fine_in_plain_fields() -> None:
    title = "5 * 6 = 30 * 1, snake_case_name, 3 < 4 > 2, Q&A; M*A*S*H [sic]"

    assert read(FRONT_MATTER.replace("Ett exempel", f"'{title}'") + BODY).title == title


def test_code_in_a_known_language_or_in_none_is_a_listing() -> None:
    for info in ("", "text", "Python", "c++"):
        (part,) = read(f"{FRONT_MATTER}```{info}\nx\n```\n").chapters[0].parts
        assert part == Prose((CodeBlock("x\n", info),), 7)


def test_an_edition_knows_its_languages(tmp_path: Path) -> None:
    folder = tmp_path / "content" / ID
    folder.mkdir(parents=True)
    for name in ("sv.md", "en-GB.md", "README.md", "notes.txt"):
        (folder / name).write_text(FRONT_MATTER + BODY, encoding="utf-8")

    assert languages(folder) == ("en-GB", "sv")
    assert read_edition(folder, "sv", root=tmp_path, icons=frozenset()).others == ("en-GB",)


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("varen", "expected a folder name like `2021-03-30-a-title`, found 'varen'"),
        ("2021-03-30", "expected a folder name like `2021-03-30-a-title`, found '2021-03-30'"),
        ("2021-03-30-Våren", "expected a folder name like `2021-03-30-a-title`, found '2021-03-30-Våren'"),
        ("2021-03-30-a--b", "expected a folder name like `2021-03-30-a-title`, found '2021-03-30-a--b'"),
        ("2021-02-30-a", "the folder's name '2021-02-30-a' begins with a day that the calendar does not have"),
    ],
)
def test_a_folder_is_named_after_date_and_title(folder: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(FRONT_MATTER + BODY, folder=folder)

    (problem,) = caught.value.problems
    assert (problem.code, problem.message, problem.place.path) == ("E122", message, f"content/{folder}/sv.md")


def test_all_faults_of_a_file_are_told_in_one_run() -> None:
    source = """---
titel: Ett exempel
date: 2021-02-30
category: [a]
standfirst: En <b>ingress.
---
# Rubrik

Se [där](www.example.org).[^1]

```figurs
- value: 1
```

```figures
- value: 1
  txt: x
- value:
  text: |
    <i>
```

![](borta.png)

## Tomt
"""
    with pytest.raises(SourceError) as caught:
        read(source, folder="varen")

    assert [f"{p.place.line}:{p.place.column} {p.code}" for p in caught.value.problems] == [
        "0:0 E122",
        "2:1 E104",
        "3:7 E113",
        "4:11 E111",
        "5:16 E150",
        "7:1 E152",
        "9:10 E151",
        "9:27 E156",
        "11:4 E130",
        "17:3 E104",
        "18:9 E112",
        "20:5 E150",
        "23:1 E154",
        "23:5 E140",
        "25:1 E133",
    ]


def test_a_problem_reads_as_an_editor_can_jump_to_it() -> None:
    with pytest.raises(SourceError) as caught:
        read(FRONT_MATTER.replace("---", "---\npreheeder: x", 1) + BODY)

    assert str(caught.value) == (
        f"content/{ID}/sv.md:2:1: error[E104]: unknown field `preheeder`\n  hint: did you mean `preheader`?"
    )


def test_the_factory_makes_what_the_reader_makes() -> None:
    made, found = make_edition(), read(FRONT_MATTER + BODY)

    assert {type(getattr(made, name)) for name in ("chapters", "notes", "pictures")} == {tuple, dict}
    assert [chapter.title for chapter in made.chapters] == [chapter.title for chapter in found.chapters]
    assert all(isinstance(block, blocks.Block) for block in made.blocks)


def test_pillow_is_loaded_only_for_pictures_of_pixels() -> None:
    code = "import sys, publish.source; print([name for name in ('PIL', 'markdown_it', 'weasyprint') if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def _with_aliases(*aliases: str) -> str:
    lines = "".join(f"  - {alias}\n" for alias in aliases)
    return FRONT_MATTER.replace("category:", f"aliases:\n{lines}category:") + BODY


def test_old_addresses_are_kept_as_they_are_written() -> None:
    edition = read(_with_aliases("2015/nyhetsbrev-3.html", "arkiv/2015/"))

    assert edition.aliases == ("2015/nyhetsbrev-3.html", "arkiv/2015/")


@pytest.mark.parametrize(
    "alias", ["/2015", "../2015", "a/../b", "a//b", "https://x.example/a", "a b", "å", ".git/x", "a?b"]
)
def test_an_old_address_cannot_lead_out_of_the_archive(alias: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(_with_aliases(f"'{alias}'"))

    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [("E125", 5)]
