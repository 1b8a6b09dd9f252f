"""What is due, and which themes come back."""

from __future__ import annotations

import datetime as dt

from mentorwidgets.challenges import actions_of, cards, challenge_from_card, fields_of, summary, themes_of
from mentorwidgets.model import ActionPlan, Activity, Challenge, Help

TODAY = dt.date(2026, 3, 10)


def row(*plans, barrier="No time"):
    activities = tuple(Activity(id=f"a{n}", text=f"Step {n}", plan=plan) for n, plan in enumerate(plans))
    return Challenge(id="r1", barrier=barrier, helps=(Help(id="h1", text="A plan", activities=activities),))


def test_due_activities():
    """Overdue first, then what comes in two weeks; what is done does not count."""
    plans = [
        ActionPlan(due="2026-03-20"),
        ActionPlan(due="2026-03-01"),
        ActionPlan(due="2026-03-02", status="done"),
        ActionPlan(due="2026-06-01"),
    ]
    found = summary(fields_of([row(*plans)]), TODAY)
    assert (found.overdue, found.due_soon, found.open) == (1, 1, 3)
    assert found.due == ("2026-03-01: Step 1", "2026-03-20: Step 0")
    assert found.next == "Look at what waits: Step 1"


def test_words_without_dates():
    """Nothing written, something unfinished, and all under way have their sentences."""
    assert summary({}, TODAY).next == "Begin with a card, or with your own words."
    assert summary(fields_of([Challenge(id="r1", barrier="x")]), TODAY).next == "What would help with this?"
    assert summary(fields_of([row(ActionPlan())]), TODAY).done == "1 challenge with 1 open activity."


def test_actions_by_date():
    """The nearest date comes first; those without one come last."""
    found = actions_of([row(ActionPlan(), ActionPlan(due="2026-05-01"), ActionPlan(due="2026-04-01"))])
    assert [action.activity.text for action in found] == ["Step 2", "Step 1", "Step 0"]


def test_themes_over_programs():
    """Challenges and programs are counted by theme, and pairs' rows are left out."""
    by_id = {card.id: card for card in cards()}
    one = fields_of([challenge_from_card(by_id["time"], "a"), challenge_from_card(by_id["cracks"], "b")])
    two = fields_of([challenge_from_card(by_id["policies"], "a")]) | fields_of(
        [challenge_from_card(by_id["time"], "c")], ("b", "a", "M")
    )
    assert themes_of({"oak": one, "elm": two}) == (("Time", 2, 1), ("Policies and safety", 1, 1))
