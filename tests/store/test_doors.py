"""Personal links in the database, ended sessions, who read what, and whose operation it was."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy

from mentorwidgets.doors import DAY, is_key_of, make_key, new_invitation
from mentorwidgets.errors import ProgramError
from mentorwidgets.model import Program, Viewer, field_key
from mentorwidgets.store import Store, migrations
from mentorwidgets.store.engine import open_engine, writing

SHEET = "oak/pairing"
NOON = 1_763_812_800.0  # seconds since 1970: a full hour
ANA = Viewer(role="mentee", program="oak", person="ana", name="Ana", door="a" * 22)
ANNA = Viewer(role="mentee", program="oak", person="anna", name="Ana", door="n" * 22)
OFFICE = Viewer(role="office", door="0123abcd")


@pytest.fixture
def link(store):
    """A stored link for Ana."""
    made = new_invitation("oak", "mentee", person="ana", name="Ana", by="Cora")
    store.add_invitations([made])
    return made


def test_a_link_comes_back_whole(store, link):
    """Every field of an invitation is kept, on both databases."""
    assert store.invitation(link.id) == link
    assert store.invitations("oak") == (link,)


def test_links_are_listed_by_program_oldest_first(store, link):
    """A program lists its own links only."""
    store.save_program(Program(slug="elm", name="Elm"))
    older = dataclasses.replace(new_invitation("oak", "trainer", name="Tom"), made=link.made - DAY)
    store.add_invitations([older, new_invitation("elm", "mentee", person="ana")])
    assert store.invitations("oak") == (older, link)


def test_links_come_all_or_none(store):
    """When one of them is for no program of ours, none is kept."""
    with pytest.raises(ProgramError):
        store.add_invitations([new_invitation("oak", "mentee"), new_invitation("fir", "mentee")])
    store.add_invitations([])
    assert store.invitations("oak") == ()


@pytest.mark.parametrize("name", ["", "nobody", "\ud83d", "a\0b", "'; DROP TABLE mw_invitation; --"])
def test_an_unknown_link_is_nobodys(store, link, name):
    """Whatever is asked for, there is an answer."""
    assert store.invitation(name) is None
    assert not store.revoke(name, NOON, "Cora")
    store.note_use(name, NOON)
    assert store.invitation(link.id) == link


def test_revoking_is_done_once(store, link):
    """The first revocation counts, and its moment stays."""
    assert store.revoke(link.id, NOON, "Cora")
    assert not store.revoke(link.id, NOON + 5, "Ben")
    assert store.invitation(link.id).revoked == NOON


def test_uses_are_counted(store, link):
    """The first and the last use are kept, and how many there were."""
    store.note_use(link.id, NOON)
    store.note_use(link.id, NOON + 60)
    used = store.invitation(link.id)
    assert (used.first_used, used.last_used, used.uses) == (NOON, NOON + 60, 2)


def test_a_name_that_cannot_be_kept_never_stops_an_invitation(store):
    """Half a character in a name is written as an escape."""
    store.add_invitations([new_invitation("oak", "trainer", name="Tom\ud83d", by="\0")])
    assert [(one.name, one.by) for one in store.invitations("oak")] == [("Tom\\ud83d", "\\x00")]


def test_an_ended_session_stays_ended(store, address):
    """Every store of the database knows, and ending twice is no fault."""
    store.end_session("s1", NOON)
    store.end_session("s1", NOON + 1)
    with Store.open(address) as other:
        assert (other.has_ended("s1", "d1", NOON), other.has_ended("s2", "d1", NOON)) == (True, False)


def test_all_sessions_of_a_door_end(store):
    """Those that began before; later ones and those of other doors hold, and ending them again ends the later ones."""
    store.end_door("d1", NOON)
    begun = [(door, began) for door in ("d1", "d2") for began in (NOON - 1, NOON + 1)]
    assert [store.has_ended("s", door, began) for door, began in begun] == [True, False, False, False]
    store.end_door("d1", NOON + 2)
    assert store.has_ended("s", "d1", NOON + 1)


def test_old_ended_sessions_are_forgotten(store):
    """After two days no cookie can name a session, so nothing grows without end."""
    store.end_session("old", NOON)
    store.end_session("new", NOON + 3 * DAY)
    assert (store.has_ended("old", "d1", NOON), store.has_ended("new", "d1", NOON)) == (False, True)


def test_reads_of_an_hour_are_one_row(store):
    """A viewer who looks often in an hour is one line with a count, the next hour is another."""
    store.note_reads([(ANA, SHEET, NOON), (ANA, SHEET, NOON + 100), (OFFICE, SHEET, NOON + 200)])
    store.note_reads([(ANA, SHEET, NOON + 300), (ANA, SHEET, NOON + 3600)])
    found = [(one.person, one.first, one.last, one.times) for one in store.readings("oak")]
    assert found == [
        ("ana", NOON + 3600, NOON + 3600, 1),
        ("ana", NOON, NOON + 300, 3),
        ("", NOON + 200, NOON + 200, 1),
    ]


def test_reads_of_another_program_are_not_told(store):
    """A program's readings are its own, also when another's name begins the same."""
    store.note_reads([(ANA, "oak-county/pairing", NOON), (ANA, "oak/pairing", NOON), (ANA, "oa/pairing", NOON)])
    assert [(one.worksheet, one.role) for one in store.readings("oak")] == [("oak/pairing", "mentee")]


def test_an_operation_is_answered_again_to_its_sender(store, op):
    """The same person hears the same answer, also through a new link of theirs."""
    wish = op("note/a", "hers")
    first = store.apply(wish, ANA)
    assert store.apply(wish, ANA) == first
    assert store.apply(wish, dataclasses.replace(ANA, door="b" * 22)) == first


@pytest.mark.parametrize("apart", [True, False])
def test_an_operation_is_not_answered_to_another(store, op, apart):
    """Who sends somebody else's operation hears nothing of it, in the same batch or later, same name or not."""
    wish = op("note/a", "a secret")
    batches = [[(wish, ANA)], [(wish, ANNA)]] if apart else [[(wish, ANA), (wish, ANNA)]]
    answer = [answer for batch in batches for answer in store.apply_many(batch)][-1]
    assert (answer.outcome, answer.value, answer.version, answer.by, answer.seq) == ("refused", None, 0, "", 0)
    assert "not saved" in answer.why
    assert len(store.history(SHEET)) == 1


