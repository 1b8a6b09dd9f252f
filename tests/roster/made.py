"""Rosters made for tests: bytes of tables, workbooks, and people at random."""

from __future__ import annotations

import io
import zoneinfo
from datetime import date

import xlsxwriter
from hypothesis import strategies as st

from mentorwidgets.model import CRITERIA, KINDS, MODES, PARTICIPATIONS, Hours, Note, Person
from mentorwidgets.roster import people_from_table, read_table, reported_rows

TODAY = date(2026, 1, 15)


def roster(text: str, name: str = "mentors.csv", **how):
    """The roster of one CSV text."""
    (table,) = read_table(name, text.encode())
    return people_from_table(table, today=TODAY, **how)


def person(text: str, name: str = "mentors.csv", **how) -> Person:
    """The only person of a CSV text."""
    (found,) = roster(text, name, **how).people
    return found


def one(column: str, cell: str, name: str = "mentors.csv") -> Person:
    """One person with one cell of interest."""
    return person(f'Name,E-mail,"{column}"\nAna Silva,ana@lib.example,"{cell}"\n', name)


def book(
    *sheets: list[list[object]], names: tuple[str, ...] = (), hidden: int | None = None, merge: tuple = ()
) -> bytes:
    """The bytes of an XLSX workbook."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    dates = made.add_format({"num_format": "yyyy-mm-dd"})
    for number, rows in enumerate(sheets):
        sheet = made.add_worksheet(names[number] if names else None)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, dates)
                elif cell is not None:
                    sheet.write(row, column, cell)
        for area in merge:
            sheet.merge_range(*area)
        if number == hidden:
            sheet.hide()
    made.close()
    return out.getvalue()


def accounts(found) -> bool:
    """Whether each row is a person or is reported."""
    return found.rows == len(found.people) + len(reported_rows(found))


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=30)
some = words.filter(bool)
tags = st.lists(words, max_size=4).map(tuple)
names = st.text(st.characters(codec="utf-8", categories=("L", "P", "S", "Zs")), min_size=1, max_size=30).filter(
    str.strip
)
hours = st.tuples(st.integers(0, 6), st.integers(0, 1438), st.integers(1, 500)).map(
    lambda t: Hours(day=t[0], start=t[1], end=min(1440, t[1] + t[2]))
)
notes = st.builds(Note, label=words, text=words, readers=st.sampled_from(["everyone", "pair", "coordinator"]))
people = st.builds(
    Person,
    id=some.filter(str.strip),
    name=names,
    roles=st.sampled_from([("mentor",), ("mentee",), ("mentor", "mentee")]),
    email=st.sampled_from(["", "ana@lib.example", "o'neil+x@lib.example"]),
    pronouns=words,
    bio=words,
    interests=tags,
    work_areas=tags,
    hobbies=tags,
    offers=tags,
    wants=tags,
    purposes=tags,
    position=words,
    department=words,
    branch=words,
    library_type=words,
    years=st.none() | st.floats(0, 80),
    region=words,
    rural=st.none() | st.booleans(),
    location=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    modes=st.lists(st.sampled_from(MODES), unique=True, max_size=4).map(tuple),
    timezone=st.sampled_from(["", *sorted(zoneinfo.available_timezones())]),
    languages=tags,
    availability=st.lists(hours, max_size=3).map(tuple),
    kind=st.sampled_from(KINDS),
    capacity=st.none() | st.integers(0, 99),
    demand=st.integers(0, 9),
    assign=st.booleans(),
    participation=st.sampled_from(PARTICIPATIONS),
    project_only=st.booleans(),
    clearance=st.none() | st.booleans(),
    supervisor=words,
    avoid=tags,
    wishes=tags,
    most_important=st.sampled_from(CRITERIA),
    waiting=st.booleans(),
    confirmed=st.just("") | st.dates().map(str),
    notes=st.lists(notes, max_size=4).map(tuple),
)
