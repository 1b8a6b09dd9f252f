"""Files that are whole or not there at all; what killed runs left of them; what a disk complains of, in words."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mentorwidgets.errors import DiskFullError, ReadOnlyFolderError, StoreError

TROUBLES: dict[int, type[StoreError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EFBIG: DiskFullError,  # no file may be that large there
    errno.EROFS: ReadOnlyFolderError,
    errno.EACCES: ReadOnlyFolderError,
    errno.EPERM: ReadOnlyFolderError,
}
"""Which of our errors is meant by the system's number."""
_STEM, _END = ".mentorwidgets-", ".part"  # says nothing of who or what is in it
_BESIDE = "-journal"  # what SQLite keeps beside a file while it writes there
_LONG_AGO = 3600  # seconds: nobody writes there any more, where nobody can be asked
_HAS_LOCKS = sys.platform != "win32"


def write_atomically(file: Path, data: bytes) -> None:
    """Write a whole file or none: beside, flushed to disk, then renamed. The file is readable by its owner only.

    Raises:
        DiskFullError: there is no room; what was there before is still whole.
        ReadOnlyFolderError: it cannot be written there.
    """
    with written(file, data):
        pass


@contextlib.contextmanager
def written(file: Path, data: bytes) -> Iterator[None]:
    """Have a file on the disk, flushed, under a name that nobody reads; it takes its place when all went well.

    Raises as `write_atomically`, before the body begins where there is no room.
    """
    with contextlib.ExitStack() as stack:
        with said(file.name):
            beside = stack.enter_context(unfinished(file.parent, data))
        yield
        with said(file.name):
            beside.replace(file)


@contextlib.contextmanager
def unfinished(folder: Path, data: bytes = b"") -> Iterator[Path]:
    """Make a private file with these bytes that nobody reads and that is taken away at the end, unless it was renamed.

    As long as it is needed it is locked, so that the next run knows what a killed one left.
    """
    sweep(folder)
    handle, beside = _begun(folder)
    stream = os.fdopen(handle, "wb")
    try:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
        if not _HAS_LOCKS:
            stream.close()  # Windows renames no file that is open
        yield beside
    finally:
        with contextlib.suppress(OSError):  # the disk is full, and was said to be
            stream.close()
        _remove(beside)


def sweep(folder: Path) -> None:
    """Take away what killed runs had begun to write in a folder; what is being written now stays."""
    with contextlib.suppress(OSError):  # we may not look there: then we may not write there either
        for left in folder.glob(f"{_STEM}*{_END}"):
            with contextlib.suppress(OSError):  # another run was quicker, or it is not ours
                if _is_left(left):
                    _remove(left)


def sweep_all(folder: Path) -> None:
    """Do so in a folder and in all that are in it."""
    for place, _, _ in os.walk(folder):
        sweep(Path(place))


def is_unfinished(name: str) -> bool:
    """Whether a file's name is that of one which is being written."""
    return name.startswith(_STEM)


def trouble(error: BaseException | None, what: str = "This") -> StoreError | None:
    """Return our words for what the disk complains of; None when it is no complaint of a disk."""
    kind = TROUBLES.get(error.errno or 0) if isinstance(error, OSError) else None
    if kind is DiskFullError:
        mend = "Free some space, then do the same again; what was saved before is safe."
        return DiskFullError(f"{what} was not written: the disk has no room left for it.", mend)
    if kind and isinstance(error, OSError):
        mend = "Ask for the right to write there, or choose another place; what was saved before is safe."
        return kind(f"{what} cannot be written: {error.strerror}.", mend)
    return None


@contextlib.contextmanager
def said(what: str) -> Iterator[None]:
    """Turn whatever keeps a file from being written into words that name it."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        mend = "Choose another place, or mend that and do the same again."
        told = ReadOnlyFolderError(f"{what} cannot be written: {error.strerror or error}.", mend)
        raise trouble(error, what) or told from error


def _begun(folder: Path) -> tuple[int, Path]:
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=_STEM, suffix=_END)  # 0600
        if lock(handle) is not False and os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # another run took it for one that was left, in the moment before it was locked
        _remove(Path(name))


def _is_left(file: Path) -> bool:
    is_free = None
    if _HAS_LOCKS:
        handle = os.open(file, os.O_RDWR | os.O_NOFOLLOW)
        try:
            is_free = lock(handle)
        finally:
            os.close(handle)
    return time.time() - file.stat().st_mtime > _LONG_AGO if is_free is None else is_free


def lock(handle: int) -> bool | None:
    """Whether nobody else is at work there; None where a disk or a system cannot tell."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _remove(file: Path) -> None:
    for left in (file.with_name(f"{file.name}{_BESIDE}"), file):
        left.unlink(missing_ok=True)
