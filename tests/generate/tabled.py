"""Tables of programs for tests, and what became of them."""

from __future__ import annotations

import hashlib

from mentorwidgets.generate import Options, generate_workbooks
from mentorwidgets.programs import read_programs

ROSTER = (
    "Name,Role,E-mail,Bio\nAna <b>Silva</b>,mentor,ana@lib.example,Metadata\nBen Ito,mentee,ben@lib.example,New here\n"
)


def table_of(folder, *names, header="name", rows=()):
    """Write a table beside a roster and return its path."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    file = folder / "programs.csv"
    file.write_text("\n".join([header, *names, *rows, ""]), encoding="utf-8")
    return file


def generate(table, folder, **options):
    """Read a table and make it all."""
    tell = options.pop("tell", None)
    return generate_workbooks(read_programs(table), folder, Options(**options), tell=tell)


def did(report):
    """What was done with each file: program/file -> word."""
    return {f"{made.slug}/{file.name}": file.did for made in report.made for file in made.files}


def checksums(folder, *, leave_out=("manifest.json", ".sqlite3", "-wal", "-shm")):
    """Every file below a folder with its checksum."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.endswith(leave_out)]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
