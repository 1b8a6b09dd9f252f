"""People and links, history and what is held, in a real browser."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from harness import looker, press
from served import OAK, PEOPLE, SLUG, make_folder, operation

from mentorwidgets.doors import new_invitation
from mentorwidgets.inviting import Asked, link_for, make_links
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
LOOKS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    for scheme, width in (("light", 1280), ("light", 360), ("dark", 1280), ("dark", 320))
] + [{"forced_colors": "active", "viewport": {"width": 320, "height": 2400}}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A program in which Ana has a link."""
    made = make_folder(tmp_path_factory.mktemp("links") / "library", OAK)
    with open_store(made) as store:
        store.set_roster(SLUG, store.people(SLUG)[1:], "Cora")
        store.undo_roster(SLUG, "Cora")
        asked = Asked(secret=made.secret("links"), by="Cora")
        make_links(store, SLUG, PEOPLE[:1], asked)
        link_for(store, SLUG, "Tom Ode", "trainer", asked)
    return made


@pytest.fixture(scope="module")
def server(serve_folder, folder):
    """Its server, with a shortlist that was changed."""
    served = serve_folder(folder.path)
    office = served.visitor()
    office.get("/")
    ops = [operation(1, "shortlist/eva", ["ana"]), operation(2, "shortlist/eva", [], 1)]
    office.post("/mentorwidgets/api/save", {"ops": ops})
    return served


@pytest.fixture
def open_page(server, new_page):
    """A factory of pages where the office is signed in."""

    def make(path="links", **options):
        page = new_page(reduced_motion="reduce", **options)
        page.goto(server.address)
        page.goto(f"{server.url}programs/{SLUG}/{path}")
        return page

    return make


def row(page, name):
    """The row of a person."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))


def renew(page, name, asked=lambda: None):
    """Make a new link for somebody who has one, and wait for the dialog with it."""
    row(page, name).get_by_role("button", name="New link").click()
    page.get_by_role("dialog", name=f"Make a new link for {name}?").wait_for()
    asked()
    page.get_by_role("button", name="Make a new link").click()
    page.get_by_role("dialog", name=f"Link of {name}").wait_for()


def address_of_eva(server, folder):
    """A new personal address of Eva's."""
    with open_store(folder) as store:
        asked = Asked(secret=folder.secret("links"), by="Cora")
        key = make_links(store, SLUG, PEOPLE[2:], asked, is_renewed=True)[0][1].key
    return f"{server.url}in#{key}"


def address_shown(page):
    """The address that the open dialog shows."""
    return page.get_by_role("dialog").get_by_label("Personal address").input_value()


@pytest.mark.parametrize(
    "look", LOOKS, ids=lambda look: f"{look.get('color_scheme', 'forced')}-{look['viewport']['width']}"
)
def test_accessible(open_page, axe, look):
    """axe finds nothing in any state, and nothing is wider than the window."""
    page, see = open_page(**look), looker(axe)
    see(page, "links")
    page.get_by_label("Find a name").fill("zzz")
    see(page, "nobody found")
    page.get_by_label("Find a name").fill("")
    renew(page, "Ana Silva", lambda: see(page, "question of a new link"))
    see(page, "dialog")
    page.keyboard.press("Escape")
    row(page, "Ana Silva").get_by_role("button", name="Take back").click()
    page.get_by_role("dialog", name="Take back").wait_for()
    see(page, "question")
    page.goto(page.url.replace("/links", "/history"))
    assert see(page, "history") == []


def test_keys_alone(open_page, new_page, server):
    """By keyboard: make a link, hear its address, close; take it back; focus is never lost."""
    page = open_page()
    press(row(page, "Ben Carter").get_by_role("button", name="Make link"))
    page.get_by_role("dialog").wait_for()
    address = address_shown(page)
    assert page.evaluate("document.activeElement.id") == "mw-link-address"
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_function("document.activeElement.value === 'renew'")
    guest = new_page()
    guest.goto(address)
    guest.get_by_role("heading", name="Hello Ben Carter").wait_for()
    press(row(page, "Ben Carter").get_by_role("button", name="Take back"))
    page.get_by_role("dialog", name="Take back the link of Ben Carter?").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.value === 'revoke'")
    assert guest.reload().status == 200
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Leave it as it is"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The link of Ben Carter was taken back").wait_for()
    page.wait_for_function("document.activeElement.value === 'make'")
    assert row(page, "Ben Carter").get_by_text("Taken back", exact=True).is_visible()
    guest.reload()
    guest.get_by_text("Your link has ended or was taken back").wait_for()


