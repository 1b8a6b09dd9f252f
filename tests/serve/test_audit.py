"""Who read what is kept, and never keeps anybody from reading."""

from __future__ import annotations

import asyncio

import pytest
from served import OAK, SLUG, make_folder

from mentorwidgets.doors import DAY
from mentorwidgets.errors import DiskFullError
from mentorwidgets.model import Viewer
from mentorwidgets.serve.audit import AGAIN, DAYS, Audit, forget_old_readings
from mentorwidgets.serve.library import Library

SHEET = f"{SLUG}/pairing"
BEN = Viewer(role="mentee", program=SLUG, person="ben", name="Ben", door="b" * 22)
EVA = Viewer(role="mentee", program=SLUG, person="eva", name="Eva", door="e" * 22)


@pytest.fixture
def library(tmp_path):
    """An opened folder."""
    opened = Library(make_folder(tmp_path / "library", OAK).path)
    yield opened
    opened.close()


def noted(library, *looks):
    """What stands in the audit after these looks of (viewer, worksheet, seconds)."""

    async def look():
        audit = Audit(library, lambda: now)
        for viewer, worksheet, now in looks:  # noqa: B007 - the clock of the audit reads it
            await audit.note(viewer, worksheet)

    asyncio.run(look())
    return sorted((one.person, one.worksheet, one.times) for one in library.store.readings(SLUG))


@pytest.mark.parametrize(("later", "times"), [(1.0, 1), (AGAIN - 1, 1), (AGAIN, 2)])
def test_a_reader_is_counted_once_a_minute(library, later, times):
    """A page that asks again and again costs one write in a minute."""
    assert noted(library, (BEN, SHEET, 7200.0), (BEN, SHEET, 7200.0 + later)) == [("ben", SHEET, times)]


def test_readers_and_worksheets_are_told_apart(library):
    """Each reader of each worksheet is a line."""
    other = f"{SLUG}/roster"
    assert noted(library, (BEN, SHEET, 7200.0), (EVA, SHEET, 7200.0), (BEN, other, 7200.0)) == [
        ("ben", SHEET, 1), ("ben", other, 1), ("eva", SHEET, 1),
    ]  # fmt: skip


def test_a_full_disk_keeps_nobody_from_reading(library, caplog):
    """What could not be written down is told to the log, and tried again at the next look."""
    write = library.store.note_reads
    library.store.note_reads = lambda _seen: (_ for _ in ()).throw(DiskFullError("The disk is full."))
    assert noted(library, (BEN, SHEET, 7200.0)) == []
    library.store.note_reads = write
    assert noted(library, (BEN, SHEET, 7201.0)) == [("ben", SHEET, 1)]


@pytest.mark.parametrize(("days", "kept"), [(DAYS - 1, 1), (DAYS + 1, 0)])
def test_who_read_what_is_kept_so_long(library, days, kept):
    """A year and a little more; then nobody can look it up any more."""
    noted(library, (BEN, SHEET, 7200.0))
    asyncio.run(forget_old_readings(library, lambda: 7200.0 + days * DAY))
    assert len(library.store.readings(SLUG)) == kept


def test_a_full_disk_forgets_later(library, caplog):
    """A database that cannot be written is told to the log, and the server works on."""
    noted(library, (BEN, SHEET, 7200.0))
    library.store.forget_readings = lambda _before: (_ for _ in ()).throw(DiskFullError("The disk is full."))
    asyncio.run(forget_old_readings(library))
    assert "could not be forgotten" in caplog.text
