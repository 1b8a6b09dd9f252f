"""Several tables in one sheet, and rows with more cells than there are headers."""

from __future__ import annotations

import pytest
from made import accounts, book

from mentorwidgets.roster import read_roster, read_table

JAN, TIM, ROSA, BO = (
    "Jan Ost,jan@x.example",
    "Tim Falk,tim@x.example",
    "Rosa Miller,rosa@x.example",
    "Bo Li,bo@x.example",
)
HEAD = "Name,Email"
SHEETS = [  # each has Jan and Tim as mentors, Rosa and Bo as mentees
    f"Mentors,\n{HEAD}\n{JAN}\n{TIM}\n,\nMentees,\n{HEAD}\n{ROSA}\n{BO}\n",
    f"Mentors,\n{HEAD}\n{JAN}\n{TIM}\nMentees,\n{HEAD}\n{ROSA}\n{BO}\n",
    f"Mentors,\n{HEAD}\n{JAN}\n{TIM}\n,\n,\n,\nMentees,\n,\n{HEAD}\n{ROSA}\n{BO}\n",
    f"Mentors,\n{HEAD}\n{JAN}\n{TIM}\n,\nMentees,\n{ROSA}\n{BO}\n",
    f"Mentees:,\n{HEAD}\n{ROSA}\n{BO}\n,\nMENTORS,\n{HEAD}\n{JAN}\n{TIM}\n",
    f"Mentees 2026,\n{HEAD}\n{ROSA}\n,\nMentors 2026,\n{HEAD}\n{JAN}\n{TIM}\n,\nMentees 2025,\n{HEAD}\n{BO}\n",
    f"Our mentors,\n{HEAD}\n{JAN}\n{TIM}\n,\nPeople who would like a mentor,\n{HEAD}\n{ROSA}\n{BO}\n",
    f"Mentors,Mentors\n{HEAD}\n{JAN}\n{TIM}\nMentees,Mentees\n{HEAD}\n{ROSA}\n{BO}\n",
    f"Mentors,,\nName,Email,Capacity\n{JAN},2\n{TIM},1\n,,\nMentees,,\nFull name,Goals,E-mail address\nRosa Miller,Maps,rosa@x.example\nBo Li,Zines,bo@x.example\n",
    f"Mentoren und Mentees,,\nMentors,,\nName,Email,Branch\n{JAN},Oak\n{TIM},Elm\n,,\nMentees,,\nEmail,Name,Branch\nrosa@x.example,Rosa Miller,Oak\nbo@x.example,Bo Li,Elm\n",
    f"{HEAD},Role\n{JAN},mentor\n{TIM},mentor\n,,\n{HEAD},Role\n{ROSA},mentee\n{BO},mentee\n",
    f"Mentors;\nName;Email\n{JAN.replace(',', ';')}\n{TIM.replace(',', ';')}\n;\nMentees;\nName;Email\n{ROSA.replace(',', ';')}\n{BO.replace(',', ';')}\n",
    f"Mentors\t\nName\tEmail\n{JAN}\n{TIM}\n\t\nProt\u00e9g\u00e9s\t\nName\tEmail\n{ROSA}\n{BO}\n".replace("n,", "n\t").replace("t,", "t\t").replace("k,", "k\t").replace("r,", "r\t").replace("i,", "i\t"),
    f"Mentors,,,Mentees,\n{HEAD},,{HEAD}\n{JAN},,{ROSA}\n{TIM},,{BO}\n",
    f"Mentors,,Mentees,\n{HEAD},{HEAD}\n{JAN},{ROSA}\n{TIM},{BO}\n",
    "Mentor list,\nFirst name,Last name,Email\nJan,Ost,jan@x.example\nTim,Falk,tim@x.example\n\nMentee list,\nFirst name,Last name,Email\nRosa,Miller,rosa@x.example\nBo,Li,bo@x.example\n",
]  # fmt: skip


def read(tmp_path, text, name="people.csv", **how):
    """The roster of a file with this text or these bytes."""
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(file, **how)


