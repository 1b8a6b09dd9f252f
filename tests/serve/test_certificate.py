"""A certificate made on the spot: for these names, kept, renewed in time, and shown by a server that real browsers talk to."""

from __future__ import annotations

import datetime as dt
import ssl
import sys

import pytest
from cryptography import x509
from guests import invite, key_of, make_library
from served import SLUG

from mentorwidgets.errors import ServeError
from mentorwidgets.folder import Folder
from mentorwidgets.serve import certificate as room
from mentorwidgets.serve.certificate import certificate
from mentorwidgets.serve.options import Options
from mentorwidgets.serve.proxies import warning

NAMES = ["localhost", "127.0.0.1", "::1", "room.test", "192.168.1.20", "xn--bcherei-n2a.example"]


def test_it_names_what_browsers_call(tmp_path):
    """Host names and addresses, for no longer than browsers believe it, and for nothing but a server."""
    made = certificate(tmp_path / "https.pem", NAMES)
    read = x509.load_pem_x509_certificate(made.file.read_bytes())
    told = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert sorted(str(name.value) for name in told) == sorted(NAMES)
    assert read.not_valid_after_utc - read.not_valid_before_utc <= dt.timedelta(days=398)
    assert not read.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert len(made.fingerprint.split(":")) == 32
    assert isinstance(made.context(), ssl.SSLContext)


def test_it_is_kept(tmp_path):
    """Browsers that were told to trust it go on: it is made anew only for a name that it lacks."""
    file = tmp_path / "https.pem"
    first = certificate(file, NAMES)
    assert certificate(file, NAMES) == first
    assert certificate(file, NAMES[:2]) == first
    assert certificate(file, [*NAMES, "another.test"]) != first


@pytest.mark.parametrize(
    "left", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_damaged_one_is_made_anew(tmp_path, left):
    """What a full disk or a hand left there holds nobody up."""
    file = tmp_path / "https.pem"
    file.write_bytes(left)
    assert certificate(file, NAMES).context()


def test_one_that_ends_soon_is_made_anew(tmp_path, monkeypatch):
    """Nobody begins a course with a certificate of yesterday."""
    file = tmp_path / "https.pem"
    with monkeypatch.context() as patched:
        patched.setattr(room, "_DAYS", 6)
        old = certificate(file, NAMES)
    assert certificate(file, NAMES) != old


def test_without_the_library(tmp_path, monkeypatch):
    """It is said what to install."""
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ServeError, match=r"mentorwidgets\[https\]"):
        certificate(tmp_path / "https.pem", NAMES)


def test_the_warning_is_explained(tmp_path):
    """The terminal says what browsers will say, and how to be sure; without --https it says what that means."""
    options = Options(folder=tmp_path, host="192.168.1.20")
    assert "AB:CD" in warning(options, "AB:CD")
    assert "warns once" in warning(options, "AB:CD")
    assert "--https" in warning(options)


@pytest.mark.browser
def test_a_room_over_https(serve_folder, tmp_path, new_page):
    """Under a name of the network pages are a secure context, say nothing of http, save, and set cookies for https alone."""
    folder = make_library(tmp_path / "library")
    served = serve_folder(folder.path, https=True, allow_hosts=["room.test"])
    assert served.scheme == "https"
    page = new_page(ignore_https_errors=True, reduced_motion="reduce")
    there = served.url.replace("127.0.0.1", "room.test")
    page.goto(f"{there}in#{key_of(Folder(served.folder), invite(folder, 'mentee'))}")
    page.wait_for_url(lambda url: "/in" not in url)
    page.goto(f"{there}programs/{SLUG}/pairing")
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    assert page.evaluate("isSecureContext")
    assert page.get_by_text("This page is not encrypted").is_hidden()
    page.get_by_role("button", name="shortlist").first.click()
    page.locator(".mw-bar-state", has_text="Saved").wait_for()
    assert [one["name"] for one in page.context.cookies() if not one["secure"]] == []
    assert (folder.path / "secret" / "https.pem").exists()
