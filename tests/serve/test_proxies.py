"""Whom the server believes about who calls."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from mentorwidgets.errors import ServeError
from mentorwidgets.serve.options import Options
from mentorwidgets.serve.proxies import Caller, Unnamed, caller, networks, unveil, warning

NAMED = networks(["10.0.0.1", "10.0.3.0/24", "fd00::/8"])
DIRECT = Caller("10.0.0.1", "http", "inside:8866")


def client(listed: str, peer: str = "10.0.0.1") -> str:
    """The address that is believed when the header says so."""
    return caller(Caller(peer, "http", "inside"), {"X-Forwarded-For": listed}, NAMED).address


@pytest.mark.parametrize("peer", ["10.0.0.2", "127.0.0.1", "192.0.2.7", "2001:db8::1", "", "nonsense"])
def test_nobody_else(peer):
    """From anyone but a named proxy nothing is believed."""
    told = {
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil",
        "X-Forwarded-Port": "1",
    }
    direct = Caller(peer, "http", "inside:8866")
    assert caller(direct, told, NAMED) == direct


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("192.0.2.7", "192.0.2.7"), ("6.6.6.6, 192.0.2.7", "192.0.2.7"), ("192.0.2.7, 10.0.3.9", "192.0.2.7"),
        ("6.6.6.6, 192.0.2.7, 10.0.3.9,10.0.3.8", "192.0.2.7"), ("6.6.6.6, 10.0.3.9, 192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"), ("192.0.2.7, ::ffff:10.0.3.9", "192.0.2.7"), ("192.0.2.7, fd00::1", "192.0.2.7"),
        ("", "10.0.0.1"), (" , ", "10.0.0.1"), ("10.0.3.9", "10.0.3.9"), ("unknown", "10.0.0.1"),
        ("192.0.2.7, <script>", "10.0.0.1"), ("192.0.2.7, _hidden, 10.0.3.9", "10.0.3.9"), ("192.0.2.7:4711", "10.0.0.1"),
    ],
)  # fmt: skip
def test_right_most(listed, found):
    """The right-most address that is no proxy of ours is the client; what is no address ends the walk."""
    assert client(listed) == found


def test_mapped_peer():
    """A proxy that comes over a socket for both kinds of addresses is known again."""
    assert client("192.0.2.7", peer="::ffff:10.0.0.1") == "192.0.2.7"


@pytest.mark.parametrize(
    ("told", "scheme", "host"),
    [
        ({}, "http", "inside:8866"),
        ({"X-Forwarded-Proto": "https"}, "https", "inside:8866"),
        ({"X-Forwarded-Proto": "HTTPS"}, "https", "inside:8866"),
        ({"X-Forwarded-Proto": "gopher"}, "http", "inside:8866"),
        ({"X-Forwarded-Host": "outside.example"}, "http", "outside.example"),
        ({"X-Forwarded-Host": "outside", "X-Forwarded-Port": "8443", "X-Forwarded-Proto": "https"}, "https", "outside:8443"),
        ({"X-Forwarded-Host": "outside", "X-Forwarded-Port": "443", "X-Forwarded-Proto": "https"}, "https", "outside"),
        ({"X-Forwarded-Host": "outside:1", "X-Forwarded-Port": "443"}, "http", "outside:1"),
        ({"X-Forwarded-Host": "[fd00::1]", "X-Forwarded-Port": "8443"}, "http", "[fd00::1]:8443"),
        ({"X-Forwarded-Host": "outside", "X-Forwarded-Port": "../x"}, "http", "outside"),
    ],
)  # fmt: skip
def test_scheme_and_host(told, scheme, host):
    """A named proxy says how and by which name the browser came."""
    assert caller(DIRECT, told, NAMED) == Caller("10.0.0.1", scheme, host)


def test_chain():
    """Of two proxies the outer one saw the browser; what the browser itself claimed stands further left."""
    told = {
        "X-Forwarded-For": "6.6.6.6, 192.0.2.7, 10.0.3.9",
        "X-Forwarded-Proto": "http, https, http",
        "X-Forwarded-Host": "evil, outside, inner",
    }
    assert caller(DIRECT, told, NAMED) == Caller("192.0.2.7", "https", "outside")


@pytest.mark.parametrize("word", ["nginx", "10.0.0.1/33", "10.0.0.1/8", "", "0.0.0.0.0"])
def test_no_proxy(word):
    """A word that is no address is refused, with what to give instead."""
    with pytest.raises(ServeError, match="address of a proxy") as caught:
        networks([word])
    assert "10.0.3.0/24" in caught.value.mend


def test_unveil():
    """Behind the gate only what we believe is left, also for what compares an Origin with the Host header."""
    headers = HTTPHeaders(
        {"Host": "inside", "X-Forwarded-Host": "outside", "X-Real-Ip": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
    )
    request = HTTPServerRequest(start_line=RequestStartLine("GET", "/", "HTTP/1.1"), headers=headers)
    request.remote_ip = "10.0.0.1"
    unveil(request, NAMED)
    assert (request.host, dict(request.headers)) == ("outside", {"Host": "outside"})


@pytest.mark.parametrize(
    ("host", "proxies", "words"),
    [
        ("127.0.0.1", (), ""), ("localhost", (), ""), ("::1", (), ""), ("127.0.0.1", ("10.0.0.1",), ""),
        ("0.0.0.0", (), "not encrypted"), ("192.0.2.7", (), "not encrypted"), ("library.example", (), "not encrypted"),
        ("0.0.0.0", ("10.0.0.1",), "nothing but your proxy"), ("", (), "not encrypted"),
    ],
)  # fmt: skip
def test_warning(tmp_path, host, proxies, words):
    """Who lets others in without https is told what that means; who does not is left in peace."""
    said = warning(Options(folder=tmp_path, host=host, trust_proxies=proxies))
    assert bool(said) == bool(words)
    assert words in said


@pytest.mark.parametrize("name", ["X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP"])
def test_a_proxy_that_was_not_named_is_noticed(name):
    """Whatever it calls itself, and only where it was not named."""
    for address, is_unnamed in (("10.0.0.2", True), ("10.0.0.1", False)):
        headers = HTTPHeaders({"Host": "inside", name: "https"})
        request = HTTPServerRequest(start_line=RequestStartLine("GET", "/", "HTTP/1.1"), headers=headers)
        request.remote_ip = address
        assert unveil(request, NAMED) == is_unnamed
        assert not unveil(request, NAMED)


def test_it_is_warned_of_once(served_apart, eventually):
    """In the log and where the server was started, with what to do; a thousand requests say no more."""
    served = served_apart()
    visitor = served.visitor(signed_in=False)
    for _ in range(5):
        visitor.get("/login", **{"X-Forwarded-For": "192.0.2.7"})
    eventually(lambda: "--trust-proxy 127.0.0.1" in served.log())
    served.stop()
    assert served.log().count("speaks like a proxy") == served.errors.count("speaks like a proxy") == 1


def test_many_who_pretend_fill_no_log():
    """Who sends such headers from a thousand addresses is told of twenty times."""
    unnamed = Unnamed()
    assert sum(bool(unnamed.note(f"2001:db8::{number:x}")) for number in range(1000)) == 20
