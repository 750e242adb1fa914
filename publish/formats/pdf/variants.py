"""
The files that are written of one rendering: all PDF/UA-1, each another part of PDF/A.

A variant says what it is only after the check of the file as it will be.
"""

import hashlib
import io
from enum import StrEnum

from publish.formats.pdf import conformance
from publish.formats.pdf.xmp import Metadata
from publish.problems import ConformanceError


class Variant(StrEnum):
    """What a file says that it is, besides PDF/UA-1 (ISO 14289-1)."""

    A3A = "pdf/a-3a"
    """ISO 19005-3, level A, with the files that are attached to it."""
    A2A = "pdf/a-2a"
    """ISO 19005-2, level A, without them: for archives that take no attachments."""

    @property
    def part(self) -> int:
        """The part of ISO 19005."""
        return int(self.value[-2])


def write(data: bytes, variant: Variant, metadata: Metadata, *, name: str) -> bytes:
    """
    Write what the engine made as *variant*: check the file, and only then let it say what it is.

    Raises:
        ConformanceError: if it has failed.
    """
    import pikepdf

    data = data if variant is Variant.A3A else _without_attachments(data)
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        identifier = hashlib.md5(variant.encode() + data, usedforsecurity=False).digest()
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(identifier)] * 2)
        if found := conformance.problems(pdf, data, name=name):
            raise ConformanceError(*found)
        packet = metadata.packet(part=variant.part)
        pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def _without_attachments(data: bytes) -> bytes:
    """Give the file again without what is attached to it: what nothing refers to is not written."""
    import pikepdf

    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/AF" in pdf.Root:
            del pdf.Root.AF
        if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
            del pdf.Root.Names.EmbeddedFiles
        pdf.save(output, static_id=True)
    return output.getvalue()
