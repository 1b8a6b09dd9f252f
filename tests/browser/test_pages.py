"""The pages in a real browser: accessible, quiet on the network, and honest about the kernel."""

from __future__ import annotations

import os
import signal

import pytest
from served import OAK, make_folder, write_notebook

pytestmark = pytest.mark.browser
WIDGETS = '''
import anywidget, traitlets, ipywidgets
class Counter(anywidget.AnyWidget):
    _esm = """
    function render({ model, el, signal }) {
      const button = Object.assign(document.createElement("button"), { className: "mw-btn" });
      const draw = () => { button.textContent = `Count ${model.get("count")}`; };
      button.addEventListener("click", () => { model.set("count", model.get("count") + 1); model.save_changes(); });
      model.on("change:count", draw);
      const bytes = document.createElement("output");
      model.on("msg:custom", (content, buffers) => { bytes.textContent = content.said + " " + new Uint8Array(buffers[0].buffer, buffers[0].byteOffset, buffers[0].byteLength).join(); });
      const ask = Object.assign(document.createElement("button"), { className: "mw-btn", textContent: "Ask" });
      ask.addEventListener("click", () => model.send({ ask: 1 }, undefined, [new Uint8Array([1, 2, 3]).buffer]));
      draw();
      el.append(button, ask, bytes, String(new Uint8Array(model.get("data").buffer, model.get("data").byteOffset, 2).join()));
    }
    export default { render };
    """
    _css = ".mw-btn { letter-spacing: 1px; }"
    count = traitlets.Int(3).tag(sync=True)
    twice = traitlets.Int(6).tag(sync=True)
    data = traitlets.Bytes(bytes([7, 8])).tag(sync=True)
    @traitlets.observe("count")
    def _limit(self, change):
        if self.count > 5:
            self.count = 5
def answer(widget, content, buffers):
    widget.send({"said": "heard"}, [bytes(reversed(bytes(buffers[0])))])
counter = Counter()
counter.on_msg(answer)
counter
'''
STOCK = WIDGETS.replace(
    "\ncounter\n",
    "\nslider = ipywidgets.IntSlider(description='Age', value=3)\nlabel = ipywidgets.Label('none')\nslider.observe(lambda change: setattr(label, 'value', f'now {change.new}'), 'value')\nipywidgets.VBox([slider, label, counter])\n",
)
BAD = """
import anywidget
class Bad(anywidget.AnyWidget):
    _esm = "export default { render() { throw new Error('no apples'); } };"
Bad()
"""
# Whether a new kernel stands behind the widgets when the page says how it is.
WATCH = """() => {
  const place = document.querySelector("[data-model]"), before = place.dataset.model;
  window.woken = {};
  document.addEventListener("mw:kernel", ({ detail }) => { window.woken[detail] ??= place.dataset.model !== before; });
}"""
LOOKS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    for scheme in ("light", "dark")
    for width in (1280, 360, 320)
]


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    folder = make_folder(tmp_path_factory.mktemp("pages") / "library", OAK)
    write_notebook(folder, "twice", "# Twice", WIDGETS, "counter")
    write_notebook(folder, "stock", "# Stock", STOCK)
    write_notebook(folder, "bad", "# Bad", BAD, "1 / 0")
    write_notebook(folder, "plain", "# Plain\n\nWords and a [link](https://example.org/).", "print('text')")
    return serve_folder(folder.path)


@pytest.fixture
def page(new_page, served):
    """A page that is signed in."""
    page = new_page()
    page.goto(served.address)
    return page


def open_ready(page, served, stem):
    page.goto(f"{served.url}programs/oak-county/{stem}")
    page.wait_for_selector("html[data-ready=yes]", state="attached")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look['color_scheme']}-{look['viewport']['width']}")
