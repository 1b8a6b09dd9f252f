"""What people saved, in words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mentorwidgets
from mentorwidgets.held import marked, moments_in, told_value
from mentorwidgets.model import STATUSES

MADE = 1795362218.726
KINDS = ("pair", "plan", "meeting", "room", "rule", "busy", "hours", "answer", "talk", "draft", "something")
NAMES = ("status", "origin", "owner", "made", "was", "starts", "weekdays", "earlier", "log", "day", "start", "end")
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["ana", "moved", MADE])
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(("key", "value", "words"), [
    ("pair/ben/ana/Mentoring", {"status": "proposed", "origin": "chosen", "mentee_yes": True, "mentor_yes": False},
     "Status: Waiting for a yes; How: chosen; Mentee said yes: yes; Mentor said yes: no"),
    ("room/x", {"question": "Why?", "answers": "choice", "options": ["A", "B"], "made": MADE, "shown": False},
     "Question: Why?; Answers: one of the options; Options: A, B; Asked: 2026-11-22 15:43 UTC; Shown to everybody: no"),
    ("meeting/ben/ana/Mentoring/m001", {"starts": "2026-04-02T15:00", "log": "moved"},
     "Moved to, on the plan's clock: 2026-04-02 15:00; Said: met at another time"),
    ("meeting/ben/ana/Mentoring/m001", {"was": "2026-04-01T15:00+02:00"}, "Time of the meeting: 2026-04-01 13:00 UTC"),
    ("rule/ben/ana/Mentoring", {"weekdays": [1, 3], "week_start": 0, "month_day": 0},
     "Weekdays: Tuesday, Thursday; Week start: Monday; Month day: 0"),
    ("plan/a/b/c", {"owner": "ana", "due": "2026-12-01", "status": "dropped"},
     "Who: Ana Silva; Until: 2026-12-01; Status: Dropped"),
    ("answer/ben/ana/Mentoring/mentee/pace", {"answer": {"Mail": "often"}, "open": False, "type": "rank-grid"},
     "Answer: (Mail: often); Left open: no; Kind of question: rank-grid"),
    ("talk/ben/ana/Mentoring/m001", {"next_step": "Read", "promises": [{"what": "Call", "done": True}]},
     "Next step: Read; Promises: (what: Call; done: yes)"),
    ("busy/ben/ana/Mentoring/mentor", [["2026-03-31T14:00Z", 60]], "2026-03-31 14:00 UTC, 60 minutes"),
    ("draft/pins", [["ben", "ana", "Study"], ["eva", "ana", "Work"]], "ben, Ana Silva, Study; eva, Ana Silva, Work"),
])  # fmt: skip
def test_our_own_fields_speak_as_their_pages_do(key, value, words):
    """States, yes and no, days, moments, lists and names."""
    assert told_value(value, {"ana": "Ana Silva"}, key) == words


@pytest.mark.parametrize(("key", "value", "words"), [
    ("pair/ben/ana/Mentoring", {"status": "odd", "more": ["x"]}, "Status: odd; More: x"),
    ("something/ben", {"status": "proposed", "made": MADE}, f"status: proposed; made: {MADE}"),
    ("note/ben/ana/Mentoring", "proposed on 2026-03-31T14:00Z", "proposed on 2026-03-31T14:00Z"),
    ("room/x", {"made": 0, "closed": None}, "Asked: 0; Closed: (nothing)"),
])  # fmt: skip
def test_what_we_do_not_know_stays_as_it_is(key, value, words):
    """Nothing is hidden, and nobody's words are taken for ours."""
    assert told_value(value, {}, key) == words


def test_states_of_a_pair_are_those_of_its_page():
    """The words are the same as those that the pairing page shows."""
    ledger = Path(mentorwidgets.__file__).with_name("static") / "_pairing_ledger.js"
    page = re.search(r"STATUS_WORDS = \{(.*?)\}", ledger.read_text(encoding="utf-8"), re.DOTALL)[1]
    told = {status: told_value({"status": status}, {}, "pair/a/b/c").removeprefix("Status: ") for status in STATUSES}
    assert dict(re.findall(r'(\w+): "([^"]*)"', page)) == told


def test_moments_of_ours_are_on_the_readers_clock():
    """A moment that we wrote is marked; the same form in what somebody typed is not."""
    value = {"question": "At 2026-11-20 09:00 UTC?", "made": MADE}
    page = marked(told_value(value, {}, "room/x"), moments_in(value))
    assert re.findall(r"<time[^>]*>([^<]*)", page) == ["2026-11-22 15:43 UTC"]
    assert "At 2026-11-20 09:00 UTC?" in page


@given(values, st.sampled_from(KINDS), st.text())
def test_no_value_makes_it_fail(value, kind, rest):
    """Refused changes stand in the history, too: whatever was sent has words, and becomes no markup."""
    words = told_value(value, {"ana": "Ana Silva"}, f"{kind}/{rest}")
    page = marked(words, moments_in(value))
    assert unescape(re.sub('</?time[^>"]*(?:"[0-9TZ:-]*")?>', "", page)) == unescape(marked(words, ()))
    assert isinstance(told_value(value, {}, rest), str)
