"""What the server was asked to do."""

from __future__ import annotations

import pytest

from mentorwidgets.serve.options import Options, plain_name


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
