"""People, rosters and problems."""

from __future__ import annotations

from mentorwidgets.model import Person, Problem, Roster

ANA = Person(id="1", name="Ana", roles=("mentor", "mentee"))
BEN = Person(id="2", name="Ben", roles=("mentee",))


def test_one_person_can_have_both_roles():
    """Ana mentors and is mentored; Ben is mentored."""
    roster = Roster(people=(ANA, BEN), rows=2)
    assert (roster.mentors(), roster.mentees()) == ((ANA,), (ANA, BEN))


def test_a_problem_says_where_what_and_how_to_mend():
    """One line, with only the parts that are known."""
    problem = Problem(
        file="a.csv", sheet="Mentors", row=3, column="Years", what="'ten' is not a number.", mend="Write 10."
    )
    assert str(problem) == "a.csv, Mentors, row 3, column 'Years': 'ten' is not a number. Write 10."
    assert str(Problem(file="a.csv", what="It is empty.")) == "a.csv: It is empty."
