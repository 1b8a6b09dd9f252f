"""A real server in a process of its own, on a real folder, and a small browserless visitor for it."""

from __future__ import annotations

import dataclasses
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.parse
from pathlib import Path

import nbformat

from mentorwidgets.folder import Folder
from mentorwidgets.model import Person, Program
from mentorwidgets.workbook import open_store

SLUG = "oak-county"
# Each worker has ports of its own: a server that was killed finds its port free when it starts again.
FIRST_PORT = 18900 + 500 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_SERVE = """
import json, sys
from pathlib import Path
from mentorwidgets.serve import serve
serve(Path(sys.argv[1]), open_browser=False, **json.loads(sys.argv[2]))
"""


def make_folder(path: Path, *programs: Program) -> Folder:
    """A folder with these programs and three people in each, and no notebook yet."""
    folder = Folder(path, create=True)
    with open_store(folder) as store:
        for program in programs:
            store.save_program(program)
            store.set_roster(program.slug, PEOPLE, "Coordinator")
            (folder.workbooks / program.slug).mkdir(exist_ok=True)
    return folder


OAK = Program(slug=SLUG, name="Oak County mentoring")
PEOPLE = (
    Person(id="ana", name="Ana Silva", roles=("mentor",), capacity=2),
    Person(id="ben", name="Ben Carter", roles=("mentee",)),
    Person(id="eva", name="Eva Novak", roles=("mentee",)),
)


def write_notebook(folder: Folder, stem: str, *cells: str, slug: str = SLUG) -> None:
    """A notebook of markdown cells (they begin with ``#``) and code cells."""
    made = [
        nbformat.v4.new_markdown_cell(text) if text.startswith("# ") else nbformat.v4.new_code_cell(text)
        for text in cells
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=made), folder.workbooks / slug / f"{stem}.ipynb")


@dataclasses.dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self):
        return json.loads(self.body)


class Served:
    """A running server. ``restart`` keeps port and options; a new token is made unless one was given."""

    def __init__(self, folder: Path, **options) -> None:
        self.folder = folder
        self.options = {"port": FIRST_PORT, "spare": False, **options}
        self.start()

    def start(self) -> None:
        words = [sys.executable, "-c", _SERVE, str(self.folder), json.dumps(self.options)]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline()
        found = re.search(r"(https?)://([^/\s]+)(/\S*)\?token=(\S+)", self.line)
        assert found, self.line + self.process.stderr.read()
        self.scheme, self.host, self.base, self.token = found.groups()
        self.url = f"{self.scheme}://{self.host}{self.base}"
        self.address = f"{self.url}?token={self.token}"
        self.options["port"] = int(self.host.rpartition(":")[2])

    def stop(self) -> int:
        """As Ctrl+C does; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        _, self.errors = self.process.communicate(timeout=30)
        return self.process.returncode

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.communicate()

    def restart(self) -> None:
        if self.process.poll() is None:
            self.stop()
        self.start()

    def close(self) -> None:
        if self.process.poll() is None:
            self.stop()

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8")

    def kernels(self) -> list[int]:
        """The processes of its kernels."""
        children = _children(self.process.pid)
        warm = [pid for pid in children if b"mentorwidgets.kernels.parent" in _command(pid)]
        forked = [pid for parent in warm for pid in _children(parent)]
        return forked + [pid for pid in children if b"ipykernel_launcher" in _command(pid)]

    def runtime(self) -> Path:
        """The directory of this run."""
        return next(Path(os.environ.get("TMPDIR", "/tmp")).glob(f"mentorwidgets-run-{self.process.pid}-*"))

    def visitor(self, *, signed_in: bool = True) -> Visitor:
        visitor = Visitor(self.host)
        if signed_in:
            visitor.get(f"{self.base}?token={self.token}")
        return visitor


class Visitor:
    """Sends requests and keeps cookies, as a browser does; follows nothing."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.cookies: dict[str, str] = {}

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, timeout=120)  # a busy machine; a reader of files has 90 s

    def cookie_header(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        connection = self.connection()
        connection.request(method, path, body, {**self.cookie_header(), **(headers or {})})
        response = connection.getresponse()
        for text in response.headers.get_all("Set-Cookie", []):
            name, _, value = text.partition(";")[0].partition("=")
            self.cookies[name] = value
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, data: object, **headers: str) -> Answer:
        """JSON with the XSRF token, as the page sends it."""
        extra = {"Content-Type": "application/json", "X-XSRFToken": self.cookies.get("_xsrf", ""), **headers}
        return self.ask("POST", path, json.dumps(data), extra)

    def fill(self, path: str, **fields: str) -> Answer:
        """A form with the XSRF token."""
        form = {"_xsrf": self.cookies.get("_xsrf", ""), **fields}
        return self.ask(
            "POST", path, urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
        )


def operation(number: int, key: str, value: object, base: int = 0, worksheet: str = f"{SLUG}/pairing") -> dict:
    """An operation as plain JSON."""
    return {"op": f"test-{number:08d}", "worksheet": worksheet, "key": key, "value": value, "base": base}


def _children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
