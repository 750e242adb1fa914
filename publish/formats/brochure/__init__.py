"""
The brochure: an A4 booklet as one PDF file, accessible and made to last. What happens, in order:

1. `measure`  reckons how many lines a text takes, `heights` how high each part stands on the `page`.
2. `sheets`   plans which parts share a page; `look` decides how a thing is set by how much it holds.
3. `views`    are the edition as the templates see it, `writing` is how running text is put on paper.
4. `faces`    tells which fonts the text needs, and which letters none of them has.
5. `render`   fills the templates and hands them to the engine.
"""

from publish.formats.brochure.render import page, render

__all__ = ["page", "render"]
