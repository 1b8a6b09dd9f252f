"""The import page in a real browser when things go wrong or differ: restarts, size, states, kernels, hostile files."""

from __future__ import annotations

import json

import pytest
from bringing import MESSY, UNTOLD, choose, press, settled
from hostile import hostile_roster
from playwright.sync_api import expect
from served import PEOPLE

from mentorwidgets import _resources
from mentorwidgets.folder import Folder
from mentorwidgets.widgets import RosterImport
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser


def test_the_page_goes_on_after_the_server_was_started_again(open_import, server, people):
    """It sends the file and the changes once more by itself."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_role("gridcell", name="Dev Rao").click()
    page.get_by_role("textbox", name="Row 2, Name").fill("Devi Rao")
    press(page, "Enter")
    page.get_by_role("gridcell", name="Devi Rao").wait_for()
    settled(page)
    server.stop()
    server.start()
    page.get_by_role("radio", name="Keep them").check()
    settled(page)
    page.get_by_role("button", name="Take in 2 people").click()
    page.get_by_role("heading", name="5 people are on the roster now").wait_for()
    assert "Devi Rao" in people()


def test_five_thousand_rows_stay_fluent(open_import):
    """Fifty rows are on the page at a time; the problem in the last one is a press away."""
    page = open_import()
    rows = "".join(f"Person {n} Name,p{n}@lib.example\n" for n in range(4999))
    choose(page, ("mentors.csv", f"Name,E-mail\n{rows}Last One,no address\n".encode()))
    assert page.locator(".mwi-grid tbody tr").count() == 50
    page.get_by_role("button", name="Go to the cell").click()
    expect(page.locator("tr[data-key='5001'] td").nth(1)).to_be_focused()
    expect(page.get_by_text("4,951 to 5,000 of 5,000 rows")).to_be_visible()


def states(page):
    """Walk through the states of the page, and name each."""
    yield "empty"
    choose(page, ("our people.csv", MESSY), ("list.csv", UNTOLD))
    for words in ("Columns: ", "New (", "What we did"):
        page.locator("summary", has_text=words).first.click()
    yield "files"
    page.get_by_role("button", name="Take in").click()
    yield "errors"
    page.get_by_role("gridcell", name="Ben Carter").click()
    yield "editing"
    press(page, "Escape")
    page.get_by_role("button", name="Only rows to mend").first.click()
    page.locator(".mwi-sheet").nth(1).get_by_role("radio", name="Mentors").check()
    page.get_by_role("radio", name="Take them off").check()
    page.get_by_role("radio", name="The same as Ana Silva").check()  # she has an address now
    settled(page)
    yield "answered"
    page.get_by_role("button", name="Take in").click()
    page.get_by_role("heading", name="are on the roster now").wait_for()
    yield "taken"
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("heading", name="as it was before").wait_for()
    yield "undone"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_import, axe, width, scheme):
    """In any state, narrow and wide, light and dark."""
    page = open_import(viewport={"width": width, "height": 6000}, color_scheme=scheme)
    found = []
    for state in states(page):
        found += [f"{state}: {line}" for line in axe(page)]
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        found += [f"{state}: scrolls sideways by {wide} px"] if wide > 0 else []
    assert found == []


def test_everything_that_takes_focus_is_named_keeps_its_keys_and_is_large_enough(open_import):
    """JupyterLab would take the keys away; 44 px for buttons, 24 for all."""
    page = open_import()
    choose(page, ("our people.csv", MESSY))
    page.locator("summary", has_text="Columns: ").click()
    stops = page.evaluate(
        """() => [...document.querySelectorAll(".mwi :is(button, input, select, textarea, summary, a, [tabindex='0'])")].filter((n) => n.checkVisibility({visibilityProperty: true})).map((n) => ({
        name: (n.getAttribute("aria-label") ?? "") + n.textContent + [...(n.labels ?? [])].map((l) => l.textContent).join(""), keeps: n.dataset.lmSuppressShortcuts,
        height: Math.max(n.getBoundingClientRect().height, ...[...(n.labels ?? [])].map((l) => l.getBoundingClientRect().height)), main: n.classList.contains("mw-btn") }))"""
    )
    assert len(stops) > 15
    assert [stop for stop in stops if not stop["name"].strip() and stop["main"]] == []
    assert [stop for stop in stops if stop["keeps"] != "true"] == []
    assert [stop for stop in stops if stop["height"] < (44 if stop["main"] else 24)] == []


_KERNEL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Roster</title><link rel="stylesheet" href="/style.css"></head>
<body class="mw"><main><h1>Roster</h1><div id="place"></div></main><script type="module">
import widget from "/module.js";
const hears = new Set();
window.hear = (content) => hears.forEach((fn) => fn(content));
const model = { get: (name) => ({ _saving: { way: "none" }, description: "", _next: "" })[name], on: (_, fn) => hears.add(fn), off: (_, fn) => hears.delete(fn),
  send: (content, _, buffers = []) => window.kernel(JSON.stringify(content), buffers.map((view) => [...new Uint8Array(view.buffer)])) };
widget.render({ model, el: document.getElementById("place") });
</script></body></html>"""


