"""Rights looked up in the table: closed by default, and never wider for writing than for reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peopled import VIEWERS

from mentorwidgets import access
from mentorwidgets.access import ACTIONS, TABLE, Action, Rights, Row
from mentorwidgets.model import OFFICE, Viewer, field_key

IDS = ("ana", "ivo", "ben", "eva", "a/b", "ö")
WORDS = st.sampled_from(("pair", "note", "shortlist", "offer", "assign", "draft", "secret", "", *IDS))
KEYS = st.lists(WORDS, min_size=1, max_size=5).map(lambda parts: field_key(*parts))
PARTS = st.sampled_from((*IDS, "mentee", "mentor"))
ANYBODY = st.sampled_from(sorted(VIEWERS)).map(VIEWERS.get)
SHEETS = st.sampled_from(("oak/pairing", "elm/pairing", "oak/roster", "oak/weather", "pairing"))
EXPECTED = {  # key -> who reads it, besides the office and the coordinator
    "pair/ben/ana/Career": {"ben", "ana"},
    "pair/eva/ana/Career": {"eva", "ana"},
    "note/ben/ana/Career": set(),
    "shortlist/ben": {"ben"},
    "offer/eva": {"eva"},
    "assign/ben": {"ben"},
    "draft/pins": set(),
}


@pytest.mark.parametrize("key", EXPECTED)
def test_each_field_is_read_by_those_alone(key):
    """The whole table against a list written by hand."""
    readers = {name for name, viewer in VIEWERS.items() if access.readable(viewer, "oak/pairing", {})(key)}
    assert readers - {"office", "coordinator"} == EXPECTED[key]
    assert {"office", "coordinator"} <= readers


@pytest.mark.parametrize("key", ["secret/ben", "pair/ben/ana", "pair/ben/ana/M/x", "pair//ana/M", "pair/ben/ana/%4d", "shortlist", "", "pair/ben/ana/M "])  # fmt: skip
def test_what_stands_in_no_row_is_the_offices(key):
    """Unknown fields, and keys written in another way, are closed to everybody else."""
    open_to = [name for name, viewer in VIEWERS.items() if access.readable(viewer, "oak/pairing", {})(key)]
    writers = [name for name, viewer in VIEWERS.items() if not access.is_closed(viewer, "oak/pairing", key)]
    assert (open_to, writers) == (["office"], ["office"])


@given(ANYBODY, st.sampled_from(("oak", "elm")), st.sampled_from(TABLE), st.data())
def test_who_may_write_may_read(viewer, slug, row, data):
    """Whatever viewer and field, and with nothing in the worksheet; but guests of a room, who hand a note in."""
    parts = [data.draw(PARTS) if part.startswith("<") else part for part in row.field.split("/")]
    sheet, key = f"{slug}/{row.kind}", field_key(*parts)
    handed_in = (viewer.role, row.field) == ("guest", "note/<room>/<note>")
    if not access.is_closed(viewer, sheet, key):
        assert access.readable(viewer, sheet, {})(key) is not handed_in


@given(ANYBODY, SHEETS, KEYS)
def test_another_programs_worksheet_is_closed(viewer, sheet, key):
    """A viewer of a program reads and writes nothing outside it, nor where no program is named."""
    if viewer.role != "office" and viewer.program != sheet.rpartition("/")[0]:
        assert not access.readable(viewer, sheet, {})(key)
        assert access.is_closed(viewer, sheet, key)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.field)
def test_no_row_lets_anybody_write_what_they_cannot_read(row):
    """Whoever writes always reads, whatever the worksheet holds; but guests of a room, who hand notes in."""
    handed_in = {"guest"} if row.field == "note/<room>/<note>" else set()
    assert {who for who in row.write if row.read.get(who) != ""} == handed_in


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.field)
def test_every_condition_has_a_meaning(row):
    """A name in the table that no condition has would fail at the first visitor."""
    from mentorwidgets.access.conditions import READING, WRITING

    assert set(row.read.values()) <= {"", *READING}
    assert set(row.write.values()) <= {"", *WRITING}
    assert row.readers


def test_a_trainer_reads_nothing_of_pairs():
    """Facts of the program, and nobody's name."""
    trainer = VIEWERS["trainer"]
    assert not any(access.readable(trainer, "oak/pairing", {})(key) for key in EXPECTED)
    assert [access.may(trainer, deed, "oak") for deed in ("facts", "open:pairing", "people")] == [True, False, False]