@pytest.mark.parametrize("text", SHEETS, ids=range(len(SHEETS)))
def test_each_table_has_its_role(tmp_path, text):
    """The people of each table have the role that its title or its column says; nobody is called like a title."""
    found = read(tmp_path, text)
    assert sorted((person.name, *person.roles, person.email) for person in found.people) == [
        ("Bo Li", "mentee", "bo@x.example"), ("Jan Ost", "mentor", "jan@x.example"),
        ("Rosa Miller", "mentee", "rosa@x.example"), ("Tim Falk", "mentor", "tim@x.example"),
    ]  # fmt: skip
    assert [problem for problem in found.problems if problem.level != "notice"] == []
    assert any("tables" in problem.what for problem in found.problems)
    assert accounts(found)


def test_lists_of_names_alone(tmp_path):
    """Two lists of names under each other, each with nothing but a title."""
    found = read(tmp_path, "Mentors\nJan Ost\nTim Falk\n\nMentees\nRosa Miller\nBo Li\n")
    assert [(person.name, person.roles) for person in found.people] == [
        ("Jan Ost", ("mentor",)), ("Tim Falk", ("mentor",)), ("Rosa Miller", ("mentee",)), ("Bo Li", ("mentee",)),
    ]  # fmt: skip


def test_rows_keep_their_numbers(tmp_path):
    """A problem in a lower table names the row as the spreadsheet shows it, with or without a header of its own."""
    for head in (f"{HEAD}\n", ""):
        found = read(tmp_path, f"Mentors,\n{HEAD}\n{JAN}\n,\nMentees,\n{head}{ROSA}\nBo Li,nowhere\n")
        (said,) = [problem for problem in found.problems if problem.level == "warning"]
        assert (said.row, said.column) == (7 + bool(head), "Email")


def test_merged_titles_of_a_workbook(tmp_path):
    """Titles over merged cells of a workbook, blank rows and another order of columns."""
    rows = [
        ["Mentors", None],
        ["Name", "Email"],
        JAN.split(","),
        TIM.split(","),
        [None, None],
        ["Mentees", None],
        ["Email", "Name"],
        ROSA.split(",")[::-1],
    ]
    data = book(rows, names=("People",), merge=((0, 0, 0, 1, "Mentors"), (5, 0, 5, 1, "Mentees")))
    found = read(tmp_path, data, "people.xlsx")
    assert [(person.name, person.roles) for person in found.people] == [
        ("Jan Ost", ("mentor",)), ("Tim Falk", ("mentor",)), ("Rosa Miller", ("mentee",)),
    ]  # fmt: skip


def test_a_said_role_and_a_title(tmp_path):
    """A role that is said for a whole file leaves a table alone whose title says another."""
    found = read(tmp_path, SHEETS[0], role="mentor")
    assert [person.roles for person in found.people] == [("mentor",), ("mentor",), ("mentee",), ("mentee",)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD},Role\n{JAN},mentor\n,,mentee\n{ROSA},mentee\n{BO},mentee\n",
        f"{HEAD},Role,Bio\n{JAN},mentor,\n,,,\n{ROSA},mentee,Mentors\n{BO},mentee,\n",
        f"{HEAD},Role,Supervisor name,Supervisor email\n{JAN},mentor,Ed Fox,ed@x.example\n{ROSA},mentee,,\n{BO},mentee,,\n",
        f"{HEAD},Role,Emergency contact,Email 2\n{JAN},mentor,,\n{ROSA},mentee,Ed Fox,ed@x.example\n{BO},mentee,,\n",
        f"{HEAD},Role,Capacity\n{JAN},mentor,\n,,,Mentor\n{ROSA},mentee,\n,Mentor,Mentor,both\n{BO},mentee,\n",
    ],
    ids=range(5),
)
def test_one_table_stays_one(tmp_path, text):
    """Blank rows, a role without a name and other people's addresses make no second table."""
    file = tmp_path / "people.csv"
    file.write_text(text)
    assert len(read_table(file)) == 1
    assert [person.name for person in read_roster(file).people if person.email] == ["Jan Ost", "Rosa Miller", "Bo Li"]


