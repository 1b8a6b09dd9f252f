"""Every way we know by which markup or text becomes a script: none runs in a page of ours, cleaned or not (CSP)."""

from __future__ import annotations

import pytest
from served import OAK, make_folder, write_notebook

pytestmark = pytest.mark.browser
MARKUP = (
    "<img src=data:, onerror=HIT>", "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' onload=HIT onerror=HIT>",
    "<iframe srcdoc='<svg onload=HIT></svg>'></iframe>", "<svg><image href=data:, onerror=HIT /></svg>", "<svg><animate onbegin=HIT attributeName=x dur=1s>",
    "<svg><set onbegin=HIT attributeName=x dur=1s>", "<svg><a href='javascript:void(HIT)'><text>x</text></a></svg>",
    "<svg><a xlink:href='javascript:void(HIT)'><text>x</text></a></svg>",
    "<math><mi onclick=HIT>x</mi></math>", "<audio src=data:, onerror=HIT>", "<video src=data:, onerror=HIT>",
    "<video><source src=data:, onerror=HIT></video>", "<iframe srcdoc='<form id=f action=javascript:HIT></form><img src=data:, onerror=f.submit(HIT)>'></iframe>",
    "<iframe onload=HIT></iframe>", "<iframe srcdoc='<script>HIT</script>'></iframe>",
    "<iframe srcdoc='<img src=data:, onerror=HIT>'></iframe>", "<iframe src='javascript:void(HIT)'></iframe>",
    "<details open ontoggle=HIT>", "<style onload=HIT>b{}</style>", "<style>@keyframes k{}</style><p style='animation:k 1ms' onanimationstart=HIT>x</p>",
    "<link rel=stylesheet href='data:text/css,' onload=HIT onerror=HIT>", "<iframe srcdoc='<body onload=HIT>'></iframe>",
    "<a href='javascript:void(HIT)'>x</a>", "<a href=' java&#9;script:void(HIT)'>x</a>", "<p onclick=HIT>x</p>",
    "<map><area href='javascript:void(HIT)'></map>", "<form action='javascript:void(HIT)'><button>x</button></form>",
    "<form><button formaction='javascript:void(HIT)'>x</button></form>", "<input type=image src=data:, onerror=HIT>",
    "<form><input type=submit formaction='javascript:void(HIT)'></form>", "<button onclick=HIT>x</button>",
    "<form method=dialog onsubmit=HIT><button>x</button></form>", "<input type=checkbox onchange=HIT>", "<label onclick=HIT>x</label>",
    "<body onclick=HIT><p id=y>x</p></body><p onclick=HIT>x</p>", "<noscript><p title='</noscript><img src=data:, onerror=HIT>'>",
    "</title></textarea></style></script><img src=data:, onerror=HIT>", "<template><p></template><img src=data:, onerror=HIT>",
    "<select><option>x</select><img src=data:, onerror=HIT>", "<custom-part onclick=HIT>x</custom-part>",
)  # fmt: skip
CODE = (
    "eval('HIT')", "new Function('HIT')()", "setTimeout('HIT')", "(() => {}).constructor('HIT')()",
    "import('data:text/javascript,HIT')", "document.body.append(document.createRange().createContextualFragment('<script>HIT</' + 'script>'))",
    "document.body.append(Object.assign(document.createElement('script'), { text: 'HIT' }))",
    "document.body.append(Object.assign(document.createElement('script'), { src: 'data:text/javascript,HIT' }))",
)  # fmt: skip
CHANNELS = """
import IPython.display as show, ipywidgets as w, pandas as pd
many = MANY
for html in many:
    for kind in (show.HTML, show.Markdown, show.Latex):
        show.display(kind(html))
    show.display({"text/html": html, "text/plain": html}, raw=True)
    show.display({"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{html}</svg>"}, raw=True)
    print(html)
show.display(show.Javascript("top.hits[99]=1"))
pd.DataFrame({html: [html] for html in many}).style
"""
WIDGETS = """
for html in many:
    show.display(w.HTML(html, description=html), w.HTMLMath(html), w.Label(html), w.Button(description=html, tooltip=html))
    show.display(w.Accordion([w.HTML(html)], titles=[html]), w.Dropdown(options=[html], description=html), w.Text(html, placeholder=html))
"""


def aimed(texts, first=0):
    """Each with a place of its own to leave its mark."""
    return [text.replace("HIT", f"top.hits[{number}]=1") for number, text in enumerate(texts, first)]


POURED = {"markup": aimed(MARKUP), "code": aimed(CODE, len(MARKUP))}
ALL = {str(number) for number in range(len(MARKUP) + len(CODE))}


def pour(page):
    """Put all of them into a page, uncleaned, press what can be pressed, and let the browser try."""
    page.evaluate(
        """({ markup }) => {
  for (const html of markup) {
    const home = document.body.appendChild(document.createElement("div"));
    home.innerHTML = html;
    for (const part of home.querySelectorAll("a, area, p, mi, button, input, label, custom-part"))
      if (part.type !== "image") part.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}""",
        POURED,
    )
    for text in POURED["code"]:
        # Later, and not here: what a debugger runs may use eval, whatever the page's policy says.
        page.evaluate(f"() => {{ setTimeout(async () => {{ try {{ await ({text}); }} catch {{ /* refused */ }} }}); }}")


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server whose notebooks show all of them, in every way that a notebook can."""
    folder = make_folder(tmp_path_factory.mktemp("sinks") / "library", OAK)
    cells = CHANNELS.replace("MANY", repr(POURED["markup"]))
    write_notebook(folder, "outputs", "# Outputs\n\n" + "\n\n".join(POURED["markup"]), cells)
    write_notebook(folder, "widgets", "# Widgets", cells.replace("for html in many", "for html in []", 1) + WIDGETS)
    return serve_folder(folder.path)


@pytest.fixture
def page(new_page):
    """A page that keeps what hit it."""
    page = new_page()
    page.add_init_script("window.hits = {}")
    return page


def test_each_of_them_is_real(page):
    """On a page without our headers every one of the 48 runs: what is tried below is no straw."""
    page.goto("about:blank")
    pour(page)
    page.wait_for_function("(count) => Object.keys(hits).length >= count", arg=len(ALL))
    assert len(ALL) == 48


@pytest.mark.parametrize("path", ["login", "programs/oak-county/", "programs/oak-county/outputs"])
def test_none_runs_under_our_policy(page, served, path):
    """Poured into our pages without any cleaning, none of them runs."""
    page.goto(served.address)
    page.goto(f"{served.url}{path}")
    page.evaluate("addEventListener('securitypolicyviolation', () => { window.stopped = (window.stopped ?? 0) + 1; })")
    pour(page)
    page.wait_for_function("(count) => window.stopped >= count", arg=len(ALL) // 2)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("hits") == {}


@pytest.mark.parametrize("stem", ["outputs", "widgets"])
def test_none_runs_from_a_notebook(page, served, stem):
    """Shown by a notebook as HTML, Markdown, pictures, tables and widgets, in our front end and Voilà's, none runs."""
    page.goto(served.address)
    page.goto(f"{served.url}programs/oak-county/{stem}")
    if stem == "widgets":
        page.wait_for_url("**kernel=*")
        page.locator(".widget-html, .jupyter-widgets").nth(200).wait_for(state="attached")
    for part in page.locator("main a, main button").all()[:20]:
        part.dispatch_event("click")
    assert page.evaluate("hits") == {}
