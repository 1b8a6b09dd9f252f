"""The desk: verbs, and nothing remembered but files."""

from __future__ import annotations

import csv
import io

import pytest

from drafts.made import MENTORS, choose
from mentorwidgets.drafts import LIMIT, Drafts, UnknownFileError
from mentorwidgets.errors import RosterError, ValueRefusedError


def test_state_tells_the_limit_the_fields_and_our_template():
    """What a page needs to begin."""
    state = Drafts()("state", {})
    assert (state["limit"], ["email", "E-mail"] in state["fields"]) == (LIMIT, True)
    assert next(csv.reader(io.StringIO(state["template"])))[:2] == ["ID", "Name"]


def test_another_server_goes_on_when_the_file_comes_again():
    """All decisions are in the request."""
    first, second = Drafts(), Drafts()
    wanted = choose(first, MENTORS, mends=[[4, 0, "Cleo Park"]])
    with pytest.raises(UnknownFileError):
        second("look", wanted)
    second("read", {"name": "mentors.csv"}, MENTORS)
    assert second("look", wanted) == first("look", wanted)


@pytest.mark.parametrize("name", ["../../etc/mentors.csv", "C:\\Users\\ana\\mentors.csv"])
def test_only_the_last_part_of_a_name_is_kept(name):
    """Whatever a browser calls a file."""
    assert Drafts()("read", {"name": name}, MENTORS)["name"] == "mentors.csv"


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04cut off"])
def test_what_is_no_roster_is_said_in_words(data):
    """A clear word each."""
    with pytest.raises(RosterError, match=r"mentors\.csv"):
        Drafts()("read", {"name": "mentors.csv"}, data)


@pytest.mark.parametrize(
    ("verb", "request_"),
    [("fly", {}), ("rows", {"files": [], "table": 0}), ("rows", {"files": [], "table": "x"}), ("look", {"files": 3})],
)
def test_a_strange_request_is_refused(verb, request_):
    """Never a traceback."""
    with pytest.raises(ValueRefusedError):
        Drafts()(verb, request_)


def test_no_file_is_nobody():
    """An empty draft is fine."""
    said = Drafts()("look", {"files": []})
    assert (said["people"], said["tables"]) == (0, [])


def test_turning_a_page_reads_nothing_again():
    """The same request has the same look."""
    drafts = Drafts()
    wanted = choose(drafts, MENTORS)
    assert drafts.look(wanted) is drafts.look({**wanted, "table": 0, "from": 50})
