"""Everybody who sits before a worksheet, and a county where each of its fields can be reached."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import TYPE_CHECKING

from guests import DAN, PEOPLE, SLUG, guest, invite, key_of, make_library

from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, Viewer
from mentorwidgets.workbook import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from served import Served
    from windows import Window

BEN, EVA = "ben/ana/career", "eva/ana/career"  # the second two have both said that they are ready to compare
TODAY = dt.datetime.now(dt.UTC).date()
_numbers = itertools.count(1)


@dataclasses.dataclass(frozen=True)
class Sitting:
    """Somebody at a worksheet.

    Args:
        who: one of the guests.
        page: the worksheet's stem.
        neighbour: who saves elsewhere meanwhile, in which kind, a key that nobody types into here, and two values for it.
        doors: what is opened to reach further fields, one way each: names of buttons, one behind the other. With a "?"
            before it, it may be open already.
        unsaved: what begins the names of fields that are no part of the worksheet: searches are not anyway.
        neighbour: who saves elsewhere, the worksheet's kind, a key that nobody types into here, and two values for it.
    """

    who: str
    page: str
    neighbour: tuple[str, str, str, tuple]
    doors: tuple[tuple[str, ...], ...] = ((),)
    unsaved: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.who} at {self.page}"


_FILTERS = ("Show only", "^career", "hybrid|in person|phone|video", "Sort by")
_PLAN = (
    "Begin with|First day|Time|Length|Whose clock|How often|Every how many|On these weekdays|It ends|How many|Last day|"
    "How you meet|Where|Protected hours|A meeting on|Trial|Read your|Mark a look|Let the last|Pair$|Your meetings with"
)
_SHORTLIST = ("coordinator", "pairing", "shortlist/eva", (["ana"], ["dan"]))
_ANSWERS = ({"answer": "a", "type": "paragraph"}, {"answer": "b", "type": "paragraph"})
_ANSWER = ("own mentor", "expectations", f"answer/{BEN}/mentor/hopes", _ANSWERS)
_THEMES = ({"theme": "Snow"}, {"theme": "Ice"})
_DAY = {"name": "Elsewhere", "first": "2029-01-01", "last": "2029-01-01", "kind": "closure"}
_CLOSED = ("coordinator", "cadence", "closures/elsewhere", (_DAY, None))
_ROOM = "0123456789abcdef"
_THEME = ("trainer", "session", f"theme/{_ROOM}/elsewhere0000001", ({"name": "Time"}, {"name": "Trust"}))

SITTINGS = (
    Sitting(
        "coordinator",
        "pairing",
        _SHORTLIST,
        doors=((), ("^Dan Osei", "^Choose for")),
        unsaved=(*_FILTERS, "Choosing for", "Show$", "Also propose"),
    ),
    Sitting("mentee", "pairing", _SHORTLIST, doors=((), ("^Mentors", "^Dan Osei")), unsaved=_FILTERS),
    Sitting("mentee", "expectations", _ANSWER, doors=(("?Show all on one page",),), unsaved=("Large print", "Paper")),
    Sitting("coordinator", "expectations", _ANSWER, unsaved=("Large print", "Paper", "Begin with")),
    Sitting(
        "mentee",
        "challenges",
        ("own mentor", "challenges", f"about/{BEN}/1row", _THEMES),
        doors=((), ("too …",), ("Paste a list",)),
        unsaved=("Your list",),
    ),
    Sitting("trainer", "challenges", ("coordinator", "challenges", "about/1row", _THEMES)),
    Sitting(
        "own mentor",
        "cadence",
        _CLOSED,
        doors=((), ("Agenda and notes",), ("^Move on",)),
        unsaved=(_PLAN, "Day", "New", "A small promise", "Who$", "Until"),
    ),
    Sitting(
        "coordinator",
        "cadence",
        _CLOSED,
        unsaved=(_PLAN, "Only those", "Name", "First", "Last", "Kind", "Country", "Region", "Whose times"),
    ),
    Sitting(
        "trainer",
        "trainer",
        _THEME,
        doors=(("?^Ask the room What do",), ("^Let people in",), ()),
        unsaved=("Step", "Write for", "Question", "Answers"),
    ),
    Sitting("somebody in the room", "room", _THEME, unsaved=("Your note",)),
    Sitting("coordinator", "roster", _SHORTLIST, unsaved=("Rows",)),
    Sitting("coordinator", "reference", _SHORTLIST),
)


@dataclasses.dataclass(frozen=True)
class Place:
    """A part of a page with fields: what was opened to get there, and which tab is chosen."""

    doors: tuple[str, ...]
    tab: int
    fields: tuple[dict, ...] = dataclasses.field(hash=False, compare=False, default=())

    def __str__(self) -> str:
        return " > ".join(["page", *self.doors, *([f"tab {self.tab + 1}"] if self.tab >= 0 else [])])


class Desk:
    """A sitting on a real server, reached through the network of the test."""

    def __init__(self, sitting: Sitting, served: Served, network) -> None:
        self.sitting, self._served, self.url = sitting, served, f"http://{network.host}/"
        self.kind = {"trainer": "session", "room": "session"}.get(sitting.page, sitting.page)
        self.folder = Folder(served.folder)

    def sit(self, window: Window) -> None:
        """Come in by a link of one's own, and open the worksheet."""
        window.go(f"{self.url}in#{key_of(self.folder, invite(self.folder, self.sitting.who))}")
        window.until(lambda: "/in" not in window.ask("() => location.pathname"), "the link lets them in")
        window.go(f"{self.url}programs/{SLUG}/{self.sitting.page}")
        window.settle()
        self.until_saved(window)

    def until_saved(self, window: Window) -> None:
        """Wait until the page says so."""
        window.until(lambda: window.see("state")["saved"] in ("saved", "none"), "all is saved")

    def reach(self, window: Window, place: Place) -> None:
        """Go to a part of the page."""
        window.reload()
        window.settle()
        self.until_saved(window)
        self._go_home(window)
        for door in place.doors:
            if door.startswith("?") and not window.see("door", door[1:]):
                continue
            self._find(window, door.lstrip("?"))
            window.press("Enter")
        if place.tab >= 0:
            window.see("choose", place.tab)
        window.see("unfold")

    def _go_home(self, window: Window) -> None:
        """A page that is loaded again has kept its dialog and its tab."""
        for _ in window.see("look")["dialogs"]:
            window.press("Escape")
        window.until(lambda: not window.see("look")["dialogs"], "dialogs close by Escape")
        if window.see("tabs"):
            window.see("choose", 0)

    def _find(self, window: Window, door: str) -> None:
        window.until(lambda: window.see("door", door), f"there is {door}")

    def places(self, window: Window) -> list[Place]:
        """All parts of the page, each with the fields that were nowhere before."""
        found, known = [], set()
        for doors in self.sitting.doors:
            tabs = [] if doors else window.see("tabs")
            for tab in range(len(tabs)) or [-1]:
                place = Place(doors, tab)
                self.reach(window, place)
                window.wait(0.2)  # whatever comes from Python is no field of its own
                fields = [one for one in window.see("fields") if self._is_new(one, known)]
                if fields:
                    found.append(dataclasses.replace(place, fields=tuple(fields)))
        return found

    def _is_new(self, field: dict, known: set) -> bool:
        name = (field["name"], field["kind"])
        is_new = name not in known and "shared computer" not in field["name"]
        known.add(name)
        return is_new

    def neighbour(self):
        """Somebody who saves something elsewhere in the same worksheet whenever they are asked to."""
        who, kind, key, values = self.sitting.neighbour
        visitor = guest(self._served, who)
        version, times = 0, itertools.count()

        def save() -> None:
            nonlocal version
            value = values[next(times) % 2]
            for _ in range(2):  # what was sent when the server was killed may have been saved after all
                wish = {"op": f"else-{next(_numbers):06d}", "worksheet": f"{SLUG}/{kind}", "key": key, "base": version}
                answer = visitor.post("/mentorwidgets/api/save", {"ops": [{**wish, "value": value}]})
                version = answer.data["answers"][0]["version"]
                if answer.data["answers"][0]["outcome"] == "saved":
                    return
            raise AssertionError(answer.text)

        return save


