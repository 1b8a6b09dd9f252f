"""How fast rosters are read, against merely parsing the same file. Prints ratios; run it with
``python tests/benchmarks/bench_roster.py`` (polars is needed for the CSV ratio: ``pip install polars``)."""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import python_calamine
import xlsxwriter

from mentorwidgets.roster import read_roster, read_table

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS, ROUNDS = 10_000, 9
WORDS = (
    "I",
    "like",
    "books",
    "and",
    "teen",
    "programs",
    "because",
    "our",
    "branch",
    "is",
    "small",
    "and",
    "far",
    "away",
)
QUESTIONS = (
    ("Name", lambda _dice, number: f"Person {number} Silva"),
    ("E-mail", lambda _dice, number: f"person{number}@lib.example"),
    ("Timestamp", lambda dice, _number: f"2025-0{dice.randrange(1, 9)}-1{dice.randrange(9)} 10:00:00"),
    ("Branch", lambda dice, _number: f"Branch {dice.randrange(80)}"),
    ("County", lambda dice, _number: f"County {dice.randrange(40)}"),
    ("Department", lambda dice, _number: f"Department {dice.randrange(20)}"),
    ("Job title", lambda dice, _number: f"Librarian {dice.randrange(30)}"),
    ("Years of service", lambda dice, _number: str(dice.randrange(40))),
    ("Research interests", lambda dice, _number: tags(dice)),
    ("Hobbies", lambda dice, _number: tags(dice)),
    ("Can help with", lambda dice, _number: tags(dice)),
    ("How many mentees can you take on?", lambda dice, _number: dice.choice(["one", "2", "up to 3", "0"])),
    ("Availability", lambda dice, _number: dice.choice(["Mon 9-12", "Tue evenings", "weekdays 9-5"])),
    ("Time zone", lambda dice, _number: dice.choice(["Eastern", "Chicago", "GMT-7"])),
    ("Background check?", lambda dice, _number: dice.choice(["Yes", "no"])),
    ("Bio", lambda dice, _number: prose(dice)),
)


def tags(dice: random.Random) -> str:
    """A multi-select answer."""
    return "; ".join(dice.sample(["Maps", "Zines", "Archives", "Storytime", "Outreach", "Metadata"], 3))


def prose(dice: random.Random) -> str:
    """A long answer."""
    return " ".join(dice.choices(WORDS, k=15)) + ", and so on."


def table() -> list[list[str]]:
    """Ten thousand answers to forty questions: known columns, then others that become notes."""
    dice = random.Random(1)
    extra = [
        (
            f"Question {n} of our own",
            (lambda dice, _number: prose(dice)) if n % 8 == 0 else (lambda dice, _number: str(dice.randrange(9))),
        )
        for n in range(24)
    ]
    columns = [*QUESTIONS, *extra]
    return [[header for header, _ in columns], *([make(dice, number) for _, make in columns] for number in range(ROWS))]


class Took(NamedTuple):
    """How long something took, in seconds: of all processors together, and by the clock."""

    work: float
    clock: float


def quickest(*works: Callable[[], object]) -> list[Took]:
    """What each piece of work took, in turns; the quickest round, because whatever else runs can only slow one down."""
    times: list[list[Took]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for own, work in zip(times, works, strict=True):
            start = Took(time.process_time(), time.perf_counter())
            work()
            own.append(Took(time.process_time() - start.work, time.perf_counter() - start.clock))
    return [Took(min(took.work for took in own), min(took.clock for took in own)) for own in times]


def peak(work: Callable[[], object]) -> int:
    """The most memory that was in use at once, in bytes."""
    tracemalloc.start()
    kept = work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return most


def write(folder: Path) -> tuple[Path, Path]:
    """The same roster as CSV and as a workbook."""
    rows = table()
    text, book = folder / "mentors.csv", folder / "mentors.xlsx"
    with text.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    made = xlsxwriter.Workbook(str(book), {"constant_memory": False})
    sheet = made.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    made.close()
    return text, book


def say(name: str, ours: Took, theirs: Took, bound: float = 0) -> None:
    """One line: our time, theirs, the ratio and the bound; polars works on all processors at once, so both times."""
    wanted = f" (bound {bound})" if bound else ""
    sys.stdout.write(
        f"{name}: {ours.work * 1000:.0f} ms of CPU against {theirs.work * 1000:.0f} ms = "
        f"{ours.work / theirs.work:.2f}{wanted}; by the clock {ours.clock / theirs.clock:.2f}\n"
    )


def separated(text: Path) -> None:
    """CSV: against polars merely parsing, polars with its cells made Python text, and the csv module."""

    def rows() -> None:
        with text.open(newline="", encoding="utf-8") as lines:
            list(csv.reader(lines))

    table_, people, module = quickest(lambda: read_table(text), lambda: read_roster(text), rows)
    say("CSV, table of text, against the csv module", table_, module)
    say("CSV, people, against the csv module", people, module)
    try:
        import polars as pl
    except ImportError:
        sys.stdout.write("no polars: the CSV ratios against it are left out\n")
        return

    def cells() -> None:
        pl.read_csv(text, infer_schema=False).rows()

    table_, people, parse, made = quickest(
        lambda: read_table(text), lambda: read_roster(text), lambda: pl.read_csv(text), cells
    )
    say("CSV, table of text, against polars", table_, parse, 3)
    say("CSV, people, against polars", people, parse, 3)
    say("CSV, people, against polars giving rows of Python text", people, made)


def workbook(book: Path) -> None:
    """XLSX: against calamine merely parsing."""
    people, parse = quickest(
        lambda: read_roster(book),
        lambda: python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python(),
    )
    say("XLSX, people, against calamine", people, parse, 1.5)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        text, book = write(Path(name))
        separated(text)
        workbook(book)
        for file in (text, book):
            most, size = peak(lambda file=file: read_roster(file)), file.stat().st_size
            sys.stdout.write(
                f"{file.suffix} memory: {most / 1e6:.0f} MB for {size / 1e6:.1f} MB = {most / size:.1f} (bound 10)\n"
            )


if __name__ == "__main__":
    main()
