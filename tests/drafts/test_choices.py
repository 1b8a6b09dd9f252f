"""What a page decided, from plain JSON."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.drafts import SheetChoice, files_from_plain
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import read_table

PLAIN = {"use": True, "role": "mentor", "day_first": False, "columns": {"Who": "name"}, "mends": [[2, 0, "Ana"]]}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "sheets", "", "use", "role", "columns", "mends"]), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_decisions_are_read():
    """Use, role, columns, order of days, mended cells."""
    (file,) = files_from_plain([{"key": "k", "sheets": {"S": PLAIN}}])
    assert file.sheet("S") == SheetChoice(
        use=True, role="mentor", day_first=False, columns={"Who": "name"}, mends=((2, 0, "Ana"),)
    )
    assert file.sheet("other") == SheetChoice()


@pytest.mark.parametrize(
    "change",
    [
        {"use": "yes"}, {"role": "boss"}, {"day_first": 1.5}, {"columns": {"A": "no field"}}, {"columns": []}, {"readers": {"A": "nobody"}}, {"columns": {"A": {}}},
        {"mends": [[0, 0, "x"]]}, {"mends": [[True, 0, "x"]]}, {"mends": [[1, -1, "x"]]}, {"mends": [[1, 0]]}, {"mends": "x"},
    ],
)  # fmt: skip
def test_what_is_not_well_formed_is_refused(change):
    """Never trust a browser."""
    with pytest.raises(ValueRefusedError):
        files_from_plain([{"key": "k", "sheets": {"": {**PLAIN, **change}}}])


@given(JSON)
def test_any_json_is_read_or_refused(data):
    """Never another error."""
    with contextlib.suppress(ValueRefusedError):
        assert isinstance(files_from_plain(data), tuple)


def test_cells_are_mended_and_the_last_change_stands():
    """Rows by the number that spreadsheets show; what is not there is left alone."""
    (table,) = read_table("a.csv", b"Name,Town\nAna,Oak\nBen,Elm\n")
    mended = SheetChoice(mends=((3, 0, "Benno"), (3, 0, "Bea"), (9, 0, "x"), (2, 7, "x"))).mended(table)
    assert [tuple(row) for row in mended.rows()] == [("Ana", "Oak"), ("Bea", "Elm")]
    assert [tuple(row) for row in table.rows()] == [("Ana", "Oak"), ("Ben", "Elm")]
