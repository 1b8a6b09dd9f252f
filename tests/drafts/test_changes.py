"""A roster against the people who are there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.bringing import plan_roster
from mentorwidgets.drafts import compare
from mentorwidgets.drafts.changes import changes_of
from mentorwidgets.model import Person, Program, Roster
from mentorwidgets.store import Store

IDS = st.sampled_from("abcd")
MAILS = st.sampled_from(["", "a@x.example", "B@x.example", "b@x.example", "c@x.example"])
PEOPLE = st.lists(st.tuples(IDS, MAILS, st.sampled_from(["Ana", "Ben"])), max_size=4, unique_by=lambda one: one[0]).map(
    lambda rows: [Person(id=i, name=n, roles=("mentor",), email=m) for i, m, n in rows]
)


def person(person_id="ana", **fields):
    """A mentor."""
    return Person(**{"id": person_id, "name": person_id.capitalize(), "roles": ("mentor",), **fields})


def test_new_changed_same_and_gone():
    """Each in the order of the roster."""
    found = compare([person(), person("eva"), person("ben", years=4.0)], [person(), person("ben"), person("zoe")])
    assert (
        [p.id for p in found.added],
        [now.id for _, now in found.changed],
        [p.id for p in found.gone],
        found.same,
    ) == (["eva"], ["ben"], ["zoe"], 1)


def test_changes_are_said_field_by_field():
    """As they were and as they will be, in the words of our columns."""
    assert changes_of(person(capacity=1), person(capacity=2, interests=("Maps",))) == [
        {"label": "Interests", "was": "", "now": "Maps"},
        {"label": "Mentees at most", "was": "1", "now": "2"},
    ]


def test_private_fields_say_only_that_they_changed():
    """Nobody reads over a shoulder whom someone avoids."""
    assert changes_of(person(), person(avoid=("Ben",), supervisor="Eva")) == [
        {"label": "Supervisor"},
        {"label": "Do not pair with"},
    ]


def test_a_page_gets_two_hundred_people_and_the_true_numbers():
    """Of each kind."""
    plain = compare([person(f"p{n}") for n in range(300)], []).to_plain()
    assert (len(plain["added"]), plain["numbers"]["added"]) == (200, 300)


@settings(max_examples=25, deadline=None)
@given(there=PEOPLE, coming=PEOPLE)
def test_what_is_compared_is_what_the_store_does(there, coming):
    """The page promises nothing else than happens."""
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "x.sqlite3") as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.set_roster("oak", there, "test")
        plan = plan_roster(Roster(people=tuple(coming), given=frozenset("ab")), there)
        promised = compare(plan.people, store.people("oak"))
        done = store.set_roster("oak", plan.people, "test")
    assert set(done.added) == {p.id for p in promised.added}
    assert set(done.changed) == {now.id for _, now in promised.changed}
    assert set(done.gone) == {p.id for p in promised.gone}
