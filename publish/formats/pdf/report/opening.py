"""A PDF that may be damaged, locked or no PDF at all, opened so that only one kind of error comes out."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class UnreadableError(Exception):
    """The file is no PDF, is damaged, is locked, or is tied in knots."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """
    The file, as long as it is read.

    Raises:
        UnreadableError: if it cannot be opened, or something in it is not what it must be.
    """
    import pikepdf

    # The library's objects are of one class to Python, so a number where a dictionary belongs is found out only when
    # it is asked for its keys.
    odd = (RuntimeError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError, NotImplementedError)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield pdf
    except (pikepdf.PdfError, pikepdf.PasswordError, *odd) as fault:
        raise UnreadableError(" ".join(str(fault).split()) or type(fault).__name__) from fault
