"""Frames of a websocket: what a page sends passes, and no other bytes reach Jupyter's own readers."""

from __future__ import annotations

import asyncio
import itertools
import re
import struct

import pytest
import tornado.httpclient
import tornado.websocket
from frames import connect, framed, kind_of, packed
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from served import SLUG, operation

from mentorwidgets.serve.frames import LARGEST_HEADER, MOST_BUFFERS, is_sound

PAGE = f"/programs/{SLUG}/counter"
numbers = itertools.count(1)
GOOD = packed("comm_msg", {"comm_id": "1", "data": {}})
PARTS = (b"shell", b'{"msg_type":"comm_msg"}', b"{}", b"{}", b"{}")


def spoilt(at, number):
    """A good frame with another number at one of its places."""
    return GOOD[: 8 * at] + struct.pack("<Q", number) + GOOD[8 * (at + 1) :]


HOSTILE = {
    "eight bytes": struct.pack("<Q", 2**60),
    "a count and nothing": struct.pack("<Q", 2**31),
    "the older protocol": struct.pack("!i", 2**31 - 1) + b"x" * 20,
    "the older protocol in words": '{"channel": "shell", "header": {"msg_type": "comm_msg"}}',
    "nothing": b"",
    "short": b"1234567",
    "zeros": bytes(100),
    "ones": b"\xff" * 100,
    "a count too many": spoilt(0, 8),
    "a count too few": spoilt(0, 5),
    "a place behind the end": spoilt(6, len(GOOD) + 1),
    "a place before the end": spoilt(6, len(GOOD) - 1),
    "a first place inside of the places": spoilt(1, 8),
    "places out of order": spoilt(3, 2**40),
    "a negative place": spoilt(2, 2**64 - 1),
    "cut": GOOD[:-1],
    "longer": GOOD + b" ",
    "another channel": framed(b"iopub", *PARTS[1:]),
    "a long channel": framed(b"shell" * 100_000, *PARTS[1:]),
    "no header": framed(b"shell", b"", b"{}", b"{}", b"{}"),
    "a header that is no JSON": framed(b"shell", b"{", b"{}", b"{}", b"{}"),
    "a header that is a list": framed(b"shell", b"[]", b"{}", b"{}", b"{}"),
    "a header without kind": framed(b"shell", b"{}", b"{}", b"{}", b"{}"),
    "a kind that is no text": framed(b"shell", b'{"msg_type": []}', b"{}", b"{}", b"{}"),
    "a deep header": framed(b"shell", b"[" * LARGEST_HEADER, b"{}", b"{}", b"{}"),
    "a large header": framed(b"shell", b'{"msg_type": "' + b"x" * LARGEST_HEADER + b'"}', b"{}", b"{}", b"{}"),
    "a header in other letters": framed(b"shell", b"\xff\xfe{", b"{}", b"{}", b"{}"),
    "many buffers": framed(*PARTS, *[b""] * (MOST_BUFFERS + 1)),
    "too few parts": framed(*PARTS[:4]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_frames_are_told(name):
    """Each is found out before a number of it is used."""
    assert not is_sound(HOSTILE[name])


@given(st.sampled_from(("shell", "control", "stdin")), st.lists(st.binary(max_size=50), max_size=MOST_BUFFERS))
def test_frames_of_pages_pass(channel, buffers):
    """What Jupyter's own writer makes is sound, and Jupyter's reader gets the parts back."""
    parts = [*PARTS[1:], *buffers]
    frame = serialize_msg_to_ws_v1(parts, channel)
    assert is_sound(frame)
    assert deserialize_msg_from_ws_v1(frame) == (channel, parts)


@given(st.binary(max_size=400), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2**64 - 1)), max_size=3))
def test_whatever_passes_is_read_within_its_length(rest, changes):
    """Frames with random numbers at random places: what is sound is what Jupyter's reader can read."""
    frame = bytearray(GOOD + rest)
    for place, number in changes:
        frame[8 * place : 8 * place + 8] = struct.pack("<Q", number)
    if is_sound(bytes(frame)):
        _channel, parts = deserialize_msg_from_ws_v1(bytes(frame))
        assert sum(map(len, parts)) < len(frame)


def test_one_visitor_s_frames_hold_nobody_up(served_apart):
    """Each hostile frame ends its own connection; another person saves before and after, and the kernel lives on."""
    served = served_apart()
    attacker, other = served.visitor(), served.visitor()
    kernel = re.search('data-kernel="([0-9a-f-]{36})"', attacker.get(PAGE).text).group(1)
    other.get("/")

    async def attack():
        for version, frame in enumerate(HOSTILE.values()):
            socket = await connect(attacker, kernel)
            await socket.write_message(frame, binary=isinstance(frame, bytes))
            while await asyncio.wait_for(socket.read_message(), 20) is not None:
                pass
            assert socket.close_code == 1007
            socket.close()
            op = operation(next(numbers), "assign/ben", version % 2 == 0, version)
            answer = await asyncio.to_thread(other.post, "/mentorwidgets/api/save", {"ops": [op]})
            assert [one["outcome"] for one in answer.data["answers"]] == ["saved"]
        socket = await connect(attacker, kernel)
        await socket.write_message(packed("kernel_info_request", {}), binary=True)
        while kind_of(await asyncio.wait_for(socket.read_message(), 20)) != "kernel_info_reply":
            pass
        socket.close()
        while await socket.read_message() is not None:
            pass

    asyncio.run(attack())


def test_the_older_protocol_is_not_spoken(served_apart):
    """A page that offers none, or another, is refused."""
    served = served_apart()
    visitor = served.visitor()
    kernel = re.search('data-kernel="([0-9a-f-]{36})"', visitor.get(PAGE).text).group(1)
    address = f"ws://{visitor.host}/api/kernels/{kernel}/channels?session_id=s"
    request = tornado.httpclient.HTTPRequest(address, headers=visitor.cookie_header())
    for offered in (None, ["v0", "chat"]):
        with pytest.raises(tornado.httpclient.HTTPClientError) as caught:
            asyncio.run(_open(request, offered))
        assert caught.value.code == 400


async def _open(request, offered):
    return await tornado.websocket.websocket_connect(request, subprotocols=offered)
