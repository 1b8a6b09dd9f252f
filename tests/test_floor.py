"""The browsers that README names: what our pages use is known to all of them, and a check that would not see it says so here."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from floor import ROOT, shared_rules, sources, table, too_new

TOO_NEW = {
    "page.js": [
        "const next = list.toSpliced(1, 1);",
        "for (const one of steps.toReversed()) draw(one);",
        "const signal = AbortSignal.timeout(8000);",
        "const sheet = new view.CSSStyleSheet();",
        "document.adoptedStyleSheets = [];",
        "const id = crypto.randomUUID();",
        "await crypto.subtle.digest('SHA-256', bytes);",
        "await navigator.clipboard.writeText(text);",
        "await navigator.share({ url });",
        "const groups = Object.groupBy(people, nameOf);",
        "const { promise } = Promise.withResolvers();",
        "const long = text.replace(/(?<=a)b/, '');",
        "const names = map.keys().filter(Boolean);",
        "if (box.checkVisibility()) draw();",
        "box.inert = true;",
        "class A { static { go(); } }",
        "const parts = new Intl.Segmenter('en');",
        "const is = URL.canParse(text);",
        "box.showPopover();",
        "requestIdleCallback(work);",
    ],
    "page.css": [
        "@media (width < 44rem) { a { color: red; } }",
        "@media screen and (height >= 20rem) { a { color: red; } }",
        "a { color: color-mix(in srgb, red, blue); }",
        "a { color: light-dark(red, blue); }",
        ".a { color: red; &:hover { color: blue; } }",
        "a { block-size: 2lh; }",
        "li:nth-child(2 of .shown) { color: red; }",
        "@starting-style { a { opacity: 0; } }",
        "a { position-anchor: --one; }",
        "li { grid-template-columns: subgrid; }",
        ".a:has(b), .a[hidden] { display: none; }",
        ".a[hidden], :is(.b:has(c), .d) { display: none; }",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TOO_NEW.items() for text in texts])
def test_what_is_too_new_is_seen(name, text):
    """Each of these kept a page from somebody, or would."""
    assert len(too_new({name: text})) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.js", "// crypto.randomUUID() is missing there\nconst last = list.at(-1);"),
        ("page.js", "const url = 'https://example.org/'; const shown = sheet.keys().filter(Boolean);"),
        ("_engine.js", "await navigator.clipboard.writeText(text);"),
        ("page.css", "/* @media (width < 4rem) */ @container found (width < 54rem) { a { color: red; } }"),
        ("page.css", ".a:has(b) { color: red; } .a[hidden] { display: none; }"),
        ("page.css", ".a:is(b, :has(c)) { color: red; }"),
        ("page.css", "a { rotate: 45deg; text-wrap: pretty; max-height: 90dvh; }"),
    ],
)
def test_what_all_know_is_left_alone(name, text):
    """Comments, what is soft, and what stands where it is guarded."""
    assert too_new({name: text}) == []


def test_our_pages_keep_to_the_floor():
    """What `make check` runs finds nothing."""
    done = subprocess.run([sys.executable, ROOT / "tests" / "floor.py"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


def test_each_soft_feature_says_what_happens_without_it():
    """And each bounded one names its place, which is there."""
    features = table()["feature"]
    assert [one["name"] for one in features if len(one.get("soft", "long enough")) < 11] == []
    places = {one.get("secure", one.get("only", "nowhere")) for one in features} - {"nowhere"}
    assert places <= set(sources())
    assert shared_rules({"a.css": "a { color: red; }"}) == []


def test_readme_names_the_floor():
    """People read the same numbers that the check uses."""
    floor, words = table()["floor"], (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Chrome and Edge {floor['chrome']}" in words
    assert f"Firefox {floor['firefox']}" in words
    assert re.search(rf"Safari {floor['safari']:.0f}\b", words)
