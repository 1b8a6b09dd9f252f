"""The headers that every answer carries."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from mentorwidgets.serve.armour import FLOOR, HEADERS, LEAN, STOCK, Armour, allow, hash_source


def dressed(headers=None, policy=""):
    """The headers of an answer after the armour was put on."""
    request = HTTPServerRequest(start_line=RequestStartLine("GET", "/", "HTTP/1.0"))
    if policy:
        allow(request, policy)
    status, found, body = Armour(request).transform_first_chunk(200, HTTPHeaders(headers or {}), b"body", True)
    assert (status, body) == (200, b"body")
    return found


def test_every_header():
    """All are there, and the server does not tell what it is made of."""
    found = dressed({"Server": "TornadoServer/1"})
    assert HEADERS.items() <= dict(found).items()
    assert "Server" not in found


@pytest.mark.parametrize("name", [*HEADERS, "Content-Security-Policy"])
def test_no_weaker_word(name):
    """What a handler says about them does not count."""
    assert dressed({name: "weak"})[name] != "weak"


def test_kept():
    """Nothing is kept by browsers unless a handler says so."""
    assert dressed()["Cache-Control"] == "no-store"
    assert dressed({"Cache-Control": "public"})["Cache-Control"] == "public"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("text/css", "text/css; charset=utf-8"), ("text/javascript", "text/javascript; charset=utf-8"),
        ("text/html; charset=utf-8", "text/html; charset=utf-8"), ("font/woff2", "font/woff2"),
        ("application/json", "application/json"),
    ],
)  # fmt: skip
def test_charset(said, found):
    """No browser has to guess how text is written."""
    assert dressed({"Content-Type": said})["Content-Type"] == found


def test_other_policy():
    """One answer may have another policy; the next has ours again."""
    assert dressed(policy=STOCK)["Content-Security-Policy"] == STOCK
    assert dressed()["Content-Security-Policy"] == LEAN


@pytest.mark.parametrize("policy", [LEAN, STOCK])
def test_policies(policy):
    """Neither policy allows inline scripts but the one that looks at the browser, eval, frames around us, or another host."""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["script-src"] == f"'self' blob: {hash_source(FLOOR)}"
    assert "unsafe" not in rules["script-src"]
    assert (rules["default-src"], rules["frame-ancestors"], rules["base-uri"]) == ("'none'",) * 3
    assert rules["object-src"] == "'none'"
    assert "http" not in policy
    assert "*" not in policy


def test_hash_source():
    """The hash is the one that browsers compute (an example of the W3C, CSP level 3)."""
    assert hash_source("doSomething();") == "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH"])
def test_no_other_methods(stranger, visitor, method):
    """Methods that nobody needs do nothing, and a TRACE sends nothing back."""
    for asker in (stranger, visitor):
        answer = asker.ask(method, "/login", headers={"X-Told": "a-secret-word"})
        assert answer.status in {401, 403, 404, 405}
        assert b"a-secret-word" not in answer.body
