"""Disks that fill up, files that break, others who hold the lock: each in words, nothing harmed, and then on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from disks import small_disk_at

from mentorwidgets.errors import (
    DatabaseAwayError,
    DatabaseDamagedError,
    DatabaseLockedError,
    DiskFullError,
    NewerDatabaseError,
    ReadOnlyFolderError,
    StoreError,
)
from mentorwidgets.model import Operation, Program
from mentorwidgets.store import Store
from mentorwidgets.store.engine import writing
from mentorwidgets.store.faults import store_error

SHEET = "oak/pairing"
CAUSES = [DiskFullError, ReadOnlyFolderError, DatabaseLockedError, DatabaseDamagedError]


def sentences(error: StoreError) -> bool:
    """Whether both sentences are there and hold no traces of the machinery."""
    return error.what.endswith(".") and error.mend.endswith((".", "'")) and "sqlite3." not in str(error)


def until(kind, work):
    """The error of that kind that ``work(0)``, ``work(1)`` ... comes to."""
    for n in range(1000):
        try:
            work(n)
        except kind as error:
            return error
    return pytest.fail(f"no {kind.__name__}")


def filled(file: Path, fields: int = 50) -> Path:
    """A closed database with some fields."""
    with Store.open(file) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        wishes = [
            Operation(op=f"fill-{n:06}", worksheet=SHEET, key=f"note/{n}", value="x" * 500, base=0)
            for n in range(fields)
        ]
        store.apply_many([(wish, "Ana") for wish in wishes])
    return file


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte; as root a real one, else pytest's folder is given and the caller sets a limit."""
    with small_disk_at(tmp_path / "disk", "1m") as place:
        yield place


def test_a_full_disk(small_disk, file, op):
    """A full disk is said, what was saved is there, and saving goes on when there is room again."""
    with Store.open((small_disk or file.parent) / "x.sqlite3") as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.apply(op("note/safe", "safe"), "Ana")
        hog = fill_disk(small_disk, store)
        caught = until(DiskFullError, lambda n: store.apply(op(f"note/{n}", "x" * 50_000), "Ana"))
        assert sentences(caught)
        before = store.fields(SHEET)
        assert before["note/safe"].value == "safe"
        hog()
        assert store.apply(op("note/after", "x" * 50_000), "Ana").outcome == "saved"
        assert store.fields(SHEET).keys() == {*before, "note/after"}


def fill_disk(disk, store):
    """Take the room away; returns how to give it back. Without a small disk, SQLite itself counts pages."""
    if disk is None:

        def limit(pages):
            with store._engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

        limit(60)
        return lambda: limit(2**30)
    hog = disk / "hog"
    hog.write_bytes(b"x" * 600_000)
    return hog.unlink


@pytest.mark.parametrize("fields", [0, 5])
def test_a_disk_full_from_the_start(small_disk, fields):
    """A database, new or old, cannot open on a full disk; we say so and it opens later with all that it had."""
    if small_disk is None:
        pytest.skip("needs the right to mount a disk")
    if fields:
        filled(small_disk / "x.sqlite3", fields)
    hog = small_disk / "hog"
    with hog.open("wb", buffering=0) as out:
        until(OSError, lambda _: out.write(b"x" * 4096))
    with pytest.raises(DiskFullError):
        Store.open(small_disk / "x.sqlite3")
    hog.unlink()
    with Store.open(small_disk / "x.sqlite3") as store:
        assert len(store.fields(SHEET)) == fields


def test_a_folder_that_cannot_be_written(small_disk, file):
    """A read-only disk or folder is said at opening, and nothing is touched."""
    folder = small_disk or file.parent
    filled(folder / "x.sqlite3", 5)
    if small_disk:
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    else:
        folder.chmod(0o500)
    with pytest.raises(ReadOnlyFolderError, match="cannot be written") as caught:
        Store.open(folder / "x.sqlite3")
    assert sentences(caught.value)


def test_a_database_that_becomes_read_only(on_file, op):
    """A database that turns read-only under the server refuses saves in words until it is writable again."""
    with on_file._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(ReadOnlyFolderError):
        on_file.apply(op("note/a", 1), "Ana")
    with on_file._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    assert on_file.apply(op("note/a", 1), "Ana").outcome == "saved"


