"""Whether a file lies on a disk of this computer: locks and commits elsewhere cannot be relied on."""

from pathlib import Path

_REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "davfs"})
MOUNTS = Path("/proc/self/mountinfo")


def is_remote(file: Path) -> bool:
    """Whether *file* lies on a network's disk, as far as Linux tells (proc(5), mountinfo)."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return kind_of(file.resolve(), mounts) in _REMOTE


def kind_of(file: Path, mounts: str) -> str:
    """The kind of file system that *file* lies on, by the lines of a mountinfo; empty if none is known."""
    found = ("", "")
    for line in mounts.splitlines():
        mounted, dash, rest = line.partition(" - ")
        fields = mounted.split(" ")
        if dash and len(fields) > 4:
            point = fields[4].replace("\\040", " ")
            if file.is_relative_to(point) and len(point) >= len(found[0]):
                found = (point, rest.split(" ", 1)[0])
    return found[1]
