"""Every page that is made for people, looked at by axe and by a printer."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from tabled import generate, table_of

pytestmark = pytest.mark.browser
PAGES = (
    "index.html",
    "oak/README.html",
    "oak/sheets/pairing.html",
    "oak/sheets/roster.html",
    "oak/sheets/challenges.html",
    "oak/html/pairing.html",
    "oak/packs/ben-ito-ana-b-silva-b/introduction.html",
    "oak/packs/ben-ito-ana-b-silva-b/expectations.html",
)


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    """One program with everything."""
    folder = tmp_path_factory.mktemp("print")
    row = 'Oak,roster.csv,pairs.csv,"Ana, ana@lib.example",Long County Library System'
    table = table_of(folder / "office", header="name,roster,pairs,contact,organisation", rows=(row,))
    (table.parent / "pairs.csv").write_text("mentee,mentor\nBen Ito,ana@lib.example\n", encoding="utf-8")
    assert generate(table, folder / "library", run=True, html=True).is_fine()
    return folder / "library" / "workbooks"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(workbooks, new_page, axe, name, scheme):
    """Wide, on a telephone, and at 320 pixels; no request leaves the file."""
    page = new_page(viewport={"width": 1280, "height": 2000}, color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((workbooks / name).as_uri())
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 2000})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_sheet_can_be_printed_large(workbooks, new_page):
    """One tick, also by keyboard: more than 16 points, two columns in place of three, and no tick on paper."""
    page = new_page()
    page.goto((workbooks / "oak/sheets/expectations.html").as_uri())
    page.get_by_label("Large print").press("Space")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
    columns = page.locator(".three").first.evaluate("node => getComputedStyle(node).gridTemplateColumns")
    assert len(columns.split()) == 2
    assert not page.get_by_label("Large print").is_visible()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler reads the printed page")
def test_the_printed_form_asks_every_question(workbooks, new_page, tmp_path):
    """Nothing is lost between screen and paper."""
    page = new_page()
    page.goto((workbooks / PAGES[-1]).as_uri())
    asked = [" ".join(words.split()) for words in page.locator("h1, h2, h3").all_inner_texts()]
    page.pdf(path=tmp_path / "form.pdf", format="Letter")
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "form.pdf", "-"], capture_output=True, text=True, check=True
    )
    printed = " ".join(done.stdout.split())
    assert len(asked) > 30
    assert [words for words in asked if words not in printed] == []
