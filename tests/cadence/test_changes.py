"""What may be saved on a cadence worksheet."""

from __future__ import annotations

import pytest

PAIR = ("ben", "ana", "Mentoring")
RULE = {"start": "2026-02-03", "time": "15:00", "timezone": "Europe/London", "count": 4}
HOUR = {"day": 1, "start": 540, "end": 600}


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("rule", *PAIR), RULE),
        (("rule", *PAIR), None),
        (("meeting", *PAIR, "m001"), {"log": "met", "was": "2026-02-03T15:00+00:00"}),
        (("talk", *PAIR, "m001"), {"promises": [{"what": "Read", "due": "2026-03-01"}], "stuck": True}),
        (("talk", *PAIR, "m001"), {"closing": {"thanks": "For the maps", "stay_in_touch": "now and then"}}),
        (("note", *PAIR, "m001", "mentor"), "Ask about the archive"),
        (("hours", *PAIR, "mentor"), [HOUR]),
        (("hours", *PAIR, "mentee"), []),
        (("busy", *PAIR, "mentee"), [["2026-03-02T09:00Z", 60]]),
        (("closures", "c1"), {"name": "Summer", "first": "2026-07-01", "last": "2026-08-31"}),
    ],
)
def test_what_belongs_here_is_saved(sheet, parts, value):
    """Each kind of field in its own shape."""
    assert sheet.save(parts, value) is None


@pytest.mark.parametrize(
    ("parts", "value", "words"),
    [
        ("rules/ben/ana/Mentoring", RULE, "not a field of the cadence worksheet"),
        ("rule/ben/ana", RULE, "not a field"),
        ("rule/ben/ana/", RULE, "not a field"),
        ("rule/b%65n/ana/Mentoring", RULE, "not a field"),
        (("rule", *PAIR), {**RULE, "count": None}, "no end"),
        (("rule", *PAIR), {**RULE, "timezone": "Mars/Base"}, "no time zone"),
        (("rule", *PAIR), {**RULE, "colour": "red"}, "has no 'colour'"),
        (("rule", *PAIR), "weekly", "should be an object"),
        (("rule", "ben", "ben", "Mentoring"), RULE, "no such pair"),
        (("rule", "zoe", "ana", "Mentoring"), RULE, "no such pair"),
        (("rule", "ben", "ana", "Cooking"), RULE, "no such pair"),
        (("meeting", *PAIR, "tomorrow"), {}, "no such meeting"),
        (("meeting", *PAIR, "m001"), {"log": "late"}, "cannot be 'late'"),
        (("meeting", *PAIR, "m001"), {"topic": "x"}, "has no 'topic'"),
        (("talk", *PAIR, "m001"), {"promises": [{"what": " "}]}, "in a few words"),
        (("talk", *PAIR, "m001"), {"promises": [{"what": "Read", "due": "soon"}]}, "no date"),
        (("note", *PAIR, "m001", "office"), "x", "belongs to the mentor or to the mentee"),
        (("note", *PAIR, "m001", "mentor"), 7, "A note is text"),
        (("note", *PAIR, "m001", "mentor"), "x" * 20_001, "20,000"),
        (("hours", *PAIR, "mentor"), [{**HOUR, "end": 1500}], "outside its day"),
        (("hours", *PAIR, "mentor"), "always", "list of hours"),
        (("hours", *PAIR, "both"), [HOUR], "belongs to"),
        (("hours", "zoe", "ana", "Mentoring", "mentee"), [HOUR], "no such pair"),
        (("busy", *PAIR, "mentor"), [["soon", 60]], "start and a length"),
        (("closures", "c1"), {"name": "x", "first": "2026-07-02", "last": "2026-07-01"}, "Turn the two dates around"),
        (("closures", "c1"), {"name": "x", "first": "2026-07-02", "last": "2028-07-01"}, "a year at most"),
    ],
)
def test_what_cannot_be_is_refused_in_words(sheet, parts, value, words):
    """Wrong keys, wrong shapes, strangers."""
    assert words in sheet.save(parts, value)
    assert sheet.kept == {}


def test_a_pair_keeps_its_plan_when_somebody_leaves(sheet):
    """The roster changes; what was planned can still be logged and changed."""
    sheet.save(("rule", *PAIR), RULE)
    del sheet.people["ben"]
    assert sheet.save(("meeting", *PAIR, "m001"), {"log": "met"}) is None
    assert sheet.save(("rule", *PAIR), {**RULE, "count": 3}) is None


def test_young_people_meet_where_others_can_see_them(youth_sheet):
    """In person only in a named place (CA14)."""
    words = youth_sheet.save(("rule", *PAIR), {**RULE, "mode": "in person"})
    assert words == "This program works with young people. Name an approved place where others can see you."
    assert youth_sheet.save(("rule", *PAIR), {**RULE, "mode": "in person", "place": "Teen room"}) is None


def test_closures_have_a_bound(sheet):
    """Four hundred are enough; one of them may still be changed."""
    for number in range(400):
        sheet.save(("closures", f"c{number}"), {"name": "x", "first": "2026-07-01"})
    assert "enough" in sheet.save(("closures", "more"), {"name": "x", "first": "2026-07-01"})
    assert sheet.save(("closures", "c0"), {"name": "y", "first": "2026-07-01"}) is None
