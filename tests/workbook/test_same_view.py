"""A mentee's whole view is the same whether a mentor avoids them or is simply not available."""

from __future__ import annotations

import json

import pytest

from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, Program, Viewer
from mentorwidgets.widgets import PairingPicker
from mentorwidgets.workbook import open_store, overview, snapshot, worksheet_state

BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben", door="door-of-ben")
REASONS = {
    "paused": {"capacity": 0},
    "avoids": {"avoid": ("ben",), "capacity": 2},
    "reports to": {"supervisor": "ben", "capacity": 5},
    "full": {"capacity": 1},
    "new": {"years": 1.0},
}


def view_of(folder, why):
    """All that Ben is given, and what his deeds are answered."""
    ana = Person(id="ana", name="Ana", roles=("mentor",), years=REASONS[why].get("years", 9.0), **{
        name: value for name, value in REASONS[why].items() if name != "years"
    })  # fmt: skip
    people = (
        ana, Person(id="ben", name="Ben", roles=("mentee",), assign=True), Person(id="cem", name="Cem", roles=("mentee",)),
    )  # fmt: skip
    with open_store(Folder(folder / why.replace(" ", "-"), create=True)) as store:
        store.save_program(Program(slug="oak", name="Oak County", min_years=5))
        store.set_roster("oak", people, actor="test")
        if why == "full":
            taken = Operation(
                op="op-000001",
                worksheet="oak/pairing",
                key="pair/cem/ana/Mentoring",
                value={"status": "proposed"},
                base=0,
            )
            assert store.apply(taken, "test").outcome == "saved"
        given = snapshot(store, "oak", BEN)
        asked = Operation(
            op="op-000002", worksheet="oak/pairing", key="pair/ben/ana/Mentoring", base=0,
            value={"status": "proposed", "origin": "chosen", "mentee_yes": True},
        )  # fmt: skip
        answer = store.apply(asked, BEN)
        state = worksheet_state(store, "oak/pairing", BEN)
        cards = overview(store, BEN)
    for one in given["people"]:
        one.pop("years", None)  # the roster's own difference, which everybody may read
    numbers = {"seq", "at"}
    return json.dumps(
        [_without(given, numbers), answer.outcome, answer.why, answer.mend, _without(state, numbers), [str(card) for card in cards]],
        sort_keys=True, default=str,
    )  # fmt: skip


def _without(value, names):
    if isinstance(value, dict):
        return {name: _without(part, names) for name, part in value.items() if name not in names}
    return [_without(part, names) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("why", [why for why in REASONS if why != "paused"])
def test_whoever_avoids_looks_like_whoever_takes_a_break(tmp_path, why):
    """Snapshot, worksheet, cards, and the answer to asking for the pair."""
    assert view_of(tmp_path, why) == view_of(tmp_path, "paused")


def test_a_bare_picker_shows_the_same():
    """In a notebook without a store, too."""
    shown = []
    for rest in ({"capacity": 0}, {"avoid": ("ben",), "capacity": 4}):
        people = (
            Person(id="ana", name="Ana", roles=("mentor",), **rest),
            Person(id="ben", name="Ben", roles=("mentee",)),
        )
        picker = PairingPicker(people, program=Program(slug="oak", name="Oak"), viewer=BEN)
        shown.append((picker._people, picker._bars, picker._taken, picker._held))
    assert shown[0] == shown[1]
