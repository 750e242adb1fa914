"""The kinds of PDF object. To Python they are all one class, so what they can do does not tell them apart."""

from typing import Any, TypeAlias

PdfObject: TypeAlias = Any
"""An object of pikepdf."""


def is_array(value: PdfObject) -> bool:
    """Whether it is a list of objects."""
    import pikepdf

    return isinstance(value, pikepdf.Array)


def is_stream(value: PdfObject) -> bool:
    """Whether it is a dictionary with data."""
    import pikepdf

    return isinstance(value, pikepdf.Stream)


def has_entries(value: PdfObject) -> bool:
    """Whether it is a dictionary or a stream."""
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def listed(value: PdfObject) -> list[PdfObject]:
    """Give a value that may be one, many or none as a list."""
    if value is None:
        return []
    return list(value) if is_array(value) else [value]
