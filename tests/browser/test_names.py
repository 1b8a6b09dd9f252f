"""Names that fit nobody for certain, on the coordinator's page: asked, answered by a click, remembered, undone."""

from __future__ import annotations

import pytest
from harness import button, press
from playwright.sync_api import expect

from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Note, Person, Program
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
PEOPLE = [
    Person(id="jan", name="Jan Ost", roles=("mentor",), branch="Oak", capacity=9, interests=("maps",)),
    Person(id="mia", name="Mia Fox", roles=("mentor",), branch="Oak", capacity=9, interests=("maps",)),
    Person(id="n1", name="Ngozi Eze", roles=("mentor",), capacity=0),
    Person(id="n2", name="Ngozi Obi", roles=("mentor",), capacity=0),
    Person(id="rosa", name="Rosa Miller", roles=("mentee",), assign=True, interests=("maps",), avoid=("Ost",)),
    Person(id="ida", name="Ida Roth", roles=("mentee",), assign=True, interests=("maps",), supervisor="Ngozi"),
    Person(id="lea", name="Lea Po", roles=("mentee",), assign=True, interests=("maps",), supervisor="Ngozi"),
    Person(id="bo", name="Bo Ulm", roles=("mentee",), assign=True, interests=("maps",), avoid=("anyone from Oak",)),
    Person(id="kai", name="Kai Zee", roles=("mentee",), interests=("maps",), wishes=("my old colleague",)),
]


@pytest.fixture
def served(serve_folder, tmp_path):
    """A server of one program whose roster names people in half."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", PEOPLE, "Coordinator")
    prepare_program("oak", folder.workbooks)
    return serve_folder(folder.path)


@pytest.fixture
def page(new_page, served):
    """The page of pairs, once it can be used."""
    made = new_page(viewport={"width": 1280, "height": 3000}, reduced_motion="reduce")
    made.goto(served.address)
    made.goto(f"{served.url}programs/oak/pairing")
    made.get_by_role("tab", name="Mentors").wait_for(timeout=60_000)
    return made


def stored(served):
    """The answers as they stand in the database."""
    with open_store(Folder(served.folder)) as store:
        fields = store.fields("oak/pairing").items()
        return {key: field.value for key, field in fields if key.startswith("meant/") and field.value is not None}


def answer(page, words, name):
    """Press one of the buttons that answer for these words."""
    press(page.get_by_role("group", name=f"Who is meant by “{words}”?").get_by_role("button", name=name))


def test_a_click_says_who_is_meant(page, served, axe):
    """The page says it first; answers are saved, publishing waits for them, and who was meant is not proposed."""
    expect(page.get_by_text("First say who is meant by 3 names")).to_be_visible()
    press(button(page, "Say who is meant"))
    expect(page.get_by_role("heading", name="Who is meant? (4)")).to_be_focused()
    assert axe(page) == []
    answer(page, "Ost", "Jan Ost")
    answer(page, "Ngozi", "Ngozi Obi")
    answer(page, "anyone from Oak", "Somebody else, or several")
    for name in ("Jan Ost", "Mia Fox"):
        page.get_by_role("dialog").get_by_role("checkbox", name=name).check()
    assert axe(page) == []
    press(button(page, "These are meant (2)"))
    expect(page.get_by_role("heading", name="Who is meant? (1)")).to_be_visible()
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved", timeout=15_000)
    assert stored(served) == {
        "meant/rosa/ost": ["jan"], "meant/ida/ngozi": ["n2"], "meant/lea/ngozi": ["n2"], "meant/bo/anyone%20from%20oak": ["jan", "mia"],
    }  # fmt: skip
    press(button(page, "Propose pairs"))
    page.locator(".mwp-draft").first.wait_for(timeout=20_000)
    drafted = page.locator(".mwp-draft h4").all_inner_texts()
    assert not any("Rosa" in text and "Jan" in text for text in drafted)
    assert not any("Bo Ulm" in text for text in drafted)
    press(button(page, "Publish 3 pairs"))
    expect(page.get_by_text("3 pairs published, waiting for both")).to_be_visible()


def test_nothing_is_published_before(page, served):
    """Those who are clear are drafted; the button says why it waits, and leads to the question."""
    press(button(page, "Say who is meant"))
    page.get_by_label("Also propose for everyone").check()
    press(button(page, "Propose pairs"))
    page.locator(".mwp-draft").first.wait_for(timeout=20_000)
    assert page.locator(".mwp-draft").count() == 1
    expect(page.locator(".mwp-publish")).to_contain_text("First say who is meant")
    press(button(page, "Publish 1 pair"))
    expect(page.get_by_role("heading", name="Who is meant? (4)")).to_be_focused()
    with open_store(Folder(served.folder)) as store:
        assert [key for key in store.fields("oak/pairing") if key.startswith("pair/")] == []


def test_an_answer_is_taken_back(page, served):
    """By undo, and later from the list of answers; then it is asked again."""
    press(button(page, "Say who is meant"))
    answer(page, "Ost", "Nobody of these")
    expect(page.get_by_role("heading", name="Who is meant? (3)")).to_be_visible()
    page.get_by_text("Answered (1)").click()
    expect(page.get_by_text("Rosa Miller: “Ost” means nobody on this roster.")).to_be_visible()
    press(button(page, "Ask again"))
    expect(page.get_by_role("heading", name="Who is meant? (4)")).to_be_visible()
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved", timeout=15_000)
    assert stored(served) == {}


def test_a_column_that_nobody_understood_is_asked_about(serve_folder, new_page, tmp_path, axe):
    """What it is, then whom its cells mean; only then a pair can begin. It can be taken back."""
    folder = Folder(tmp_path / "close", create=True)
    close = (Note(label="Who are you close to?", text="Mr. Ost", names="asked"),)
    people = [
        Person(id="jan", name="Jan Ost", roles=("mentor",), capacity=9),
        Person(id="rosa", name="Rosa Miller", roles=("mentee",), assign=True, notes=close),
    ]
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", people, "Coordinator")
    prepare_program("oak", folder.workbooks)
    served = serve_folder(folder.path)
    page = new_page(viewport={"width": 1280, "height": 3000}, reduced_motion="reduce")
    page.goto(served.address)
    page.goto(f"{served.url}programs/oak/pairing")
    expect(page.get_by_text("First say what 1 column of the roster is; until then")).to_be_visible(timeout=60_000)
    press(button(page, "Say who is meant"))
    asked = page.get_by_role("group", name="What is the column “Who are you close to?”?")
    expect(page.get_by_text("Rosa Miller: “Mr. Ost”")).to_be_visible()
    assert axe(page) == []
    press(asked.get_by_role("button", name="People not to be paired with"))
    expect(page.get_by_role("heading", name="Who is meant? (1)")).to_be_visible()
    answer(page, "Mr. Ost", "Jan Ost")
    expect(page.get_by_role("heading", name="Who is meant: all answered")).to_be_visible()
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved", timeout=15_000)
    assert stored(served) == {"meant/who%20are%20you%20close%20to%3F": ["avoid"], "meant/rosa/mr.%20ost": ["jan"]}
    page.get_by_text("Answered (2)").click()
    expect(page.get_by_text("The column “Who are you close to?”: people not to be paired with.")).to_be_visible()
