"""The same picker in JupyterLab: it works by keyboard, saves through the kernel, and JupyterLab steals no key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

import nbformat
import pytest
from playwright.sync_api import expect

from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Person, Program
from mentorwidgets.workbook import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser
TOKEN = "a-token-for-this-test"
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
KEYS = ("Enter", "Tab", "Escape", "Control+Enter", "Shift+Enter", "Alt+ArrowUp")
PEOPLE = (
    Person(id="m1", name="Ana Ruiz", roles=("mentor",), bio="Reads maps."),
    Person(id="m2", name="Cho Lee", roles=("mentor",), bio="Runs a makerspace."),
    Person(id="p1", name="Ben Ode", roles=("mentee",), bio="New here."),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    """A folder with two programs of three people."""
    folder = Folder(tmp_path_factory.mktemp("lab") / "library", create=True)
    for slug in ("oak", "elm"):
        with open_store(folder) as store:
            store.save_program(Program(slug=slug, name=f"{slug.title()} County"))
            store.set_roster(slug, PEOPLE, actor="test")
        prepare_program(slug, folder.workbooks)
    return folder.path


@pytest.fixture(scope="module")
def lab(library, tmp_path_factory) -> Iterator[str]:
    """A running JupyterLab; its address without the token."""
    log = tmp_path_factory.mktemp("log") / "lab.txt"
    place = tmp_path_factory.mktemp("settings")
    env = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place / "spaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
    }
    words = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--port=8971",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.expose_app_in_browser=True",
        f"--ServerApp.root_dir={library}",
    ]
    with log.open("w") as stream:
        process = subprocess.Popen([sys.executable, "-m", "jupyterlab", *words], stdout=stream, stderr=stream, env=env)
    base = "http://127.0.0.1:8971"
    while not answers(f"{base}/api/status?token={TOKEN}"):
        assert process.poll() is None, log.read_text()
    yield base
    process.terminate()
    try:
        process.wait(60)  # it ends its kernels first
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answers(address: str) -> bool:
    """Whether a server answers there by now."""
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return reply.status == 200
    except (URLError, OSError):
        return False


@pytest.fixture
def open_notebook(lab, new_page):
    """A factory of pages with a notebook whose cells all run."""

    def make(stem, program="oak"):
        page = new_page()
        page.goto(f"{lab}/doc/tree/workbooks/{program}/{stem}.ipynb?token={TOKEN}&reset")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=60_000)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        page.evaluate("() => jupyterapp.restored.then(() => jupyterapp.commands.execute('notebook:run-all-cells'))")
        return page

    return make


@pytest.fixture
def notebook(open_notebook):
    """The pairing notebook, the picker in sight."""
    page = open_notebook("pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    return page


def saved(library, key):
    """A field as it stands in the store."""
    with open_store(Folder(library)) as store:
        field = store.fields("oak/pairing").get(key)
        return field and field.value


def test_a_choice_made_in_jupyterlab_is_saved_and_found_again(notebook, library):
    """Through the kernel, by the same store; the page says so, and a new kernel finds it."""
    notebook.get_by_role("button", name="Shortlist").first.press("Enter")
    expect(notebook.locator(".mw-bar-state")).to_contain_text("Saved")
    assert saved(library, "shortlist/p1") == ["m1"]
    notebook.evaluate("() => { jupyterapp.commands.execute('notebook:restart-run-all'); }")
    notebook.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(notebook.get_by_role("button", name="Take Ana Ruiz off the shortlist")).to_be_visible(timeout=60_000)


def test_jupyterlab_steals_no_key(notebook):
    """`b` and `d d` with a button of ours in focus leave the number of cells unchanged; arrows stay with us."""
    cells = notebook.locator(".jp-Notebook .jp-Cell").count()
    notebook.get_by_role("button", name="Shortlist").first.focus()
    for key in ("b", "d", "d", "a", "x", "ArrowDown", "z"):
        notebook.keyboard.press(key)
    assert notebook.locator(".jp-Notebook .jp-Cell").count() == cells
    expect(notebook.get_by_role("button", name="Shortlist").first).to_be_focused()


def test_a_roster_comes_in_through_the_kernel(open_notebook, library):
    """A file of three messages, a cell mended with keys that JupyterLab would take, and all in the store."""
    page = open_notebook("roster")
    page.locator(".mwi[data-ready=yes]").wait_for(timeout=60_000)
    rows = "".join(f"Person {n} Name,p{n}@lib.example,{'word ' * 100}\n" for n in range(5000))
    file = {"name": "mentors.csv", "mimeType": "text/csv", "buffer": f"Name,E-mail,Bio\n{rows}".encode()}
    page.locator(".mwi-file").set_input_files(file)
    page.locator(".mwi-grid td").first.focus()
    for key in ("b", "d", "d", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("dd@lib.example")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Keep them").press("Space")
    page.get_by_role("button", name="Take in 5,000 people").press("Enter")
    page.get_by_role("heading", name="5,003 people are on the roster now").wait_for()
    with open_store(Folder(library)) as store:
        assert "dd@lib.example" in {person.email for person in store.people("oak")}


def test_pairs_are_proposed_and_published_in_jupyterlab(notebook, library):
    """The kernel that shows the page works the proposal out; publishing goes to the same store."""
    notebook.get_by_role("tab", name="Propose").press("Enter")
    notebook.get_by_role("button", name="Also propose for everyone").press("Enter")
    notebook.get_by_role("button", name="Propose pairs").press("Enter")
    expect(notebook.locator(".mwp-draft")).to_contain_text("Ben Ode", timeout=20_000)
    notebook.get_by_role("button", name="Publish 1 pair").press("Enter")
    expect(notebook.locator(".mwp-publish")).to_contain_text("1 pair published")
    expect(notebook.locator(".mw-bar-state")).to_contain_text("Saved")
    with open_store(Folder(library)) as store:
        assert [key for key in store.fields("oak/pairing") if key.startswith("pair/p1/")]


def test_a_trainer_walks_a_room_in_jupyterlab(open_notebook, library):
    """Arrow keys lead through the steps and not through cells; what people say is typed in, shown, and taken along."""
    page = open_notebook("trainer")
    page.locator(".mwt-title").wait_for(timeout=60_000)
    page.get_by_role("button", name="Next", exact=True).press("Enter")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".mwt-title")).to_have_text("What stands in our way?")
    page.get_by_role("button", name="Ask the room").press("Enter")
    page.get_by_label("Write for somebody without a phone").fill("No time")
    page.keyboard.press("Enter")
    expect(page.locator(".mws-count")).to_have_text("1 answer so far, hidden")
    page.get_by_role("button", name="Show the answers").press("Enter")
    page.get_by_role("combobox", name="Theme of: No time").select_option("new")
    page.get_by_role("button", name="Take the themes").press("Enter")
    expect(page.get_by_text("The themes stand in the challenges worksheet now.")).to_have_count(1, timeout=20_000)
    with open_store(Folder(library)) as store:
        assert [field.value for key, field in store.fields("oak/challenges").items() if key.startswith("barrier/")] == [
            "No time\n- No time"
        ]


def test_a_plan_is_made_in_jupyterlab(open_notebook, library, tmp_path):
    """Line breaks, moves, a theme and a date by keys that JupyterLab binds, too; a file goes out; all of it is saved."""
    page = open_notebook("challenges", "elm")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.get_by_role("textbox", name="New barrier", exact=True).focus(timeout=60_000)
    write(page, "No budget", "Enter", "dd b")
    page.get_by_role("textbox", name="What would help with barrier 1", exact=True).focus()
    write(page, "A partner", "Control+Enter", "Money", "Alt+ArrowUp")
    page.get_by_role("textbox", name="Activity for: Money", exact=True).focus()
    write(page, "Ask", "Shift+Enter", "again")
    page.get_by_role("button", name="Who, by when? activity for: Money").press("Enter")
    write(page, "Ana Ruiz", "Tab", "03312027", "Escape")
    page.get_by_role("button", name="Choose a theme").press("Enter")
    write(page, "Time", "Enter")
    expect(page.get_by_role("button", name="Theme Time")).to_be_focused()
    page.locator(".mwh-files > summary").press("Enter")
    with page.expect_download() as found:
        page.get_by_role("button", name="Markdown").press("Enter")
    found.value.save_as(tmp_path / "plan.md")
    assert "| No budget<br>dd b | Money | Ask<br>again | Ana Ruiz | 2027-03-31 |" in (tmp_path / "plan.md").read_text()
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved")
    with open_store(Folder(library)) as store:
        values = [field.value for field in store.fields("elm/challenges").values()]
    assert {"owner": "m1", "due": "2027-03-31"} in values
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def write(page, *words):
    """Type words, and press keys by their names."""
    for word in words:
        page.keyboard.press(word) if word in KEYS else page.keyboard.type(word)


def test_a_saved_notebook_holds_what_was_answered_in_it(lab, library, new_page, eventually):
    """A bare worksheet's answers and its picture, as they stand when it is saved; it shows them without a kernel, too."""
    path = library / "bare.ipynb"
    source = "from mentorwidgets import ChallengesWorksheet\nsheet = ChallengesWorksheet()\nsheet"
    cells = [nbformat.v4.new_code_cell(source), nbformat.v4.new_code_cell("sheet.value")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)
    page = new_page()
    page.goto(f"{lab}/doc/tree/bare.ipynb?token={TOKEN}&reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.evaluate("() => jupyterapp.restored.then(() => jupyterapp.commands.execute('notebook:run-all-cells'))")
    page.get_by_role("textbox", name="New barrier", exact=True).focus(timeout=60_000)
    write(page, "No budget", "Enter")
    page.get_by_role("textbox", name="What would help with barrier 1", exact=True).focus()
    write(page, "A partner & more")
    eventually(lambda: page.keyboard.press("Control+s") or "A partner &amp; more" in path.read_text())
    expect(page.get_by_role("textbox", name="What would help with barrier 1", exact=True)).to_be_focused()
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    other = new_page()
    other.goto(f"{lab}/doc/tree/bare.ipynb?token={TOKEN}&reset")
    other.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    again = other.get_by_role("textbox", name="What would help with barrier 1", exact=True)
    expect(again).to_have_value("A partner & more")
    saved = json.loads(path.read_text())
    assert "A partner &amp; more" in "".join(saved["cells"][0]["outputs"][0]["data"]["text/html"])
    assert "A partner & more" in json.dumps(saved["metadata"]["widgets"])
