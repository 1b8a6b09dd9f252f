"""Somebody who is mentor and mentee: each role keeps what its own row says, and no rule of either is lost."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import book, names, people

from mentorwidgets.model import ROLES, Hours, Person, from_plain, to_plain
from mentorwidgets.roster import people_from_table, read_roster, read_table, recognise, roster_to_csv

MENTOR = {
    "Position": "Head of Maps", "Branch": "Oak", "Department": "Maps", "Bio": "Leads maps", "Interests": "Maps; Globes",
    "Work areas": "Cataloguing", "Hobbies": "Chess", "Pronouns": "she/her", "Library type": "academic",
    "Years of service": "12", "Region": "North", "Languages": "English; Welsh", "Ways to meet": "in person",
    "Availability": "Mon 9-11", "Time zone": "Europe/London", "Shoe size": "39",
}  # fmt: skip
MENTEE = {
    "Position": "New manager", "Branch": "Elm", "Department": "Youth", "Bio": "Wants to lead", "Interests": "Leading",
    "Work areas": "Programs", "Hobbies": "Choir", "Pronouns": "they/them", "Library type": "public",
    "Years of service": "2", "Region": "South", "Languages": "English", "Ways to meet": "video",
    "Availability": "Fri 14-16", "Time zone": "America/New_York", "Shoe size": "40",
}  # fmt: skip
WHO = {"Name": "Ana Silva", "Email": "ana@x.example"}
OTHER = {"Name": "Jan Ost", "Email": "jan@x.example", "Role": "mentor"}
FIELDS = {
    "Position": "position", "Branch": "branch", "Department": "department", "Bio": "bio", "Interests": "interests",
    "Work areas": "work_areas", "Hobbies": "hobbies", "Pronouns": "pronouns", "Library type": "library_type",
    "Years of service": "years", "Region": "region", "Languages": "languages", "Ways to meet": "modes",
    "Availability": "availability", "Time zone": "timezone", "Shoe size": "notes",
}  # fmt: skip


def table(*rows: dict[str, str]) -> str:
    """Rows as CSV; a cell that a row does not have is blank."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    lines = [heads, *([row.get(head, "") for head in heads] for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


def read(text: str):
    """The roster of one CSV text."""
    (found,) = read_table("people.csv", text.encode())
    return people_from_table(found)


def both(text: str) -> Person:
    """The one person of it who is called Ana."""
    (found,) = [one for one in read(text).people if one.name == "Ana Silva"]
    assert found.roles == ROLES
    return found


def said(person: Person) -> dict[str, object]:
    """What is looked at here."""
    return {name: getattr(person, name) for name in FIELDS.values()}


def alone(row: dict[str, str], role: str) -> Person:
    """The person whom one row makes when there is no other."""
    (found,) = read(table({**WHO, **row, "Role": role})).people
    return found


@pytest.mark.parametrize("first", ROLES)
def test_each_role_keeps_its_own_row(first):
    """Whichever stands first: the mentor's card shows nothing of the mentee's row, and the other way round."""
    rows = [{**WHO, **MENTOR, "Role": "mentor"}, {**WHO, **MENTEE, "Role": "mentee"}]
    ana = both(table(*(rows if first == "mentor" else reversed(rows)), OTHER))
    assert said(ana.in_role("mentor")) == said(alone(MENTOR, "mentor")) == said(ana)
    assert said(ana.in_role("mentee")) == said(alone(MENTEE, "mentee"))


@pytest.mark.parametrize("head", FIELDS)
def test_what_one_role_does_not_say_is_as_the_other_says_it(head):
    """A blank cell in one of the two rows is no word of that role."""
    cells = [({**MENTOR}, {**MENTEE}), ({**MENTOR}, {**MENTEE})]
    del cells[0][0][head], cells[1][1][head]
    for (mentor, mentee), row in zip(cells, (MENTEE, MENTOR), strict=True):
        ana = both(table({**WHO, **mentor, "Role": "mentor"}, {**WHO, **mentee, "Role": "mentee"}, OTHER))
        name, value = FIELDS[head], getattr(alone(row, "mentor"), FIELDS[head])
        assert [getattr(ana.in_role(role), name) for role in ROLES] == [value, value]


