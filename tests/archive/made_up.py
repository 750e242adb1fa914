"""Seals that nobody rendered: as many as a test wants, in no time, with a right chain."""

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from publish.archive.manifest import LAYOUT, About, Link, Manifest, SealedFile, written
from publish.archive.store import Sealed

FIRST_MOMENT = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)
_TYPES = {"pdf": "application/pdf", "html": "text/html", "png": "image/png"}


def manifest(
    edition: str,
    before: Sequence[Sealed],
    *,
    files: Mapping[str, bytes] | None = None,
    languages: Sequence[str] = ("sv", "en"),
    title: str = "",
) -> Manifest:
    """What the seal says that comes after those *before* it; a second one of an edition corrects it."""
    last = before[-1] if before else None
    number = last.head.number + 1 if last else 1
    version = 1 + sum(sealed.head.edition == edition for sealed in before)
    moment = FIRST_MOMENT + dt.timedelta(minutes=number)
    about = {one: About(title or f"{edition} in {one}", "In short.", "News & more") for one in languages}
    names = files or {f"{one}/brochure.pdf": b"%PDF" for one in languages}
    return Manifest(
        layout=LAYOUT,
        number=number,
        edition=edition,
        version=version,
        date=edition[:10],
        languages=about,
        sealed=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        correction="Something was <wrong>." if version > 1 else "",
        previous=Link(last.head.edition, last.head.version, last.sha256) if last else None,
        public_key="",
        commit="",
        made_by={"publish": "0"},
        accepted=(),
        ingredients=(),
        files=tuple(_file(name, names[name]) for name in sorted(names)),
    )


def sealed(
    edition: str, before: Sequence[Sealed], *, languages: Sequence[str] = ("sv", "en"), title: str = ""
) -> Sealed:
    """A seal that lies nowhere."""
    made = manifest(edition, before, languages=languages, title=title)
    found = Sealed(Path("nowhere"), made.head, sha256(written(made)).hexdigest(), "nowhere")
    found.__dict__["manifest"] = made
    return found


def _file(path: str, data: bytes) -> SealedFile:
    kind = _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    return SealedFile(path, sha256(data).hexdigest(), len(data), kind, 1 if path.endswith(".pdf") else 0)
