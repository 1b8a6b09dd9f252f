"""Behind a real nginx, with https and under a path of its own."""

from __future__ import annotations

import http.client
import socket
import ssl
import warnings

import pytest
from playwright.sync_api import expect
from proxied import BASE, FROM, Nginx
from served import OAK, SLUG, Visitor, make_folder, operation, write_notebook

from mentorwidgets.doors import make_key, new_invitation
from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation, field_key
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.nginx
NOTE = field_key("note", "ben", "ana", "Mentoring")
PAIR = field_key("pair", "ben", "ana", "Mentoring")


def stored(served, key: str) -> object:
    """A field as it stands in the database."""
    with open_store(Folder(served.folder)) as store:
        field = store.fields(f"{SLUG}/pairing").get(key)
    return field.value if field else None


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server of one program with a pair, that believes the proxy alone."""
    folder = make_folder(tmp_path_factory.mktemp("proxied") / "library", OAK)
    prepare_program(SLUG, folder.workbooks)
    with open_store(folder) as store:
        pair = {"status": "proposed", "mentee_yes": True}
        store.apply(Operation(op="a-pair-0", worksheet=f"{SLUG}/pairing", key=PAIR, value=pair, base=0), "test")
    return serve_folder(folder.path, base=BASE, trust_proxies=[FROM], allow_hosts=["mentoring.example.org"])


@pytest.fixture(scope="module")
def nginx(served, tmp_path_factory, eventually):
    """The proxy before it."""
    started = Nginx(tmp_path_factory.mktemp("nginx"), served.host)
    eventually(started.is_up)
    yield started
    started.close()


@pytest.fixture
def link(served):
    """The key of Ana's personal link."""
    folder = Folder(served.folder)
    with open_store(folder) as store:
        made = new_invitation(SLUG, "mentor", person="ana", name="Ana Silva")
        store.add_invitations([made])
    return make_key(folder.secret("links"), made)


@pytest.fixture
def stranger(nginx):
    """Someone before the door."""
    return nginx.visitor()


@pytest.fixture
def visitor(nginx, served):
    """Someone who came in with the office's key."""
    came = nginx.visitor()
    came.get(f"{BASE}?token={served.token}")
    return came


