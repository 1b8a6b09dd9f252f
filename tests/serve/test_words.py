"""How the server speaks when something is wrong."""

from __future__ import annotations

import pytest

from mentorwidgets import errors
from mentorwidgets.serve.words import _OURS, _WORDS, _status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.ValueRefusedError("a"), 400), (errors.ProgramError("a"), 404), (errors.DatabaseLockedError("a"), 503), (errors.DiskFullError("a"), 503),
        (errors.ServeError("a"), 500), (errors.MentorWidgetsError("a"), 500), (KeyError("a"), 500), (None, 500),
    ],
)  # fmt: skip
def test_status(error, status):
    """Each kind of error has its status; what nobody foresaw is ours."""
    assert _status_of(error, 500) == status


@pytest.mark.parametrize("words", [*_WORDS.values(), _OURS])
def test_sentences(words):
    """All words are short sentences: what is wrong, and what to do."""
    title, what, mend = words
    assert not title.endswith(".")
    assert what.endswith(".")
    assert mend.endswith(".")
    assert all(len(part) < 80 for part in words)


def test_person_and_program(visitor):
    """A person gets a page, a program gets JSON, for the same mistake."""
    page, data = visitor.get("/nothing"), visitor.get("/mentorwidgets/api/nothing")
    assert (page.status, data.status) == (404, 404)
    assert page.headers["Content-Type"].startswith("text/html")
    assert set(data.data) == {"error", "mend", "id"}


def test_nothing_is_echoed(visitor):
    """An address is never part of the answer."""
    assert "onerror" not in visitor.get('/"><img src=x onerror=x()>'.replace(" ", "%20")).text