@pytest.mark.parametrize("head", FIELDS)
def test_one_field_alone_may_differ(head):
    """All else is the same in both."""
    ana = both(table({**WHO, **MENTOR, "Role": "mentor"}, {**WHO, **MENTOR, head: MENTEE[head], "Role": "mentee"}))
    differ = {name for name in FIELDS.values() if getattr(ana.in_role("mentee"), name) != getattr(ana, name)}
    assert differ == {FIELDS[head]}


def test_who_says_the_same_twice_is_one_and_the_same():
    """Nothing stands beside them."""
    ana = both(table({**WHO, **MENTOR, "Role": "mentor"}, {**WHO, **MENTOR, "Role": "mentee"}))
    assert (ana.mentee_side, ana.in_role("mentee")) == (None, ana)


def files(tmp_path, mentors: str, mentees: str) -> tuple[object, ...]:
    """A file of mentors and one of mentees."""
    (tmp_path / "mentors.csv").write_text(mentors)
    (tmp_path / "mentees.csv").write_text(mentees)
    return tmp_path / "mentors.csv", tmp_path / "mentees.csv"


def workbook(tmp_path, mentors: str, mentees: str) -> tuple[object, ...]:
    """Two sheets of one workbook."""
    sheets = [[line.replace('"', "").split(",") for line in text.splitlines()] for text in (mentors, mentees)]
    (tmp_path / "roster.xlsx").write_bytes(book(*sheets, names=("Mentors", "Mentees")))
    return (tmp_path / "roster.xlsx",)


def one_sheet(tmp_path, mentors: str, mentees: str) -> tuple[object, ...]:
    """Two tables under each other, each with its title."""
    (tmp_path / "roster.csv").write_text(f"Mentors\n{mentors}\nMentees\n{mentees}")
    return (tmp_path / "roster.csv",)


@pytest.mark.parametrize("make", [files, workbook, one_sheet])
@pytest.mark.parametrize("drop", ["", "Bio", "Availability", "Shoe size"])
def test_two_tables(tmp_path, make, drop):
    """Two files, two sheets, two tables of one sheet; also where one has a column less."""
    mentee = {head: cell for head, cell in MENTEE.items() if head != drop}
    mentors = table({**WHO, **MENTOR}, {"Name": "Jan Ost", "Email": "jan@x.example"})
    mentees = table({**WHO, **mentee}, {"Name": "Ida Po", "Email": "ida@x.example"})
    found = read_roster(*make(tmp_path, mentors, mentees))
    (ana,) = [one for one in found.people if one.name == "Ana Silva"]
    wanted = said(alone(MENTEE, "mentee")) | ({FIELDS[drop]: getattr(ana, FIELDS[drop])} if drop else {})
    assert said(ana) == said(alone(MENTOR, "mentor"))
    assert said(ana.in_role("mentee")) == wanted
    assert len(found.people) == 3


def test_a_form_sent_again_for_one_role_changes_that_role():
    """The newest row of each role counts; that of the other role is not touched."""
    sent = [{**WHO, **MENTOR, "Role": "mentor", "Timestamp": "2026-01-01 10:00"}]
    sent += [{**WHO, **MENTEE, "Role": "mentee", "Timestamp": "2026-01-02 10:00"}]
    sent += [{**WHO, **MENTEE, "Branch": "Ash", "Role": "mentee", "Timestamp": "2026-01-03 10:00"}]
    ana = both(table(*sent))
    assert [ana.in_role(role).branch for role in ROLES] == ["Oak", "Ash"]


