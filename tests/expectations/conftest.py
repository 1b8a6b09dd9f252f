"""A worksheet of expectations for each test."""

from __future__ import annotations

import pytest
from sheets import Sheet


@pytest.fixture
def sheet():
    """A worksheet of one pair, Ben with Ana."""
    return Sheet()


@pytest.fixture
def opened(sheet):
    """The same, when both are ready."""
    sheet.get_ready("mentor", "mentee")
    return sheet
