"""Frames of a page's websocket, looked at before anybody believes a number in them.

Jupyter reads counts and places out of a frame as they stand, in the loop that serves everybody: eight bytes are enough
to keep it busy for good. So only the protocol that our pages speak is taken, and only frames that are what they say.
"""

from __future__ import annotations

import itertools
import json
import struct

PROTOCOL = "v1.kernel.websocket.jupyter.org"
MOST_BUFFERS = 100
LARGEST_HEADER = 10_000  # bytes
_CHANNELS = frozenset({b"shell", b"control", b"stdin"})
_FEWEST = 6  # places: of the channel, header, parent, metadata, content, and the end


def is_sound(frame: str | bytes) -> bool:
    """Whether a frame is a message of the protocol: its places lie in order within it, and its header is one.

    A frame is the number of places, the places (each 8 bytes, little-endian), the channel and the parts.
    """
    if isinstance(frame, str) or len(frame) < 8 * (1 + _FEWEST):
        return False
    (count,) = struct.unpack_from("<Q", frame)
    if not _FEWEST <= count <= _FEWEST + MOST_BUFFERS or len(frame) < 8 * (1 + count):
        return False
    places = struct.unpack_from(f"<{count}Q", frame, 8)
    if places[0] != 8 * (1 + count) or places[-1] != len(frame):
        return False
    if any(before > after for before, after in itertools.pairwise(places)):
        return False
    return frame[places[0] : places[1]] in _CHANNELS and _is_header(frame[places[1] : places[2]])


def _is_header(part: bytes) -> bool:
    if len(part) > LARGEST_HEADER:
        return False
    try:
        header = json.loads(part)
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and isinstance(header.get("msg_type"), str)
