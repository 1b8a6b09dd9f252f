"""What a session takes, and what it refuses in words."""

from __future__ import annotations

import pytest
from asked import CHOICE, FIELDS, WORDS, View, wish

from mentorwidgets.session import LONGEST_NOTE, check_change

OK = {
    f"note/{WORDS}/note-0009": "Short",
    f"note/{CHOICE}/note-0009": 0,
    f"theme/{WORDS}/theme-new": {"name": "New", "place": 3},
    f"sorted/{WORDS}/note-0004": "theme-time",
    "room/room-new": {"question": "And now?"},
    "room/room-pick": {"question": "Which?", "answers": "choice", "options": ["A", "B"]},
}
BAD = [
    ("note", "hello", "not a field"), ("note/x/y", "hello", "not a field"), ("wall/room-words", "x", "not a field"),
    (f"note/{WORDS}/note%2d0001", "x", "not a field"), ("note/room-none/note-0009", "hello", "not asked any more"),
    (f"note/{WORDS}/note-0009", "  ", "few words"), (f"note/{WORDS}/note-0009", "x" * (LONGEST_NOTE + 1), "at most"),
    (f"note/{WORDS}/note-0009", 3, "few words"), (f"note/{CHOICE}/note-0009", 2, "Choose one"),
    (f"note/{CHOICE}/note-0009", True, "Choose one"), (f"note/{CHOICE}/note-0009", "Mentor", "Choose one"),
    (f"theme/{WORDS}/theme-new", "New", "Theme"), (f"theme/{WORDS}/theme-new", {"name": "x" * 301}, "at most"),
    (f"sorted/{WORDS}/note-0001", "a b", "not a field"), ("room/room-new", {"question": ""}, "letters"),
    ("room/room-new", {"question": "Q", "answers": "choice", "options": ["one"]}, "2 to 12"),
    ("room/room-new", {"question": "Q", "options": ["one", "two"]}, "none"), ("room/room-new", {"answers": "song"}, "question"),
]  # fmt: skip


@pytest.mark.parametrize("key", OK)
def test_taken(key):
    """Questions, notes, themes and where notes stand; and each can be taken away."""
    assert check_change(View(), wish(key, OK[key])) is None
    assert check_change(View(), wish(key)) is None


@pytest.mark.parametrize(("key", "value", "words"), BAD)
def test_refused(key, value, words):
    """Each with a reason."""
    assert words in (check_change(View(), wish(key, value)) or "")


def test_a_closed_question_takes_no_notes():
    """Whoever writes; the trainer can still sort."""
    closed = View({**FIELDS, f"room/{WORDS}": {"question": "Q", "shown": True, "closed": True}})
    assert "No more answers" in (check_change(closed, wish(f"note/{WORDS}/note-0009", "Late")) or "")
    assert check_change(closed, wish(f"sorted/{WORDS}/note-0001", "theme-trust")) is None


def test_what_was_shown_stays_shown():
    """Ids of notes are secrets until then, and none afterwards."""
    assert "cannot be hidden" in (check_change(View(), wish(f"room/{WORDS}", {"question": "Q", "shown": False})) or "")


def test_a_full_room():
    """Nobody can fill the database."""
    full = View({**FIELDS, **{f"note/{WORDS}/note-{number:05}": "x" for number in range(2000)}})
    assert check_change(full, wish(f"note/{WORDS}/note-extra", "One more")) == "This room is full."
