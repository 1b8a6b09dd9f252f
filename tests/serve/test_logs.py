"""The server's log."""

from __future__ import annotations

import logging
import sys

import pytest

from mentorwidgets.serve.logs import Veil


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
