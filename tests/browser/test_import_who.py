"""Who is who, asked and answered on the import page."""

from __future__ import annotations

import pytest
from bringing import choose, settled
from playwright.sync_api import expect

from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser

FIRST = b"Name,E-mail,Role,Bio\nRosa Miller,,mentee,Maps\nLena Voss,voss@post.example,mentee,x\nL. Voss,voss@post.example,mentor,y\n"
NEXT = FIRST.replace(b"Rosa Miller,,", b"Rosa Miller,rosa@lib.example,")


def ids(server, program):
    """Name -> id."""
    with open_store(Folder(server.folder)) as store:
        return {person.name: person.id for person in store.people(program)}


def take_in(page):
    """Take the files in, and those who are in none of them off."""
    page.get_by_role("radio", name="Take them off").check() if page.get_by_role(
        "radio", name="Take them off"
    ).is_visible() else None
    settled(page)
    page.get_by_role("button", name="Take in").click()
    page.get_by_role("heading", name="on the roster now").wait_for()


def test_who_may_be_there_already_is_asked(open_import, server, program):
    """Nothing is taken in before it is answered; the same person keeps the id, and nobody is asked again."""
    page = open_import()
    choose(page, ("first.csv", FIRST))
    page.get_by_role("button", name="One person: L. Voss").click()
    settled(page)
    expect(page.get_by_text("are one person.", exact=False).first).to_be_visible()
    take_in(page)
    before = ids(server, program)
    assert len(before) == 2

    page.get_by_role("button", name="Bring in another roster").click()
    choose(page, ("next.csv", NEXT))
    expect(page.get_by_role("button", name="One person: L. Voss")).to_have_count(0)
    expect(page.get_by_role("heading", name="Who is this? (1)")).to_be_visible()
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("alert").filter(has_text="Please say who 1 person")).to_be_attached()
    page.get_by_role("radio", name="The same as Rosa Miller").check()
    settled(page)
    expect(page.get_by_role("heading", name="Who is this? All is answered.")).to_be_visible()
    expect(page.get_by_role("radio", name="The same as Rosa Miller")).to_be_checked()
    take_in(page)
    assert ids(server, program) == before


def test_swapped_ids_are_asked_with_both(open_import, server, program, axe):
    """Each may be the one of that name or the one of that ID; answered, nobody's id has moved."""
    header, page = "Staff ID,Name,E-mail,Role\n", open_import()
    first = f"{header}17,Ida Po,ida@x.example,mentee\n18,Jan Ost,jan@x.example,mentor\n"
    choose(page, ("first.csv", first.encode()))
    take_in(page)
    before = ids(server, program)
    page.get_by_role("button", name="Bring in another roster").click()
    choose(page, ("swapped.csv", first.replace("17", "x").replace("18", "17").replace("x,", "18,").encode()))
    expect(page.get_by_role("heading", name="Who is this? (2)")).to_be_visible()
    for name, other in (("Ida Po", "Jan Ost"), ("Jan Ost", "Ida Po")):
        asked = page.get_by_role("group", name=f"Who is {name}")
        expect(asked.get_by_text(f"is that of {other}")).to_be_visible()
        expect(asked.get_by_role("radio")).to_have_count(3)
        asked.get_by_role("radio", name=f"The same as {name}").check()
        settled(page)
    assert axe(page) == []
    take_in(page)
    assert ids(server, program) == before


NAMING = "Name,E-mail,Role,{}\nIda Po,ida@x.example,mentee,Jan Ost\nJan Ost,jan@x.example,mentor,\n"


@pytest.mark.parametrize(("says", "way"), [("People not to be paired with", ["avoid"]), ("Only a note", [])])
def test_a_column_that_names_people_is_answered_by_a_click(open_import, server, program, axe, says, way):
    """It is asked with its cells; what is said holds for the program and is offered with the next export of the form."""
    page, data = open_import(), NAMING.format(f"Close {len(way)}").encode()
    choose(page, ("close.csv", data))
    asked = page.get_by_role("group", name=f"What is the column Close {len(way)}?")
    expect(asked).to_be_visible()
    expect(page.get_by_text("row 2: 'Jan Ost'")).to_be_visible()
    assert axe(page) == []
    asked.get_by_role("button", name=says).click()
    settled(page)
    expect(asked).to_have_count(0)
    take_in(page)
    with open_store(Folder(server.folder)) as store:
        ida = next(person for person in store.people(program) if person.name == "Ida Po")
        fields = store.fields(f"{program}/pairing")
    assert bool(ida.avoid) is bool(way)
    assert fields[f"meant/close%20{len(way)}"].value == way
    page.get_by_role("button", name="Bring in another roster").click()
    choose(page, ("again.csv", data + b"Kim Lee,kim@x.example,mentee,Jan Ost\n"))
    expect(asked).to_have_count(0)


def test_who_is_meant_is_answered_with_a_press(open_import, server, program):
    """The name is written into each cell that had those words; it can be undone, and it is what is taken in."""
    page = open_import()
    rows = b"Ida Po,ida@x.example,mentee,Jan\nJan Ost,jan@x.example,mentor,\nUte Lee,ute@x.example,mentee,Ida Po; Jan\n"
    choose(page, ("avoid.csv", b"Name,E-mail,Role,Do not pair with\n" + rows))
    page.get_by_role("button", name="Jan Ost is meant").press("Enter")
    settled(page)
    expect(page.get_by_text("Who is meant by").filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="Check what was read")).to_be_focused()
    page.get_by_role("button", name="Undo the last change (2)").wait_for()
    take_in(page)
    who = ids(server, program)
    with open_store(Folder(server.folder)) as store:
        avoid = {person.name: person.avoid for person in store.people(program)}
    assert avoid == {"Ida Po": (who["Jan Ost"],), "Jan Ost": (), "Ute Lee": (who["Ida Po"], who["Jan Ost"])}
