"""From files to people: every row is a person or is reported."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import TODAY, accounts, book, one, person, roster

from mentorwidgets.errors import RosterError
from mentorwidgets.model import Note
from mentorwidgets.roster import people_from_table, read_roster, read_table


def tables_or_words(data: bytes, name: str):
    """The tables of a file, or how to mend it."""
    try:
        return read_table(name, data)
    except RosterError as error:
        return error.mend


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(["mentors.csv", "x.csv", "mentors.xlsx", "a.json"]))
def test_any_bytes_give_words(data, name):
    """Bytes at random are read with each row accounted for, or refused in our words."""
    found = tables_or_words(data, name)
    assert found if isinstance(found, str) else all(accounts(people_from_table(table)) for table in found)


cell = st.sampled_from(
    [
        "",
        "Ana Silva",
        "ana@b.example",
        "Mentor",
        "both",
        "3/4/2025",
        "two",
        "#N/A",
        "Name",
        "x" * 90,
        "Mon 9-12",
        "=1",
        "7",
    ]
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(cell, min_size=4, max_size=4), max_size=8),
    st.sampled_from(["mentors.csv", "x.csv"]),
    st.permutations(["Name", "E-mail", "Role", "How many mentees"]),
)
def test_every_row_is_a_person_or_is_reported(rows, name, header):
    """Rows in = people + rows reported, whatever the cells hold."""
    text = "\n".join(",".join(cells) for cells in [header, *rows]) + "\n"
    (table,) = read_table(name, text.encode())
    assert accounts(people_from_table(table))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 5000), st.integers(0, 255))
def test_damaged_workbooks(at, byte):
    """A workbook with a wrong byte, or cut off, is read or refused in our words."""
    data = bytearray(book([["Name", "E-mail"], ["Ana Silva", "a@b.example"]]))
    data[at % len(data)] = byte
    for damaged in (bytes(data), bytes(data[: at % len(data)])):
        found = tables_or_words(damaged, "mentors.xlsx")
        assert found if isinstance(found, str) else all(accounts(people_from_table(table)) for table in found)


@pytest.mark.parametrize("surname", ["NA", "None", "Null", "NaN", "True"])
def test_surnames_that_look_like_nothing(surname):
    """NA, None and Null are surnames."""
    assert person(f"First name,Last name,E-mail\nAna,{surname},a@b.example\n").name == f"Ana {surname}"


def test_leading_zeros():
    """An ID keeps its zeros."""
    assert person("Name,Staff ID\nAna Silva,007421\n").id == "007421"


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("How many mentees could you take on?", "up to 3", "capacity", 3),
        ("Max # of mentees", "2-3", "capacity", 3),
        ("Would you be willing to have two mentees?", "Yes", "capacity", 2),
        ("Do you have a background check?", "Yes, cleared", "clearance", True),
        ("Years of service", "10+ years", "years", 10.0),
        ("Hire date", "2016-01-15", "years", 10.0),
        ("Hire date", "42384", "years", 10.0),
        ("What is your time zone?", "Eastern (EST)", "timezone", "America/New_York"),
        ("How would you prefer to meet?", "Zoom; In person", "modes", ("in person", "video")),
        ("Your research interests", "['Maps', 'Zines']", "interests", ("Maps", "Zines")),
        ("Interests outside of work", "Choir|Chess", "hobbies", ("Choir", "Chess")),
        ("Who is your supervisor?", "Ben Ito", "supervisor", "Ben Ito"),
        ("Is there anyone you would rather not be paired with?", "Cy Day; Di Fox", "avoid", ("Cy Day", "Di Fox")),
        ("Home branch", "Oak Street", "branch", "Oak Street"),
        ("Rural or urban?", "Rural", "rural", True),
        ("Postion", "Cataloger", "position", "Cataloger"),
        ("Last confirmed", "30/4/2025", "confirmed", "2025-04-30"),
        ("Coordinates", "41.5; -92.25", "location", (41.5, -92.25)),
    ],
)
def test_columns_by_meaning(column, cell, field, value):
    """Headers in people's own words find their field."""
    assert getattr(one(column, cell), field) == value


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("Please assign me a mentor", "✓", "assign", True),
        ("How many mentors would you like?", "two", "demand", 2),
        ("Goals for mentoring", "Grant writing; Teen services", "wants", ("Grant writing", "Teen services")),
        ("My first choice mentor is:", "Ana Silva", "wishes", ("Ana Silva",)),
        ("Were you on the waiting list last year?", "yes", "waiting", True),
    ],
)
def test_columns_of_mentees(column, cell, field, value):
    """What mentees are asked finds its field too."""
    assert getattr(one(column, cell, "protégés.csv"), field) == value


def test_unmapped_columns_are_notes():
    """A column that nothing tells is kept, for the coordinator's eyes."""
    assert one("Shoe size", "43").notes == (Note(label="Shoe size", text="43", readers="coordinator"),)


