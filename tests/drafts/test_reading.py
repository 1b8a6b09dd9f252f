"""From files and decisions to one roster."""

from __future__ import annotations

import io

import xlsxwriter

from drafts.made import DATED, MENTORS, UNTOLD
from mentorwidgets.drafts import FileChoice, SheetChoice
from mentorwidgets.drafts.reading import read_all
from mentorwidgets.roster import read_table


def read(*files, **choice):
    """Read files of one sheet, each with the same decisions."""
    return read_all(
        [(FileChoice(key=name, sheets={"": SheetChoice(**choice)}), read_table(name, data)) for name, data in files]
    )


def workbook(**sheets):
    """An Excel file of sheets of rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_two_files_are_one_roster():
    """A person in both is one person in both roles."""
    _, roster = read(("mentors.csv", MENTORS), ("mentees.csv", UNTOLD))
    assert [(p.name, p.roles) for p in roster.people] == [
        ("Ana Silva", ("mentor", "mentee")),
        ("Ben Carter", ("mentor",)),
        ("Eva Novak", ("mentee",)),
    ]


def test_where_nothing_tells_the_role_it_is_asked():
    """And nobody is taken before the answer."""
    (table,), roster = read(("list.csv", UNTOLD))
    assert (table.asks_role, roster.people) == (True, ())
    (table,), roster = read(("list.csv", UNTOLD), role="mentee")
    assert (table.asks_role, len(roster.mentees())) == (False, 2)


def test_a_date_that_can_be_two_days_is_asked():
    """And read as it was answered; the question stays, so that the answer can be changed."""
    (table,), roster = read(("mentors.csv", DATED))
    assert (table.asks_day, roster.people[0].confirmed) == ("3/4/2025", "")
    for order, days in ((True, "2025-04-03"), (False, "2025-03-04")):
        (table,), roster = read(("mentors.csv", DATED), day_first=order)
        assert (table.asks_day, roster.people[0].confirmed) == ("3/4/2025", days)


def test_a_column_is_what_the_person_said():
    """Before every guess."""
    (table,), roster = read(("mentors.csv", MENTORS), columns={"Max mentees": "skip", "E-mail": ""})
    assert [guess.field for guess in table.guesses] == ["name", "", "skip"]
    assert (roster.people[0].email, roster.people[0].notes[0].text) == ("", "ana@lib.example")


def test_sheets_that_are_no_roster_are_set_aside_with_the_reason():
    """And read all the same when a person says so."""
    data = workbook(
        Mentors=[("Name", "E-mail"), ("Ana Silva", "ana@lib.example")],
        Rooms=[("Room", "Seats"), ("Blue", 4), ("Red", 8)],
        Empty=[],
    )
    tables, roster = read_all([(FileChoice(key="k"), read_table("all.xlsx", data))])
    assert [(t.table.sheet, bool(t.aside)) for t in tables][:2] == [("Mentors", False), ("Rooms", True)]
    assert len(roster.people) == 1
    tables, _ = read_all(
        [
            (
                FileChoice(key="k", sheets={"Rooms": SheetChoice(use=True), "Mentors": SheetChoice(use=False)}),
                read_table("all.xlsx", data),
            )
        ]
    )
    assert [t.aside for t in tables][:2] == ["You left it out.", ""]


def test_no_row_is_lost():
    """Rows in are people and reported rows, whatever was mended."""
    _, roster = read(("mentors.csv", MENTORS), mends=((4, 0, "Cleo Park"),))
    assert (roster.rows, len(roster.people)) == (3, 3)
