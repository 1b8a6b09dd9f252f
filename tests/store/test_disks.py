"""Kinds of disks, and files that only their owner can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

import pytest

from mentorwidgets.errors import NetworkDiskError, StoreError
from mentorwidgets.model import Program
from mentorwidgets.store import Store, disks

MOUNTS = r"""
/dev/vda / ext4 rw 0 0
server:/people /people nfs4 rw 0 0
/dev/vdb /people/ana/local\040disk xfs rw 0 0
ben@far:/ /mnt/far fuse.sshfs rw 0 0
/dev/vdc /again ext4 rw 0 0
server:/again /again cifs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    "name",
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "fuse.ceph",
        "fuse.sshfs",
        "fuse.glusterfs",
        "glusterfs",
        "lustre",
        "fuse.rclone",
        "fuse.s3fs",
        "NFS",
    ],
)
def test_is_network_type(name):
    """File systems on other machines are known."""
    assert disks.is_network_type(name)


@pytest.mark.parametrize(
    "name", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "fuseblk", "fuse.ntfs-3g", ""]
)
def test_is_no_network_type(name):
    """This computer's own disks are not refused."""
    assert not disks.is_network_type(name)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/people/ben", "nfs4"),
        ("/people", "nfs4"),
        ("/peoplely", "ext4"),
        ("/mnt/far/x", "fuse.sshfs"),
        ("/people/ana/local disk/x", "xfs"),
        ("/again/x", "cifs"),
    ],
)
def test_disk_type_is_that_of_the_nearest_mount(path, kind):
    """The longest mount point that holds the path counts, of two on one place the later, spaces included."""
    assert disks.disk_type(PurePosixPath(path), MOUNTS) == kind


def test_disk_type_without_mounts_is_unknown():
    """Where the system does not tell, nothing is claimed."""
    assert disks.disk_type(PurePosixPath("/x"), "") == ""


def test_a_network_disk_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    """The error names the folder and its kind, and leaves no file."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"far:/ {str(tmp_path.resolve()).replace(' ', chr(92) + '040')} nfs4 rw 0 0\n")
    monkeypatch.setattr(disks, "MOUNTS", mounts)
    with pytest.raises(NetworkDiskError, match="nfs4") as caught:
        Store.open(tmp_path / "library" / "x.sqlite3")
    assert "PostgreSQL" in caught.value.mend
    assert not (tmp_path / "library").exists()


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}


def test_files_are_private_under_any_umask(file):
    """The folder is 0700 and the database with its companions 0600, also under umask 0."""
    before = os.umask(0)
    try:
        with Store.open(file) as store:
            store.save_program(Program(slug="oak", name="Oak"))
            assert set(modes(file.parent).items()) == {
                (f"library.sqlite3{end}", "0o600") for end in ("", "-wal", "-shm")
            }
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_open_file_is_made_private(file):
    """A database that others could read is closed to them when it is opened."""
    Store.open(file).close()
    file.chmod(0o644)
    Store.open(file).close()
    assert modes(file.parent) == {"library.sqlite3": "0o600"}


def test_a_folder_in_the_place_of_the_file(tmp_path):
    """A folder is not a database, and we say so."""
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_closing_tidies(file):
    """After closing, the database is one file."""
    with Store.open(file) as store:
        store.save_program(Program(slug="oak", name="Oak"))
    assert [path.name for path in file.parent.iterdir()] == [file.name]
