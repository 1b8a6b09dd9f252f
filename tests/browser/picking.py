"""What a coordinator does again and again with the pairing picker."""

from __future__ import annotations

HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> javascript:alert(1) =1+1 \u202eabc\u0007'


def choose_for(page, name):
    """Pick a mentee in the combobox, by keyboard."""
    page.get_by_role("combobox", name="Choosing for").fill(name)
    page.get_by_role("option", name=name).first.wait_for()
    page.keyboard.press("Enter")


def names(page):
    """The mentors shown, in order."""
    return page.locator(".mwp-found .mwp-name").all_inner_texts()


def search(page, text):
    """Type into the search and wait for its count."""
    page.get_by_role("searchbox", name="Search").fill(text)
    page.wait_for_function(
        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => done(true)), 1)))"
    )


def told(page):
    """The value that Python is told, when it is told."""
    page.wait_for_function("() => window.told.length > 0")
    return page.evaluate("() => window.told.at(-1)")


def store_says(page, **answer):
    """Let the store answer every change of a pair so."""
    page.evaluate(
        "(answer) => { window.refuse = (op) => (op.key.startsWith('pair/') ? {...answer, op: op.op} : null); }", answer
    )
