"""Which letters the bytes of a text file mean: byte order marks, strict UTF-8, UTF-16 by its zeros, then the old ones.

The old one-byte encodings cannot be told apart for certain, so each is tried and the most likely text wins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OLD = (
    ("cp1252", "Windows-1252", 0.0),
    ("mac_roman", "Mac Roman", -0.1),
    ("cp1250", "Windows-1250", -0.3),
    ("latin-1", "Latin-1", -0.2),
)
_HIGH = re.compile("(.?)([^\x00-\x7f])(?=(.?))", re.DOTALL)
_COMMON = frozenset("éèêëáàâäãåæçíìîïñóòôöõøúùûüýÿßœÉÈÀÁÂÄÅÇÍÑÓÖØÚÜ")
# how likely a sign is at the end of a word, and before a letter
_SIGNS = (
    dict.fromkeys("\u2019\u2018“”\u2013—", (1.0, 1.0))
    | dict.fromkeys("…•", (1.0, -0.5))
    | dict.fromkeys("€£", (0.8, -1.0))
)


def decode(data: bytes) -> tuple[str, str]:
    """Turn the bytes of a text file into text.

    Returns:
        the text and the name of its encoding, such as ``UTF-8`` or ``Windows-1252``. A character that cannot be read
        becomes ``U+FFFD``; never an error.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace").removeprefix("\ufeff"), name
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data, error.start):
            return data.decode("utf-8", "replace"), "UTF-8 (damaged)"
    return _old(data)


def _utf16(data: bytes) -> str:
    """Which UTF-16 it is when every second byte is often zero, or ``""``."""
    sample = data[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else ""


def _is_nearly_utf8(data: bytes, first_bad: int) -> bool:
    if first_bad >= len(data) - 3 and any(byte > 0x7F for byte in data[:first_bad]):
        return True
    text = data[:200_000].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    return good > 10 * bad


def _old(data: bytes) -> tuple[str, str]:
    sample = _around_high_bytes(data)
    scored = []
    for codec, name, start in _OLD:
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        scored.append((start + _score(text), codec, name))
    _, codec, name = max(scored)
    return data.decode(codec, "replace"), name


def _around_high_bytes(data: bytes, most: int = 2000) -> bytes:
    pieces = re.finditer(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?", data)
    return b" ".join(piece.group() for _, piece in zip(range(most), pieces, strict=False))


def _score(text: str) -> float:
    found = _HIGH.findall(text)
    return sum(_likely(before, char, after) for before, char, after in found) / max(1, len(found))


def _likely(before: str, char: str, after: str) -> float:
    if char in _SIGNS:
        good, bad = _SIGNS[char]
        return bad if after.isalpha() else good
    category = unicodedata.category(char)
    if category == "Ll":
        return 1.0 if char in _COMMON and (before.isalpha() or after.isalpha()) else 0.4
    if category == "Lu":
        if before.islower():
            return -1.0
        return 0.8 if char in _COMMON and (after.isalpha() or not after.strip()) else 0.2
    if category[0] in "SCN" and (before.isalpha() or after.isalpha()):
        return -1.0
    return 0.0
