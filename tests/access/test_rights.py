"""Rights looked up in the table: closed by default."""

from __future__ import annotations

from mentorwidgets.access import may, readable
from mentorwidgets.model import Viewer

BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben Carter")


def test_a_mentee_opens_pairing_and_invites_nobody():
    """Deeds follow roles."""
    assert [may(BEN, action, "oak") for action in ("open:pairing", "invite", "open:roster")] == [True, False, False]


def test_a_note_is_not_the_pairs():
    """Coordinators' words on a pair are theirs."""
    test = readable(BEN, "oak/pairing", {})
    assert [test(key) for key in ("pair/ben/ana/M", "note/ben/ana/M", "shortlist/eva")] == [True, False, False]
