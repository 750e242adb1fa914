"""
A page that shows the whole brand: sizes, fonts, every pair of colours, the palette.

To look at it: `python -m tests.workspace.specimen FOLDER`, then open FOLDER/specimen.html, or its pictures
`light.png` and `dark.png` if there is a Chromium.
"""

import sys
from pathlib import Path
from typing import Literal, TypeAlias

from publish.theme import Theme
from publish.workspace import open_workspace
from publish.workspace.contrast import GROUNDS, LARGE
from tests.factories import make_edition
from tests.judges import axe
from tests.workspace.making import make_workspace

PANGRAM = "Flygande bäckasiner söka hwila på mjuka tuvor, 1 234 567,89 €."
Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def draw(folder: Path) -> Path:
    """Write the specimen and its fonts into *folder*."""
    workspace = make_workspace(folder / "workspace")
    (workspace / "templates").mkdir(exist_ok=True)
    template = Path(__file__).parent / "specimen.html.j2"
    (workspace / "templates/specimen.html.j2").write_bytes(template.read_bytes())
    theme = Theme(open_workspace(workspace))
    pairs = [
        (ink.replace("_", "-"), ground.replace("_", "-"), least == LARGE)
        for ink, (least, grounds) in GROUNDS.items()
        for ground in grounds
    ]
    edition = make_edition(title="Partnerskap för Stockholm", standfirst=PANGRAM)
    icons = sorted(theme.workspace.icons)[:4]
    page = theme.render("specimen.html.j2", edition, pairs=pairs, icons=icons, pangram=PANGRAM)
    (folder / "fonts").mkdir(exist_ok=True)
    for face in theme.brand.faces_for("web"):
        (folder / "fonts" / face.file).write_bytes(theme.file(face.path, edition))
    (folder / "specimen.html").write_text(page, encoding="utf-8")
    return folder / "specimen.html"


def main() -> None:
    """Draw it, and take its picture in light and dark."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    page = draw(folder)
    for scheme in SCHEMES:
        shown = axe.chromium().new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
        shown.goto(page.resolve().as_uri())
        shown.screenshot(path=folder / f"{scheme}.png", full_page=True)


if __name__ == "__main__":
    main()
