"""Who reads and writes what in a group session: guests hand in, and read what is shown to all."""

from __future__ import annotations

import pytest
from asked import CHOICE, FIELDS, GUEST, TRAINER, WORDS, View, wish

from mentorwidgets import access
from mentorwidgets.model import Viewer

CLOSED = {**FIELDS, f"room/{WORDS}": {"question": "Q", "shown": True, "closed": True}}
BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben")
NOTE = f"note/{WORDS}/note-0001"


def reads(viewer, fields=FIELDS):
    """The fields that somebody reads."""
    test = access.readable(viewer, "oak/session", fields)
    return {key for key in fields if test(key)}


def test_guests_read_what_is_shown():
    """Questions that are asked now; of notes only those that are shown to everybody."""
    rooms = {f"room/{WORDS}", f"room/{CHOICE}"}
    assert reads(GUEST) == rooms | {key for key in FIELDS if key.split("/")[1] == WORDS}
    assert reads(GUEST, CLOSED) == {f"room/{CHOICE}"}


def test_trainers_read_all_and_others_nothing():
    """Also a mentee of the program: they come into the room as a guest, without their name."""
    assert reads(TRAINER) == set(FIELDS)
    assert reads(BEN) == set()
    assert access.is_closed(BEN, "oak/session", NOTE)


@pytest.mark.parametrize("key", [f"room/{WORDS}", f"theme/{WORDS}/theme-time", f"sorted/{WORDS}/note-0001"])
def test_guests_lead_nothing(key):
    """They neither ask, nor sort, nor show."""
    assert access.is_closed(GUEST, "oak/session", key)
    assert not access.is_closed(TRAINER, "oak/session", key)


def test_a_note_is_its_writers_until_it_is_shown():
    """Then its id is known to everybody, and nobody may change what somebody else wrote."""
    assert access.refuse_write(View(viewer=GUEST), wish(f"note/{WORDS}/note-0009", "New")) is None
    assert access.refuse_write(View(viewer=GUEST), wish(f"note/{CHOICE}/note-0005", 0)) is None
    assert "Everybody has read" in (access.refuse_write(View(viewer=GUEST), wish(NOTE, "Mine now")) or "")
    assert "Everybody has read" in (access.refuse_write(View(viewer=GUEST), wish(NOTE)) or "")
    assert "No more answers" in (
        access.refuse_write(View(CLOSED, GUEST), wish(f"note/{WORDS}/note-0009", "Late")) or ""
    )


def test_no_deed_of_a_guest():
    """But being in the room."""
    may = {action.name for action in access.ACTIONS if access.may(GUEST, action.name, "oak")}
    assert may == {"room", "open:session"}
    assert not access.may(GUEST, "room", "elm")


def test_what_a_room_says_about_readers():
    """A page reads anew when a question is asked, shown or closed; the words name no one."""
    assert access.reveals("session", f"room/{WORDS}")
    assert "Nobody reads a name" in access.readers("session", NOTE)
