"""What the server was asked to do."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ServeError
from mentorwidgets.serve.options import TOKEN_VARIABLE, Options, at_hub, plain_base, plain_name


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("LOCALHOST:8866", "localhost"), ("127.0.0.1:80", "127.0.0.1"), ("[::1]:8866", "::1"), ("[::1]", "::1"), ("::1", "::1"),
        ("[2001:DB8:0:0::7]:1", "2001:db8::7"), ("library.example.", "library.example"), ("library.example:", "library.example"),
        ("bücherei.example", "xn--bcherei-n2a.example"), ("", ""), (":80", ""),
    ],
)  # fmt: skip
def test_plain_name(host, plain):
    """One host has one name, however browsers and people write it."""
    assert plain_name(host) == plain


@pytest.mark.parametrize(
    "host", ["a" * 70, "..", "[", "ü" * 70, "\udcff", "127.0.0.1.evil.example", "::ffff:127.0.0.1"]
)
def test_odd_name(tmp_path, host):
    """What is no name is nobody's name, and no error."""
    assert plain_name(host) not in Options(folder=tmp_path).names()


@pytest.mark.parametrize("allowed", ["Bücherei.example", "xn--bcherei-n2a.example", "BÜCHEREI.example:8866"])
def test_allowed_name(tmp_path, allowed):
    """A name with letters of its own may be given as people write it, or as browsers send it."""
    assert plain_name("xn--bcherei-n2a.example:8866") in Options(folder=tmp_path, allow_hosts=(allowed,)).names()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_any_address(tmp_path, host):
    """Listening everywhere does not mean answering to every name."""
    assert Options(folder=tmp_path, host=host).names() == {"localhost", "127.0.0.1", "::1"}


def test_no_empty_token(tmp_path):
    """An empty token is no token: a random one takes its place."""
    assert len(Options(folder=tmp_path, token="").with_token().token) >= 32


def test_shared_token(tmp_path, monkeypatch):
    """Several servers can share one word; one that could be guessed is refused."""
    monkeypatch.setenv(TOKEN_VARIABLE, "a-word-that-all-servers-share")
    assert Options(folder=tmp_path).with_token().token == "a-word-that-all-servers-share"
    monkeypatch.setenv(TOKEN_VARIABLE, "short")
    with pytest.raises(ServeError, match="too short"):
        Options(folder=tmp_path).with_token()


@pytest.mark.parametrize(
    ("base", "plain"), [("/", "/"), ("", "/"), ("mentoring", "/mentoring/"), ("/a/b_c-D", "/a/b_c-D/"), ("//", "/")]
)
def test_base(base, plain):
    """A path has a slash at both ends, however it was typed."""
    assert plain_base(base) == plain


@pytest.mark.parametrize("base", ["/a b/", "/(.*)/", "/../", "/a//b/", "/%2e/", "https://x/", "/a?b/", "/ü/"])
def test_no_base(base):
    """What could mean something else in an address or a pattern is refused."""
    with pytest.raises(ServeError, match="no path"):
        plain_base(base)


HUB = {
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:9123",
    "JUPYTERHUB_SERVICE_PREFIX": "/hub-of-oaks/services/mentoring/",
    "JUPYTERHUB_PUBLIC_URL": "https://hub.library.example/hub-of-oaks/services/mentoring/",
}


def test_at_a_hub(tmp_path):
    """A hub's service listens where the Hub says, answers to the Hub's name, and has no token of the office."""
    options = at_hub(Options(folder=tmp_path, port=1, base="/x/", token="t" * 30, allow_hosts=("oak",)), HUB)
    assert (options.host, options.port, options.base) == ("127.0.0.1", 9123, "/hub-of-oaks/services/mentoring/")
    assert {"oak", "hub.library.example"} <= options.names()
    assert options.with_token().token is None


@pytest.mark.parametrize("missing", ["JUPYTERHUB_SERVICE_URL", "JUPYTERHUB_SERVICE_PREFIX"])
def test_no_hub(tmp_path, missing):
    """Without the Hub's words there is no place to listen at."""
    with pytest.raises(ServeError, match="JupyterHub did not say where"):
        at_hub(Options(folder=tmp_path), {**HUB, missing: ""})
