"""Sources that bring programs up to date, on both databases; and what hangs on people."""

from __future__ import annotations

import threading

import pytest

from mentorwidgets.doors import new_invitation
from mentorwidgets.errors import RosterError
from mentorwidgets.model import Program
from mentorwidgets.store.revising import Revision, Standing

OAK = Program(slug="oak", name="Oak County")


def test_a_source_finds_what_it_said_last(store, person):
    """Only its own words; of a program that is not there, nothing."""
    said = {"settings": {"hours": 4}, "people": {"ana": {"bio": "x"}}}
    store.sources.revise("oak", "table", "June", lambda _: Revision(program=OAK, people=(person("Ana"),), said=said))
    assert store.sources.standing("oak", "table").said == said
    assert store.sources.standing("oak", "command line").said is None
    assert store.sources.standing("nowhere", "table") == Standing()


def test_settings_people_and_words_are_one_commit(store, person):
    """A roster that cannot be kept leaves all as it was."""
    before = (store.program("oak"), store.people("oak"), store.deeds("oak"))
    twins = (person("Ana"), person("Ana"))
    broken = Revision(program=Program(slug="oak", name="New"), people=twins, said={"x": 1})
    with pytest.raises(RosterError):
        store.sources.revise("oak", "table", "June", lambda _: broken)
    assert (store.program("oak"), store.people("oak"), store.deeds("oak")) == before
    assert store.sources.standing("oak", "table").said is None


def test_the_same_again_is_no_line_and_no_write(store, person):
    """Neither in the history of rosters nor among the deeds."""
    same = Revision(program=OAK, people=(person("Ana"),), said={"x": 1})
    store.sources.revise("oak", "table", "June", lambda _: same)
    before = (store.deeds("oak"), store.rosters("oak"))
    store.sources.revise("oak", "table", "June", lambda _: same)
    assert (store.deeds("oak"), store.rosters("oak")) == before


def test_a_new_program_can_come_with_its_people(store, person):
    """In the same commit; the deed says whose hand it was."""
    made = Revision(program=Program(slug="elm", name="Elm"), people=(person("Ana"),), said={})
    change = store.sources.revise("elm", "table", "June", lambda _: made)
    assert change.added == ("ana",)
    assert {deed.actor for deed in store.deeds("elm")} == {"June (table)"}


def test_what_is_decided_sees_what_was_written_before(store, person):
    """Two hands at once: nobody's change is lost, since each decides on what stands when its turn comes."""

    def add(name):
        def decide(standing):
            return Revision(program=OAK, people=(*standing.people, person(name)), said={"last": name})

        store.sources.revise("oak", "table", name, decide)

    threads = [threading.Thread(target=add, args=(f"p{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.people("oak")) == 8


def test_who_brought_whom_in(store, person):
    """Rosters that were taken back count no more; a source is told by its name, whoever lets it."""
    store.set_roster("oak", [person("Ana")], "Kim")
    store.set_roster("oak", [], "Kim")
    store.set_roster("oak", [person("Ana"), person("Ben")], "June (table)")
    assert store.sources.standing("oak", "table").origins == {"ana": "table", "ben": "table"}
    store.undo_roster("oak", "Kim")
    store.undo_roster("oak", "Kim")
    found = store.sources.standing("oak", "table")
    assert ([one.id for one in found.people], found.origins) == (["ana"], {"ana": "Kim"})
    assert store.sources.standing("oak", "command line").origins == {"ana": "Kim"}


def test_an_old_database_knows_people_as_the_source_left_them(store, person):
    """Before anybody wrote down what a source had said: what others changed since is taken back, step by step."""
    store.set_roster("oak", [person("Ana", bio="of the table"), person("Ben")], "table")
    store.set_roster("oak", [person("Ana", bio="of a page")], "Kim")
    store.set_roster("oak", [person("Ana", bio="of a page again"), person("Cy")], "Kim")
    brought = {one.id: one.bio for one in store.sources.standing("oak", "table").brought}
    assert (brought["ana"], brought["ben"]) == ("of the table", "")


def test_what_hangs_on_people(store, op):
    """Pairs that go on, links that hold, what they wrote or what is written of them; not what is over or removed."""
    open_link, over = (new_invitation("oak", "mentee", person="ana", name="Ana", by="Kim") for _ in range(2))
    store.add_invitations([open_link, over])
    store.revoke(over.id, 1.0, "Kim")
    store.apply_many([
        (op("pair/ana/ben/Mentoring", {"status": "active"}), "Kim"),
        (op("pair/ana/cy/Mentoring", {"status": "ended"}), "Kim"),
        (op("shortlist/ana", ["ben"]), "Kim"),
        (op("answer/ana", "x", worksheet="oak/expectations"), "Kim"),
        (op("other", "x", worksheet="oak/challenges"), open_link.viewer()),
        (op("gone/ana", "x", worksheet="oak/challenges"), "Kim"),
    ])  # fmt: skip
    store.apply(op("gone/ana", None, 1, worksheet="oak/challenges"), "Kim")
    found = store.sources.ties("oak", ["ana", "ben", "zoe"])
    assert ([pair.mentor for pair in found["ana"].pairs], found["ana"].links, found["ana"].answers) == (["ben"], 1, 2)
    assert ([pair.mentee for pair in found["ben"].pairs], found["ben"].links, found["ben"].answers) == (["ana"], 0, 0)
    assert "zoe" not in found
    assert store.sources.ties("oak", []) == {}
