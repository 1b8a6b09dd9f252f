"""A real JupyterHub with our servers as its services: the very file that we hand out, with the places of this machine."""

from __future__ import annotations

import contextlib
import http.cookiejar
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from served import FIRST_PORT, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = Path(__file__).parents[2] / "templates" / "jupyterhub" / "jupyterhub_config.py"
_PATIENCE = 20  # beats of a second each, without the news that is waited for
_PORTS = iter(range(FIRST_PORT + 300, FIRST_PORT + 500, 2))
PASSWORD = "a-password-for-tests"
_OURS = """
load_subconfig({conf!r})
c.JupyterHub.bind_url = c.JupyterHub.public_url = {url!r}
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.pid_file = "proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.redirect_to_server = False
c.JupyterHub.load_groups = {groups!r}
"""


class Hub:
    """A running JupyterHub. ``names`` are its services, ours all of them."""

    def __init__(self, place: Path, folder: Path, groups: dict[str, list[str]], servers: int = 2) -> None:
        if not shutil.which("configurable-http-proxy"):
            words = "These tests need the Hub's proxy. On Debian, type: sudo apt install node-configurable-http-proxy"
            pytest.fail(words, pytrace=False)
        self.place, self.folder = place, folder
        port, hub, api, first = (_free_ports(number) for number in (1, 1, 1, servers))
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}/"
        self.names = ["mentoring", *(f"mentoring-{number}" for number in range(2, servers + 1))]
        words = {"conf": str(CONF), "url": self.url, "hub": hub, "api": api, "password": PASSWORD}
        users = {name: {"users": members} for name, members in groups.items()}
        (place / "conf.py").write_text(_OURS.format(groups=users, **words))
        self._environ = {
            **os.environ,
            "MENTORING_FOLDER": str(folder),
            "MENTORING_SERVERS": str(servers),
            "MENTORING_PORT": str(first),
            "NODE_PATH": "/usr/share/nodejs",  # Debian's modules, also where node itself came from elsewhere
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "jupyterhub", "-f", "conf.py"]
        with (self.place / "hub.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.place, env=self._environ, stdout=log, stderr=log, start_new_session=True
            )

    def is_up(self) -> bool:
        """Whether the Hub and all its services answer."""
        assert self.process.poll() is None, self.log()
        return all(self._status(f"services/{name}/login") == 200 for name in self.names)

    def _status(self, path: str) -> int:
        try:
            return User(self).get(self.url + path).status
        except OSError:
            return 0

    def kill_services(self) -> None:
        """kill -9 for our servers, as a power cut would; the Hub starts them again."""
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes() if entry.name.isdecimal() else b""
                if b"mentorwidgets" in words and str(self.folder).encode() in words:
                    os.kill(int(entry.name), signal.SIGKILL)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=20)
        with contextlib.suppress(ProcessLookupError):  # the usual: the Hub took its proxy along
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def log(self) -> str:
        """What the Hub, its proxy and the services wrote."""
        return (self.place / "hub.log").read_text()

    def user(self, name: str, service: str = "mentoring") -> User:
        """Someone who signed in at the Hub and came to the pages of one of its services."""
        user = User(self, service)
        user.sign_in(name)
        return user


class User:
    """Follows redirects and keeps cookies by path, as a browser does; ``service`` is where they work."""

    def __init__(self, hub: Hub, service: str = "mentoring") -> None:
        self.hub = hub
        self.base = f"{hub.url}services/{service}/"
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, address: str, data: bytes | None = None, method: str | None = None, **headers: str) -> Answer:
        request = urllib.request.Request(urllib.parse.urljoin(self.base, address), data, headers, method=method)
        try:
            with self._opener.open(request, timeout=30) as response:
                self.at = response.url
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                self.at = error.url
                return Answer(error.code, error.headers, error.read())

    def get(self, address: str = "", **headers: str) -> Answer:
        """Open a page: an address, or a path on the service."""
        return self.ask(address, **headers)

    def cookie(self, name: str, path: str) -> http.cookiejar.Cookie:
        """One cookie; its path says whose it is."""
        return next(one for one in self.jar if one.name.startswith(name) and one.path == path)

    def fill(self, address: str, **fields: str) -> Answer:
        """Send a form with the XSRF token of whoever is asked."""
        where = urllib.parse.urljoin(self.base, address)
        theirs = self.base if where.startswith(self.base) else f"{self.hub.url}hub/"
        xsrf = self.cookie("_xsrf", urllib.parse.urlsplit(theirs).path).value
        return self.ask(where, urllib.parse.urlencode({"_xsrf": xsrf, **fields}).encode())

    def sign_in(self, name: str, address: str = "") -> Answer:
        """Open a page of the service; the Hub asks who we are, and leads back."""
        self.get(address)
        assert self.at.startswith(f"{self.hub.url}hub/login"), self.at
        return self.fill(self.at, username=name, password=PASSWORD)

    def stop_at_callback(self, page: str = "") -> str:
        """Begin to sign in anew, and give the address by which the Hub sends us back, not opened."""
        for cookie in [one for one in self.jar if one.name.startswith("mentorwidgets-")]:
            self.jar.clear(cookie.domain, cookie.path, cookie.name)
        stopped = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stop())
        address = self.base + page
        while "/oauth_callback?" not in address:
            try:
                stopped.open(address, timeout=30).close()
            except urllib.error.HTTPError as error:
                with error:
                    address = urllib.parse.urljoin(address, error.headers["Location"])
        return address

    def save(self, *operations: dict) -> list[dict]:
        """Save, and give the answers."""
        xsrf = self.cookie("_xsrf", urllib.parse.urlsplit(self.base).path).value
        extra = {"Content-Type": "application/json", "X-XSRFToken": xsrf}
        answer = self.ask("mentorwidgets/api/save", json.dumps({"ops": operations}).encode(), **extra)
        assert answer.status == 200, answer.text
        return answer.data["answers"]

    @contextlib.contextmanager
    def news(self, worksheet: str) -> Iterator[Iterator[dict]]:
        """The changes of a worksheet, as its open page hears them."""
        address = f"{self.base}mentorwidgets/api/events?worksheet={worksheet}"
        with self._opener.open(address, timeout=20) as stream:
            yield _changes(stream)

    def fields(self, worksheet: str) -> dict:
        """The fields of a worksheet that this person may read."""
        return self.get(f"mentorwidgets/api/worksheet/{worksheet}").data["fields"]


class _Stop(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """Follow nothing."""


def _changes(stream: IO[bytes]) -> Iterator[dict]:
    kind, beats = b"", 0
    while line := stream.readline():
        assert beats < _PATIENCE, "no news, and no end"
        kind = line.strip() if line.startswith(b"event:") else kind
        beats += line.strip() == b"event: beat"
        if line.startswith(b"data:") and kind == b"event: change":
            yield json.loads(line[5:])


def _free_ports(number: int) -> int:
    """The first of so many free ports in a row, below those that the system hands out to others."""
    return next(first for first in _PORTS if all(map(_is_free, range(first, first + number))))


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
