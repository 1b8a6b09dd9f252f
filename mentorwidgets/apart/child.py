"""A process that reads one file: forked from this one where it has a single thread, else from a warm Python."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from mentorwidgets.apart import far

_LARGEST_PART = 32_000_000  # bytes of one value that a reader yields
_GRACE = 30.0  # seconds beyond its own bound, after which a reader is ended from here
_MAIN = "from mentorwidgets.apart import far; far.main()"
_ENVIRONMENT = {
    "PATH", "HOME", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one reading may cost: seconds of the processor, seconds of waiting, bytes of memory, bytes of the answer."""

    cpu: int = 30
    wall: int = 90
    memory: int = 1_500_000_000
    answer: int = 400_000_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a function of ours by name, its first argument as plain JSON, and its others as bytes."""

    reader: str
    request: Any
    blobs: tuple[bytes, ...]
    bounds: Bounds

    def head(self) -> dict[str, Any]:
        """All of it but the bytes, of which it has the lengths."""
        own = {"reader": self.reader, "request": self.request, "blobs": list(map(len, self.blobs))}
        return {**own, **dataclasses.asdict(self.bounds)}


class EndedError(Exception):
    """The reader is gone, with this exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SaidError(Exception):
    """What a reader said instead of a value, on its way to who asked."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer)
        self.answer = answer


class _CutError(Exception):
    """The answer breaks off, or is none."""


def can_copy() -> bool:
    """Whether this very process can be copied: it has one thread, and so nothing that a copy would have half of."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


def ask_copy(question: Question) -> list[Any]:
    """Let a copy of this process read.

    Raises:
        EndedError: it died of it.
        SaidError: it could not read.
    """
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)  # or it could write for ever into a pipe of which it holds both ends
        far.become_reader(question.head(), question.blobs, os.fdopen(theirs, "wb"))
    os.close(theirs)
    code = None
    try:
        with os.fdopen(ours, "rb") as answers:
            return list(_parts(answers, question.bounds.answer))
    except _CutError:
        code = far.code_of(os.waitpid(pid, 0)[1])
        raise EndedError(code) from None
    finally:
        if code is None:
            os.waitpid(pid, 0)


class Child:
    """One warm reader, seen through its pipes; it answers one question at a time.

    Args:
        preload: modules that it imports at once, parted by commas.
        stays: whether it waits for ever; else it leaves when nobody has asked for two minutes.
    """

    def __init__(self, preload: str, *, stays: bool) -> None:
        words = [sys.executable, "-c", _MAIN, preload, "stays" if stays else "leaves"]
        env = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT or name.startswith("LC_")}
        self._process = subprocess.Popen(  # noqa: S603  our own module
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
        )
        self.is_usable = True

    def ask(self, question: Question) -> list[Any]:
        """Return what it yields; `EndedError` and `SaidError` as in `ask_copy`."""
        stdin: Any = self._process.stdin
        stdout: Any = self._process.stdout
        self.is_usable = False  # until it has answered to the end
        timer = threading.Timer(question.bounds.wall + _GRACE, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it ended: its exit code says why
                stdin.write(json.dumps(question.head()).encode() + b"\n")
                for blob in question.blobs:
                    stdin.write(blob)
                stdin.flush()
            found = list(_parts(stdout, question.bounds.answer))
        except _CutError:
            raise EndedError(self._code()) from None
        except SaidError as said:
            self.is_usable = not said.answer["last"]
            raise
        finally:
            timer.cancel()
        self.is_usable = sys.platform == "linux"  # elsewhere each reads one file
        return found

    def _code(self) -> int:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(1)
        return far.NO_MEMORY  # it goes on, but said more than it may

    def close(self) -> None:
        """End it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()


def _parts(answers: IO[bytes], most: int) -> Iterator[Any]:
    while True:
        line = answers.readline(20)
        size = int(line) if line.strip().isdigit() else -1
        most -= size
        data = answers.read(size) if 0 <= size <= _LARGEST_PART and most > 0 else b""
        if len(data) != size:
            raise _CutError
        answer = json.loads(data)
        if "part" not in answer:
            if "error" in answer or "fault" in answer:
                raise SaidError(answer)
            return
        yield answer["part"]
