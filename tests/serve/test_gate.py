"""The one gate before every address."""

from __future__ import annotations

import pytest

from mentorwidgets.serve.armour import HEADERS, LEAN

KERNEL = "00000000-0000-0000-0000-000000000000"
ADDRESSES = [
    "/", "/nothing", "/programs/oak-county/", "/programs/oak-county/plain", "/mentorwidgets/api/worksheet/oak-county/pairing",
    "/mentorwidgets/api/events?worksheet=oak-county/pairing", f"/api/kernels/{KERNEL}", f"/api/kernels/{KERNEL}/channels",
    "/voila/static/voila.js", "/voila/labextensions/anywidget/package.json", "/voila/files/plain.ipynb", "/voila/tree",
    "/voila/api/contents", f"/voila/query/{KERNEL}", f"/voila/execution/{KERNEL}", "/voila/templates/base/static/voila.js",
    "/static/favicon.ico", "/api/contents", "/..%2f..%2fetc/passwd", "//", "/login/",
]  # fmt: skip
GONE = [
    address
    for address in ADDRESSES
    if "voila/files" in address
    or "tree" in address
    or "contents" in address
    or "query" in address
    or "execution" in address
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT", "OPTIONS"])
def test_stranger(stranger, address, method):
    """No address answers anyone who is not signed in, whatever the method."""
    answer = stranger.ask(method, address)
    assert answer.status in {401, 403}
    assert b"Oak County" not in answer.body


@pytest.mark.parametrize("address", GONE)
def test_not_mounted(visitor, address):
    """Voilà's files, tree, contents, query and execution addresses do not exist at all."""
    assert visitor.get(address).status == 404


@pytest.mark.parametrize("address", [*ADDRESSES[:6], "/login"])
def test_headers(visitor, stranger, address):
    """Every answer carries the headers, for strangers, for those signed in, and on errors."""
    if "events" in address:
        address = "/mentorwidgets/api/events"
    for asker in (visitor, stranger):
        answer = asker.get(address)
        assert answer.headers["Content-Security-Policy"] == LEAN
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers


def test_policy():
    """Our own pages allow nothing inline and no eval."""
    assert "unsafe" not in LEAN


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "169.254.169.254"]
)
def test_foreign_host(visitor, name):
    """A name that is not ours is refused, even with a good cookie: DNS rebinding leads nowhere."""
    answer = visitor.get("/", Host=name)
    assert answer.status == 403
    assert "another name" in answer.text


def test_own_host(visitor, served):
    """Loopback names work with any port."""
    port = served.host.rpartition(":")[2]
    assert visitor.get("/", Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_foreign_origin(visitor, headers):
    """A request that another site made is refused."""
    visitor.get("/")
    assert visitor.post("/mentorwidgets/api/save", {"ops": []}, **headers).status == 403


def test_foreign_websocket(visitor, served):
    """So is a websocket that another site opens."""
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": "http://evil.example"}
    assert visitor.get(f"/api/kernels/{KERNEL}/channels", **headers).status == 403


def test_xsrf(visitor):
    """Without the XSRF token nothing is saved."""
    visitor.get("/")
    answer = visitor.post("/mentorwidgets/api/save", {"ops": []}, **{"X-XSRFToken": "wrong"})
    assert answer.status == 403
    assert answer.data["error"]


def test_login_dressed(stranger):
    """The sign-in page gets its style and fonts; scripts stay behind the gate."""
    page = stranger.get("/").text
    for address in page.split('href="')[2:4]:
        assert stranger.get(address.partition('"')[0]).status == 200
    assert stranger.get("/mentorwidgets/static/host.js").status == 401
