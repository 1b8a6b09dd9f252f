"""What we wrote into a program's folder: so that a copy that somebody edited is told from one of ours.

The record is written before the files, with what they will be, and again when all are there. Whenever we are stopped,
every file on the disk is whole, and its checksum stands in the record unless a person changed it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from mentorwidgets.generate.shelves import FolderShelf, Shelf, sync_folder

NAME = ".made.json"


@dataclasses.dataclass(slots=True, kw_only=True)
class Entry:
    """One file of ours.

    Args:
        made: checksum of what we wrote -> checksum of the template that it came from, or nothing.
        inputs: checksum of all that a run depends on.
    """

    made: dict[str, str] = dataclasses.field(default_factory=dict)
    inputs: str = ""


def sha256(data: bytes) -> str:
    """Return the checksum by which we know a file."""
    return hashlib.sha256(data).hexdigest()


def read(shelf: Shelf) -> dict[str, Entry]:
    """Return what we wrote, by name; nothing when there is no record, or when somebody damaged it."""
    data = shelf.read(NAME)
    if data is None:
        return {}
    try:
        return {name: Entry(**item) for name, item in json.loads(data)["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def write(shelf: Shelf, files: Mapping[str, tuple[bytes, str]], facts: Mapping[str, str] | None = None) -> None:
    """Write files and the record of them.

    Args:
        shelf: the program's folder.
        files: name -> the whole file, and the checksum of its template or nothing.
        facts: name -> checksum of all that a run depends on.
    """
    entries = read(shelf)
    for name, (data, template) in files.items():
        entry = entries.setdefault(name, Entry())
        entry.made = {**entry.made, sha256(data): template}
        entry.inputs = ""  # until the file is there, nobody may trust it to be new
    if files:
        _save(shelf, entries)
        for name, (data, _) in files.items():
            shelf.write(name, data)
            entries[name].made = {sha256(data): files[name][1]}
    for name, inputs in (facts or {}).items():
        entries[name] = dataclasses.replace(entries.get(name, Entry()), inputs=inputs)
    _save(shelf, entries)
    if isinstance(shelf, FolderShelf):
        for folder in {Path(name).parent for name in files}:
            sync_folder(shelf.folder / folder)


def forget(shelf: Shelf, names: Iterable[str]) -> None:
    """Take files away that are ours, and their lines in the record."""
    gone = [name for name in names if shelf.remove(name)]
    if gone:
        _save(shelf, {name: entry for name, entry in read(shelf).items() if name not in gone})


def _save(shelf: Shelf, entries: Mapping[str, Entry]) -> None:
    plain = {name: dataclasses.asdict(entries[name]) for name in sorted(entries)}
    data = json.dumps({"files": plain}, indent=1).encode() + b"\n"
    if shelf.read(NAME) != data:
        shelf.write(NAME, data)
