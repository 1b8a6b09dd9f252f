"""A posted time that was taken is a meeting of the two, wherever their meetings stand."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from mentorwidgets.cadence import plan_of, plans_of, with_posted
from mentorwidgets.model import Pair, Person, Program, Viewer, field_key
from mentorwidgets.widgets import CadencePlanner

NOW = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
OAK = Program(slug="oak", name="Oak", timezone="Europe/London")
PEOPLE = (
    Person(id="ana", name="Ana", roles=("mentor",), timezone="Europe/London"),
    Person(id="ben", name="Ben", roles=("mentee",), timezone="America/New_York"),
    Person(id="cem", name="Cem", roles=("mentee",)),
)
PAIR = ("ben", "ana", "Mentoring")
SLOT = "20260407T1400Z-45"
TAKEN = {field_key("posted", "ana", SLOT): "ben"}
RULE = {
    field_key("rule", *PAIR): {
        "start": "2026-04-06",
        "time": "10:00",
        "timezone": "Europe/London",
        "pattern": "weeks",
        "count": 3,
    }
}
VIEWERS = {
    "ana": Viewer(role="mentor", program="oak", person="ana", name="Ana"),
    "ben": Viewer(role="mentee", program="oak", person="ben", name="Ben"),
}


def planner(viewer, fields):
    return CadencePlanner(
        [Pair(mentee="ben", mentor="ana", status="active")],
        program=OAK,
        people=PEOPLE,
        value=fields,
        viewer=VIEWERS[viewer],
        now=NOW,
    )


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("rule", [{}, RULE], ids=["no plan", "a plan"])
def test_it_is_among_the_meetings_of_both(viewer, rule):
    """On both clocks, in the order of the dates, with or without a plan."""
    page = planner(viewer, TAKEN | rule)
    view = page._views[field_key(*PAIR)]
    (found,) = [one for one in view["meetings"] if one["isPosted"]]
    assert (found["clocks"]["mentor"]["time"], found["clocks"]["mentee"]["time"], found["minutes"]) == (
        "15:00",
        "10:00",
        45,
    )
    dates = [one["clocks"]["mentor"]["date"] for one in view["meetings"]]
    assert dates == sorted(dates)
    assert ("2026-04-07" in page.snapshot(), len(view["meetings"])) == (True, 1 + len(rule) * 3)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("wish", [list(PAIR), None], ids=["this calendar", "all"])
def test_it_is_in_every_downloaded_calendar(viewer, wish):
    """Once, with the same name as in the address that calendars follow."""
    answer = planner(viewer, TAKEN | RULE).answer_page(
        {"kind": "cadence", "ask": "calendar", "pair": wish, "fields": TAKEN | RULE}
    )
    text = base64.b64decode(answer["data"]).decode()
    assert (text.count("BEGIN:VEVENT"), "20260407T140000Z" in text) == (4, True)
    assert planner(viewer, TAKEN | RULE).to_ics().count(b"BEGIN:VEVENT") == 4


def test_it_has_an_agenda_of_its_own():
    """What they want to talk about is written as at any other meeting."""
    talk = {field_key("talk", *PAIR, f"p{SLOT}"): {"topic": "Maps"}}
    answer = planner("ben", TAKEN | talk).answer_page(
        {"kind": "cadence", "ask": "agenda", "pair": list(PAIR), "meeting": f"p{SLOT}", "fields": TAKEN | talk}
    )
    assert any("Maps" in line["words"] for line in answer["lines"])


def test_it_is_nobody_elses_meeting():
    """A time that Cem took, or that is free, is not among Ben's; plans themselves stay as they were."""
    other = {field_key("posted", "ana", SLOT): "cem", field_key("posted", "ana", "20260408T1400Z-45"): ""}
    plan = plan_of(OAK, PEOPLE, RULE, PAIR)
    assert with_posted(plan, OAK, other | RULE, PAIR, "UTC") is plan
    assert plans_of(OAK, PEOPLE, TAKEN | RULE)[0].meetings == plan.meetings


def test_it_can_be_said_what_became_of_it():
    """Met, moved or missed; a record of it never becomes a meeting of the plan."""
    record = {field_key("meeting", *PAIR, f"p{SLOT}"): {"log": "met", "was": "2026-04-07T15:00+01:00"}}
    page = planner("ana", TAKEN | RULE | record)
    view = page._views[field_key(*PAIR)]
    assert [one["log"] for one in view["meetings"] if one["isPosted"]] == ["met"]
    assert len(page.plans[0].meetings) == 3


def test_nobody_says_of_the_other_that_they_moved_a_meeting():
    """`who` is one's own side, or stays as it was."""
    key = field_key("meeting", *PAIR, "m001")
    mine, theirs = ({"starts": "2026-04-06T11:00", "who": who} for who in ("mentee", "mentor"))
    page = planner("ben", RULE)
    page.value = RULE | {key: mine}
    assert page.value[key] == mine
    with pytest.raises(ValueError, match="only what you did yourself"):
        page.value = RULE | {key: theirs}
    page = planner("ben", RULE | {key: theirs})
    page.value = RULE | {key: {**theirs, "log": "met", "was": "2026-04-06T11:00+01:00"}}
