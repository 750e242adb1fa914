"""
From editions to files in `dist/`: make what is stale, on all cores, and write each file whole.

1. `plan`    what is wanted and stale, by content hashes (`digests`, `inputs`) against what was made (`record`)
2. `make`    a worker reads an edition, renders its formats, checks them (`gate`) and puts them in place (`files`)
3. `pool`    workers, one a core; what happens when one dies
4. `lock`    one build at a time in a workspace

An error in one edition stops no other. A build that is stopped keeps what was finished and leaves nothing half-made.
"""

import datetime as dt
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from publish.build.lock import only_build
from publish.build.plan import Plan, look_at
from publish.build.targets import Nobody, Report, Result, Target, Wanted, Watcher
from publish.formats import FORMATS, Format
from publish.problems import Problem, in_order

__all__ = ["Nobody", "Report", "Result", "Target", "Wanted", "Watcher", "build"]


def build(  # noqa: PLR0913  # all but two have defaults
    root: Path,
    wanted: Wanted,
    *,
    jobs: int = 0,
    watcher: Watcher | None = None,
    formats: Mapping[str, Format] = FORMATS,
    today: dt.date | None = None,
) -> Report:
    """
    Make what is stale of what is wanted, with *jobs* processes (0: one a core).

    Files in which the checks find something that breaks are not written, unless that was accepted until *today*
    or later. Problems of single editions are in the report.

    Raises:
        PublishError: if nothing at all can be built: the workspace has problems, or `.publish` cannot be written.
    """
    watcher = watcher or Nobody()
    plan = look_at(root, wanted, formats, today=today)
    if not plan.is_stale():
        plan.save_learnt()
        return _report(plan, set(), [])
    with only_build(root, watcher.waiting) as waited:
        if waited:
            plan = look_at(root, wanted, formats, today=today)
        with _not_collecting():
            from publish.build.run import Run  # the readers and the theme

            run = Run(plan, watcher)
            run.make(jobs)
    return _report(plan, run.fresh, run.problems)


@contextmanager
def _not_collecting() -> Iterator[None]:
    """
    Look for no garbage for a while.

    What is loaded is a million objects that stay. Looking through them time and again is a tenth of the loading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _report(plan: Plan, fresh: set[Target], problems: list[Problem]) -> Report:
    results = [
        Result(target, made, fresh=target in fresh)
        for look in plan.looks.values()
        for target in plan.targets(look)
        if (made := look.record.made.get((target.language, target.format)))
        and (target in fresh or target not in plan.stale(look))
    ]
    return Report(tuple(results), in_order(problems))
