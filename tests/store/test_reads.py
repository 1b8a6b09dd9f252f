"""Worksheets, what changed, and earlier states."""

from __future__ import annotations

import pytest
import sqlalchemy
from hypothesis import example, given
from hypothesis import strategies as st

from mentorwidgets.model import Program
from mentorwidgets.store import reads
from mentorwidgets.store.schema import FIELD

SHEET = "oak/pairing"


@pytest.fixture
def three(store, op):
    """A store after three saves, a conflict and a removal."""
    store.apply(op("note/a", "1"), "Ana")
    store.apply(op("note/b", "1"), "Ana")
    store.apply(op("note/a", "2", base=1), "Ben")
    store.apply(op("note/a", "late", base=1), "Cem")
    store.apply(op("note/b", None, base=1), "Ana")
    return store


def test_changes_since(three):
    """A page that saw place 2 hears of 3, 4 and 5, in order, conflicts included."""
    assert [(line.seq, line.outcome) for line in three.changes(2)] == [(3, "saved"), (4, "conflict"), (5, "saved")]
    assert three.seq() == 5


def test_changes_are_limited_and_go_on(three):
    """Long histories come in pieces without a gap."""
    first = three.changes(0, limit=2)
    assert [[line.seq for line in piece] for piece in (first, three.changes(first[-1].seq))] == [[1, 2], [3, 4, 5]]


def test_changes_of_one_worksheet(three, op):
    """Each worksheet hears only of itself."""
    three.apply(op("note/a", "x", worksheet="oak/cadence"), "Ana")
    assert [line.seq for line in three.changes(0, "oak/cadence")] == [6]


def test_a_change_tells_all(three):
    """A line of the history says who, when, what, on which base, and what came of it."""
    line = three.changes(3)[0]
    assert (line.key, line.value, line.base, line.version, line.by, line.actor) == (
        "note/a",
        "late",
        1,
        2,
        "Cem",
        "Cem",
    )
    assert line.at.endswith("Z")


def test_history_of_one_field(three):
    """A field's history is its own."""
    assert [line.value for line in three.history(SHEET, "note/b")] == ["1", None]
    assert len(three.history(SHEET)) == 5


@pytest.mark.parametrize(
    ("seq", "state"),
    [
        (0, {}),
        (1, {"note/a": "1"}),
        (2, {"note/a": "1", "note/b": "1"}),
        (4, {"note/a": "2", "note/b": "1"}),
        (5, {"note/a": "2"}),
        (99, {"note/a": "2"}),
        (-1, {}),
    ],
)
def test_as_of(three, seq, state):
    """Earlier states are read as they were; conflicts never count."""
    assert three.as_of(SHEET, seq) == state


def test_restore_writes_new_operations(three):
    """An earlier state comes back as new versions in the history, and only what differs is written."""
    assert three.restore(SHEET, 2, "Dee") == 2
    fields = three.fields(SHEET)
    assert {key: (field.value, field.version, field.by) for key, field in fields.items()} == {
        "note/a": ("1", 3, "Dee"),
        "note/b": ("1", 3, "Dee"),
    }
    assert [line.seq for line in three.changes(5)] == [6, 7]


def test_restoring_can_be_undone(three):
    """Restoring the place before brings back what was; a second time changes nothing."""
    three.restore(SHEET, 0, "Dee")
    assert three.fields(SHEET) == {}
    assert three.restore(SHEET, 5, "Dee") == 1
    assert three.restore(SHEET, 5, "Dee") == 0
    assert three.as_of(SHEET, three.seq()) == {"note/a": "2"}


def test_an_unknown_worksheet_is_empty(store):
    """Nothing was ever written there."""
    assert (store.fields("oak/never"), store.history("oak/never"), store.restore("oak/never", 0, "Ana")) == ({}, (), 0)


def test_worksheets_do_not_share_fields(store, op):
    """The same key in two programs is two fields."""
    store.save_program(Program(slug="elm", name="Elm"))
    store.apply_many([(op("note/a", 1), "Ana"), (op("note/a", 2, worksheet="elm/pairing"), "Ana")])
    assert store.fields("elm/pairing")["note/a"].value == 2


@pytest.mark.parametrize("prefix", ["a", "a/", "a%", "a_", "\ud7ff", "\U0010ffff", "a\U0010ffff", "", "Ä", "A"])
def test_a_prefix_finds_exactly_the_keys_that_start_so(store, op, prefix):
    """Case, wildcards and the ends of Unicode are plain characters, on both databases."""
    keys = [
        "a",
        "a/1",
        "a0",
        "A/1",
        "a%1",
        "ab1",
        "a_1",
        "\ud7ff1",
        "\ue0001",
        "\U0010ffff",
        "a\U0010ffff1",
        "b",
        "Ä1",
        "ä1",
    ]
    store.apply_many([(op(key, 1), "Ana") for key in keys])
    with store._engine.connect() as connection:
        assert sorted(reads.texts(connection, SHEET, prefix)) == sorted(key for key in keys if key.startswith(prefix))


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=4)
MEMORY = sqlalchemy.create_engine("sqlite://")


@given(WORDS, WORDS)
@example("a\U0010ffff", "b")
@example("\ud7ff", "\ue000")
def test_any_prefix(prefix, key):
    """For any two texts the condition says what Python says."""
    condition = reads.starts_with(sqlalchemy.literal(key), prefix)
    with MEMORY.connect() as connection:
        assert bool(connection.scalar(sqlalchemy.select(condition))) == key.startswith(prefix)


def test_a_prefix_is_answered_by_the_index(on_file):
    """SQLite looks a prefix up in the key, it does not read the whole worksheet."""
    query = sqlalchemy.select(FIELD.c.key).where(
        FIELD.c.worksheet == SHEET, reads.starts_with(FIELD.c.key, "pair/ana/")
    )
    text = str(query.compile(on_file._engine, compile_kwargs={"literal_binds": True}))
    with on_file._engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
    assert "worksheet=? AND key>? AND key<?" in str(plan)
