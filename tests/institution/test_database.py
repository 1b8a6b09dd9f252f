"""A server on a PostgreSQL that hangs, or whose data moved away: people are told in words, and nothing is lost."""

from __future__ import annotations

import re
import time

import pytest
from served import OAK, SLUG, make_folder, operation

from mentorwidgets.folder import Folder
from mentorwidgets.model import field_key
from mentorwidgets.moving import move_to
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.postgres
NOTE = field_key("note", "ben", "ana", "Mentoring")
SAVE = "/mentorwidgets/api/save"
FEW = 15  # seconds on a busy machine; it was half a minute and more


@pytest.fixture
def served(serve_folder, postgres_server, tmp_path):
    """A server whose folder says that its data lies on PostgreSQL."""
    folder = make_folder(tmp_path / "library", OAK)
    move_to(folder, postgres_server.new_url())
    return serve_folder(folder.path, token="a-token-that-stays-the-same")


def save(visitor, number: int, base: int = 0):
    """Save a note."""
    return visitor.post(SAVE, {"ops": [operation(number, NOTE, f"Note {number}", base)]})


def test_a_database_that_hangs(served, postgres_server, eventually):
    """Pages and saves are answered in seconds, without a word of where it is; the log has that; then all goes on."""
    visitor, other = served.visitor(), served.visitor()
    visitor.get("/")
    assert save(visitor, 1).data["answers"][0]["outcome"] == "saved"
    with postgres_server.frozen():
        for work in (lambda: other.get(f"/programs/{SLUG}/"), lambda: save(visitor, 2, 1)):
            began = time.monotonic()
            answer = work()
            assert time.monotonic() - began < FEW
            assert answer.status == 503
            assert "does not answer at the moment" in answer.text
            assert not re.search(r"\.s\.PGSQL|mw-postgres|mentor@|psycopg|port 5432", answer.text)
    assert re.search("no answer in time|connection timeout", served.log())
    eventually(lambda: save(visitor, 2, 1).status == 200)
    assert save(visitor, 2, 1).data["answers"][0]["outcome"] == "saved"


def test_its_data_moves_away(served, postgres_server):
    """A running server saves nothing any more into what was left, says so, and finds the new one when it starts again."""
    visitor = served.visitor()
    visitor.get("/")
    move_to(Folder(served.folder), "sqlite")
    answer = save(visitor, 1)
    assert (answer.status, "takes nothing new any more" in answer.text) == (503, True)
    served.restart()
    visitor.host = served.host
    assert save(visitor, 1).data["answers"][0]["outcome"] == "saved"
    with open_store(Folder(served.folder)) as store:
        assert store.fields(f"{SLUG}/pairing")[NOTE].value == "Note 1"


def test_no_key_is_named_where_nobody_sits(served):
    """What is printed for a service speaks of no key that stops it."""
    assert "Ctrl" not in served.line
