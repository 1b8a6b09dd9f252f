"""The disk below a SQLite file: what kind it is, and files that only their owner can read."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

from mentorwidgets.errors import NetworkDiskError, ReadOnlyFolderError, StoreError
from mentorwidgets.store.faults import store_error

_NETWORK = frozenset(
    {
        "9p",
        "acfs",
        "afs",
        "afpfs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fhgfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "ncp",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "panfs",
        "pvfs2",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "webdav",
    }
)
_OVER_FUSE = (
    "sshfs",
    "s3fs",
    "rclone",
    "gcsfuse",
    "goofys",
    "blobfuse",
    "davfs",
    "cifs",
    "smb",
    "nfs",
    "ceph",
    "gluster",
    "mfs",
    "curlftpfs",
    "gvfsd",
    "beegfs",
    "juicefs",
    "onedrive",
)
_OCTAL = re.compile(r"\\([0-7]{3})")
MOUNTS = Path("/proc/self/mounts")


def is_network_type(name: str) -> bool:
    """Whether a file system type, as ``/proc/mounts`` names it, lies on other machines.

    There SQLite's locks and its shared memory file cannot be trusted (sqlite.org/wal.html, "Disadvantages").

    >>> is_network_type("nfs4"), is_network_type("fuse.sshfs"), is_network_type("ext4")
    (True, True, False)
    """
    name = name.lower()
    if name.startswith("fuse"):
        return name.partition(".")[2].startswith(_OVER_FUSE)
    return name in _NETWORK


def disk_type(path: PurePath, mounts: str) -> str:
    """Return the type of the file system that holds an absolute ``path``; ``mounts`` is the text of /proc/mounts.

    Of two mounts on one folder the later counts. Empty when no mount is known.
    """
    best, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = PurePath(_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), parts[1]))
        if path.is_relative_to(place) and len(place.parts) >= best:
            best, found = len(place.parts), parts[2]
    return found


def refuse_network(path: Path) -> None:
    """Raise NetworkDiskError when ``path`` would lie on a network disk. Says nothing where the system does not tell."""
    real = path.resolve()
    mounts = MOUNTS.read_text(errors="replace") if MOUNTS.exists() else ""
    kind = disk_type(real, mounts)
    if is_network_type(kind) or real.drive.startswith("\\\\"):
        raise NetworkDiskError(
            f"{path.parent} is on a network disk ({kind or 'shared'}), where a database can lose what was saved.",
            "Use a folder on this computer's own disk, or a PostgreSQL database.",
        )


def make_private(path: Path) -> None:
    """Make sure that the database file ``path`` exists, 0600, in a folder that was made 0700 if there was none.

    Raises:
        ReadOnlyFolderError: the folder or the file cannot be written.
        StoreError: there is a folder in the file's place.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database.", "Give the name of the database file.")
    places = [path.parent, *(place for place in with_companions(path) if place.exists())]
    if not all(os.access(place, os.W_OK) for place in places):
        raise store_error(ReadOnlyFolderError, str(path.parent))
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        sync_folder(path.parent)
    for place in with_companions(path):
        if place.exists() and place.stat().st_mode & 0o077:
            place.chmod(0o600)


def with_companions(path: Path) -> tuple[Path, Path, Path]:
    """Return a SQLite file and the two that SQLite keeps beside it while it is open."""
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what stays the same for one file and differs for another of the same name; None when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last through a power cut, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
