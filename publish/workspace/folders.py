"""
Where things are: the workspace's root, what ships with the package, and which editions there are.

A file is looked for in the workspace first and among the stock files second, one by one. A link that
leads out of its folder is refused: what is built comes from the workspace and nowhere else.
"""

import re
from datetime import date
from pathlib import Path

from publish.problems import Place, Problem, SourceError

SETTINGS = "publish.yaml"
CONTENT = "content"
_EDITION = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = "expected a date and a name, like 2021-03-30-spring-in-the-city"


def find(start: Path) -> Path:
    """
    The workspace that *start* is in: the nearest folder upwards that holds `publish.yaml`.

    Raises:
        SourceError: if there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    message = f"no `{SETTINGS}` here or in any folder above"
    raise SourceError(Problem("E201", message, Place(str(start)), "`publish init` makes a workspace"))


def stock() -> Path:
    """The folder with the `templates/` and `assets/` that come with the package."""
    package = Path(__file__).parent.parent
    shipped = package / "stock"
    return shipped if shipped.is_dir() else package.parent


def sources(root: Path, name: str) -> tuple[Path, ...]:
    """The folders called *name* in which files are looked for, the workspace's own first."""
    return tuple(dict.fromkeys((root / name, stock() / name)))


def lookup(folders: tuple[Path, ...], name: str) -> Path | None:
    """
    The file *name* in the first of *folders* that has it.

    Raises:
        SourceError: if it is not below that folder, or a link leads out of it.
    """
    parts = name.split("/")
    if "\0" in name or "\\" in name or not all(parts) or {".", ".."} & set(parts):
        raise SourceError(Problem("E207", f"'{name}' is not the name of a file below {folders[0].name}/", Place(name)))
    for folder in folders:
        file = folder / name
        if file.is_file():
            return _inside(file, folder)
    return None


def _inside(file: Path, folder: Path) -> Path:
    if not file.resolve().is_relative_to(folder.parent.resolve() / folder.name):
        hint = "copy what it leads to into the folder"
        raise SourceError(Problem("E207", f"the link leads out of {folder.name}/", Place(str(file)), hint))
    return file


def shown(file: Path, root: Path) -> str:
    """*file* as problems name it: from *root* if it is below it."""
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


def icons(assets: tuple[Path, ...]) -> frozenset[str]:
    """Names of the icons in assets/icons, without `.svg`."""
    return frozenset(file.stem for folder in assets for file in (folder / "icons").glob("*.svg"))


def editions(root: Path, languages: tuple[str, ...]) -> tuple[str, ...]:
    """
    Every edition in content/, by date. Hidden files and folders are not looked at.

    Raises:
        SourceError: if a folder's name is not an edition's, or an edition has no text in *languages*
            or one in another; with all that is found.
    """
    content = root / CONTENT
    found = sorted(entry for entry in content.iterdir() if not entry.name.startswith(".")) if content.is_dir() else []
    problems = [problem for entry in found for problem in _edition_problems(entry, root, languages)]
    if problems:
        raise SourceError(*problems)
    return tuple(entry.name for entry in found if entry.is_dir())


def written_in(folder: Path, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Those of *languages* in which the edition in *folder* is written, in their order."""
    return tuple(language for language in languages if (folder / f"{language}.md").is_file())


def _edition_problems(entry: Path, root: Path, languages: tuple[str, ...]) -> list[Problem]:
    place = Place(f"{CONTENT}/{entry.name}")
    if entry.is_symlink() and not entry.resolve().is_relative_to(root.resolve()):
        return [Problem("E207", "the link leads out of the workspace", place, "copy what it leads to into content/")]
    if not entry.is_dir():
        return []
    if not _is_edition(entry.name):
        return [Problem("E205", f"'{entry.name}' is not an edition's name; {_NAME}", place)]
    return _text_problems(entry, languages)


def _text_problems(entry: Path, languages: tuple[str, ...]) -> list[Problem]:
    place = f"{CONTENT}/{entry.name}"
    expected = " or ".join(f"`{language}.md`" for language in languages)
    foreign = [file for file in sorted(entry.glob("[!.]*.md")) if file.stem not in languages]
    problems = [
        Problem("E206", f"expected {expected}", Place(f"{place}/{file.name}"), f"`languages` in {SETTINGS} names them")
        for file in foreign
    ]
    if not foreign and not written_in(entry, languages):
        problems.append(Problem("E206", f"the edition has no text, expected {expected}", Place(place)))
    return problems


def _is_edition(name: str) -> bool:
    match = _EDITION.fullmatch(name)
    if not match:
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return True
