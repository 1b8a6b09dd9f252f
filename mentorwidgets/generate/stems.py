"""Which workbooks every program gets."""

from __future__ import annotations

WORKBOOKS: tuple[str, ...] = ("roster", "pairing")
"""The workbooks that every program gets, by stem."""
