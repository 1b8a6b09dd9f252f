"""Rows of a worksheet for tests, with whatever people may type."""

from __future__ import annotations

import dataclasses

from hypothesis import strategies as st

from mentorwidgets.challenges.lines import renumbered
from mentorwidgets.model import ActionPlan, Activity, Challenge, Help

NAMES = {"ana": "Ana Silva", "ben": "Ben Carter", "b2": "Ben Carter"}
WILD = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["=1+1", "'=1", "-2", "@x", '"quoted"', "a|b", "<br>", "\\", "two\nlines", " blank ", "1.2", "\t",
                     "--> x", "*bold*", "| --- |", "_x000D_", "NA"]),
)  # fmt: skip
PLANS = st.builds(
    ActionPlan,
    owner=st.sampled_from(["", "ana", "b2", "Somebody", "=x"]),
    due=st.sampled_from(["", "2026-03-01"]),
    status=st.sampled_from(["open", "doing", "done", "dropped"]),
)


def some(made, most=3):
    return st.lists(made, max_size=most).map(tuple)


ACTIVITIES = st.builds(Activity, id=st.just("a"), text=WILD, plan=PLANS)
HELPS = st.builds(Help, id=st.just("h"), text=WILD, activities=some(ACTIVITIES))
ROWS = some(
    st.builds(Challenge, id=st.just("r"), barrier=WILD, helps=some(HELPS), theme=WILD, card=st.sampled_from(["", "time"])), 4
).map(renumbered)  # fmt: skip

PLAIN = renumbered(
    [
        Challenge(
            id="a",
            barrier="No time",
            theme="Time",
            helps=(
                Help(
                    id="b",
                    text="A partner",
                    activities=(
                        Activity(id="c", text="Ask the college", plan=ActionPlan(owner="ana", due="2026-03-31")),
                        Activity(id="d", text="Ask the club", plan=ActionPlan(status="done")),
                    ),
                ),
                Help(id="e", text="Money"),
            ),
        ),
        Challenge(id="f", barrier="No room"),
    ]
)


def words_of(rows):
    """Rows as nested plain words."""
    return [(row.barrier, [(one.text, [act.text for act in one.activities]) for one in row.helps]) for row in rows]


def without_card(rows):
    return tuple(dataclasses.replace(row, card="") for row in rows)
