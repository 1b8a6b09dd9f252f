"""A real JupyterHub, a real PostgreSQL and two of our servers: people work together, and nobody gets in by a trick."""

from __future__ import annotations

import itertools
import re

import pytest
from hubbed import PASSWORD, Hub, User
from playwright.sync_api import expect
from served import OAK, SLUG, make_folder, operation, write_notebook

from mentorwidgets.model import Person, Program, field_key
from mentorwidgets.moving import move_to
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.postgres

SHEET = f"{SLUG}/pairing"
PAIR = field_key("pair", "ben", "ana", "Mentoring")
ASKED = {"status": "proposed", "origin": "chosen", "mentee_yes": True, "mentor_yes": False}
BOTH = {**ASKED, "status": "confirmed", "mentor_yes": True}
GROUPS = {
    "mentoring-office": ["olga"],
    f"mentoring-{SLUG}-coordinator": ["kim"],
    "mentoring-elm-coordinator": ["elmar"],
    f"mentoring-{SLUG}-trainer": ["olga"],
}
ELM = (
    Person(id="l1", name="Jo Lee", roles=("mentor",)),
    Person(id="l2", name="Jo Lee", roles=("mentee",)),
    Person(id="gus", name="Gus Hall", roles=("mentor",)),
)
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def hub(postgres_server, tmp_path_factory, eventually):
    """The Hub, with two of our servers on one folder and one database."""
    place = tmp_path_factory.mktemp("hub")
    folder = make_folder(place / "library", OAK, Program(slug="elm", name="Elm County mentoring"))
    with open_store(folder) as store:
        store.set_roster("elm", ELM, "test")
    move_to(folder, postgres_server.new_url())  # nobody at the Hub is told where it lies
    write_notebook(folder, "curious", "# Curious", "import os\nprint(sorted(os.environ.items()))")
    (folder.path / "hub.toml").write_text('contact = "Kim Reyes"\nagain = 1\n')
    running = Hub(place, folder.path, GROUPS)
    try:
        eventually(running.is_up, 60)
        yield running
    finally:
        running.stop()


def change(key: str, value: object, base: int = 0) -> dict:
    """An operation with an id of its own."""
    return operation(next(NUMBERS), key, value, base)


def go_out(user: User) -> None:
    """Sign out of the Hub, as its button does."""
    user.get(f"{user.hub.url}hub/logout")


def called(user: User) -> str:
    """What our pages call someone; empty when they are not let in."""
    found = re.search(r"signed in as <strong>(.+?)</strong>", user.get().text)
    return found.group(1) if found else ""


def session_cookie(user: User):
    """The cookie by which our server knows a browser."""
    return user.cookie("mentorwidgets-", user.base.removeprefix(user.hub.url.rstrip("/")))


def test_two_people_work_on_one_worksheet_through_two_servers(hub):
    """A mentee asks for a mentor at one server; the mentor hears it at the other and says yes; the coordinator sees both."""
    ben, ana, kim = hub.user("ben.carter", "mentoring-2"), hub.user("ana.silva"), hub.user("kim", "mentoring-2")
    assert (called(ben), called(ana), called(kim)) == ("Ben Carter (mentee)", "Ana Silva (mentor)", "kim (coordinator)")
    with ana.news(SHEET) as news:
        (asked,) = ben.save(change(PAIR, ASKED))
        heard = next(news)
    assert (asked["outcome"], heard["key"], heard["by"]) == ("saved", PAIR, "Ben Carter")
    with ben.news(SHEET) as news:
        (agreed,) = ana.save(change(PAIR, BOTH, base=asked["version"]))
        assert agreed["outcome"] == "saved", agreed
        assert next(each["by"] for each in news if each["value"] == BOTH) == "Ana Silva"
    assert kim.fields(SHEET)[PAIR]["value"] == BOTH


def test_someone_who_is_not_signed_in_is_led_to_the_hub_and_back_to_the_very_page(hub):
    """The address that was asked for is the one that is shown in the end."""
    kim = User(hub)
    answer = kim.sign_in("kim", f"programs/{SLUG}/roster")
    assert (answer.status, kim.at) == (200, f"{kim.base}programs/{SLUG}/roster")
    assert User(hub).get("mentorwidgets/api/worksheet/x/pairing").status == 401


def test_a_calendar_can_follow_who_came_through_the_hub(hub):
    """The address needs no sign-in at the Hub, is shown once, and each of our servers knows of it."""
    users = [hub.user("ben.carter", name) for name in ("mentoring", "mentoring-2")]
    for user in users:
        user.get("mine")
    key = users[0].fill("calendar").data["address"].rpartition("/")[2]
    assert users[1].get("calendar").data["made"]
    answer = User(hub).get(f"calendar/{key}")
    assert (answer.status, answer.text[:15]) == (200, "BEGIN:VCALENDAR")


