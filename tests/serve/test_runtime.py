"""The directory of one run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from mentorwidgets.serve.runtime import make_runtime_dir, write_private


@pytest.fixture
def run():
    """A directory of a run, removed afterwards."""
    path = make_runtime_dir()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_private(run):
    """Only our user can enter it, and it is named after our process."""
    assert run.stat().st_mode & 0o777 == 0o700
    assert f"-{os.getpid()}-" in run.name


def test_short(run):
    """Its path leaves room for the sockets of kernels, which may have 104 bytes."""
    assert len(str(run)) < 60


@pytest.mark.parametrize(("code", "is_left"), [("", False), ("input()", True)], ids=["ended", "running"])
def test_others(run, code, is_left):
    """Directories of servers that have ended are cleared away; those of running ones are not."""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as other:
        if not code:
            other.wait()
        theirs = run.with_name(f"mentorwidgets-run-{other.pid}-test")
        theirs.mkdir()
        shutil.rmtree(make_runtime_dir())
        assert theirs.exists() == is_left
        shutil.rmtree(theirs, ignore_errors=True)
        other.communicate(b"\n")


def test_odd_name(run):
    """A directory that only looks like one of ours is left alone."""
    odd = run.with_name("mentorwidgets-run-x-test")
    odd.mkdir(exist_ok=True)
    shutil.rmtree(make_runtime_dir())
    assert odd.exists()
    odd.rmdir()


def test_write_private(run):
    """A file is private from its first byte on, and never written over or through a link."""
    write_private(run / "a", b"words")
    assert ((run / "a").read_bytes(), (run / "a").stat().st_mode & 0o777) == (b"words", 0o600)
    (run / "link").symlink_to(run / "b")
    for taken in ("a", "link"):
        with pytest.raises(FileExistsError):
            write_private(run / taken, b"other")
    assert not (run / "b").exists()


def test_many_start_at_once(run):
    """Servers that start in one moment clear away the same things, and none of them stumbles."""
    for number in range(50):
        run.with_name(f"mentorwidgets-run-{2**22 + number}-test").mkdir(exist_ok=True)
    code = "import shutil; from mentorwidgets.serve.runtime import make_runtime_dir as m; input(); shutil.rmtree(m())"
    others = [subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) for _ in range(4)]
    for other in others:
        other.stdin.write(b"\n")
        other.stdin.close()
    assert [other.wait() for other in others] == [0, 0, 0, 0]
    assert not list(run.parent.glob("mentorwidgets-run-41943*-test"))
