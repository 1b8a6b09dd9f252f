"""Checks on real inputs, which are not ours to publish: collected only where MENTORWIDGETS_CASES names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = os.environ.get("MENTORWIDGETS_CASES", "")
collect_ignore_glob = [] if FOLDER else ["test_*.py"]


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of real inputs."""
    folder = Path(FOLDER)
    assert folder.is_dir(), f"MENTORWIDGETS_CASES names {folder}, which is no folder"
    return folder
