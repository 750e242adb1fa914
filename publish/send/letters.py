"""The sealed letter of an edition: read from its seal, and proven to be what was sealed."""

from email import policy
from email.parser import BytesHeaderParser
from hashlib import sha256

from publish.archive import Sealed
from publish.formats.message import Letter
from publish.problems import ArchiveError, Place, Problem

NAMES = ("newsletter.html", "newsletter.txt", "newsletter.eml")


def letters(sealed: Sealed) -> dict[str, Letter]:
    """
    The letter in every language in which one was sealed.

    Raises:
        ArchiveError: if there is none, or a file is not what was sealed.
    """
    hashes = {file.path: file.sha256 for file in sealed.manifest.files}
    found = {
        language: _letter(sealed, language, hashes)
        for language in sealed.head.languages
        if all(f"{language}/{name}" in hashes for name in NAMES)
    }
    if not found:
        hint = "only what `publish archive seal` has sealed can be sent; what was imported was sent elsewhere"
        raise ArchiveError(Problem("E882", "this seal holds no newsletter", Place(sealed.shown), hint))
    return found


def _letter(sealed: Sealed, language: str, hashes: dict[str, str]) -> Letter:
    html, text, sample = (_read(sealed, f"{language}/{name}", hashes) for name in NAMES)
    head = BytesHeaderParser(policy=policy.default).parsebytes(sample)
    return Letter(str(head["Subject"]), language, text.decode(), html.decode())


def _read(sealed: Sealed, path: str, hashes: dict[str, str]) -> bytes:
    place = Place(f"{sealed.shown}/{path}")
    try:
        data = (sealed.folder / path).read_bytes()
    except OSError as error:
        raise ArchiveError(Problem("E715", f"cannot read what was sealed: {error.strerror}", place)) from error
    if sha256(data).hexdigest() != hashes[path]:
        hint = "`publish archive verify` tells what else changed"
        raise ArchiveError(Problem("E716", "the file is not what was sealed; nothing is sent", place, hint))
    return data
