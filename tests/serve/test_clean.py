"""From outputs to what a page may hold."""

from __future__ import annotations

import pytest

from mentorwidgets.serve.clean import WIDGET, clean, part_from_markdown, parts_of, title_of, without_title


def shown(**data):
    """The one part of an output with these kinds of data."""
    (part,) = parts_of(
        [
            {
                "output_type": "display_data",
                "data": {name.replace("_", "/", 1): text for name, text in data.items()},
                "metadata": {},
            }
        ]
    )
    return part


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>", "<img src=x onerror=x()>", "<a href='javascript:x()'>a</a>", "<style>*{}</style>", "<iframe src='//x'></iframe>",
        "<svg onload=x()><script>x()</script></svg>", "<form action='//x'><button>b</button></form>", "<base href='//x'>", "<math><mi xlink:href='javascript:x()'>",
        "<p style='background:url(//x)'>p</p>", "<object data='//x'></object>", "<meta http-equiv=refresh content='0;url=//x'>",
    ],
)  # fmt: skip
def test_clean(html):
    """Nothing that can run, load or submit survives."""
    cleaned = clean(f"before{html}after")
    assert cleaned.startswith("before")
    assert not any(bad in cleaned for bad in ("x()", "//x", "<style", "<form", "style="))


@pytest.mark.parametrize(
    "address", ["data:text/html,<b>", " DATA:text/html,b", "&#100;ata:text/html,b", "java\tscript:x()", "//data:"]
)
def test_no_page_in_a_link(address):
    """A link cannot bring a page of its own; a picture may bring its bytes."""
    assert "data:text" not in clean(f'<a href="{address}">a</a>').lower()
    assert 'src="data:image/png;base64,AA=="' in clean('<img src="data:image/png;base64,AA==">')


def test_clean_keeps():
    """Tables, lists, links and labels stay."""
    html = '<table><tbody><tr><th scope="col">a</th></tr></tbody></table><ul role="list"><li class="b">c</li></ul>'
    assert clean(html) == html


def test_markdown():
    """Markdown becomes HTML under the page's own heading, and its HTML is cleaned too."""
    html = part_from_markdown("# One\n\n*two* <script>3</script> [four](javascript:5)").html
    assert "<h2>One</h2>" in html
    assert "<em>two</em>" in html
    assert "script" not in html


def test_priority():
    """Of several kinds the best is shown: a widget, then HTML, then a picture, then text."""
    assert shown(text_html="<b>a</b>", text_plain="a").html == "<b>a</b>"
    assert shown(**{"image/png": "AA==", "text_plain": "a"}).kind == "picture"
    assert shown(text_plain="<a>").text == "<a>"


def test_widget():
    """A widget comes with its cleaned snapshot."""
    part = shown(**{WIDGET: {"model_id": "m"}, "text_html": "<p>Ana<script>1</script></p>"})
    assert (part.kind, part.model, part.html) == ("widget", "m", "<p>Ana</p>")


def test_svg():
    """A drawing is shown as a picture, in which scripts do not run."""
    part = shown(**{"image/svg+xml": "<svg xmlns='x'><script>1</script></svg>"})
    assert part.html.startswith("<img src='data:image/svg+xml;base64,")


def test_streams():
    """What is printed is shown; what went to stderr is not."""
    outputs = [{"output_type": "stream", "name": name, "text": name} for name in ("stdout", "stderr")]
    assert [part.text for part in parts_of(outputs)] == ["stdout"]


def test_title():
    """The first heading is the page's title, and is not shown twice."""
    cells = [
        {"cell_type": "code", "source": "# no"},
        {"cell_type": "markdown", "source": "Hi\n\n# The *plan* #\n\nText"},
    ]
    assert title_of(cells) == "The plan"
    assert without_title(cells[1]["source"], "The plan").split() == ["Hi", "Text"]
    assert without_title("# Other", "The plan") == "# Other"
    assert title_of([]) == ""
