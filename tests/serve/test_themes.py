"""The office's page of themes: counts of all programs, and no word that anybody wrote."""

from __future__ import annotations

import pytest
from guests import SLUG, guest, make_library

from mentorwidgets.challenges import fields_of
from mentorwidgets.folder import Folder
from mentorwidgets.model import Challenge, Operation
from mentorwidgets.workbook import open_store, themes_over

PAIR = ("ben", "ana", "career")


def write(folder, slug, rows, scope=()):
    with open_store(folder) as store:
        for number, (key, value) in enumerate(fields_of(rows, scope).items()):
            name = f"{slug}-{len(scope)}-{number:04d}"
            store.apply(Operation(op=name, worksheet=f"{slug}/challenges", key=key, value=value, base=0), "test")


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """Two programs with barriers of two themes, and a pair with one of its own."""
    folder = make_library(tmp_path_factory.mktemp("themes") / "library")
    write(
        folder,
        SLUG,
        [Challenge(id="a", barrier="Our secret", theme="Time"), Challenge(id="b", barrier="x", theme="Skills")],
    )
    write(folder, "elm-county", [Challenge(id="a", barrier="y", theme="Time")])
    return serve_folder(folder.path)


def test_themes_are_counted_over_programs(served):
    """CH12: challenges and programs of each theme, drawn and as a table."""
    page = served.visitor().get("/themes").text
    assert "Time comes up most: 2 challenges in 2 programs." in page
    assert "<svg" in page
    assert '<th scope="row">Skills</th><td>1</td><td>1</td>' in page
    assert "Our secret" not in page


def test_only_the_office_sees_them(served):
    """A coordinator has one program; over all of them nobody else looks."""
    assert guest(served, "coordinator").get("/themes").status == 404


def test_without_themes_it_says_how_to_get_some(tmp_path):
    """Nothing is drawn of nothing."""
    with open_store(Folder(tmp_path / "empty", create=True)) as store:
        counts, words = themes_over(store)
    assert counts == ()
    assert "Cards bring theirs" in words
