"""A disk that is full, and runs that are killed while they write."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from disks import small_disk_at

from mentorwidgets import _disk
from mentorwidgets.__main__ import run
from mentorwidgets.errors import DiskFullError, ReadOnlyFolderError
from mentorwidgets.folder import Folder
from mentorwidgets.importing import RosterDesk
from mentorwidgets.roster import write_template
from mentorwidgets.serve.logs import open_log
from mentorwidgets.workbook import open_store

ROSTER = b"Id,Name,Email,Role\nm1,Ana Ruiz,ana@oak.example,mentor\np1,Ben Ode,ben@oak.example,mentee\n"
FULL = Path("/dev/full")
KILLED = """
import os, pathlib, sys
from mentorwidgets import _disk, folder
os.fsync = os.link = lambda *_: os.kill(os.getpid(), 9)
{deed}
"""


def limited(words, bytes_of_a_file=0, **environment):
    """Run Python where no file may grow beyond so many bytes: what a full disk is to a program, without a disk."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes_of_a_file}, {bytes_of_a_file}))\n"
    command = [sys.executable, "-B", "-c", limit + words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


@pytest.fixture
def office(tmp_path):
    """A folder with a program, and beside it a roster and a table."""
    (tmp_path / "roster.csv").write_bytes(ROSTER)
    (tmp_path / "programs.csv").write_text("name,roster\nOak,roster.csv\n", encoding="utf-8")
    assert (
        run(
            [
                "add",
                str(tmp_path / "library"),
                "--program",
                "oak",
                "--name",
                "Oak",
                "--roster",
                str(tmp_path / "roster.csv"),
            ]
        )
        == 0
    )
    return tmp_path


@pytest.fixture
def full(tmp_path):
    """A real disk without room; as root only, else None."""
    with small_disk_at(tmp_path / "disk", "8k") as place:
        if place is None:
            pytest.skip("needs the right to mount a disk")
        with (place / "hog").open("wb", buffering=0) as hog, contextlib.suppress(OSError):
            while hog.write(b"x" * 4096):
                pass
        yield place


COMMANDS = {
    "add": ("add", "library", "--roster", "roster.csv", "--program", "elm", "--name", "Elm"),
    "generate": ("generate", "programs.csv", "library"),
    "generate --zip": ("generate", "programs.csv", "library", "--zip"),
    "invite": ("invite", "library", "--all", "--to", "disk/links.csv"),
    "export": ("export", "library", "m1", "--to", "disk/held.zip"),
    "backup": ("backup", "library", "disk/all.zip"),
    "restore": ("restore", "all.zip", "disk/again"),
    "template": ("template", "disk/mine.xlsx"),
    "language": ("language", "disk/mine.toml"),
    "presets": ("presets", "--template", "disk/table.csv"),
    "propose": ("propose", "roster.csv", "--everyone", "--to", "disk/pairs.csv"),
    "collect": ("collect", "library", "--to", "disk/numbers.xlsx"),
    "demo": ("demo", "disk/another", "--no-browser"),
    "serve": ("serve", "library", "--no-browser"),
}
ELSEWHERE = {  # what of the folder lies on the full disk
    "add": "rosters",
    "generate": "workbooks",
    "generate --zip": "bundles",
    "serve": "secret",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_that_there_is_no_room(office, full, name, monkeypatch, capfd):
    """In words that say what to do, and nothing is left of what was begun."""
    monkeypatch.chdir(office)
    assert run(["backup", "library", "all.zip"]) == 0
    if name in ELSEWHERE:
        there = office / "library" / ELSEWHERE[name]
        shutil.rmtree(there, ignore_errors=True)
        there.symlink_to(full)
    capfd.readouterr()
    assert run(COMMANDS[name]) == 1
    told = capfd.readouterr()
    said = told.out + told.err
    assert "no room left" in said
    assert ("Something went wrong" in said, "Traceback" in said) == (False, False)
    assert ("--renew" in said) == (name == "invite")
    assert [file.name for file in full.rglob("*") if file.is_file() and file.stat().st_size] == ["hog"]
    with open_store(Folder("library")) as store:
        assert [program.slug for program in store.programs()] == ["oak"]


@pytest.mark.parametrize(
    "write",
    [
        lambda place: _disk.write_atomically(place / "answers.csv", b"x" * 9000),
        lambda place: write_template(place / "roster.xlsx"),
        lambda place: Folder(place, create=True).secret("cookies"),
    ],
)
def test_a_real_disk_without_room_is_said(full, write):
    """Nothing is left on it."""
    with pytest.raises(DiskFullError, match="no room left"):
        write(full)
    assert [file.name for file in full.rglob("*") if file.is_file()] == ["hog"]


def test_what_is_sent_to_a_full_disk_is_said(office):
    """A command's answer, too."""
    words = ("check", str(office / "roster.csv"), "--json")
    with FULL.open("w", encoding="utf-8") as nowhere:
        command = [sys.executable, "-m", "mentorwidgets", *words]
        done = subprocess.run(command, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "no room left" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_no_roster_is_taken_in_whose_file_cannot_be_kept(office, monkeypatch):
    """Its person is told so, and nothing is changed."""
    folder = Folder(office / "library")
    with open_store(folder) as store:
        desk = RosterDesk(store, "oak", folder=folder, actor="Cora")
        key = desk("read", {"name": "more.csv"}, ROSTER + b"m2,Cy,cy@oak.example,mentor\n")["key"]
        request = {"files": [{"key": key}]}
        basis = desk("look", request, b"")["compare"]["basis"]
        full = OSError(28, "No space left on device")
        monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(full))
        with pytest.raises(DiskFullError, match=r"more\.csv was not written"):
            desk("take", {**request, "basis": basis}, b"")
        assert [person.name for person in store.people("oak")] == ["Ana Ruiz", "Ben Ode"]


def test_a_log_without_room_says_so_once(tmp_path, capfd):
    """And without the line, in which somebody's address may stand."""
    handler = open_log(tmp_path)
    whole = handler.setStream(FULL.open("w", encoding="utf-8"))
    whole.close()
    for number in range(3):
        logging.getLogger("mentorwidgets.serve").info("10.0.0.%d", number)
    with pytest.raises(OSError, match="No space"):
        handler.close()
    told = capfd.readouterr().err
    assert (told.count("no room left"), "10.0.0" in told, "Traceback" in told) == (1, False, False)


@pytest.mark.parametrize(
    "deed",
    [
        "_disk.write_atomically(pathlib.Path('rosters') / 'oak-roster.csv', b'Ana Ruiz')",
        "_disk.write_atomically(pathlib.Path('workbooks') / 'oak' / 'pairing.ipynb', b'Ana Ruiz')",
        "folder.Folder('.').secret('more')",
    ],
)
def test_a_write_that_is_killed_leaves_nothing_for_long(office, deed):
    """What it began is private, its name says nothing, and it goes when the folder is opened to be served."""
    library = office / "library"
    done = subprocess.run([sys.executable, "-c", KILLED.format(deed=deed)], cwd=library, check=False)
    assert done.returncode == -9
    left = list(library.rglob(".*.part"))
    assert [(oct(file.stat().st_mode), "roster" in file.name) for file in left] == [("0o100600", False)]
    Folder(library).tidy()
    assert list(library.rglob(".*.part")) == []


def test_the_next_write_in_any_folder_takes_away_what_was_left(tmp_path):
    """Also where nobody starts a server, such as a folder with exports."""
    deed = "_disk.write_atomically(pathlib.Path('held.zip'), b'Ana Ruiz')"
    subprocess.run([sys.executable, "-c", KILLED.format(deed=deed)], cwd=tmp_path, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    _disk.write_atomically(tmp_path / "numbers.csv", b"1")
    assert [file.name for file in tmp_path.iterdir()] == ["numbers.csv"]


def test_what_is_being_written_is_not_taken_away(tmp_path):
    """By nobody, and a file of somebody else's never."""
    (tmp_path / ".config.settings").touch()
    with _disk.unfinished(tmp_path, b"half"):
        words = "import pathlib; from mentorwidgets import _disk; _disk.sweep(pathlib.Path('.'))"
        subprocess.run([sys.executable, "-c", words], cwd=tmp_path, check=True)
        assert len(list(tmp_path.iterdir())) == 2
    assert [file.name for file in tmp_path.iterdir()] == [".config.settings"]


@pytest.mark.parametrize("number", [13, 1, 30])
def test_a_folder_that_cannot_be_written_is_said(number):
    """The right is missing, or it is mounted for reading."""
    told = _disk.trouble(OSError(number, os.strerror(number)), "numbers.csv")
    assert isinstance(told, ReadOnlyFolderError)
    assert told.what.startswith("numbers.csv cannot be written")


def test_no_room_for_what_lies_on_the_way(tmp_path):
    """A computer whose temporary folders are all full."""
    words = "from mentorwidgets.folder import scratch\nwith scratch(): pass"
    done = limited(words, TMPDIR=str(tmp_path))
    assert (done.returncode, "StoreError" in done.stderr or "ReadOnlyFolderError" in done.stderr) == (1, True)


def test_other_errors_are_no_disks():
    """A network that is away stays what it is."""
    assert [_disk.trouble(error) for error in (ConnectionError(111, "refused"), ValueError(), None)] == [None] * 3
