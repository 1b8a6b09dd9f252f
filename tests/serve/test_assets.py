"""Files under names that carry a hash of what is in them."""

from __future__ import annotations

import pytest

from mentorwidgets.serve.assets import Assets, joined


@pytest.fixture
def template(tmp_path):
    """A template's directory with two scripts, a part of them, and a style."""
    static = tmp_path / "static"
    static.mkdir()
    (static / "_part.js").write_text("export const one = 1;\nexport async function two() {}\nexport class Three {}\n")
    (static / "main.js").write_text('import { one } from "./_part.js";\nconsole.log(one);\n')
    (static / "page.css").write_text('a { background: url("./mark.svg"); }')
    (static / "mark.svg").write_text("<svg/>")
    return tmp_path


@pytest.fixture
def assets(template):
    return Assets(template, "/base/")


def test_joined(template):
    """A script comes with what it imports before it, without a second request."""
    text = joined(template / "static" / "main.js")
    assert "import " not in text
    assert "export " not in text
    assert text.index("const one") < text.index("console.log(one)")


def test_joined_once(template):
    """A part that two others import stands there once."""
    static = template / "static"
    (static / "_more.js").write_text('import { one } from "./_part.js";\nexport const more = one;\n')
    (static / "main.js").write_text(
        'import { one } from "./_part.js";\nimport { more } from "./_more.js";\nmore + one;\n'
    )
    assert joined(static / "main.js").count("const one") == 1


def test_joined_from_the_package(template):
    """A part that pages and widgets share is found in the package, wherever the template is installed."""
    static = template / "static"
    (static / "main.js").write_text('import { same } from "../../../mentorwidgets/static/_same.js";\nsame(1, 1);\n')
    text = joined(static / "main.js")
    assert "import " not in text
    assert text.index("function same(") < text.index("same(1, 1)")


def test_name_follows_content(template, assets):
    """Another content has another name, so that a browser never shows the old one."""
    before = assets.url("main.js")
    (template / "static" / "main.js").write_text("changed();")
    after = Assets(template, "/base/").url("main.js")
    assert before != after
    assert Assets(template, "/base/").get(before.removeprefix("/base/")) is None


def test_addresses_in_styles(assets):
    """A style names its pictures by their hashed addresses."""
    sheet = assets.get(assets.url("page.css").removeprefix("/base/"))
    assert assets.url("mark.svg").encode() in sheet.body
    assert sheet.kind == "text/css"


def test_open(assets):
    """Style, pictures and fonts are for strangers too; scripts, parts and other addresses are not."""
    assert assets.is_open(assets.url("page.css"))
    assert assets.is_open(assets.url("mark.svg"))
    assert not assets.is_open(assets.url("main.js"))
    assert not assets.is_open(assets.url("page.css").removeprefix("/base"))
    assert not assets.is_open("/base/page.css")


def test_parts_are_not_sent(assets):
    """Parts of scripts have no address of their own."""
    with pytest.raises(KeyError):
        assets.url("_part.js")