def test_accessible(new_page, axe, served, look):
    """axe finds nothing on any page, and nothing is wider than the window."""
    page = new_page(**look)
    found = []
    for path in (
        "login",
        "",
        "programs/oak-county/",
        "programs/oak-county/twice",
        "programs/oak-county/bad",
        "nothing",
    ):
        page.goto(f"{served.url}{path}" if path else served.address)
        if "bad" in path or "twice" in path:
            page.wait_for_selector("html[data-ready=yes]", state="attached")
        found += [f"{path}: {line}" for line in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: wider than the window")
    assert found == []


def test_empty_and_full(new_page, axe, serve_folder, tmp_path):
    """The page of an empty folder and the page that says 'full' are accessible too."""
    served = serve_folder(make_folder(tmp_path / "library").path, max_kernels=0)
    page = new_page()
    page.goto(served.address)
    assert page.get_by_role("heading", level=1).text_content() == "No program yet"
    assert axe(page) == []
    write_notebook(make_folder(served.folder, OAK), "plain", "# Plain")
    assert page.goto(f"{served.url}programs/oak-county/plain").status == 503
    assert axe(page) == []


def test_requests(page, served):
    """A worksheet takes three requests of ours beside the fonts, and none leaves this computer."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_ready(page, served, "twice")
    ours = {url for url in asked if not url.endswith((".woff2", ".svg")) and not url.startswith("blob:")}
    assert len(ours) == 3
    assert all(url.removeprefix("blob:").startswith(served.url) for url in asked)


def test_model(page, served):
    """Two views share one model; edits reach Python and its answer comes back; bytes travel both ways."""
    open_ready(page, served, "twice")
    first, second = page.get_by_role("button", name="Count").all()
    first.click()
    assert second.text_content() == "Count 4"
    for _ in range(3):
        first.click()
    second.filter(has_text="Count 5").wait_for()
    page.get_by_role("button", name="Ask").first.click()
    page.locator("output").first.filter(has_text="heard 3,2,1").wait_for()
    assert "7,8" in page.locator(".mw-widget").first.text_content()


def test_widget_error(page, served):
    """A widget that fails says so beside it."""
    open_ready(page, served, "bad")
    assert "no apples" in page.locator(".mw-widget-trouble").text_content()


def test_stock(page, served):
    """A notebook with other widgets gets Voilà's own front end by itself, in the same kernel, and all of it works."""
    page.goto(f"{served.url}programs/oak-county/stock")
    page.wait_for_url("**kernel=*")
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("now 4").wait_for()
    page.get_by_role("button", name="Count 3").click()
    page.get_by_role("button", name="Count 4").wait_for()
    assert len(served.kernels()) >= 1


def test_leaving(page, served, eventually):
    """Leaving a page ends its kernel."""
    open_ready(page, served, "twice")
    kernel = page.locator("#mw-page").get_attribute("data-kernel")
    page.goto(served.url)
    eventually(lambda: page.request.get(f"{served.url}api/kernels/{kernel}").status == 404)


def test_dead_kernel(new_page, serve_folder, tmp_path):
    """A kernel that is killed is told to the page and to the person within three seconds; a new one takes its place."""
    folder = make_folder(tmp_path / "library", OAK)
    write_notebook(folder, "twice", "# Twice", WIDGETS)
    served, page = serve_folder(folder.path), new_page()
    page.goto(served.address)
    open_ready(page, served, "twice")
    page.evaluate("document.addEventListener('mw:kernel', (event) => { window.told = event.detail; })")
    os.kill(served.kernels()[0], signal.SIGKILL)
    page.get_by_text("This page has gone to sleep").wait_for()
    assert page.evaluate("window.told") == "dead"
    page.get_by_role("button", name="Count 3").first.click()
    page.evaluate(WATCH)
    page.get_by_role("button", name="Wake it up").click()
    page.locator(".mw-banner").wait_for(state="hidden")
    assert page.evaluate("window.woken") == {"waking": False, "live": True}
    kernels = served.kernels()
    for kernel in kernels:
        os.kill(kernel, signal.SIGSTOP)
    page.get_by_role("button", name="Ask").first.click()
    for kernel in kernels:
        os.kill(kernel, signal.SIGKILL)  # what was asked of it is asked of the next one, and nobody presses anything
    page.locator("output").first.filter(has_text="heard 3,2,1").wait_for()
    page.get_by_role("button", name="Count 4").wait_for()
    assert page.evaluate("window.told") == "live"


def test_a_page_that_cannot_be_had_again_says_so(new_page, serve_folder, tmp_path):
    """Without a connection it stays asleep and can be woken later; with another page in its place it is loaded anew."""
    folder = make_folder(tmp_path / "library", OAK)
    write_notebook(folder, "twice", "# Twice", WIDGETS)
    served, page = serve_folder(folder.path), new_page()
    page.goto(served.address)
    open_ready(page, served, "twice")
    os.kill(served.kernels()[0], signal.SIGKILL)
    wake = page.get_by_role("button", name="Wake it up")
    wake.wait_for()
    page.route("**/twice", lambda route: route.abort())
    wake.click()
    wake.wait_for()
    page.unroute("**/twice")
    write_notebook(folder, "twice", "# Twice", "print('no widget any more')")
    page.get_by_role("button", name="Ask").first.click()  # whoever asks wakes it, too
    page.get_by_role("button", name="Load this page again").click()
    page.get_by_text("no widget any more").wait_for()


def test_offline(page, served):
    """Without a network the page says so, and comes back by itself with the kernel it had."""
    open_ready(page, served, "twice")
    page.get_by_role("button", name="Count").first.click()
    page.context.set_offline(True)
    page.get_by_text("The connection is lost").wait_for()
    page.context.set_offline(False)
    page.get_by_text("The connection is lost").wait_for(state="hidden")
    assert page.get_by_role("button", name="Count 4").count() == 2


def test_without_scripts(new_page, served):
    """Words and outputs can be read without JavaScript, and nothing says 'preparing' for ever."""
    page = new_page(java_script_enabled=False)
    page.goto(served.address)
    page.goto(f"{served.url}programs/oak-county/plain")
    assert page.get_by_text("Words and a").is_visible()
    assert page.get_by_text("Preparing").is_hidden()


def test_paste_and_keyboard(new_page, served):
    """By keyboard alone: paste the address, sign in, go to a worksheet."""
    page = new_page()
    page.goto(served.url)
    page.locator("#key:focus").wait_for()
    page.keyboard.insert_text(served.address)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your programs").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
