"""Speaks to a kernel as a page does: opens its websocket, packs and unpacks frames of the one protocol."""

from __future__ import annotations

import json
import struct

import tornado.websocket
from tornado.httpclient import HTTPRequest

from mentorwidgets.serve.frames import PROTOCOL

HEADER = {"msg_id": "1", "session": "s", "username": "", "version": "5.3", "date": "2026-01-01T00:00:00Z"}


def connect(visitor, kernel, heard=None, **headers):
    """Open a kernel's websocket as the visitor; ``heard`` is told each frame, and None at the end."""
    address = f"ws://{visitor.host}/api/kernels/{kernel}/channels?session_id=s"
    request = HTTPRequest(address, headers={**visitor.cookie_header(), **headers})
    return tornado.websocket.websocket_connect(request, on_message_callback=heard, subprotocols=[PROTOCOL])


def packed(kind, content, *, channel="shell", metadata=None, **header):
    """A message as a frame."""
    parts = [
        json.dumps(part).encode() for part in ({**HEADER, **header, "msg_type": kind}, {}, metadata or {}, content)
    ]
    return framed(channel.encode(), *parts)


def framed(*parts):
    """Parts as a frame: the channel, header, parent, metadata, content, buffers."""
    places = [8 * (2 + len(parts))]
    for part in parts:
        places.append(places[-1] + len(part))
    return struct.pack(f"<{1 + len(places)}Q", len(places), *places) + b"".join(parts)


def kind_of(frame):
    """The kind of a message."""
    count, first, second, third = struct.unpack_from("<4Q", frame)
    del count, first
    return json.loads(frame[second:third])["msg_type"]
