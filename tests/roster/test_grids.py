"""Questions spread over many columns."""

from __future__ import annotations

import pytest
from made import person, roster

from mentorwidgets.roster import mapping_from_toml
from mentorwidgets.roster.hours import hours_to_text


def test_weekly_grid():
    """A column for each day, with times or ticks in it."""
    ana = person(
        "Name,E-mail,Availability [Monday],Availability [Tuesday],Availability [Friday]\n"
        'Ana Silva,a@b.example,"Morning, Evening",,9-11\n'
    )
    assert hours_to_text(ana.availability) == "Mon 09:00-12:00; Mon 17:00-21:00; Fri 09:00-11:00"


def test_day_and_time_headers():
    """Headers that are days and parts of days, ticked."""
    ana = person("Name,E-mail,Mon AM,Mon PM,Tue AM\nAna Silva,a@b.example,x,,1\n")
    assert hours_to_text(ana.availability) == "Mon 09:00-12:00; Tue 09:00-12:00"


def test_times_with_days_in_the_cells():
    """A column for each time of day, with the days in the cells."""
    ana = person(
        'Name,E-mail,When are you free? [Morning],When are you free? [Evening]\nAna Silva,a@b.example,"Monday, Tuesday",Friday\n'
    )
    assert hours_to_text(ana.availability) == "Mon 09:00-12:00; Tue 09:00-12:00; Fri 17:00-21:00"


def test_ticks():
    """A column for each option; "Other" keeps its words."""
    text = (
        "Name,E-mail,Areas of interest [Maps],Areas of interest [Zines],Areas of interest [Other]\n"
        "Ana Silva,a@b.example,TRUE,FALSE,Old books\nBen Ito,b@b.example,,Zines,\n"
    )
    assert [p.interests for p in roster(text).people] == [("Maps", "Old books"), ("Zines",)]


@pytest.mark.parametrize(
    ("one", "two", "three"), [("2", "1", "3"), ("2nd", "1st", "3rd"), ("Second choice", "First choice", "Third choice")]
)
def test_ranks(one, two, three):
    """A ranking spread over columns becomes a list in the order of the ranks."""
    text = (
        f"Name,E-mail,What would you like help with? [Maps],What would you like help with? [Zines],What would you like help with? [Grants]\n"
        f"Ana Silva,a@b.example,{one},{two},{three}\n"
    )
    assert person(text, "mentees.csv").wants == ("Zines", "Maps", "Grants")


def test_bare_ranks():
    """Three columns that hold 1 to 3 once in each row are a ranking of their headers; scales are not."""
    ranked = roster("Name,Grants,Storytime,Metadata\nAna B,2,1,3\nCy D,3,1,2\n", "mentees.csv").people
    scaled = roster("Name,Grants,Storytime,Metadata\nAna B,3,3,3\nCy D,1,3,1\n", "mentees.csv").people
    assert (ranked[0].wants, scaled[0].wants) == (("Storytime", "Grants", "Metadata"), ())


def test_wishes_in_several_columns():
    """First, second and third choice are one list."""
    ana = person(
        "Name,E-mail,My first choice mentor is:,My second choice mentor is:\nAna Silva,a@b.example,Ben Ito,Cy Day\n",
        "mentees.csv",
    )
    assert ana.wishes == ("Ben Ito", "Cy Day")


def test_numbered_ticks():
    """Numbered columns of ticks, which name no day, are one note and are asked about once."""
    slots = ",".join(f"Avail {n}" for n in range(1, 25))
    found = roster(
        f"Name,E-mail,{slots}\nAna Silva,a@b.example,{','.join('1' if 9 <= n <= 11 or n == 20 else '0' for n in range(1, 25))}\n"
    )
    (note,) = found.people[0].notes
    assert (note.label, note.text) == ("Avail 1-24", "9-11, 20")
    assert ["which days" in problem.what for problem in found.problems] == [True]


def test_hours_as_headers():
    """Headers that are a day and an hour, ticked, are free times."""
    ana = person("Name,E-mail,Mon 9am,Mon 10am,Tue 9am\nAna Silva,a@b.example,1,1,0\n")
    assert hours_to_text(ana.availability) == "Mon 09:00-11:00"


def week(ticked, **how):
    """The roster of one person who ticked some of the hours of a week that are only numbered."""
    slots = ",".join(f"Slot {n}" for n in range(1, 169))
    ticks = ",".join("1" if n in ticked else "0" for n in range(1, 169))
    return roster(f"Name,E-mail,{slots}\nAna Silva,a@b.example,{ticks}\n", **how)


def test_numbered_hours_of_a_week():
    """As many numbered columns of ticks as a week has hours are free times, night hours too, and the first day is said."""
    found = week({1, 2, 24 + 10, 24 + 11, 168})
    assert hours_to_text(found.people[0].availability) == "Mon 00:00-02:00; Tue 09:00-11:00; Sun 23:00-24:00"
    assert found.people[0].notes == ()
    assert [problem.what for problem in found.problems] == [
        "The columns Slot 1-168 were read as a week of free times that begins on Monday at midnight."
    ]


