"""Which workbooks every program gets."""

from __future__ import annotations

WORKBOOKS: tuple[str, ...] = ("roster", "pairing", "expectations", "challenges", "cadence", "trainer", "reference")
"""The workbooks that every program gets, by stem."""
