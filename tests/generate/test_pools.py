"""Many tasks, few in hand; and the manifest that remembers them."""

from __future__ import annotations

import pytest

from mentorwidgets.generate import pools
from mentorwidgets.generate.manifest import files_checksum, read_manifest, with_result, write_manifest
from mentorwidgets.generate.work import Made, MadeFile


@pytest.fixture
def numbers(monkeypatch):
    """Tasks that are only numbers, and are done by naming them."""
    monkeypatch.setattr(pools, "make", lambda number: Made(slug=f"oak-{number}"))


def test_few_tasks_are_in_hand_at_any_time(numbers):
    """Memory does not grow with the table: the next is made when one is done."""
    asked = []
    tasks = (asked.append(number) or number for number in range(100))
    done = pools.local_pool(tasks, 2)
    next(done)
    assert len(asked) <= 8
    assert len(list(done)) == 99
    assert asked == list(range(100))


def test_a_table_of_nothing_does_nothing(numbers):
    """And ends."""
    assert list(pools.local_pool(iter(()), 3)) == []


def test_when_whoever_asks_stops_no_other_task_is_begun(numbers):
    """An interrupt goes up; what was in hand is given up."""
    asked = []
    tasks = (asked.append(number) or number for number in range(100))
    done = pools.local_pool(tasks, 2)
    next(done)
    with pytest.raises(KeyboardInterrupt):
        done.throw(KeyboardInterrupt)
    assert len(asked) <= 8


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"programs": 7}', "{"])
def test_a_damaged_manifest_is_an_empty_one(tmp_path, damage):
    """The records beside the copies still know what is ours."""
    (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
    assert read_manifest(tmp_path) == {"programs": {}}


def test_a_manifest_reads_back(tmp_path):
    """With version and time."""
    write_manifest(tmp_path, {"programs": {"oak": {"name": "Öak"}}})
    found = read_manifest(tmp_path)
    assert found["programs"] == {"oak": {"name": "Öak"}}
    assert {"mentorwidgets", "time", "seed"} <= set(found)


def test_a_file_that_is_as_it_was_keeps_its_time():
    """How long it took when it was made."""
    before = {"files": {"a": {"sha256": "1", "result": "ours", "seconds": 2.5}, "b": {"sha256": "2"}}}
    made = Made(slug="oak", files=(MadeFile(name="a", did="same", sha256="1"),), trouble=("x",))
    found = with_result(before, made)
    assert (found["files"]["a"]["seconds"], found["result"], "b" in found["files"]) == (2.5, "failed", True)


def test_the_checksum_of_files_is_of_their_contents(tmp_path):
    """None have none."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"1")
    assert files_checksum(tmp_path, ["a"]) == files_checksum(tmp_path, ["b"]) != files_checksum(tmp_path, [])
    assert files_checksum(tmp_path, []) == ""
