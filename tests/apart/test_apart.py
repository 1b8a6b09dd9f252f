"""Readers in processes of their own: what they may cost, and what is said when they die of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spread

from mentorwidgets.apart import Bounds, ask, child, close, is_apart, joined, merged, pieces, split
from mentorwidgets.challenges.far import read_file_apart
from mentorwidgets.errors import RosterError, WorksheetFileError
from mentorwidgets.roster.files import grids_from_bytes
from mentorwidgets.roster.sheets import grids_from_workbook
from mentorwidgets.roster.write import rows_to_xlsx

THIS = "mentorwidgets.apart.parts"


@pytest.fixture(params=["copied", "warm"])
def way(request, monkeypatch):
    """Both ways to a reader: a copy of this process, and one of a warm Python."""
    monkeypatch.setattr("mentorwidgets.apart.near.can_copy", lambda: request.param == "copied")
    yield request.param
    close()


def asked(reader: str, request: Any, **how: Any) -> list[Any]:
    return ask(reader, request, name="a.csv", refuse=RosterError, **how)


def test_plain_values_come_back(way):
    """All that a reader yields, in order."""
    assert asked(f"{THIS}:pieces", [["a", "b"], ["c"]]) == [[0, ["a", "b"]], [1, ["c"]]]
    assert asked(f"{THIS}:pieces", [["ä"]]) == [[0, ["ä"]]]


def test_only_functions_of_ours_are_asked(way):
    """Nothing else can be named."""
    with pytest.raises(RosterError, match=r"^a.csv cannot be read"):
        asked("os:listdir", ".")


@pytest.mark.parametrize(
    ("reader", "request_", "words"),
    [
        ("mentorwidgets.model:did_you_mean", None, "is not as it should be"),  # a fault of ours
        ("mentorwidgets.apart.far:burn", None, "is not as it should be"),  # no such function
    ],
)
def test_a_fault_is_one_sentence(way, reader, request_, words):
    """It names the file and what to do, and holds no trace."""
    with pytest.raises(RosterError, match=words) as caught:
        asked(reader, request_)
    assert caught.value.mend.startswith("Open it")


def test_the_next_file_is_read_after_one_that_killed_its_reader(way):
    """One reader's death is nobody else's."""
    with pytest.raises(RosterError, match="more memory"):
        grids_from_bytes(spread.FAR["other quotes"], "hostile.xlsx")
    (grid,) = grids_from_bytes(rows_to_xlsx([["Name"], ["Ana Silva"]], "S"), "good.xlsx")
    assert list(map(list, grid.columns)) == [["Name", "Ana Silva"]]


@pytest.mark.parametrize("spelling", spread.FAR)
def test_a_far_cell_ends_in_a_sentence(spelling):
    """However it is spelt: the library would end the process."""
    with pytest.raises(RosterError, match="hostile.xlsx"):
        grids_from_bytes(spread.FAR[spelling], "hostile.xlsx")


def test_one_text_shared_by_many_cells_ends_in_a_sentence():
    """30 GB in 156 kB."""
    with pytest.raises(RosterError, match=r"hostile\.xlsx would need more memory"):
        grids_from_bytes(spread.shared_often(1_000_000, 30_000), "hostile.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        spread.ods_row("Name") + spread.ods_row("Ana", rows=1_048_574),
        spread.ods_row("Name", 16_000) + spread.ods_row("Ana", 16_000, 10_000),
        spread.ods_row("Name", 4_000_000_000),
        spread.ods_row("Name") + spread.ods_row("Ana", rows=4_000_000_000),
        spread.ods_row("Name" * 1000, 1000) + spread.ods_row("Ana" * 1000, 1000, 100_000),
    ],
)
def test_repeated_rows_and_columns_end_in_a_sentence(rows):
    """A few hundred bytes, a million rows."""
    with pytest.raises(RosterError, match=r"hostile\.ods"):
        grids_from_bytes(spread.ods(rows), "hostile.ods")


def test_a_document_without_end_ends_in_a_sentence():
    """A table of a hundred million columns; with three it is read."""
    with pytest.raises(WorksheetFileError, match="hostile.docx"):
        read_file_apart("hostile.docx", spread.wide_document(100_000_000), {})
    assert read_file_apart("a.docx", spread.wide_document(2), {})[0] == ()


@pytest.mark.parametrize(("burn", "cpu", "wall"), [(lambda: None, 1, 60), (lambda: time.sleep(600), 60, 1)])
def test_time_ends(monkeypatch, burn, cpu, wall):
    """Of the processor, and on the clock."""

    def for_ever(_request: Any) -> Iterator[Any]:
        yield "once"
        while True:
            burn()

    monkeypatch.setattr("mentorwidgets.apart.near.can_copy", lambda: True)
    monkeypatch.setattr("mentorwidgets.apart.parts.split", for_ever)
    with pytest.raises(RosterError, match=r"a\.csv takes too long"):
        asked(f"{THIS}:split", None, bounds=Bounds(cpu=cpu, wall=wall))


def test_an_answer_without_end_is_cut(monkeypatch):
    """A reader that a file has taken over fills nobody's memory, and ends when nobody listens, long before its time."""
    monkeypatch.setattr("mentorwidgets.apart.near.can_copy", lambda: True)
    monkeypatch.setattr("mentorwidgets.apart.parts.split", lambda _request: iter(lambda: "x" * 1000, None))
    with pytest.raises(RosterError, match=r"a\.csv is damaged"):
        asked(f"{THIS}:split", None, bounds=Bounds(answer=1_000_000))


