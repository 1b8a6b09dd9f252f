"""What a coordinator does again and again on the import page, and two files to do it with."""

from __future__ import annotations

MESSY = (
    b"Full name;E-mail;Role;Last confirmed;Topics you can help with;How many mentees?;Anything else?\n"
    b"Ana Silva;ana@lib.example;Mentor;3/4/2025;Maps;3;Likes tea\n"
    b"Ben Carter;ben at lib;mentee;5/6/2025;;;\n"
    b";;;;;;nobody\n"
    b"Cleo Park;cleo@lib.example;Mentor;7/8/2025;Zines, comics;lots;\n"
)
UNTOLD = b"Name,E-mail\nDev Rao,dev@lib.example\nFay Li,fay@lib.example\n"


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
