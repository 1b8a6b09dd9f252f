"""The planner as a widget: its value, its rules, what it answers a page, and what it never tells."""

from __future__ import annotations

import base64
import datetime as dt

import icalendar
import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import OFFICE, Hours, Pair, Person, Program, Viewer
from mentorwidgets.widgets import Agreed, CadencePlanner

NOW = dt.datetime(2026, 3, 26, 12, tzinfo=dt.UTC)
OAK = Program(slug="oak", name="Oak County", timezone="Europe/London")
PEOPLE = (
    Person(
        id="ana",
        name="Ana",
        roles=("mentor",),
        timezone="Europe/London",
        availability=(Hours(day=1, start=840, end=1020),),
    ),
    Person(id="ben", name="Ben", roles=("mentee",), timezone="America/New_York"),
    Person(id="eva", name="Eva", roles=("mentee",)),
)
PAIRS = tuple(Pair(mentee=one, mentor="ana", purpose="Mentoring", status="active") for one in ("ben", "eva"))
RULE = {"start": "2026-02-10", "time": "15:00", "timezone": "Europe/London", "every": 2, "count": 6}
KEY = "ben/ana/Mentoring"
ASKED = ["ben", "ana", "Mentoring"]


@pytest.fixture
def planner():
    """A factory of planners of one viewer."""

    def make(role="mentor", person="ana", value=None, program=OAK):
        viewer = Viewer(role=role, program="oak", person=person, name=person) if role != "office" else OFFICE
        return CadencePlanner(PAIRS, program=program, people=PEOPLE, value=value, viewer=viewer, now=NOW)

    return make


@pytest.fixture
def ask():
    """Ask a planner as its page does."""

    def make(planner, what, **more):
        pair = more.pop("pair", ASKED)
        return planner.answer_page(
            {"kind": "cadence", "id": "1", "ask": what, "pair": pair, "fields": planner.value, **more}
        )

    return make


def test_a_planner_to_practise_with_plays_both_sides():
    """Bare, in any notebook."""
    planner = CadencePlanner()
    planner.value = {"rule/mentee/mentor/Practice": RULE, "note/mentee/mentor/Practice/m001/mentee": "Mine"}
    assert repr(planner) == "CadencePlanner(practice, 1 plan)"
    assert len(icalendar.Calendar.from_ical(planner.to_ics()).walk("VEVENT")) == 6


def test_a_mentee_is_given_their_own_pair_and_fields(planner):
    """Neither another pair's meetings nor the mentor's own notes."""
    value = {f"rule/{KEY}": RULE, f"note/{KEY}/m001/mentor": "Private", "talk/eva/ana/Mentoring/m001": {"goal": "x"}}
    ben = planner("mentee", "ben", value)
    assert list(ben.value) == [f"rule/{KEY}"]
    assert [pair["mentee"] for pair in ben.get_state()["_pairs"]] == ["ben"]
    assert repr(ben) == "CadencePlanner(1 pair, 1 plan)"


def test_whoever_runs_the_program_is_given_no_talk(planner):
    """XC3: it never reaches their kernel."""
    value = {f"rule/{KEY}": RULE, f"talk/{KEY}/m001": {"goal": "x"}, f"busy/{KEY}/mentor": [["2026-03-02T09:00Z", 60]]}
    assert list(planner("coordinator", "", value).value) == list(planner("office", "", value).value) == [f"rule/{KEY}"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"rule/eva/ben/Mentoring": RULE}, "This is not yours to change."),
        ({f"rule/{KEY}": {**RULE, "until": "2026-01-01"}}, "before the first"),
        ({f"rule/{KEY}": {**RULE, "timezone": "Mars/Base"}}, "no time zone"),
        ({f"rule/{KEY}": {**RULE, "count": 10_000}}, "too many"),
        ({"closures/x": {"name": "Mine", "first": "2026-04-01"}}, "This is not yours to change."),
        ({"elsewhere": 1}, "not a field"),
    ],
)
def test_what_a_page_sets_is_held_to_the_rules(planner, value, words):
    """In a notebook without a store, too; the value before stands."""
    mine = planner()
    with pytest.raises(ValueRefusedError, match=words):
        mine.value = value
    assert mine.value == {}


