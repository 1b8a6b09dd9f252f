"""Two people with personal links on a real server say what they expect: apart, then compared, then agreed."""

from __future__ import annotations

import os
import signal

import docx
import harness
import pytest
from guests import NOTE, PAIR, SLUG, make_library, worksheet_of
from playwright.sync_api import expect

from mentorwidgets.model import Operation, Viewer
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser

SECRET, THEIRS = "To lead a story time of my own", "That he finds his own way"
STATE = f"async () => (await fetch('/mentorwidgets/api/worksheet/{SLUG}/expectations')).text()"
NEWS = """(worksheet) => new Promise((done) => {
    const told = [];
    const source = new EventSource(`/mentorwidgets/api/events?since=0&worksheet=${worksheet}`);
    for (const kind of ['change', 'again']) source.addEventListener(kind, (event) => told.push(event.data));
    source.addEventListener('beat', () => { source.close(); done(told.join()); });
})"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Ben and Ana are a pair."""
    folder = make_library(tmp_path_factory.mktemp("expectations") / "library")
    with open_store(folder) as store:
        wish = Operation(op="a-pair-00", worksheet=f"{SLUG}/pairing", key=PAIR, value={"status": "active"}, base=0)
        assert store.apply(wish, "Coordinator").outcome == "saved"
    return folder


@pytest.fixture(scope="module")
def server(serve_folder, library):
    """A real server on it."""
    return serve_folder(library.path)


@pytest.fixture
def page_of(server, new_page):
    """A factory of expectations pages of a guest."""

    def make(who, **options):
        return worksheet_of(
            new_page(reduced_motion="reduce", **options), server, who, "expectations", ".mwe[data-room]"
        )

    return make


def answer(page, words, question="hopes"):
    """Type an answer of one's own, and wait until it is saved."""
    page.locator(f".mwe-apart [data-question={question}] textarea").fill(words)
    saved(page)


def saved(page):
    """Wait until the page says that all is saved."""
    expect(page.locator(".mw-bar-state")).to_have_attribute("data-state", "saved", timeout=30_000)


def agreed(page):
    """The field in which both write what they agreed to hope for."""
    return page.locator(".mwe-item [data-question=hopes] textarea")


def everything_of(page):
    """All that a page was told, from whichever side: markup, state, frames, the API, news, documents and print."""
    page.locator(".mwe-papers > summary").click()
    documents = []
    for kind in ("Markdown", "JSON"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=kind, exact=True).click()
        documents.append(waiting.value.path().read_text(encoding="utf-8"))
    page.locator(".mwe-papers > summary").click()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    paper = page.locator(".mwe-paper").inner_text() + page.content()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    return "".join([*page.heard, *documents, paper, page.evaluate(STATE), page.evaluate(NEWS, f"{SLUG}/expectations")])


def both_ready(mentee, mentor):
    """Each answers, and says that they are ready, who has not done so before."""
    for page, words in ((mentee, SECRET), (mentor, THEIRS)):
        if page.locator(".mwe-finish").is_visible():
            answer(page, words)
            harness.press(page.get_by_role("button", name="I am ready to compare"))
    for page in (mentee, mentor):
        expect(page.locator(".mwe-both .mwe-summary")).to_be_visible()


def hold_saves(page):
    """Keep what a page saves on its way; gives what waits."""
    held = []

    def keep(route):
        held.append(route)

    page.route("**/mentorwidgets/api/save", keep)
    return held


def test_apart_compared_agreed_and_looked_at_again(page_of, server):
    """EX1, EX19, EX20: kernels and the server are killed on the way; nothing leaks before its time, nothing is lost."""
    mentee, mentor = page_of("mentee"), page_of("own mentor")
    answer(mentee, SECRET)
    harness.press(mentee.get_by_role("button", name="I am ready to compare"))
    expect(mentee.locator(".mwe-wait")).to_contain_text("You are ready. Ana Silva is still writing.")
    expect(mentor.locator(".mwe-finish")).to_contain_text("Ben Carter is ready.")
    told = everything_of(mentor)
    assert "answer/ben/ana/career/mentor" not in told
    assert [words for words in (SECRET, "answer/ben/ana/career/mentee", NOTE) if words in told] == []

    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    answer(mentor, THEIRS)
    server.kill()
    mentor.locator(".mwe-apart [data-question=offer] textarea").fill("Twenty years of story times")
    server.restart()
    saved(mentor)
    assert SECRET not in mentor.evaluate(STATE)

    harness.press(mentor.get_by_role("button", name="I am ready to compare"))
    for page in (mentee, mentor):
        expect(page.locator(".mwe-item").first).to_contain_text(SECRET)
        expect(page.locator(".mwe-item").first).to_contain_text(THEIRS)
        expect(page.locator(".mwe-both .mwe-summary")).to_have_text("0 aligned, 1 to discuss, 43 open.")

    harness.press(mentor.locator(".mwe-item").first.get_by_role("button", name="Use this answer of Ben Carter"))
    expect(agreed(mentee)).to_have_value(SECRET)
    for page, name in ((mentee, "Ben Carter"), (mentor, "Ana Silva")):
        saved(page)
        page.get_by_label("Your name, as you sign").fill(name)
        harness.press(page.get_by_role("button", name="Yes, this is our plan"))
        expect(page.locator(".mwe-names")).to_contain_text(f"{name} said yes on")
    expect(mentee.locator(".mwe-stages [data-stage=agreed]")).to_have_attribute("data-is", "done")

    harness.press(mentee.get_by_role("button", name="Look at it again"))
    harness.press(mentee.get_by_role("button", name="Keep it and go on"))
    agreed(mentee).fill("To lead a story time in May")
    agreed(mentee).blur()
    saved(mentee)
    expect(mentor.locator(".mwe-item").first.locator("del")).to_contain_text("of my own")
    expect(mentor.locator(".mwe-names")).to_contain_text("Since then this changed")


