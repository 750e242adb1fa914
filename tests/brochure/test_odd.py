"""Editions as one does not expect them: each gives a brochure that is whole, valid and loses nothing."""

import pytest

from publish.formats import brochure
from tests import factories, identity, made
from tests.judges import vera

TEXT = (
    "Näringslivets kompetensförsörjning avgörs i vardagen, i skolor, på verkstadsgolv och i möten mellan människor "
    "som annars aldrig ses. Det är där vi börjar, och det är där arbetet fortsätter. "
)
BREAKLESS = "fastighetsförvaltningsaktiebolagskonsekvensutredningar" * 2


def block(kind: str, *items: str) -> str:
    return f"```{kind}\n" + "".join(f"- {{{item}}}\n" for item in items) + "```\n\n"


BODIES = {
    "one sentence": "Ett.",
    "a long text": f"{TEXT * 4}\n\n" * 8 + f"## Kapitel\n\n### Mellanrubrik\n\n{TEXT}\n\n#### Mindre\n\n{TEXT}",
    "a long table": "| A | B |\n|---|--:|\n" + "".join(f"| Rad {row} | {row * 1000} |\n" for row in range(70)),
    "many notes": "".join(f"Ord[^{n}] och " for n in range(1, 26)) + "slut.\n\n" + "".join(f"[^{n}]: {TEXT}\n" for n in range(1, 26)),
    "lists in lists": "- a\n  1. b\n     - c\n\n10. tio\n11. elva\n\n> citat\n>\n> - i citat\n\n---\n\n```python\nif a < b:\n    pass\n```\n",
    "seven areas": block("focus-areas", *(f'title: Område {n}, question: "Hur {n}?", icon: building' for n in range(7))),
    "one area without an icon": block("focus-areas", 'title: Ensam, question: "Vem?"'),
    "figures of all sizes": block("figures", "value: 12 345 678 kronor, text: mycket") + block("figures", *(f"value: {n}, text: tal" for n in range(5))),
    "sixty figures": block("figures", *(f'value: {n} %, text: "del {n}"' for n in range(60))),
    "figures that fill a page each": block("figures", *(f'value: 4, text: "{TEXT * 12}"' for _ in range(4))),
    "areas of three pages": "```focus-areas\n" + "".join(f"- title: Område {n}\n  question: Hur?\n  text: |\n" + f"    {TEXT * 5}\n\n" * 9 for n in range(2)) + "```\n",
    "a quote longer than a page": block("quote").replace("```quote\n", f"```quote\ntext: {TEXT * 12}\n"),
    "two hundred partners": block("partners", *(f"name: Företaget nummer {n}" for n in range(200))),
    "forty events": block("events", *(f"title: Träff {n}, date: 2026-03-{n % 28 + 1:02}, text: Kom!" for n in range(40))),
    "words without end": f"## {BREAKLESS}\n\n### {BREAKLESS}\n\n{BREAKLESS}\n\n| {BREAKLESS} | b |\n|---|---|\n| c | d |\n",
    "an endless link": f"Se <https://www.example.org/{'a' * 150}> och `{'b' * 120}`.",
    "only a quote": block("quote").replace("```quote\n", f"```quote\ntext: {TEXT[:60]}\nby: Någon\nlang: en\n"),
    "an article of three pages": "```articles\n- headline: Lång\n  text: |\n" + f"    {TEXT * 5}\n\n" * 9 + "```\n",
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_an_odd_edition_is_whole_and_valid(body: str) -> None:
    head = factories.FRONT_MATTER.replace("title: Ett exempel", f'title: "{TEXT[:80].strip()}"')
    edition = factories.read(head + "\n" + body, icons=made.theme().workspace.icons)

    (artefact,) = brochure.render(edition, made.theme())

    lost = identity.missing(identity.facts_of(edition), identity.read_pdf(artefact.data))
    assert [fact for fact in lost if not _torn(fact)] == []
    if reason := vera.missing():
        pytest.skip(reason)
    assert vera.faults(artefact.data) == []


def _torn(fact: str) -> bool:
    """A text that runs over pages has running titles in it, as the text layer is read."""
    return len(fact) > 400
