"""Makes a table's programs and is killed at a moment that is named; `test_kills` runs it. Not a test itself."""

from __future__ import annotations

import os
import signal
import sys
import threading

from mentorwidgets.__main__ import run

_CALLS = ("fsync", "replace", "rename", "mkdir", "open")
_left = [0]
_lock = threading.Lock()


def counted(name):
    """A call of the system that ends this process when its turn has come, before or after it is done."""
    real = getattr(os, name)

    def call(*args, **kwargs):
        with _lock:
            _left[0] -= 1
            turn = _left[0]
        if turn == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    return call


def main(moment: str, *words: str) -> None:
    """Run one command; the process is killed at so many calls of the system that touch files."""
    _left[0] = int(moment)
    for name in _CALLS:
        setattr(os, name, counted(name))
    code = run(words)
    sys.stdout.write(f"calls {int(moment) - _left[0]}\n")
    sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
