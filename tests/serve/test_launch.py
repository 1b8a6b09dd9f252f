"""Starting and stopping."""

from __future__ import annotations

import socket
import time

import pytest
from served import OAK, SLUG, make_folder

from mentorwidgets.doors import DAY
from mentorwidgets.folder import Folder
from mentorwidgets.model import Viewer
from mentorwidgets.serve.audit import DAYS
from mentorwidgets.serve.options import Options
from mentorwidgets.serve.templates import template_dir
from mentorwidgets.workbook import open_store


def test_one_line(served):
    """One line is printed, with the address to open."""
    assert served.address in served.line


def test_stops_cleanly(served_apart):
    """Told to stop, it ends its kernels, removes its directory and says nothing more."""
    served = served_apart()
    served.visitor().get("/programs/oak-county/counter")
    kernels, runtime = served.kernels(), served.runtime()
    assert served.stop() == 0
    assert (served.errors, runtime.exists()) == ("", False)
    assert kernels
    assert served.kernels() == []


def test_stopped_at_once(served_apart):
    """Told to stop in its first moment, while the first kernel is still being made ready, it leaves nothing either."""
    served = served_apart(spare=True)
    runtime = served.runtime()
    assert served.stop() == 0
    assert (served.errors, runtime.exists(), served.kernels()) == ("", False, [])


def test_port_taken(serve_folder, tmp_path):
    """When the port is taken the next free one is used."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        served = serve_folder(make_folder(tmp_path / "library", OAK).path, port=port)
        assert int(served.host.rpartition(":")[2]) > port


def test_killed_runs_are_cleared(served_apart):
    """The directory of a server that was killed is removed by the next start: it holds people's data."""
    served = served_apart()
    served.visitor().get("/programs/oak-county/counter")
    left = served.runtime()
    served.kill()
    assert left.exists()
    served.restart()
    assert not left.exists()


def test_old_readings_are_forgotten(served_apart, eventually):
    """When the server starts, who read what longer ago than the history says is forgotten; the rest stays."""
    served = served_apart()
    now, who = time.time(), Viewer(role="office")
    with open_store(Folder(served.folder)) as store:
        store.note_reads([(who, f"{SLUG}/{days}-days-ago", now - days * DAY) for days in (DAYS - 1, DAYS + 1)])
        served.restart()
        eventually(lambda: [one.worksheet for one in store.readings(SLUG)] == [f"{SLUG}/{DAYS - 1}-days-ago"])


def test_log(served, visitor):
    """The log holds no token and no cookie."""
    visitor.get(f"/?token={served.token}")
    visitor.get("/nothing?token=abc")
    text = served.log()
    assert "GET / 303" in text
    assert served.token not in text
    assert all(value not in text for value in visitor.cookies.values())
    assert (served.folder / "server.log").stat().st_mode & 0o777 == 0o600


def test_template_of_the_source():
    """From a checkout the template beside the source is used, never a copy."""
    assert template_dir().parent.name == "templates"
    assert "share" not in template_dir().parts


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("", "127.0.0.1")]
)
def test_shown_host(tmp_path, host, shown):
    """The address shown is one that a browser can open."""
    assert Options(folder=tmp_path, host=host).shown_host() == shown


def test_names(tmp_path):
    """Browsers may use loopback names, the host that was given, and those allowed."""
    names = Options(folder=tmp_path, host="192.0.2.7", allow_hosts=("Library.example",)).names()
    assert {"localhost", "127.0.0.1", "::1", "192.0.2.7", "library.example"} == names


def test_random_token(tmp_path):
    """Each start has a token of its own."""
    assert Options(folder=tmp_path).with_token().token != Options(folder=tmp_path).with_token().token
    assert Options(folder=tmp_path, token="mine").with_token().token == "mine"
