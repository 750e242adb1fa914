"""The search has all its files, however slowly they are written."""

import asyncio
from pathlib import Path

import pytest

from publish.archive.site import indexed
from publish.archive.site.indexed import files_of
from publish.problems import BuildError

FILES = {"pagefind.js": b"js", "index/en_1.pf_index": b"\x1f\x8b", "pagefind-entry.json": b"{}"}


class Slow:
    """Says that it has written when it has only begun, as Pagefind does; each file comes some turns of the loop later."""

    def __init__(self, files: dict[str, bytes], *, never: str = "") -> None:
        self.files, self.never = files, never
        self.tasks: list[asyncio.Task[None]] = []

    async def write_files(self, output_path: str | None = None) -> None:
        assert output_path
        self._begin(Path(output_path))
        self.tasks.append(asyncio.create_task(self._write(Path(output_path))))

    def _begin(self, folder: Path) -> None:
        for name in self.files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(b"")

    async def _write(self, folder: Path) -> None:
        for name, data in self.files.items():
            for end in range(1, len(data) + 1):
                await asyncio.sleep(0)
                if name != self.never:
                    (folder / name).write_bytes(data[:end])


def test_files_are_taken_when_they_are_whole(tmp_path: Path) -> None:
    assert asyncio.run(files_of(Slow(FILES), tmp_path)) == FILES


def test_a_file_that_never_comes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed, "_PATIENCE", 0.05)

    with pytest.raises(BuildError) as caught:
        asyncio.run(files_of(Slow(FILES, never="pagefind.js"), tmp_path))

    assert [problem.code for problem in caught.value.problems] == ["E604"]


def test_the_real_one_gives_all_its_files(tmp_path: Path) -> None:
    from pagefind.index import IndexConfig, PagefindIndex

    async def made() -> dict[str, bytes]:
        async with PagefindIndex(config=IndexConfig(output_path=str(tmp_path / "its"))) as index:
            await index.add_custom_record(url="/a", content="words", language="en", meta={"title": "a"})
            return dict(await files_of(index, tmp_path / "ours"))

    found = asyncio.run(made())

    assert {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"} <= found.keys()
    assert all(found.values())