def test_key_becomes_a_cookie(stranger, served):
    """Over https the cookie is Secure and belongs to our path; the address loses the key."""
    answer = stranger.get(f"{BASE}programs/{SLUG}/?token={served.token}")
    cookie = answer.headers["Set-Cookie"]
    assert (answer.status, answer.headers["Location"]) == (303, f"{BASE}programs/{SLUG}/")
    assert {"Secure", "HttpOnly", f"Path={BASE}", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_every_cookie_is_secure(stranger, visitor):
    """No cookie of an https page travels without https, the one against forged posts neither."""
    for answer in (stranger.get(f"{BASE}login"), visitor.get(BASE)):
        cookies = answer.headers.get_all("Set-Cookie", [])
        assert all("secure" in cookie.lower() for cookie in cookies), cookies


def test_pasted_key(stranger, served):
    """The sign-in page works below the path."""
    assert stranger.get(f"{BASE}login").status == 200
    answer = stranger.fill(f"{BASE}login", key=served.token, after=BASE)
    assert (answer.status, answer.headers["Location"]) == (303, BASE)
    assert stranger.get(BASE).status == 200


def test_personal_link(nginx, link):
    """A personal link is exchanged for a cookie of that person; a forged one for nothing."""
    mentor = nginx.visitor()
    assert mentor.get(f"{BASE}in").status == 200
    assert mentor.fill(f"{BASE}in", key=link[::-1]).status == 401
    answer = mentor.fill(f"{BASE}in", key=link)
    assert (answer.status, answer.data) == (200, {"go": BASE})
    assert "__Secure-mentorwidgets-" in answer.headers["Set-Cookie"]
    assert "Ana Silva" in mentor.get(f"{BASE}programs/{SLUG}/").text


def test_https_only(nginx):
    """Without https there is only the way to https; with it, browsers are told to stay."""
    answer = Visitor(f"localhost:{nginx.plain}").get(f"{BASE}login")
    assert (answer.status, answer.headers["Location"]) == (301, f"{nginx.url}login")


@pytest.mark.parametrize(
    "query",
    ["?token=a-secret-word", "?after=x&token=a-secret-word", "?token=a-secret-word?x", "%3Fx?token=a-secret-word"],
)
def test_no_key_is_repeated_without_https(nginx, query):
    """Whoever asks without https is led to it, and what stands behind the "?" is not sent back in plain."""
    answer = Visitor(f"localhost:{nginx.plain}").get(f"{BASE}{query}")
    assert answer.status == 301
    assert answer.headers["Location"] == nginx.url + query.partition("?")[0]
    assert "a-secret-word" not in f"{answer.headers}{answer.text}"
    assert "max-age=63072000" in nginx.visitor().get(f"{BASE}login").headers["Strict-Transport-Security"]


def test_nothing_else_is_ours(visitor):
    """Outside the path there is nothing; the path without its slash leads in."""
    assert visitor.get("/mentorwidgets/api/save").status == 404
    assert visitor.get("/mentoring").headers["Location"].endswith(BASE)


def test_saving(visitor, served):
    """What is posted through the proxy is saved."""
    visitor.get(BASE)
    answer = visitor.post(f"{BASE}mentorwidgets/api/save", {"ops": [operation(1, NOTE, "Met at the desk.")]})
    assert answer.status == 200, answer.text
    assert stored(served, NOTE) == "Met at the desk."


def test_news_come_at_once(visitor):
    """News are not held back by the proxy: two beats come over a connection that goes on."""
    connection = visitor.connection()
    connection.request(
        "GET", f"{BASE}mentorwidgets/api/events?worksheet={SLUG}/pairing", headers=visitor.cookie_header()
    )
    stream = connection.getresponse()
    beats = 0
    while beats < 2:
        beats += stream.readline() == b"event: beat\n"
    connection.close()
    assert stream.status == 200


def test_other_sites(visitor):
    """A post from another site, or from our own name without https, is refused."""
    visitor.get(BASE)
    for origin in ("https://evil.example", f"http://{visitor.host}", "null"):
        answer = visitor.post(f"{BASE}mentorwidgets/api/save", {"ops": []}, Origin=origin)
        assert answer.status == 403, origin
    assert visitor.post(f"{BASE}mentorwidgets/api/save", {"ops": []}, Origin=f"https://{visitor.host}").status == 200


def test_lies_to_the_proxy(nginx, served, eventually):
    """What a browser claims about itself ends at the proxy; the log shows where it really came from."""
    liar = nginx.visitor("127.0.0.9")
    lies = {
        "X-Forwarded-For": "6.6.6.6",
        "X-Real-Ip": "6.6.6.7",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
    }
    answer = liar.get(f"{BASE}login", **lies)
    assert answer.status == 200
    assert "secure" in answer.headers["Set-Cookie"].lower()
    eventually(lambda: "127.0.0.9 - GET /mentoring/login" in served.log())
    assert "6.6.6" not in served.log()


def test_lies_around_the_proxy(served, eventually):
    """Someone who reaches the port itself cannot pass for the proxy."""
    answer = Visitor(served.host).get(f"{BASE}login", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "7.7.7.7"})
    assert "secure" not in answer.headers["Set-Cookie"].lower()
    eventually(lambda: "127.0.0.1 - GET /mentoring/login" in served.log())
    assert "7.7.7.7" not in served.log()


def test_another_name(nginx):
    """A name that was not allowed is refused behind the proxy, too."""
    connection = nginx.visitor().connection()
    connection.putrequest("GET", BASE, skip_host=True)
    connection.putheader("Host", "evil.example")
    connection.endheaders()
    assert connection.getresponse().status == 403
    connection.close()


def test_refusals_are_logged(nginx, served, eventually):
    """Who was refused, and from where, stands in the log: other names, other sites, strangers."""
    stranger = nginx.visitor("127.0.0.8")
    stranger.get(f"{BASE}refused-as-stranger")
    stranger.get(f"{BASE}refused-as-foreign", Origin="https://evil.example")
    eventually(lambda: "127.0.0.8 - GET /mentoring/refused-as-stranger 401" in served.log())
    eventually(lambda: "127.0.0.8 - GET /mentoring/refused-as-foreign 403" in served.log())


def test_old_tls_is_refused(nginx):
    """Only TLS 1.2 and 1.3 are spoken."""
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", nginx.port)) as wire, pytest.raises(ssl.SSLError):
        old.wrap_socket(wire)


def test_sign_out(visitor):
    """Signing out takes the cookie away where it was set, and leads to the door below the path."""
    visitor.get(BASE)
    answer = visitor.fill(f"{BASE}logout")
    assert (answer.status, answer.headers["Location"]) == (303, f"{BASE}login#left")
    assert f"Path={BASE}" in answer.headers["Set-Cookie"]
    assert visitor.get(BASE).status == 401


