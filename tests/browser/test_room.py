"""A trainer and three guests in browsers of their own: asked, answered without names, shown, sorted, ended."""

from __future__ import annotations

import pytest
from guests import guest, invite, key_of, make_library
from harness import looker
from playwright.sync_api import expect
from served import SLUG

from mentorwidgets.folder import Folder

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "reduced_motion": "reduce"}
KNOW, WANT = "What do you already know about mentoring?", "What do you want to know at the end?"
LEARNED, CLEAR = "What have you learned today?", "I know what I would like to learn or pass on."
BARRIER, WIN = "What gets in the way of mentoring here?", "A small win since we last met"
NOTES = ["It takes time", "Somebody <b>helped</b> me once", "Trust"]


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server with a trainer."""
    return serve_folder(make_library(tmp_path_factory.mktemp("room") / "library").path)


@pytest.fixture
def look(axe):
    """Axe, and whether something scrolls sideways."""
    return looker(axe)


@pytest.fixture
def trainer(served, new_page):
    """A trainer at the first step, with the address of the room."""
    page, folder = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce"), Folder(served.folder)
    page.goto(f"{served.url}in#{key_of(folder, invite(folder, 'trainer'))}")
    page.wait_for_url("**/programs/**")
    page.goto(f"{served.url}programs/{SLUG}/trainer")
    page.get_by_role("button", name="Let people in").click()
    page.address = page.get_by_label("Or open this address").input_value()
    return page


def come_in(page, address, name=""):
    """Open the room's link on a phone that knows a name from elsewhere."""
    page.add_init_script(f"localStorage.setItem('mw-name', '{name}')")
    page.goto(address)
    page.wait_for_url("**/room")
    return page


def ask(page, question):
    """Put a question of this step to the room."""
    page.get_by_role("button", name=f"Ask the room {question}").click()
    return page.get_by_role("region", name=question)


def write(page, question, words):
    """Hand in a note, as a guest."""
    card = page.get_by_role("region", name=question)
    card.get_by_label("Your note").fill(words)
    card.get_by_role("button", name="Send").click()


def test_a_session(served, trainer, new_page, look):
    """From the picture on the screen to themes: three guests write, nobody is named, all read what is shown."""
    assert look(trainer, "door") == []
    trainer.get_by_role("button", name="Back to the screen").click()
    guests = [come_in(new_page(**PHONE), trainer.address, "Ana Silva") for _ in NOTES]
    sent = []
    guests[0].on("request", lambda request: sent.append(request.post_data or ""))
    expect(guests[0].get_by_text("Nothing is asked at the moment.")).to_be_visible()
    assert look(guests[0], "quiet") == []
    board = ask(trainer, KNOW)
    expect(guests[0].get_by_role("region", name=KNOW)).to_contain_text("Whoever leads this session reads it")
    for page, words in zip(guests, NOTES, strict=True):
        write(page, KNOW, words)
    expect(board.locator(".mws-count")).to_have_text("3 answers so far, hidden")
    expect(guests[0].get_by_text(NOTES[2])).to_have_count(0)
    assert look(guests[0], "written") + look(trainer, "hidden") == []
    board.get_by_role("button", name="Show the answers to everybody").click()
    sort_by_keys(trainer, board)
    shown = guests[0].locator(".mws-shown")
    expect(shown.get_by_role("heading", name="Hours")).to_be_visible()
    expect(shown.locator(".mws-note")).to_have_count(len(NOTES))
    expect(shown.locator(".mws-note")).to_have_text(
        [NOTES[0], *sorted(NOTES[1:], key=lambda words: shown_place(shown, words))]
    )
    assert look(guests[0], "shown") + look(trainer, "sorted") == []
    named = [
        trainer.content(),
        *(page.content() for page in guests),
        *sent,
        guest(served, "coordinator").get(f"/programs/{SLUG}/history").text,
    ]
    assert [text for text in named if 'by":"Ana' in text or "Ana Silva (" in text] == []


def shown_place(shown, words):
    """Where a note stands among those that are shown: its random id decides."""
    return shown.locator(".mws-note").all_text_contents().index(words)


def sort_by_keys(page, board):
    """Make a theme and move a note under it, with the keyboard alone."""
    board.get_by_role("textbox", name="New theme").focus()
    page.keyboard.type("Hours")
    page.keyboard.press("Enter")
    choose = board.get_by_role("combobox", name=f"Theme of: {NOTES[0]}")
    choose.focus()
    page.keyboard.type("Hours")
    moved = board.get_by_role("region", name="Hours").get_by_role("combobox", name=f"Theme of: {NOTES[0]}")
    expect(moved).to_be_focused()


