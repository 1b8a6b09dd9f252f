"""What was done to a program beside its fields."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy

from mentorwidgets.doors import new_invitation
from mentorwidgets.errors import ProgramError
from mentorwidgets.model import Program
from mentorwidgets.store import Store, migrations
from mentorwidgets.store.engine import open_engine, writing

OLD_ROWS = """
INSERT INTO mw_program VALUES ('oak', '{"slug": "oak", "name": "Oak"}', '2025-01-01T00:00:00.000Z');
INSERT INTO mw_roster_history VALUES (1, 'oak', 'Kim', '2025-01-02T00:00:00.000Z', '{"added": ["ana"]}', '{}', NULL);
INSERT INTO mw_roster_history VALUES (2, 'oak', 'Lee', '2025-01-04T00:00:00.000Z', '{"gone": ["ana"]}', '{}', 1);
INSERT INTO mw_invitation VALUES ('a', 'oak', 'mentor', 'ana', 'Ana', 1735862400, 1800000000, 'Kim',
    1736035200, 'Lee', 0, 0, 0);
INSERT INTO mw_invitation VALUES ('b', 'oak', 'guest', '', 'Nobody', 1735862400, 1800000000, 'Kim', 0, '', 0, 0, 0)
"""


def kinds(store, slug="oak"):
    """What was done and by whom, oldest first."""
    return [(deed.kind, deed.actor) for deed in reversed(store.deeds(slug))]


def test_each_deed_is_a_line(store, person):
    """A program, its settings, rosters and their undoing, links: who and what, in order."""
    store.save_program(Program(slug="elm", name="Elm"), "June")
    store.save_program(Program(slug="elm", name="Elm Grove", youth=True), "Kim")
    store.set_roster("elm", [person("Ana")], "Kim")
    link = new_invitation("elm", "mentee", person="ana", name="Ana", by="Kim")
    store.add_invitations([link])
    store.revoke(link.id, 5.0, "Lee")
    store.undo_roster("elm", "Lee")
    store.note_deed("elm", "Lee", "link shown", "ana", link=link.id)
    assert kinds(store, "elm") == [
        ("program", "June"), ("settings", "Kim"), ("roster", "Kim"), ("link made", "Kim"), ("link revoked", "Lee"),
        ("roster", "Lee"), ("link shown", "Lee"),
    ]  # fmt: skip
    told = [deed.told for deed in reversed(store.deeds("elm"))]
    assert told[1] == {"name": {"was": "Elm", "now": "Elm Grove"}, "youth": {"was": False, "now": True}}
    assert [told[2]["roster"], told[5]["roster"]] == [entry.number for entry in store.rosters("elm")]
    assert store.deeds("elm")[0].person == "ana"


def test_what_changes_nothing_is_no_line(store, person):
    """The same settings or roster again, or a link that was taken back before."""
    link = new_invitation("oak", "mentee", person="ana", name="Ana", by="Kim")
    store.add_invitations([link])
    store.set_roster("oak", [person("Ana")], "Kim")
    store.revoke(link.id, 5.0, "Kim")
    before = store.deeds("oak")
    store.save_program(dataclasses.replace(store.program("oak")), "Kim")
    store.set_roster("oak", [person("Ana")], "Kim")
    store.revoke(link.id, 6.0, "Kim")
    store.restore("oak/pairing", 0, "Kim")
    assert store.deeds("oak") == before


def test_a_restored_worksheet_is_a_line(store, op):
    """With how many fields it touched."""
    store.apply(op("assign/ana", True), "Ana")
    store.restore("oak/pairing", 0, "Kim")
    assert (store.deeds("oak")[0].kind, store.deeds("oak")[0].told) == (
        "restored",
        {"worksheet": "pairing", "fields": 1},
    )


def test_a_room_has_no_names_to_tell(store):
    """Its link is nobody's own."""
    before = store.deeds("oak")
    store.add_invitations([new_invitation("oak", "guest", name="Nobody", by="Kim")])
    assert store.deeds("oak") == before


def test_a_deed_needs_its_program(store):
    """And hostile text is kept as text."""
    with pytest.raises(ProgramError):
        store.note_deed("nowhere", "Kim", "link shown")
    store.note_deed("oak", "Kim\0\ud83d", "link shown", "ana\0", words="<b>")
    assert store.deeds("oak")[0][1] == "Kim\\x00\\ud83d"


def test_deeds_come_in_pieces(store):
    """Newest first; from an earlier one on, none twice."""
    for number in range(7):
        store.note_deed("oak", f"Kim {number}", "link shown")
    first = store.deeds("oak", limit=3)
    rest = store.deeds("oak", before=first[-1].number)
    assert [deed.number for deed in (*first, *rest)] == list(range(8, 0, -1))


def test_an_old_database_tells_what_it_knows(address):
    """Rosters and links from before, in the order of their times; not of rooms."""
    engine = open_engine(address)
    migrations.migrate(engine, migrations.MIGRATIONS[:2])
    with writing(engine) as connection:
        for statement in OLD_ROWS.strip().split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()
    with Store.open(address) as store:
        assert kinds(store) == [("roster", "Kim"), ("link made", "Kim"), ("roster", "Lee"), ("link revoked", "Lee")]
        assert store.deeds("oak")[0].at[:19] == "2025-01-05T00:00:00"
        store.save_program(Program(slug="oak", name="Oak", hours=2), "Kim")
        assert store.deeds("oak")[0].number == 5


@pytest.mark.parametrize("statement", ["UPDATE mw_deed SET actor = 'nobody'", "DELETE FROM mw_deed"])
def test_no_deed_is_ever_taken_out(store, address, statement):
    """The database itself refuses it."""
    engine = open_engine(address)
    with pytest.raises(sqlalchemy.exc.DBAPIError, match="only grows"), engine.connect() as connection:
        connection.execution_options(mw_writes=True).exec_driver_sql(statement)
    engine.dispose()


def test_what_is_about_one_person(store):
    """By id; who is on no roster is known by their link; and only what came after a number."""
    tom = new_invitation("oak", "trainer", name="Tom")
    store.add_invitations([new_invitation("oak", "mentee", person="ana", name="Ana"), tom], "once")
    assert [deed.told["shown"] for deed in store.deeds_about("oak", "ana")] == ["once"]
    assert [deed.told["link"] for deed in store.deeds_about("oak", "", tom.id)] == [tom.id]
    assert store.deeds_about("oak", "", "") == ()
    assert store.deeds_about("oak", "ana", since=store.deeds_about("oak", "ana")[0].number) == ()
