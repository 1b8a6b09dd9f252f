"""What the top of each page leads to, for whom."""

from __future__ import annotations

import pytest

from mentorwidgets.model import OFFICE, Viewer
from mentorwidgets.serve.menu import deeds_for, menu_for

SHARED = ["Pairing", "Expectations", "Challenges", "Meetings"]


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("coordinator", ["Roster", *SHARED, "Trainer", "Reference", "People and links", "History"]),
        ("mentee", [*SHARED, "Reference"]),
        ("guest", []),
    ],
)
def test_everybody_is_led_where_they_may_go(role, titles):
    """In the order of the program's page; nobody is led to a closed door."""
    viewer = Viewer(role=role, program="oak", person="ben" if role == "mentee" else "")
    assert [title for _, title in menu_for(viewer, "oak")] == titles
    assert menu_for(viewer, "elm") == []


def test_the_office_runs_every_program():
    """With what is no worksheet, too."""
    assert [deed.page for deed in deeds_for(OFFICE, "elm")] == ["links", "history"]
