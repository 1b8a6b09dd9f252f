"""The server's log."""

from __future__ import annotations

import calendar
import logging
import re
import sys
from pathlib import Path

import pytest
from guests import come_and_go

from mentorwidgets.serve.logs import _NAMES, Veil, door_log, log_file, open_log


def line(message, error=None):
    record = logging.LogRecord("x", logging.INFO, "f", 1, message, (), error)
    return Veil("%(message)s").format(record)


@pytest.mark.parametrize(
    "message",
    [
        "GET /?token=SECRET 200",
        "Cookie: mentorwidgets-0123abcd=SECRET; a=b",
        "_xsrf=SECRET&a=1",
        "'token=SECRET'",
        "Referer: http://x/?a=b&token=SECRET",
        "connecting to postgresql+psycopg://ana:SECRET@db.example/name failed",
        "connecting to postgresql://ana@db.example/name?password=SECRET failed",
    ],
)
def test_veil(message):
    """Tokens and cookies are blotted out; the rest of the line stays."""
    found = line(message)
    assert "SECRET" not in found
    assert found.replace("...", "SECRET") == message


def test_veil_in_tracebacks():
    """In tracebacks too."""
    try:
        int("token=SECRET")
    except ValueError:
        found = line("broken", sys.exc_info())
    assert "ValueError" in found
    assert "SECRET" not in found


def test_long_address(served, visitor, eventually):
    """A long address is cut in the log: nobody can push everything else out of it."""
    visitor.get("/" + "q" * 5000)
    eventually(lambda: "q" * 100 in served.log())
    assert "q" * 300 not in served.log()


def test_each_server_has_a_log_of_its_own(tmp_path):
    """Two servers of one folder do not tear each other's log apart; when one has ended, its place is free."""
    first, second = log_file(tmp_path), log_file(tmp_path)
    assert [Path(log.baseFilename).name for log in (first, second)] == ["server.log", "server-2.log"]
    first.close()
    again = log_file(tmp_path)
    assert Path(again.baseFilename).name == "server.log"
    second.close()
    again.close()


def test_old_logs_are_private(tmp_path):
    """A log that grew too long is put away, and the new one is readable by our user alone, too."""
    log = log_file(tmp_path)
    log.doRollover()
    log.close()
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert (tmp_path / "server.log.1").exists()


def test_times_are_utc():
    """Every line says when, in the one time that needs no zone."""
    record = logging.makeLogRecord({"msg": "x", "created": 0.0, "msecs": 7.0})
    assert Veil("%(asctime)s %(message)s").format(record) == "1970-01-01T00:00:00.007Z x"


def test_one_event_is_one_line():
    """What looks like a line of ours within an address is no line."""
    found = line("GET /a\n2026-01-01T00:00:00.000Z WARNING all is well\r\x1b[31m\u2028x")
    assert len(found.splitlines()) == 1
    assert "\x1b" not in found


def test_who(visitor, served, eventually):
    """A line says who asked, by letters that also stand in the history and open nothing; of strangers it says nothing."""
    visitor.get("/who-asks")
    served.visitor(signed_in=False).get("/who-asks")
    asked = eventually(lambda: re.findall(r"127\.0\.0\.1 (\S+) GET /who-asks", served.log())[1:] and served.log())
    first, second = re.findall(r"127\.0\.0\.1 (\S+) GET /who-asks", asked)
    assert (len(first), second) == (6, "-")
    assert first in "".join(visitor.cookies.values())


@pytest.fixture
def loggers():
    """Python's loggers, put back afterwards as they were."""
    names = (*_NAMES, "mentorwidgets.jupyter", door_log.name)
    before = [(one, one.handlers, one.level, one.propagate) for one in map(logging.getLogger, names)]
    yield
    for one, one.handlers, level, one.propagate in before:
        one.setLevel(level)


def test_who_came_in_is_kept_for_a_year(tmp_path, loggers):
    """What pages write pushes nothing out; a file for each month, ours alone, and after a year it goes."""
    log = open_log(tmp_path)
    try:
        for month in range(20):
            door_log.handle(record(f"came in {month}", 2025 + month // 12, month % 12 + 1))
        for number in range(30_000):
            logging.getLogger("mentorwidgets.serve").info("read %s", "x" * 200 + str(number))
    finally:
        log.close()
    kept = sorted((tmp_path / "security").iterdir())
    assert [file.name for file in kept] == [
        *(f"2025-{n:02}.log" for n in range(8, 13)),
        *(f"2026-{n:02}.log" for n in range(1, 9)),
    ]
    assert {file.stat().st_mode & 0o777 for file in kept} == {0o600}
    assert (tmp_path / "security").stat().st_mode & 0o777 == 0o700
    text = "".join(file.read_text() for file in kept)
    assert (text.count("came in"), text.count("read")) == (13, 0)
    assert "came in" not in "".join(path.read_text() for path in tmp_path.glob("server.log*"))


def record(words: str, year: int, month: int) -> logging.LogRecord:
    """A line of the middle of that month."""
    at = calendar.timegm((year, month, 15, 0, 0, 0))
    return logging.makeLogRecord(
        {"msg": words, "name": door_log.name, "levelno": logging.INFO, "created": at, "msecs": 0}
    )


def test_every_door_writes_there(served_apart, eventually):
    """Who came in, a wrong key, who left: each is in the log of a year, and no page that was read."""
    served = served_apart()
    come_and_go(served)

    def kept() -> str:
        return "".join(file.read_text() for file in (served.folder / "security").iterdir())

    for words in ("signed in through the office's key", "signed out", "tried a wrong key"):
        eventually(lambda words=words: words in kept())
    assert "GET" not in kept()
