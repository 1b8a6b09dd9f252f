"""The next roster: blank and unreadable cells leave what was mended by hand, and answers keep the meaning that was said."""

from __future__ import annotations

import pytest

from mentorwidgets.folder import Folder
from mentorwidgets.importing import RosterDesk
from mentorwidgets.model import Hours, Note, Person, Program
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.workbook import open_store

FREE = (Hours(day=0, start=540, end=720),)
ANA = Person(
    id="ana@x.example", name="Ana Berg", roles=("mentor",), email="ana@x.example", pronouns="she/her", bio="Reads maps.", interests=("Maps",),
    work_areas=("Archives",), hobbies=("Chess",), offers=("Grants",), wants=("Zines",), position="Clerk", department="Art", branch="Oak",
    library_type="public", years=4.0, region="North", rural=True, location=(41.0, -92.0), modes=("video",), timezone="Europe/Berlin",
    languages=("Igbo",), availability=FREE, kind="youth", capacity=2, demand=2, assign=True, participation="later", project_only=True,
    clearance=True, supervisor="Di Ek", avoid=("Ed Fox",), wishes=("Cy Day",), most_important="time", waiting=True, confirmed="2026-01-31",
    notes=(Note(label="Shoe size", text="43"),), purposes=("career",),
)  # fmt: skip
FIELD_NAMES = [
    name
    for name, field in FIELDS.items()
    if field.own and name not in ("id", "name", "roles", "email") and getattr(ANA, name, None)
]


