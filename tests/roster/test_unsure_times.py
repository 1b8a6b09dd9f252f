"""Free times that say when somebody is not free, or how long: a problem, and never a meeting in somebody's break."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.hours import hours_from_text, hours_to_text

LEFT_OPEN = [
    "Mon -, Tue 9-12", "Mon: -; Tue: 9-12", "Mon \u2013, Tue 9-12", "Mon: , Tue: 9-12", "Mon:; Tue: 9-12",
    "Mon: Tue: 9-12", "Mon:\nTue: 9-12", "Mon - / Tue 9-12", "Mo: -, Di: 9-12 Uhr", "lun: -; mar: 9h-12h",
    "Tue 9-12, Mon -", "Tue 9-12; Mon:", "Mon 9-12; Tue -; Wed 1-3", "Montag: frei, Dienstag 9-12",
    "Mon free, Tue 9-12", "Mon: ok; Tue: 9-12", "lunes: libre; martes 9-12", "Mon none, Tue 9-12",
    "Mon closed, Tue 9-12", "Mon x, Tue 9-12", "Mon n/a, Tue 9-12", "Mon 0, Tue 9-12", "Mon \u2717, Tue 9-12",
    "Mon off, Tue 9-12", "Lundi: ferm\u00e9; mardi 9h-12h",
]  # fmt: skip
BREAKS = [
    "Mon 9-5 (lunch 12-1)", "Mon 8-4, lunch 12-1", "Mon-Fri 9-17 (12-13 lunch)", "Mon 9-17 (12-13)",
    "Mon 9-17 [14-15]", "Mon 9-17 Mittagspause 12-13", "Mon-Fri 9-5; Wed 12-1", "Mon 9-17 (break 12-13)",
    "Mon-Fri 9-17, Wed 9-12", "9-17 Mon, 12-13 Mon", "Mon 9-5 lunch", "Tue 9-5, coffee 3-4",
]  # fmt: skip
LENGTHS = [
    "Monday, 3 hrs", "Tuesday 2 h", "Mon, 10 hrs", "Monday 2hrs", "Mon 2h", "Mardi 2 heures", "dinsdag 3 u",
    "Mon 2-3 hrs", "Tue 2-3h", "Mon 2 hours", "Mon 30 min", "Mon 1.5 h", "Wed 8 h", "Fri 12 hrs",
]  # fmt: skip
BACKWARDS = [
    "Mon 4-3", "Mon 5-4", "Mon 3-3", "Mon 9-9", "Mon 12-12", "Mon 12-11", "Mon 10-9", "Mon 5-3", "Mon 8:30-7:30",
    "Mon 17-15", "Mon 15:00-14:00", "Mon 9am-8am", "Mon 5pm-9am",
]  # fmt: skip


@pytest.mark.parametrize("text", [*LEFT_OPEN, *BREAKS, *LENGTHS, *BACKWARDS])
def test_asked(text):
    """A day with a dash, lunch inside a day, hours that may be a length, a time before itself."""
    with pytest.raises(ValueRefusedError):
        hours_from_text(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mon - 9 to 12, Tue - 1 to 3", "Mon 09:00-12:00; Tue 13:00-15:00"),
        ("- Mon 9-12\n- Tue 1-3", "Mon 09:00-12:00; Tue 13:00-15:00"), ("Mon., Tue. 9-12", "Mon 09:00-12:00; Tue 09:00-12:00"),
        ("Mon: 9-12; 13-17", "Mon 09:00-12:00; Mon 13:00-17:00"), ("Mon, Tue: 9-12", "Mon 09:00-12:00; Tue 09:00-12:00"),
        ("Mon free", "Mon 09:00-17:00"), ("Monday lunch 12-1", "Mon 12:00-13:00"), ("Mon 9-12 & 1-4", "Mon 09:00-12:00; Mon 13:00-16:00"),
        ("Mon 9-11, 10-12", "Mon 09:00-12:00"), ("Mardi 14h", "Tue 14:00-15:00"), ("lundi 9h", "Mon 09:00-10:00"),
        ("Mon 1400 hrs", "Mon 14:00-15:00"), ("Mon 9 hrs - 12 hrs", "Mon 09:00-12:00"), ("Di 14-16h", "Tue 14:00-16:00"),
        ("Mon 8-6", "Mon 08:00-18:00"), ("Mon 9-8pm", "Mon 09:00-20:00"), ("Mon 10am-9pm", "Mon 10:00-21:00"),
    ],
)  # fmt: skip
def test_what_is_clear_is_read_as_before(text, hours):
    """None of these nets catches what can be meant in one way only."""
    assert hours_to_text(hours_from_text(text)) == hours
