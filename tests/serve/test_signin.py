"""Signing in, staying signed in, and guessing."""

from __future__ import annotations

import http.client
import time
from http.cookies import SimpleCookie

import pytest
from guests import come_and_go

from mentorwidgets.serve.guesses import Guesses
from mentorwidgets.serve.once import Once
from mentorwidgets.serve.sessions import LIFETIME, Sessions
from mentorwidgets.serve.signin import token_in, without_token

DAY = 24 * 3600


def test_exchange(served):
    """The token in the address becomes a cookie that scripts cannot read, and leaves the address."""
    stranger = served.visitor(signed_in=False)
    answer = stranger.get(f"/programs/oak-county/?a=1&token={served.token}")
    assert (answer.status, answer.headers["Location"]) == (303, "/programs/oak-county/?a=1")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert stranger.get("/").status == 200


def test_strip(visitor, served):
    """Who is signed in and opens the address again just loses the token from it."""
    assert visitor.get(f"/?token={served.token}").headers["Location"] == "/"


@pytest.mark.parametrize(
    "paste", ["{token}", "  {token} ", "http://127.0.0.1:1/?token={token}", "http://x/?a=b&token={token}&c=d"]
)
def test_paste(served, paste):
    """The whole address or only the key can be pasted."""
    stranger = served.visitor(signed_in=False)
    stranger.get("/login")
    answer = stranger.fill("/login", key=paste.format(token=served.token), after="/programs/oak-county/")
    assert (answer.status, answer.headers["Location"]) == (303, "/programs/oak-county/")


@pytest.mark.parametrize("after", ["//evil.example/", "http://evil.example/", "/\\evil.example", "\\\\evil.example"])
def test_no_open_redirect(after):
    """Signing in never leads to another site."""
    assert without_token(after, "/").startswith("/")
    assert not without_token(after, "/").startswith(("//", "/\\"))


@pytest.mark.parametrize("odd", ["//[", "http://[", "/\x00", "//[::1"])
def test_odd_address(served, stranger, odd):
    """What is no address at all leads to the first page or nowhere else, and is no error of ours."""
    assert without_token("//[", "/") == "/"
    stranger.get("/login")
    answer = stranger.fill("/login", key=served.token, after=odd)
    assert answer.status == 303
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


def test_sign_out_for_good(served):
    """After signing out a copy of the cookie is worth nothing, the page's kernel is ended, and its news stop."""
    visitor = served.visitor()
    page = visitor.get("/programs/oak-county/counter").text
    copy, kernel = dict(visitor.cookies), page.partition('data-kernel="')[2][:36]
    news = http.client.HTTPConnection(served.host, timeout=10)
    news.request("GET", "/mentorwidgets/api/events?worksheet=oak-county/pairing", headers=visitor.cookie_header())
    told = news.getresponse()
    assert visitor.fill("/logout").status == 303
    assert b"beat" in told.read()
    news.close()
    visitor.cookies = copy
    assert visitor.get("/").status == 401
    assert not (served.runtime() / f"{kernel}.json").exists()


def test_sign_out_everywhere(served_apart, eventually):
    """Every browser of the same door is out at once, with what it has open; whoever comes in later is let in."""
    served = served_apart()
    here, there = served.visitor(), served.visitor()
    there.get("/programs/oak-county/counter")
    assert here.get("/mine").status == 200
    assert here.fill("/logout", everywhere="yes").status == 303
    assert [visitor.get("/").status for visitor in (here, there)] == [401, 401]
    assert served.kernels() == []
    eventually(lambda: served.visitor().get("/").status == 200)


def test_sign_out(served):
    """Signing out closes the door again."""
    visitor = served.visitor()
    visitor.get("/")
    assert visitor.fill("/logout").status == 303
    assert visitor.get("/").status == 401


def test_restart(served_apart):
    """A server that was killed and started again knows the people who were signed in; its old token is worth nothing."""
    served = served_apart()
    visitor, old = served.visitor(), served.token
    served.kill()
    served.restart()
    assert visitor.get("/").status == 200
    assert served.token != old
    assert served.visitor(signed_in=False).get(f"/?token={old}").status == 401


def test_wrong_guesses(served_apart):
    """After five wrong keys one waits; whoever has the right one comes in, also from there."""
    served = served_apart()
    visitor, stranger = served.visitor(), served.visitor(signed_in=False)
    answers = [stranger.get("/?token=wrong") for _ in range(6)]
    assert [answer.status for answer in answers] == [401] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert stranger.get("/?token=other").status == 401  # a class behind one router: somebody else's slip
    assert visitor.get("/").status == 200
    assert served.visitor().get("/").status == 200


def test_a_whole_address_waits_at_last(served_apart):
    """Whoever tries ever new keys waits, too; a right one still opens."""
    served = served_apart()
    stranger = served.visitor(signed_in=False)
    statuses = [stranger.get(f"/?token={number:06}").status for number in range(160)]
    assert (statuses[:150], statuses[-1]) == ([401] * 150, 429)
    assert served.visitor().get("/").status == 200


