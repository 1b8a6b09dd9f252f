"""Where copies are put: a folder of this computer or of the network, or a store that papermill knows (s3, gs, adl)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Protocol

from mentorwidgets._disk import said, sweep_all, write_atomically
from mentorwidgets.errors import GenerateError


class Shelf(Protocol):
    """One program's files, by name; a name may have folders in it, parted by ``/``."""

    def read(self, name: str) -> bytes | None:
        """Return a file, or None when there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file or none."""

    def remove(self, name: str) -> bool:
        """Take a file away; whether that can be done here."""


class FolderShelf:
    """A folder. Its files are written beside, flushed to the disk, then renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """Return a file, or None when there is none."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return (self.folder / name).read_bytes()
        return None

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file or none; StoreError when the folder or the disk does not take it."""
        target = self.folder / name
        with said(target.name):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(target, data)

    def remove(self, name: str) -> bool:
        """Take a file away, and its folder when that is empty then."""
        (self.folder / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # other files are in it
            (self.folder / name).parent.rmdir()
        return True

    def tidy(self) -> None:
        """Take away what a killed run had begun to write beside a file."""
        sweep_all(self.folder)


class StoreShelf:
    """An address that papermill can read and write, such as ``s3://bucket/programs/oak``."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """Return a file, or None when there is none."""
        from papermill.iorw import papermill_io

        try:
            found = papermill_io.read(f"{self.address}/{name}", extensions=None)
        except Exception as error:
            if _is_missing(error):
                return None
            raise self._refused("read", error) from error
        if isinstance(found, bytes):  # gs
            return found
        text = found if isinstance(found, str) else "".join(found)
        return (
            text if text.endswith("\n") else f"{text}\n"
        ).encode()  # s3 loses the last line's end; all of ours have it

    def write(self, name: str, data: bytes) -> None:
        """Write a file; such a store shows a whole file or none by itself."""
        from papermill.iorw import papermill_io

        try:
            papermill_io.write(data.decode(), f"{self.address}/{name}", extensions=None)
        except Exception as error:
            raise self._refused("written", error) from error

    def remove(self, name: str) -> bool:
        """Papermill's stores take nothing away."""
        del name
        return False

    def _refused(self, deed: str, error: Exception) -> GenerateError:
        scheme = self.address.partition(":")[0]
        if type(error).__name__ == "PapermillOptionalDependencyException":
            extra = _EXTRAS.get(scheme, "all")
            return GenerateError(f"What reads {scheme}:// is not installed.", f"Run: pip install 'papermill[{extra}]'")
        told = f"{self.address} cannot be {deed} ({type(error).__name__})."
        return GenerateError(told, "Check the address and your right to use it.")


_EXTRAS = {"s3": "s3", "gs": "gcs", "adl": "azure", "abs": "azure"}


def shelf_at(where: str) -> Shelf:
    """Return the shelf at a path or at an address with ``://``."""
    return StoreShelf(where) if "://" in where else FolderShelf(Path(where))


def sync_folder(folder: Path) -> None:
    """Make sure that new names in a folder outlive a power cut."""
    with contextlib.suppress(OSError):  # Windows has no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_missing(error: Exception) -> bool:
    words = str(error).casefold()
    return isinstance(error, FileNotFoundError) or any(sign in words for sign in _MISSING)


_MISSING = ("nosuchkey", "(404)", "not found", "notfound")
