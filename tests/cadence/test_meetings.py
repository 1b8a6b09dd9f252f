"""Each meeting: its agenda, how a pair is doing, closed days, protected hours, the load of a program, the overview."""

from __future__ import annotations

import datetime as dt

import pytest

from mentorwidgets.cadence import (
    agenda,
    budget_words,
    check_ins,
    closures_of,
    coordinator_check_ins,
    from_preset,
    hours_by_month,
    last_promises,
    load_by_week,
    load_words,
    plan_meetings,
    plan_of,
    plans_of,
    public_holidays,
    standing,
    summary,
    tasks,
)  # fmt: skip
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.ics import to_ics
from mentorwidgets.model import Cadence, Closure, Field, Person, Program, Promise, Record, Talk, to_plain

WEEKLY = Cadence(start="2026-02-03", time="15:00", timezone="Europe/London", count=6)
OAK = Program(slug="oak", name="Oak")
PEOPLE = (Person(id="ana", name="Ana", roles=("mentor",)), Person(id="ben", name="Ben", roles=("mentee",)))
RULE, PAIR = "rule/ben/ana/Mentoring", ("ben", "ana", "Mentoring")


def at(day, hour=12):
    """A moment of 2026 by month and day."""
    return dt.datetime.fromisoformat(f"2026-{day}T{hour:02d}:00+00:00")


def logged(*logs):
    """A weekly plan whose first meetings were logged so."""
    starts = [meeting.starts for meeting in plan_meetings(WEEKLY).meetings]
    records = {f"m{n:03d}": Record(log=log, was=starts[n - 1]) for n, log in enumerate(logs, 1) if log}
    return plan_meetings(WEEKLY, records=records, title="Ana and Ben")


def test_an_agenda_starts_from_what_was_promised():
    """Open promises of all meetings before, then goal, topic, next step and next date."""
    read = Promise(what="Read the report", due="2026-02-09")
    talks = {
        "m001": Talk(promises=(read, Promise(what="Call Dov", done=True))),
        "m002": Talk(goal="Choose a topic"),
    }
    plan = plan_meetings(WEEKLY)
    lines = agenda(plan, "m002", talks)
    assert [line.kind for line in lines] == ["promise", "goal", "topic", "next step", "next date"]
    assert lines[0].words == "Promised by the mentee: Read the report (by Mon 9 February 2026)"
    assert (lines[1].words, lines[-1].words) == ("Choose a topic", "We meet again on Tue 17 February 2026, 15:00.")
    assert last_promises(plan, "m001", talks) == ()


def test_the_last_agenda_is_a_goodbye():
    """Look back, thank, stay in touch or not (CA17); a review opens what was agreed (CA16)."""
    plan = plan_meetings(from_preset("seasons", start="2026-02-03", time="15:00", timezone="Europe/London"))
    kinds = [line.kind for line in agenda(plan, plan.meetings[-1].id, {}, goals=("Publish",))]
    assert kinds == ["goal", "topic", *["closing"] * 4]
    trial = next(meeting for meeting in plan.meetings if meeting.review == "trial")
    assert any("No is a fine answer" in line.words for line in agenda(plan, trial.id, {}))
    assert agenda(plan, "m999", {}) == ()