def test_too_much(visitor):
    """What is too large is refused by us, in words, and not by the proxy."""
    visitor.get(BASE)
    answer = visitor.post(f"{BASE}mentorwidgets/api/save", {"ops": ["x" * 3_000_000]})
    assert answer.status == 413
    assert "2 MB" in answer.data["error"]


@pytest.mark.browser
def test_journey(nginx, served, new_page, eventually):
    """In a browser under /mentoring/: sign in, open a worksheet, write a note, see it saved, sign out."""
    page = new_page(ignore_https_errors=True, reduced_motion="reduce")
    sockets, troubles = [], []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on("response", lambda answer: troubles.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.goto(f"{nginx.url}?token={served.token}")
    assert page.url == nginx.url
    page.get_by_role("link", name="Pairing").first.click()
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    page.get_by_role("tab", name="Pairs").click()
    page.locator("summary", has_text="note").first.click()
    page.locator(".mwp textarea").first.fill("Met at the branch library.")
    page.locator(".mwp textarea").first.blur()
    eventually(lambda: stored(served, NOTE) == "Met at the branch library.")
    expect(page.locator(".mw-bar-state")).to_contain_text("saved", ignore_case=True)
    assert [url for url in sockets if url.startswith(f"wss://{nginx.host}{BASE}api/kernels/")]
    page.goto(nginx.url)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{nginx.url}login")
    assert troubles == []
    page.go_back()
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()


@pytest.mark.browser
def test_other_widgets(nginx, served, new_page):
    """Voilà's own front end finds its files and its kernel below the path, too."""
    write_notebook(
        Folder(served.folder), "stock", "# Stock", "import ipywidgets\nipywidgets.IntSlider(description='Age')"
    )
    page = new_page(ignore_https_errors=True, reduced_motion="reduce")
    page.goto(f"{nginx.url}?token={served.token}")
    page.goto(f"{nginx.url}programs/{SLUG}/stock")
    page.wait_for_url("**kernel=*")
    page.locator(".noUi-handle").press("ArrowRight", timeout=60_000)
    expect(page.locator(".widget-readout")).to_have_text("1")


@pytest.mark.browser
def test_link_in_a_browser(nginx, served, new_page, link):
    """A personal link opens its person's page below the path, and leaves the address at once."""
    page = new_page(ignore_https_errors=True, reduced_motion="reduce")
    page.goto(f"{nginx.url}in#{link}")
    page.wait_for_url(lambda url: "/in" not in url)
    assert "#" not in page.url
    expect(page.locator("footer")).to_contain_text("Ana Silva (mentor)")
    assert link not in nginx.logs() + served.log()


def test_no_key_in_any_log(nginx, served, visitor):
    """Neither our log nor the proxy's holds the key, a cookie, or the key of a calendar that a program follows."""
    visitor.get(BASE)
    visitor.get(f"{BASE}calendar/a-key-of-a-calendar.ics")
    written = nginx.logs() + served.log()
    assert "GET /mentoring/" in nginx.logs()
    for secret in (served.token, "a-key-of-a-calendar", *visitor.cookies.values()):
        assert secret not in written


def test_no_key_when_the_proxy_has_trouble(served, tmp_path, eventually):
    """A proxy that cannot call us tells so to the browser, and writes no key into its log of errors either."""
    lost = Nginx(tmp_path, served.host, source="192.0.2.1")  # an address that no computer has
    eventually(lost.is_up)
    answers = [lost.visitor().get(f"{BASE}{path}").status for path in ("calendar/a-key.ics", "?token=a-key")]
    lost.close()
    assert answers == [500, 500]
    assert "a-key" not in lost.logs()


def test_websocket(nginx, visitor):
    """The kernel of one browser opens to no other one, also through the proxy."""
    page = visitor.get(f"{BASE}programs/{SLUG}/pairing").text
    kernel = page.partition('data-kernel="')[2][:36]
    assert _upgrade(visitor, kernel) == http.client.SWITCHING_PROTOCOLS
    assert _upgrade(nginx.visitor(), kernel) == http.client.UNAUTHORIZED


def _upgrade(visitor, kernel: str) -> int:
    connection = visitor.connection()
    ask = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x" * 22 + "==",
    }
    ask["Origin"] = f"https://{visitor.host}"
    ask["Sec-WebSocket-Protocol"] = "v1.kernel.websocket.jupyter.org"
    connection.request("GET", f"{BASE}api/kernels/{kernel}/channels", headers={**visitor.cookie_header(), **ask})
    status = connection.getresponse().status
    connection.close()
    return status
