"""Where a setting stands in `publish.yaml`."""

import re

from publish.check.places import Text
from publish.check.subject import Subject
from publish.problems import Place
from publish.workspace import SETTINGS


def setting(subject: Subject, key: str) -> Place:
    """The line of a setting, like `list-id`; the file as a whole, if it is not set."""
    file = subject.theme.workspace.root / SETTINGS
    if not file.is_file():
        return Place(SETTINGS)
    text = Text(SETTINGS, file.read_text("utf-8", "replace"))
    found = re.search(rf"(?m)^[ ]*({re.escape(key)})\s*:", text.content)
    return text.place(found.start(1)) if found else Place(SETTINGS)
