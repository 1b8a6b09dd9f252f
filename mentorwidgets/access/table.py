"""The table of rights: {who somebody is} x {worksheet, field, deed}. Data only; `rights` reads it.

A new worksheet adds its rows here, and the conditions that they name to `conditions`. The engine stays as it is.

Who somebody is, seen from a field: the ``coordinator`` or ``trainer`` of its program, a ``participant`` (any mentor or
mentee of the program), a ``guest`` in the room of a group session, and by the person ids in its key the ``mentee``, the
``mentor`` or the ``person`` it names.
Where a key has a ``<side>`` (``mentee`` or ``mentor``), that one is the ``side`` and the partner the ``other side``.
The office stands in no row: it may do everything but read and write what a pair keeps for itself (``sealed``). What
stands in no row, nobody else may do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

ALWAYS = ""
"""The condition that always holds."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The rights on one kind of field.

    Args:
        kind: of the worksheet, the second part of its name.
        field: what its key looks like: words that stand as they are, and ``<names>`` for the parts that differ.
        read: who -> the condition under which they read it; see `conditions.READING`.
        write: who -> the condition under which they write it; see `conditions.WRITING`. Who writes also reads, but
            for guests of a room, who hand something in.
        readers: the words that say who can read it, on the page of those whom it is about.
        told: the same on the page of somebody who runs the program; the same words when left out.
        reveals: whether a change of it changes what somebody may read of other fields.
        sealed: what is closed to the office, too: ``writing`` what only its own side says, or ``both``, reading as
            well, where a pair keeps it for itself. Whoever has a word of their own gives it first, in a new browser.
    """

    kind: str
    field: str
    read: Mapping[str, str]
    write: Mapping[str, str]
    readers: str
    told: str = ""
    reveals: bool = False
    sealed: Literal["", "writing", "both"] = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Who may do a deed that is no change of a field.

    Args:
        name: such as ``invite``, or ``open:<stem>`` for a worksheet's page.
        roles: roles of the program in which it is done; the office always may.
        words: what it means, for the documentation.
    """

    name: str
    roles: tuple[str, ...]
    words: str


_COORDINATOR = {"coordinator": ALWAYS}
_THEIRS = {"coordinator": ALWAYS, "mentee": ALWAYS}
_YOU, _ONE = "You and your coordinator", "This person and coordinators"
_STAFF_AND_PAIR = {"coordinator": ALWAYS, "mentee": ALWAYS, "mentor": ALWAYS, "side": ALWAYS}
_BOTH = {"mentee": ALWAYS, "mentor": ALWAYS}
_SIDES = {"side": ALWAYS, "other side": "both are ready"}
_APART = "Only you two. Until you are both ready, only you"
_RUN_ROOMS = {"coordinator": ALWAYS, "trainer": ALWAYS}
_ROOM = "Everybody in the room"
_CHALLENGE = ("barrier/{}<row>", "place/{}<row>", "place/{}<row>/<help>", "place/{}<row>/<help>/<activity>",
              "about/{}<row>", "help/{}<row>/<help>",
              "activity/{}<row>/<help>/<activity>", "plan/{}<row>/<help>/<activity>")  # fmt: skip