def test_the_dialog_keeps_focus_and_copies(open_page, server):
    """Tab stays inside, the whole address is copied, and it leaves no trace in the page's own address."""
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url.rstrip("/"))
    renew(page, "Ana Silva")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address_shown(page)
    for _ in range(6):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)"
        assert page.evaluate(inside)
    assert "#" not in page.url


def test_a_link_leaves_the_address_bar(open_page, new_page, server, folder):
    """Whoever opens a personal link finds it neither in the address bar nor behind the back button."""
    page = new_page()
    page.goto(address_of_eva(server, folder))
    page.get_by_role("heading", name="Hello Eva Novak").wait_for()
    assert "#" not in page.url
    page.go_back()
    assert "#" not in page.url


def test_a_long_list_is_searched(open_page):
    """Typing part of a name leaves the rows that have it."""
    page = open_page()
    page.get_by_label("Find a name").press_sequentially("EVA")
    shown = page.get_by_role("table", name="On the roster").get_by_role("rowheader")
    assert shown.all_text_contents() == ["Eva Novak"]


def test_a_coordinator_is_invited(open_page, new_page):
    """Name and role make a link; whoever comes in with it runs this program and no other page."""
    page = open_page()
    page.get_by_label("Name", exact=True).fill("Cora Lind")
    page.get_by_role("region", name="Coordinators and trainers").get_by_role("button", name="Make link").click()
    page.get_by_role("dialog").wait_for()
    address = address_shown(page)
    page.get_by_role("button", name="Close").click()
    row(page, "Cora Lind").wait_for()
    guest = new_page()
    guest.goto(address)
    guest.get_by_role("link", name="People and links").click()
    guest.get_by_role("heading", name="People and links").wait_for()


def test_a_room_is_taken_back(open_page, folder):
    """Its row goes, since nobody can use it again; focus goes to what is still there, and the page says what happened."""
    with open_store(folder) as store:
        store.add_invitations([new_invitation(SLUG, "guest", name="Somebody in the room")])
    page = open_page()
    for name in ("Tom Ode", "Somebody in the room"):
        press(row(page, name).get_by_role("button", name="Take back"))
        page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
        page.get_by_role("status").filter(has_text=f"The link of {name} was taken back").wait_for()
        page.wait_for_function("document.activeElement.closest('[aria-labelledby=others]')")
    assert row(page, "Tom Ode").get_by_text("Taken back", exact=True).is_visible()
    assert not row(page, "Somebody in the room").count()


def test_links_for_all(open_page):
    """How many is asked first; a yes makes them, and gives the list this once, again while the dialog is open."""
    page = open_page()
    page.get_by_role("button", name="Make links for the").or_(
        page.get_by_role("button", name="Make a link for")
    ).click()
    with page.expect_download() as waiting:
        page.get_by_role("dialog", name="Make ").get_by_role("button", name="Make ").click()
    assert waiting.value.suggested_filename == f"{SLUG}-links.csv"
    with page.expect_download() as again:
        page.get_by_role("link", name="Download the list again").click()
    lists = [one.value.path().read_text(encoding="utf-8-sig") for one in (waiting, again)]
    assert lists[0] == lists[1]
    assert "/in#" in lists[0]
    with page.expect_navigation():
        page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Make link for").filter(visible=True).count()


def test_a_lost_list_is_made_anew(open_page):
    """New links for everybody: what that ends is said first."""
    page = open_page()
    page.get_by_role("button", name="Make new links for everybody").click()
    page.get_by_role("dialog").filter(has_text="end at once").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("dialog").get_by_role("button", name="Make and download").click()
    assert "Ana Silva" in waiting.value.path().read_text(encoding="utf-8-sig")


