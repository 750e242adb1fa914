"""What a file says about itself: in its XMP packet, and in the same words in its information dictionary."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

# PDF/A asks that a word which it does not know, and PDF/UA's is one, be explained in the file.
_CLAIMS = """\
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file says about itself."""

    title: str
    language: str
    authors: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    creator: str
    """The program that the document was made with."""
    producer: str
    """The program that wrote the PDF."""
    created: date
    modified: date

    def information(self) -> dict[str, str]:
        """Give the entries of the information dictionary."""
        entries = {
            "Title": self.title,
            "Author": ", ".join(self.authors),
            "Subject": self.description,
            "Keywords": ", ".join(self.keywords),
            "Creator": self.creator,
            "Producer": self.producer,
            "CreationDate": f"D:{self.created:%Y%m%d}120000Z",
            "ModDate": f"D:{self.modified:%Y%m%d}120000Z",
        }
        return {name: text for name, text in entries.items() if text}

    def packet(self, *, part: int = 0) -> bytes:
        """
        Write the XMP packet.

        With *part* it claims that part of PDF/A (ISO 19005) at level A, and PDF/UA-1: only for a file that has passed.
        """
        names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
        about = "\n".join(self._properties())
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF{names}><rdf:Description rdf:about="">\n'
            f"{about}\n{_CLAIMS.format(part=part) if part else ''}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n"
            '<?xpacket end="r"?>'
        ).encode()

    def _properties(self) -> Iterator[str]:
        yield f"<dc:title>{_alternative(self.title)}</dc:title>"
        yield f"<dc:language><rdf:Bag><rdf:li>{escape(self.language)}</rdf:li></rdf:Bag></dc:language>"
        if self.authors:
            authors = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in self.authors)
            yield f"<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>"
        if self.description:
            yield f"<dc:description>{_alternative(self.description)}</dc:description>"
        if self.keywords:
            yield f"<pdf:Keywords>{escape(', '.join(self.keywords))}</pdf:Keywords>"
        yield f"<pdf:Producer>{escape(self.producer)}</pdf:Producer>"
        yield f"<xmp:CreatorTool>{escape(self.creator)}</xmp:CreatorTool>"
        yield f"<xmp:CreateDate>{self.created}T12:00:00Z</xmp:CreateDate>"
        yield f"<xmp:ModifyDate>{self.modified}T12:00:00Z</xmp:ModifyDate>"


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