def test_a_slip_in_the_folders_file(hub, eventually):
    """Nobody is put out and no mentor reads of it; the office is told on its first page, with what to do."""
    ana, olga, file = hub.user("ana.silva"), hub.user("olga"), hub.folder / "hub.toml"
    olga.fill("who", **{"as": "office//"})
    good = file.read_text()
    try:
        file.write_text(good + "[[user]]\nname = 'x'\nrole = 'trainer'\nprogram = 'ash'\n")
        eventually(lambda: "there is no program &#39;ash&#39;" in olga.get().text)
        file.write_text(good + "contact = \n")
        eventually(lambda: "is not written in TOML" in olga.get().text)
        assert "What it said before still counts." in olga.get().text
        assert called(ana) == "Ana Silva (mentor)"
        assert "TOML" not in ana.get().text
        assert called(hub.user("ben.carter", "mentoring-2")) == "Ben Carter (mentee)"
        assert "Kim Reyes" in User(hub).sign_in("zoe").text
    finally:
        file.write_text(good)
    eventually(lambda: "hub.toml" not in olga.get().text)


def test_nobody_in_one_program_is_somebody_in_another(hub):
    """The coordinator of another program does not even see that this one is there."""
    elmar = hub.user("elmar")
    assert elmar.get("programs/elm/").status == 200
    assert elmar.get(f"programs/{SLUG}/").status == elmar.get("programs/no-such/").status == 404
    assert elmar.get(f"mentorwidgets/api/worksheet/{SHEET}").status == 404


@pytest.mark.parametrize(("name", "words"), [("zoe", "no mentoring program here has you"), ("jo.lee", "more than one person")])  # fmt: skip
def test_a_user_who_is_nobody_here_is_told_whom_to_ask(hub, name, words):
    """Unknown or unclear: a page with their name and the person to ask, and no session."""
    user = User(hub)
    answer = user.sign_in(name)
    assert answer.status == 403
    assert words in answer.text.lower()
    assert name in answer.text
    assert "Kim Reyes" in answer.text
    assert not [one for one in user.jar if one.name.startswith("mentorwidgets-")]


@pytest.mark.parametrize("query", ["", "?code=abc", "?code=abc&state=", "?code=abc&state=made-up", "?state=made-up"])
def test_an_answer_that_the_hub_did_not_give_is_refused(hub, query):
    """A callback without the state that began in this browser lets nobody in."""
    answer = User(hub).get(f"oauth_callback{query}")
    assert (answer.status, "did not begin here" in answer.text) == (403, True)


def test_nobody_is_signed_in_as_the_attacker(hub):
    """The Hub's answer to one browser, opened in another, or opened twice, is refused."""
    thief = hub.user("eva.novak")
    begun = thief.stop_at_callback()
    assert User(hub).get(begun).status == 403
    victim = hub.user("kim")
    victim.get(begun)
    assert called(victim) == "kim (coordinator)"
    assert thief.get(begun).status == 200
    session_cookie(thief).value = ""
    assert thief.get(begun).status == 403


def test_two_tabs_sign_in_at_once(hub):
    """Pages that a browser opens again together all come to where they belong, and none throws out the others."""
    user = hub.user("eva.novak")
    first, second = (user.stop_at_callback(page) for page in ("", f"programs/{SLUG}/pairing"))
    user.get(first)
    before = session_cookie(user).value
    user.get(second)
    assert (user.at, session_cookie(user).value) == (f"{user.base}programs/{SLUG}/pairing", before)


def test_a_stolen_cookie_opens_nothing_in_another_browser(hub):
    """Our cookie holds only beside the Hub's own of the same sign-in, and only at the server that gave it."""
    kim, eva, away = hub.user("kim"), hub.user("eva.novak"), hub.user("eva.novak", "mentoring-2")
    stolen = session_cookie(kim).value
    session_cookie(eva).value = session_cookie(away).value = stolen
    assert called(eva) == called(away) == "Eva Novak (mentee)"
    assert called(kim) == "kim (coordinator)"


def test_signing_out_of_the_hub_signs_out_here(hub):
    """At once in this browser: whoever signs in next is themselves."""
    user = hub.user("kim")
    go_out(user)
    user.sign_in("eva.novak")
    assert called(user) == "Eva Novak (mentee)"


def test_a_session_ends_everywhere_when_the_hub_takes_it_back(hub, eventually):
    """A copy of all cookies, in another browser, is worth nothing soon after; its open page hears no more news."""
    kim, copy, page = hub.user("kim"), User(hub), f"mentorwidgets/api/worksheet/{SHEET}"
    for cookie in kim.jar:
        copy.jar.set_cookie(cookie)
    assert copy.get(page).status == 200
    with copy.news(SHEET) as news:
        go_out(kim)
        assert all(each["worksheet"] == SHEET for each in news)  # and it has an end
    assert eventually(lambda: copy.get(page).status == 401)


def test_signing_out_here_leaves_the_hub(hub):
    """The page after signing out says that the Hub may still know us; going in again asks for no password."""
    kim = hub.user("kim")
    answer = kim.fill("logout")
    assert kim.at == f"{kim.base}login#left"
    assert "JupyterHub may still know you" in answer.text
    assert kim.get("mentorwidgets/api/worksheet/x/pairing").status == 401
    assert called(kim) == "kim (coordinator)"


