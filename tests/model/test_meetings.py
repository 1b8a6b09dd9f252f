"""Meetings, what became of them, and what a pair talks about: values that refuse what cannot be."""

from __future__ import annotations

import datetime as dt

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import (
    Cadence,
    Closing,
    Closure,
    Meeting,
    Phase,
    Promise,
    Record,
    Slot,
    Talk,
    from_plain,
    slot_from_id,
    to_plain,
)  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        Record(starts="2026-04-02T15:00", log="moved", was="2026-03-31T15:00+01:00"),
        Talk(goal="Publish", promises=(Promise(what="Read", due="2026-04-01"),), closing=Closing(stay_in_touch="no")),
        Closure(name="Fair", first="2026-04-01", last="2026-04-03", kind="conference"),
        Cadence(
            start="2026-03-03",
            time="15:00",
            timezone="UTC",
            pattern="seasons",
            phases=(Phase(name="a", every=1, meetings=2),),
        ),
    ],
)
def test_values_go_over_the_wire_and_back(value):
    """As plain JSON, without what equals its default."""
    assert from_plain(type(value), to_plain(value)) == value


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Talk, {"points": ("a",) * 41}), (Talk, {"goal": "g" * 4001}), (Talk, {"notes": "n" * 20_001}),
        (Talk, {"closing": Closing(thanks="t" * 4001)}), (Promise, {"what": "p" * 4001}),
        (Record, {"starts": "2026-04-0٢T15:00"}), (Cadence, {"start": "2026-03-03", "time": "1٥:00", "timezone": "UTC", "count": 1}),
        (Cadence, {"start": "2026-03-03", "time": "15:00", "timezone": "UTC", "count": 1, "hours": float("nan")}),
        (Phase, {"name": "", "every": 1, "meetings": 1}), (Phase, {"name": "a", "every": 0, "meetings": 1}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(kind, said):
    """Too long, too many, digits of other scripts, no number."""
    with pytest.raises(ValueRefusedError):
        kind(**said)


def test_an_hour_is_an_hour_also_while_clocks_change():
    """A meeting that begins before the change ends sixty minutes later."""
    meeting = Meeting(id="m001", starts="2026-03-29T00:30+00:00", timezone="Europe/London", minutes=60)
    assert meeting.end().isoformat() == "2026-03-29T02:30:00+01:00"
    assert meeting.end() - meeting.start().astimezone(dt.UTC) == dt.timedelta(hours=1)


def test_a_posted_time_is_named_in_universal_time():
    """The same time has one name, whatever clock it was posted on."""
    slot = Slot(starts=dt.datetime.fromisoformat("2026-03-31T15:00+01:00"), minutes=45)
    assert slot.id() == "20260331T1400Z-45"
    assert slot_from_id(slot.id()).starts == slot.starts
    assert not slot.touches(Slot(starts=slot.ends(), minutes=45))