EXTRA = [
    ("people.csv", "Name,Email,Role,Bio\nAna B,a@x.example,mentee,I like cats, dogs and walks\nCy D,c@x.example,mentor,plain\n", [2]),
    ("people.csv", "Name,Email,Role,Bio\nAna B,a@x.example,mentee,Cats, dogs, and, walks\nCy D,c@x.example,mentor,a, b\n", [2, 3]),
    ("people.csv", "Name,Email,Role,Bio\nAna B,a@x.example,mentee,I like cats, dogs\n", [2]),
    ("people.tsv", "Name\tEmail\tRole\nAna B\ta@x.example\tmentee\tmore\nCy D\tc@x.example\tmentor\n", [2]),
    ("people.csv", "Name;Email;Role\nAna B;a@x.example;mentee\nCy D;c@x.example;mentor;more\n", [3]),
    ("pasted.txt", "Name|Email|Role\nAna B|a@x.example|mentee|more\nCy D|c@x.example|mentor\n", [2]),
    ("people.csv", "Name,Email,Role,,\nAna B,a@x.example,mentee,,\nCy D,c@x.example,mentor,,more\n", [3]),
    ("people.xlsx", book([["Name", "Email", "Role"], ["Ana B", "a@x.example", "mentee", "more"], ["Cy D", "c@x.example", "mentor"]]), [2]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "rows"), EXTRA, ids=range(len(EXTRA)))
def test_more_cells_than_headers(tmp_path, name, text, rows):
    """A row that goes on behind the last header is named, in every kind of file; nothing of it is lost."""
    found = read(tmp_path, text, name)
    said = [problem for problem in found.problems if "more cells" in problem.what]
    assert [(problem.row, problem.level) for problem in said] == [(row, "warning") for row in rows]
    assert len(found.people) == len(text.splitlines()) - 1 if isinstance(text, str) else 2
    assert all(any(note.text for note in found.people[row - 2].notes) for row in rows)


def test_a_column_without_a_header(tmp_path):
    """A column behind the last header that most rows fill is said once; blank cells behind it are nothing to say."""
    rows = "".join(f"Ana {n},a{n}@x.example,mentee,town {n}\n" for n in range(6))
    found = read(tmp_path, f"Name,Email,Role\n{rows}")
    assert [(problem.row, problem.level) for problem in found.problems] == [(None, "notice")]
    blank = read(tmp_path, "Name,Email,Role,\nAna B,a@x.example,mentee,\nCy D,c@x.example,mentor, \n")
    assert blank.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Name,School,Need 1,Need 2,Need 3,Need 4\nM1,North,Confidence,Career,Name,Skills\nMo Ulm,South,Email,Interests,Bio,Years\nIda Roth,East,Career,Skills,Name,Bio\n",
        "Name,Role,Preferred contact,Most important in a match,Second\nIda Po,mentee,Email,Interests,Location\nJan Ost,mentor,Phone,Department,Interests\nTim Falk,mentor,Email,Name,Branch\n",
        "Name,Role,First,Second,Third\nIda Po,mentee,Email,Name,Role\nJan Ost,mentor,Role,Email,Name\nUte Lang,mentor,Name,Role,Email\n",
        "Name,Role,First,Second,Third\nIda Po,mentee,a,b,c\n,,,,\nJan Ost,mentor,Role,Email,Interests\nUte Lang,mentor,Name,Role,Email\n",
        "Nom,Organisme,Choix 1,Choix 2,Choix 3\nIda Po,Oak,Courriel,Nom,Rôle\nLea Po,Elm,Rôle,Nom,Courriel\n",
        "Name,Need 1,Need 2,Need 3\n,,,\nBo,Email,Interests,Bio\nAl,Name,Role,Email\nIda Roth,Career,Bio,Skills\n",
        "Name,Email,Need 1,Need 2\nBo Ulm,,Email,Name\nAl Roe,,Name,Email\nIda Roth,i@x.example,Bio,Skills\n",
        "Name,Email,Contact,Topic\nBo Ulm,,Email,Interests\nName,,Email,Interests\nIda Roth,i@x.example,Phone,Bio\n",
        "ID,Name,Rank 1,Rank 2,Rank 3\n7,Bo Ulm,Email,Interests,Bio\n,,,,\n8,Al Roe,Name,Email,Role\n9,Ida Roth,Bio,Skills,Email\n",
        "First name,Last name,Best way,Also\nBo,Ulm,Email,Phone\n,,,\nCy,Po,Email,Name\nDi,Ost,Name,Email\n",
        "Name,Priority,Second,Third\nBo Ulm,Email,Interests,Bio\nInterests,Email,Name,Bio\nAl Roe,Bio,Email,Role\n",
        "Naam,Keuze 1,Keuze 2\nBo Ulm,Naam,E-mail\n,,\nAn,E-mail,Rol\nAl Roe,Rol,Naam\n",
        "Nombre,Prioridad 1,Prioridad 2,Prioridad 3\nBo Ulm,Correo,Nombre,Idiomas\nAna,Correo,Idiomas,Nombre\n",
        "Name,Contact,Important,Other\nBo Ulm,Email,Interests,Role\n,,,\nPage,Email,Interests,Role\n",
    ],
)
def test_answers_that_are_words_of_headers_begin_no_table(tmp_path, text):
    """A ranking of "Email", "Interests" and "Name" is a person's answer: everybody is read."""
    file = tmp_path / "ranked.csv"
    file.write_text(text, "utf-8")
    roster = read_roster(file, role="mentor" if "Role" not in text.partition("\n")[0] else None)
    assert len(roster.people) == len([line for line in text.splitlines()[1:] if line.strip(",")])


