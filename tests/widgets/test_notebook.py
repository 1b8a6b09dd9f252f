"""A worksheet in a notebook alone: what changes is held to the rules, change by change."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Pair, Person, Program, Viewer
from mentorwidgets.widgets._notebook import NotebookView

OAK = Program(slug="oak", name="Oak")
BEN = Person(id="ben", name="Ben", roles=("mentee",))


@pytest.fixture
def book():
    """A factory of views that keep which changes the rules were asked about; `refuse` says no to one key."""

    def make(viewer=None, refuse="", kind="cadence", look=None):
        def check(view, operation):
            make.asked.append((operation.key, operation.value))
            if look:
                look(view)
            return "Not this." if operation.key == refuse else None

        pairs = [Pair(mentee="ben", mentor="ana")]
        return NotebookView(kind, OAK, viewer, check, people=[BEN], pairs=pairs)

    make.asked = []
    return make


def test_rules_are_asked_about_what_changes_alone(book):
    """What stays needs nobody's leave."""
    book().take({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 4, "d": 5})
    assert book.asked == [("c", None), ("b", 4), ("d", 5)]


def test_changes_come_in_the_order_of_their_kinds(book):
    """And among those of one kind what is removed goes first, as it makes room."""
    book().take({"rule/z": 1}, {"meeting/a": 1, "rule/a": 2}, ("rule", "meeting"))
    assert book.asked == [("rule/z", None), ("rule/a", 2), ("meeting/a", 1)]


def test_a_refused_change_says_why_and_ends_it(book):
    """Nobody is asked about the rest."""
    with pytest.raises(ValueRefusedError, match="Not this."):
        book(refuse="a").take({}, {"a": 1, "b": 1})
    assert book.asked == [("a", 1)]


def test_the_accepted_value_is_left_as_it_is(book):
    """It stands until traitlets takes the new one."""
    old = {"a": 1}
    book().take(old, {"a": 2})
    assert old == {"a": 1}


def test_each_rule_sees_the_changes_before_it(book):
    """So two cannot take one place in the same step."""
    seen = []
    book(look=lambda view: seen.append(dict(view.fields("")))).take({"a": 1}, {"b": 2, "c": 3})
    assert seen == [{"a": 1}, {}, {"b": 2}]


def test_rules_look_at_pairs_people_and_their_own_worksheet(book):
    """Of other worksheets only the pairs are known, and what was removed is not there."""
    view = book()
    view.take({}, {"talk/x": 1, "rule/y": 2})
    assert view.fields("talk/") == view.fields("talk/", kind="cadence") == {"talk/x": 1}
    assert view.fields("", lambda key: key.endswith("y")) == {"rule/y": 2}
    assert list(view.fields("pair/", kind="pairing")) == ["pair/ben/ana/Mentoring"]
    assert view.fields("", kind="expectations") == {}
    assert (view.person("ben"), view.person("ana")) == (BEN, None)


def test_the_pairing_worksheet_is_its_own(book):
    """Its rules find the pairs as they are changed, not as they were given."""
    view = book(kind="pairing")
    view.take({}, {"pair/a": 1})
    assert view.fields("pair/", kind="pairing") == {"pair/a": 1}


def test_rights_come_before_rules_but_for_whoever_practises(book):
    """A trainer writes nothing in a pair's plan; one who plays both sides may do all."""
    rule = {"rule/ben/ana/Mentoring": {}}
    with pytest.raises(ValueRefusedError):
        book(Viewer(role="trainer", program="oak")).take({}, rule)
    assert book.asked == []
    book().take({}, rule)
    assert len(book.asked) == 1
