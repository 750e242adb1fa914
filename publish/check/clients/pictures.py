"""The real format of the pictures that we made: what a file is, its first octets tell and its name does not."""

from publish.check.subject import Subject

_BEGINS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"\x00\x00\x01\x00": "ico",
}
_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heif", b"heix": "heif", b"mif1": "heif", b"mp42": "mp4"}


def formats(subject: Subject) -> dict[str, str]:
    """Address -> feature, for each picture of the letter that is ours; a GIF counts if it moves."""
    address = subject.theme.address(subject.edition)
    files = subject.files.get("newsletter", {})
    names = [name for name in files if name.startswith("mail/")]
    found = {address.file(name): (format_of(files[name]), files[name]) for name in names}
    return {at: f"image-{kind}" for at, (kind, data) in found.items() if kind and (kind != "gif" or _moves(data))}


def format_of(data: bytes) -> str:
    """`png`, `webp` and so on; empty, if it is none that is known."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "")
    if data[:300].lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<svg", b"<?xml")):
        return "svg"
    return next((name for begin, name in _BEGINS.items() if data.startswith(begin)), "")


def _moves(gif: bytes) -> bool:
    """Whether a GIF has more frames than one; each comes after its own settings."""
    return gif.count(b"\x21\xf9\x04") > 1
