"""Notes under their themes, counts, and rows for the challenges worksheet."""

from __future__ import annotations

import pytest
from asked import CHOICE, FIELDS, WORDS
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import field_key
from mentorwidgets.session import challenges_from, clusters_of, count_words, counts_of, notes_of, room_of, rooms_of

IDS = st.sampled_from([f"id-{number:06}" for number in range(6)])


def test_clusters():
    """Themes in their order, then what stands under none, a theme that is gone included."""
    found = [(one.name, one.notes) for one in clusters_of(FIELDS, WORDS)]
    assert found == [
        ("Trust", ("I do not dare to ask",)),
        ("Time", ("No time at work", "Too many meetings")),
        ("Not sorted yet", ("Rain",)),
    ]


@given(st.dictionaries(IDS, st.text(min_size=1, max_size=9)), st.dictionaries(IDS, IDS), st.sets(IDS))
def test_no_note_is_lost_or_doubled(notes, places, themes):
    """However notes are sorted, also under themes that do not exist."""
    fields = {
        **{field_key("note", WORDS, name): words for name, words in notes.items()},
        **{field_key("sorted", WORDS, name): theme for name, theme in places.items()},
        **{field_key("theme", WORDS, name): {"name": name} for name in themes},
    }
    found = [words for one in clusters_of(fields, WORDS) for words in one.notes]
    assert sorted(found) == sorted(notes.values())


def test_counts():
    """Options that nobody chose are counted, too."""
    assert [(one.words, one.number) for one in counts_of(FIELDS, CHOICE)] == [("Mentor", 0), ("Mentee", 1)]
    assert count_words(counts_of(FIELDS, WORDS)) == "4 answers. Most often: Time (2)."


def test_order():
    """The newest question first; notes by their ids, which tell nothing about when."""
    assert [name for name, _ in rooms_of(FIELDS)] == [CHOICE, WORDS]
    assert list(notes_of(FIELDS, WORDS)) == ["note-0001", "note-0002", "note-0003", "note-0004"]


def test_challenges():
    """A row for each theme with notes, after those that are there; the same ids each time."""
    rows = challenges_from(FIELDS, WORDS, place=7)
    assert [(row.theme, row.place) for row in rows] == [("Trust", 8), ("Time", 9)]
    assert rows[1].barrier == "Time\n- No time at work\n- Too many meetings"
    assert [row.id for row in challenges_from(FIELDS, WORDS)] == [row.id for row in rows]


def test_no_such_room():
    """Said in words."""
    with pytest.raises(ValueRefusedError, match="no such question"):
        room_of(FIELDS, "room-none")
