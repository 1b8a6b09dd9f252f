"""The import page in a real browser: with the real server by keyboard alone, and through a kernel."""

from __future__ import annotations

import json
import re

import pytest
from hostile import hostile_roster
from playwright.sync_api import expect
from served import PEOPLE, make_folder

from mentorwidgets import _resources
from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Program
from mentorwidgets.widgets import RosterImport
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser

MESSY = (
    b"Full name;E-mail;Role;Last confirmed;Topics you can help with;How many mentees?;Anything else?\n"
    b"Ana Silva;ana@lib.example;Mentor;3/4/2025;Maps;3;Likes tea\n"
    b"Ben Carter;ben at lib;mentee;5/6/2025;;;\n"
    b";;;;;;nobody\n"
    b"Cleo Park;cleo@lib.example;Mentor;7/8/2025;Zines, comics;lots;\n"
)
UNTOLD = b"Name,E-mail\nDev Rao,dev@lib.example\nFay Li,fay@lib.example\n"


@pytest.fixture(scope="module")
def server(serve_folder, tmp_path_factory):
    """A real server on an empty folder."""
    folder = make_folder(tmp_path_factory.mktemp("import") / "library")
    return serve_folder(folder.path, token="a-token-for-tests-only")


@pytest.fixture
def program(server, request):
    """A program of its own for this test, with three people."""
    folder = Folder(server.folder)
    slug = f"oak-{abs(hash(request.node.name)) % 10**8}"
    with open_store(folder) as store:
        store.save_program(Program(slug=slug, name="Oak County mentoring"))
        store.set_roster(slug, PEOPLE, "Coordinator")
    prepare_program(slug, folder.workbooks)
    return slug


@pytest.fixture
def people(server, program):
    """Ask who is on the roster, by name."""

    def ask():
        with open_store(Folder(server.folder)) as store:
            return sorted(person.name for person in store.people(program))

    return ask


@pytest.fixture
def open_import(server, program, new_page):
    """A factory of signed-in pages with the import page open."""

    def make(**options):
        page = new_page(reduced_motion="reduce", **options)
        page.goto(server.address)
        page.goto(f"{server.url}programs/{program}/roster")
        page.locator(".mwi[data-ready=yes]").wait_for()
        return page

    return make


def choose(page, *files):
    """Choose files by the button; wait until they are read."""
    page.locator(".mwi-file").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": data} for name, data in files]
    )
    page.locator(".mwi-grid tbody tr").first.wait_for()
    settled(page)


def settled(page):
    """Wait until nothing is being read."""
    page.locator(".mwi[aria-busy=false]").wait_for()


def press(page, *keys):
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def listen_for_choosers(page):
    """Keep the file choosers that the page opens; listening late would miss one."""
    choosers = []

    def keep(chooser):
        choosers.append(chooser)

    page.on("filechooser", keep)
    return choosers


def tab_to(page, name, role=None, back=False):
    """Press Tab until something with this name has focus."""
    told = "() => { const n = document.activeElement; return [(n.getAttribute('aria-label') ?? '') + ' ' + (n.labels?.[0]?.textContent ?? '') + ' ' + n.textContent, n.tagName]; }"
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        words, tag = page.evaluate(told)
        if name in words and (role is None or tag == role):
            return
    raise AssertionError(f"Tab never came to {name}")


def test_a_roster_comes_in_by_keyboard_alone(open_import, people, eventually):
    """From the button to the pairing picker: answer, mend, compare, take in."""
    page = open_import()
    choosers = listen_for_choosers(page)
    tab_to(page, "Choose files", "INPUT")
    page.keyboard.press("Enter")
    eventually(lambda: page.title() and choosers)
    choosers[0].set_files([{"name": "our people.csv", "mimeType": "text/csv", "buffer": MESSY}])
    expect(page.get_by_role("heading", name="Check what was read")).to_be_focused()
    tab_to(page, "Answer")
    press(page, "Enter", "Space")
    expect(page.get_by_role("radio", name="April 3, 2025")).to_be_checked()
    settled(page)
    press(page, "Shift+Tab")
    page.get_by_role("heading", name="Check what was read").focus()
    tab_to(page, "Go to the cell: Row 4")
    press(page, "Enter")
    expect(page.locator("tr[data-key='4'] td").first).to_be_focused()
    press(page, "Enter")
    page.keyboard.type("Eva Novak")
    press(page, "Enter", "ArrowRight", "ArrowRight", "Enter")
    page.keyboard.type("mentee")
    press(page, "Enter")
    expect(page.locator(".mwi-lead").first).to_have_text("4 rows in 1 file: 4 people: 2 mentors and 2 mentees.")
    settled(page)
    tab_to(page, "Take them off")
    press(page, "Space")
    settled(page)
    tab_to(page, "Take in 4 people")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="4 people are on the roster now")).to_be_focused()
    assert people() == ["Ana Silva", "Ben Carter", "Cleo Park", "Eva Novak"]
    tab_to(page, "Go on to pairing")
    press(page, "Enter")
    page.get_by_role("tab", name=re.compile("Mentors")).wait_for()