def test_words_under_way_are_kept(trainer, new_page):
    """What a guest types stays where it is when the trainer goes on, and what they sent can be taken back."""
    trainer.get_by_role("button", name="Back to the screen").click()
    page = come_in(new_page(**PHONE), trainer.address)
    board = ask(trainer, WANT)
    write(page, WANT, "A first note")
    card = page.get_by_role("region", name=WANT)
    card.get_by_role("button", name="Take back A first note").click()
    expect(board.locator(".mws-count strong")).to_have_text("0")
    card.get_by_label("Your note").fill("Half a thou")
    board.get_by_role("button", name="Stop answers").click()
    expect(card).to_contain_text("No more answers are taken here.")
    expect(card.get_by_label("Your note")).to_have_value("Half a thou")
    expect(card.get_by_role("button", name="Send")).to_be_hidden()


def test_a_choice(trainer, new_page, look):
    """A phone counts once, however often somebody changes their mind; a picture stands beside a table."""
    trainer.get_by_role("button", name="Back to the screen").click()
    page = come_in(new_page(**PHONE), trainer.address)
    trainer.get_by_label("Step", exact=True).select_option("4. Who writes first?")
    board = ask(trainer, "Who should write first?")
    page.get_by_label("The mentee").check()
    page.get_by_label("The mentor").check()
    expect(board.locator(".mws-count strong")).to_have_text("1")
    page.reload()
    expect(page.get_by_label("The mentor")).to_be_checked()
    page.get_by_label("The mentee").check()
    page.get_by_label("The mentor").check()
    assert look(page, "choice") == []
    board.get_by_role("button", name="Show the answers to everybody").click()
    expect(page.locator(".mws-bar").first).to_have_text("The mentor1")
    board.get_by_role("button", name="As a picture").click()
    expect(trainer.locator(".mws-picture svg[role=img]")).to_be_visible(timeout=30_000)
    expect(trainer.locator(".mws-picture tbody tr")).to_have_text(
        ["The mentor1", "The mentee0", "Whoever thinks of it0", "The program reminds both0"]
    )
    assert look(trainer, "picture") == []


def test_a_note_is_taken_back_later(trainer, new_page):
    """After a reload and another question, while the page may not read its own note, it is still the writer's."""
    trainer.get_by_role("button", name="Back to the screen").click()
    page = come_in(new_page(**PHONE), trainer.address)
    trainer.get_by_label("Step", exact=True).select_option("12. Before you go")
    board = ask(trainer, LEARNED)
    write(page, LEARNED, "A first note")
    write(page, LEARNED, "A second note")
    expect(board.locator(".mws-count strong")).to_have_text("2")
    page.reload()
    card = page.get_by_role("region", name=LEARNED)
    expect(card.locator(".mws-mine p:not([role])")).to_have_text(["A first note", "A second note"])
    ask(trainer, CLEAR)
    expect(page.get_by_role("region", name=CLEAR)).to_be_visible()
    card.get_by_role("button", name="Take back A first note").click()
    expect(board.locator(".mws-count strong")).to_have_text("1")
    page.reload()
    expect(card.locator(".mws-mine p:not([role])")).to_have_text(["A second note"])


def seen(page, state):
    """The phone's screen goes dark, or is looked at again."""
    page.evaluate(
        "(state) => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }",
        state,
    )


def test_a_note_that_came_too_late(trainer, new_page):
    """Written without a connection, refused afterwards: its words stay, asleep, awake and loaded again, until that is read."""
    trainer.get_by_role("button", name="Back to the screen").click()
    page = come_in(new_page(**PHONE), trainer.address)
    trainer.get_by_label("Step", exact=True).select_option("10. What stands in our way?")
    board = ask(trainer, BARRIER)
    expect(page.get_by_role("region", name=BARRIER)).to_be_visible()
    page.context.set_offline(True)
    write(page, BARRIER, "Written in the lift")
    board.get_by_role("button", name="Stop answers").click()
    expect(board.locator(".mws-count")).to_contain_text("no more are taken")
    page.context.set_offline(False)
    late = page.get_by_role("region", name="Not taken")
    expect(late).to_contain_text("No more answers are taken here.")
    with page.expect_response("**/api/worksheet/**"):
        seen(page, "hidden")
        seen(page, "visible")
    expect(late.locator("p").first).to_have_text("Written in the lift")
    page.reload()
    expect(late.locator("p").first).to_have_text("Written in the lift")
    late.get_by_role("button", name="All right").click()
    expect(late).to_be_hidden()


