"""A real nginx before our servers: the very file that we hand out, with the names and places of this machine."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
from served import Visitor

CONF = Path(__file__).parents[2] / "templates" / "proxy" / "nginx.conf"
BASE = "/mentoring/"
FROM = "127.0.0.2"
"""The address that nginx calls our servers from: the only one they believe."""
_MAIN = """daemon off; pid {place}/pid; error_log {place}/main-error.log; {user}
events {{}}
http {{
  client_body_temp_path {place}/t1; proxy_temp_path {place}/t2; fastcgi_temp_path {place}/t3;
  uwsgi_temp_path {place}/t4; scgi_temp_path {place}/t5; proxy_bind {source};
  include {place}/site.conf;
}}
"""


class Nginx:
    """A running nginx: ``url`` is the https address of our pages, ``plain`` its port without https."""

    def __init__(self, place: Path, *hosts: str, source: str = FROM) -> None:
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
        if not program:
            pytest.fail("These tests need nginx. On Debian, type: sudo apt install nginx", pytrace=False)
        self.place, self.port, self.plain = place, _free_port(), _free_port()
        self.host = f"localhost:{self.port}"
        self.url = f"https://{self.host}{BASE}"
        _make_certificate(place)
        self.say(*hosts)
        user = "user root;" if os.geteuid() == 0 else ""
        (place / "main.conf").write_text(_MAIN.format(place=place, user=user, source=source))
        self.process = subprocess.Popen(
            [program, "-p", place, "-c", place / "main.conf", "-e", place / "first-error.log"]
        )

    def say(self, *hosts: str) -> None:
        """Write the site's file: ours, with a line for each server."""
        changes = {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "https://$host$mentoring_path": f"https://$host:{self.port}$mentoring_path",
            "mentoring.example.org": "localhost",
            "/etc/ssl/mentoring.pem": f"{self.place}/cert.pem",
            "/etc/ssl/mentoring.key": f"{self.place}/key.pem",
            "server 127.0.0.1:8866;": " ".join(f"server {host};" for host in hosts),
            "/var/log/nginx/": f"{self.place}/",
        }
        text = CONF.read_text(encoding="utf-8")
        for ours, theirs in changes.items():
            assert ours in text, ours
            text = text.replace(ours, theirs)
        (self.place / "site.conf").write_text(text)

    def is_up(self) -> bool:
        """Whether it answers."""
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def visitor(self, source: str = "127.0.0.1") -> TlsVisitor:
        """Someone who comes over https, from an address of their own."""
        return TlsVisitor(self.host, self.place / "cert.pem", source)

    def logs(self) -> str:
        """Everything that nginx wrote."""
        return "".join(path.read_text() for path in self.place.glob("*.log"))

    def close(self) -> None:
        """Stop."""
        self.process.terminate()
        self.process.wait(timeout=20)


class TlsVisitor(Visitor):
    """A visitor over https who trusts this test's certificate."""

    def __init__(self, host: str, certificate: Path, source: str) -> None:
        super().__init__(host)
        self._context = ssl.create_default_context(cafile=str(certificate))
        self._source = source

    def connection(self) -> http.client.HTTPConnection:
        where = (self._source, 0)
        return http.client.HTTPSConnection(self.host, timeout=30, context=self._context, source_address=where)


def _make_certificate(place: Path) -> None:
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    keys = ["-keyout", str(place / "key.pem"), "-out", str(place / "cert.pem")]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    done = subprocess.run(
        ["openssl", "req", "-x509", *kind, *names, *keys], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