@pytest.mark.parametrize("other", [{"value": "else"}, {"key": "note/b"}, {"worksheet": "oak/cadence"}])
def test_an_id_used_for_something_else_is_refused(store, op, other):
    """An answer is never given to another wish than the one that it was for: nothing is lost without a word."""
    wish = op("note/a", "first")
    store.apply(wish, OFFICE)
    answer = store.apply(dataclasses.replace(wish, **other), OFFICE)
    assert (answer.outcome, answer.value) == ("refused", None)


def test_the_office_hears_its_answer_after_signing_in_again(store, op):
    """The office has a new door with each sign-in; a page that sends its change again is answered."""
    wish = op("note/a", "x")
    first = store.apply(wish, OFFICE)
    assert store.apply(wish, dataclasses.replace(OFFICE, door="fedcba98")) == first


def test_a_refused_value_is_answered_again(store, op):
    """What could not be kept is refused the same way when it is sent again."""
    wish = op("note/a", "x" * 200_000)
    assert store.apply(wish, ANA) == store.apply(wish, ANA)


def test_lines_tell_whose_change_it_was(store, op):
    """The history of a program names the person behind each change, newest first, in pieces."""
    store.save_program(Program(slug="oak-county", name="Other"))
    store.apply_many([(op("note/a", 1), OFFICE), (op("note/b", 2), ANA), (op("c", 3, worksheet="oak-county/x"), ANA)])
    found = store.lines("oak")
    assert [(line.change.key, line.person) for line in found] == [("note/b", "ana"), ("note/a", "")]
    assert [line.change.key for line in store.lines("oak", before=found[0].change.seq, limit=1)] == ["note/a"]