def test_without_a_network_the_page_says_so(open_page):
    """A deed that did not reach the server is told, and can be done again."""
    page = open_page()
    page.context.set_offline(True)
    row(page, "Ana Silva").get_by_role("button", name="New link").click()
    page.get_by_role("alert").filter(has_text="could not reach the server").wait_for()
    page.context.set_offline(False)
    renew(page, "Ana Silva")


def test_without_scripts(open_page):
    """The page works without JavaScript: it shows the address itself."""
    page = open_page(java_script_enabled=False)
    row(page, "Ana Silva").get_by_role("button", name="New link").click()
    page.get_by_role("button", name="Make a new link").click()
    assert re.search(r"/in#\S{80,}", page.get_by_role("region", name="Link of Ana Silva").text_content())


def test_bringing_back(open_page):
    """An earlier text is brought back by keyboard, and the page says so."""
    page = open_page("history")
    page.get_by_role("combobox", name="Person").select_option("Eva Novak")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="What this person looked at").wait_for()
    press(page.get_by_role("button", name="Bring back Shortlist of: Eva Novak").last)
    page.get_by_text("Brought back: Shortlist of: Eva Novak.").wait_for()
    assert page.get_by_role("row").nth(1).get_by_text("Now").is_visible()
    assert page.locator("#person option:checked").text_content() == "Eva Novak"


def test_a_history_fits_a_phone(open_page, server, folder):
    """Also why something was not saved, and what was done beside the worksheets."""
    with open_store(folder) as store:  # the newest deed, whatever other tests did before
        store.set_roster(SLUG, store.people(SLUG)[1:], "Cora")
        store.undo_roster(SLUG, "Cora")
    office = server.visitor()
    office.get("/")
    office.post("/mentorwidgets/api/save", {"ops": [operation(77, "no-such-field-of-this-worksheet", "x")]})
    page = open_page("history", viewport={"width": 320, "height": 800})
    page.get_by_text("Not saved: refused. This is not a field of the pairing worksheet.").wait_for()
    page.get_by_text("Took back the roster of").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Adelaide"])
def test_times_are_those_of_the_reader(open_page, zone):
    """Everybody reads the history on their own clock, and is told which one that is."""
    page = open_page("history", timezone_id=zone)
    assert are_own(page, zone)


def test_times_of_what_is_held(new_page, server, folder):
    """The page about oneself is on one's own clock, too."""
    page = new_page(timezone_id="America/New_York")
    page.goto(address_of_eva(server, folder))
    page.get_by_role("link", name="What is held about you").click()
    page.get_by_role("heading", name="Personal links").wait_for()
    assert are_own(page, "America/New_York")


def are_own(page, zone):
    """Whether all times of a page are those of a zone, and the page says so."""
    page.get_by_text(f"Times are those of {zone.replace('_', ' ')}, the time zone of this device.").wait_for()
    shown = page.locator("time").evaluate_all("nodes => nodes.map((node) => [node.dateTime, node.textContent])")
    own = [dt.datetime.fromisoformat(iso).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") for iso, _ in shown]
    return bool(shown) and all(text in (whole, whole[11:]) for (_, text), whole in zip(shown, own, strict=True))


def test_what_is_held_fits_everywhere(new_page, axe, server, folder):
    """The page of what is held is accessible at any width, and its file opens by itself."""
    see = looker(axe)
    for look in LOOKS:
        page = new_page(**look)
        page.goto(address_of_eva(server, folder))
        page.get_by_role("link", name="What is held about you").click()
        page.get_by_role("heading", name="Answers").wait_for()
        found = see(page, str(look))
    assert found == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as a page").click()
    assert "What is held about Eva Novak" in waiting.value.path().read_text(encoding="utf-8")


def test_printing(open_page):
    """On paper there are names and states, from the first page on, and no buttons."""
    page = open_page()
    page.emulate_media(media="print")
    assert page.get_by_role("rowheader", name="Ana Silva").is_visible()
    assert not page.get_by_role("button").filter(visible=True).count()
    assert page.locator(".mw-part").first.evaluate("part => getComputedStyle(part).breakInside") == "auto"
    assert page.get_by_text("You opened this page on this computer only").is_hidden()
    assert page.pdf()[:4] == b"%PDF"
