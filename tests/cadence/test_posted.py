"""Posted times: first come, first served."""

from __future__ import annotations

import itertools
import threading

import pytest

from mentorwidgets.cadence import check_change
from mentorwidgets.model import Operation, Person, Program, Viewer, field_key
from mentorwidgets.store import Store

TIME = ("posted", "ana", "20260331T1400Z-60")
LATER = ("posted", "ana", "20260331T1430Z-60")
OTHER = ("posted", "dov", "20260331T1430Z-60")


@pytest.fixture
def posted(sheet, as_):
    """A worksheet on which Ana has posted one time."""
    assert sheet.save(TIME, "", as_("mentor", "ana")) is None
    return sheet


def test_the_first_who_takes_a_time_has_it(posted, as_):
    """The second one is told kindly, and can have it when it is given back."""
    assert posted.save(TIME, "ben", as_("mentee", "ben")) is None
    assert posted.save(TIME, "cem", as_("mentee", "cem")).startswith("Somebody else took this time")
    assert posted.save(TIME, "", as_("mentee", "cem")) == "Only the person who took this time can give it back."
    assert posted.save(TIME, "", as_("mentee", "ben")) is None
    assert posted.save(TIME, "cem", as_("mentee", "cem")) is None


@pytest.mark.parametrize(
    ("parts", "value", "words"),
    [
        (LATER, "", "overlaps"),
        (("posted", "ben", TIME[2]), "", "no such mentor"),
        (("posted", "ana", "20260401T1400Z-60"), "ben", "not on the list any more"),
        (("posted", "ana", "20261331T1400Z-60"), "", "no posted time"),
        (("posted", "ana", "20260331T1400Z-999"), "", "5 to 720"),
        (TIME, "ana", "no such mentee"),
        (TIME, "zoe", "no such mentee"),
        (TIME, 7, "free, or one mentee's"),
        (TIME, ["ben"], "free, or one mentee's"),
    ],
)
def test_what_cannot_be_posted_or_taken(posted, parts, value, words):
    """In words."""
    assert words in posted.save(parts, value)


def test_everyone_acts_for_themselves(posted, as_):
    """A mentee takes for themselves, a mentor does not choose for them, the coordinator may help."""
    assert "for yourself only" in posted.save(TIME, "cem", as_("mentee", "ben"))
    assert "the mentee takes it" in posted.save(TIME, "ben", as_("mentor", "ana"))
    assert posted.save(TIME, "ben") is None
    assert "another mentor's" in posted.save(LATER, "", as_("mentor", "dov"))
    assert "Mentors post times" in posted.save(("posted", "ana", "20260401T1400Z-60"), "", as_("mentee", "ben"))
    assert "Give this time back instead" in posted.save(TIME, None, as_("mentee", "ben"))
    assert posted.save(TIME, None, as_("mentor", "ana")) is None


def test_nobody_is_in_two_places(posted, people):
    """A mentee cannot hold two times that overlap, also of two mentors."""
    posted.people["dov"] = people[0]
    assert posted.save(OTHER, "") is None
    assert posted.save(TIME, "ben") is None
    assert posted.save(OTHER, "ben") == "You already have a meeting at this time."
    assert posted.save(OTHER, "cem") is None


def test_a_list_has_a_bound(sheet):
    """Two hundred times at once."""
    for day, hour in itertools.product(range(1, 29), range(8)):
        sheet.save(("posted", "ana", f"202603{day:02d}T{hour + 8:02d}00Z-60"), "")
    assert len(sheet.kept) == 200


def test_two_people_never_hold_the_same_time(tmp_path, people):
    """Twenty mentees take one time at the same moment, in a real store: one has it, all others hear why."""
    many = [Person(id=f"e{n}", name=f"E{n}", roles=("mentee",)) for n in range(20)]
    with Store.open(tmp_path / "library.sqlite3", rules={"cadence": check_change}) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.set_roster("oak", (*people, *many), "Ana")
        key = field_key(*TIME)
        store.apply(Operation(op="op-post-0001", worksheet="oak/cadence", key=key, value="", base=0), "Ana")
        answers = {}

        def take(person, number):
            viewer = Viewer(role="mentee", program="oak", person=person.id, name=person.name)
            operation = Operation(op=f"op-take-{number:04}", worksheet="oak/cadence", key=key, value=person.id, base=1)
            answers[person.id] = store.apply(operation, viewer).outcome

        threads = [threading.Thread(target=take, args=(person, number)) for number, person in enumerate(many)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        holder = store.fields("oak/cadence")[key].value
    assert [person for person, outcome in answers.items() if outcome == "saved"] == [holder]
