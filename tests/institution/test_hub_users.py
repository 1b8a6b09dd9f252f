"""Who a user of the Hub is: groups, `hub.toml`, rosters, and never a guess."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ServeError
from mentorwidgets.model import Person
from mentorwidgets.serve.hub.book import Book, book_from_plain, read_book
from mentorwidgets.serve.hub.users import HubUser, find, user_from_plain

ANA = Person(id="ana", name="Ana Silva", roles=("mentor",), email="Ana@Library.example")
BEN = Person(id="p-17", name="Ben Carter", roles=("mentor", "mentee"), email="bcarter@elsewhere.example")
ROSTERS = {"oak": (ANA, BEN), "elm": (Person(id="x1", name="Ana Silva", roles=("mentee",)),)}


def come_as(name, book=None, rosters=None, **rest):
    """Role, program and person of each way to come in."""
    found = find(HubUser(name=name, **rest), book or Book(), ROSTERS if rosters is None else rosters)
    return [(viewer.role, viewer.program, viewer.person) for viewer in found.viewers]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ana@library.example", [("mentor", "oak", "ana")]),
        ("ANA@LIBRARY.EXAMPLE", [("mentor", "oak", "ana")]),
        ("p-17", [("mentor", "oak", "p-17"), ("mentee", "oak", "p-17")]),
        ("ben.carter", [("mentor", "oak", "p-17"), ("mentee", "oak", "p-17")]),
        ("ana.silva", [("mentor", "oak", "ana"), ("mentee", "elm", "x1")]),
        ("ben", []),
        ("kim", []),
        ("", []),
    ],
)
def test_a_user_is_known_by_mail_id_or_whole_name(name, wanted):
    """A user name may be the roster's e-mail address, id or whole name; a first name alone says too little."""
    assert come_as(name) == wanted


def test_the_hubs_own_mail_address_counts():
    """Where the Hub tells a user's e-mail address, it is compared with the roster's."""
    user = user_from_plain({"name": "u1", "user_info": {"email": "bcarter@elsewhere.example"}})
    assert {viewer.person for viewer in find(user, Book(), ROSTERS).viewers} == {"p-17"}


def test_a_domain_completes_the_user_name():
    """With a domain, `bcarter` is bcarter@elsewhere.example; without one, nobody."""
    assert come_as("bcarter") == []
    assert len(come_as("bcarter", Book(domain="elsewhere.example"))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Person(id="a", name="Jo Lee", roles=("mentor",)), Person(id="b", name="Jo Lee", roles=("mentee",))),
        (Person(id="jo.lee", name="Joan Leeds", roles=("mentor",)), Person(id="b", name="Jo Lee", roles=("mentee",))),
    ],
)
def test_two_people_who_could_be_meant_let_nobody_in(one, other):
    """Two people of one name, or one by id and another by name: no guess, and the program is named."""
    found = find(HubUser(name="jo.lee"), Book(), {"oak": (one, other), "elm": (one,)})
    assert found.unclear == ("oak",)
    assert {viewer.program for viewer in found.viewers} == {"elm"}


def test_ways_can_be_closed():
    """Where only e-mail addresses count, a name opens nothing."""
    assert come_as("ana.silva", Book(by=("e-mail",))) == []


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"groups": ("mentoring-office",)}, [("office", "", "")]),
        ({"admin": True}, [("office", "", "")]),
        ({"groups": ("mentoring-oak-coordinator",)}, [("coordinator", "oak", "")]),
        ({"groups": ("mentoring-oak-trainer", "mentoring-elm-coordinator")}, [("trainer", "oak", ""), ("coordinator", "elm", "")]),
        ({"groups": ("mentoring-ash-coordinator", "mentoring-oak-office", "mentoring-oak-mentor", "oak")}, []),
    ],
)  # fmt: skip
def test_groups_of_the_hub_give_roles(facts, wanted):
    """The office, coordinators and trainers come by groups; groups of programs that we do not have give nothing."""
    assert come_as("kim", **facts) == wanted


def test_an_administrator_of_the_hub_need_not_see_everything():
    """`admins = false` keeps the Hub's administrators out of the office."""
    assert come_as("root", Book(admins=False), admin=True) == []


def test_whoever_is_named_by_hand_is_nobody_else():
    """An entry of the file counts instead of the roster; groups still count."""
    book = book_from_plain({"user": [{"name": "Ana.Silva", "program": "oak", "role": "mentor", "person": "p-17"}]})
    assert come_as("ana.silva", book) == [("mentor", "oak", "p-17")]
    assert come_as("ana.silva", book, groups=("mentoring-elm-trainer",)) == [("trainer", "elm", ""), ("mentor", "oak", "p-17")]  # fmt: skip


@pytest.mark.parametrize("entry", [{"program": "ash"}, {"person": "nobody"}, {"person": "ana", "role": "mentee"}])
def test_an_entry_that_no_roster_bears_out_opens_nothing(entry):
    """A program that is not there, a person who is not on it, or a role they do not have."""
    given = {"name": "u1", "program": "oak", "role": "mentor", "person": "ana", **entry}
    assert come_as("u1", book_from_plain({"user": [given]})) == []


def test_a_viewer_carries_the_door_and_the_rosters_name():
    """The history shows the name on the roster; the door says which user of the Hub it was."""
    (viewer,) = find(HubUser(name="ana@library.example"), Book(), {"oak": (ANA,)}).viewers
    assert (viewer.name, viewer.door) == ("Ana Silva", "hub:ana@library.example")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 'red'", "'colour' is not known"),
        ("contact = 7", "'contact' has the wrong form"),
        ("by = ['shoe size']", "nobody can be found by 'shoe size'"),
        ("[[user]]\nname = 'u'\nrole = 'boss'", "there is no role 'boss'"),
        ("[[user]]\nname = 'u'\nrole = 'trainer'", "has no program"),
        ("[[user]]\nname = 'u'\nrole = 'mentee'\nprogram = 'oak'", "no one on the roster"),
        ("[[user]]\nrole = 'office'", "has no name"),
        ("[[user]]\nname = 7", "must be texts"),
        ("user = [7]", "must be texts"),
        ("again = 0", "at least one second"),
        ("contact = ", "not written in TOML"),
    ],
)
def test_a_file_that_we_do_not_understand_is_refused_in_words(tmp_path, text, words):
    """Nothing in `hub.toml` is passed over in silence: a slip must not let the wrong people in."""
    (tmp_path / "hub.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ServeError, match=words):
        read_book(tmp_path)


def test_a_folder_without_the_file_has_the_usual(tmp_path):
    """All of `hub.toml` may be left out."""
    assert read_book(tmp_path) == Book()
