"""Every address there is, asked by a stranger and by someone who is signed in."""

from __future__ import annotations

import pytest

from mentorwidgets.serve.routes import routes

KERNEL = "00000000-0000-0000-0000-000000000000"
TABLE = {  # handler -> method, an address of it, what a signed-in visitor is answered
    "Landing": ("GET", "/", 200),
    "Here": ("GET", "/here", 204),
    "SignIn": ("GET", "/login", 200),
    "In": ("GET", "/in", 200),
    "SignOut": ("POST", "/logout", 303),
    "Themes": ("GET", "/themes", 200),
    "WithSlash": ("GET", "/programs/oak-county", 303),
    "ProgramPage": ("GET", "/programs/oak-county/", 200),
    "Links": ("GET", "/programs/oak-county/links", 200),
    "History": ("GET", "/programs/oak-county/history", 200),
    "Held": ("GET", "/programs/oak-county/held.json?person=ben", 404),
    "Address": ("GET", "/calendar", 200),
    "Calendar": ("GET", "/calendar/x.ics", 404),
    "OwnWord": ("GET", "/word", 404),
    "Told": ("POST", "/told", 400),
    "Mine": ("GET", "/mine", 200),
    "MineFile": ("GET", "/mine/held.json", 303),
    "RoomPage": ("GET", "/programs/oak-county/room", 303),
    "RoomModule": ("GET", "/mentorwidgets/room.js", 200),
    "RoomDoor": ("POST", "/mentorwidgets/api/room/oak-county", 400),
    "Worksheet": ("GET", "/programs/oak-county/plain", 200),
    "AssetFile": ("GET", "/mentorwidgets/static/none.js", 404),
    "Save": ("POST", "/mentorwidgets/api/save", 400),
    "Read": ("GET", "/mentorwidgets/api/worksheet/oak-county/pairing", 200),
    "Events": ("GET", "/mentorwidgets/api/events?worksheet=wrong", 400),
    "Import": ("POST", "/mentorwidgets/api/roster/oak-county/plan", 400),
    "KernelState": ("GET", f"/api/kernels/{KERNEL}", 404),
    "KernelSocket": ("GET", f"/api/kernels/{KERNEL}/channels", 404),
    "Shutdown": ("POST", f"/voila/api/shutdown/{KERNEL}", 404),
    "StockFile": ("GET", "/voila/static/voila.js", 200),
    "ExtensionFile": ("GET", "/voila/labextensions/anywidget/package.json", 200),
}


def test_every_route_is_in_the_table():
    """A new address cannot come without being asked here."""
    assert sorted(route.handler.__name__ for route in routes("/", [], [])) == sorted(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_answers(served, name):
    """A stranger gets nothing but the sign-in page; a visitor gets the page, for only as much as the method allows."""
    method, address, status = TABLE[name]
    stranger, visitor = served.visitor(signed_in=False), served.visitor()
    visitor.get("/")
    refused = stranger.ask(method, address)
    assert refused.status == {"SignIn": 200, "In": 200, "Calendar": 404}.get(name, 401)
    answer = visitor.ask(method, address, "[]" if method == "POST" else None, {"X-XSRFToken": visitor.cookies["_xsrf"]})
    assert answer.status == status


@pytest.mark.parametrize("name", [name for name, (method, _, _) in TABLE.items() if method == "POST"])
def test_no_token_no_deed(served, name):
    """What changes something needs the XSRF token, also from someone who is signed in."""
    assert served.visitor().ask("POST", TABLE[name][1], "{}").status in {403, 404}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO"])
def test_other_methods(visitor, method):
    """Methods that a page does not have do nothing, and say so."""
    visitor.get("/")
    answer = visitor.ask(method, "/programs/oak-county/", headers={"X-XSRFToken": visitor.cookies["_xsrf"]})
    assert answer.status == 405


@pytest.mark.parametrize(
    "address",
    [
        "/voila/static/..%2f..%2f..%2fetc/passwd", "/voila/static/../../voila.js", "/voila/static/a%00b",
        "/voila/labextensions/anywidget/../@jupyter-widgets/jupyterlab-manager/package.json",
        "/voila/labextensions/anywidget/..%2fx", "/voila/labextensions/other/package.json", "/programs/..%2fsecrets/x",
        "/mentorwidgets/static/..%2fhost.js", "/programs/oak-county/plain.ipynb", "/programs/oak-county/%2e%2e",
    ],
)  # fmt: skip
def test_no_way_up(visitor, address):
    """No address leads to another folder, and trying is no error of ours."""
    assert visitor.get(address).status in {403, 404}
