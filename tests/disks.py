"""Real disks without much room."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def small_disk_at(place: Path, size: str) -> Iterator[Path | None]:
    """Mount a disk of that size there, such as ``1m``; None where only root may."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place]
    is_there = subprocess.run(words, capture_output=True, check=False).returncode == 0
    yield place if is_there else None
    if is_there:
        subprocess.run(["umount", "-l", place], check=True)
