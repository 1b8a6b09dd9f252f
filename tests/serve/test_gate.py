"""The one gate before every address."""

from __future__ import annotations

import socket

import pytest
from served import OAK, make_folder

from mentorwidgets.serve.armour import HEADERS, LEAN
from mentorwidgets.serve.sessions import Sessions

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


FROM_OUTSIDE = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    {"Origin": "http://localhost:1"},
    {"Origin": "http://["},
]


@pytest.mark.parametrize("headers", FROM_OUTSIDE)
def test_embedded_elsewhere(visitor, stranger, headers):
    """A picture, a frame or a script of another site gets no page, starts no kernel, and uses up no guess."""
    assert visitor.get("/programs/oak-county/plain", **headers).status == 403
    assert stranger.get("/?token=wrong", **headers).status == 403


def test_link_from_elsewhere(visitor):
    """A link in a letter or on another page may lead here."""
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert visitor.get("/programs/oak-county/", **link).status == 200
    assert visitor.post("/mentorwidgets/api/save", {"ops": []}, **link).status == 403


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-Host": "evil.example"}, {"X-Forwarded-For": "192.0.2.1"}, {"X-Scheme": "https"}]
)
def test_forwarded(stranger, headers):
    """What a proxy would say is not believed."""
    answer = stranger.get("/", **headers)
    assert answer.status == 401
    assert "Secure" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "request_line",
    ["GET //[ HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "GET / HTTP/1.0", f"GET /{'a' * 60_000} HTTP/1.1"],
)
def test_odd_requests(served, request_line):
    """Odd addresses and old protocols get the sign-in page like any other."""
    with socket.create_connection(served.host.split(":"), timeout=10) as line:
        line.sendall(f"{request_line}\r\nHost: {served.host}\r\nConnection: close\r\n\r\n".encode())
        assert b" 401 " in line.makefile("rb").readline()


@pytest.mark.parametrize("cookie", ["=; ;;", "{name}=a.b.c", "{name}=\\377", "{name}=", '{name}={name}; {name}="\\'])
def test_odd_cookies(served, stranger, library, cookie):
    """A cookie full of rubbish is no cookie."""
    name = Sessions(library.secret("cookies")).cookie
    assert stranger.get("/", Cookie=cookie.format(name=name)).status == 401


@pytest.mark.parametrize(
    "query", ["token=wrong&token=wrong", "token", "token=%ff", "%74oken=wrong", "token=" + "a" * 5000]
)
def test_odd_tokens(served_odd, query):
    """However a wrong key is written, it does not let anyone in and does not stay in the address."""
    answer = served_odd.visitor(signed_in=False).get(f"/?{query}")
    assert answer.status in {400, 401, 429}
    assert "wrong" not in answer.text.replace("not the right", "")


@pytest.fixture(scope="module")
def served_odd(serve_folder, tmp_path_factory):
    """A server of its own: wrong keys make everyone wait."""
    return serve_folder(make_folder(tmp_path_factory.mktemp("odd") / "library", OAK).path)


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
