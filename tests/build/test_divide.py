"""No core stands idle over few editions, and many editions are kept together."""

from publish.build.divide import divide
from publish.build.targets import Target
from publish.formats import Format

FORMATS = {"large": Format("large", "", (), apart=True), "small": Format("small", "", ())}


def _targets(editions: str, languages: str = "ab", formats: tuple[str, ...] = ("small", "large")) -> list[Target]:
    return [Target(e, language, name) for e in editions for language in languages for name in formats]


def _shown(parts: list[tuple[Target, ...]]) -> list[str]:
    return [" + ".join(map(str, part)) for part in parts]


def test_one_edition_for_two_workers_is_divided_by_format_the_large_one_by_language_too() -> None:
    parts = divide(_targets("1"), 2, FORMATS)

    assert _shown(parts) == ["1 a large", "1 b large", "1 a small + 1 b small"]


def test_many_workers_divide_everything() -> None:
    parts = divide(_targets("1"), 8, FORMATS)

    assert _shown(parts) == ["1 a large", "1 b large", "1 a small", "1 b small"]


def test_one_worker_reads_each_edition_once() -> None:
    parts = divide(_targets("12", "a"), 1, FORMATS)

    assert _shown(parts) == ["1 a large + 1 a small", "2 a large + 2 a small"]


def test_of_many_editions_each_is_one_part() -> None:
    parts = divide(_targets("1234", "a"), 2, FORMATS)

    assert [part[0].edition for part in parts] == ["1", "2", "3", "4"]
    assert {len(part) for part in parts} == {2}


def test_nothing_is_lost_and_nothing_is_done_twice() -> None:
    for jobs in range(1, 9):
        for editions in ("", "1", "12", "12345", "123456789"):
            targets = _targets(editions, "abc")

            parts = divide(targets, jobs, FORMATS)

            assert sorted(target for part in parts for target in part) == sorted(targets)
