"""A file that would stop the server is one sentence on one page, and everybody else goes on."""

from __future__ import annotations

import itertools
import threading

import pytest
import spread
from served import SLUG

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
    """Their requests come back one after the other for as long as it takes."""
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
    answered = sum(
        1 for _ in itertools.takewhile(lambda _: not is_over.is_set(), iter(lambda: other.get("/").status, 500))
    )
    thread.join()
    assert answered > 5