def test_rules_of_either_row_hold_in_both():
    """Whom to avoid, and each supervisor; nobody named in one role is forgotten in the other."""
    rows = [{**WHO, "Role": "mentor", "Do not pair with": "Jan Ost", "Supervisor": "Kim Boss"}]
    rows += [{**WHO, "Role": "mentee", "Do not pair with": "Ida Po", "Supervisor": "Lee Boss"}]
    ana = both(table(*rows, OTHER))
    assert (set(ana.avoid), set(re.split("; ", ana.supervisor))) == ({"Jan Ost", "Ida Po"}, {"Kim Boss", "Lee Boss"})
    for role in ROLES:
        assert (ana.in_role(role).avoid, ana.in_role(role).supervisor) == (ana.avoid, ana.supervisor)


def test_who_takes_no_part_in_one_role_takes_part_in_the_other():
    """A word about one role is none about the other."""
    rows = [{**WHO, "Role": "mentor", "Participation": "declined"}, {**WHO, "Role": "mentee", "Participation": ""}]
    rows[0]["Branch"], rows[1]["Branch"] = "Oak", "Elm"
    ana = both(table(*rows, OTHER))
    assert [ana.in_role(role).participation for role in ROLES] == ["declined", "offered"]
    again = ana.with_offer("later")
    assert [again.in_role(role).participation for role in ROLES] == ["declined", "later"]
    fresh = Person(id="1", name="Ana", roles=ROLES).with_offer("declined")
    assert [fresh.in_role(role).participation for role in ROLES] == ["", "declined"]


pairs = st.tuples(people, people).map(lambda two: two[0].in_both(*two))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pairs.map(lambda one: dataclasses.replace(one, id="17", name="Ana Silva")))
def test_they_come_back_exactly(ana):
    """Two rows in our own files, which are read as the same person; and the same person out of plain JSON."""
    (found,) = read(roster_to_csv([ana])).people
    assert (found, from_plain(Person, to_plain(ana))) == (ana, ana)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(people, people)
def test_each_role_is_as_its_row_says_or_as_the_other(one, other):
    """Whatever the two rows say, a role never shows what only the other said where its own said something."""
    ana = one.in_both(one, other)
    blank = Person(id="", name="", roles=())
    for role, own, rest in (("mentor", one, other), ("mentee", other, one)):
        for name in FIELDS.values():
            value = getattr(own, name) if getattr(own, name) != getattr(blank, name) else getattr(rest, name)
            assert getattr(ana.in_role(role), name) == value


ROWS = [{**WHO, **MENTOR, "Role": "mentor"}, {**WHO, **MENTEE, "Role": "mentee"}, OTHER]


def test_the_same_roster_again_changes_nothing():
    """Also where a column is missing the next time, or a cell is blank: each role keeps what it had."""
    there = recognise(read(table(*ROWS)), ()).people
    assert recognise(read(table(*ROWS)), there).people == there
    without = [{head: cell for head, cell in row.items() if head not in ("Bio", "Branch")} for row in ROWS]
    assert recognise(read(table(*without)), there).people == there
    blank = [{**row, "Position": ""} for row in ROWS]
    assert recognise(read(table(*blank)), there).people == there


@pytest.mark.parametrize("at", [0, 1], ids=ROLES)
def test_a_blank_in_one_row_leaves_what_that_role_says(at):
    """It was not filled from the other row; a role that never said anything of it still is."""
    there = recognise(read(table(*ROWS)), ()).people
    for head in FIELDS:
        rows = [dict(row) for row in ROWS]
        rows[at][head] = ""
        assert recognise(read(table(*rows)), there).people == there, head
    first = [dict(row) for row in ROWS]
    first[at]["Bio"] = ""
    some = recognise(read(table(*first)), ()).people
    assert next(one for one in some if one.name == "Ana Silva").in_role(ROLES[at]).bio == ROWS[1 - at]["Bio"]