def test_promises_are_tasks():
    """With ids that stay, for calendars and the overview."""
    talks = {"m001": Talk(promises=(Promise(what="Read", due="2026-02-09"), Promise(what="Write", done=True)))}
    found = tasks(plan_meetings(WEEKLY, series="oak/ben/ana/Mentoring"), talks)
    assert [(one.id, one.done) for one in found] == [
        ("oak/ben/ana/Mentoring/m001/0", False), ("oak/ben/ana/Mentoring/m001/1", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("logs", "now", "quiet", "words"),
    [
        ((), "02-01", False, "6 meetings planned. The next one is on Tue 3 February 2026, 15:00."),
        ((), "02-04", False, "Did you meet? 1 meeting can be marked. The next one is on Tue 10 February 2026, 15:00."),
        (("met", "moved"), "02-12", False, "You met 2 times. The next one is on Tue 17 February 2026, 15:00."),
        (("met", "missed"), "02-12", False, "You met 1 time. The next one is on Tue 17 February 2026, 15:00."),
        (("met", "missed", "missed"), "02-18", True, "It has been quiet for a while. That happens."),
        (("met",), "02-25", True, "It has been quiet for a while."),
        (("met",), "02-20", False, "Did you meet? 2 meetings can be marked."),
        (("met",) * 6, "05-01", False, "You met 6 times. Well done!"),
    ],
)
def test_a_quiet_pair_gets_a_kind_word(logs, now, quiet, words):
    """After two that did not take place; never a reproach (CA11)."""
    found = standing(logged(*logs), at(now))
    assert found.is_quiet is quiet
    assert found.words.startswith(words)
    assert found.offer == (
        "Ana and Ben: it has been quiet here for a while. Would a call or another time help them?" if quiet else ""
    )


def test_check_ins_come_only_while_something_is_stuck():
    """Every few days, three at most, never after the next meeting, and none when nothing is stuck (CA12)."""
    plan = plan_meetings(Cadence(start="2026-02-03", time="15:00", timezone="Europe/London", every=4, count=3))
    days = [dt.date(2026, 2, 7), dt.date(2026, 2, 11), dt.date(2026, 2, 15)]
    assert list(check_ins(plan, {"m001": Talk(stuck=True)}, at("02-04"))) == days
    assert list(check_ins(plan, {"m001": Talk(stuck=True)}, at("02-12"))) == days[2:]
    overdue = Talk(promises=(Promise(what="Read", due="2026-02-05"),))
    assert list(check_ins(plan, {"m001": overdue}, at("02-10"))) == days[1:]
    assert check_ins(plan, {"m001": overdue}, at("02-04")) == check_ins(plan, {}, at("02-04")) == ()
    assert check_ins(plan, {"m001": Talk(stuck=True)}, at("01-01")) == ()
    weekly = plan_meetings(WEEKLY)
    assert list(check_ins(weekly, {"m001": Talk(stuck=True)}, at("02-04"))) == days[:1]


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("later", ["02-03", "02-16", "02-17", "02-24"]),
        ("week", ["02-03", "02-17", "02-24"]),
        ("skip", ["02-03", "02-17", "02-24"]),
    ],
)
def test_closed_days_are_kept_clear_by_the_rule_that_was_chosen(closed, expected):
    """The next open weekday, another week where one is free, or not at all; each is said."""
    cadence = Cadence(start="2026-02-03", time="15:00", timezone="Europe/London", count=4, closed=closed)
    plan = plan_meetings(cadence, closures=(Closure(name="Winter break", first="2026-02-09", last="2026-02-13"),))
    assert [meeting.start().strftime("%m-%d") for meeting in plan.held()] == expected
    assert [meeting.id for meeting in plan.moved()] == ["m002"]
    assert plan.moved()[0].why.startswith("Tue 10 February 2026 is Winter break: ")


def test_another_week_is_used_where_one_is_free():
    """A monthly meeting moves by a week, on the same weekday, but never past the end."""
    monthly = Cadence(
        start="2026-02-03", time="15:00", timezone="UTC", pattern="month weekday", until="2026-03-05", closed="week"
    )
    plan = plan_meetings(
        monthly, closures=(Closure(name="", first="2026-02-03"), Closure(name="Fair", first="2026-03-03"))
    )
    assert [meeting.why for meeting in plan.meetings] == [
        "Tue 3 February 2026 is a closed day: moved to Tue 10 February 2026.", "Tue 3 March 2026 is Fair: no meeting.",
    ]  # fmt: skip
    assert plan.notes == ("1 meeting moved off a closed day.", "1 meeting left out for closed days.")


def test_meetings_never_fall_on_one_day():
    """Two that are moved off a long closure do not meet on the same day, and keep their order."""
    daily = Cadence(start="2026-02-02", time="15:00", timezone="UTC", weekdays=(0, 1, 2, 3, 4), count=30)
    plan = plan_meetings(daily, closures=(Closure(name="Fair", first="2026-02-04", last="2026-02-19"),))
    days = [meeting.start().date() for meeting in plan.held()]
    assert days == sorted(set(days))


