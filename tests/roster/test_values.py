"""Single values as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import values
from mentorwidgets.roster.choices import kind, modes, participation
from mentorwidgets.roster.dates import day_from_text, day_order, moment_from_text
from mentorwidgets.roster.escapes import guarded, restored
from mentorwidgets.roster.ids import slug
from mentorwidgets.roster.roles import role_from_name, roles_from_text
from mentorwidgets.roster.zones import zone_from_text

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("two", 2),
        ("up to 3", 3),
        ("2-3", 3),
        ("Two or three", 3),
        ("1.0", 1),
        ("none", 0),
        ("0", 0),
        ("a couple", 2),
        ("two (2)", 2),
        ("3+", 3),
        ("One mentee only, please!", 1),
        ("I can handle this! Give me three mentees.", 3),
        ("not this year", 0),
        ("", None),
    ],
)
def test_whole(text, number):
    """Capacities in words."""
    assert values.whole(text) == number


@pytest.mark.parametrize("text", ["a few", "-1", "As many as you need", "No limit", "lots", "1000"])
def test_no_whole(text):
    """What gives no number of people is asked."""
    with pytest.raises(ValueRefusedError):
        values.whole(text)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("5.5", 5.5),
        ("5,5", 5.5),
        ("10+ years", 10),
        ("less than 1 year", 0),
        ("2-4 years", 2),
        ("2 years 6 months", 2.5),
        ("6 months", 0.5),
        ("since 2016", 10),
        ("1/15/2016", 10),
        ("three years", 3),
        ("42384", 10),
        ("", None),
    ],
)
def test_years(text, years):
    """Years of service in numbers, words, spans and dates."""
    assert values.years(text, TODAY) == years


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", True),
        ("y", True),
        ("✓", True),
        ("x", True),
        ("TRUE", True),
        ("Ja", True),
        ("Yes! Let me know", True),
        ("I have one", True),
        ("no", False),
        ("Not yet", False),
        ("No, thanks", False),
        ("0", False),
        ("✗", False),
        ("I do not", False),
        ("", None),
        ("n/a", None),
    ],
)
def test_yes_no(text, answer):
    """Yes and no in many words."""
    assert values.yes_no(text) is answer


@pytest.mark.parametrize("text", ["Maybe", "in progress", "ask me later"])
def test_neither_yes_nor_no(text):
    """What is neither is asked."""
    with pytest.raises(ValueRefusedError):
        values.yes_no(text)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("EST – Eastern Standard Time – GMT-5:00", "America/New_York"),
        ("London", "Europe/London"),
        ("GMT+2", "Etc/GMT-2"),
        ("UTC+05:30", "Asia/Kolkata"),
        ("(UTC-06:00) Central Time (US & Canada)", "America/Chicago"),
        ("+2", "Etc/GMT-2"),
        ("New York, NY", "America/New_York"),
        ("Central European Time", "Europe/Berlin"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("", ""),
    ],
)
def test_zones(text, zone):
    """Time zones by city, abbreviation or offset."""
    assert zone_from_text(text) == zone


@pytest.mark.parametrize("text", ["Mars", "IST", "soon"])
def test_no_zone(text):
    """Unknown and ambiguous zones are asked."""
    with pytest.raises(ValueRefusedError):
        zone_from_text(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-04-03", date(2025, 4, 3)),
        ("25/4/2025", date(2025, 4, 25)),
        ("4/25/25", date(2025, 4, 25)),
        ("3 April 2025", date(2025, 4, 3)),
        ("April 3rd, 2025", date(2025, 4, 3)),
        ("3.4.2025", date(2025, 4, 3)),
        ("45750", date(2025, 4, 3)),
        ("4/4/2025", date(2025, 4, 4)),
        ("31/2/2025", None),
        ("soon", None),
    ],
)
def test_days(text, day):
    """Days in many shapes."""
    assert day_from_text(text, day_first=None, serial=True) == day


def test_ambiguous_day():
    """3/4 is asked, unless the order is known."""
    assert day_from_text("3/4/2025", day_first=True) == date(2025, 4, 3)
    with pytest.raises(ValueRefusedError, match="two days"):
        day_from_text("3/4/2025", day_first=None)


def test_day_order():
    """Days over twelve tell the order; both or neither tell nothing."""
    assert [day_order(texts) for texts in (["13/4/2025"], ["4/13/2025"], ["3/4/2025"], ["13/4/2025", "4/13/2025"])] == [
        True,
        False,
        None,
        None,
    ]


def test_moments():
    """Times of day count for which answer is newer."""
    assert moment_from_text("2025-04-03 1:05 PM", day_first=None) > moment_from_text("2025-04-03 11:00", day_first=None)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Zoom or in person", ("in person", "video")),
        ("Phone call", ("phone",)),
        ("Video Calls", ("video",)),
        ("No preference", ()),
        ("", ()),
    ],
)
def test_modes(text, ways):
    """Ways of meeting in people's own words."""
    assert modes(text) == ways


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Mentor", ("mentor",)),
        ("I want to find a mentor", ("mentee",)),
        ("Both", ("mentor", "mentee")),
        ("protégée", ("mentee",)),
        ("Mentor; Mentee", ("mentor", "mentee")),
        ("I am eligible and wish to be a mentor this cycle", ("mentor",)),
        ("", ()),
    ],
)
def test_roles(text, roles):
    """Roles in people's own words."""
    assert roles_from_text(text) == roles


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("mentors.csv", "mentor"),
        ("MenteeSignups", "mentee"),
        ("students", "mentee"),
        ("mentoring 2025", None),
        ("mentors and mentees", None),
    ],
)
def test_role_from_name(name, role):
    """The role that a file or a sheet is named after."""
    assert role_from_name(name) == role


def test_choices():
    """Kinds and participation in other words than ours."""
    assert (kind("Retired teacher"), participation("Yes, I accept"), participation("opted out")) == (
        "community",
        "accepted",
        "declined",
    )


@given(st.text())
def test_guarded_comes_back(text):
    """Any text that was made harmless comes back."""
    assert restored(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r\n")


def test_slug():
    """Ids are plain, also for names in other scripts."""
    assert slug("Dr. José Piñol") == "dr-jose-pinol"
    assert slug("!!!").startswith("person-")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a while", None), ("a lifetime", None), ("an eternity", None), ("a dozen", 12.0), ("2 weeks", 0.0), ("10 (5 here)", 10.0),
        ("a year", 1.0), ("a couple of years", 2.0), ("ten", 10.0), ("5", 5.0), ("(7)", 7.0), ("3 days", None), ("6 months", 0.5),
    ],
)  # fmt: skip
def test_years_are_not_guessed(text, number):
    """Words that are no number of years are refused; what stands in brackets beside a number is a remark."""
    if number is None:
        with pytest.raises(ValueRefusedError):
            values.years(text, date(2026, 1, 1))
    else:
        assert values.years(text, date(2026, 1, 1)) == number
