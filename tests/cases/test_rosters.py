"""Rosters that nobody on this team wrote: the right people, the right columns, and clear words for what is no roster."""

from __future__ import annotations

from datetime import date

import pytest
from outlets import roster_from_outlets

from mentorwidgets.errors import RosterError
from mentorwidgets.roster import people_from_table, read_roster, read_table, reported_rows
from mentorwidgets.roster.hours import hours_to_text

TODAY = date(2026, 1, 15)
ROSTERS = [  # file, rows, people, mentors, mentees, fields that a person would see
    (
        "civilservice_mentor_match/form-output-headings.csv",
        0,
        0,
        0,
        0,
        "first last email position department as_mentor",
    ),
    (
        "civilservice_mentor_match/sample_data__large__mentees.csv",
        500,
        500,
        242,
        500,
        "first last email both position branch bio",
    ),
    (
        "civilservice_mentor_match/sample_data__large__mentors.csv",
        500,
        500,
        500,
        258,
        "first last email both position branch bio",
    ),
    (
        "civilservice_mentor_match/sample_data__small__mentees.csv",
        50,
        50,
        29,
        50,
        "first last email both position branch bio",
    ),
    (
        "civilservice_mentor_match/sample_data__small__mentors.csv",
        50,
        50,
        50,
        27,
        "first last email both position branch bio",
    ),
    ("columbia_no_header/mentors.csv", 7, 7, 7, 0, "sent name email bio id"),
    ("corporate_blank_headers/mentees.csv", 184, 171, 0, 171, "name id department position email years region"),
    ("corporate_blank_headers/mentors.csv", 33, 33, 33, 0, "name email region id"),
    ("dbds_p2p_xlsx/sample_mentees.xlsx", 19, 19, 0, 19, "name email branch interests wishes"),
    ("dbds_p2p_xlsx/sample_mentors.xlsx", 11, 11, 11, 0, "email first last interests capacity"),
    ("duke_qualtrics/mentee.csv", 7, 7, 0, 7, "first last email id timezone hobbies region"),
    ("duke_qualtrics/mentor.csv", 7, 7, 7, 0, "first last email id timezone hobbies capacity"),
    ("emp_cr_line_endings/mentees.csv", 99, 99, 0, 99, "name id interests"),
    ("emp_cr_line_endings/mentors.csv", 50, 50, 50, 0, "name id interests"),
    ("femme_diacritics_language/mentees.csv", 100, 100, 0, 100, "first last languages"),
    (
        "mentormatch_msforms_xlsx/applications.xlsx",
        12,
        12,
        5,
        7,
        "first last email id position department branch years bio capacity wishes",
    ),
    ("mentormatch_msforms_xlsx/missing_favor_ws.xlsx", 12, 12, 5, 7, "first last email id position capacity wishes"),
    ("mentormatch_msforms_xlsx/missing_worksheet.xlsx", 12, 12, 5, 7, "first last email id position capacity wishes"),
    ("mentormatch_msforms_xlsx/wrong_row.xlsx", 12, 12, 5, 7, "first last email id position capacity wishes"),
    ("mentormatch_msforms_xlsx/test_mentormatch.xlsx", 8, 8, 4, 4, "first last id years capacity wishes assign"),
    ("momentum_medical_xlsx/example_mentees.xlsx", 3, 3, 0, 3, "name email region bio wants"),
    ("momentum_medical_xlsx/example_mentors.xlsx", 3, 3, 3, 0, "name email region bio"),
    ("momentum_medical_xlsx/mentees.csv", 5, 5, 0, 5, "name email region bio wants"),
    ("momentum_medical_xlsx/mentors.csv", 5, 5, 5, 0, "name email region bio capacity"),
    ("msforms_ranked_topics/mentees.csv", 18, 18, 0, 18, "first last email wants"),
    ("msforms_ranked_topics/mentors.csv", 6, 6, 6, 0, "first last email interests"),
    ("names_only/mentees.csv", 51, 51, 0, 51, "name"),
    ("names_only/mentors.csv", 51, 51, 51, 0, "name"),
    ("natsci_space_after_comma/mentors.csv", 16, 16, 16, 0, "name email interests"),
    ("nova_quoted_capacity/mentees.csv", 1120, 1120, 0, 1120, "first last email"),
    ("nova_quoted_capacity/mentors.csv", 789, 789, 789, 0, "first last email bio available capacity"),
    (
        "odriscoll_synthetic_4k/mentees_dataset.csv",
        4000,
        4000,
        0,
        4000,
        "id position offers years region purposes modes",
    ),
    (
        "odriscoll_synthetic_4k/mentors_dataset.csv",
        4000,
        4000,
        4000,
        0,
        "id position offers years region purposes modes",
    ),
    ("pioneers_availability_grid/mentors.csv", 18, 18, 18, 0, "name"),
    ("uva_c4_googleforms/mentees.csv", 16, 16, 0, 16, "id branch hobbies interests"),
    ("uva_c4_googleforms/mentors_cleaned.csv", 17, 17, 17, 0, "id branch hobbies interests capacity"),
    ("vn_availability_xlsx/combined.xlsx", 84, 83, 36, 47, "name"),
    ("vn_availability_xlsx/mentors.xlsx", 52, 52, 52, 0, "name"),
    ("vn_availability_xlsx/students.xlsx", 16, 8, 0, 8, "name"),
]