TABLE: tuple[Row, ...] = (
    Row(
        kind="pairing",
        field="pair/<mentee>/<mentor>/<purpose>",
        read={"coordinator": ALWAYS, "mentee": ALWAYS, "mentor": ALWAYS},
        write={"coordinator": ALWAYS, "mentee": "own part in the pair", "mentor": "own part in the pair"},
        readers="You two and your coordinator",
        told="These two and coordinators",
    ),
    Row(
        kind="pairing",
        field="note/<mentee>/<mentor>/<purpose>",
        read=_COORDINATOR,
        write=_COORDINATOR,
        readers="Only coordinators",
    ),
    Row(kind="pairing", field="shortlist/<mentee>", read=_THEIRS, write=_THEIRS, readers=_YOU, told=_ONE),
    Row(kind="pairing", field="offer/<mentee>", read=_THEIRS, write=_THEIRS, readers=_YOU, told=_ONE),
    Row(kind="pairing", field="assign/<mentee>", read=_THEIRS, write=_THEIRS, readers=_YOU, told=_ONE),
    Row(kind="pairing", field="meant/<column>", read=_COORDINATOR, write=_COORDINATOR, readers="Only coordinators"),
    Row(
        kind="pairing",
        field="meant/<person>/<words>",
        read=_COORDINATOR,
        write=_COORDINATOR,
        readers="Only coordinators",
    ),
    Row(kind="pairing", field="draft/<name>", read=_COORDINATOR, write=_COORDINATOR, readers="Only coordinators"),
    Row(
        kind="expectations",
        field="form",
        read={**_RUN_ROOMS, "participant": ALWAYS},
        write=_COORDINATOR,
        readers="Everyone in your program",
    ),
    Row(
        kind="expectations",
        field="answer/<mentee>/<mentor>/<purpose>/<side>/<question>",
        read=_SIDES,
        write={"side": ALWAYS},
        readers=_APART,
        told="Only these two",
        sealed="both",
    ),
    Row(
        kind="expectations",
        field="told/<mentee>/<mentor>/<purpose>/<side>/<question>",
        read={**_SIDES, "coordinator": ALWAYS},
        write={"side": ALWAYS},
        readers="You, your coordinator and, once you are both ready, your pair",
        told="These two and coordinators",
        sealed="writing",
    ),
    Row(
        kind="expectations",
        field="ready/<mentee>/<mentor>/<purpose>/<side>",
        read=_STAFF_AND_PAIR,
        write={"side": ALWAYS},
        readers="You two and your coordinator",
        told="These two and coordinators",
        reveals=True,
        sealed="writing",
    ),
    Row(
        kind="expectations",
        field="agreed/<mentee>/<mentor>/<purpose>/<question>",
        read=_BOTH,
        write=_BOTH,
        readers="Only you two",
        told="Only these two",
        sealed="both",
    ),
    Row(
        kind="expectations",
        field="yes/<mentee>/<mentor>/<purpose>/<side>",
        read=_STAFF_AND_PAIR,
        write={"side": ALWAYS},
        readers="You two and your coordinator",
        told="These two and coordinators",
        sealed="writing",
    ),
    Row(
        kind="expectations",
        field="past/<mentee>/<mentor>/<purpose>/<number>/<question>",
        read=_BOTH,
        write=_BOTH,
        readers="Only you two",
        told="Only these two",
        sealed="both",
    ),
    Row(
        kind="cadence",
        field="rule/<mentee>/<mentor>/<purpose>",
        read=_STAFF_AND_PAIR,
        write=_STAFF_AND_PAIR,
        readers="You two and your coordinator",
        told="These two and coordinators",
    ),
    Row(
        kind="cadence",
        field="meeting/<mentee>/<mentor>/<purpose>/<meeting>",
        read=_STAFF_AND_PAIR,
        write=_STAFF_AND_PAIR,
        readers="You two and your coordinator",
        told="These two and coordinators",
    ),
    Row(
        kind="cadence",
        field="talk/<mentee>/<mentor>/<purpose>/<meeting>",
        read=_BOTH,
        write=_BOTH,
        readers="Only you two",
        told="Only these two",
        sealed="both",
    ),
    Row(
        kind="cadence",
        field="note/<mentee>/<mentor>/<purpose>/<meeting>/<side>",
        read={"side": ALWAYS},
        write={"side": ALWAYS},
        readers="Only you",
        told="Only the one who wrote it",
        sealed="both",
    ),
    Row(
        kind="cadence",
        field="hours/<mentee>/<mentor>/<purpose>/<side>",
        read=_STAFF_AND_PAIR,
        write={"side": ALWAYS, "coordinator": ALWAYS},
        readers="You two and your coordinator",
        told="These two and coordinators",
    ),
    Row(
        kind="cadence",
        field="busy/<mentee>/<mentor>/<purpose>/<side>",
        read={**_BOTH, "side": ALWAYS},
        write={"side": ALWAYS},
        readers="Only you two",
        told="Only these two",
        sealed="both",
    ),
    Row(
        kind="cadence",
        field="posted/<mentor>/<time>",
        read={"coordinator": ALWAYS, "participant": ALWAYS},
        write={"coordinator": ALWAYS, "participant": ALWAYS},
        readers="Everyone in your program",
    ),
    Row(
        kind="cadence",
        field="closures/<name>",
        read={"coordinator": ALWAYS, "participant": ALWAYS},
        write=_COORDINATOR,
        readers="Everyone in your program",
    ),
    Row(
        kind="session",
        field="room/<room>",
        read={**_RUN_ROOMS, "guest": "is asked now"},
        write=_RUN_ROOMS,
        readers=_ROOM,
        reveals=True,
    ),
    Row(
        kind="session",
        field="note/<room>/<note>",
        read={**_RUN_ROOMS, "guest": "is shown to the room"},
        write={**_RUN_ROOMS, "guest": "own note, not shown yet"},
        readers="Whoever leads this session and, once they show it, everybody in the room. Nobody reads a name",
    ),
    Row(
        kind="session",
        field="theme/<room>/<theme>",
        read={**_RUN_ROOMS, "guest": "is shown to the room"},
        write=_RUN_ROOMS,
        readers=_ROOM,
    ),
    Row(
        kind="session",
        field="sorted/<room>/<note>",
        read={**_RUN_ROOMS, "guest": "is shown to the room"},
        write=_RUN_ROOMS,
        readers=_ROOM,
    ),
    *(
        Row(
            kind="challenges",
            field=field.format(""),
            read=_RUN_ROOMS,
            write=_RUN_ROOMS,
            readers="Coordinators and trainers of your program",
        )
        for field in _CHALLENGE
    ),
    *(
        Row(
            kind="challenges",
            field=field.format("<mentee>/<mentor>/<purpose>/"),
            read=_BOTH,
            write=_BOTH,
            readers="Only you two. Your coordinator sees counts",
            told="Only these two",
            sealed="both",
        )
        for field in _CHALLENGE
    ),
    Row(
        kind="challenges",
        field="card/<card>",
        read={**_RUN_ROOMS, "participant": ALWAYS, **_BOTH},
        write=_RUN_ROOMS,
        readers="Everyone in your program",
    ),
)
"""Every kind of field, and who reads and writes it."""

