"""A page with a cadence planner whose questions are answered by the widget itself: no kernel, no server."""

from __future__ import annotations

import datetime as dt

import harness

from mentorwidgets.model import Pair, Person, Program, Viewer
from mentorwidgets.widgets import CadencePlanner

OAK = Program(slug="oak-county", name="Oak County mentoring", timezone="Europe/London")
ANA = Person(id="ana", name="Ana Silva", roles=("mentor",), timezone="Europe/London")
BEN = Person(id="ben", name="Ben Carter", roles=("mentee",), timezone="America/New_York")
EVA = Person(id="eva", name="Eva Novak", roles=("mentee",))
MIA = Person(id="mia", name="Mia Rossi", roles=("mentor",))
PEOPLE = (ANA, BEN, EVA, MIA)
PAIRS = (
    Pair(mentee="ben", mentor="ana", purpose="Mentoring", status="active"),
    Pair(mentee="eva", mentor="ana", purpose="Mentoring", status="active"),
)
NOW = dt.datetime(2026, 3, 26, 12, tzinfo=dt.UTC)
RULE = {
    "start": "2026-02-10", "time": "15:00", "timezone": "Europe/London", "every": 2, "count": 13, "preset": "fortnightly",
    "hours": 4.0, "trial_weeks": 12,
}  # fmt: skip
KEY = "ben/ana/Mentoring"


def viewer(role, person=""):
    """Somebody of Oak County."""
    return Viewer(role=role, program="oak-county", person=person, name=person.title() or role)


def open_planner(page, role="mentor", person="ana", value=None, pairs=PAIRS[:1], **options):
    """Show a planner in ``page``; what it saves is what the widget holds."""
    if role == "practice":
        planner = CadencePlanner(value=value, now=NOW, **options)
    else:
        planner = CadencePlanner(
            pairs, program=OAK, people=PEOPLE, value=value, viewer=viewer(role, person), now=NOW, **options
        )
    page.expose_function("answer", planner.answer_page)
    page.add_init_script(_ASKING)
    harness.show(
        page, planner, "cadence", "_saver", "cadence", "_cadence_find", "_cadence_paper", bound=role != "practice"
    )
    page.locator(".mwc[data-ready=yes]").wait_for()
    return planner


def shower(new_page):
    """A factory of pages with a planner; ``page.errors`` holds what went wrong on them."""

    def make(role="mentor", person="ana", value=None, pairs=PAIRS[:1], **options):
        page = new_page(reduced_motion="reduce", **options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.planner = open_planner(page, role, person, value, pairs)
        return page

    return make


def tab(page, name):
    """Go to a tab."""
    page.get_by_role("tab", name=name).click()


def saved(page):
    """What was sent to be saved: key -> the newest value."""
    return page.evaluate(
        "() => Object.fromEntries(window.sent.filter((one) => one.kind === 'save').flatMap((one) => one.ops.map((op) => [op.key, op.value])))"
    )


_ASKING = """
Object.defineProperty(window, "model", { configurable: true, set(model) {
  const send = model.send;
  model.send = (content) => { if (content.kind !== "cadence") { send(content); return; }
    if (window.isDead) return;
    (window.asked ??= []).push(content.ask);
    window.answer(content).then((reply) => window.message(reply)); };
  Object.defineProperty(window, "model", { value: model });
} });
"""