def test_someone_with_two_parts_chooses(hub):
    """Nobody guesses as whom someone comes; they choose, and change it by another choice."""
    olga = hub.user("olga")
    assert olga.at == f"{olga.base}who"
    assert not called(olga)
    assert olga.fill("who", **{"as": f"trainer/{SLUG}/"}).status == 200
    assert (called(olga), olga.get("programs/elm/").status) == ("olga (trainer)", 404)
    before = session_cookie(olga).value
    olga.fill("who", **{"as": "office//"})
    assert (called(olga), olga.get("programs/elm/").status) == ("olga", 200)
    assert session_cookie(olga).value != before


@pytest.mark.parametrize("wish", ["", "office//", f"coordinator/{SLUG}/", f"mentor/{SLUG}/ana"])
def test_nobody_chooses_what_is_not_theirs(hub, wish):
    """A forged choice changes nothing."""
    eva = hub.user("eva.novak")
    eva.get()
    eva.fill("who", **{"as": wish})
    assert called(eva) == "Eva Novak (mentee)"


def test_the_offices_token_opens_nothing(hub):
    """There is no such door here: not in an address, not on the sign-in page, not by a cookie of another run."""
    user = User(hub)
    user.get("?token=whatever")
    assert user.at.startswith(f"{hub.url}hub/login")
    user.get("login")
    assert user.fill("login", key="whatever", after="").status == 401
    assert user.fill("login", key="", after="").status in {400, 401}


def test_no_secret_of_the_hub_reaches_kernels_or_logs(hub):
    """A kernel knows nothing of the Hub; no log of ours holds a token, a code, a state or a cookie."""
    olga = hub.user("olga")
    olga.fill("who", **{"as": "office//"})
    answer = olga.get(f"programs/{SLUG}/curious")
    assert "MENTORWIDGETS_SNAPSHOT" in answer.text
    assert not re.search("JUPYTERHUB|JPY_API|DATABASE", answer.text)
    logs = "".join(path.read_text() for path in (hub.place / "library").glob("server*.log"))
    assert "oauth_callback" in logs
    secrets = [session_cookie(olga).value, olga.cookie("jupyterhub-session-id", "/").value, PASSWORD, "code=", "state="]
    assert [secret for secret in secrets if secret in logs] == []


@pytest.mark.browser
def test_a_journey_from_the_hub_to_a_worksheet(hub, new_page, axe):
    """In a real browser: the Hub's form, the choice, a worksheet with its kernel behind the Hub's proxy, and good-bye."""
    page = new_page(reduced_motion="reduce")
    page.goto(f"{hub.url}services/mentoring/")
    page.get_by_label("Username").fill("olga")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="As whom do you come?").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="All programs").click()
    page.get_by_role("link", name="Oak County mentoring", exact=True).click()
    page.get_by_role("link", name="Pairing").first.click()
    page.locator(".mwp[data-ready=yes], .mwp").first.wait_for()
    page.get_by_role("link", name="mentorwidgets").first.click()
    page.get_by_role("link", name="Come as someone else").click()
    page.get_by_role("button", name="as trainer").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out here").wait_for()
    assert axe(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("how", ["a restart", "a lost cookie"])
def test_an_open_page_comes_back_in_by_itself(hub, new_page, eventually, how):
    """The Hub still knows whoever sits there: what was typed meanwhile is saved without a click."""
    kim, pair = hub.user("kim"), field_key("pair", "eva", "ana", "Mentoring")
    if pair not in kim.fields(SHEET):
        kim.save(change(pair, {**BOTH, "origin": "assigned"}))
    page = new_page(reduced_motion="reduce")
    page.goto(f"{hub.url}services/mentoring/programs/{SLUG}/expectations")
    page.get_by_label("Username").fill("eva.novak")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    field = page.locator("textarea:visible").first
    field.fill("Before.")
    expect(page.locator(".mw-bar-state")).to_have_attribute("data-state", "saved")
    if how == "a restart":
        hub.kill_services()
    else:
        page.context.clear_cookies(name=re.compile(r"^(__Host-|__Secure-)?mentorwidgets-"))
    field.fill("Before. And after.")
    expect(page.locator(".mw-bar-state")).not_to_have_attribute("data-state", "saved")
    expect(page.locator(".mw-bar-state")).to_have_attribute("data-state", "saved", timeout=60_000)
    eva = hub.user("eva.novak")
    assert "Before. And after." in eva.get(f"mentorwidgets/api/worksheet/{SLUG}/expectations").text


@pytest.mark.browser
def test_the_page_for_strangers_can_be_read_by_everyone(hub, new_page, axe):
    """Axe finds nothing, and nothing is cut off at 320 pixels."""
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{hub.url}services/mentoring-2/")
    page.get_by_label("Username").fill("zoe")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="We do not know you yet").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
