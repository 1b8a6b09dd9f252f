"""Programs and their short names."""

from __future__ import annotations

import datetime as dt

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Program, is_slug


@pytest.mark.parametrize("slug", ["oak", "oak-county", "r2-d2", "a" * 60])
def test_a_safe_short_name_is_taken(slug):
    """Small letters, digits and single hyphens."""
    assert Program(slug=slug, name="Oak").slug == slug


@pytest.mark.parametrize(
    "slug", ["", "Oak", "../x", "oak county", "-oak", "oak--county", "con", "lpt1", "ö", "a" * 61, "oak\n"]
)
def test_an_unsafe_short_name_is_refused(slug):
    """Whatever could not be a folder everywhere, or could leave its folder."""
    assert not is_slug(slug)
    with pytest.raises(ValueRefusedError, match="cannot be a program's short name"):
        Program(slug=slug, name="Oak")


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", "2026-03-25"), ("America/Chicago", "2026-03-24"), ("Middle/Earth", "2026-03-24"),
                      ("../etc/passwd", "2026-03-24")],
)  # fmt: skip
def test_the_day_is_the_one_where_the_program_is(zone, day):
    """And in UTC where nobody knows its zone."""
    now = dt.datetime(2026, 3, 24, 12, tzinfo=dt.UTC)
    assert Program(slug="oak", name="Oak", timezone=zone).today(now).isoformat() == day
