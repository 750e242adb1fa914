"""The files of an edition that was made elsewhere: read, looked at, and put where a seal has them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from publish.archive.bring.apart import read_apart
from publish.archive.bring.beside import LARGEST, Beside, is_a_name, size_problem
from publish.archive.bring.found import Found
from publish.archive.bring.pages import read_page
from publish.archive.bring.trial import tried
from publish.archive.manifest import BROCHURE, ORIGINAL, Ingredient
from publish.problems import ArchiveError, Place, Problem, PublishError

PAGES = frozenset({".htm", ".html", ".xhtml"})
PAGE = f"{ORIGINAL}index.html"


@dataclass(frozen=True, slots=True)
class Old:
    """One file of an old edition."""

    file: Path
    language: str

    @property
    def shown(self) -> str:
        """Its name in problems."""
        return str(self.file).encode(errors="backslashreplace").decode()

    @property
    def is_page(self) -> bool:
        """Whether it is a web page; everything else has to be a PDF."""
        return self.file.suffix.lower() in PAGES


@dataclass(slots=True)
class Taken:
    """What was read, and everything that is wrong with it."""

    files: dict[str, bytes] = field(default_factory=dict)
    """By path in the seal."""
    pages: dict[str, int] = field(default_factory=dict)
    """How many pages the PDFs have."""
    came: dict[str, str] = field(default_factory=dict)
    """The hashes of the files that were given, by language and name."""
    silent: tuple[str, ...] = ()
    """PDFs in which no text can be read, by the names they were given with."""
    problems: tuple[Problem, ...] = ()

    @property
    def names(self) -> tuple[Ingredient, ...]:
        """How the files were called, as a manifest says it."""
        return tuple(Ingredient(name, digest) for name, digest in sorted(self.came.items()))


def take(olds: Iterable[Old]) -> Taken:
    """All of *olds*, as far as they can be kept. What cannot is in its problems."""
    taken = Taken()
    seen: dict[tuple[str, bool], Old] = {}
    for old in olds:
        before = seen.setdefault((old.language, old.is_page), old)
        try:
            if before is not old:
                raise ArchiveError(_one_too_many(old, before))
            _take(old, taken)
        except PublishError as error:
            taken.problems += error.problems
    if not taken.problems and sum(map(len, taken.files.values())) > 4 * LARGEST:
        taken.problems = (_too_large(next(iter(seen.values()))),)
    return taken


def _one_too_many(old: Old, before: Old) -> Problem:
    kind = "web page" if old.is_page else "PDF"
    message = f"a second {kind} in `{old.language}`, beside {before.shown}"
    return Problem("E731", message, Place(old.shown), "give an edition one PDF and one web page in each language")


def _too_large(old: Old) -> Problem:
    message = f"all files of the edition together have more than {4 * LARGEST // 1_000_000} MB"
    return Problem("E731", message, Place(old.shown), "make the pictures smaller")


def _take(old: Old, taken: Taken) -> None:
    data = _data(old)
    if old.is_page:
        taken.files |= {f"{old.language}/{ORIGINAL}{path}": one for path, one in _page(old, data).items()}
    else:
        path, found = f"{old.language}/{BROCHURE}", tried(data, old.shown)
        taken.pages[path] = found.pages
        taken.files[path] = data
        taken.silent += (old.shown,) * found.is_silent
    taken.came[f"{old.language}/{old.file.name}"] = sha256(data).hexdigest()


def _data(old: Old) -> bytes:
    if not is_a_name(old.file.name):
        raise ArchiveError(Problem("E730", "a file with such a name cannot be kept", Place(old.shown), "rename it"))
    try:
        if not old.file.is_file():
            raise ArchiveError(Problem("E730", _nothing_there(old.file), Place(old.shown)))
        if problem := size_problem(old.file.stat().st_size, old.shown, is_text=old.is_page):
            raise ArchiveError(problem)
        return old.file.read_bytes()
    except OSError as error:
        raise ArchiveError(Problem("E730", f"cannot read: {error.strerror}", Place(old.shown))) from error


def _nothing_there(file: Path) -> str:
    return "this is no file, expected a PDF or a web page" if file.exists() else "there is no such file"


def _page(old: Old, data: bytes) -> dict[str, bytes]:
    """The page and what lies beside it, by path from the page."""
    found = Found(old.shown)
    read_apart(lambda own: read_page(data, own), found)
    beside = Beside(old.file.parent, old.shown, _check_pdf)
    beside.collect(found.references)
    if problems := (*found.problems, *beside.problems):
        raise ArchiveError(*problems)
    return {PAGE.removeprefix(ORIGINAL): data, **beside.files}


def _check_pdf(data: bytes, shown: str) -> tuple[Problem, ...]:
    try:
        tried(data, shown)
    except PublishError as error:
        return error.problems
    return ()
