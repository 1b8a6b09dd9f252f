"""What the challenges page and its card tell: words to those who may read them, counts to the others."""

from __future__ import annotations

import json

import pytest
from guests import SLUG, make_library

from mentorwidgets.challenges import fields_of
from mentorwidgets.model import OFFICE, ActionPlan, Activity, Challenge, Help, Operation, Viewer
from mentorwidgets.workbook import Workbook, open_store, overview, snapshot

PAIR = ("ben", "ana", "career")
BEN = Viewer(role="mentee", program=SLUG, person="ben", name="Ben Carter")
EVA = Viewer(role="mentee", program=SLUG, person="eva", name="Eva Novak")
STAFF = Viewer(role="coordinator", program=SLUG, name="Coordinator")
TRAINER = Viewer(role="trainer", program=SLUG, name="Tom")


def row(barrier, due=""):
    plan = ActionPlan(due=due)
    return Challenge(
        id="a",
        barrier=barrier,
        helps=(Help(id="b", text="x", activities=(Activity(id="c", text="Do it", plan=plan),)),),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A program with a barrier, and a pair with one that is overdue."""
    folder = make_library(tmp_path_factory.mktemp("challenges") / "library")
    fields = fields_of([row("The program's")]) | fields_of([row("PRIVATE", "2020-01-01")], PAIR)
    with open_store(folder) as store:
        ask = Operation(
            op="pair-0001", worksheet=f"{SLUG}/pairing", key="pair/ben/ana/career", value={"status": "proposed"}, base=0
        )
        assert store.apply(ask, "x").outcome == "saved"
        for number, (key, value) in enumerate(fields.items()):
            who = BEN if "ben" in key else OFFICE
            wish = Operation(op=f"challenge-{number:04d}", worksheet=f"{SLUG}/challenges", key=key, value=value, base=0)
            assert store.apply(wish, who).outcome == "saved"
    return folder


@pytest.mark.parametrize("viewer", [OFFICE, STAFF])
def test_who_runs_the_program_reads_counts_of_pairs(library, viewer):
    """Name, barriers, open, overdue, over; and no word of theirs."""
    with open_store(library) as store:
        given = snapshot(store, SLUG, viewer)
    assert given["challenge_counts"] == [["Ben Carter and Ana Silva", 1, 1, 1, 0]]
    assert "PRIVATE" not in json.dumps(given)
    assert "The program's" in json.dumps(given)


@pytest.mark.parametrize(("viewer", "wanted"), [(BEN, ["PRIVATE"]), (EVA, []), (TRAINER, ["The program's"])])
def test_everybody_else_reads_what_is_theirs(library, viewer, wanted):
    """Two of a pair their own, a trainer the program's, others nothing."""
    with open_store(library) as store:
        given = snapshot(store, SLUG, viewer)
    fields = given["worksheets"]["challenges"]["fields"]
    assert [field["value"] for key, field in fields.items() if key.startswith("barrier/")] == wanted
    assert "challenge_counts" not in given


@pytest.mark.parametrize(
    ("viewer", "done", "following"),
    [
        (OFFICE, "1 challenge with 1 open activity.", "All of it is under way."),
        (BEN, "1 challenge with 1 open activity.", "Look at what waits: Do it"),
        (EVA, "You have no pair yet.", "Look at the example."),
    ],
)
def test_the_card_says_what_is_due(library, viewer, done, following):
    """CH4: on the start page, of what is theirs."""
    with open_store(library) as store:
        card = next(card for card in overview(store, viewer) if card.slug == SLUG)
    (sheet,) = (sheet for sheet in card.worksheets if sheet.stem == "challenges")
    assert (sheet.done, sheet.next) == (done, following)


def test_a_notebook_shows_the_worksheet(library):
    """Connected to where it is saved, through the kernel."""
    worksheet = Workbook(program=SLUG, folder=library.path).challenges()
    assert [one.barrier for one in worksheet.challenges()] == ["The program's"]
    assert worksheet._saving["way"] == "kernel"
