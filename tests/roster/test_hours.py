"""Free times in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import hours

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.hours import hours_from_text, hours_to_text

ALL = ["Mon", "Tue", "Wed", "Thu", "Fri"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Tue evenings", "Tue 17:00-21:00"),
        ("Mon 9-12", "Mon 09:00-12:00"),
        ("Tues & Thurs 1-3pm", "Tue 13:00-15:00; Thu 13:00-15:00"),
        ("Monday mornings, Wednesday afternoons", "Mon 09:00-12:00; Wed 12:00-17:00"),
        ("Thursday 17:00–19:30", "Thu 17:00-19:30"),
        ("Mon-Fri 9am-5pm", "; ".join(f"{day} 09:00-17:00" for day in ALL)),
        ("evenings", "; ".join(f"{day} 17:00-21:00" for day in ALL)),
        ("Wednesday noon to 2", "Wed 12:00-14:00"),
        ("M W F mornings", "Mon 09:00-12:00; Wed 09:00-12:00; Fri 09:00-12:00"),
        ("after 3pm on Fridays", "Fri 15:00-21:00"),
        ("Monday 9:30 am to 11:00 am; Saturday", "Mon 09:30-11:00; Sat 09:00-17:00"),
        ("mornings Tuesday", "Tue 09:00-12:00"),
        ("Fri 9-3pm", "Fri 09:00-15:00"),
        ("n/a", ""),
        ("Tuesday 10am", "Tue 10:00-11:00"),
    ],
)
def test_words(text, meant):
    """What people write is taken as they mean it."""
    assert hours_to_text(hours_from_text(text)) == meant


@pytest.mark.parametrize("text", ["Full-time", "not Mondays", "any day except Tuesday", "Flexible", "Mon 18:00-09:00"])
def test_not_understood(text):
    """What is not understood, or says when not, is asked."""
    with pytest.raises(ValueRefusedError) as caught:
        hours_from_text(text if text != "Mon 18:00-09:00" else "Mon 18:00-09:00; Tue 10:00-09:00")
    assert caught.value.mend


@given(st.lists(hours, min_size=1, max_size=5).map(tuple))
def test_what_we_write_comes_back(found):
    """Free times that we wrote are read in the same order."""
    assert hours_from_text(hours_to_text(found)) == found


@given(st.text(max_size=60))
def test_any_text(text):
    """Any text gives hours inside a day, or words."""
    try:
        found = hours_from_text(text)
    except ValueRefusedError:
        found = ()
    assert all(0 <= h.start < h.end <= 1440 and 0 <= h.day < 7 for h in found)
