"""People, and rosters that come again."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ProgramError, RosterError, ValueRefusedError
from mentorwidgets.model import Hours, Note, Program, RosterChange


def ids(people):
    """The ids, in order."""
    return [person.id for person in people]


def test_a_roster_needs_a_program(store, person):
    """People belong to a program."""
    with pytest.raises(ProgramError):
        store.set_roster("elm", [person("Ana")], "Ana")
    with pytest.raises(ProgramError):
        store.undo_roster("elm", "Ana")


def test_a_person_comes_back_whole(store, person):
    """Every field of a profile is kept, hostile text included."""
    ana = person(
        "Ana",
        bio="<script>\u202e\x00\ud83d 😀",
        years=1.5,
        location=(44.0, -116.25),
        capacity=0,
        avoid=("ben",),
        availability=(Hours(day=0, start=0, end=60),),
        notes=(Note(label="x", text="=1+1"),),
        clearance=False,
    )
    store.set_roster("oak", [ana], "Ana")
    assert store.people("oak") == (ana,)


def test_people_are_in_the_order_of_their_ids(store, person):
    """The order is that of the characters, on both databases."""
    names = ["b", "a", "Ä", "B", "10", "9", "a-1", "a1", "😀", "z"]
    store.set_roster("oak", [person(name, id=name) for name in names], "Ana")
    assert ids(store.people("oak")) == sorted(names)


def test_a_roster_again_tells_added_changed_and_gone(store, person):
    """A second roster is compared by id; who left is kept."""
    store.set_roster("oak", [person("Ana"), person("Ben"), person("Cem")], "Ana")
    change = store.set_roster("oak", [person("Ben", bio="new"), person("Cem"), person("Dee")], "Ana")
    assert change == RosterChange(added=("dee",), changed=("ben",), gone=("ana",))
    assert ids(store.people("oak")) == ["ben", "cem", "dee"]
    assert ids(store.gone_people("oak")) == ["ana"]


def test_nobody_is_looked_up_here(store, person):
    """An id is a person: another one with the same name and address is somebody else (see `roster.recognise`)."""
    store.set_roster("oak", [person("Ana", email="ana@x")], "Ana")
    change = store.set_roster("oak", [person("Ana", id="row-7", email="ana@x")], "Ana")
    assert (change.added, change.gone) == (("row-7",), ("ana",))


def test_who_is_there_is_seen_as_it_is_written(store, person):
    """Whoever decides on a roster is given the present and the gone, and what they say is written at once."""
    store.set_roster("oak", [person("Ana"), person("Ben")], "Ana")
    store.set_roster("oak", [person("Ana")], "Ana")
    change = store.change_roster("oak", lambda present, gone: (*present, *gone), "Ana")
    assert change == RosterChange(added=("ben",))


def test_who_comes_back_is_added(store, person):
    """A person who left and returns is the same person."""
    store.set_roster("oak", [person("Ana"), person("Ben")], "Ana")
    store.set_roster("oak", [], "Ana")
    assert store.set_roster("oak", [person("Ana"), person("Ben")], "Ana") == RosterChange(added=("ana", "ben"))
    assert store.gone_people("oak") == ()


def test_the_same_roster_changes_nothing(store, person):
    """Importing a file twice is no change and no line in the history."""
    store.set_roster("oak", [person("Ana")], "Ana")
    assert store.set_roster("oak", [person("Ana")], "Ana") == RosterChange()
    assert len(store.rosters("oak")) == 1


@pytest.mark.parametrize("twins", [("ana", "ana"), ("",), ("a\0",), ("\ud83d",)])
def test_unusable_ids_are_refused_and_nothing_changes(store, person, twins):
    """Two people with one id, or an id that no database can hold, stop the whole roster."""
    store.set_roster("oak", [person("Ben")], "Ana")
    with pytest.raises((RosterError, ValueRefusedError)):
        store.set_roster("oak", [person("Ana", id=name) for name in twins], "Ana")
    assert ids(store.people("oak")) == ["ben"]


def test_worksheets_outlive_a_roster(store, person, op):
    """Nothing filled in is lost when people leave."""
    store.set_roster("oak", [person("Ana")], "Ana")
    store.apply(op("assign/ana", True), "Ana")
    store.set_roster("oak", [], "Ana")
    assert store.fields("oak/pairing")["assign/ana"].value is True


def test_a_roster_can_be_undone(store, person):
    """Undo brings back profiles, the gone, and takes the new ones out of sight, but keeps them."""
    before = [person("Ana", bio="old"), person("Ben")]
    store.set_roster("oak", before, "Ana")
    store.set_roster("oak", [person("Ana", bio="new"), person("Cem")], "Ana")
    change = store.undo_roster("oak", "Dee")
    assert change == RosterChange(added=("ben",), changed=("ana",), gone=("cem",))
    assert store.people("oak") == tuple(before)
    assert ids(store.gone_people("oak")) == ["cem"]


def test_undo_goes_back_step_by_step(store, person):
    """Each undo takes one roster more, also after a new one in between; at the start it says so."""
    for names in (["Ana"], ["Ana", "Ben"], ["Cem"]):
        store.set_roster("oak", [person(name) for name in names], "Ana")
    store.undo_roster("oak", "Ana")
    store.set_roster("oak", [person("Dee")], "Ana")
    seen = []
    for _ in range(3):
        store.undo_roster("oak", "Ana")
        seen.append(ids(store.people("oak")))
    assert seen == [["ana", "ben"], ["ana"], []]
    with pytest.raises(RosterError, match="no roster to undo"):
        store.undo_roster("oak", "Ana")


def test_the_history_of_rosters_tells_who(store, person):
    """Every roster and every undo is kept with its person and time."""
    store.set_roster("oak", [person("Ana")], "Ana\0")
    store.undo_roster("oak", "Ben")
    first, second = store.rosters("oak")
    assert (first.actor, first.change.added, first.undoes) == ("Ana\\x00", ("ana",), None)
    assert (second.actor, second.change.gone, second.undoes) == ("Ben", ("ana",), 1)
    assert first.at <= second.at


def test_programs_do_not_share_people(store, person):
    """The same id in two programs is two people."""
    store.save_program(Program(slug="elm", name="Elm"))
    store.set_roster("elm", [person("Ana", bio="of elm")], "Ana")
    store.set_roster("oak", [person("Ana")], "Ana")
    store.undo_roster("oak", "Ana")
    assert store.people("elm")[0].bio == "of elm"