def test_a_phone_that_keeps_nothing(trainer, new_page):
    """Where the browser's storage is closed, a note can still be taken back as long as the page is open."""
    trainer.get_by_role("button", name="Back to the screen").click()
    page = new_page(**PHONE)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    page = come_in(page, trainer.address)
    trainer.get_by_label("Step", exact=True).select_option("11. Small wins")
    board = ask(trainer, WIN)
    write(page, WIN, "A note")
    expect(board.locator(".mws-count strong")).to_have_text("1")
    with page.expect_response("**/api/worksheet/**"):
        seen(page, "hidden")
        seen(page, "visible")
    page.get_by_role("button", name="Take back A note").click()
    expect(board.locator(".mws-count strong")).to_have_text("0")


def test_the_end(trainer, new_page):
    """The trainer is asked first, then ends the room; the phones say so by themselves."""
    page = come_in(new_page(**PHONE), trainer.address)
    trainer.get_by_role("button", name="End the room for everybody").click()
    trainer.keyboard.press("Enter")  # the focus is on "Leave it open"
    trainer.get_by_role("button", name="End the room for everybody").click()
    trainer.get_by_role("button", name="End the room", exact=True).click()
    expect(page.get_by_text("This room has ended. Thank you for coming.")).to_be_visible(timeout=15_000)


def ask_own(trainer, page, question):
    """Put a question of one's own to the room, and wait until a phone shows it."""
    trainer.get_by_label("Step", exact=True).select_option("Your own question")
    trainer.get_by_label("Question", exact=True).fill(question)
    trainer.get_by_role("button", name="Ask the room", exact=True).click()
    expect(page.get_by_role("region", name=question)).to_be_visible()


def live(page):
    """What a screen reader was told last on a guest's page."""
    return page.locator(".mws-guest > p.mw-sr[role=status]")


def held_back(page):
    """Keep what the page sends to be saved in our hands: the routes, oldest first."""
    routes = []
    page.route("**/api/save", lambda route: routes.append(route))  # noqa: PLW0108  it hangs a mark on what it is given
    return routes


def until_held(page, routes):
    """Until the page has sent something."""
    for _ in range(500):
        if routes:
            return
        page.wait_for_timeout(20)
    raise AssertionError("nothing was sent")


def test_sent_is_said_when_it_has_arrived(trainer, new_page):
    """Not before: while a note is on its way nothing is claimed of it."""
    trainer.get_by_role("button", name="Back to the screen").click()
    page = come_in(new_page(**PHONE), trainer.address)
    ask_own(trainer, page, "Said when?")
    routes = held_back(page)
    write(page, "Said when?", "On its way")
    until_held(page, routes)
    expect(page.locator(".mws-state")).to_have_text("Sending…")
    expect(live(page)).not_to_contain_text("Sent")
    routes[0].continue_()
    expect(live(page)).to_contain_text("Sent. You can write another one.")


def test_a_note_after_the_end(trainer, new_page):
    """It is not called sent: its words stay to be copied, it is said why, and nothing can be sent any more."""
    page = come_in(new_page(**PHONE), trainer.address)
    trainer.get_by_role("button", name="Back to the screen").click()
    ask_own(trainer, page, "Too late?")
    routes = held_back(page)
    write(page, "Too late?", "A late note")
    until_held(page, routes)
    trainer.get_by_role("button", name="Let people in").click()
    trainer.get_by_role("button", name="End the room for everybody").click()
    trainer.get_by_role("button", name="End the room", exact=True).click()
    expect(page.get_by_text("This room has ended.")).to_be_visible(timeout=15_000)
    routes[0].continue_()
    expect(live(page)).to_contain_text("This was not sent: the room has ended.", timeout=15_000)
    mine = page.get_by_role("listitem").filter(has_text="A late note")
    expect(mine).to_contain_text("This was not sent: the room has ended. You can still copy it.")
    expect(page.get_by_role("button", name="Send")).to_have_count(0)
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    expect(trainer.get_by_role("region", name="Too late?").locator(".mws-count")).to_have_text(
        "0 answers so far, hidden"
    )
