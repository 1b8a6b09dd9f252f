"""Free times that say when somebody is not free, or how long: a problem, and never a meeting in somebody's break."""

from __future__ import annotations

import pytest
from made import roster

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


AT_WORK = [
    "I work Mon-Fri 9-5", "I am at work Mon 9-5", "Mon 9-11 work", "I work nights", "Mon work, Tue free", "Mon: work",
    "Work Mon-Thu, free Fri", "Work: Mon-Fri 9-5. Free: Sat", "meeting Mon 9-11", "Mon 9-11 meeting", "works Mon-Fri",
    "Mon works 9-5", "Working hours: Mon-Fri 9-5", "work hours 9-5", "working days Mon-Wed", "Mon 9-5 (work)",
    "I work for the library Mon 9-5", "Mo 9-12 Arbeit", "Arbeit: Mo 9-12 Uhr", "lundi au travail", "je travaille lundi 9h-12h",
    "trabajo lunes 9-12", "lunes trabajo", "lavoro lun 9-12", "Werktags Mo-Mi", "jours ouvrables: lundi, mardi", "Dias laborables: lunes",
]  # fmt: skip
SUITS = [
    ("Mon works", "Mon 09:00-17:00"), ("Mon works for me", "Mon 09:00-17:00"), ("Mon 9-11 works best", "Mon 09:00-11:00"),
    ("Mon and Tue work best", "Mon 09:00-17:00; Tue 09:00-17:00"), ("Tue 9-11 works, Wed 14-16", "Tue 09:00-11:00; Wed 14:00-16:00"),
    ("Mon would work", "Mon 09:00-17:00"), ("best for meetings: Mon 9-11", "Mon 09:00-11:00"), ("Mondays work fine", "Mon 09:00-17:00"),
    ("Sat during working hours", "Sat 09:00-17:00"), ("weekdays and Saturday", "; ".join(f"{day} 09:00-17:00" for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])),
]  # fmt: skip


@pytest.mark.parametrize("text", AT_WORK)
def test_when_somebody_is_at_work(text):
    """When somebody works or has a meeting is no free time."""
    with pytest.raises(ValueRefusedError):
        hours_from_text(text)


@pytest.mark.parametrize(("text", "hours"), SUITS)
def test_what_works_for_somebody(text, hours):
    """A word that says it suits makes "work" a word of free times."""
    assert hours_to_text(hours_from_text(text)) == hours


@pytest.mark.parametrize(
    ("headers", "cell"),
    [
        ("Mon work,Tue work", "9-17"), ("Workdays [Mon],Workdays [Tue]", "Yes"), ("Working days - Mon,Working days - Tue", "x"),
        ("Monday (work),Tuesday (work)", "9-17"), ("Dias laborables [Lun],Dias laborables [Mar]", "si"), ("Mon at work,Tue at work", "9-17"),
        ("Arbeitstage [Mo],Arbeitstage [Di]", "ja"), ("Jours ouvrables [Lun],Jours ouvrables [Mar]", "oui"), ("Work days,Notes", "Mon"),
    ],
)  # fmt: skip
def test_columns_of_working_time(headers, cell):
    """A column that asks when somebody works is a note, and it is said that it counts as no free time."""
    found = roster(f"Name,Role,{headers}\nIda Po,mentee,{cell},\nJan Ost,mentor,{cell},{cell}\n", "people.csv")
    assert [person.availability for person in found.people] == [(), ()]
    assert found.people[0].notes[0].text == cell
    assert any("NOT free" in problem.what for problem in found.problems)