_STAFF = ("coordinator",)
_PAIRS = ("coordinator", "mentor", "mentee")
_ALL = ("coordinator", "trainer", "mentor", "mentee")

ACTIONS: tuple[Action, ...] = (
    Action(name="programs", roles=(), words="See the list of all programs"),
    Action(name="program", roles=_ALL, words="Open the page of the program"),
    Action(name="facts", roles=("coordinator", "trainer"), words="Read counts of the program, without names"),
    Action(name="held", roles=_ALL, words="Read what is held about oneself"),
    Action(name="people", roles=_STAFF, words="Bring in and correct the roster"),
    Action(name="invite", roles=_STAFF, words="Make and take back personal links"),
    Action(name="history", roles=_STAFF, words="Read who read and changed what"),
    Action(name="export", roles=_STAFF, words="Take the program's data away"),
    Action(name="settings", roles=_STAFF, words="Change the program's settings"),
    Action(name="room", roles=("guest",), words="Answer questions of a group session, without a name"),
    Action(name="room link", roles=("coordinator", "trainer"), words="Open a group session to the people in a room"),
    Action(name="open:session", roles=("coordinator", "trainer", "guest"), words="Take part in a group session"),
    Action(name="open:trainer", roles=("coordinator", "trainer"), words="Open the trainer's page"),
    Action(name="open:reference", roles=_ALL, words="Read the reference"),
    Action(name="open:roster", roles=_STAFF, words="Open the roster's page"),
    Action(name="open:pairing", roles=_PAIRS, words="Open the pairing page"),
    Action(name="open:challenges", roles=_ALL, words="Open the challenges page"),
    Action(name="open:expectations", roles=_PAIRS, words="Open the expectations page"),
    Action(name="open:cadence", roles=_PAIRS, words="Open the page of meetings"),
)
"""Every deed, and who may do it in their own program."""
