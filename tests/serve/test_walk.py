"""Everybody who may come, at every address, with every method, message and field."""

from __future__ import annotations

import asyncio
import itertools
import json
import re

import pytest
from frames import connect, kind_of, packed
from guests import GUESTS, NOTE, PAIR, guest, make_library, revoked, status
from ipykernel.ipkernel import IPythonKernel
from served import SLUG, operation

from mentorwidgets import access
from mentorwidgets.folder import Folder
from mentorwidgets.model import Viewer
from mentorwidgets.serve.frames import PROTOCOL
from mentorwidgets.serve.gate import ANYONE, SIGNED_IN
from mentorwidgets.serve.kernels import COMMS_ONLY
from mentorwidgets.serve.marks import mark_of
from mentorwidgets.serve.routes import routes

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WHO = ("nobody", "revoked", *GUESTS, "office")
IN = {*WHO} - {"nobody", "revoked"}
STAFF = {"coordinator", "office"}
FOLK = {"other mentor", "own mentor", "mentee"}
PAIRS = {"other mentor", "own mentor", "mentee", *STAFF}
NAMED = IN - {"somebody in the room"}
OURS = NAMED - {"coordinator of another program"}
API = "/mentorwidgets/api/"
P = f"/programs/{SLUG}"
NONE = "00000000-0000-0000-0000-000000000000"
numbers = itertools.count(1)

GUESS = (401, 429)  # a wrong key; and after some of them, all have to wait

