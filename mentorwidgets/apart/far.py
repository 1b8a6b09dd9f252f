"""The far side: a warm Python that copies itself for each question, and lets the copy read within bounds.

On Linux the copy alone touches the file, so that nothing of one file is
left for the next. Elsewhere a process cannot be copied safely: it reads one file itself, and ends.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from mentorwidgets.errors import MentorWidgetsError

NO_MEMORY, TOO_LONG = 99, 98
"""Exit codes of a reader; others are those of the system."""
_IDLE = 120.0  # seconds
_OURS = "mentorwidgets."
_state = {"is reader": False}


def is_reader() -> bool:
    """Whether this process reads one file, within bounds."""
    return _state["is reader"]


def main() -> None:
    """Answer until nobody asks any more."""
    preload, stays = sys.argv[1], sys.argv[2] == "stays"
    questions, answers = _own_pipes()
    for name in filter(None, preload.split(",")):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    while _is_asked(questions, stays=stays):
        line = questions.readline()
        if not line:
            return
        question = json.loads(line)
        blobs = [questions.read(size) for size in question["blobs"]]
        if sys.platform != "linux":
            _read(question, blobs, answers, is_last=True)
            return
        with contextlib.suppress(ImportError, AttributeError, ValueError):  # what cannot be asked is said by the copy
            _function(question["reader"])  # imported here, it is there in every copy from now on
        pid = os.fork()
        if pid == 0:
            become_reader(question, blobs, answers)
        code = code_of(os.waitpid(pid, 0)[1])
        if code:
            os._exit(code)  # what was said so far may be cut: nobody can be answered here any more


def become_reader(question: Mapping[str, Any], blobs: Sequence[bytes], answers: IO[bytes]) -> NoReturn:
    """Let this copy of a process read one file within its bounds, and end."""
    code = 1
    try:
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library that ends its process says so there, in its own words
        _limit(question)
        _read(question, blobs, answers, is_last=False)
        code = 0
    except MemoryError:
        code = NO_MEMORY
    finally:
        os._exit(code)


def code_of(status: int) -> int:
    """Say how a reader ended: 0 when all is well."""
    code = os.waitstatus_to_exitcode(status)
    if -code in {signal.SIGXCPU, signal.SIGALRM}:
        return TOO_LONG
    return NO_MEMORY if -code in {signal.SIGABRT, signal.SIGKILL} else abs(code)


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes for ourselves: what a library prints must not stand among the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who asks, whose end is ours
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nowhere, number)
    return questions, answers


def _is_asked(questions: IO[bytes], *, stays: bool) -> bool:
    if stays or sys.platform == "win32":
        return True
    return bool(select.select([questions], [], [], _IDLE)[0])


def _limit(question: Mapping[str, Any]) -> None:
    import resource  # not everywhere

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(question["wall"])
    os.nice(5)
    for what, most in (
        (resource.RLIMIT_CPU, question["cpu"]),
        (resource.RLIMIT_AS, question["memory"]),
        (resource.RLIMIT_FSIZE, 0),  # a reader writes nothing
        (resource.RLIMIT_CORE, 0),  # what is in a file does not end in a file of the system's
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard if what == resource.RLIMIT_CPU else least))


def _read(question: Mapping[str, Any], blobs: Sequence[bytes], answers: IO[bytes], *, is_last: bool) -> None:
    _state["is reader"] = True
    end: dict[str, Any] = {"last": is_last}
    try:
        for part in _function(question["reader"])(question["request"], *blobs):
            _say(answers, {"part": part})
    except BrokenPipeError:  # who asked has heard enough
        return
    except MentorWidgetsError as error:
        end["error"] = [type(error).__name__, error.what, error.mend]
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  it is told to who asked, without a word of the file
        end["fault"] = f"{type(error).__name__} at {_place(error)}"
    with contextlib.suppress(BrokenPipeError):
        _say(answers, end)


def _function(reader: str) -> Any:
    module, _, name = reader.partition(":")
    if not module.startswith(_OURS):
        raise ValueError(module)
    return getattr(importlib.import_module(module), name)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))


def _say(answers: IO[bytes], value: dict[str, Any]) -> None:
    data = json.dumps(value).encode()
    answers.write(b"%d\n" % len(data))
    answers.write(data)
    answers.flush()