def test_bare_in_a_notebook_it_reads_through_the_kernel(new_page):
    """Without a store: files in messages with buffers, and the people in `roster`."""
    page, importer = new_page(), RosterImport()
    importer.send = lambda content: page.evaluate("(content) => window.hear(content)", content)
    inbox = []
    page.expose_function(
        "kernel", lambda content, buffers: inbox.append((json.loads(content), [bytes(b) for b in buffers]))
    )
    files = {
        "/": ("text/html", _KERNEL),
        "/module.js": ("text/javascript", _resources.module("roster")),
        "/style.css": ("text/css", _resources.style("roster")),
    }

    def serve(route):
        kind, body = files.get(route.request.url.removeprefix("http://localhost:8"), ("text/plain", ""))
        route.fulfill(status=200, content_type=f"{kind}; charset=utf-8", body=body)

    def work():
        while inbox:
            importer._on_page_message(importer, *inbox.pop(0))

    page.route("**/*", serve)
    page.goto("http://localhost:8/")
    _until(page, work, lambda: page.locator(".mwi[data-ready=yes]").count())
    page.locator(".mwi-file").set_input_files({"name": "mentors.csv", "mimeType": "text/csv", "buffer": UNTOLD})
    _until(page, work, lambda: page.locator(".mwi-grid tbody tr").count())
    assert [person.name for person in importer.roster.people] == ["Dev Rao", "Fay Li"]
    assert page.get_by_role("button", name="Take in").count() == 0


def _until(page, work, is_done):
    """Play the kernel until something is true."""
    for _ in range(400):
        work()
        if is_done():
            return
        page.wait_for_timeout(25)
    raise AssertionError("this never became true")


def test_whatever_is_in_a_file_is_text(open_import, people):
    """Nothing in it runs, on the page or in the lists."""
    page = open_import()
    dialogs, errors = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: errors.append(str(error)))
    header = '"<img src=x onerror=alert(1)>",' + hostile_roster().partition(",")[2]
    choose(page, ("<b>our</b> people.csv", header.encode()))
    for summary in page.locator(".mwi summary").all():
        if summary.is_visible():
            summary.click()
    page.get_by_role("radio", name="Take them off").check()
    settled(page)
    page.get_by_role("button", name="Take in").click()
    page.get_by_role("heading", name="on the roster now").wait_for()
    assert (
        dialogs,
        errors,
        page.evaluate("() => window.hacked"),
        page.locator(".mwi :is(img, script, svg)").count(),
    ) == ([], [], None, 0)
    assert len(people()) > 10


def test_taking_in_waits_for_what_was_decided_last(open_import, people):
    """A press right after an answer counts that answer."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.evaluate("""() => { const all = [...document.querySelectorAll(".mwi button, .mwi input")];
        all.find((node) => node.value === "leave").click(); all.find((node) => node.textContent.startsWith("Take in")).click(); }""")
    expect(page.get_by_role("heading", name="2 people are on the roster now")).to_be_focused()
    assert people() == ["Dev Rao", "Fay Li"]


def test_on_paper_everything_that_matters_is_unfolded(open_import):
    """Problems and the comparison, without the grid and the buttons; afterwards the page is as it was."""
    page = open_import()
    choose(page, ("our people.csv", MESSY))
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".mwi-people").first.get_by_text("Cleo Park")).to_be_visible()
    expect(page.get_by_text("'ben at lib' is no e-mail address").first).to_be_visible()
    expect(page.locator(".mwi-grid")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".mwi-people").first.get_by_text("Cleo Park")).to_be_hidden()


def test_wider_letters_still_fit(open_import):
    """Text spacing as WCAG asks for, at 320 px."""
    page = open_import(viewport={"width": 320, "height": 900})
    choose(page, ("our people.csv", MESSY), ("_56F9DC9755BA473782653E2940F9_and_a_very_long_name.csv", UNTOLD))
    style = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    page.evaluate(
        "(text) => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = [...document.adoptedStyleSheets, s]; }",
        style,
    )
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0


def test_without_a_connection_nothing_is_lost(open_import, people):
    """It is said in words, and the same page goes on when the connection is back."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.context.set_offline(True)
    page.get_by_role("radio", name="Keep them").check()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    expect(page.locator(".mwi-errors").first).to_contain_text("Your files and changes are still on this page.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".mwi-errors").first).to_be_hidden()
    page.get_by_role("button", name="Take in 2 people").click()
    page.get_by_role("heading", name="5 people are on the roster now").wait_for()
    assert len(people()) == 5


def test_who_is_signed_out_is_told_how_to_come_back(open_import):
    """The files stay on the page meanwhile."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.context.clear_cookies()
    page.get_by_role("radio", name="Keep them").check()
    expect(page.locator(".mwi-errors").first).to_contain_text(
        "You are signed out. Open your personal link, or the address that the program printed"
    )


def test_somebody_else_brought_in_a_roster_meanwhile(open_import, server, program, people):
    """Nothing is taken in that was not compared; the new comparison is shown."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_role("radio", name="Take them off").check()
    settled(page)
    with open_store(Folder(server.folder)) as store:
        store.set_roster(program, PEOPLE[:1], "Somebody else")
    page.get_by_role("button", name="Take in 2 people").click()
    expect(page.locator(".mwi-errors").last).to_contain_text("The roster was changed while you were looking.")
    expect(page.get_by_text("1 person on the roster is not in these files.")).to_be_visible()
    assert people() == ["Ana Silva"]
