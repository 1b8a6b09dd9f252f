"""The reference as a widget: all of it goes to the page, none of it is kept."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.reference import sections
from mentorwidgets.widgets import Reference


def test_all_of_it():
    """Part by part, in one message without a network."""
    shown = Reference().get_state()["_sections"]
    assert [part["id"] for part in shown] == [section.id for section in sections()]
    assert sum(len(part["entries"]) for part in shown) == sum(len(section.entries) for section in sections())


def test_it_is_read_only():
    """Nothing can be written into it."""
    with pytest.raises(ValueRefusedError):
        Reference(value={"a": 1})


def test_a_saved_copy():
    """For GitHub, exports and print."""
    text = Reference().snapshot()
    assert text.count("<h2>") == 12
    assert "No-fault ending" in text
    assert "reforma.org (nobody has looked at this address yet)" in text
