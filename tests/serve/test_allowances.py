"""How much may be saved in a while, and that nobody uses up what others need."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Viewer
from mentorwidgets.serve.allowances import GUEST_AT_ONCE, ROOM_AT_ONCE, Allowance, Allowances
from mentorwidgets.serve.sessions import Session

BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben", door="b" * 22)
GUEST = Viewer(role="guest", program="oak", name="Somebody in the room", door="r" * 22)


def browser(name, viewer=GUEST):
    """A browser in which somebody is signed in."""
    return Session(name, 0.0).of(viewer)


def test_a_bucket():
    """A person may send a thousand operations at once, then a hundred each second."""
    allowance = Allowance()
    assert allowance.take("a", 1000, 0)
    assert not allowance.take("a", 1, 0)
    assert allowance.take("b", 1, 0)
    assert allowance.take("a", 100, 1)
    assert not allowance.take("a", 1, 1)


@pytest.mark.parametrize(("viewer", "is_shared"), [(BEN, True), (GUEST, False)])
def test_browsers(viewer, is_shared):
    """A person has one bucket for all of their browsers; each phone in a room has its own."""
    allowances = Allowances()
    while allowances.take(browser("one", viewer), 100, 0):
        pass
    assert allowances.take(browser("another", viewer), 1, 0) is not is_shared


def test_a_room_has_an_end():
    """However many browsers somebody opens with a room's link, all of them together have a bound; other rooms go on."""
    allowances, elm = Allowances(), Viewer(role="guest", program="elm", door="e" * 22)
    taken = [allowances.take(browser(f"phone {number}"), GUEST_AT_ONCE, 0) for number in range(20)]
    assert sum(taken) * GUEST_AT_ONCE == ROOM_AT_ONCE
    assert allowances.take(browser("elsewhere", elm), 1, 0)
    assert allowances.take(browser("late"), 1, 1)
