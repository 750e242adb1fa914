"""Makes what a plan finds stale, keeps the records, and removes what is no longer made."""

from dataclasses import dataclass, field

from publish.build.digests import Digests
from publish.build.divide import divide
from publish.build.files import remove, remove_unfinished
from publish.build.gate import gate_of
from publish.build.make import Maker, Task, folder_of
from publish.build.plan import Look, Plan
from publish.build.pool import Lost, Pool, cores
from publish.build.record import Made
from publish.build.targets import Finished, Target, Watcher
from publish.problems import BuildError, Place, Problem, PublishError
from publish.theme import Theme
from publish.workspace import CONTENT, Workspace, open_workspace


@dataclass(slots=True)
class Run:
    """One run over a plan's editions."""

    plan: Plan
    watcher: Watcher
    fresh: set[Target] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _total: int = 0
    _done: int = 0
    _open: set[Target] = field(default_factory=set)
    """Targets that a worker has been given and not yet reported."""

    def make(self, jobs: int) -> None:
        """
        Make what is stale with *jobs* processes; 0: one a core.

        Raises:
            PublishError: if the workspace or an engine does not let us begin.
        """
        jobs = jobs or cores()
        workspace = open_workspace(self.plan.root)
        self._settle(workspace)
        stale = [target for look in self.plan.looks.values() for target in self.plan.stale(look)]
        self._total = len(stale)
        if stale:
            self.watcher.building(0, self._total, ())
            for name in sorted({target.format for target in stale}):
                self.plan.formats[name].load()
            gate = gate_of(self.plan.root, self.plan.today)
            gate.load()
            maker = Maker(workspace, Theme(workspace), self.plan.formats, gate)
            parts = divide(stale, jobs, self.plan.formats)
            self._work(Pool(maker, jobs), [self._task(part) for part in parts])
        self._remove_orphans()
        self.plan.save_learnt()

    def _settle(self, workspace: Workspace) -> None:
        """Ask the workspace for the languages that are not known; editions with problems are left out."""
        unsettled = self.plan.unsettled()
        faulty = _faulty_folders(workspace) if unsettled else {}
        for look in unsettled:
            if look.edition in faulty:
                self.problems += faulty[look.edition]
                del self.plan.looks[look.edition]
            else:
                self.plan.settle(look, workspace.languages(look.edition))

    def _task(self, part: tuple[Target, ...]) -> Task:
        return Task(part, tuple(self.plan.shared_hash(self.plan.looks[target.edition], target) for target in part))

    def _work(self, pool: Pool[Task, Finished], tasks: list[Task]) -> None:
        self._open = {target for task in tasks for target in task.targets}
        for target in self._open:
            remove_unfinished(folder_of(self.plan.root, target))
        try:
            for result in pool.run(tasks, self._tick):
                if isinstance(result, Lost):
                    self._note_lost(result, pool)
                else:
                    self._note(result)
        finally:
            for target in self._open:
                remove_unfinished(folder_of(self.plan.root, target))

    def _tick(self, tasks: tuple[Task, ...]) -> None:
        now = (target for task in tasks for target in task.targets if target in self._open)
        self.watcher.building(self._done, self._total, tuple(now))

    def _note(self, finished: Finished) -> None:
        target = finished.target
        self._open.discard(target)
        self._done += 1
        self.problems += finished.problems
        if finished.made:
            self._keep(self.plan.looks[target.edition], target, finished.made)

    def _note_lost(self, lost: Lost[Task], pool: Pool[Task, Finished]) -> None:
        """A worker died over the first target it has not reported; another goes on with the rest."""
        left = tuple(target for target in lost.task.targets if target in self._open)
        if not left:
            return
        target = left[0]
        message = f"the process that made the {target.format} {lost.reason}"
        hint = "if memory ran out, build with `--jobs 1`; else look for an unusual picture or font"
        place = Place(f"{CONTENT}/{target.edition}/{target.language}.md")
        self._note(Finished(target, None, (Problem("E604", message, place, hint),)))
        if left[1:]:
            pool.add(self._task(left[1:]))

    def _keep(self, look: Look, target: Target, made: Made) -> None:
        """Record what was made, and remove what was made earlier and is no longer."""
        earlier = look.record.made.get((target.language, target.format))
        look.record.made[target.language, target.format] = made
        self.fresh.add(target)
        if earlier:
            self._remove_earlier(look, target, earlier)
        self.plan.save(look)

    def _remove_orphans(self) -> None:
        """Remove what was made in a language or a format that an edition has no longer."""
        for look in self.plan.looks.values():
            for language, name in list(look.record.made):
                if language not in look.record.languages or name not in self.plan.formats:
                    earlier = look.record.made.pop((language, name))
                    self._remove_earlier(look, Target(look.edition, language, name), earlier)
                    look.changed = True

    def _remove_earlier(self, look: Look, target: Target, earlier: Made) -> None:
        """Remove the files of *earlier* that nothing makes now, if they are still as we made them."""
        folder, digests = folder_of(self.plan.root, target), Digests({})
        still = {name for key, made in look.record.made.items() if key[0] == target.language for name in made.outputs}
        for name in earlier.outputs.keys() - still:
            if digests.of(str(folder / name)) == earlier.outputs[name].digest:
                try:
                    remove(folder / name, inside=self.plan.root)
                except BuildError as error:
                    self.problems += error.problems


def _faulty_folders(workspace: Workspace) -> dict[str, list[Problem]]:
    """What is wrong with folders in content/, by edition."""
    faulty: dict[str, list[Problem]] = {}
    try:
        workspace.editions()
    except PublishError as error:
        for problem in error.problems:
            faulty.setdefault(_edition_of(problem), []).append(problem)
    return faulty


def _edition_of(problem: Problem) -> str:
    parts = problem.place.path.split("/")
    return parts[1] if len(parts) > 1 else ""
