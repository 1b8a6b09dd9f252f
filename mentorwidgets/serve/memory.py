"""How many more kernels this computer can hold: by the memory and the open files that it has left, and by no number."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil

KERNEL = 64 * 2**20
"""Bytes that one kernel may come to need: measured are 21 MB beside what it shares, more with thousands of people."""

SPARED = 256 * 2**20  # bytes that stay free for everybody's pages, and for who shares the computer
_FILES = 20  # that our process opens for one kernel and its page; measured are 14
_SPARED_FILES = 100
_GROUPS = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")


def has_room(coming: int, groups: Path = _GROUPS, own: Path = _OWN) -> bool:
    """Whether one more kernel fits, beside ``coming`` ones that were begun and have not taken their memory yet."""
    free = min(psutil.virtual_memory().available, *_left_in_groups(groups, own), 2**60)
    return free - SPARED >= KERNEL * (coming + 1) and _files_left() >= _SPARED_FILES + _FILES * (coming + 1)


def open_many_files() -> None:
    """Let this process open as many files as the system allows it: each kernel needs some."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        most = hard if hard != resource.RLIM_INFINITY else 2**20
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(most, 2**20)), hard))


def _files_left() -> int:
    if sys.platform == "win32":
        return 2**20
    import resource

    open_now: int = psutil.Process().num_fds()
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 2**20) - open_now


def _left_in_groups(groups: Path, own: Path) -> list[int]:
    """What is left in each group of processes that holds us: containers and services have bounds of their own."""
    try:
        name = next(line[3:] for line in own.read_text().splitlines() if line.startswith("0::"))
    except (OSError, StopIteration):
        return []
    place = groups / name.lstrip("/")
    inside = [one for one in (place, *place.parents) if one.is_relative_to(groups)]
    return [left for one in inside if (left := _left_in(one)) is not None]


def _left_in(group: Path) -> int | None:
    try:
        most, used = (group / "memory.max").read_text().strip(), int((group / "memory.current").read_text())
        kept = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):
        return None
    return None if most == "max" else int(most) - used + int(kept.get("inactive_file", 0))
