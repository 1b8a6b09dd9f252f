"""Where the header is, whatever stands around it."""

from __future__ import annotations

import pytest
from made import accounts, book, roster

from mentorwidgets.roster import people_from_table, read_table


def table(text: str, name: str = "mentors.csv"):
    (found,) = read_table(name, text.encode())
    return found


def test_titles_above():
    """Titles and blank rows above the header are said, and row numbers are those of the spreadsheet."""
    found = table("Oak County Mentoring,,\n,,\nPrinted 3 May,,\nName,E-mail,Branch\nAna Silva,a@b.example,Oak\n")
    assert (found.headers, list(found.numbers)) == (("Name", "E-mail", "Branch"), [5])
    assert found.title.startswith("Oak County Mentoring")


def test_blank_rows_keep_their_numbers():
    """Blank rows are no rows, but count for the numbers."""
    assert list(table("Name,E-mail\n\nAna Silva,a@b.example\n,\nBen Ito,b@b.example\n,,\n,,\n").numbers) == [3, 5]


def test_blank_columns_and_same_headers():
    """Blank columns vanish; a second `Name` is told apart; a blank header gets its letter."""
    found = table("Name,,Name,E-mail,,\nAna Silva,x,Ana,a@b.example,,\nBen Ito,,Ben,b@b.example,,\n")
    assert found.headers == ("Name", "Column B", "Name (2)", "E-mail")


def test_no_header():
    """Without a header the values tell what is what."""
    text = "3/3/2016 20:29,Ana Silva,ana@b.example,Maps\n4/13/2016 9:00,Ben Ito,ben@b.example,Zines\n"
    found = roster(text)
    assert [(p.name, p.email, p.confirmed) for p in found.people] == [
        ("Ana Silva", "ana@b.example", "2016-03-03"),
        ("Ben Ito", "ben@b.example", "2016-04-13"),
    ]
    assert found.rows == 2


def test_foreign_header():
    """A header in words that nobody taught us is still no person."""
    assert [p.name for p in roster("Họ tên,Ngành\nLý Hiếu Anh,HR\nVõ Mai Châu,HR\nĐỗ Quân Anh,Sales\n").people] == [
        "Lý Hiếu Anh",
        "Võ Mai Châu",
        "Đỗ Quân Anh",
    ]


def test_qualtrics():
    """Codes, questions and import ids: three rows of header, the questions count."""
    text = (
        'StartDate,Q1,Q2,RecipientEmail,Q3\nStart Date,Your full name,"E-mail address?",Recipient Email,Hobbies\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""Q1""}","{""ImportId"":""Q2""}","{""ImportId"":""r""}","{""ImportId"":""Q3""}"\n'
        '2025-01-01 10:00:00,Ana Silva,ana@b.example,,"Choir,Chess"\n2025-01-02 10:00:00,Ben Ito,ben@b.example,,Chess\n'
    )
    found = roster(text)
    assert [(p.name, p.email, p.hobbies) for p in found.people] == [
        ("Ana Silva", "ana@b.example", ("Choir", "Chess")),
        ("Ben Ito", "ben@b.example", ("Chess",)),
    ]
    assert found.rows == 2


def test_surveymonkey():
    """Questions above, options below: each option column belongs to the question at its left."""
    text = (
        "Respondent ID,Your name,E-mail address,Areas of interest,,,Other\n,Open-Ended Response,Open-Ended Response,Maps,Zines,Storytime,\n"
        "1001,Ana Silva,ana@b.example,Maps,,Storytime,\n1002,Ben Ito,ben@b.example,,Zines,,x\n"
    )
    found = roster(text)
    assert [(p.name, p.interests) for p in found.people] == [
        ("Ana Silva", ("Maps", "Storytime")),
        ("Ben Ito", ("Zines",)),
    ]
    assert accounts(found)


def test_groups_above():
    """Group names above the header join it."""
    data = book(
        [
            ["Person", None, "Availability", None],
            ["Name", "E-mail", "Mon", "Tue"],
            ["Ana Silva", "a@b.example", "9-12", "evening"],
        ],
        merge=((0, 0, 0, 1, "Person"), (0, 2, 0, 3, "Availability")),
    )
    (found,) = read_table("mentors.xlsx", data)
    (ana,) = people_from_table(found).people
    assert [(h.day, h.start, h.end) for h in ana.availability] == [(0, 540, 720), (1, 1020, 1260)]


@pytest.mark.parametrize("text", ["Name,E-mail\n", "Name,E-mail\n,\n,\n"])
def test_nothing_below(text):
    """A header without rows has no people, and no error is raised."""
    assert len(table(text + " ")) == 0


def test_repeated_header():
    """A header that comes again among the rows is reported as such."""
    found = roster("Name,E-mail\nAna Silva,a@b.example\nName,E-mail\nBen Ito,b@b.example\n")
    assert accounts(found)
    assert "Name" not in [p.name for p in found.people]


def test_numbers_as_headers():
    """Columns that only count are no values."""
    assert table("Full Name,NetID,1,2,3,4,5\nAna Silva,as1,5,4,3,2,1\n").headers[2:] == ("1", "2", "3", "4", "5")


def test_very_long_headers():
    """A question of a thousand letters is a header."""
    question = "Please tell us about yourself. " + "We ask because it helps. " * 40
    assert roster(f'Name,E-mail,"{question}"\nAna Silva,a@b.example,I like maps\n').people[0].bio == "I like maps"