@pytest.mark.parametrize("action", [action.name for action in ACTIONS])
def test_deeds_end_at_the_program(action):
    """Nobody but the office does anything elsewhere, or where no program is named."""
    others = [viewer for viewer in VIEWERS.values() if viewer.role != "office"]
    assert not any(access.may(viewer, action, program) for viewer in others for program in ("", "ash"))
    assert access.may(OFFICE, action, "ash")


def test_an_unknown_deed_is_the_offices():
    """A page that nobody gave rights is closed."""
    allowed = [name for name, viewer in VIEWERS.items() if access.may(viewer, "open:weather", "oak")]
    assert allowed == ["office"]


def test_the_words_depend_on_whose_page_it_is():
    """XC3: "You" is right on one's own page only."""
    key = "pair/ben/ana/Career"
    words = [access.readers("pairing", key, VIEWERS[name]) for name in ("ben", "coordinator")]
    assert words == ["You two and your coordinator", "These two and coordinators"]
    assert access.readers("oak/pairing", "note/ben/ana/Career") == "Only coordinators"
    assert access.readers("pairing", "weather") == "Only whoever runs this server"


def test_labels_name_every_field_of_a_worksheet():
    """The page finds the words by what a key looks like."""
    labels = access.labels("pairing", VIEWERS["ben"])
    assert set(labels) == {row.field for row in TABLE if row.kind == "pairing"}
    assert access.labels("weather", OFFICE) == {}


def test_the_table_reads_as_a_document():
    """Each row says who, in words."""
    assert (
        "pairing",
        "shortlist/<mentee>",
        "coordinator, mentee",
        "coordinator, mentee",
        "You and your coordinator",
    ) in access.table_rows()
    assert ("programs", "See the list of all programs", "nobody") in access.action_rows()


BOTH = Rights(
    (
        Row(kind="wishes", field="answer/<mentee>/<mentor>/<side>", read={"side": "", "other side": "both are ready"}, write={"side": ""}, readers="You, and both once you are ready"),
        Row(kind="wishes", field="ready/<mentee>/<mentor>/<side>", read={"side": "", "other side": ""}, write={"side": ""}, readers="You two", reveals=True),
        Row(kind="wishes", field="idea/<name>", read={"participant": "", "trainer": ""}, write={}, readers="Everybody"),
    ),
    (Action(name="open:wishes", roles=("mentor",), words="Look"),),
    reading={"both are ready": lambda sight: all(sight.fields.get(field_key("ready", sight.names["mentee"], sight.names["mentor"], side)) for side in ("mentee", "mentor"))},
)  # fmt: skip


def test_a_new_worksheet_needs_rows_and_a_condition_only():
    """One side's answer is the other's to read once both are ready."""
    ana, ben = VIEWERS["ana"], VIEWERS["ben"]
    ready = {"ready/ben/ana/mentee": True}
    key = "answer/ben/ana/mentee"
    assert BOTH.readable(ben, "oak/wishes", ready)(key)
    assert not BOTH.readable(ana, "oak/wishes", ready)(key)
    assert BOTH.readable(ana, "oak/wishes", {**ready, "ready/ben/ana/mentor": True})(key)


def test_one_side_never_writes_for_the_other():
    """Nor does somebody who merely writes the other side into a key."""
    keys = [f"answer/ben/ana/{side}" for side in ("mentee", "mentor", "both")]
    closed = {
        name: [BOTH.is_closed(VIEWERS[name], "oak/wishes", key) for key in keys] for name in ("ben", "ana", "eva")
    }
    assert closed == {"ben": [False, True, True], "ana": [True, False, True], "eva": [True, True, True]}


def test_participants_and_trainers_read_what_is_for_all():
    """Everybody of the program, and nobody else."""
    readers = {name for name, viewer in VIEWERS.items() if BOTH.readable(viewer, "oak/wishes", {})("idea/1")}
    assert readers == {"office", "trainer", "ana", "ivo", "ben", "eva", "a mentee without a name"}


def test_what_reveals_and_what_looks_is_known():
    """The server need not read a whole worksheet for each change."""
    assert BOTH.reveals("oak/wishes", "ready/ben/ana/mentee")
    assert not BOTH.reveals("wishes", "answer/ben/ana/mentee")
    assert (BOTH.looks("wishes"), access.looks("oak/pairing")) == (True, False)


def test_nobody_without_an_id_is_anyone():
    """An empty person never equals an empty part of a key."""
    nobody = Viewer(role="mentee", program="oak", person="")
    assert not access.readable(nobody, "oak/pairing", {})("shortlist/")