def test_a_plan_says_both_clocks(planner, ask):
    """CA1: London at 15:00 is New York at 11:00 between the two clock changes."""
    view = ask(planner(value={f"rule/{KEY}": RULE}), "plan")["view"]
    third = view["meetings"][2]["clocks"]
    assert (third["mentor"]["time"], third["mentee"]["time"]) == ("15:00", "11:00")
    assert "From Tue 10 March 2026 on, it is 11:00 in New York." in view["notes"]
    assert view["next"] == "m005"


@pytest.mark.parametrize(
    ("role", "person", "time"), [("mentor", "ana", "15:00"), ("mentee", "ben", "10:00"), ("coordinator", "", "15:00")]
)
def test_every_sentence_is_on_the_readers_clock(planner, ask, role, person, time):
    """What comes next, where a meeting was moved from, and the next date of an agenda; the office reads the host's."""
    met = {f"meeting/{KEY}/m004": {"log": "met", "was": "2026-03-24T15:00+00:00"}}
    value = {**met, f"rule/{KEY}": RULE, f"meeting/{KEY}/m006": {"starts": "2026-04-22T18:00"}}
    mine = planner(role, person, value)
    view = ask(mine, "plan")["view"]
    assert f"The next one is on Tue 7 April 2026, {time}." in view["words"]
    assert view["moved"] == [view["meetings"][5]["why"]] == [f"Moved from Tue 21 April 2026, {time}."]
    lines = ask(mine, "agenda", meeting="m004")["lines"]
    assert lines[-1]["words"] == f"We meet again on Tue 7 April 2026, {time}."


def test_whoever_practises_reads_the_clock_of_the_side_they_play(ask):
    """The page says which one that is."""
    rule = {**RULE, "start": "2026-04-07"}
    bare = CadencePlanner(value={"rule/mentee/mentor/Practice": rule}, now=NOW)
    pair = ["mentee", "mentor", "Practice"]
    found = [ask(bare, "plan", pair=pair, side=side)["view"]["words"] for side in ("mentor", "mentee")]
    assert [words.rpartition(", ")[2] for words in found] == ["15:00.", "10:00."]


def test_a_plan_says_where_and_what_stands_in_the_way(planner, ask):
    """CA14, CA4: how they meet in words, and a calendar that has something else."""
    rule = {**RULE, "mode": "in person", "place": "Teen room"}
    view = ask(planner(value={f"rule/{KEY}": rule, f"busy/{KEY}/mentor": [["2026-04-07T14:30Z", 60]]}), "plan")["view"]
    assert view["how"] == "You meet in person: Teen room"
    assert [one["id"] for one in view["meetings"] if one["clash"]] == ["m005"]


def test_trying_a_plan_saves_nothing(planner, ask):
    """The page is told what settings would give, and the field that would make them so."""
    mine = planner()
    answer = ask(mine, "try", rule={**RULE, "start": "2026-04-07"})
    assert answer["span"] == "6 meetings, from Tue 7 April 2026 to Tue 16 June 2026."
    assert (mine.value, answer["rule"]["start"]) == ({}, "2026-04-07")


def test_the_past_stays_when_a_plan_changes(planner, ask):
    """Four are over; a new rhythm counts from its first day on, which lies ahead."""
    mine = planner(value={f"rule/{KEY}": RULE})
    assert "after today" in ask(mine, "try", rule=RULE)["error"]
    answer = ask(mine, "try", rule={**RULE, "start": "2026-04-01", "every": 1, "count": 3})
    assert len(answer["rule"]["earlier"]) == 4
    assert len(answer["view"]["meetings"]) == 7


