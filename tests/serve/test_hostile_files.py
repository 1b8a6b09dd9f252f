"""A file that would stop the server is one sentence on one page, and everybody else goes on."""

from __future__ import annotations

import itertools
import socket
import threading

import pytest
import spread
from served import SLUG, operation

PATH = f"/mentorwidgets/api/roster/{SLUG}"
_LONG = b"Name,Email,Role\nAna," + b"a" * 80_000 + b",mentor\n"


def _read(visitor, name: str, data: bytes):
    headers = {
        "X-XSRFToken": visitor.cookies.get("_xsrf", ""),
        "X-File-Name": name,
        "Content-Type": "application/octet-stream",
    }
    return visitor.ask("POST", f"{PATH}/read", data, headers)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("far.xlsx", spread.FAR["a prefix"]),
        ("shared.xlsx", spread.shared_often(1_000_000, 30_000)),
        ("rows.ods", spread.ods(spread.ods_row("Name") + spread.ods_row("Ana", rows=1_048_574))),
        ("wide.ods", spread.ods(spread.ods_row("Name", 16_000) + spread.ods_row("Ana", 16_000, 10_000))),
    ],
)
def test_a_file_that_kills_its_reader_is_one_sentence(visitor, name, data):
    """It names the file, and the next one is read."""
    visitor.get("/")
    answer = _read(visitor, name, data)
    assert (answer.status, answer.data["error"].partition(" ")[0]) == (422, name)
    assert answer.data["mend"]
    assert _read(visitor, "good.csv", b"Name,E-mail\nAna,ana@lib.example\n").status == 200


def test_others_are_answered_while_a_hostile_file_is_read(served_apart):
    """Their words are saved, one after the other, for as long as it takes."""
    server = served_apart()
    hostile, other = server.visitor(), server.visitor()
    hostile.get("/")
    is_over = threading.Event()

    def bring() -> None:
        _read(hostile, "shared.xlsx", spread.shared_often(1_000_000, 30_000))
        key = _read(hostile, "long.csv", _LONG)
        hostile.post(f"{PATH}/look", {"files": [{"key": key.data["key"]}]})
        is_over.set()

    thread = threading.Thread(target=bring)
    thread.start()
    saved = _saved_until(other, lambda _: is_over.is_set())
    thread.join()
    assert saved > 5


def test_others_save_while_strangers_stop_half_way(served_apart):
    """A hundred of them have sent all that a stranger may send but its end, and hold the line."""
    server = served_apart()
    other = server.visitor()
    host, port = server.host.split(":")
    lines = [socket.create_connection((host, int(port)), timeout=20) for _ in range(100)]
    for line in lines:
        head = f"POST /in HTTP/1.1\r\nHost: {server.host}\r\nContent-Length: 99000\r\n\r\n"
        line.sendall(head.encode() + b"x" * 90_000)
    assert _saved_until(other, lambda version: version == 10) == 10
    for line in lines:
        line.close()


def _saved_until(other, is_over) -> int:
    other.get("/")
    for version in itertools.count():
        wish = operation(version, "assign/ben", version % 2 == 0, version)
        (answer,) = other.post("/mentorwidgets/api/save", {"ops": [wish]}).data["answers"]
        assert answer["outcome"] == "saved"
        if is_over(version):
            return version
    raise AssertionError
