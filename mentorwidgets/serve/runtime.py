"""The directory of one run: sockets and snapshots, for our user's eyes only, and gone with the server."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TextIO

_STEM = "mentorwidgets-run-"
_LONGEST = 50  # a socket's whole path may have 104 bytes on macOS; the kernel's part needs about 50


def make_runtime_dir() -> Path:
    """Make a 0700 directory named after this process, and clear away those of servers that were killed."""
    base = _base()
    for left in base.glob(f"{_STEM}*"):
        if _is_mine(left) and not _is_running(left):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_STEM}{os.getpid()}-", dir=base))


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only our user can read, from its first byte on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def is_journal(stream: TextIO) -> bool:
    """Whether what is written there is kept by the system's journal, for others to read (systemd.exec(5))."""
    try:
        at = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM", "") == f"{at.st_dev}:{at.st_ino}"


def _base() -> Path:
    usual = Path(tempfile.gettempdir())
    short = Path("/tmp")  # noqa: S108 - mkdtemp makes it safe; sockets need short paths
    return short if len(str(usual)) > _LONGEST and short.is_dir() else usual


def _is_mine(path: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    try:
        return path.lstat().st_uid == os.getuid()
    except FileNotFoundError:  # another server that starts just now was quicker
        return False


def _is_running(path: Path) -> bool:
    pid = path.name.removeprefix(_STEM).partition("-")[0]
    if not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