# handler -> an address of it, and method -> who is answered with what. Everybody else hears that nothing is there, and
# whoever is not signed in is asked to do so.
WALK = {
    "Landing": ("/", {"GET": {"office": 200, **dict.fromkeys(IN - {"office"}, 303)}}),
    "Here": ("/here", {"GET": dict.fromkeys(IN, 204)}),
    "Themes": ("/themes", {"GET": {"office": 200}}),
    "SignIn": ("/login", {"GET": dict.fromkeys(WHO, 200), "POST": dict.fromkeys(WHO, GUESS)}),
    "In": ("/in", {"GET": dict.fromkeys(WHO, 200), "POST": dict.fromkeys(WHO, GUESS)}),
    "SignOut": ("/logout", {"POST": dict.fromkeys(IN, 303)}),
    "WithSlash": (P, {"GET": dict.fromkeys(OURS, 303)}),
    "ProgramPage": (f"{P}/", {"GET": dict.fromkeys(OURS, 200)}),
    "Worksheet": (f"{P}/pairing", {"GET": dict.fromkeys(PAIRS, 200)}),
    "Links": (f"{P}/links", {"GET": dict.fromkeys(STAFF, 200), "POST": dict.fromkeys(STAFF, 400)}),
    "History": (f"{P}/history", {"GET": dict.fromkeys(STAFF, 200), "POST": dict.fromkeys(STAFF, 400)}),
    "Held": (f"{P}/held.json?person={{ben}}", {"GET": dict.fromkeys(STAFF, 200)}),
    "Address": ("/calendar", dict.fromkeys(("GET", "POST"), dict.fromkeys(IN, 200))),
    "Calendar": ("/calendar/x.ics", {"GET": dict.fromkeys(WHO, (404, 429))}),
    "Mine": ("/mine", {"GET": dict.fromkeys(NAMED, 200)}),
    "MineFile": ("/mine/held.json", {"GET": {**dict.fromkeys(NAMED, 200), "office": 303}}),
    "OwnWord": ("/word", {"GET": dict.fromkeys(FOLK, 200), "POST": dict.fromkeys(FOLK, 400)}),
    "Told": ("/told", {"POST": dict.fromkeys(IN, 400)}),
    "RoomPage": (f"{P}/room", {"GET": {"somebody in the room": 200, "office": 303}}),
    "RoomModule": ("/mentorwidgets/room.js", {"GET": dict.fromkeys(IN, 200)}),
    "RoomDoor": (f"{API}room/{SLUG}", {"POST": dict.fromkeys({"trainer", *STAFF}, 400)}),
    "AssetFile": ("/mentorwidgets/static/none.js", {"GET": dict.fromkeys(IN, 404)}),
    "Save": (f"{API}save", {"POST": dict.fromkeys(IN, 400)}),
    "Read": (f"{API}worksheet/{SLUG}/pairing", {"GET": dict.fromkeys(PAIRS, 200)}),
    "Events": (f"{API}events?worksheet={SLUG}/pairing", {"GET": dict.fromkeys(PAIRS, 200)}),
    "Import": (f"{API}roster/{SLUG}/plan", {"POST": dict.fromkeys(STAFF, 400)}),
    "KernelState": ("/api/kernels/{kernel}", {"GET": {"mentee": 200}, "DELETE": {"mentee": 204}}),
    "KernelSocket": ("/api/kernels/{kernel}/channels", {"GET": {"mentee": 101}}),
    "Shutdown": ("/voila/api/shutdown/{kernel}", {"POST": {"mentee": 204}}),
    "StockFile": ("/voila/static/voila.js", dict.fromkeys(("GET", "HEAD"), dict.fromkeys(IN, 200))),
    "ExtensionFile": (
        "/voila/labextensions/anywidget/package.json", dict.fromkeys(("GET", "HEAD"), dict.fromkeys(IN, 200)),
    ),
    "Missing": ("/nothing", {}),
}  # fmt: skip
DEEDS = {"SignOut": "POST", "Shutdown": "POST", "KernelState": "DELETE"}  # they end what the others need: tried apart
MESSAGES = {  # type of message -> whether it reaches a kernel
    "comm_open": True, "comm_msg": True, "comm_close": True, "comm_info_request": True, "kernel_info_request": True,
    "execute_request": False, "complete_request": False, "inspect_request": False, "history_request": False,
    "connect_request": False, "shutdown_request": False, "is_complete_request": False, "interrupt_request": False,
    "debug_request": False, "usage_request": False, "create_subshell_request": False,
    "delete_subshell_request": False, "list_subshell_request": False, "input_reply": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def walked(serve_folder, tmp_path_factory):
    """A server with everybody on it."""
    return serve_folder(make_library(tmp_path_factory.mktemp("walk") / "library").path)


@pytest.fixture(scope="module")
def visitors(walked):
    """Everybody who may come, and one pair with a note."""
    found = {who: guest(walked, who) for who in GUESTS}
    found |= {"office": walked.visitor(), "nobody": walked.visitor(signed_in=False), "revoked": revoked(walked)}
    for visitor in found.values():
        visitor.get("/login")
    pair = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    ops = [operation(next(numbers), PAIR, pair), operation(next(numbers), PAIR.replace("pair", "note"), NOTE)]
    answers = found["office"].post(f"{API}save", {"ops": ops}).data["answers"]
    assert [answer["outcome"] for answer in answers] == ["saved", "saved"], answers
    return found


@pytest.fixture(scope="module")
def kernel(visitors):
    """The mentee's kernel."""
    return re.search('data-kernel="([0-9a-f-]{36})"', visitors["mentee"].get(f"{P}/pairing").text).group(1)


def test_every_route_is_walked():
    """A new address cannot come without being walked here, nor without a right that somebody decided on."""
    mounted = routes("/", [], [])
    assert sorted([*(route.handler.__name__ for route in mounted), "Missing"]) == sorted(WALK)
    known = {ANYONE, SIGNED_IN, "open:{1}", *(action.name for action in access.ACTIONS)}
    assert {route.right for route in mounted} <= known


def expected(name, method, who):
    """The status that somebody gets: one number, or several that may be."""
    answers = WALK[name][1]
    if who in answers.get(method, {}):
        return answers[method][who]
    if who not in IN and name not in {"SignIn", "In", "Calendar"}:
        return 401
    reached = any(who in some for some in answers.values())
    looks_itself = name == "Events" and method != "GET"
    return 405 if reached or looks_itself else 404


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", WALK)
def test_walk(walked, visitors, kernel, name, who):
    """Each method of each address answers whom it should, and nobody else, not even with a hint that it is there."""
    ben = mark_of(Folder(walked.folder).secret("links"), SLUG, "ben")
    address = WALK[name][0].format(kernel=kernel, ben=ben)
    tried = [method for method in METHODS if DEEDS.get(name) != method]
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "a" * 22 + "==",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": PROTOCOL,
    }
    extra = upgrade if name == "KernelSocket" else {}
    found = {
        method: status(visitors[who], method, address, "do=" if method == "POST" else "", **extra) for method in tried
    }
    wanted = {method: expected(name, method, who) for method in tried}
    assert [method for method in tried if found[method] not in _several(wanted[method])] == [], (found, wanted)


