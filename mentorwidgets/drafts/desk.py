"""The desk at which a page works on a draft: it asks by a verb with plain JSON and gets plain JSON."""

from __future__ import annotations

import dataclasses
import json
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from mentorwidgets.drafts.answers import PAGE, Placed, counts, grouped, placed, rows_to_plain, table_to_plain
from mentorwidgets.drafts.choices import FileChoice, files_from_plain, one_from_plain
from mentorwidgets.drafts.far import read_all_apart, tables_apart
from mentorwidgets.drafts.reading import ReadTable
from mentorwidgets.drafts.shelf import LIMIT, Shelf
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Problem, Roster
from mentorwidgets.roster import write_template
from mentorwidgets.roster.fields import FIELDS

_LOOKS = 6  # the newest that are kept, so that turning a page reads nothing again


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A draft, read: its tables, the roster that they make, and where each problem is."""

    files: tuple[FileChoice, ...]
    tables: tuple[ReadTable, ...]
    roster: Roster
    problems: tuple[Placed, ...]


class Drafts:
    """Answers what a page asks about the files that it is bringing in.

    =========  =================================================  =====================================================
    verb       the page gives                                     and gets
    =========  =================================================  =====================================================
    ``state``                                                     the limit, the fields, our template
    ``read``   ``name`` and the bytes of a file                   its ``key``
    ``look``   ``files``: key and decisions of each, ``one``:     counts, tables, columns, problems
               pairs of names that are one person
    ``rows``   the same, ``table``, ``from``, ``only``, ``two``:  50 rows with their problems
               questions that were answered with two people
    =========  =================================================  =====================================================
    """

    def __init__(self) -> None:
        self.shelf = Shelf(tables_apart)
        self._looks: OrderedDict[str, Look] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, verb: str, request: Mapping[str, Any], data: bytes = b"") -> dict[str, Any]:
        """Answer one request.

        Raises:
            RosterError: the file cannot be read; UnknownFileError when the page should send it again.
            ValueRefusedError: the request is not well formed.
        """
        if verb == "state":
            return self.state()
        if verb == "read":
            return self.read(request, data)
        if verb == "look":
            return look_to_plain(self.look(request))
        if verb == "rows":
            return self.rows(request)
        raise ValueRefusedError(f"'{verb:.20}' cannot be asked here.", "Reload the page.")

    def state(self) -> dict[str, Any]:
        """What a page needs to begin."""
        fields = [[name, field.label] for name, field in FIELDS.items()]
        return {"limit": LIMIT, "page": PAGE, "fields": fields, "template": _template(), "people": None, "last": None}

    def read(self, request: Mapping[str, Any], data: bytes) -> dict[str, Any]:
        """Read a file and keep it for a while."""
        name = Path(str(request.get("name", "")).replace("\\", "/")).name[:120] or "pasted.txt"
        return {"key": self.shelf.put(name, data), "name": name}

    def look(self, request: Mapping[str, Any]) -> Look:
        """Read the files as they were decided; what was asked before is remembered for a while."""
        wanted = request.get("files")
        files = files_from_plain(wanted)
        one = one_from_plain(request.get("one") or [])
        key = json.dumps([wanted, one], sort_keys=True)
        with self._lock:
            known = self._looks.get(key)
        if known is None:
            tables, roster = read_all_apart(wanted, one, [(file, self.shelf.get(file.key)) for file in files])
            known = Look(files=files, tables=tables, roster=roster, problems=tuple(placed(roster.problems, tables)))
        with self._lock:
            self._looks[key] = known
            self._looks.move_to_end(key)
            while len(self._looks) > _LOOKS:
                self._looks.popitem(last=False)
        return known

    def rows(self, request: Mapping[str, Any], open_ones: Collection[Problem] | None = None) -> dict[str, Any]:
        """A page of rows of one table; of its problems those that are still open, when these are given."""
        look = self.look(request)
        number, start = request.get("table"), request.get("from", 0)
        if type(number) is not int or type(start) is not int or not 0 <= number < len(look.tables):
            raise ValueRefusedError("There is no such table.", "Reload the page.")
        start = _page_of(look.tables[number], request.get("row"), start)
        said = request.get("two")
        two = said if isinstance(said, list) else []
        shown = [one for one in _open(look, open_ones) if not one.problem.about or list(one.problem.about) not in two]
        return rows_to_plain(look.tables[number], number, shown, start, only=request.get("only") is True)


def look_to_plain(look: Look, open_ones: Collection[Problem] | None = None) -> dict[str, Any]:
    """What the page shows of a draft; of its problems those that are still open, when these are given."""
    problems = _open(look, open_ones)
    folded = [one for one in problems if _is_folded(one)]
    return {
        **counts(look.roster),
        "tables": [table_to_plain(one) for one in look.tables],
        "problems": grouped(one for one in problems if not _is_folded(one)),
        "twice": {"number": len(folded), "shown": [one.to_plain() for one in folded[:PAGE]]},
        "compare": None,
    }


def _open(look: Look, open_ones: Collection[Problem] | None) -> list[Placed]:
    return [one for one in look.problems if open_ones is None or one.problem in open_ones]


def _is_folded(one: Placed) -> bool:
    """Whether this says that a row was made one person with another."""
    return one.problem.level == "notice" and one.problem.row is not None


def _page_of(one: ReadTable, row: object, start: int) -> int:
    """Where the page begins that shows a row (as spreadsheets count)."""
    if type(row) is not int:
        return start
    place = next((place for place, number in enumerate(one.table.numbers) if number >= row), 0)
    return place // PAGE * PAGE


def _template() -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.csv"
        write_template(file)
        return file.read_bytes().decode("utf-8-sig")
