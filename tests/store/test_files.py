"""Backups that are complete or not there, and putting them back."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
from contextlib import closing

import pytest

from mentorwidgets.errors import DatabaseDamagedError, DiskFullError, StoreError
from mentorwidgets.model import Program
from mentorwidgets.store import Store, check_backup, files

SHEET = "oak/pairing"


@pytest.fixture
def target(tmp_path):
    """Where a backup goes."""
    return tmp_path / "safe" / "monday.backup"


@pytest.fixture
def safe(target):
    """The folder of backups."""
    target.parent.mkdir()
    return target.parent


def test_a_backup_holds_everything(on_file, op, safe, target):
    """A backup is one private file, without a log beside it to need, that opens as a store of its own."""
    on_file.apply(op("note/a", "x"), "Ana")
    on_file.backup(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in safe.iterdir()] == [target.name]
    assert target.read_bytes()[18:20] == b"\1\1"  # "rollback journal" in SQLite's file format
    with Store.open(target) as copy:
        assert copy.fields(SHEET) == on_file.fields(SHEET)
        assert copy.history(SHEET) == on_file.history(SHEET)


def test_a_backup_while_people_save(on_file, op, safe, target):
    """A backup taken in the middle of saving is one moment: all fields of a batch or none."""
    stop = threading.Event()

    def save():
        while not stop.is_set():
            on_file.apply_many(
                [(op(f"note/{n}", stop.is_set(), base=0, op=os.urandom(8).hex()), "Ana") for n in range(20)]
            )

    writer = threading.Thread(target=save)
    writer.start()
    for _ in range(3):
        on_file.backup(target)
        with Store.open(target) as copy:
            assert copy.seq() % 20 == 0
    stop.set()
    writer.join()


def test_a_backup_replaces_an_older_one(on_file, op, safe, target):
    """The same name again holds the newer state."""
    on_file.backup(target)
    on_file.apply(op("note/a", "x"), "Ana")
    on_file.backup(target)
    with Store.open(target) as copy:
        assert copy.seq() == 1


@pytest.mark.parametrize("words", ["is the database itself", "is a folder"])
def test_a_backup_onto_the_wrong_place(on_file, file, words):
    """The database and a folder are no places for a backup."""
    with pytest.raises(StoreError, match=words):
        on_file.backup(file if "itself" in words else file.parent)


def test_a_backup_that_fails_leaves_the_older_one(on_file, safe, target, monkeypatch):
    """When the disk fails at the last moment, the older backup stays and nothing half lies about."""
    target.write_bytes(b"older")

    def fail(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(DiskFullError, match="no room"):
        on_file.backup(target)
    assert target.read_bytes() == b"older"
    assert list(safe.iterdir()) == [target]


def test_a_backup_into_a_folder_that_is_not_there(on_file, tmp_path):
    """A missing folder is said in words."""
    with pytest.raises(StoreError):
        on_file.backup(tmp_path / "nowhere" / "x")


@pytest.mark.postgres
def test_a_backup_of_postgres_is_a_file(postgres_server, tmp_path):
    """What it holds comes into a SQLite file; one that cannot be written leaves what stood there."""
    with Store.open(postgres_server.new_url()) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.backup(tmp_path / "x")
        with pytest.raises(StoreError):
            store.backup(tmp_path / "nowhere" / "x")
    check_backup(tmp_path / "x")
    with Store.open(tmp_path / "x") as store:
        assert [program.slug for program in store.programs()] == ["oak"]


@pytest.mark.parametrize("kind", ["text", "foreign", "broken", "missing"])
def test_what_is_no_backup_is_refused(on_file, safe, target, kind):
    """Whatever it is, in words."""
    on_file.backup(target)
    if kind == "foreign":
        target.unlink()
        with closing(sqlite3.connect(target)) as other:
            other.execute("CREATE TABLE books (title TEXT)")
    content = {"text": b"hello" * 999, "broken": target.read_bytes()[:6000]}.get(kind)
    target.write_bytes(content) if content else None
    target.unlink() if kind == "missing" else None
    with pytest.raises(StoreError if kind == "missing" else DatabaseDamagedError):
        check_backup(target)


def test_checking_a_backup(on_file, safe, target):
    """A sound backup passes and is not changed by the look."""
    on_file.backup(target)
    before = target.read_bytes()
    check_backup(target)
    assert target.read_bytes() == before