def test_both_write_one_agreed_field_at_once(page_of):
    """Nothing is overwritten unread: the second sees both texts and chooses."""
    mentee, mentor = page_of("mentee"), page_of("own mentor")
    both_ready(mentee, mentor)
    held = hold_saves(mentor)
    agreed(mentor).fill("As the mentor sees it")
    expect(mentor.locator(".mw-bar-state")).to_have_attribute("data-state", "saving")
    agreed(mentee).fill("As the mentee sees it")
    saved(mentee)
    for route in held:
        route.continue_()
    mentor.unroute("**/mentorwidgets/api/save")
    clash = mentor.locator(".mwe-item .mwf-clash").first
    expect(clash).to_contain_text("As the mentee sees it", timeout=30_000)
    expect(clash).to_contain_text("As the mentor sees it")
    expect(agreed(mentee)).to_have_value("As the mentee sees it")
    harness.press(clash.get_by_role("button", name="Use mine"))
    saved(mentor)
    expect(agreed(mentee)).to_be_focused()  # nobody's words move under the cursor
    agreed(mentee).blur()
    expect(agreed(mentee)).to_have_value("As the mentor sees it", timeout=30_000)


def test_others_read_progress_alone(page_of, server, library):
    """The coordinator sees how far they are, also in the history; another mentor nothing at all."""
    with open_store(library) as store:
        given = {"answer": SECRET, "type": "paragraph"}
        key = "answer/ben/ana/career/mentee/gain"
        wish = Operation(op="an-answer-0", worksheet=f"{SLUG}/expectations", key=key, value=given, base=0)
        assert store.apply(wish, Viewer(role="mentee", program=SLUG, person="ben", name="Ben")).outcome == "saved"
    coordinator, other = page_of("coordinator"), page_of("other mentor")
    expect(coordinator.locator(".mwe-pair-row")).to_contain_text("Ben Carter and Ana Silva")
    expect(other.locator(".mw-empty")).to_contain_text("No pair yet")
    history = coordinator.request.get(f"{server.url}programs/{SLUG}/history").text()
    assert "Only you two" in history
    assert SECRET not in history
    for page in (coordinator, other):
        told = "".join([*page.heard, page.content(), page.evaluate(STATE), page.evaluate(NEWS, f"{SLUG}/expectations")])
        assert [words for words in (SECRET, THEIRS, "answer/ben", "agreed/ben", "past/ben") if words in told] == []


def write_into(file, changes):
    """Change paragraphs of a Word document by hand: what one begins with -> what it says then."""
    document = docx.Document(file)
    for paragraph in document.paragraphs:
        for begin, words in changes.items():
            if paragraph.text.startswith(begin):
                paragraph.text = words
    document.save(file)


def test_a_file_comes_back_after_a_look(page_of, tmp_path):
    """EX21: what was written into a Word file stands beside what stands now; one takes what one chooses."""
    page = page_of("mentee")
    if not page.locator(".mwe-apart").is_visible():
        page.locator(".mwe-own > summary").click()
    field = page.locator(".mwe-apart [data-question=offer] textarea")
    field.fill("What I said first")
    saved(page)
    page.locator(".mwe-papers > summary").click()
    with page.expect_download() as waiting:
        harness.press(page.get_by_role("button", name="Word (DOCX)"))
    file = tmp_path / "expectations.docx"
    waiting.value.save_as(file)
    names = {"Ben Carter, 20": "Ben, today", "Name ___": "Ben, today"}  # said yes already, or not yet
    write_into(file, {"What I said first": "What I wrote in Word", **names})
    field.fill("What I said later")
    saved(page)
    page.get_by_label("A file that was downloaded here").focus()
    page.get_by_label("A file that was downloaded here").set_input_files(file)
    dialog = page.get_by_role("dialog", name="Bring a file back")
    expect(dialog).to_contain_text("What I wrote in Word")
    expect(dialog).to_contain_text("“Ben, today” A name in a file is no yes.")
    expect(dialog).to_contain_text("What I said later")
    expect(field).to_have_value("What I said later")
    harness.press(dialog.get_by_role("checkbox"), "Space")
    expect(dialog.get_by_role("button", name="Take in 0 answers")).to_be_disabled()
    page.keyboard.press("Space")
    harness.press(dialog.get_by_role("button", name="Take in 1 answer"))
    expect(field).to_have_value("What I wrote in Word")
    saved(page)
    strange = tmp_path / "strange.md"
    strange.write_text("# Something else", encoding="utf-8")
    page.get_by_label("A file that was downloaded here").set_input_files(strange)
    expect(page.locator(".mwe-papers [role=status]")).to_contain_text("This is not a document of expectations.")