def test_public_holidays_come_from_their_library():
    """By country and region, within the days asked for; unknown places are said."""
    found = public_holidays("us", "ia", first=dt.date(2026, 7, 1), last=dt.date(2026, 12, 31))
    assert "Thanksgiving Day" in {one.name for one in found}
    assert all(one.kind == "holiday" and "2026-07-01" <= one.first <= "2026-12-31" for one in found)
    with pytest.raises(ValueRefusedError, match="no holidays for 'XX'"):
        public_holidays("XX", first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31))
    with pytest.raises(ValueRefusedError, match="not in order"):
        public_holidays("US", first=dt.date(2026, 1, 1), last=dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (4.0, "Within 4 hours a month: the fullest month uses all of it."),
        (5.5, "Within 5 hours 30 minutes a month: the fullest month leaves 1 hour 30 minutes."),
        (3.0, "Over 3 hours a month: February 2026 by 1 hour."),
        (1.0, "Over 1 hour a month: February 2026 by 3 hours, and 1 other month too."),
        (0, "No protected hours are agreed yet."),
    ],
)
def test_protected_hours_are_checked_in_words(hours, words):
    """Within, exactly, over, by how much (CA2)."""
    plan = plan_meetings(Cadence(**{**to_plain(WEEKLY), "hours": float(hours)}))
    assert budget_words(plan) == words


def test_hours_by_month_count_preparation_and_leave_out_what_is_cancelled():
    """Each month with its meetings and minutes."""
    plan = plan_meetings(WEEKLY, records={"m001": Record(cancelled=True)})
    months = hours_by_month(plan, preparation=30)
    assert [(one.month, one.meetings, one.minutes, one.over) for one in months] == [(2, 3, 270, 30), (3, 2, 180, -60)]
    assert months[0].words == "3 meetings, 4 hours 30 minutes of 4 hours: over by 30 minutes."


def test_the_load_of_a_program_names_its_fullest_week():
    """Empty weeks are there too (CA19)."""
    other = Cadence(start="2026-02-05", time="10:00", timezone="Europe/London", every=4, count=3)
    weeks = load_by_week([plan_meetings(WEEKLY), plan_meetings(other)])
    assert [week.meetings for week in weeks] == [2, 1, 1, 1, 2, 1, 0, 0, 1]
    assert load_words(weeks) == "The fullest week begins on Mon 2 February 2026: 2 meetings. 2 weeks without any."
    assert load_by_week([plan_meetings(WEEKLY)], week_start=6)[0].first == dt.date(2026, 2, 1)
    assert load_words(load_by_week([])) == "No meetings are planned yet."


def test_a_coordinator_asks_three_times():
    """Spread over the program, on open weekdays."""
    closures = (Closure(name="Fair", first="2026-04-01", last="2026-04-03"),)
    days = coordinator_check_ins(dt.date(2026, 1, 1), dt.date(2026, 12, 31), closures)
    assert [day.isoformat() for day in days] == ["2026-04-06", "2026-07-02", "2026-10-01"]
    with pytest.raises(ValueRefusedError, match="ends before it begins"):
        coordinator_check_ins(dt.date(2026, 2, 1), dt.date(2026, 1, 1))


def test_a_worksheet_gives_plans_closures_and_two_sentences():
    """From fields to a plan with its title and series; the overview counts them."""
    fields = {
        RULE: Field(value=to_plain(WEEKLY), version=2),
        "meeting/ben/ana/Mentoring/m001": {"log": "met", "was": "2026-02-03T15:00+00:00"},
        "closures/a": {"name": "Fair", "first": "2026-02-17"},
        "closures/gone": None,
    }
    plan = plan_of(OAK, PEOPLE, fields, PAIR, {RULE: 2, "closures/gone": 3})
    assert (plan.title, plan.series, plan.revision) == ("Mentoring: Ben and Ana", "oak/ben/ana/Mentoring", 4)
    assert [one.name for one in closures_of(fields)] == ["Fair"]
    found = summary(OAK, PEOPLE, fields, at("02-12"))
    assert found.done == "1 pair with a plan, 6 meetings in all, 1 so far."
    assert found.next == "1 meeting can be marked as met, moved or missed."
    assert summary(OAK, PEOPLE, {}, at("02-12")).done == "No meetings are planned yet."


def test_plans_of_one_person_leave_out_others_and_what_cannot_be_planned():
    """A person's calendar holds their own pairs; a damaged plan does not take the others along."""
    fields = {
        RULE: to_plain(WEEKLY),
        "rule/cem/ana/Mentoring": to_plain(WEEKLY),
        "rule/dov/eve/Mentoring": {"start": "x"},
    }
    assert len(plans_of(OAK, PEOPLE, fields)) == 2
    mine = plans_of(OAK, PEOPLE, fields, person="ben")
    assert [plan.title for plan in mine] == ["Mentoring: Ben and Ana"]
    assert to_ics(mine).count(b"BEGIN:VEVENT") == 6
    assert summary(OAK, PEOPLE, fields, at("06-01")).next == "2 pairs gone quiet: a short hello would help."
