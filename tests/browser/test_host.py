"""The lean host when things go wrong or come late: a broken websocket, a page out of the browser's memory, a late widget."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from served import OAK, make_folder, write_notebook

pytestmark = pytest.mark.browser
COUNTER = """
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''
    export default { async render({ model, el }) {
      const button = Object.assign(document.createElement("button"), { className: "mw-btn" });
      const draw = () => { button.textContent = `Count ${model.get("count")}`; };
      button.addEventListener("click", () => { model.set("count", model.get("count") + 1); model.save_changes(); });
      model.on("change:count", draw);
      draw();
      const words = document.createElement("output");
      const tell = async () => {
        const child = await model.widget_manager.get_model(model.get("child").replace("IPY_MODEL_", ""));
        words.textContent = "Child " + child.get("count");
      };
      model.on("change:child", tell);
      const twice = document.createElement("p");
      model.on("change:twice", () => { twice.textContent = "Twice " + model.get("twice"); });
      const label = Object.assign(document.createElement("label"), { textContent: "Name of the mentor" });
      label.append(Object.assign(document.createElement("input"), { className: "mw-input", value: "Ana Silva" }));
      const late = Object.assign(document.createElement("button"), { className: "mw-btn", textContent: "Late" });
      late.addEventListener("click", () => model.send({ late: true }));
      el.append(button, late, words, twice, label);
    } };'''
    count = traitlets.Int(3).tag(sync=True)
    child = traitlets.Unicode().tag(sync=True)
    twice = traitlets.Int(6).tag(sync=True)
    @traitlets.observe("count")
    def _double(self, change):
        self.twice = 2 * self.count
def make(widget, content, buffers):
    made.append(Counter(count=41))
    widget.child = "IPY_MODEL_" + made[-1].model_id
made = []
counter = Counter()
counter.on_msg(make)
counter
"""


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    folder = make_folder(tmp_path_factory.mktemp("host") / "library", OAK)
    write_notebook(folder, "counter", "# Counter\n\nWords for paper.", COUNTER)
    return serve_folder(folder.path)


def opened(page, served, address="programs/oak-county/counter"):
    page.goto(served.address)
    page.goto(f"{served.url}{address}")
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    return page


def routed(page):
    """Let the kernel's websocket pass through our hands: the list of its connections, newest last."""
    lines = []

    def join(line):
        lines.append(line)
        server = line.connect_to_server()
        line.on_message(lambda message: None if page.deaf else server.send(message))
        server.on_message(line.send)

    page.deaf = False
    page.route_web_socket("**/channels*", join)
    return lines


def wait_for_line(page, lines):
    """Until the page has opened its second websocket."""
    for _ in range(500):
        if len(lines) > 1:
            return
        page.wait_for_timeout(20)
    raise AssertionError("the page did not come back")


def test_websocket_closes(new_page, served):
    """When only the websocket breaks the page takes up the same kernel again, without a word."""
    page = new_page()
    lines = routed(page)
    opened(page, served)
    page.get_by_role("button", name="Count 3").click()
    lines[-1].close()
    wait_for_line(page, lines)
    page.get_by_role("button", name="Count 4").click()
    page.get_by_role("button", name="Count 5").wait_for()
    assert page.get_by_role("alert").count() == 0


@pytest.fixture(scope="module")
def pinged(serve_folder, served):
    """The same folder behind a server that asks its pages four times a second whether they are there."""
    return serve_folder(served.folder, ping_seconds=0.25)


def test_a_page_that_stays_open_keeps_its_line(new_page, pinged):
    """Through twelve rounds of pings one websocket stays, nothing is asked anew, and the page is as it was."""
    page = new_page()
    lines = []
    page.on("websocket", lambda line: (lines.append("open"), line.on("close", lambda _: lines.append("closed"))))
    opened(page, pinged)
    page.get_by_label("Name of the mentor").fill("Ana")
    page.wait_for_timeout(3000)  # the time is the point here
    assert lines == ["open"]
    page.get_by_role("button", name="Count 3").click()
    page.get_by_text("Twice 8").wait_for()
    assert page.get_by_label("Name of the mentor").input_value() == "Ana"


def test_resent(new_page, served):
    """What the kernel never heard because the line broke is sent again on the next one."""
    page = new_page()
    lines = routed(page)
    opened(page, served)
    page.deaf = True
    page.get_by_role("button", name="Count 3").click()
    assert "Twice" not in page.locator("main").text_content()
    page.deaf = False
    lines[-1].close()
    wait_for_line(page, lines)
    page.get_by_text("Twice 8").wait_for()
    page.get_by_role("button", name="Count 4").click()
    page.get_by_text("Twice 10").wait_for()


def test_a_question_that_was_lost_is_asked_again(new_page, served):
    """What was asked while the line was dead reaches the same kernel on the next one."""
    page = new_page()
    lines = routed(page)
    opened(page, served)
    page.deaf = True
    page.get_by_role("button", name="Late").click()
    page.deaf = False
    lines[-1].close()
    wait_for_line(page, lines)
    page.get_by_text("Child 41").wait_for()


def test_back(new_page, served):
    """Back to a page that was left: it is loaded again with a kernel of its own, not shown dead."""
    page = opened(new_page(), served)
    kernel = page.locator("#mw-page").get_attribute("data-kernel")
    page.goto(served.url)
    page.go_back()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    page.get_by_role("button", name="Count 3").click()
    page.get_by_role("button", name="Count 4").wait_for()
    assert page.locator("#mw-page").get_attribute("data-kernel") != kernel


def test_out_of_memory_of_the_browser(new_page, served):
    """A page that the browser had kept whole is loaded anew: its kernel ended when it was left."""
    page = opened(new_page(), served)
    kernel = page.locator("#mw-page").get_attribute("data-kernel")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert page.locator("#mw-page").get_attribute("data-kernel") != kernel


def test_late_widget(new_page, served):
    """A widget that Python makes after the page was loaded is known to the page."""
    page = opened(new_page(), served)
    page.get_by_role("button", name="Late").click()
    page.get_by_text("Child 41").wait_for()
    assert page.get_by_role("alert").count() == 0


@pytest.mark.parametrize(
    "look",
    [
        {"forced_colors": "active"},
        {"viewport": {"width": 500, "height": 2400}},
        {"reduced_motion": "reduce", "color_scheme": "dark"},
    ],
    ids=["forced-colours", "tall", "still-and-dark"],
)
def test_looks(new_page, axe, served, look):
    """axe finds nothing with forced colours, in a tall window, and without motion; the focus can be seen."""
    page = opened(new_page(**look), served)
    assert axe(page) == []
    page.get_by_role("button", name="Count").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.goto(served.url)
    assert axe(page) == []


def test_print(new_page, served, tmp_path):
    """On paper stand the title, the words and the widget, and nothing that only a screen needs."""
    page = opened(new_page(), served)
    paper = Path(tmp_path, "page.pdf")
    page.pdf(path=paper)
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, text=True).stdout
    assert all(words in text for words in ("Counter", "Words for paper.", "Name of the mentor", "Ana Silva"))
    assert not any(words in text for words in ("Preparing", "Skip to", "Sign out", "Late"))
