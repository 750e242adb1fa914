"""Files that templates show: pictures of the edition, and fonts, icons and logos below assets/."""

import re
from pathlib import Path

from publish.edition import Edition
from publish.problems import Place, Problem, RenderError, SourceError, did_you_mean
from publish.workspace import Workspace

_PICTURES = "pictures/"
_COLOUR = re.compile(r"#[0-9a-f]{6}|currentColor")
_UNSAFE = re.compile(
    r"<!|<\?(?!xml )|</?(?:script|foreignObject|image|style|a)\b|\son\w+\s*="
    r"|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
"""An icon is only drawing: no scripts, no pictures or styles from elsewhere, no entities."""
_DECLARATION = re.compile(r"<\?xml[^>]*\?>\s*")


def file(name: str, edition: Edition, workspace: Workspace) -> bytes:
    """The bytes of `pictures/<name>` of the edition, or of a file below assets/."""
    if not name.startswith(_PICTURES):
        return _asset(name, workspace).read_bytes()
    wanted = name.removeprefix(_PICTURES)
    if wanted not in edition.pictures:
        hint = did_you_mean(wanted, edition.pictures)
        raise RenderError(Problem("E305", f"the edition has no picture '{wanted}'", Place(edition.path), hint))
    return edition.pictures[wanted].data


def icon(name: str, colour: str, workspace: Workspace) -> str:
    """The SVG of an icon with `currentColor` replaced by *colour*; `currentColor` leaves it to the page."""
    if name not in workspace.icons:
        hint = did_you_mean(name, sorted(workspace.icons))
        place = Place(f"assets/icons/{name}.svg")
        raise RenderError(Problem("E307", f"there is no icon `{name}` in assets/icons", place, hint))
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"expected a colour of the brand, found '{colour}'")
    return _drawing(name, workspace).replace("currentColor", colour)


def _drawing(name: str, workspace: Workspace) -> str:
    path = _asset(f"icons/{name}.svg", workspace)
    drawing = path.read_text(encoding="utf-8").strip()
    if found := _UNSAFE.search(drawing):
        place = Place(workspace.shown(path), drawing.count("\n", 0, found.start()) + 1)
        raise RenderError(Problem("E308", f"an icon may only draw, found `{found[0].strip()}`", place))
    return _DECLARATION.sub("", drawing)


def _asset(name: str, workspace: Workspace) -> Path:
    try:
        found = workspace.asset(name)
    except SourceError as error:
        raise RenderError(*error.problems) from error
    if found is None:
        raise RenderError(Problem("E305", "there is no such file", Place(f"assets/{name}")))
    return found