def test_values_not_understood():
    """A value that is not understood costs nothing: a warning with its place, and the raw text in a note."""
    found = roster("Name,E-mail,Number of mentees\nAna Silva,a@b.example,a few\nBen Ito,b@b.example,2\n")
    (problem,) = found.problems
    assert (problem.level, problem.row, problem.column) == ("warning", 2, "Number of mentees")
    assert found.people[0].notes == (Note(label="Number of mentees", text="a few"),)


def test_formula_errors():
    """A formula's error is said to be one."""
    found = roster("Name,E-mail,Number of mentees\nAna Silva,a@b.example,#REF!\nBen Ito,b@b.example,2\n")
    assert "formula" in found.problems[0].what


def test_ambiguous_days_are_asked():
    """Days that could be read in two ways are asked once, not guessed, and kept."""
    found = roster("Name,E-mail,Last confirmed\nAna Silva,a@b.example,3/4/2025\nBen Ito,b@b.example,5/6/2025\n")
    assert [person.confirmed for person in found.people] == ["", ""]
    assert [(p.row, p.column) for p in found.problems] == [(None, "Last confirmed")]
    assert found.people[0].notes[0].text == "3/4/2025"


def test_day_order_is_told_by_the_column():
    """One day over twelve tells the order for all."""
    found = roster("Name,E-mail,Last confirmed\nAna Silva,a@b.example,3/4/2025\nBen Ito,b@b.example,25/6/2025\n")
    assert [person.confirmed for person in found.people] == ["2025-04-03", "2025-06-25"]


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Name,Role\nAna Silva,Mentor\n", "x.csv", ("mentor",)),
        ("Name,Role\nAna Silva,Both\n", "x.csv", ("mentor", "mentee")),
        ("Name,I would like to be a\nAna Silva,Protégé\n", "x.csv", ("mentee",)),
        ("Name\nAna Silva\n", "2025 Mentees.csv", ("mentee",)),
        ("Name,Both mentor and mentee\nAna Silva,yes\n", "mentors.csv", ("mentor", "mentee")),
        ("Name,How many mentees can you take on?\nAna Silva,1\n", "answers.csv", ("mentor",)),
    ],
)
def test_roles(text, name, roles):
    """The role comes from a column, the file's name, or what the form asks."""
    assert person(text, name).roles == roles


def test_unknown_role():
    """Where nothing tells the role it is asked, row by row; `role` answers."""
    text = "Name,Branch\nAna Silva,Oak\nBen Ito,Elm\n"
    found = roster(text, "staff.csv")
    assert (len(found.people), [p.row for p in found.problems]) == (0, [2, 3])
    assert [p.roles for p in roster(text, "staff.csv", role="mentee").people] == [("mentee",)] * 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04cut", "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (b"<!DOCTYPE html><html>", "web page"),
        (bytes(range(1, 256)) * 20, "no text"),
        (b'{"a": 1', "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_roster(data, words):
    """What cannot be read is refused with what it is and what to do."""
    with pytest.raises(RosterError, match=words) as caught:
        read_table("x.json" if data[:1] == b"{" else "x.csv", data)
    assert caught.value.mend


def test_missing_and_folder(tmp_path):
    """A missing file and a folder are named."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(RosterError, match=path.name):
            read_roster(path)


def test_a_bomb_is_refused():
    """A file that unpacks to gigabytes is refused by its directory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(1_000_000))
    with pytest.raises(RosterError, match="unpack"):
        read_table("mentors.xlsx", out.getvalue())


