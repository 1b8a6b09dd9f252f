"""A library's folder."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mentorwidgets.errors import ProgramError
from mentorwidgets.folder import DATABASE_VARIABLE, Folder, scratch, write_atomically


def mode(path):
    """Permission bits of a path."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_is_the_owners_alone(tmp_path):
    """0700 for the folder and its rooms."""
    folder = Folder(tmp_path / "library", create=True)
    rooms = [folder.path, folder.rosters, folder.workbooks, folder.backups]
    assert [mode(room) for room in rooms] == [0o700] * 4


def test_a_missing_folder_is_named(tmp_path):
    """With the command that makes one."""
    with pytest.raises(ProgramError, match=r"There is no folder .*nowhere.* mentorwidgets add"):
        Folder(tmp_path / "nowhere")


def test_a_foreign_folder_is_refused(tmp_path):
    """A folder without our database is somebody else's."""
    with pytest.raises(ProgramError, match="holds no database"):
        Folder(tmp_path)


def test_a_secret_stays_the_same_and_is_the_owners_alone(tmp_path):
    """So that people stay signed in when the server starts again."""
    folder = Folder(tmp_path, create=True)
    first = folder.secret("cookie")
    assert Folder(tmp_path, create=True).secret("cookie") == first
    assert (len(first), mode(tmp_path / "secret" / "cookie")) == (32, 0o600)


def test_servers_that_begin_together_share_a_secret(tmp_path):
    """Whoever comes first makes it, nothing is left beside it, and a disk without links will do."""
    folder, start = Folder(tmp_path, create=True), threading.Barrier(4)

    def begin(_):
        start.wait()
        return folder.secret("cookie")

    with ThreadPoolExecutor(4) as four:
        assert len(set(four.map(begin, range(4)))) == 1
    assert len(list((tmp_path / "secret").iterdir())) == 1


def test_a_disk_without_links_keeps_a_secret(tmp_path, monkeypatch):
    """FAT and some network disks know no links."""
    monkeypatch.setattr(os, "link", lambda *_: (tmp_path / "nowhere").stat())
    folder = Folder(tmp_path, create=True)
    assert folder.secret("cookie") == folder.secret("cookie")


def test_the_environment_can_name_another_database(tmp_path, monkeypatch):
    """PostgreSQL by its address."""
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql+psycopg://localhost/library")
    assert Folder(tmp_path).database == "postgresql+psycopg://localhost/library"


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    """When writing fails, the old file stands and nothing is left beside it."""
    file = tmp_path / "answers"
    write_atomically(file, b"old")
    with pytest.raises(TypeError):
        write_atomically(file, "not bytes")
    assert ([path.name for path in tmp_path.iterdir()], file.read_bytes(), mode(file)) == (["answers"], b"old", 0o600)


def test_what_a_killed_run_left_goes_with_the_next(tmp_path, monkeypatch):
    """A copy of the database holds everybody's names; that of a run which still goes on stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    words = "import os, sys, tempfile; from mentorwidgets.folder import scratch\n"
    words += "with scratch() as room: (room / 'people').touch(); os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", words], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    assert killed.returncode == -9
    assert len(list(tmp_path.iterdir())) == 1
    with scratch() as outer, scratch() as inner:
        assert set(tmp_path.iterdir()) == {outer, inner}
    assert list(tmp_path.iterdir()) == []
