"""
Editions kept for good: sealed once, never changed, and proof of it.

    seal       builds an edition, and puts it and what it was made from in its place, whole (`durable`)
    bring      seals an edition that was made elsewhere
    manifest   what a seal says of itself; each names the one before it (`chain`)
    store      which seals there are
    verify     whether everything is still as it was sealed, and signed (`keys`), in a folder (`origin`) or on a
               server (`remote`)
    rebuild    the edition made once more from what was sealed (`sources`), compared byte for byte

A mistake in a sealed edition is corrected by a second version beside it, never by a change.
"""

from publish.archive.manifest import Manifest
from publish.archive.store import Archive, Sealed

__all__ = ["Archive", "Manifest", "Sealed"]
