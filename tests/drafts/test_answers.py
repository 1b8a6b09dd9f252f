"""What a page is told about a draft."""

from __future__ import annotations

from drafts.made import MENTORS, UNTOLD, choose, many_rows
from mentorwidgets.drafts import Drafts


def look(data, name="mentors.csv", **sheet):
    """What is said of one file."""
    drafts = Drafts()
    return drafts("look", choose(drafts, data, name, **sheet))


def test_counts():
    """Rows, people and what could not be taken."""
    said = look(MENTORS)
    assert [said[name] for name in ("rows", "people", "mentors", "mentees", "lost")] == [3, 2, 2, 0, 1]


def test_columns_say_what_they_are_and_why():
    """With examples of what stands in them."""
    name, email, most = look(MENTORS)["tables"][0]["columns"]
    assert (name["field"], email["field"], most["field"]) == ("name", "email", "capacity")
    assert "The header says 'name'" in name["reason"]
    assert name["examples"] == ["Ana Silva", "Ben Carter"]


def test_a_problem_names_its_cell():
    """Table, row and column, so that the page can go there."""
    found = {one["row"]: one for one in look(MENTORS)["problems"]}
    assert (found[3]["table"], found[3]["at"], found[3]["level"]) == (0, 1, "warning")
    assert "is no e-mail address" in found[3]["what"]


def test_a_row_without_a_person_is_mended_at_the_name():
    """There is no cell to blame, so the name's is shown."""
    found = {one["row"]: one for one in look(MENTORS)["problems"]}
    assert (found[4]["at"], found[4]["level"]) == (0, "error")


def test_one_kind_of_problem_is_told_once():
    """With the number of rows and the first of them."""
    data = many_rows(60).replace(b"@lib", b" at lib", 30)
    (one,) = look(data)["problems"]
    assert (one["count"], one["rows"][:3]) == (30, [2, 3, 4])


def test_a_question_is_no_list_of_problems():
    """Where the role is asked, the rows are not blamed for it."""
    said = look(UNTOLD, "list.csv")
    assert (said["tables"][0]["asks_role"], said["problems"]) == (True, [])


def test_people_in_several_rows_are_listed():
    """Which rows were made one person."""
    said = look(MENTORS + b"Ana Silva,ana@lib.example,2\n")
    assert (said["twice"]["number"], said["twice"]["shown"][0]["row"]) == (1, 2)


def test_rows_come_by_fifty():
    """With the place where they begin."""
    drafts = Drafts()
    wanted = choose(drafts, many_rows(120))
    pages = [drafts("rows", {**wanted, "table": 0, "from": start}) for start in (0, 100, 900)]
    assert [(page["from"], len(page["rows"]), page["rows"][0]["number"]) for page in pages] == [
        (0, 50, 2),
        (100, 20, 102),
        (100, 20, 102),
    ]


def test_only_the_rows_to_mend():
    """With the words beside the cell."""
    drafts = Drafts()
    page = drafts("rows", {**choose(drafts, MENTORS), "table": 0, "only": True})
    assert [row["number"] for row in page["rows"]] == [3, 4]
    assert "is no e-mail address" in page["rows"][0]["bad"]["1"][0]


def test_the_page_with_a_row():
    """To go to the cell of a problem."""
    drafts = Drafts()
    page = drafts("rows", {**choose(drafts, many_rows(120)), "table": 0, "row": 75})
    assert (page["from"], page["rows"][0]["number"]) == (50, 52)


def test_mended_cells_are_marked():
    """And hold the new text."""
    drafts = Drafts()
    row = drafts("rows", {**choose(drafts, MENTORS, mends=[[3, 1, "ben@lib.example"]]), "table": 0})["rows"][1]
    assert (row["cells"][1], row["mended"], row["bad"]) == ("ben@lib.example", [1], {})


def test_a_very_long_cell_is_cut_for_the_page():
    """And cannot be changed there, since half of it would be lost."""
    drafts = Drafts()
    data = b"Name,Bio\nAna Silva," + b"word " * 900 + b"\n"
    row = drafts("rows", {**choose(drafts, data), "table": 0})["rows"][0]
    assert (len(row["cells"][1]), row["long"]) == (2000, [1])


AVOID = (
    b"Name,E-mail,Role,Do not pair with\nIda Po,ida@x.example,mentee,Jan\nJan Ost,jan@x.example,mentor,\n"
    b"Ute Po,ute@x.example,mentee,Ida Po; Jan\nTim Falk,a@x.example,mentor,Lee\nTim Falk,b@x.example,mentor,\nEva Roe,,mentee,Falk\n"
)


def asked_of(said):
    """The words that mean nobody for certain -> the problem."""
    return {one["what"].split("'")[1]: one for one in said["problems"] if one["what"].startswith("Who is meant")}


def test_a_name_that_fits_nobody_comes_with_who_may_be_meant():
    """Once with all of its rows, and each of the likely people with the cells that say so; two of one name are told apart."""
    asked = asked_of(look(AVOID))
    mends = [[2, 3, "Jan Ost"], [4, 3, "Ida Po; Jan Ost"]]
    assert (asked["Jan"]["rows"], asked["Jan"]["likely"]) == ([2, 4], [{"name": "Jan Ost", "mends": mends}])
    assert (asked["Lee"]["row"], asked["Lee"]["likely"]) == (5, [])
    assert [one["name"] for one in asked["Falk"]["likely"]] == ["Tim Falk <a@x.example>", "Tim Falk <b@x.example>"]


def test_a_likely_name_that_is_chosen_is_understood():
    """The question is gone, whichever of two with one name was meant."""
    asked = asked_of(look(AVOID))
    chosen = [mend for one in asked.values() if one["likely"] for mend in one["likely"][-1]["mends"]]
    assert list(asked_of(look(AVOID, mends=chosen))) == ["Lee"]
