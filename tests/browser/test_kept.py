"""What a page holds that is saved nowhere yet: it stays through a cut line, a dead kernel, a reload and Back."""

from __future__ import annotations

import dataclasses

import pytest
from cutting import cut, lose_kernel, place, watched
from guests import SLUG, make_library, worksheet_of
from playwright.sync_api import expect
from served import PEOPLE

from mentorwidgets.model import Operation, Person
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser

PAIR = "ben/ana/career"
MENTORS = tuple(
    Person(id=f"m{at}", name=f"Mentor {at}", roles=("mentor",), interests=("Story time",) if at % 2 else ("Grants",))
    for at in range(40)
)
MENTEES = tuple(
    Person(id=f"e{at}", name=f"Mentee {at}", roles=("mentee",), assign=True, wants=("Grants",)) for at in range(3)
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Ana and Ben are a pair; there are enough others to look through."""
    folder = make_library(tmp_path_factory.mktemp("kept") / "library")
    with open_store(folder) as store:
        people = [dataclasses.replace(person, timezone="Europe/London") for person in PEOPLE]
        store.set_roster(SLUG, [*people, *MENTORS, *MENTEES], "Coordinator")
        pair = {"status": "active", "mentee_yes": True, "mentor_yes": True}
        wish = Operation(op="before-0001", worksheet=f"{SLUG}/pairing", key=f"pair/{PAIR}", value=pair, base=0)
        assert store.apply(wish, "Coordinator").outcome == "saved"
    return folder


@pytest.fixture(scope="module")
def server(serve_folder, library):
    """A real server on it."""
    return serve_folder(library.path)


@pytest.fixture
def page_of(server, new_page):
    """A factory of pages whose line can be cut."""

    def make(who, kind, ready, **options):
        page = worksheet_of(watched(new_page(reduced_motion="reduce", **options)), server, who, kind, ready)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.ready = ready
        return page

    return make


@pytest.fixture(params=["cut", "dead kernel", "reload", "away and back"])
def upset(request, server):
    """What happens to the page in the middle."""

    def happen(page):
        if request.param == "cut":
            cut(page)
        elif request.param == "dead kernel":
            lose_kernel(page, server)
        elif request.param == "reload":
            page.reload()
        else:
            page.goto(server.url)
            page.go_back()
        page.locator(page.ready).first.wait_for()

    happen.name = request.param
    return happen


@pytest.fixture
def held(library):
    """Ask what stands in the database."""

    def ask(kind, prefix):
        with open_store(library) as store:
            return {k: f.value for k, f in store.fields(f"{SLUG}/{kind}").items() if k.startswith(prefix)}

    return ask


def test_what_is_saved_is_the_plan_that_the_person_sees(page_of, held, upset):
    """14:00 was chosen: a plan at another time must not be saved, whatever happened since."""
    page = page_of("own mentor", "cadence", ".mwc[data-ready=yes]")
    page.get_by_role("tab", name="How often").click()
    expect(page.locator(".mwc-look h3")).not_to_be_empty()
    page.get_by_label("Time", exact=True).fill("14:00")
    page.get_by_label("How many meetings").fill("13")
    upset(page)
    expect(page.get_by_role("tab", name="How often", selected=True)).to_be_visible()
    expect(page.get_by_label("Time", exact=True)).to_have_value("14:00")
    page.get_by_role("button", name="Use this plan").click()
    expect(page.locator(".mwc-meeting")).to_have_count(13, timeout=30_000)
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved")
    (rule,) = held("cadence", f"rule/{PAIR}").values()
    assert (rule["time"], rule["count"]) == ("14:00", 13)
    page.get_by_role("tab", name="How often").click()
    page.get_by_role("button", name="Take the plan away").click()
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved")
    assert page.errors == []


def test_a_search_a_filter_a_choice_and_an_open_profile_stay(page_of, upset):
    """Where a coordinator is on the page of pairs is where they are afterwards."""
    page = page_of("coordinator", "pairing", ".mwp-card")
    chooser = page.get_by_role("combobox", name="Choosing for")
    chooser.fill("Mentee 2")
    chooser.press("Enter")
    page.get_by_label("Search", exact=True).fill("story")
    expect(page.locator(".mwp-card")).to_have_count(20)
    page.get_by_role("button", name="Compare Mentor 11").click()
    page.get_by_label("Sort by").select_option("name")
    page.locator(".mwp-name", has_text="Mentor 11").click()
    expect(page.get_by_role("dialog", name="Profile of Mentor 11")).to_be_visible()
    upset(page)
    expect(page.get_by_role("dialog", name="Profile of Mentor 11")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Search", exact=True)).to_have_value("story")
    expect(page.locator(".mwp-card")).to_have_count(20)
    expect(page.get_by_label("Sort by")).to_have_value("name")
    expect(chooser).to_have_value("Mentee 2")
    expect(page.get_by_role("group", name="Compare")).to_contain_text("Mentor 11. Pick one or two more")
    assert page.errors == []


def test_picked_weights_and_a_proposal_stay(page_of, upset):
    """What was worked out is not thrown away, and weights that were picked do not fall back."""
    page = page_of("coordinator", "pairing", ".mwp-tab")
    page.get_by_role("tab", name="Propose").click()
    page.get_by_role("button", name="Propose pairs").click()
    expect(page.locator(".mwp-draft")).to_have_count(3)
    names = page.locator(".mwp-draft h4").all_text_contents()
    page.get_by_text("What counts, and how much").click()
    page.get_by_label("Topics", exact=True).select_option("off")
    upset(page)
    expect(page.get_by_role("tab", name="Propose", selected=True)).to_be_visible()
    expect(page.locator(".mwp-draft")).to_have_count(3)
    assert page.locator(".mwp-draft h4").all_text_contents() == names
    expect(page.get_by_label("Topics", exact=True)).to_have_value("off")
    expect(page.get_by_role("button", name="Use these weights")).to_be_visible()
    assert page.errors == []


def test_a_list_that_is_being_pasted_and_the_library_stay(page_of, upset):
    """Dialogs with what was typed into them, in the challenges of a pair."""
    page = page_of("own mentor", "challenges", ".mwh-body")
    page.get_by_role("button", name="Paste a list").click()
    page.get_by_label("Your list").fill("No time\nNo room")
    expect(page.get_by_text("We understand: 2 barriers.")).to_be_visible()
    upset(page)
    expect(page.get_by_role("dialog", name="Paste a list").get_by_label("Your list")).to_have_value("No time\nNo room")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Choose from cards").click()
    page.get_by_role("dialog").get_by_label("Search").fill("time")
    upset(page)
    expect(page.get_by_role("dialog", name="Challenge cards").get_by_label("Search")).to_have_value("time")
    assert page.errors == []


def test_a_mended_roster_stays(page_of, upset):
    """The file, the cell that was mended and the answer that was given."""
    page = page_of("coordinator", "roster", ".mwi[data-ready=yes]")
    data = b"Name,Role,Email\nAna Silva,mentor,ana@oak.example\nBen Carter,,ben@oak.example\n"
    page.locator("input[type=file]").set_input_files([{"name": "people.csv", "mimeType": "text/csv", "buffer": data}])
    cell = page.locator("tr[data-key='3'] td").nth(1)
    cell.click()
    page.keyboard.type("mentee")
    page.keyboard.press("Enter")
    lead = page.locator(".mwi-lead").first
    expect(lead).to_have_text("2 rows in 1 file: 2 people: 1 mentor and 1 mentee.")
    upset(page)
    expect(lead).to_have_text("2 rows in 1 file: 2 people: 1 mentor and 1 mentee.")
    expect(page.locator("tr[data-key='3'] td").nth(1)).to_have_text("mentee")
    expect(page.get_by_role("button", name="Undo the last change (1)")).to_be_visible()
    assert page.errors == []


KEPT = "() => Object.keys(sessionStorage).filter((name) => name.startsWith('mw-kept:')).length"


def test_signing_out_forgets_what_was_kept(page_of):
    """Whoever comes next in this tab finds nothing of it, not even in the browser's memory."""
    page = page_of("coordinator", "pairing", ".mwp-card")
    page.get_by_label("Search", exact=True).fill("story")
    page.wait_for_function(f"({KEPT})() > 0")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Please sign in").wait_for()
    page.wait_for_function(f"({KEPT})() === 0")


def test_nothing_is_kept_on_a_shared_computer(page_of):
    """What was kept is wiped when that is said, and nothing is added; on the page itself it stays."""
    page = page_of("coordinator", "pairing", ".mwp-card")
    page.get_by_label("Search", exact=True).fill("story")
    page.wait_for_function(f"({KEPT})() > 0")
    page.get_by_text("Saving options").click()
    page.get_by_label("This is a shared computer").check()
    page.wait_for_function(f"({KEPT})() === 0")
    page.get_by_label("Search", exact=True).fill("grants")
    expect(page.locator(".mwp-card")).to_have_count(20)
    assert page.evaluate(KEPT) == 0
    cut(page)
    expect(page.get_by_label("Search", exact=True)).to_have_value("grants")


DROP = """(text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], "people.csv", { type: "text/csv" }));
  return ["dragover", "drop"].map((name) => !document.querySelector("h1").dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })));
}"""


def test_a_file_that_is_dropped_beside_the_box_is_read(page_of):
    """The browser does not leave the page for it."""
    page = page_of("coordinator", "roster", ".mwi[data-ready=yes]")
    assert page.evaluate(DROP, "Name,Role\nAna Silva,mentor\n") == [True, True]
    expect(page.locator(".mwi-lead").first).to_have_text("1 row in 1 file: 1 person: 1 mentor.")


@pytest.mark.parametrize(
    ("kind", "ready", "words"),
    [
        ("pairing", ".mwp-tab", "This page takes no files. A roster is brought in on its own page."),
        ("challenges", ".mwh-body", "Rows of people.csv"),
        ("cadence", ".mwc[data-ready=yes]", "This page takes no files."),
        ("expectations", ".mwe-body", "This page takes no files. Open a pair first."),
    ],
)
def test_no_page_is_left_for_a_dropped_file(page_of, kind, ready, words):
    """It is taken where a file belongs, and elsewhere that is said."""
    page = page_of("coordinator", kind, ready)
    assert page.evaluate(DROP, "Barrier\nNo time\n") == [True, True]
    expect(page.get_by_text(words, exact=kind != "challenges").first).to_have_count(1)


@pytest.mark.parametrize(
    ("kind", "ready", "field"),
    [
        ("pairing", ".mwp-card", "Search"),
        ("cadence", ".mwc[data-ready=yes]", "Where"),
        ("challenges", ".mwh-body", "New barrier"),
    ],
)
def test_a_cut_leaves_the_cursor_where_it_is(page_of, kind, ready, field):
    """The field that is typed into is not drawn anew: focus, cursor, letters and scroll are what they were."""
    page = page_of(
        "coordinator" if kind == "pairing" else "mentee", kind, ready, viewport={"width": 1000, "height": 400}
    )
    if kind == "cadence":
        page.get_by_role("tab", name="How often").click()
    box = (
        page.locator(".mwh-barrier textarea").first
        if field == "New barrier"
        else page.get_by_label(field, exact=True).first
    )
    box.click()
    page.keyboard.type("Story time")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    before = place(page)
    assert before["value"] == "Story time"
    for _ in range(3):
        cut(page)
    assert place(page) == before
    page.keyboard.type("!")
    expect(box).to_have_value("Story ti!me")
    assert page.errors == []