def test_a_word_that_somebody_chose_waits(served_apart, monkeypatch):
    """It could be guessed one day; what we drew could not."""
    monkeypatch.setenv("MENTORWIDGETS_TOKEN", "maple-county-libraries-2026")
    served = served_apart()
    stranger = served.visitor(signed_in=False)
    assert [stranger.get("/?token=maple-county-oak").status for _ in range(6)] == [401] * 5 + [429]
    assert stranger.get(f"/?token={served.token}").status == 429


def test_a_word_for_one_browser_opens_once():
    """And not after two minutes: it stands in the list of processes."""
    now = [0.0]
    once = Once(lambda: now[0])
    assert not once.takes("")
    word = once.draw()
    assert [once.takes("other"), once.takes(word), once.takes(word)] == [False, True, False]
    word = once.draw()
    now[0] += 121
    assert not once.takes(word)


def test_guesses_fade():
    """The wait grows with each wrong guess, and fades when nobody guesses."""
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    waits = []
    for _ in range(8):
        now[0] += guesses.wait()
        guesses.wrong()
        waits.append(guesses.wait())
    assert waits[:4] == [0] * 4
    assert 0 < waits[4] < waits[5] < waits[6] < waits[7]
    now[0] += 3600
    guesses.wrong()
    assert guesses.wait() == 0


def test_guesses_of_others():
    """Who guesses makes nobody else wait; all addresses of one IPv6 network are one caller, and few are remembered."""
    guesses = Guesses(lambda: 0.0)
    for number in range(6):
        guesses.wrong("192.0.2.7")
        guesses.wrong(f"2001:db8:0:1::{number}")
    assert guesses.wait("192.0.2.7")
    assert guesses.wait("2001:db8:0:1::77")
    assert guesses.wait("192.0.2.8") == guesses.wait("2001:db8:0:2::1") == guesses.wait(None) == 0
    for number in range(10_000):
        guesses.wrong(f"10.0.{number // 256}.{number % 256}")
    assert guesses.wait("192.0.2.7")
    assert len(guesses._records) <= 10_000


def test_signing_in_is_logged(served_apart, eventually):
    """The log says who came in, through which door and from where, and who left; never the key."""
    served = served_apart()
    come_and_go(served)
    for words in ("127.0.0.1 signed in through the office's key as ", " signed out", "127.0.0.1 tried a wrong key"):
        eventually(lambda words=words: words in served.log())
    assert served.token not in served.log()


@pytest.mark.parametrize("spoil", [lambda text: text[:-1], lambda text: "a" + text, lambda _: "", lambda _: "a.b.c"])
def test_forged_cookie(spoil):
    """A cookie that we did not sign is nobody's."""
    sessions = Sessions(b"x" * 32)
    text = sessions.sign(sessions.start(0), 100)
    assert sessions.read(text, 101).id
    assert sessions.read(spoil(text), 101) is None


def test_cookie_ends():
    """A cookie ends twelve hours after it was last written."""
    sessions = Sessions(b"x" * 32)
    text = sessions.sign(sessions.start(0), 0)
    assert sessions.read(text, LIFETIME - 1)
    assert sessions.read(text, LIFETIME) is None


def test_cookie_ends_at_last():
    """However often it is used, a session ends thirty days after somebody signed in."""
    sessions = Sessions(b"x" * 32)
    session = sessions.start(DAY)
    for half_day in range(3, 62):
        session = sessions.read(sessions.sign(session, half_day * DAY / 2 - 2), half_day * DAY / 2 - 1)
    assert session.began == DAY
    assert sessions.read(sessions.sign(session, 31 * DAY - 1), 31 * DAY) is None


@pytest.mark.parametrize(("base", "name"), [("/", "__Host-mentorwidgets-"), ("/mentoring/", "__Secure-mentorwidgets-")])
def test_name_of_the_cookie(base, name):
    """Over https the cookie has a name that only https may write; one that came without https does not count there."""
    sessions = Sessions(b"x" * 32, base)
    text = sessions.sign(sessions.start(0), 0)
    assert sessions.name("https").startswith(name)
    assert sessions.name("http") == sessions.cookie
    assert sessions.of_cookies(SimpleCookie({sessions.cookie: text}), 1, "https") is None
    assert sessions.of_cookies(SimpleCookie({sessions.name("https"): text}), 1, "https")


def test_ended_session():
    """A session that was ended lets nobody in; others are not touched, and the memory of it fades with its cookies."""
    sessions = Sessions(b"x" * 32)
    mine, theirs = sessions.start(0), sessions.start(0)
    sessions.end(mine, 0)
    assert sessions.read(sessions.sign(mine, 0), 1) is None
    assert sessions.read(sessions.sign(theirs, 0), 1)
    sessions.end(theirs, LIFETIME + 1)
    assert list(sessions._ended) == [theirs.id]


def test_cookie_slides(served, library):
    """Using a page writes an older cookie again."""
    sessions = Sessions(library.secret("cookies"))
    visitor = served.visitor(signed_in=False)
    hour_ago = time.time() - 3600
    before = sessions.sign(sessions.start(hour_ago), hour_ago)
    visitor.cookies[sessions.cookie] = before
    assert visitor.get("/").status == 200
    assert visitor.cookies[sessions.cookie] != before


def test_token_in_plain():
    """What is not an address is taken as the key itself."""
    assert token_in(" abc ") == "abc"