@pytest.mark.parametrize(("file", "counts", "fields"), [(file, counts, fields) for file, *counts, fields in ROSTERS])
def test_roster(cases, file, counts, fields):
    """The right number of people, the right columns, and each row accounted for; no mapping needed."""
    found = read_roster(cases / "rosters" / file, today=TODAY)
    assert (found.rows, len(found.people), len(found.mentors()), len(found.mentees())) == tuple(counts)
    assert set(fields.split()) <= {field for _, field in found.columns}
    assert found.rows == len(found.people) + len(reported_rows(found))


@pytest.mark.parametrize("file", ["ontario_librarians/librarians.csv", "pioneers_availability_grid/teams.csv"])
def test_role_is_asked(cases, file):
    """A list that says no role is asked for it, and read when it is told."""
    path = cases / "rosters" / file
    asked = read_roster(path)
    assert (asked.people, len(reported_rows(asked))) == ((), asked.rows)
    assert len(read_roster(path, role="mentor").people) == asked.rows


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("duke_qualtrics/matchings_space_delimited.csv", "list of pairs"),
        ("momentum_medical_xlsx/matches.csv", "list of pairs"),
        ("uva_c4_googleforms/matches.csv", "list of pairs"),
        ("uva_c4_googleforms/mentor_assignments.csv", "list of pairs"),
        ("uva_c4_googleforms/activities.csv", "mentor or a mentee"),
        ("dbds_p2p_xlsx/dates.csv", "no roster"),
        ("dbds_p2p_xlsx/template.txt", "no roster"),
        ("momentum_medical_xlsx/forms.txt", "no roster"),
    ],
)
def test_no_rosters(cases, file, words):
    """What is no roster gives no people, and says in words what it is."""
    found = read_roster(cases / "rosters" / file)
    assert found.people == ()
    assert all(words in problem.what for problem in found.problems if problem.level == "error")


@pytest.mark.parametrize("name", ["mentees.toml", "not_excel.docx"])
def test_refused(cases, name):
    """Settings and letters are refused with what they are."""
    with pytest.raises(RosterError, match=r"settings|Word"):
        read_roster(cases / "rosters/mentormatch_msforms_xlsx" / name)


def test_capacities_in_words(cases):
    """ "One mentee only, please!" and "Two or three" are numbers."""
    forms = read_roster(cases / "rosters/mentormatch_msforms_xlsx/applications.xlsx")
    assert [p.capacity for p in forms.mentors()] == [1, 1, 2, 1, 3]
    uva = read_roster(cases / "rosters/uva_c4_googleforms/mentors_cleaned.csv")
    assert uva.people[1].capacity == 3


def test_ranked_topics(cases):
    """A ranking spread over seven columns becomes one list in the order of the ranks."""
    found = read_roster(cases / "rosters/msforms_ranked_topics/mentees.csv")
    assert found.people[0].wants[0].startswith("Soft skills")
    assert len(found.people[0].wants) == 7


def test_outlets(cases):
    """A roster made of library outlets reads whole: rural branches, regions, places, capacities in words."""
    (table,) = read_table("outlets.csv", roster_from_outlets(cases, 60, 90).encode())
    found = people_from_table(table)
    assert (len(found.mentors()), len(found.mentees()), found.problems) == (60, 90, ())
    assert {person.rural for person in found.people} == {True, False}
    assert all(person.location and person.branch and person.region for person in found.people)


def test_week_of_numbered_slots(cases):
    """A hundred and sixty-eight numbered columns of ticks are the hours of a week, and the first day is said."""
    found = read_roster(cases / "rosters" / "pioneers_availability_grid" / "mentors.csv")
    assert all(person.availability for person in found.people)
    assert hours_to_text(found.people[0].availability).startswith("Mon 06:00-16:00; Tue 10:00-16:00; Wed")
    assert any("begins on Monday" in problem.what for problem in found.problems)