def test_taking_in_is_undone(open_import, people):
    """And the files are still on the page."""
    page = open_import()
    before = people()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_role("radio", name="Take them off").check()
    settled(page)
    page.get_by_role("button", name="Take in 2 people").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("heading", name="The roster is as it was before")).to_be_focused()
    assert people() == before
    page.get_by_role("button", name="Back to your files").click()
    page.get_by_role("button", name="Take in 2 people").wait_for()


def test_the_last_roster_is_undone_later(open_import, people):
    """After a question, from a page that was opened anew."""
    page = open_import()
    page.get_by_role("button", name="Undo it").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    page.get_by_role("heading", name="The roster is as it was before").wait_for()
    assert people() == []


def test_what_is_not_answered_is_asked_in_one_list(open_import):
    """Focus goes to it, and each line leads to its question; the same again is announced again."""
    page = open_import()
    choose(page, ("list.csv", UNTOLD))
    for _ in range(2):
        page.get_by_role("button", name="Take it in").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
        expect(page.get_by_role("alert").last).to_contain_text("mentors or mentees")
    page.locator(".mwi-errors").get_by_role("button", name="Answer").first.click()
    expect(page.get_by_role("radio", name="Mentors")).to_be_focused()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(open_import):
    """In words, with its size and the limit; nothing travels."""
    page = open_import()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator(".mwi-file").set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * 10_000_001})
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    expect(page.locator(".mwi-errors").first).to_contain_text("big.csv has 10.0 MB; a roster may have 10 MB here.")
    assert sent == []


def test_a_picture_among_good_files_is_named(open_import):
    """The good ones are read all the same."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD), ("cat.csv", b"\x89PNG\r\n\x1a\n"))
    expect(page.locator(".mwi-errors").first).to_contain_text("cat.csv is a picture, not a roster.")
    expect(page.get_by_role("list", name="Files on this page").get_by_role("listitem")).to_have_count(1)


def test_files_are_dropped(open_import):
    """On the dashed box."""
    page = open_import()
    data = page.evaluate_handle(
        "() => { const d = new DataTransfer(); d.items.add(new File(['Name,E-mail\\nDev Rao,d@lib.example\\n'], 'mentors.csv')); return d; }"
    )
    page.dispatch_event(".mwi-drop", "dragenter", {"dataTransfer": data})
    expect(page.locator(".mwi-drop")).to_have_class(re.compile("mwi-over"))
    page.dispatch_event(".mwi-drop", "drop", {"dataTransfer": data})
    page.get_by_role("button", name="Take in 1 person").wait_for()


def test_rows_are_pasted_from_a_spreadsheet(open_import):
    """As a spreadsheet copies them: with tabs."""
    page = open_import()
    page.get_by_text("Paste from a spreadsheet").click()
    page.get_by_role("textbox", name="Rows, with their header row").fill(
        "Name\tRole\nDev Rao\tmentor\nFay Li\tmentee\n"
    )
    page.get_by_role("button", name="Read these rows").click()
    page.get_by_role("button", name="Take in 2 people").wait_for()


def test_a_column_is_what_the_coordinator_says(open_import):
    """And it can be guessed anew."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_text("Columns: 2 understood").click()
    select = page.get_by_role("combobox", name="E-mail is taken for")
    select.select_option("Leave it out")
    expect(page.locator(".mwi-table tr", has_text="E-mail").locator("td").last).to_contain_text("You said so.")
    page.get_by_role("button", name="Guess anew").click()
    expect(select).to_have_value("email")


def test_what_was_decided_is_offered_with_the_next_export(open_import):
    """The role of this form was asked once."""
    page = open_import()
    choose(page, ("list.csv", UNTOLD))
    page.get_by_role("radio", name="Mentees").check()
    page.get_by_role("radio", name="Keep them").check()
    settled(page)
    page.get_by_role("button", name="Take in 2 people").click()
    page.get_by_role("button", name="Bring in another roster").click()
    choose(page, ("next.csv", UNTOLD + b"Gil Orr,gil@lib.example\n"))
    expect(page.get_by_text("You have had this form before.")).to_be_visible()
    expect(page.get_by_role("radio", name="Mentees")).to_be_checked()


def test_a_mended_cell_is_undone(open_import):
    """One change at a time; focus stays where it was."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    cell = page.get_by_role("gridcell", name="Dev Rao")
    cell.click()
    page.get_by_role("textbox", name="Row 2, Name").fill("Devi Rao")
    press(page, "Enter")
    expect(page.get_by_role("gridcell", name="Devi Rao")).to_be_focused()
    page.get_by_role("button", name="Undo the last change").click()
    expect(cell).to_be_visible()


def test_escape_leaves_a_cell_as_it_was(open_import):
    """And the keys of the grid work again."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_role("gridcell", name="Dev Rao").click()
    page.keyboard.type("x")
    press(page, "Escape")
    expect(page.get_by_role("gridcell", name="Dev Rao")).to_be_focused()
    press(page, "ArrowDown", "End")
    expect(page.get_by_role("gridcell", name="fay@lib.example")).to_be_focused()


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
    expect(page.locator(".mwi-people").first.get_by_text("Ana Silva")).to_be_visible()
    expect(page.get_by_text("'ben at lib' is no e-mail address").first).to_be_visible()
    expect(page.locator(".mwi-grid")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".mwi-people").first.get_by_text("Ana Silva")).to_be_hidden()


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
        "You are signed out. Open the address from the program's window"
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
