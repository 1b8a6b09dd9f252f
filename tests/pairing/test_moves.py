"""The rule of pairing worksheets."""

from __future__ import annotations

import pytest
from pairing_sheet import Worksheet, mentee, mentor

ANA, BEN, CEM = mentor("Ana"), mentee("Ben"), mentee("Cem")


def test_a_mentee_chooses_a_mentor_with_a_free_place():
    """A free choice is saved."""
    assert Worksheet(ANA, BEN).pair("ben", "ana") is None


def test_the_last_place_goes_to_the_first_who_takes_it():
    """The second mentee is told in words that the place is gone."""
    sheet = Worksheet(ANA, BEN, CEM)
    sheet.pair("ben", "ana")
    assert sheet.pair("cem", "ana") == "Ana has no free place any more. Someone else took it."


def test_ending_a_pair_gives_the_place_back():
    """After a no-fault ending the mentor is free for somebody else."""
    sheet = Worksheet(ANA, BEN, CEM)
    sheet.pair("ben", "ana", "active")
    sheet.pair("ben", "ana", "ended")
    assert sheet.pair("cem", "ana") is None


def test_places_are_counted_over_all_purposes():
    """One place is one place, whatever it is for."""
    sheet = Worksheet(ANA, BEN, CEM, purposes=("Career", "Teaching"))
    sheet.pair("ben", "ana", purpose="Career")
    assert "no free place" in sheet.pair("cem", "ana", purpose="Teaching")


def test_one_mentor_for_one_purpose():
    """A second mentor for the same purpose is refused, for another purpose it is welcome."""
    ben = mentee("Ben", demand=2)
    sheet = Worksheet(ANA, mentor("Bea"), ben, purposes=("Career", "Teaching"))
    sheet.pair("ben", "ana", purpose="Career")
    assert sheet.pair("ben", "bea", purpose="Career") == "Ben already has a mentor for Career."
    assert sheet.pair("ben", "bea", purpose="Teaching") is None


def test_demand_bounds_the_mentors_of_a_mentee():
    """Who asked for one mentor gets one, even if the program has two purposes."""
    sheet = Worksheet(ANA, mentor("Bea"), BEN, purposes=("Career", "Teaching"))
    sheet.pair("ben", "ana", purpose="Career")
    assert "as many mentors" in sheet.pair("ben", "bea", purpose="Teaching")


@pytest.mark.parametrize(
    ("ana", "ben", "settings"),
    [
        ({"avoid": ("ben",)}, {}, {}),
        ({}, {"avoid": ("Ana",)}, {}),
        ({}, {"supervisor": "ana"}, {}),
        ({"supervisor": "ben"}, {}, {}),
    ],
)
def test_private_reasons_stay_private(ana, ben, settings):
    """Exclusions and reporting lines are refused with the same bare words."""
    sheet = Worksheet(mentor("Ana", **ana), mentee("Ben", **ben), **settings)
    assert sheet.pair("ben", "ana") == "These two cannot be paired."


def test_a_reporting_line_is_followed_upwards():
    """The supervisor's supervisor is in the line too."""
    sheet = Worksheet(mentor("Ana"), mentor("Mid", supervisor="ana"), mentee("Ben", supervisor="mid"))
    assert sheet.pair("ben", "ana") == "These two cannot be paired."


@pytest.mark.parametrize(
    ("rest", "settings", "words"),
    [
        ({"capacity": 0}, {}, "taking a break"),
        ({"participation": "declined"}, {}, "does not take part"),
        ({}, {"youth": True}, "not yet cleared"),
        ({"years": 2}, {"min_years": 5}, "has fewer"),
        ({}, {"min_years": 5}, "not known"),
    ],
)
def test_a_closed_mentor_is_named_with_the_reason(rest, settings, words):
    """What closes a mentor to everyone is no secret."""
    assert words in Worksheet(mentor("Ana", **rest), BEN, **settings).pair("ben", "ana")


def test_a_mentee_who_declined_is_not_paired():
    """The offer on the worksheet counts at once."""
    sheet = Worksheet(ANA, BEN)
    sheet.save("offer/ben", "declined")
    assert sheet.pair("ben", "ana") == "Ben does not take part this time."


@pytest.mark.parametrize(("said", "answer", "fine"), [("declined", "accepted", True), ("accepted", "declined", False)])
def test_an_answer_here_counts_before_the_roster(said, answer, fine):
    """People change their minds after the roster was written."""
    sheet = Worksheet(mentee("Ben", participation=said), mentor("Ana"))
    sheet.save("offer/ben", answer)
    assert (sheet.pair("ben", "ana") is None) is fine


def test_a_draft_is_saved_and_its_shape_is_checked():
    """Coordinators' drafts are fields like any other."""
    sheet = Worksheet(mentee("Ben"), mentor("Ana"))
    assert sheet.save("draft/pins", [["ben", "ana", "Mentoring"]]) is None
    assert "list of mentee" in sheet.save("draft/pins", "ben")
    assert "not a field" in sheet.save("draft/other", [])


def test_nobody_is_their_own_mentor():
    """A person with both roles cannot be paired with themselves."""
    both = mentor("Ana")
    object.__setattr__(both, "roles", ("mentor", "mentee"))
    assert "own mentor" in Worksheet(both).pair("ana", "ana")


