"""A pack for each pair of a table."""

from __future__ import annotations

import pytest
from tabled import did, generate, table_of

from mentorwidgets.errors import ProgramError
from mentorwidgets.generate.packs import PackPair, pack_files, read_pairs
from mentorwidgets.generate.paper import Paper
from mentorwidgets.model import Pair, Person, Program

PROGRAM = Program(slug="oak", name="Oak", purposes=("Career", "Technology"))
PEOPLE = (
    Person(id="ana", name="Ana <b>Silva</b>", roles=("mentor",), email="ana@lib.example"),
    Person(id="ben", name="Ben Ito", roles=("mentee",), email="ben@lib.example"),
    Person(id="ben-2", name="Ben Ito", roles=("mentee",)),
)


@pytest.fixture
def pairs(tmp_path):
    """Read a table of pairs from text."""

    def read(text):
        (tmp_path / "pairs.csv").write_text(text, encoding="utf-8")
        return read_pairs(tmp_path / "pairs.csv", PROGRAM, PEOPLE)

    return read


def test_people_are_found_by_id_address_or_name(pairs):
    """Without regard to case; a purpose that is not said is the first."""
    found, problems = pairs("Mentee,Mentor,Purpose\nben,ANA@lib.example,Technology\nben-2,ana <b>silva</b>,\n")
    assert problems == ()
    assert found == (
        PackPair(pair=Pair(mentee="ben", mentor="ana", purpose="Technology")),
        PackPair(pair=Pair(mentee="ben-2", mentor="ana", purpose="Career")),
    )


def test_nobody_and_several_are_told(pairs):
    """Row by row, never guessed."""
    found, problems = pairs("mentee,mentor\nBen Ito,ana\n\nCy,ana\n")
    assert found == ()
    assert [(problem.row, problem.what) for problem in problems] == [
        (2, "Several people are 'Ben Ito'."),
        (4, "Nobody on the roster is 'Cy'."),
    ]


def test_a_table_without_the_columns_is_refused(pairs):
    """With their names."""
    with pytest.raises(ProgramError, match="'mentee' and 'mentor'"):
        pairs("a,b\n1,2\n")


def test_each_pair_gets_an_introduction_and_a_form():
    """In a folder of their names, never twice the same, and nothing in it runs."""
    made = [Pair(mentee="ben", mentor="ana"), Pair(mentee="ben-2", mentor="ana")]
    files = pack_files(Paper(PROGRAM), [PackPair(pair=pair) for pair in made], PEOPLE)
    folders = {name.rpartition("/")[0] for name in files}
    assert folders == {"packs/ben-ito-ana-b-silva-b", "packs/ben-ito-ana-b-silva-b-2"}
    assert {name.rpartition("/")[2] for name in files} >= {"introduction.html", "expectations.html"}
    assert not any(b"<b>Silva" in data for data in files.values())


def test_with_a_first_meeting_a_pack_holds_a_calendar_file(pairs):
    """On the program's clock, summer and winter, up to its last day; and the same bytes each time."""
    program = Program(slug="oak", name="Oak", cadence="monthly", timezone="America/Chicago", ends="2027-06-30")
    found, problems = pairs("mentee,mentor,first meeting\nben,ana,2027-01-20 15:00\n")
    assert (problems, found[0].first) == ((), "2027-01-20T15:00")
    one, two = (pack_files(Paper(program), found, PEOPLE)["packs/ben-ito-ana-b-silva-b/meetings.ics"] for _ in range(2))
    assert one == two
    starts = [line for line in one.decode().splitlines() if line.startswith("DTSTART;TZID=America/Chicago:2027")]
    assert starts[0].endswith("20270120T150000")
    assert all(line.endswith("T150000") and line[29:] < "20270701" for line in starts)


def test_a_first_meeting_that_is_no_time_is_told(pairs):
    """A day alone does not say when."""
    assert [problem.what for problem in pairs("mentee,mentor,start\nben,ana,2027-01-20\n")[1]] == [
        "'2027-01-20' is not a day and a time."
    ]


def test_packs_come_with_the_program(tmp_path):
    """From a table beside the table."""
    table = table_of(tmp_path / "office", header="name,roster,pairs", rows=("Oak,roster.csv,pairs.csv",))
    (table.parent / "pairs.csv").write_text("mentee,mentor\nBen Ito,ana@lib.example\n", encoding="utf-8")
    assert "made" in {word for name, word in did(generate(table, tmp_path / "library")).items() if "/packs/" in name}


def test_the_pack_of_a_pair_that_is_none_any_more_is_taken_away(tmp_path):
    """Names do not stay behind; what somebody changed by hand does, and is told."""
    table = table_of(tmp_path / "office", header="name,roster,pairs", rows=("Oak,roster.csv,pairs.csv",))
    (table.parent / "pairs.csv").write_text("mentee,mentor\nBen Ito,ana@lib.example\n", encoding="utf-8")
    generate(table, tmp_path / "library")
    [pack] = (tmp_path / "library" / "workbooks" / "oak" / "packs").iterdir()
    (pack / "expectations.html").write_text("mine", encoding="utf-8")
    (table.parent / "pairs.csv").write_text("mentee,mentor\n", encoding="utf-8")
    found = did(generate(table, tmp_path / "library"))
    assert {word for name, word in found.items() if name.endswith("introduction.html")} == {"removed"}
    assert [file.name for file in pack.iterdir()] == ["expectations.html"]


@pytest.mark.parametrize(
    ("row", "pairs_text", "words"),
    [
        ("Oak,,pairs.csv", "mentee,mentor\n", "Pairs need the roster of their people."),
        ("Oak,roster.csv,pairs.csv", "mentee,mentor\nZoe,ana@lib.example\n", "pairs.csv: row 2: Nobody on the roster"),
        ("Oak,roster.csv,pairs.csv", "a,b\n", "has no columns 'mentee' and 'mentor'"),
    ],
)
def test_problems_of_pairs_are_told_before_anything_is_written(tmp_path, row, pairs_text, words):
    """At the row of the program."""
    table = table_of(tmp_path / "office", header="name,roster,pairs", rows=(row,))
    (table.parent / "pairs.csv").write_text(pairs_text, encoding="utf-8")
    [problem] = generate(table, tmp_path / "library").problems
    assert (problem.row, problem.column) == (2, "pairs")
    assert words in problem.what