def test_what_is_no_answer_is_none(monkeypatch):
    """A cell that is no text is refused, as what comes back is checked."""
    with pytest.raises(ValueError, match="no text"):
        joined([[0, ["a", 1]]], 1)


def test_a_reader_sees_no_secret(way, monkeypatch):
    """No token, no address of the database; and it can write no file."""
    monkeypatch.setenv("MENTORWIDGETS_TOKEN", "secret")
    child_ = child.Child("", stays=False)
    names = {line.partition(b"=")[0] for line in Path(f"/proc/{child_._process.pid}/environ").read_bytes().split(b"\0")}
    child_.close()
    assert not {name for name in names if name.startswith(b"MENTORWIDGETS")}


def test_several_ask_at_once(monkeypatch):
    """Two at a time, the others wait; each gets its own answer."""
    monkeypatch.setattr("mentorwidgets.apart.near.can_copy", lambda: False)
    found: dict[int, Any] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: asked(f"{THIS}:pieces", [[str(n)]])})) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close()
    assert found == {n: [[0, [str(n)]]] for n in range(8)}


def test_a_copy_is_made_only_where_nothing_would_be_left_half():
    """A process with threads asks a warm reader."""
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    thread.start()
    try:
        assert not child.can_copy()
    finally:
        gate.set()
        thread.join()


def test_no_reader_asks_another():
    """What is a reader reads by itself."""
    assert not is_apart()


def test_long_answers_come_in_parts():
    """So that who waits in a server has time for others between them."""
    columns = [["x" * 1000] * 3000, ["y"] * 9000]
    parts = list(pieces(columns))
    assert max(sum(map(len, cells)) for _, cells in parts) < 500_000
    assert joined(parts, 2) == columns
    whole = {"a": 1, "people": list(range(1000)), "unsaid": {str(n): n for n in range(500)}}
    assert merged(split(whole)) == whole
    assert max(len(value) for part in split(whole) for value in part.values() if value != 1) == 200


def test_a_workbook_reads_the_same_here_and_apart():
    """Titles, numbers, dates and notices included."""
    data = rows_to_xlsx([["Name", "Since"], ["Ana", "2024-05-01"], ["Ben", "7"]], "People")
    assert [list(map(list, grid.columns)) for grid in grids_from_bytes(data, "a.xlsx")] == [
        list(map(list, grid.columns)) for grid in grids_from_workbook(data, "a.xlsx")
    ]
