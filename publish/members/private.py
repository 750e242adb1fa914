"""Files with people's data that somebody asked for: new, for their owner alone, and not where git finds them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from publish.problems import MemberError, Place, Problem


@contextmanager
def private_file(file: Path, root: Path) -> Iterator[TextIO]:
    """
    A new *file* outside the workspace at *root*, or in its `.publish`; with the mark by which Excel knows UTF-8.

    Raises:
        MemberError: if it is there already, would lie in the workspace, or cannot be made.
    """
    place = Place(str(file))
    where = file.parent.resolve()
    if where.is_relative_to(root.resolve()) and not where.is_relative_to((root / ".publish").resolve()):
        hint = f"write it elsewhere, for example to .publish/{file.name}"
        raise MemberError(Problem("E826", "the workspace goes into git, and people's data must not", place, hint))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise MemberError(Problem("E826", "there is a file with this name already", place, "name another")) from error
    except OSError as error:
        raise MemberError(Problem("E826", f"the file cannot be made: {error.strerror}", place)) from error
    with open(descriptor, "w", encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123  # it is open already
        yield stream
