"""What the Hub gives its service in the environment, and what becomes of it."""

from __future__ import annotations

import asyncio
import os
from http.cookies import SimpleCookie

import pytest
from click.testing import CliRunner
from served import OAK, make_folder

from mentorwidgets.cli import cli
from mentorwidgets.errors import ServeError
from mentorwidgets.serve.hub.oauth import HubAway, HubClient, browser_of

TOKEN = "a-token-of-the-hub"
HUB = {
    "JUPYTERHUB_API_TOKEN": TOKEN,
    "JPY_API_TOKEN": TOKEN,
    "JUPYTERHUB_CLIENT_ID": "service-mentoring",
    "JUPYTERHUB_API_URL": "http://127.0.0.1:9/hub/api",  # nobody listens at the port of discard
    "JUPYTERHUB_SERVICE_NAME": "mentoring",
    "JUPYTERHUB_SERVICE_PREFIX": "/services/mentoring/",
    "JUPYTERHUB_BASE_URL": "/",
}


@pytest.fixture
def environment(monkeypatch):
    """As the Hub starts its service; nothing of it stays."""
    for name, value in HUB.items():
        monkeypatch.setenv(name, value)


def test_tokens_leave_the_environment(environment):
    """Children of the server would inherit what stands in its environment: no token does."""
    HubClient()
    assert [name for name, value in os.environ.items() if value == TOKEN] == []


@pytest.mark.parametrize("missing", ["JUPYTERHUB_API_TOKEN", "JUPYTERHUB_CLIENT_ID"])
def test_without_the_hub_there_is_no_client(environment, monkeypatch, missing):
    """A server that the Hub did not start says how to let it."""
    monkeypatch.delenv(missing)
    with pytest.raises(ServeError, match="jupyterhub_config.py"):
        HubClient()


def test_the_command_says_how_to_start_it(tmp_path, monkeypatch):
    """`serve --hub` typed by hand ends in words."""
    monkeypatch.delenv("JUPYTERHUB_SERVICE_URL", raising=False)
    folder = make_folder(tmp_path / "library", OAK)
    done = CliRunner().invoke(cli, ["serve", str(folder.path), "--hub"])
    assert isinstance(done.exception, ServeError)
    assert "JupyterHub did not say where to listen" in str(done.exception)


def test_a_hub_that_is_away_is_told_in_words_without_its_address(environment, capfd):
    """Nobody listens: one of our errors, which names no token and no address."""
    client = HubClient()

    async def ask():
        try:
            await client.user(TOKEN)
        finally:
            await client.close()

    with pytest.raises(HubAway, match="JupyterHub does not answer") as caught:
        asyncio.run(ask())
    assert TOKEN not in "".join((*capfd.readouterr(), str(caught.value)))


@pytest.mark.parametrize(("cookie", "same"), [("a=1; jupyterhub-session-id=x", True), ("a=1", False), ("", False)])
def test_a_browser_is_told_by_the_hubs_cookie(cookie, same):
    """The same sign-in at the Hub, the same browser; without one, none."""
    one = browser_of(SimpleCookie(cookie))
    other = browser_of(SimpleCookie("jupyterhub-session-id=x"))
    assert (one == other) is same
    assert "x" not in {one, other}