HEADERS = {  # rows, the row of the second header
    "in the same words but one": ("Name,Email,Branch\nBo Ulm,b@x.example,Oak\nName,Email,Subject\nAl Roe,a@x.example,Maps\n", 3),
    "in other words": ("Name,Email,Branch\nBo Ulm,b@x.example,Oak\nFull name,Email address,Topics\nAl Roe,a@x.example,Maps\n", 3),
    "in another order, below a blank row": ("Name,Email,Branch\nBo Ulm,b@x.example,Oak\n,,\nEmail,Name,Branch\na@x.example,Al Roe,Elm\n", 4),
    "that counts, below a blank row": ("Name,Email,Branch\nBo Ulm,b@x.example,Oak\n,,\nNo.,Name,Email\n1,Al Roe,a@x.example\n", 4),
    "below a title": ("Name,Email,Branch\nBo Ulm,b@x.example,Oak\nMentees,,\nName,E-mail,Topics\nAl Roe,a@x.example,Maps\n", 4),
    "without anybody below": ("Name,Email,Branch\nBo Ulm,b@x.example,Oak\nAl Roe,a@x.example,Elm\n,,\nName,Email,Branch\n", 5),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADERS)
def test_a_row_in_the_middle_that_is_read_as_a_header_is_said(tmp_path, case):
    """With its number, and everybody below and above it is read."""
    text, row = HEADERS[case]
    found = read(tmp_path, text, role="mentor")
    assert [person.name for person in found.people] == ["Bo Ulm", "Al Roe"]
    said = [problem.what for problem in found.problems if "was read as the header" in problem.what]
    assert said == [f"Row {row} was read as the header of another table."]


@pytest.mark.parametrize(
    "text",
    [
        "First name,Last name,Grade,First name,Last name\nRosa,Miller,7,Eva,Miller\nBo,Li,8,Kim,Li\n",
        "Name,Grade,Emergency contact,Name,Phone\nRosa Miller,7,mother,Eva Miller,1\nBo Li,8,father,Kim Li,2\n",
        "Name,Email,School,Name,Email\nRosa Miller,r@x.example,Elm,Eva Miller,e@x.example\nBo Li,b@x.example,Elm,Kim Li,k@x.example\n",
        "Student,,,Parent,\nName,Email,School,Name,Email\nRosa Miller,r@x.example,Elm,Eva Miller,e@x.example\nBo Li,b@x.example,Elm,Kim Li,k@x.example\n",
        "Student,,,Guardian,\nName,Email,,Name,Email\nRosa Miller,r@x.example,,Eva Miller,e@x.example\nBo Li,b@x.example,,Kim Li,k@x.example\n",
    ],
)  # fmt: skip
def test_guardians_are_no_people_of_the_roster(tmp_path, text):
    """A second name in a row is a parent's: no table of its own without a blank column or two titles of roles."""
    found = read(tmp_path, text, role="mentee")
    assert [person.name for person in found.people] == ["Rosa Miller", "Bo Li"]
    assert any("Eva" in note.text for note in found.people[0].notes)