def make_county(path: Path) -> Folder:
    """Two pairs with a plan of meetings, a few challenges, and a question that is put to a room."""
    folder = make_library(path)
    began = str(TODAY - dt.timedelta(days=49))
    pair = {"status": "active", "mentee_yes": True, "mentor_yes": True}
    plan = {
        "start": began,
        "time": "15:00",
        "timezone": "Europe/London",
        "every": 2,
        "count": 13,
        "preset": "fortnightly",
    }
    fields = {
        "pairing": {f"pair/{BEN}": pair, f"pair/{EVA}": pair},
        "cadence": {f"rule/{one}": {**plan, "hours": 4.0, "trial_weeks": 12} for one in (BEN, EVA)},
        "expectations": {f"ready/{EVA}/{side}": True for side in ("mentee", "mentor")},
        "session": {f"room/{_ROOM}": {"question": "Why are you here?"}},
        "challenges": {
            f"{kind}/{scope}1row{rest}": value
            for scope in ("", f"{BEN}/")
            for kind, rest, value in (
                ("barrier", "", "My community is too far away"),
                ("place", "", 1),
                ("help", "/1help", "A bus"),
                ("activity", "/1help/1act", "Ask the county"),
            )
        },
    }
    fay = Person(id="fay", name="Fay Moreau", roles=("mentee",))
    with open_store(folder) as store:
        store.set_roster(SLUG, (*PEOPLE, DAN, fay), "Coordinator")
        for kind, values in fields.items():
            for key, value in values.items():
                op = f"before-{next(_numbers):06d}"
                wish = Operation(op=op, worksheet=f"{SLUG}/{kind}", key=key, value=value, base=0)
                answer = store.apply(wish, _whose(key))
                assert answer.outcome == "saved", (key, answer)
    return folder


def _whose(key: str) -> Viewer | str:
    """The office, or for what a pair keeps for itself the one of the two who may say it."""
    kind, *names = key.split("/")
    if kind == "ready":
        return Viewer(role=names[-1], program=SLUG, person={"mentee": names[0], "mentor": names[1]}[names[-1]], name="")
    is_sealed = BEN in key and kind not in ("pair", "rule")
    return Viewer(role="mentee", program=SLUG, person=names[0], name="") if is_sealed else "Coordinator"
