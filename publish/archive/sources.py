"""
What an edition is made from: its text and pictures, the settings, templates and assets, each as the workspace has it.

Together they are a workspace of their own, from which the edition can be made again. Fonts are not kept, because all
editions share them: they are known by their hashes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from publish.build import Result
from publish.build.digests import digest, files_below
from publish.formats import FORMATS
from publish.problems import ArchiveError, BuildError, Place, Problem
from publish.workspace import CONTENT, SETTINGS, Workspace

FONTS = "assets/fonts/"
HOME = "source/"
"""Where they stand in a seal."""
_WISHES = "checks.yml"


def sources(workspace: Workspace, results: Iterable[Result]) -> dict[str, bytes]:
    """
    The content of every file that *results* were made from, fonts too, by path below the workspace.

    Raises:
        ArchiveError: if a text or a picture is not any more what it was when the edition was built.
    """
    found = dict(_of_edition(workspace, results))
    for name in (SETTINGS, _WISHES):
        if (workspace.root / name).is_file():
            found[name] = (workspace.root / name).read_bytes()
    for name in _templates(workspace):
        if file := workspace.template(name):
            found[f"templates/{name}"] = file.read_bytes()
    for name in _names(workspace.assets, ""):
        if file := workspace.asset(name):
            found[f"assets/{name}"] = file.read_bytes()
    return dict(sorted(found.items()))


def _of_edition(workspace: Workspace, results: Iterable[Result]) -> Iterator[tuple[str, bytes]]:
    for result in results:
        for name, found in result.made.inputs.items():
            path = f"{CONTENT}/{result.target.edition}/{name}"
            data = (workspace.root / path).read_bytes()
            if digest(data) != found:
                hint = "let nobody write in the folder meanwhile, and seal again"
                raise ArchiveError(Problem("E703", "the file changed while the edition was sealed", Place(path), hint))
            yield path, data


def _templates(workspace: Workspace) -> Iterator[str]:
    for folder in dict.fromkeys(name for format_ in FORMATS.values() for name in format_.templates):
        yield from _names(workspace.templates, f"{folder}/")
    for root in workspace.templates:
        yield from (file.name for file in sorted(root.glob("[!.]*")) if file.is_file())


def _names(homes: Iterable[Path], below: str) -> Iterator[str]:
    """The names of all files below a folder, wherever they come from."""
    names = {
        Path(file).relative_to(home).as_posix() for home in homes for file in files_below(str(home / below.rstrip("/")))
    }
    yield from sorted(names)


def artefacts(workspace: Workspace, results: Iterable[Result]) -> dict[str, bytes]:
    """
    The content of every file that was made, by `<language>/<name>`.

    Raises:
        ArchiveError: if one of them is not any more what was built.
    """
    found: dict[str, bytes] = {}
    for result in results:
        for name, output in result.made.outputs.items():
            path = f"dist/{result.target.edition}/{result.target.language}/{name}"
            try:
                data = (workspace.root / path).read_bytes()
            except OSError as error:
                raise BuildError(Problem("E601", f"cannot read: {error.strerror}", Place(path))) from error
            if digest(data) != output.digest:
                hint = "build the edition again, and seal it then"
                raise ArchiveError(Problem("E703", "the file changed while the edition was sealed", Place(path), hint))
            found[f"{result.target.language}/{name}"] = data
    return dict(sorted(found.items()))
