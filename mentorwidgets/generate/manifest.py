"""The manifest: what was made of what, when and with which version (BG4)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mentorwidgets import __version__
from mentorwidgets._disk import write_atomically
from mentorwidgets.generate.copies import template
from mentorwidgets.generate.work import Made
from mentorwidgets.model import to_plain
from mentorwidgets.programs import ProgramRow

NAME = "manifest.json"
_INPUTS = ("row", "roster", "pairs", "words")
SEED = 0  # nothing here is drawn at random; the names of widgets' models are made of this and the program


def read_manifest(workbooks: Path) -> dict[str, Any]:
    """Return the last manifest; an empty one when there is none or it cannot be read."""
    try:
        found = json.loads((workbooks / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    programs = found.get("programs") if isinstance(found, dict) else None
    return found if isinstance(found, dict) and isinstance(programs, dict) else {"programs": {}}


def write_manifest(workbooks: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest with the present time, the only thing in it that differs between two equal runs."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    whole = {"mentorwidgets": __version__, "time": now, "seed": SEED, **manifest}
    whole["time"] = now
    write_atomically(workbooks / NAME, json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n")


def row_checksum(row: ProgramRow) -> str:
    """Return the checksum of what a row says, to tell in June whether it says something else."""
    return _sha(json.dumps(to_plain(row.program), sort_keys=True).encode())


def files_checksum(folder: Path, names: Iterable[str]) -> str:
    """Return the checksum of files, such as a program's rosters; nothing when there are none."""
    data = [(folder / name).read_bytes() for name in names]
    return _sha(b"\0".join(data)) if data else ""


def words_checksum(words: Mapping[str, str]) -> str:
    """Return the checksum of a language's words; nothing when there are none."""
    return _sha(json.dumps(words, sort_keys=True).encode()) if words else ""


def with_result(entry: Mapping[str, Any], made: Made) -> dict[str, Any]:
    """Return a program's part of the manifest with what was made."""
    files = {
        file.name: {"sha256": file.sha256, "result": _result(file.did), "seconds": file.seconds} for file in made.files
    }
    old = {name: item for name, item in entry.get("files", {}).items() if name not in files}
    for name, item in files.items():
        before = entry.get("files", {}).get(name, {})
        if before.get("sha256") == item["sha256"] and not item["seconds"]:
            item["seconds"] = before.get("seconds", 0.0)
    return {**entry, "files": {**old, **files}, "result": "failed" if made.trouble else "ok"}


def templates(stems: Iterable[str]) -> dict[str, str]:
    """Return stem -> checksum of the workbooks as they are shipped."""
    return {stem: template(stem).sha256 for stem in stems}


def checksum_of(entries: Mapping[str, Any]) -> str:
    """Return the checksum of everything that a manifest was made of: rows, rosters, pairs and words."""
    told = {slug: [entry.get(name, "") for name in _INPUTS] for slug, entry in entries.items()}
    return _sha(json.dumps(told, sort_keys=True).encode())


def _result(did: str) -> str:
    return {"made": "ours", "replaced": "ours", "same": "ours"}.get(did, did)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