def test_a_far_cell_is_refused():
    """One cell at the far corner would fill the memory: it is named."""
    data = book([["Name"], ["Ana"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename.endswith("sheet1.xml"):
                text = text.replace(b'<c r="A2"', b'<c r="XFD1048576"')
            new.writestr(info, text)
    with pytest.raises(RosterError, match="far away"):
        read_table("mentors.xlsx", out.getvalue())


def test_workbook(tmp_path):
    """Merged cells, real dates, whole numbers, hidden sheets and sheet names."""
    rows = [
        ["Name", "Branch", "Hire date", "Staff ID"],
        ["Ana Silva", "Oak", TODAY.replace(year=2016), 70001.0],
        ["Ben Ito", None, None, 70002],
    ]
    data = book(rows, [["Name"], ["Cy Day"]], [["secret"]], names=("Mentors", "Mentees", "Old"), hidden=2)
    (tmp_path / "all.xlsx").write_bytes(data)
    found = read_roster(tmp_path / "all.xlsx", today=TODAY)
    assert [(p.name, p.roles, p.years, p.id) for p in found.people] == [
        ("Ana Silva", ("mentor",), 10.0, "70001"),
        ("Ben Ito", ("mentor",), None, "70002"),
        ("Cy Day", ("mentee",), None, "cy-day"),
    ]
    assert ["hidden" in p.what for p in found.problems] == [True]


def test_merged_cells():
    """A merged cell stands for each row that it covers."""
    data = book([["Name", "Branch"], ["Ana Silva", "Oak"], ["Ben Ito", None]], merge=((1, 1, 2, 1, "Oak"),))
    (table,) = read_table("mentors.xlsx", data)
    assert [p.branch for p in people_from_table(table).people] == ["Oak", "Oak"]


def test_two_files(tmp_path):
    """A person in both files is one person in both roles, and the folded row is named."""
    (tmp_path / "mentors.csv").write_text("Name,E-mail,Capacity\nAna Silva,ana@b.example,2\nBen Ito,ben@b.example,1\n")
    (tmp_path / "mentees.csv").write_text("Name,E-mail,Goals\nAna Silva,ANA@b.example,Grants\n")
    found = read_roster(tmp_path / "mentors.csv", tmp_path / "mentees.csv")
    ana = found.people[0]
    assert (ana.roles, ana.capacity, ana.wants, len(found.people)) == (("mentor", "mentee"), 2, ("Grants",), 2)
    assert [(p.level, p.row) for p in found.problems] == [("notice", 2)]


def test_sent_twice():
    """Of two answers of one person the newest counts; the other is named."""
    found = roster(
        "Timestamp,Name,E-mail,Capacity\n2025-03-02 10:00,Ana Silva,a@b.example,3\n2025-03-01 09:00,Ana Silva,a@b.example,1\n"
    )
    assert [p.capacity for p in found.people] == [3]
    assert [(p.level, p.row) for p in found.problems] == [("notice", 3)]
    assert accounts(found)


def test_list_of_pairs():
    """Pairs that were made are no roster, and that is said."""
    found = roster("Mentor name,Mentor email,Mentee name,Mentee email\nA B,a@b.example,C D,c@d.example\n")
    assert (found.people, found.rows) == ((), 1)
    assert "pairs" in found.problems[0].what


def test_json_list():
    """A JSON list of objects is a roster."""
    data = b'[{"name": "Ana Silva", "email": "a@b.example", "capacity": 2, "interests": ["Maps", "Zines"]}]'
    (table,) = read_table("mentors.json", data)
    (ana,) = people_from_table(table).people
    assert (ana.name, ana.capacity, ana.interests) == ("Ana Silva", 2, ("Maps", "Zines"))


def test_order_does_not_matter():
    """Shuffled rows give the same people with the same ids."""
    rows = ["Ana Silva,x1", "Ana Silva,x2", "Ben Ito,x3"]
    ids = [
        {(p.name, p.notes): p.id for p in roster("\n".join(["Name,Shelf", *some, ""])).people}
        for some in (rows, rows[::-1])
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 3


def test_private_data_stays_private():
    """The supervisor and the people to avoid never become notes."""
    found = one("Do not pair with", "Cy Day")
    assert (found.avoid, found.notes) == (("Cy Day",), ())


def test_staff_list():
    """A staff list with yes and no under Mentor and Mentee, and names with the surname first."""
    found = roster(
        'Employee,Emp #,Hire Date,Supervisor,Mentor?,Mentee?\n"Silva, Ana",00123,06/15/2009,"Doe, Pat",Y,N\n'
        '"Ito, Ben",00456,11/20/2023,"Roe, Sam",N,Y\n"Roe, Sam",00457,11/02/2001,"Doe, Pat",Y,Y\n',
        "staff.csv",
    )
    assert [(p.name, p.id, p.roles, p.supervisor) for p in found.people] == [
        ("Ana Silva", "00123", ("mentor",), "Pat Doe"),
        ("Ben Ito", "00456", ("mentee",), "Sam Roe"),
        ("Sam Roe", "00457", ("mentor", "mentee"), "Pat Doe"),
    ]


def test_form_export():
    """An export as a form service writes it, with the address under "Username" and times under a question."""
    ana = person(
        "Timestamp,Username,What is your name?,How long have you worked in libraries?,I am interested in participating as a...,"
        '"What days/times generally work best for you?"\n2025/03/04 9:15:22 AM EST,ana@b.example,Ana Silva,More than 15 years,Mentor,'
        '"Tuesday mornings, Thursday 1-3pm"\n',
        "Signups (Responses).csv",
    )
    assert (ana.email, ana.years, ana.roles, len(ana.availability), ana.confirmed) == (
        "ana@b.example",
        15.0,
        ("mentor",),
        2,
        "2025-03-04",
    )


def test_start_of_a_session_is_no_start_of_service():
    """A form's own start date is not the years of service."""
    assert person("Start Date;End Date;Name;Years of experience\n03/25/2025;03/25/2025;Ana Silva;2,5\n").years == 2.5


def test_remarks_below():
    """A count below the list is no person; someone called Page is."""
    found = roster(
        "Name,E-mail,Branch\nAna Page,ana@b.example,Oak\nPage Smith,page@b.example,Elm\nTotal: 2 mentors,,\n"
    )
    assert [p.name for p in found.people] == ["Ana Page", "Page Smith"]
    assert "remark" in found.problems[0].what


@pytest.mark.parametrize(
    ("header", "said"), [("Date of birth", True), ("DOB", True), ("Birthdays", True), ("Year level", False)]
)
def test_days_of_birth(header, said):
    """A column of birth dates is kept as a note, with a word that programs with young people must not keep it."""
    found = roster(f"Name,E-mail,{header}\nAna Silva,a@b.example,2011-04-03\n")
    assert any("days of birth" in problem.what and problem.level == "notice" for problem in found.problems) is said
    assert [note.text for note in found.people[0].notes] == ["2011-04-03"]
