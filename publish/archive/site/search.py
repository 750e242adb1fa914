"""
An index over every page and every page of every brochure, made by Pagefind: files that a browser asks by itself.

What was read out of a seal is remembered in `.publish/cache/search/`, because reading a PDF takes longer than
everything else.
"""

import asyncio
import json
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from publish.archive.manifest import BROCHURE, ORIGINAL
from publish.archive.site.indexed import files_of
from publish.archive.site.leaves import Leaf, fingerprint
from publish.archive.site.making import Making
from publish.archive.site.model import ORIGINAL_PAGE, PAGE, Kept
from publish.archive.texts import page_text, pdf_texts
from publish.build.files import write_files
from publish.problems import BuildError

_LAYOUT = "2"
_FOLDER = "pagefind"


@dataclass(frozen=True, slots=True)
class Record:
    """Something that can be found."""

    address: str
    """Below the archive."""
    language: str
    text: str
    kind: str
    """`page` or `pdf`."""
    page: int = 0
    """Of the PDF, from 1."""


def leaves(made: Making) -> Iterator[Leaf]:
    """The index, made again when a seal has come."""
    word = fingerprint(_LAYOUT, *(kept.last.sha256 for kept in made.site.editions))
    yield Leaf("search index", word, lambda: _index(made))


def _index(made: Making) -> dict[str, bytes]:
    """In a thread of its own, since whoever asks may have a loop that runs already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_indexed(made))).result()


async def _indexed(made: Making) -> dict[str, bytes]:
    from pagefind.index import IndexConfig, PagefindIndex

    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        async with PagefindIndex(config=IndexConfig(output_path=folder)) as index:  # which is written as it ends
            for kept in made.site.editions:
                found = records(made, kept)
                made.notes.extend(_silent(kept, found))
                for record in found:
                    await index.add_custom_record(
                        url=record.address,
                        content=record.text,
                        language=record.language,
                        meta=_meta(made, kept, record),
                    )
            files = await files_of(index, Path(folder, "ours"))
        return {f"{_FOLDER}/{name}": _settled(name, data) for name, data in files.items() if _is_needed(name)}


def _settled(name: str, data: bytes) -> bytes:
    """Pagefind lists its languages, and the characters that belong to words, in an order of chance."""
    if name != "pagefind-entry.json":
        return data
    tree = json.loads(data)
    tree["include_characters"] = sorted(tree.get("include_characters", ()))
    return json.dumps(tree, separators=(",", ":"), sort_keys=True).encode()


def _is_needed(path: str) -> bool:
    """Pagefind brings interfaces of its own along; ours asks the index itself."""
    return not path.startswith(("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight"))


def _meta(made: Making, kept: Kept, record: Record) -> dict[str, str]:
    from publish.theme.dates import day

    locale = made.theme.words(record.language).date_locale
    return {
        "title": kept.languages[record.language].title,
        "date": day(kept.date, locale),
        "edition": f"{kept.id}/{record.language}",
        "address": record.address,
        "kind": record.kind,
        "page": str(record.page) if record.page else "",
        "imported": "yes" if kept.is_imported else "",
    }


def records(made: Making, kept: Kept) -> tuple[Record, ...]:
    """All that can be found of one edition: its last version."""
    memory = made.workspace.root / ".publish" / "cache" / "search" / f"{kept.last.sha256}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        tree = json.loads(memory.read_bytes())
        if tree["layout"] == _LAYOUT:
            return tuple(Record(**entry) for entry in tree["records"])
    found = tuple(_read(kept))
    _remember(found, memory, made.workspace.root)
    return found


def _silent(kept: Kept, found: Iterable[Record]) -> Iterator[str]:
    """The PDFs in which there is nothing to search: scans, or damaged ones."""
    heard = {record.language for record in found if record.kind == "pdf"}
    for language in kept.languages:
        if kept.file(language, BROCHURE) and language not in heard:
            address = f"{kept.id}/{language}/{BROCHURE}"
            yield f"{address}: no text can be read in it, so the search finds the edition by its title alone"


def _remember(found: Iterable[Record], memory: Path, root: Path) -> None:
    """Only a help, so it may fail."""
    data = json.dumps({"layout": _LAYOUT, "records": [asdict(record) for record in found]}).encode()
    with suppress(BuildError):
        write_files(memory.parent, [(memory.name, data)], inside=root)


def _read(kept: Kept) -> Iterator[Record]:
    for language in kept.languages:
        folder = kept.last.folder / language
        yield from _page(kept, language)
        if kept.file(language, BROCHURE):
            for number, text in enumerate(pdf_texts((folder / BROCHURE).read_bytes()), start=1):
                if text.strip():
                    address = f"{kept.id}/{language}/{BROCHURE}#page={number}"
                    yield Record(address, language, text, "pdf", number)


def _page(kept: Kept, language: str) -> Iterator[Record]:
    """The edition's page; of one that was made elsewhere its original, or else what we know of it."""
    address = f"{kept.id}/{language}/"
    folder, about = kept.last.folder / language, kept.languages[language]
    if kept.file(language, PAGE):
        yield Record(address, language, page_text((folder / PAGE).read_bytes()), "page")
    elif kept.is_imported:
        is_page = kept.file(language, ORIGINAL_PAGE)
        text = page_text((folder / ORIGINAL_PAGE).read_bytes()) if is_page else ""
        words = " ".join(filter(None, (about.title, about.standfirst, text)))
        yield Record(f"{address}{ORIGINAL}" if is_page else address, language, words, "page")