def test_a_locked_database(on_file, file, op):
    """Another program that holds the database is waited for, then named; saving goes on when it lets go."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLockedError) as caught:
            on_file.apply(op("note/a", 1), "Ana")
        assert sentences(caught.value)
        assert on_file.fields(SHEET) == {}
    assert on_file.apply(op("note/a", 1), "Ana").outcome == "saved"


@pytest.mark.postgres
def test_a_locked_postgres(postgres_server, op):
    """A writer that holds PostgreSQL's lock too long is named too."""
    url = postgres_server.new_url()
    with Store.open(url, patience=0.2) as store:
        engine = sqlalchemy.create_engine(url)
        with engine.begin() as other:
            other.exec_driver_sql(f"SELECT pg_advisory_xact_lock({0x6D77646C})")
            with pytest.raises(DatabaseLockedError):
                store.apply(op("note/a", 1), "Ana")
        engine.dispose()
        assert store.apply(op("note/a", 1), "Ana").outcome == "refused"  # no such program, but it answers


@pytest.mark.postgres
def test_a_server_that_goes_away(postgres_server, op, eventually):
    """A PostgreSQL that stops is said in words; seconds after its restart the same store saves on."""
    with Store.open(postgres_server.new_url()) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        postgres_server.stop()
        with pytest.raises(StoreError, match="does not answer"):
            store.apply(op("note/a", 1), "Ana")
        postgres_server.start()
        eventually(lambda: is_saved(store, op("note/a", 1)))


def is_saved(store, operation) -> bool:
    """Whether it is saved now; whoever asks in the moments after an outage is told of it, and tries again."""
    try:
        return store.apply(operation, "Ana").outcome == "saved"
    except DatabaseAwayError:
        return False


def test_no_server_at_all(tmp_path):
    """An address where nobody listens is said, and the password in it is not."""
    with pytest.raises(StoreError, match="does not answer") as caught:
        Store.open(f"postgresql+psycopg://ana:s3cret@/x?host={tmp_path}")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [b"id,name\nana,Ana\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000, b"PK\x03\x04" * 300],
    ids=["csv", "broken header", "zip"],
)
def test_not_a_database(tmp_path, content):
    """A file that is something else is refused and stays byte for byte."""
    path = tmp_path / "x.sqlite3"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamagedError) as caught:
        Store.open(path)
    assert sentences(caught.value)
    assert path.read_bytes() == content


def test_a_damaged_database(file):
    """A database with broken pages is refused at opening and stays byte for byte."""
    filled(file, 200)
    content = bytearray(file.read_bytes())
    content[8192:40960] = os.urandom(32768)
    file.write_bytes(content)
    with pytest.raises(DatabaseDamagedError, match="damaged") as caught:
        Store.open(file)
    assert "restore" in caught.value.mend
    assert file.read_bytes() == content


def test_a_database_of_another_program(tmp_path):
    """Another program's database is not touched."""
    path = tmp_path / "x.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE books (title TEXT)")
    content = path.read_bytes()
    with pytest.raises(DatabaseDamagedError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_newer_database(address):
    """A database of a newer version names both versions and is left alone."""
    with Store.open(address) as store, writing(store._engine) as connection:
        connection.exec_driver_sql("INSERT INTO mw_migration VALUES (99, 'later', '7.5.0', '2030')")
    with pytest.raises(NewerDatabaseError, match=r"7\.5\.0 \(schema 99\).*0\.1\.0 \(schema \d\)") as caught:
        Store.open(address)
    assert sentences(caught.value)


@pytest.mark.parametrize("whole", [True, False])
def test_a_vanished_file(on_file, file, op, whole):
    """When someone deletes the database, saves fail in words (twice), never silently into nothing, and make no file."""
    shutil.rmtree(file.parent) if whole else file.unlink()
    for _ in range(2):
        with pytest.raises(StoreError):
            on_file.apply(op("note/a", 1), "Ana")
    assert not file.exists()


def test_a_moved_file_comes_back(on_file, file, op, tmp_path):
    """A database that was moved away and put back is used again."""
    file.rename(tmp_path / "away")
    with pytest.raises(StoreError, match="moved or deleted"):
        on_file.apply(op("note/a", 1), "Ana")
    (tmp_path / "away").rename(file)
    assert on_file.apply(op("note/a", 1), "Ana").outcome == "saved"


def test_a_crash_in_the_first_moment(file):
    """An empty file, left by a crash before the first table, is begun anew."""
    file.parent.mkdir(mode=0o700)
    file.touch()
    with Store.open(file) as store:
        assert store.programs() == ()


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_has_words_of_its_own(cause):
    """No two causes share a sentence, and each says how to mend it."""
    said = {store_error(other, "the database").what for other in CAUSES}
    assert len(said) == len(CAUSES)
    assert sentences(store_error(cause, "the database"))