@pytest.mark.parametrize("about", ["ana", "a/n", 'a"%', "Zoë"])
def test_lines_about_one_person(store, op, about):
    """What is theirs, names them in its key or in its value; nothing else, whatever letters are in an id."""
    key = field_key("note", about, "x")
    hers = dataclasses.replace(ANA, person=about)
    store.apply_many(
        [(op(key, 1), OFFICE), (op("b", [about]), OFFICE), (op("c", 1), hers), (op("d", f"{about}x"), OFFICE)]
    )
    assert {line.change.key for line in store.lines("oak", about=about)} == {key, "b", "c"}


def test_worksheets_are_named(store, op):
    """A program knows in which worksheets something was written."""
    store.apply_many([(op("a", 1), OFFICE), (op("a", 1, worksheet="oak/cadence"), OFFICE)])
    assert store.worksheets("oak") == ("oak/cadence", "oak/pairing")


def test_one_person_is_found(store, person):
    """A present person is found by id; who left, or never came, is not."""
    store.set_roster("oak", [person("Ana"), person("Ben")], "Cora")
    store.set_roster("oak", [person("Ana")], "Cora")
    assert store.person("oak", "ana").name == "Ana"
    assert [store.person("oak", name) for name in ("ben", "nobody", "\ud83d")] == [None, None, None]
    assert store.person("fir", "ana") is None


def test_an_older_database_gets_doors(address, op):
    """What was saved before there were doors is all there, and belongs to nobody on a roster."""
    engine = open_engine(address)
    for step in migrations.MIGRATIONS[:1]:
        with writing(engine) as connection:
            migrations._run(connection, step)
            connection.exec_driver_sql('INSERT INTO mw_program VALUES (\'oak\', \'{"slug":"oak","name":"Oak"}\', \'\')')
            connection.exec_driver_sql(
                "INSERT INTO mw_history VALUES (1, 'op-old-0', 'oak/pairing', 'note/a', '1', 0, 1, 'saved', 'Ana', 'Ana', '', '', '')"
            )
    engine.dispose()
    with Store.open(address) as store:
        assert [(line.change.value, line.person) for line in store.lines("oak")] == [(1, "")]
        store.add_invitations([new_invitation("oak", "mentee", person="ana")])
        assert store.apply(op("note/b", 2), ANA).seq == 2


def test_history_still_only_grows(store, op, address):
    """Adding a column left the guard in place."""
    store.apply(op("note/a", 1), ANA)
    engine = open_engine(address)
    with pytest.raises(sqlalchemy.exc.DBAPIError, match="only grows"), engine.connect() as connection:
        connection.execution_options(mw_writes=True).exec_driver_sql("UPDATE mw_history SET person = 'ben'")
    engine.dispose()


def test_who_read_what_long_ago_is_forgotten(store):
    """What was last read before that moment goes, of every program; what was read since stays, also its beginning."""
    store.note_reads([(ANA, SHEET, NOON), (ANA, SHEET, NOON + 60), (OFFICE, SHEET, NOON), (OFFICE, "elm/pairing", 0.0)])
    assert store.forget_readings(NOON + 60) == 2
    assert [(one.person, one.first) for one in store.readings("oak")] == [("ana", NOON)]
    assert store.readings("elm") == ()


def test_links_of_earlier_versions_go_on(address):
    """A database that knows no proofs comes along: its links are known by their signature, and have no calendar yet."""
    engine = open_engine(address)
    migrations.migrate(engine, migrations.MIGRATIONS[:3])
    with writing(engine) as connection:
        connection.exec_driver_sql(
            'INSERT INTO mw_program VALUES (\'oak\', \'{"slug": "oak", "name": "Oak"}\', \'2025\')'
        )
        connection.exec_driver_sql(
            f"INSERT INTO mw_invitation VALUES ('{'k' * 22}', 'oak', 'mentor', 'ana', 'Ana', {NOON}, {NOON + DAY}, 'Kim', "
            "0, '', 0, 0, 0)"
        )
    engine.dispose()
    with Store.open(address) as store:
        link = store.invitation("k" * 22)
        assert (link.proof, link.calendar, link.calendar_made) == ("", "", 0)
        assert is_key_of(b"secret", make_key(b"secret", link), link)
        store.set_calendar(link, "proof", NOON)
        assert store.invitation(link.id).calendar == "proof"
        assert store.words.shut("oak", "ana", "session") == ()
