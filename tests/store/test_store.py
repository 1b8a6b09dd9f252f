"""The front door: what a caller may count on as a whole."""

from __future__ import annotations

import doctest
import inspect
import sqlite3
from contextlib import closing

import pytest

from mentorwidgets import store as room
from mentorwidgets.errors import DatabaseLockedError
from mentorwidgets.model import Program, RuleView
from mentorwidgets.store import Store, disks
from mentorwidgets.store.saving import View

SHEET = "oak/pairing"


@pytest.mark.parametrize("module", [room, disks])
def test_examples_in_docstrings_run(module):
    """What a docstring shows is what happens."""
    done = doctest.testmod(module)
    assert (done.failed, done.attempted > 0) == (0, True)


def test_a_rule_is_asked_for_its_kind_of_worksheet_only(address, op):
    """The rule of one worksheet has no say in another, and a kind without a rule is free."""
    with Store.open(address, rules={"pairing": lambda _view, _operation: "Never."}) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        answers = store.apply_many([(op("a", 1), "Ana"), (op("a", 1, worksheet="oak/cadence"), "Ana")])
    assert [(answer.outcome, answer.why) for answer in answers] == [("refused", "Never."), ("saved", "")]


def test_a_batch_that_could_not_be_saved_can_be_sent_again(on_file, file, op):
    """When the commit was not possible nothing of the batch is there, and sending it again does it once."""
    batch = [(op(f"note/{n}", n), "Ana") for n in range(3)]
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLockedError):
            on_file.apply_many(batch)
    assert on_file.seq() == 0
    assert [answer.version for answer in on_file.apply_many(batch)] == [1, 1, 1]


def test_everything_survives_closing(address, op, person):
    """Programs, people, fields, removals and history are there after a restart."""

    def state(store):
        return (
            store.programs(),
            store.people("oak"),
            store.gone_people("oak"),
            store.rosters("oak"),
            store.fields(SHEET),
            store.removed(SHEET),
            store.changes(0),
        )

    with Store.open(address) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.set_roster("oak", [person("Ana"), person("Ben")], "Ana")
        store.set_roster("oak", [person("Ana")], "Ana")
        store.apply_many(
            [(op("a", 1), "Ana"), (op("b", 1), "Ana"), (op("b", None, base=1), "Ana"), (op("a", 2), "Ben")]
        )
        before = state(store)
    with Store.open(address) as again:
        assert state(again) == before


def test_the_view_of_a_rule_keeps_its_promise():
    """What rules are given has the methods that the model names, with the same parameters."""
    for name in ("fields", "person"):
        promised, given = (inspect.signature(getattr(kind, name)).parameters for kind in (RuleView, View))
        assert list(promised) == list(given)