def _several(wanted):
    return wanted if isinstance(wanted, tuple) else (wanted,)


def test_every_message_is_known():
    """A new kind of message of the kernel cannot come without being listed here; what passes is what the list says."""
    kinds = {
        *IPythonKernel.msg_types,
        *IPythonKernel.control_msg_types,
        "comm_open",
        "comm_msg",
        "comm_close",
        "input_reply",
    }
    assert kinds == {*MESSAGES}
    assert {kind for kind, passes in MESSAGES.items() if passes} == {*COMMS_ONLY}


def test_messages(visitors, kernel):
    """The owner of a kernel can send it what belongs to widgets; nothing else is even answered."""
    kinds = [*(kind for kind, passes in MESSAGES.items() if not passes), "kernel_info_request", "comm_info_request"]
    heard = asyncio.run(_send(visitors["mentee"], kernel, kinds, until="comm_info_reply"))
    assert {kind for kind in heard if kind.endswith("_reply")} == {"kernel_info_reply", "comm_info_reply"}


CONTENT = {"code": "1/0", "silent": False, "restart": False}


async def _send(visitor, kernel, kinds, until):
    socket = await connect(visitor, kernel)
    for kind, channel in itertools.product(kinds, ("control", "shell")):
        if not (kind.startswith("comm_info") and channel == "control"):
            await socket.write_message(packed(kind, CONTENT, channel=channel, msg_id=f"{kind}-{channel}"), binary=True)
    heard = []
    while until not in heard:
        heard.append(kind_of(await asyncio.wait_for(socket.read_message(), 10)))
    socket.close()
    while await socket.read_message() is not None:
        pass
    return heard


@pytest.mark.parametrize("who", sorted(PAIRS))
def test_reading(visitors, who):
    """A worksheet, its page and its news hold nothing but the fields that the table gives to whoever asks."""
    visitor, fields = visitors[who], {PAIR: {}, PAIR.replace("pair", "note"): NOTE}
    may_read = access.readable(viewer(who), f"{SLUG}/pairing", fields)
    state = visitor.get(f"{API}worksheet/{SLUG}/pairing").data["fields"]
    assert {*state} & {*fields} == {key for key in fields if may_read(key)}
    assert (NOTE in visitor.get(f"{P}/pairing").text + json.dumps(state)) == (who in STAFF)


def viewer(who):
    if who == "office":
        return Viewer(role="office")
    program, role, person = GUESTS[who]
    return Viewer(role=role, program=program, person=person)


@pytest.mark.parametrize(("name", "method"), sorted(DEEDS.items()))
def test_deeds_of_others(visitors, kernel, name, method):
    """Nobody but its owner ends a kernel; signing out ends nobody else's session."""
    address = WALK[name][0].format(kernel=kernel)
    others = (
        [who for who in WHO if who not in {"mentee", "office"}]
        if name != "SignOut"
        else ["nobody", "revoked", "trainer"]
    )
    wanted = {who: 303 if (name, who) == ("SignOut", "trainer") else (404 if who in IN else 401) for who in others}
    assert {who: status(visitors[who], method, address) for who in others} == wanted
    assert visitors["mentee"].get(f"/api/kernels/{kernel}").status == 200
