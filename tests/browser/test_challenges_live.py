"""The challenges worksheet on a real server: two people at once, files out and in, and a pair's words that stay theirs."""

from __future__ import annotations

import pytest
from guests import SLUG, make_library, worksheet_of
from harness import press
from playwright.sync_api import expect

from mentorwidgets.challenges import challenges_of
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
PAIR = ("ben", "ana", "career")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A program with a pair that meets."""
    folder = make_library(tmp_path_factory.mktemp("challenges") / "library")
    prepare_program(SLUG, folder.workbooks)
    with open_store(folder) as store:
        wish = Operation(
            op="before-0001",
            worksheet=f"{SLUG}/pairing",
            key=f"pair/{'/'.join(PAIR)}",
            value={"status": "proposed"},
            base=0,
        )
        store.apply(wish, "Coordinator")
    return folder


@pytest.fixture(scope="module")
def server(serve_folder, library):
    """A real server on it."""
    return serve_folder(library.path)


@pytest.fixture
def page_of(server, new_page):
    """A factory of challenges pages: the office's, or a guest's who came through a link of their own."""

    def make(who="", **options):
        return worksheet_of(new_page(reduced_motion="reduce", **options), server, who, "challenges", ".mwh-body")

    return make


@pytest.fixture
def rows_in(library):
    """What the store holds."""

    def ask(scope=()):
        with open_store(library) as store:
            fields = {key: field.value for key, field in store.fields(f"{SLUG}/challenges").items()}
        return challenges_of(fields, scope)

    return ask


def cell(page, name):
    return page.get_by_role("textbox", name=name, exact=True)


def texts(rows):
    return [row.barrier for row in rows]


def saved(page):
    expect(page.locator(".mw-bar-state[data-state=saved]")).to_be_visible()


def test_two_people_write_in_one_worksheet(page_of, rows_in, eventually, tmp_path):
    """Each sees the other's words; new rows of both stay; where both wrote in one cell both texts are kept; a file goes out and in."""
    one, other = page_of(), page_of("coordinator")
    cell(one, "New barrier").fill("No time")
    cell(other, "New barrier").fill("No room")
    eventually(lambda: sorted(texts(rows_in())) == ["No room", "No time"])
    expect(cell(one, "Barrier 2")).to_be_visible()
    expect(cell(other, "Barrier 2")).to_be_visible()
    cells = [cell(page, "Barrier 1") for page in (one, other)]
    assert [found.input_value() for found in cells] == ["No time", "No time"]
    other.context.set_offline(True)
    cells[1].fill("No time at all")
    cells[0].fill("No time on Fridays")
    eventually(lambda: "No time on Fridays" in texts(rows_in()))
    other.context.set_offline(False)
    press(other.locator(".mwh-trouble").get_by_role("button", name="Use mine"))
    eventually(lambda: "No time at all" in texts(rows_in()))
    cells[0].blur()
    expect(cells[0]).to_have_value("No time at all")
    bring_back(one, rows_in, eventually, tmp_path)


def bring_back(page, rows_in, eventually, folder):
    """Download the worksheet as Excel and bring it in again: the rows are added, nothing is overwritten."""
    before = texts(rows_in())
    page.locator(".mwh-files summary").click()
    with page.expect_download() as found:
        page.get_by_role("button", name="Excel").click()
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    page.locator("input[type=file]").set_input_files(file)
    preview = page.get_by_role("dialog")
    expect(preview).to_contain_text("2 barriers. They are added below what is there")
    press(preview.get_by_role("button", name="Add to the table"))
    eventually(lambda: texts(rows_in()) == [*before, *before])
    saved(page)


def test_a_pairs_words_are_theirs(page_of, rows_in, eventually):
    """Both of a pair write on one worksheet of their own; their coordinator reads counts and no word."""
    mentee, mentor = page_of("mentee"), page_of("own mentor")
    cell(mentee, "New barrier").fill("We never find an hour")
    expect(cell(mentor, "Barrier 1")).to_have_value("We never find an hour")
    cell(mentor, "What would help with barrier 1").fill("A fixed day")
    eventually(lambda: rows_in(PAIR) and rows_in(PAIR)[0].helps)
    expect(mentee.get_by_text("Only you two. Your coordinator sees counts")).to_be_visible()
    staff = page_of("coordinator")
    staff.get_by_text("How the pair stands").click()
    expect(staff.locator(".mwh-pairs")).to_contain_text("Ben Carter and Ana Silva")
    assert "We never find an hour" not in staff.content()
