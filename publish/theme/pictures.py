"""Files that templates show: pictures of the edition, and fonts, icons and logos below assets/."""

import re
from pathlib import Path

from publish.edition import Edition
from publish.problems import Place, Problem, RenderError, did_you_mean
from publish.workspace import Workspace

_PICTURES = "pictures/"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_UNSAFE = re.compile(r"<!|<\?(?!xml )|<(script|foreignObject|image|style|a)\b|\son\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)")
"""An icon is only drawing: no scripts, no pictures or styles from elsewhere, no entities."""


def file(name: str, edition: Edition, workspace: Workspace) -> bytes:
    """The bytes of `pictures/<name>` of the edition, or of a file below assets/."""
    if name.startswith(_PICTURES):
        picture = edition.pictures.get(name.removeprefix(_PICTURES))
        if picture is None:
            hint = did_you_mean(name.removeprefix(_PICTURES), edition.pictures)
            raise RenderError(Problem("E305", f"the edition has no picture '{name.removeprefix(_PICTURES)}'", Place(edition.path), hint))
        return picture.data
    return _asset(name, workspace).read_bytes()


def icon(name: str, colour: str, workspace: Workspace) -> str:
    """The SVG of an icon with `currentColor` replaced by *colour*."""
    if name not in workspace.icons:
        hint = did_you_mean(name, sorted(workspace.icons))
        raise RenderError(Problem("E307", f"there is no icon `{name}` in assets/icons", Place(f"assets/icons/{name}.svg"), hint))
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"expected a colour of the brand, found {colour!r}")
    path = _asset(f"icons/{name}.svg", workspace)
    drawing = path.read_text(encoding="utf-8").strip()
    if found := _UNSAFE.search(drawing):
        place = Place(workspace.shown(path), drawing.count("\n", 0, found.start()) + 1)
        raise RenderError(Problem("E308", f"an icon may only draw; found '{found[0].strip()}'", place))
    drawing = re.sub(r"<\?xml[^>]*\?>\s*", "", drawing)
    return drawing.replace("currentColor", colour)


def _asset(name: str, workspace: Workspace) -> Path:
    found = workspace.asset(name)
    if found is None:
        raise RenderError(Problem("E305", "there is no such file", Place(f"assets/{name}")))
    return found