def test_numbered_hours_of_a_week_from_sunday():
    """A mapping says that the week begins on Sunday; then nothing is left to say."""
    found = week({10, 24 + 10}, mapping=mapping_from_toml('week_starts = "sunday"'))
    assert hours_to_text(found.people[0].availability) == "Mon 09:00-10:00; Sun 09:00-10:00"
    assert found.problems == ()


def test_numbered_half_hours_of_a_week():
    """Three hundred and thirty-six columns are half hours."""
    slots = ",".join(f"S{n}" for n in range(336))
    ana = person(
        f"Name,E-mail,{slots}\nAna Silva,a@b.example,{','.join('x' if n in (18, 19, 20) else '' for n in range(336))}\n"
    )
    assert hours_to_text(ana.availability) == "Mon 09:00-10:30"


@pytest.mark.parametrize(
    "header",
    [
        "Class times [Mon]", "Work hours [Mon]", "Desk shifts [Mon]", "Teaching [Mon]", "Meetings at work [Mon]", "Commitments [Mon]",
        "Childcare [Mon]", "Lessons [Mon]", "Work schedule [Monday]", "Off [Mon]", "Closed [Mon]", "Last year we met [Mon]",
        "Appointments [Mon]", "Unterricht [Mon]", "Storytime [Mon]", "Kurse [Mon]",
    ],
)  # fmt: skip
def test_a_day_in_brackets_is_not_free_by_itself(header):
    """Hours of classes, shifts and children are no free times, though a day stands in brackets: a note."""
    found = roster(f"Name,Role,{header}\nIda Po,mentee,9-11\nJan Ost,mentor,9-11\n", "people.csv")
    assert (found.people[0].availability, found.people[0].notes[0].text) == ((), "9-11")
    assert any(problem.column == header for problem in found.problems)


@pytest.mark.parametrize(
    "stem",
    [
        "Availability",
        "When can you meet?",
        "Free times",
        "Days and times",
        "Which times work best for you?",
        "Hours that suit",
    ],
)
def test_free_times_by_day(stem):
    """A question for free times with a day in brackets is read as before."""
    ida = roster(f"Name,Role,{stem} [Mon]\nIda Po,mentee,9-11\nJan Ost,mentor,9-11\n", "people.csv").people[0]
    assert hours_to_text(ida.availability) == "Mon 09:00-11:00"


PARTED = {
    "lists": ("Which days suit you?,Which times suit you?", '"Mon, Wed",9-11', "Mon 09:00-11:00; Wed 09:00-11:00"),
    "parts of a day": ("Preferred days,Preferred times", 'Tue,"Morning, Evening"', "Tue 09:00-12:00; Tue 17:00-21:00"),
    "and": ("Best days to meet,Best times to meet", "Monday and Friday,9:00-11:00", "Mon 09:00-11:00; Fri 09:00-11:00"),
    "two times": ("Available days,Available times", "Tuesday,9-10; 14:00-16:00", "Tue 09:00-10:00; Tue 14:00-16:00"),
    "until": ("Available days,Available from,Available until", "Mon,9:00,11:00", "Mon 09:00-11:00"),
    "German": ("Verfügbare Tage,Verfügbar von,Verfügbar bis", "Mo,9:00,11:00", "Mon 09:00-11:00"),
}


@pytest.mark.parametrize("case", PARTED)
def test_days_and_times_in_two_columns(case):
    """Each of the days is taken with each of the times, and it is said; who fills in only one half is asked."""
    header, cells, hours = PARTED[case]
    half = cells.split(",")[0].strip('"') if '"' not in cells else "Tue"
    rows = f"Ida Po,mentee,{cells}\nJan Ost,mentor,{half}{',' * header.count(',')}\n"
    found = roster(f"Name,Role,{header}\n{rows}", "people.csv")
    ida, jan = found.people
    assert (hours_to_text(ida.availability), ida.notes) == (hours, ())
    assert (jan.availability, [note.text for note in jan.notes]) == ((), [half])
    assert [(problem.level, problem.row) for problem in found.problems if "one half" in problem.what] == [
        ("warning", 3)
    ]
    assert any("each of the times" in problem.what for problem in found.problems)


@pytest.mark.parametrize(
    "header", ["Available days,Available times,Preferred days", "Available days,Available from,Available times"]
)
def test_what_does_not_surely_belong_together_is_not_joined(header):
    """Two columns of days, or two of times without an end: nobody said which goes with which."""
    cells = "Mon,9-11,Tue" if "Preferred" in header else "Mon,9:00,10-12"
    found = roster(f"Name,Role,{header}\nIda Po,mentee,{cells}\n", "people.csv")
    assert not found.people[0].availability
    assert any("one column" in problem.what for problem in found.problems)
