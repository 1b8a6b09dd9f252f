"""The front-end files, put together."""

from __future__ import annotations

import re

import pytest

from mentorwidgets import _resources


def test_a_module_is_self_contained():
    """No relative import is left, and every shared piece stands once."""
    module = _resources.module("_saver")
    assert 'from "./' not in module
    assert len(re.findall(r"^function h\(", module, re.MULTILINE)) == 1


def test_shared_pieces_are_not_exported():
    """Only the module's own exports remain."""
    exported = re.findall(r"^export (?:async )?(?:const|function) (\w+)", _resources.module("_saver"), re.MULTILINE)
    assert exported == ["key", "parts", "openWorksheet"]


def test_a_style_begins_with_the_theme():
    """So that the variables stand before they are used."""
    style = _resources.style("_saver")
    assert style.index("--mw-paper") < style.index(".mw-bar")


def test_a_missing_file_is_not_guessed():
    """An unknown name is an error."""
    with pytest.raises(FileNotFoundError):
        _resources.text("nothing.js")


def test_the_workbooks_are_found():
    """In a checkout beside the package, in a wheel inside it."""
    assert (_resources.workbook_folder() / "pairing.ipynb").is_file()


def test_widgets_in_one_notebook_do_not_dress_each_other():
    """Each widget's style has letters of its own; only the form's are shared."""
    stems = ("roster", "pairing", "expectations", "challenges", "cadence", "trainer", "reference")
    letters = [set(re.findall(r"\.(mw\w)\b", _resources.text(f"{stem}.css"))) - {"mwf"} for stem in stems]
    assert all(letters)
    assert len(set.union(*letters)) == sum(map(len, letters))
