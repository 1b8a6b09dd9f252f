"""What the cadence page is given of other worksheets, and what its card tells to whom."""

from __future__ import annotations

import pytest

from mentorwidgets.model import OFFICE, Hours, Person, Program, Viewer
from mentorwidgets.workbook.cadence import agreed_of, card_words

OAK = Program(slug="oak", name="Oak County")
PEOPLE = (Person(id="ana", name="Ana", roles=("mentor",)), Person(id="ben", name="Ben", roles=("mentee",)))
RULE = {"start": "2036-03-04", "time": "15:00", "timezone": "UTC", "count": 3}
PLANNED = {"rule/ben/ana/Mentoring": RULE}
PAIRS = {"pair/ben/ana/Mentoring": {"status": "active", "mentee_yes": True, "mentor_yes": True}}


def answers(**said):
    """The agreed answers of Ben and Ana."""
    return {f"agreed/ben/ana/Mentoring/{name.replace('_', '-')}": {"answer": answer} for name, answer in said.items()}


def test_what_was_agreed_reaches_the_plan():
    """CA7, CA16: the contact window as hours of the week, the trial's day, the hours of a month, the goals."""
    window = {"days": ["Monday", "Friday"], "from": "09:00", "to": "12:30"}
    said = answers(contact_window=window, trial_end="2026-05-01", month_hours=3, goals=[{"goal": "Publish"}, {}])
    agreed = agreed_of({**said, "ready/ben/ana/Mentoring/mentee": True})["ben/ana/Mentoring"]
    assert agreed.contact == (Hours(day=0, start=540, end=750), Hours(day=4, start=540, end=750))
    assert (agreed.trial, agreed.hours, agreed.goals) == ("2026-05-01", 3.0, ("Publish",))


@pytest.mark.parametrize(
    "odd", [{"contact_window": "always"}, {"trial_end": "soon"}, {"month_hours": True}, {"goals": 7}, {"review": None}]
)
def test_odd_answers_say_nothing(odd):
    """A question that was changed later brings answers of another kind."""
    agreed = agreed_of(answers(**odd))["ben/ana/Mentoring"]
    assert (agreed.contact, agreed.trial, agreed.review, agreed.goals, agreed.hours) == ((), "", "", (), 0)


@pytest.mark.parametrize(
    ("viewer", "done"),
    [
        (OFFICE, "1 pair with a plan, 3 meetings in all, 0 so far."),
        (Viewer(role="mentee", program="oak", person="ben"), "3 meetings planned, 0 so far."),
        (Viewer(role="mentor", program="oak", person="eva"), "No meetings are planned yet."),
    ],
)
def test_a_card_tells_everybody_their_own(viewer, done):
    """Counts for who runs the program; a participant hears of their own meetings alone."""
    assert card_words(OAK, viewer, PEOPLE, PAIRS, PLANNED)[0] == done
