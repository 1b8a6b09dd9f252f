"""What strangers and kernels may use, and where the office's key is not written."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from served import SLUG

from mentorwidgets.kernels import parent
from mentorwidgets.serve.kernels import KERNEL_BYTES, KERNEL_SECONDS
from mentorwidgets.serve.runtime import is_journal


def test_a_stranger_cannot_send_much(served, visitor):
    """A body of more than 100 kB is not waited for before somebody has signed in; then it is."""
    host, port = served.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(f"POST /login HTTP/1.1\r\nHost: {served.host}\r\nContent-Length: 4000000\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 400")
    visitor.get("/")
    operation = {"op": "o" * 12, "worksheet": f"{SLUG}/pairing", "key": "x", "value": "y" * 150_000, "base": 0}
    assert visitor.post("/mentorwidgets/api/save", {"ops": [operation]}).status != 400


@pytest.mark.parametrize("kind", ["nowhere", "trainer", "roster", "a" * 60])
def test_a_worksheet_that_is_none_keeps_nothing(visitor, kind):
    """Names are checked against the worksheets that there are."""
    visitor.get("/")
    operation = {"op": f"op-{kind[:10]}-1234", "worksheet": f"{SLUG}/{kind}", "key": "note", "value": "x", "base": 0}
    (answer,) = visitor.post("/mentorwidgets/api/save", {"ops": [operation]}).data["answers"]
    assert (answer["outcome"], answer["why"]) == ("refused", "There is no such worksheet. Load the page again.")


@pytest.mark.skipif(sys.platform != "linux", reason="only there are kernels copies")
def test_a_kernel_has_bounds(served, visitor):
    """Of memory and of the processor, and it goes after who saves."""
    visitor.get(f"/programs/{SLUG}/counter")
    bounds = [Path(f"/proc/{pid}/limits").read_text() for pid in served.kernels()]
    assert any(str(KERNEL_BYTES) in text and str(KERNEL_SECONDS) in text for text in bounds)
    assert all(os.getpriority(os.PRIO_PROCESS, pid) >= 5 for pid in served.kernels())


def test_a_kernel_that_wants_too_much_ends_alone():
    """A small bound, a copy of this process: it gets no more than that."""
    pid = os.fork()
    if pid == 0:
        try:
            parent._limit(f"5,{400_000_000}")
            bytearray(900_000_000)
        except MemoryError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] != 400_000_000


def test_the_key_is_in_no_journal(tmp_path, monkeypatch):
    """What the system's journal keeps, others may read."""
    file = tmp_path / "out"
    with file.open("w") as stream:
        at = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{at.st_dev}:{at.st_ino}")
        assert is_journal(stream)
        monkeypatch.setenv("JOURNAL_STREAM", "1:1")
        assert not is_journal(stream)


_BROWSER = """
import os, sys, webbrowser
from pathlib import Path
webbrowser.open = lambda address: Path(sys.argv[2]).write_text(address)
if sys.argv[3]:
    at = os.fstat(1)
    os.environ["JOURNAL_STREAM"] = f"{at.st_dev}:{at.st_ino}"
from mentorwidgets.serve import serve
serve(Path(sys.argv[1]), port=18877, spare=False)
"""


def test_the_key_is_no_part_of_a_command(library, tmp_path, eventually):
    """The browser is started with a word that opens once; the journal gets the name of a file, which ends with the run."""
    asked = tmp_path / "asked"
    words = [sys.executable, "-c", _BROWSER, str(library.path), str(asked), "journal"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            eventually(asked.exists)
            file = Path(line.rpartition(" is in ")[2].strip(")\n"))
            token = file.read_text().strip().partition("token=")[2]
            assert file.stat().st_mode & 0o077 == 0
            assert "token" not in line
            assert token not in asked.read_text()
        finally:
            process.terminate()
            process.wait(60)
    assert not file.exists()