TITLES = (
    "Mentor: Jan Ost", "Mentor - Jan Ost", "Mentor \u2013 Jan Ost", "Jan Ost (mentor)", "Jan Ost, mentor", "Mentor name: Jan Ost",
    "Coach: Jan Ost", "Mentorin: Jana van Ost", "MENTOR: Jan Ost", "Jan Ost - Mentor",
)  # fmt: skip


@pytest.mark.parametrize("again", ["", "Name,Email,Branch\n"])
@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_is_a_person(tmp_path, title, again):
    """A title with a person's name tells no role of those below it, and is said; a role of the whole file holds."""
    other = title.replace("Jan Ost", "Tim Falk").replace("Jana", "Tina")
    text = f'"{title}",,\n{again}Rosa Miller,r@x.example,Oak\n"{other}",,\n{again}Bo Li,b@x.example,Elm\n'
    text = text if again else f"Name,Email,Branch\n{text}"
    found = read(tmp_path, text, role="mentee")
    assert [(person.name, person.roles) for person in found.people] == [
        ("Rosa Miller", ("mentee",)), ("Bo Li", ("mentee",)),
    ]  # fmt: skip
    assert any(title.split()[-1].strip("()") in problem.what for problem in found.problems)
    assert read(tmp_path, text).people == ()


def test_two_columns_of_one_name(tmp_path):
    """Of two columns with one header the first counts, the other is a note; a full name goes before a login."""
    ida = read(tmp_path, "Name,Role,Interests,Name\nIda Po,mentee,Maps,Oak\nJan Ost,mentor,Maps,Elm\n").people[0]
    assert (ida.name, ida.notes[0].text) == ("Ida Po", "Oak")
    ida = read(tmp_path, "Name,Role,Branch,Branch\nIda Po,mentee,Oak,Elm\nJan Ost,mentor,Elm,Oak\n").people[0]
    assert (ida.branch, ida.notes[0].text) == ("Oak", "Elm")
    ida = read(tmp_path, "Name,Full name,Role\nipo,Ida Po,mentee\njost,Jan Ost,mentor\n").people[0]
    assert (ida.name, ida.notes[0].text) == ("Ida Po", "ipo")


@pytest.mark.parametrize(
    "text",
    [
        "Name,Role\nPo, Ida,mentee\nOst, Jan,mentor\n",
        "Name,Email,Role,Branch\nPo, Ida,i@x.example,mentee,Oak\nOst, Jan,j@x.example,mentor,Elm\nFalk, Tim,t@x.example,mentor,Elm\n",
        "Name,Role\nPo, Ida,mentee\nOst, Jan,mentor\nTim Falk,mentor\n",
        "Name,Email\nPo, Ida,i@x.example\nOst, Jan,j@x.example\n",
    ],
)
def test_all_rows_are_shifted(tmp_path, text):
    """Where a comma cut nearly every name in two, it is an error that says so, and how to mend it."""
    found = read(tmp_path, text, role="mentor")
    assert [problem for problem in found.problems if problem.level == "error" and "Last, First" in problem.mend]


def test_a_last_column_without_header_is_not_shifted(tmp_path):
    """A column whose header is missing moves nothing."""
    found = read(tmp_path, "Name,Email,Role,\nIda Po,i@x.example,mentee,Oak\nJan Ost,j@x.example,mentor,Elm\n")
    assert not [problem for problem in found.problems if problem.level == "error"]
