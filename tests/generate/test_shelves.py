"""Where copies are put: folders, and stores that papermill knows."""

from __future__ import annotations

import json

import pytest
from papermill.iorw import papermill_io
from tabled import did, generate, table_of

from mentorwidgets.errors import GenerateError, ReadOnlyFolderError
from mentorwidgets.generate import record
from mentorwidgets.generate.shelves import FolderShelf, StoreShelf, shelf_at


class Bucket:
    """A store as papermill's handlers are: text by address, and an error for what is not there."""

    def __init__(self):
        self.held = {}

    def read(self, path):
        if path not in self.held:
            raise FileNotFoundError(path)
        return self.held[path]

    def write(self, buf, path):
        self.held[path] = buf


@pytest.fixture
def bucket(monkeypatch):
    """A store at bucket://."""
    held = Bucket()
    monkeypatch.setattr(papermill_io, "_handlers", [*papermill_io._handlers])
    papermill_io.register("bucket://", held)
    return held


def test_an_address_is_a_store_and_anything_else_a_folder(tmp_path):
    """By its ://."""
    assert isinstance(shelf_at("s3://bucket/x"), StoreShelf)
    assert isinstance(shelf_at(str(tmp_path)), FolderShelf)


def test_copies_go_into_a_store_and_are_known_there_again(bucket, tmp_path):
    """With the record that tells ours from those changed by hand."""
    table = table_of(tmp_path / "office", "Oak")
    generate(table, tmp_path / "library", store="bucket://programs/2027/")
    assert json.loads(bucket.held["bucket://programs/2027/oak/pairing.ipynb"])["cells"]
    assert not (tmp_path / "library" / "workbooks" / "oak").exists()
    bucket.held["bucket://programs/2027/oak/pairing.ipynb"] += "\n"
    found = did(generate(table, tmp_path / "library", store="bucket://programs/2027"))
    assert (found["oak/pairing.ipynb"], found["oak/roster.ipynb"]) == ("edited", "same")


def test_copies_in_a_store_can_be_executed(bucket, tmp_path):
    """Their kernels work in a folder that goes away again."""
    table = table_of(tmp_path / "office", header="name,roster", rows=("Oak,roster.csv",))
    assert generate(table, tmp_path / "library", store="bucket://programs", run=True).is_fine()
    assert "PairingPicker(1 mentors" in bucket.held["bucket://programs/oak/pairing.ipynb"]


def test_a_store_that_cannot_be_used_is_said_in_words(bucket, monkeypatch):
    """Without its secrets."""

    def refuse(*_args):
        raise PermissionError("key=123")

    monkeypatch.setattr(bucket, "read", refuse)
    monkeypatch.setattr(bucket, "write", refuse)
    for use in (lambda: StoreShelf("bucket://x").read("a"), lambda: StoreShelf("bucket://x").write("a", b"")):
        with pytest.raises(GenerateError, match="PermissionError") as raised:
            use()
        assert "123" not in str(raised.value)


@pytest.mark.parametrize("given", [b"words\n", "words\n", "words", ["wor", "ds"]])
def test_a_store_gives_back_what_was_put_there(bucket, monkeypatch, given):
    """gs gives bytes, s3 loses the end of the last line, others give lists."""
    monkeypatch.setattr(bucket, "read", lambda path: given)
    assert StoreShelf("bucket://x").read("a") == b"words\n"


@pytest.mark.parametrize("words", ["ErrorCode:BlobNotFound", "An error occurred (404)", "NoSuchKey"])
def test_a_store_says_in_many_ways_that_a_file_is_not_there(bucket, monkeypatch, words):
    """Then there is none."""

    def refuse(path):
        raise RuntimeError(words)

    monkeypatch.setattr(bucket, "read", refuse)
    assert StoreShelf("bucket://x").read("a") is None


def test_a_store_whose_library_is_not_installed_says_what_to_install():
    """Nobody has gcsfs by accident."""
    with pytest.raises(GenerateError, match=r"pip install 'papermill\[gcs\]'"):
        StoreShelf("gs://bucket/x").read("a")


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    """A file stands in the way."""
    (tmp_path / "oak").write_text("", encoding="utf-8")
    with pytest.raises(ReadOnlyFolderError, match=r"pairing.ipynb cannot be written"):
        FolderShelf(tmp_path / "oak").write("pairing.ipynb", b"")


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"files": {"a": 1}}', b'{"files": {"a": {"x": 1}}}'])
def test_a_damaged_record_is_no_record(tmp_path, damage):
    """What it told is then unknown, and every file is treated as somebody's own."""
    shelf = FolderShelf(tmp_path)
    shelf.write(record.NAME, damage)
    assert record.read(shelf) == {}


def test_what_a_killed_run_left_is_taken_away_by_the_next(tmp_path):
    """Half files have names that nobody opens; the next run takes them away, and nothing else."""
    table = table_of(tmp_path / "office", "Oak")
    generate(table, tmp_path / "library")
    folder = tmp_path / "library" / "workbooks" / "oak"
    for name in (".mentorwidgets-k3_x9z0a.part", ".README.html.aaaaaaaa", ".hidden"):
        (folder / name).write_text("half", encoding="utf-8")
    generate(table, tmp_path / "library")
    assert {file.name for file in folder.glob(".*")} == {".made.json", ".README.html.aaaaaaaa", ".hidden"}