@pytest.fixture
def desk(tmp_path):
    """The desk of a program in which Ana is, mended by hand."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", [ANA], "test")
        yield RosterDesk(store, "oak", folder=folder, actor="coordinator")


def look(desk, text, **sheet):
    """A roster that comes in, and what a look at it says."""
    wanted = {"files": [{"key": desk("read", {"name": "people.csv"}, text.encode())["key"], "sheets": {"": sheet}}]}
    found = desk("look", wanted)
    return {**wanted, "basis": found["compare"]["basis"]}, found


def taken(desk, text, **sheet):
    """Ana after a roster was taken in."""
    request, _ = look(desk, text, **sheet)
    desk("take", request)
    return next(person for person in desk._store.people("oak") if person.name == "Ana Berg")


def one_row(header, cell):
    """A roster of Ana and somebody else with one more column."""
    return f'Name,Email,Role,"{header}"\nAna Berg,ana@x.example,mentor,"{cell}"\nCy Dunn,cy@x.example,mentor,\n'


@pytest.mark.parametrize("name", FIELD_NAMES)
@pytest.mark.parametrize("cell", ["", "  ", "n/a", "-", "TBD"])
def test_a_blank_cell_leaves_what_is_there(desk, name, cell):
    """Whatever the field, a cell that says nothing takes nothing away, and nothing is said to change."""
    text = one_row(FIELDS[name].label, cell)
    _, found = look(desk, text)
    assert found["compare"]["changed"] == []
    assert getattr(taken(desk, text), name) == getattr(ANA, name)


UNREAD = [
    ("Availability", "it depends", "availability"), ("Mentees at most", "as many as you like", "capacity"), ("Background check", "either is fine", "clearance"),
    ("Please assign me", "either is fine", "assign"), ("Time zone", "the usual one", "timezone"), ("Ways of meeting", "by carrier pigeon", "modes"),
    ("Kind of mentor", "hard to say", "kind"), ("Last confirmed", "last spring", "confirmed"), ("Years of service", "ages", "years"), ("Rural", "in a way", "rural"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cell", "name"), UNREAD)
def test_an_unread_cell_leaves_what_is_there(desk, header, cell, name):
    """A cell that could not be read is a problem, and takes nothing away."""
    text = one_row(header, cell).replace("mentor,\n", "mentor,yes\n" if FIELDS[name].form == "yes" else "mentor,\n")
    said = {"columns": {header: name}}
    _, found = look(desk, text, **said)
    assert [(one["row"], one["column"]) for one in found["problems"] if one["level"] == "warning"] == [(2, header)]
    assert getattr(taken(desk, text, **said), name) == getattr(ANA, name)


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_empty_in_brackets_clears(desk, name):
    """Who writes (empty) means that nothing is to stand there."""
    default = Person.__dataclass_fields__[name].default
    assert getattr(taken(desk, one_row(FIELDS[name].label, "(empty)")), name) == default


@pytest.mark.parametrize(
    ("header", "cell", "name", "want"),
    [
        ("Please assign me", "no", "assign", False), ("Projects only", "no", "project_only", False), ("Mentors wanted", "1", "demand", 1),
        ("Waiting from an earlier round", "no", "waiting", False), ("Do not pair with", "none", "avoid", ()), ("Ways of meeting", "any", "modes", ()),
        ("Branch", "Elm", "branch", "Elm"), ("Interests", "Zines", "interests", ("Zines",)), ("Availability", "Tue 9-10", "availability", (Hours(day=1, start=540, end=600),)),
    ],
)  # fmt: skip
def test_an_answer_counts(desk, header, cell, name, want):
    """A no, a none and every other answer change what is there."""
    assert getattr(taken(desk, one_row(header, cell)), name) == want


def test_who_takes_nobody_at_present(desk):
    """A no below "Accepting mentees" pauses somebody who is there; a yes leaves their number."""
    assert taken(desk, one_row("Accepting mentees", "yes")).capacity == 2
    assert taken(desk, one_row("Accepting mentees", "no")).capacity == 0


def test_a_note_stays(desk):
    """A note that was there stays below a blank cell of its column."""
    assert taken(desk, one_row("Shoe size", "")).notes == ANA.notes
    assert [note.text for note in taken(desk, one_row("Shoe size", "44")).notes] == ["44"]


MEANT = [
    ("Background check", "either is fine", "yes", "clearance", True), ("Mentees at most", "a handful", "3", "capacity", 3),
    ("Time zone", "library time", "Europe/Paris", "timezone", "Europe/Paris"), ("Kind of mentor", "old hand", "professional", "kind", "professional"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cell", "text", "name", "want"), MEANT)
def test_a_meaning_is_remembered(desk, header, cell, text, name, want):
    """What an answer means is said once for a form: its next export is offered it, also for other people."""
    said = {"columns": {header: name}}
    taken(desk, one_row(header, cell), **said, mends=[[2, 3, text]])
    other = f'Name,Email,Role,"{header}"\nEd Fox,ed@x.example,mentor,"{cell.upper()}"\nAna Berg,ana@x.example,mentor,\n'
    request, _ = look(desk, other)
    (offer,) = desk("offer", request)["offers"][request["files"][0]["key"]].values()
    assert offer["values"] == {header: {cell: text}}
    request["files"][0]["sheets"][""] = offer
    desk("take", {**request, "basis": desk("look", request)["compare"]["basis"]})
    ed = next(person for person in desk._store.people("oak") if person.name == "Ed Fox")
    assert (getattr(ed, name), ed.notes) == (want, ())


def test_what_is_one_persons_is_not_remembered(desk):
    """A known answer that was changed, times, and an answer with two meanings are nobody else's."""
    head = "Name,Email,Role,Background check,Availability\n"
    text = (
        head
        + "Ana Berg,ana@x.example,mentor,no,it depends\nCy Dunn,cy@x.example,mentor,hm,\nEd Fox,ed@x.example,mentor,hm,\n"
    )
    request, _ = look(
        desk,
        text,
        columns={"Background check": "clearance"},
        mends=[[2, 3, "yes"], [2, 4, "Mon 9-10"], [3, 3, "yes"], [4, 3, "no"]],
    )
    desk("take", request)
    (offer,) = desk("offer", request)["offers"][request["files"][0]["key"]].values()
    assert "values" not in offer