@pytest.mark.parametrize(("who", "whom"), [("ana", "ben"), ("ben", "cem"), ("ben", "zoe"), ("zoe", "ana")])
def test_only_known_people_in_their_roles(who, whom):
    """A mentor has to be a mentor, and both have to be there."""
    assert "There is no such" in Worksheet(ANA, BEN, CEM).pair(who, whom)


@pytest.mark.parametrize("steps", [("proposed", "active"), ("active", "proposed"), ("proposed", "paused")])
def test_statuses_follow_their_order(steps):
    """A step that PP20 does not know is refused."""
    sheet = Worksheet(ANA, BEN)
    assert [sheet.pair("ben", "ana", step) is None for step in steps] == [True, False]


def test_a_whole_life_of_a_pair():
    """Proposed, both say yes, active, paused, active, ended."""
    sheet, yes = Worksheet(ANA, BEN), {"mentee_yes": True, "mentor_yes": True}
    for status in ("proposed", "confirmed", "active", "paused", "active", "ended"):
        assert sheet.pair("ben", "ana", status, **yes) is None


def test_confirming_needs_both():
    """One yes is not enough."""
    sheet = Worksheet(ANA, BEN)
    sheet.pair("ben", "ana")
    assert "both have said yes" in sheet.pair("ben", "ana", "confirmed", mentee_yes=True)


def test_only_a_proposed_pair_can_be_removed():
    """A running pair ends; it does not vanish."""
    sheet = Worksheet(ANA, BEN)
    sheet.pair("ben", "ana")
    assert sheet.save("pair/ben/ana/Mentoring", None) is None
    sheet.pair("ben", "ana", "active")
    assert "End this one" in sheet.save("pair/ben/ana/Mentoring", None)


def test_an_ending_can_be_taken_back():
    """Undo gives the pair its former status while the place is free."""
    sheet = Worksheet(ANA, BEN, CEM)
    sheet.pair("ben", "ana", "active", since="2026-01-01")
    sheet.pair("ben", "ana", "ended", since="2026-05-01")
    assert sheet.pair("ben", "ana", "active", since="2026-01-01") is None
    sheet.pair("ben", "ana", "ended")
    sheet.pair("cem", "ana")
    assert "no free place" in sheet.pair("ben", "ana", "active")


def test_a_past_pair_is_not_made_anew():
    """Unless the program says so, or the ending itself is taken back."""
    for rematch, since, fine in [(False, "2026-06-01", False), (True, "2026-06-01", True), (False, "2026-01-01", True)]:
        sheet = Worksheet(ANA, BEN, rematch_past=rematch)
        sheet.pair("ben", "ana", since="2026-01-01")
        sheet.pair("ben", "ana", "ended", since="2026-05-01")
        assert (sheet.pair("ben", "ana", since=since) is None) is fine


def test_a_pair_can_end_when_somebody_has_left():
    """Ending asks for nobody."""
    sheet = Worksheet(ANA, BEN)
    sheet.pair("ben", "ana", "active")
    del sheet.known["ana"]
    assert sheet.pair("ben", "ana", "ended") is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pair/ben/ana", {"status": "proposed"}),
        ("pair/ben/ana/Mentoring", "proposed"),
        ("pair/ben/ana/Mentoring", {"status": "happy"}),
        ("pair/ben/ana/Mentoring", {"status": "proposed", "mentor": "bea"}),
        ("pair/ben/ana/Mentoring", {"status": "proposed", "score": 1}),
        ("pair/ben/ana/Mentoring", {"status": "proposed", "since": "yesterday"}),
        ("pair/ben/ana/Magic", {"status": "proposed"}),
        ("pair/%62en/ana/Mentoring", {"status": "proposed"}),
        ("note/ben/ana/Mentoring", 3),
        ("offer/ben", "maybe"),
        ("offer/zoe", "accepted"),
        ("assign/ben", "yes"),
        ("shortlist/ben", "ana"),
        ("shortlist/ben", ["ana", "ana"]),
        ("shortlist/ben", ["zoe"]),
        ("shortlist/ben", ["ben"]),
        ("password/ben", "x"),
    ],
)
def test_what_has_the_wrong_shape_is_refused(key, value):
    """Never trust the browser."""
    sheet = Worksheet(ANA, BEN)
    assert sheet.save(key, value)
    assert not sheet.kept


@pytest.mark.parametrize(
    ("key", "value"),
    [("note/ben/ana/Mentoring", "Both love maps."), ("offer/ben", "later"), ("assign/ben", True),
     ("shortlist/ben", ["ana"]), ("shortlist/ben", None), ("offer/ben", None), ("assign/ben", False)],
)  # fmt: skip
def test_the_other_fields_are_saved(key, value):
    """Notes, offers, requests and shortlists."""
    assert Worksheet(ANA, BEN).save(key, value) is None


def test_a_shortlist_keeps_a_mentor_who_left():
    """An old entry does not stand in the way of a new one."""
    sheet = Worksheet(ANA, BEN, mentor("Bea"))
    sheet.save("shortlist/ben", ["ana"])
    del sheet.known["ana"]
    assert sheet.save("shortlist/ben", ["bea", "ana"]) is None