def test_a_cell_that_changes_in_one_role_changes_that_role():
    """The other stays, and so does the id."""
    there = recognise(read(table(*ROWS)), ()).people
    now = [dict(row) for row in ROWS]
    now[1]["Branch"], now[1]["Availability"] = "Ash", "Wed 10-12"
    found = recognise(read(table(*now)), there).people
    ana, was = (next(one for one in some if one.name == "Ana Silva") for some in (found, there))
    assert (ana.id, ana.in_role("mentor")) == (was.id, was.in_role("mentor"))
    assert (ana.in_role("mentee").branch, ana.in_role("mentee").availability) == (
        "Ash",
        (Hours(day=2, start=600, end=720),),
    )


def test_who_leaves_one_role_is_as_they_were_in_the_other():
    """A roster in which only one of the two rows is left."""
    there = recognise(read(table(*ROWS)), ()).people
    for at, role in enumerate(ROLES):
        kept = {head: cell for head, cell in ROWS[at].items() if head not in ("Bio", "Branch")}
        found = recognise(read(table(kept, OTHER)), there).people
        ana = next(one for one in found if one.name == "Ana Silva")
        was = next(one for one in there if one.name == "Ana Silva").in_role(role)
        assert (ana.roles, ana.mentee_side, said(ana)) == ((role,), None, said(was))


@given(names)
@settings(max_examples=5, deadline=None)
def test_one_row_for_both_roles_is_the_same_in_each(name):
    """As ever."""
    found = Person(id="1", name=name, roles=ROLES, branch="Oak")
    assert [found.in_role(role) for role in ROLES] == [found, found]


PAIRED = """Name,Email,Role,Availability as mentor,Availability as mentee,Bio (as a mentor),Bio (as a mentee),Branch
Ana Silva,a@x.example,both,Mon 9-11,Fri 9-11,Leads,Learns,Oak
Jan Ost,j@x.example,mentor,Tue 9-11,,Only leads,,Oak
Ida Po,i@x.example,mentee,,Wed 9-11,,Only learns,Oak
Kim Boss,k@x.example,both,Mon 9-11,,Leads,,Oak
Lea Roth,l@x.example,mentor,,Mon 9-11,,Learns,Oak
"""


def test_one_row_with_columns_for_each_role():
    """Hours and words of each role stand in columns of their own; what one leaves blank is as the other says it."""
    found = {one.name: one for one in read(PAIRED).people}
    told = {
        name: [(p.bio, [h.day for h in p.availability]) for p in map(one.in_role, one.roles)]
        for name, one in found.items()
    }
    assert told == {
        "Ana Silva": [("Leads", [0]), ("Learns", [4])],
        "Jan Ost": [("Only leads", [1])],
        "Ida Po": [("Only learns", [2])],
        "Kim Boss": [("Leads", [0]), ("Leads", [0])],
        "Lea Roth": [("Learns", [0])],
    }


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Interests as a {}", "interests"), ("Topics of interest (as a {})", "interests"), ("As a {}, my branch", "branch"), ("Hobbies (as a {})", "hobbies"), ("Position as a {}", "position"),
    ],
)  # fmt: skip
def test_however_the_role_is_named(head, field):
    """In brackets, before or behind; two questions alone that ask which role somebody takes are no such columns."""
    heads = f'"{head.format("mentor")}","{head.format("mentee")}"'
    tells = "Would you like to take part as a mentor?,Would you like to take part as a mentee?"
    (ana,) = read(f"Name,Email,{tells},{heads}\nAna Silva,a@x.example,Yes,Yes,Maps,Youth\n").people
    values = [getattr(ana.in_role(role), field) for role in ROLES]
    assert (ana.roles, values) == (
        ROLES,
        [("Maps",), ("Youth",)] if isinstance(values[0], tuple) else ["Maps", "Youth"],
    )


def test_what_is_not_read_in_a_column_of_one_role_is_a_problem_of_it():
    """Said once, with its column; a problem of a column for both is not said twice."""
    found = read(PAIRED.replace("Fri 9-11", "every third moon").replace("Branch", "Years of service"))
    told = [(one.column, one.row) for one in found.problems if one.level == "warning"]
    assert ("Availability as mentee", 2) in told
    assert len(told) == len(set(told))
