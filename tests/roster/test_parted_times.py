"""Days in one column and times in another: joined where they surely belong together, and else never guessed at."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.roster.halves import kind_of
from mentorwidgets.roster.hours import hours_to_text

PEOPLE = ("Ida Po,mentee", "Jan Ost,mentor", "Una Bo,mentee", "Tim Falk,mentor", "Eva Au,mentee", "Kim Lo,mentor")


def read(headers, *rows):
    """A roster with these columns, a row for each person."""
    lines = (f"{person},{row}" for person, row in zip(PEOPLE, rows, strict=False))
    return roster("\n".join((f"Name,Role,{headers}", *lines)) + "\n", "people.csv")


def hours(found):
    """What each is free, in words."""
    return [hours_to_text(person.availability) for person in found.people]


ODD = [  # a row of which one cell is of another kind than the many
    ("Wed", "Tuesdays 9-11"), ("Wed", "weekdays after 5"), ("Wed", "any weekday morning"), ("Monday (mornings)", "2-4pm"),
    ("Wed afternoon", "2-4pm"), ("Mon 9-11", "9-11"), ("9-11", "Mon"), ("Mon", ""), ("", "mornings"), ("Wed", "Flexible"),
    ("not Mondays", "9-11"), ("(empty)", "9-11"), ("Mon", "none"), ("", "Flexible"), ('"Mon 9-11, Wed"', ""), ("mornings", ""),
    ("Mo", "Di 9-11 Uhr"), ("lundi", "mardi 9h-11h"), ("lunes", "martes por la tarde"), ("Mi vormittags", "9-11 Uhr"),
    ("evenings", "evenings"), ("Sat and Sunday mornings", "10-12"),
]  # fmt: skip
WHOLE = [  # a row of which one cell says all, and the other is blank
    ('"Mon 9-11, Wed 14-16"', "", "Mon 09:00-11:00; Wed 14:00-16:00"), ("", '"9-11 (Mon), 2-4 (Tue)"', "Mon 09:00-11:00; Tue 14:00-16:00"),
    ("Wed afternoon", "", "Wed 12:00-17:00"), ("", "Tuesdays 9-11", "Tue 09:00-11:00"), ("Mo 9-11 Uhr", "-", "Mon 09:00-11:00"),
    ("n/a", "lundi 9h-11h", "Mon 09:00-11:00"), ("martes por la tarde", "", "Tue 12:00-17:00"),
]  # fmt: skip
FORMS = [
    "Which days suit you?,Which times suit you?", "Preferred meeting days,Preferred meeting times", "Best day to meet,Best time to meet",
    "Verfügbare Tage,Mögliche Zeiten", "Jours disponibles,Heures disponibles", "Días disponibles,Horas disponibles",
]  # fmt: skip


@pytest.mark.parametrize("headers", FORMS)
@pytest.mark.parametrize(("days", "times"), ODD)
def test_an_odd_row_is_asked_about_by_itself(headers, days, times):
    """One row of a mixed kind turns no other: it is asked about, its words stay as a note, nobody is free for it."""
    found = read(headers, "Mon,9-11", "Tue,2-4pm", f"{days},{times}", "Fri,10-12")
    assert hours(found) == ["Mon 09:00-11:00", "Tue 14:00-16:00", "", "Fri 10:00-12:00"]
    assert [problem.row for problem in found.problems if problem.level == "warning"] == [4]
    (note,) = found.people[2].notes
    assert all(cell.strip('"') in note.text for cell in (days, times))


@pytest.mark.parametrize(("days", "times", "free"), WHOLE)
def test_a_cell_that_says_all(days, times, free):
    """Days and times in one cell, the other blank, are taken as they stand."""
    found = read(FORMS[0], "Mon,9-11", f"{days},{times}", "Fri,10-12")
    assert hours(found) == ["Mon 09:00-11:00", free, "Fri 10:00-12:00"]
    assert not [problem for problem in found.problems if problem.level == "warning"]


JOINED = """
Preferred meeting day,Preferred meeting time|Meeting days,Meeting times|Day of the week,Time of day|Weekdays,Available times
Day(s),Preferred times|Wochentage,Mögliche Zeiten|Tage,Verfügbare Zeiten|Jours (de disponibilité),Horaires disponibles
Jours,Horaires disponibles|Días,Horarios disponibles|Días disponibles,Horario|Days on which you can meet,Availability
Verfügbare Tage,Uhrzeit|An welchen Tagen passt es Ihnen?,Zu welcher Uhrzeit?|Wann haben Sie Zeit? (Tage),Wann haben Sie Zeit? (Uhrzeit)
Jours où vous pouvez vous rencontrer,Heures possibles|Quels jours préférez-vous ?,À quelle heure ?|Días preferidos,Momento del día
¿Qué días puedes reunirte?,¿A qué hora?|Day preference,Time preference|Availability - Days,Availability - Times
Availability: days,Availability: times|Which days work best for you?,What times work best for you?|Weekday availability,Time availability
What days of the week are you available to meet?,What time of day do you prefer?|Days I can meet,Times I can meet|Days you can work with a mentor,Preferred times|Giorni disponibili,Orari disponibili
Dias disponíveis,Horários disponíveis|Beschikbare dagen,Beschikbare tijden|Which weekdays?,Which time slots work?
"""
BOUNDS = """
Available days,Start,End|Verfügbare Tage,Von,Bis|Jours disponibles,De,À|Días disponibles,Desde,Hasta|Available days,Arrive,Leave
Available days,No earlier than,No later than|Available days,From,To|Available days,Start time,End time|Days free,Start,Finish
Jours disponibles,Heure de début,Heure de fin|Días disponibles,Hora de inicio,Hora de fin|Which days suit you?,Earliest,Latest
Free days,Earliest start,Latest finish|Bevorzugte Tage,Beginn,Ende|Which days are best?,Available from,Available until
Mögliche Tage,Frühestens,Spätestens|Preferred days,Not a word,Start,End
"""


def listed(text):
    """The headers of a list."""
    return text.strip().replace("\n", "|").split("|")


@pytest.mark.parametrize("headers", listed(JOINED))
def test_a_column_of_days_belongs_to_one_of_times(headers):
    """Where one surely asks for free times, the other half beside it belongs to it, whatever its words."""
    found = read(headers, '"Mon, Wed",9-11', "Tue,14:00-16:00")
    assert hours(found) == ["Mon 09:00-11:00; Wed 09:00-11:00", "Tue 14:00-16:00"]
    assert any("each of the times" in problem.what for problem in found.problems)


@pytest.mark.parametrize("headers", listed(BOUNDS))
@pytest.mark.parametrize("times", ["9:00 AM,11:00 AM", "9:00,11:00", "9am,11am"])
def test_from_and_until(headers, times):
    """Two columns of single times are from and until when."""
    cells = f"x,{times}" if headers.count(",") > 2 else times
    found = read(headers, f'"Mon, Wed",{cells}', f"Tue,{cells}")
    assert hours(found) == ["Mon 09:00-11:00; Wed 09:00-11:00", "Tue 09:00-11:00"]


AGAINST = """
Days not available,Times available|Which days do not suit you?,Which times suit you?|Days off,Preferred times
Days you cannot meet,Preferred times|Working days,Preferred times|Days I work,Best time to meet|Days available,Times not available
Days available,Times you are busy|Best days,Times when I teach|Days available,Class times|Days available,Work hours|Preferred days,Shift hours
Tage an denen Sie nicht können,Mögliche Zeiten|Verfügbare Tage,Zeiten ohne Verfügbarkeit|Arbeitstage,Mögliche Zeiten
Verfügbare Tage,Arbeitszeit|Jours indisponibles,Horaires possibles|Jours disponibles,Heures occupées|Jours disponibles,Heures de travail
Días en que no puedes,Horas disponibles|Días disponibles,Horas ocupadas|Días disponibles,Horario de trabajo|Días laborables,Horas disponibles
"""
UNSURE = """
Preferred times,Storytime day|Preferred times,Day of orientation|Available days,Lunch break|Free days,Best time to call
Available days,Bus leaves at|Available days,Times at the gym|Días disponibles,Almuerzo|Jours disponibles,Pause|Verfügbare Tage,Mittagspause|Heures disponibles,Jour de réunion
"""


@pytest.mark.parametrize("headers", [*listed(AGAINST), *listed(UNSURE), "Days,Times", "Jours,Heures", "Tage,Uhrzeit"])
def test_what_is_not_sure_fills_in_nothing(headers):
    """Beside days or times that are not free, or that nobody said to belong to it, a half is a note, and that is said."""
    days_first = any(word in headers.split(",")[0].lower() for word in ("da", "días", "tag", "jour"))
    rows = [("Mon", "9:00-11:00"), ("Tue", "14:00-16:00")]
    found = read(headers, *(",".join(row if days_first else reversed(row)) for row in rows))
    assert hours(found) == ["", ""]
    assert {note.text for note in found.people[0].notes} == {"Mon", "9:00-11:00"}
    assert any(problem.level == "notice" for problem in found.problems)


@pytest.mark.parametrize("header", ["Available from", "Start", "Until", "Von", "Hasta", "Heure de fin"])
def test_from_without_until(header):
    """Who says only from when, or only until when, did not say the hours."""
    assert hours(read(f"Available days,{header}", "Mon,9:00", "Tue,14:00")) == ["", ""]


def test_busy_from_and_until():
    """A day is not free from nine to five where the next columns say when somebody is busy."""
    for headers in ("Days available,Busy from,Until", "Days available,Not available before,Not available after"):
        assert hours(read(headers, "Mon,9:00,11:00", "Tue,14:00,16:00")) == ["", ""]


@pytest.mark.parametrize(
    ("headers", "one", "other", "free"),
    [
        ("Monday,Tuesday,Preferred times", "Yes,No,9-11", "Yes,Yes,14-16", ["Mon 09:00-11:00", "Mon 14:00-16:00; Tue 14:00-16:00"]),
        ("Monday,Tuesday,From,Until", "x,,9:00,11:00", ",x,14:00,16:00", ["Mon 09:00-11:00", "Tue 14:00-16:00"]),
        ("Free [Mon],Free [Tue],Available times", "x,,9-11", ",x,14-16", ["Mon 09:00-11:00", "Tue 14:00-16:00"]),
        ("Free times [Morning],Free times [Evening],Which days suit you?", "x,,Mon", ",x,Tue", ["Mon 09:00-12:00", "Tue 17:00-21:00"]),
        ("Lundi,Mardi,Heures disponibles", "oui,non,9h-11h", "non,oui,14h-16h", ["Mon 09:00-11:00", "Tue 14:00-16:00"]),
        ("Monday,Tuesday,Days off", "x,,Fri", ",x,Fri", ["", ""]),
    ],
)  # fmt: skip
def test_ticked_days(headers, one, other, free):
    """Ticks below days, or below parts of the day, are one half as well."""
    assert hours(read(headers, one, other)) == free


@pytest.mark.parametrize(
    ("headers", "cell"),
    [
        ("Available days,Comments", "evenings"), ("Available days,Hours per week", "2-3"), ("Available days,Meeting length", "2 h"),
        ("Available days,Completed at", "10:32"), ("Available days,Age", "25-34"), ("Available days,How often?", "daily"),
        ("Available days,Grades", "9-12"), ("Available days,Shift", "B"), ("Available days,Number of meetings", "3"),
        ("Available days,Shirt", "L"),
    ],
)  # fmt: skip
def test_what_is_no_half(headers, cell):
    """Numbers, lengths, the moment when a form was sent, and what only one of many says are no times of these days."""
    rows = [f"Mon,{cell}", "Tue," if "Comments" in headers else f"Tue,{cell}", "Wed,", "Thu,"]
    assert hours(read(headers, *rows[: 4 if "Comments" in headers else 2]))[0] == "Mon 09:00-17:00"


def test_halves_beside_a_whole():
    """Days that somebody likes best widen no hours that they wrote in full, and "Availability notes" add none."""
    found = read("Availability,Preferred days", "Mon 9-11,Mon", "Tue 9-11,Tue")
    assert hours(found) == ["Mon 09:00-11:00", "Tue 09:00-11:00"]
    found = read("Available days,Available times,Availability notes", "Mon,9-11,call first", "Wed,10-12,mornings")
    assert hours(found) == ["Mon 09:00-11:00", "Wed 10:00-12:00"]


@pytest.mark.parametrize(
    "header",
    [
        "Which days are best?", "Days that work", "Preferred days to meet", "On which days can you meet?", "Which weekday is best for meetings?",
        "An welchen Tagen haben Sie Zeit?", "Welche Tage passen Ihnen?", "Bevorzugte Tage", "Quels jours vous conviennent ?", "Jours préférés",
        "¿Qué días te vienen bien?", "Días que te convienen", "Which day of the week suits you best", "Days on which you are free",
    ],
)  # fmt: skip
def test_headers_that_ask_for_days(header):
    """Words of free times alone, and cells that are days: a question for free times."""
    assert hours(read(header, "Mon", "Tue")) == ["Mon 09:00-17:00", "Tue 09:00-17:00"]


@pytest.mark.parametrize(
    "header", ["Days I teach", "Preferred training day", "Storytime", "Best day of your life", "Tag der Schulung", "Jour de marché"]
)  # fmt: skip
def test_other_days_are_said(header):
    """Where nothing else asks for free times, a column of days that is kept as a note is said."""
    found = read(header, "Mon", "Tue")
    assert hours(found) == ["", ""]
    assert any(problem.column == header for problem in found.problems)


def test_empty_in_both_halves():
    """(empty) clears as it does elsewhere: it says something of the free times, and nothing is asked."""
    found = read(FORMS[0], "(empty),(empty)", "Tue,9-11", ",", "(empty),")
    assert not [problem for problem in found.problems if problem.level == "warning"]
    silent = {person.name: "availability" in found.unsaid.get(person.id, ()) for person in found.people}
    assert silent == {"Ida Po": False, "Jan Ost": False, "Una Bo": True, "Tim Falk": False}


def test_work_days_are_no_part_of_a_week():
    """Days of work below a header of their own are no day of the week of free times beside it."""
    found = read("Mon AM,Mon PM,Tue AM,Work days", "x,,,Mon", ",x,x,Tue")
    assert hours(found) == ["Mon 09:00-12:00", "Mon 12:00-17:00; Tue 09:00-12:00"]
    assert any(problem.column == "Work days" and "NOT free" in problem.what for problem in found.problems)


def test_over_midnight():
    """Halves over midnight are read as in one cell."""
    found = read("Available days,Available from,Available until", "Fri,22:00,02:00", "Fri,11pm,1am")
    assert hours(found) == ["Fri 22:00-24:00; Sat 00:00-02:00", "Fri 23:00-24:00; Sat 00:00-01:00"]
    assert hours(read("Availability", "Fri 22:00-02:00")) == ["Fri 22:00-24:00; Sat 00:00-02:00"]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("L-V 9-11", "; ".join(f"{day} 09:00-11:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))), ("M 9h-11h", ""), ("L M 9-11", ""),
        ('"L, X, V 9-11"', "Mon 09:00-11:00; Wed 09:00-11:00; Fri 09:00-11:00"), ("MXJ 9-11", "Tue 09:00-11:00; Wed 09:00-11:00; Thu 09:00-11:00"),
        ("V 14h-16h", "Fri 14:00-16:00"), ("M 9-11", "Mon 09:00-11:00"), ("X", ""), ("L", ""), ("Mon 9-11 L", ""),
    ],
)  # fmt: skip
def test_days_in_letters(text, free):
    """L is a Monday and X a Wednesday in Spanish; a letter that can be two days is asked about."""
    assert hours(read("Availability", text)) == [free]


def test_many_decide():
    """What a column is, two thirds of its cells say."""
    assert kind_of(["Mon", "Tue", "Wed 9-11", ""]) == "days"
    assert kind_of(["9-11", "mornings", "Tuesdays 9-11"]) == "times"
    assert kind_of(["Maps", "Mon", "Zines"]) == ""


@pytest.mark.parametrize(
    "header", ["Availability as a mentor,Availability as a mentee", "Mentor availability,Mentee availability"]
)
def test_columns_of_two_roles_are_never_joined(header):
    """What somebody says as a mentor goes with nothing that they say as a mentee."""
    found = roster(f"Name,Email,Role,{header}\nIda Po,i@x.example,both,Mon,9-11\n", "people.csv")
    hours = hours_to_text(found.people[0].availability)
    assert "Mon 09:00-11:00" not in hours.split("; ")
    assert not any("each of the times" in problem.what for problem in found.problems)