def test_shared_hours_keep_to_the_contact_window(planner, ask):
    """CA7: hours of the roster count until somebody paints, and the expectations' window always."""
    mine = planner(value={f"hours/{KEY}/mentee": [{"day": 1, "start": 540, "end": 780}]})
    question = {"first": "2026-04-01", "last": "2026-06-30", "minutes": 60, "host": "mentor"}
    assert {slot["time"] for slot in ask(mine, "overlap", **question)["slots"]} == {"14:00", "15:00", "16:00"}
    mine.offer(agreed={KEY: Agreed(contact=(Hours(day=1, start=600, end=960),))})
    assert [slot["time"] for slot in ask(mine, "overlap", **question)["slots"]] == ["15:00"]


@pytest.mark.parametrize("minutes", [None, "60", 4, 721, 1e9, -5])
def test_an_odd_length_of_a_meeting_is_an_hour(planner, ask, minutes):
    """Whatever a page sends: nobody looks for meetings of a year."""
    mine = planner(value={f"hours/{KEY}/mentee": [{"day": 1, "start": 540, "end": 780}]})
    question = {"first": "2026-04-01", "last": "2026-06-30", "host": "mentor"}
    hour = ask(mine, "overlap", minutes=60, **question)
    assert hour["slots"]
    assert ask(mine, "overlap", minutes=minutes, **question) == hour


def test_a_calendar_file_counts_what_changed(planner, ask):
    """A newer file replaces what an older one brought: the versions of fields are its sequence."""
    mine = planner(value={f"rule/{KEY}": RULE, f"meeting/{KEY}/m002": {"cancelled": True}})
    answer = ask(mine, "calendar", versions={f"rule/{KEY}": 3, f"meeting/{KEY}/m002": 2})
    events = icalendar.Calendar.from_ical(base64.b64decode(answer["data"])).walk("VEVENT")
    assert [(event["SEQUENCE"], event["STATUS"]) for event in events[:3]] == [
        (2, "CONFIRMED"),
        (4, "CANCELLED"),
        (2, "CONFIRMED"),
    ]


def test_a_busy_calendar_gives_hours_alone(planner, ask):
    """CA4: nothing of what they are for."""
    lines = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Doctor\r\nDTSTART:20260401T090000Z\r\nDTEND:20260401T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    answer = ask(planner(), "busy", side="mentor", data=base64.b64encode(lines.encode()).decode())
    assert answer["value"] == [["2026-04-01T09:00Z", 60]]
    assert "Doctor" not in str(answer)


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("nothing", {}),
        ("plan", {"pair": ["cem", "ana", "Mentoring"]}),
        ("plan", {"pair": "ben"}),
        ("plan", {"fields": ["x"]}),
        ("try", {"rule": None}),
        ("busy", {"data": "?"}),
        ("busy", {"data": 7}),
        ("overlap", {"first": "soon", "last": "later"}),
        ("holidays", {"pair": None, "country": "??", "first": "2026-01-01", "last": "2026-12-31"}),
    ],
)
def test_odd_questions_get_words(planner, ask, what, more):
    """Whatever a browser sends: an answer with its id, and never a traceback."""
    answer = ask(planner(), what, **more)
    assert answer["id"] == "1"
    assert answer["error"].endswith(".") or answer["error"].endswith("?")


def test_a_program_at_a_glance(planner, ask):
    """CA19: how each pair stands, without a word of their talk."""
    mine = planner("coordinator", "", {f"rule/{KEY}": RULE})
    pairs = ask(mine, "program", pair=None)["pairs"]
    assert [(one["key"], one["held"]) for one in pairs] == [(KEY, 6), ("eva/ana/Mentoring", 0)]
    assert ask(mine, "load", pair=None)["picture"]["rows"][0] == ("Mon 9 February 2026", "1", "1", "1.0")
    assert ask(planner("coordinator"), "load", pair=None)["picture"] is None


def test_a_saved_notebook_shows_the_dates(planner):
    """A table, with hostile words escaped."""
    people = (Person(id="ana", name="<b>Ana", roles=("mentor",)), *PEOPLE[1:])
    shown = CadencePlanner(PAIRS[:1], program=OAK, people=people, value={f"rule/{KEY}": RULE}, now=NOW).snapshot()
    assert "2026-03-10" in shown
    assert "<b>" not in shown
