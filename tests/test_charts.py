"""Pictures of plans and programs, each with a table that says the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hostile import HOSTILE

from mentorwidgets.cadence import from_preset, load_by_week, load_words, plan_meetings
from mentorwidgets.charts import Chart, load, themes, timeline
from mentorwidgets.model import Closure

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def plan():
    """A plan in seasons with a closed day."""
    cadence = from_preset("seasons", start="2026-02-03", time="15:00", timezone="Europe/London", closed="skip")
    return plan_meetings(cadence, title="Ana and Ben", closures=(Closure(name="Fair", first="2026-04-14"),))


def test_a_timeline_shows_each_meeting_and_its_table_says_the_same(plan):
    """One mark for each meeting, a name for the picture, a row for each mark."""
    chart = timeline(plan)
    root = ET.fromstring(chart.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.words)
    marks = [path for path in root.iter(f"{SVG}path") if path.get("aria-roledescription") == "point"]
    assert len(marks) == len(chart.rows) == len(plan.meetings)
    assert chart.words == "14 meetings from Tue 3 February 2026 to Tue 15 September 2026."
    assert chart.rows[7] == (
        "Tue 14 April 2026",
        "15:00",
        "Going steady",
        "Left out",
        "Tue 14 April 2026 is Fair: no meeting.",
    )
    assert {row[3] for row in chart.rows} == {"Meeting", "Review", "Goodbye", "Left out"}


def test_the_load_of_a_program_is_a_bar_for_each_week(plan):
    """Empty weeks stand in the table too."""
    weeks = load_by_week([plan, plan])
    chart = load(weeks, load_words(weeks))
    assert len(chart.rows) == len(weeks)
    assert chart.rows[0] == ("Mon 2 February 2026", "2", "2", "2.0")
    assert "role-axis" in chart.svg


def test_a_picture_uses_the_theme_and_no_network(plan):
    """So that it is dark on a dark page, and the same each time."""
    chart = timeline(plan)
    assert "var(--mw-act, teal)" in chart.svg
    assert "http" not in chart.svg.replace("http://www.w3.org", "")
    assert timeline(plan) == chart


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_escaped(text):
    """In the table, the caption and the name of the picture."""
    chart = Chart(text, text, (text,), ((text,),))
    assert "<script" not in chart.to_html().lower()
    assert "<img" not in chart.to_html().lower()
    assert chart.to_html().count("<td>") == 1


def test_nothing_to_draw_is_said():
    """An empty program has words and an empty table."""
    chart = load([], load_words([]))
    assert (chart.svg, chart.rows, chart.words) == ("", (), "No meetings are planned yet.")
    assert repr(chart) == "Chart(Meetings in each week: No meetings are planned yet.)"


def test_themes_have_a_bar_each_and_a_table_that_also_counts_programs():
    """CH12: the table says what the bars say, and in how many programs."""
    chart = themes([("Skills", 3, 2), ("Time", 1, 1)], "Much comes up.")
    root = ET.fromstring(chart.svg)
    assert root.get("aria-label") == "Much comes up."
    assert chart.rows == (("Skills", "3", "2"), ("Time", "1", "1"))
    assert themes([], "Nothing yet.").svg == ""


@pytest.mark.parametrize("text", [*HOSTILE, "\x07", "a\x00b", "\ud800"])
def test_no_text_ends_the_process_that_draws(text):
    """A control character would; whatever people type is drawn or left out."""
    assert "<svg" in themes([(text, 1, 1)], "x").svg
