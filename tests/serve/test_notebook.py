"""A worksheet's page, its program's page and the landing page, as they are sent."""

from __future__ import annotations

import re

import pytest
from served import make_folder


def test_landing(visitor):
    """The landing page names programs and people, and says what is done and what is next; it lists no files."""
    text = visitor.get("/").text
    assert "Oak County mentoring" in text
    assert "1 mentor<" in text
    assert "2 mentees<" in text
    assert "<strong>Next:</strong>" in text
    assert 'href="/programs/oak-county/pairing"' in text
    assert ".ipynb" not in text


def test_landing_empty(serve_folder, tmp_path):
    """A folder without a program says which command makes one."""
    served = serve_folder(make_folder(tmp_path / "library").path)
    text = served.visitor().get("/").text
    assert "<h1>No program yet</h1>" in text
    assert "mentorwidgets add library --program" in text


@pytest.mark.parametrize(
    "path",
    ["/programs/elm/", "/programs/oak-county/nothing", "/programs/oak-county/..", "/programs/../secret", "/nothing"],
)
def test_missing(visitor, path):
    """What is not there is a page in words with a way back."""
    answer = visitor.get(path)
    assert answer.status == 404
    assert "Your programs</a>" in answer.text


def test_program(visitor):
    """A program has a page of its own, also without the slash."""
    assert visitor.get("/programs/oak-county").headers["Location"] == "/programs/oak-county/"
    assert "<h1>Oak County mentoring</h1>" in visitor.get("/programs/oak-county/").text


def test_frame(visitor):
    """Every page has a language, a title, a skip link, one h1, main and a footer."""
    for path in ("/", "/programs/oak-county/", "/programs/oak-county/plain", "/nothing"):
        text = visitor.get(path).text
        assert '<html lang="en">' in text
        assert re.search(r"<title>.+ - mentorwidgets</title>", text)
        assert [text.count(part) for part in ("<h1", "<main", "<header", "<footer", 'class="mw-skip"')] == [1] * 5


def test_notebook(visitor):
    """Text and outputs are in the page itself, cleaned, for browsers without JavaScript too."""
    text = visitor.get("/programs/oak-county/plain").text
    assert "<h1>Plain words</h1>" in text
    assert "Hello there" in text
    assert "from the kernel" in text
    assert "alert(1)" not in text


def test_broken_cell(visitor, served):
    """A cell that fails leaves a kind box with an id; the traceback stands in the log under it, and nowhere else."""
    text = visitor.get("/programs/oak-county/broken").text
    name = re.search(r"The number <strong>([0-9a-f]{6})</strong>", text).group(1)
    assert "before" in text
    assert not re.search("Traceback|ZeroDivision|secret_words|<pre[^>]*>after", text)
    assert f"[{name}]" in served.log()
    assert "ZeroDivisionError" in served.log()


def test_no_override(visitor):
    """Neither template nor theme can be chosen by the address."""
    plain = visitor.get("/programs/oak-county/plain").text
    other = visitor.get('/programs/oak-county/plain?template=lab&theme="><script>alert(1)</script>').text
    changing = r"[0-9a-f-]{36}|value=\"2\|[^\"]+\""
    assert re.sub(changing, "", plain) == re.sub(changing, "", other)


def test_compressed(visitor):
    """Pages travel compressed."""
    assert visitor.get("/", **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_kept_for_a_year(visitor):
    """Files whose name carries a hash are kept by browsers for a year."""
    address = re.search(r'href="(/mentorwidgets/static/page\.[0-9a-f]{12}\.css)"', visitor.get("/").text).group(1)
    assert "immutable" in visitor.get(address).headers["Cache-Control"]
    assert visitor.get("/mentorwidgets/static/page.000000000000.css").status == 404


def test_no_foreign_address(visitor):
    """No page names another host."""
    for path in ("/", "/programs/oak-county/counter", "/nothing"):
        assert not re.search(r'(?:src|href)="(?:https?:)?//', visitor.get(path).text)
