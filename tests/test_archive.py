"""Backup and restore of a whole folder."""

from __future__ import annotations

import zipfile

import pytest

from mentorwidgets.archive import back_up, bring_back
from mentorwidgets.errors import ArchiveError, StoreError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, Program
from mentorwidgets.workbook import open_store

OFFER = Operation(op="operation-1", worksheet="oak/pairing", key="offer/ben", value="later", base=0)


@pytest.fixture
def library(tmp_path):
    """A folder with one program, one answer, one roster file and one workbook."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", [Person(id="ben", name="Ben", roles=("mentee",))], actor="test")
        store.apply(OFFER, "test")
    (folder.rosters / "oak-roster.csv").write_text("Name\nBen\n", encoding="utf-8")
    (folder.workbooks / "oak").mkdir()
    (folder.workbooks / "oak" / "pairing.ipynb").write_text("{}", encoding="utf-8")
    folder.secret("cookie")
    return folder


def test_everything_comes_back(library, tmp_path):
    """Answers, history, rosters and workbooks; not what keeps people signed in."""
    back_up(library, tmp_path / "backup.zip")
    assert bring_back(tmp_path / "backup.zip", tmp_path / "again") == 3
    with open_store(Folder(tmp_path / "again")) as store:
        assert (store.fields("oak/pairing")["offer/ben"].value, len(store.history("oak/pairing"))) == ("later", 1)
    assert (tmp_path / "again" / "rosters" / "oak-roster.csv").read_text() == "Name\nBen\n"
    assert not (tmp_path / "again" / "secret" / "cookie").exists()


def test_a_backup_is_taken_while_people_work(library, tmp_path):
    """An open database with unsaved pages does not stand in the way."""
    with open_store(library) as store:
        back_up(library, tmp_path / "backup.zip")
        store.apply(
            Operation(op="operation-2", worksheet="oak/pairing", key="offer/ben", value="accepted", base=1), "test"
        )
    bring_back(tmp_path / "backup.zip", tmp_path / "again")
    with open_store(Folder(tmp_path / "again")) as store:
        assert store.fields("oak/pairing")["offer/ben"].value == "later"


def test_nothing_is_overwritten(library, tmp_path):
    """A folder that holds something is left alone."""
    back_up(library, tmp_path / "backup.zip")
    with pytest.raises(ArchiveError, match="is not empty"):
        bring_back(tmp_path / "backup.zip", library.path)


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/outside", "secret/cookie", "rosters/../../outside", "rosters\\..\\outside"]
)
def test_a_backup_cannot_write_elsewhere(library, tmp_path, name):
    """A name that leaves the folder's own rooms makes the file no backup of ours."""
    back_up(library, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip", "a") as bundle:
        bundle.writestr(name, "x")
    with pytest.raises(ArchiveError, match="is not a backup"):
        bring_back(tmp_path / "backup.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_backup_is_named(tmp_path, content):
    """With what to use instead."""
    (tmp_path / "backup.zip").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"cannot be read as a backup\. Use a file made by"):
        bring_back(tmp_path / "backup.zip", tmp_path / "again")


@pytest.mark.parametrize("content", [b"no database " * 999, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_backup_with_a_broken_database_makes_no_folder(tmp_path, content):
    """It is looked at before anything is made."""
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as bundle:
        bundle.writestr("mentorwidgets-backup.json", "{}")
        bundle.writestr("mentorwidgets.sqlite3", content)
    with pytest.raises(ArchiveError, match="holds no sound database"):
        bring_back(tmp_path / "backup.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_place_that_cannot_be_written_is_named(library, tmp_path):
    """And nothing is left half done."""
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(library, tmp_path / "no" / "such" / "backup.zip")
