"""From a table and what its columns mean to people, with a problem for each value that was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Hours, Note, Problem, Roleless
from mentorwidgets.roster import choices, values
from mentorwidgets.roster.answers import clock_said, grid_values, hours_of, ticked_numbers, windows_said
from mentorwidgets.roster.assemble import DEFAULTS, Once, notes_from_texts, notes_of_rows, people_from_columns
from mentorwidgets.roster.batch import Batch, Reading
from mentorwidgets.roster.chosen import chosen_names
from mentorwidgets.roster.clearance import ClearanceDoubtError
from mentorwidgets.roster.column_notices import told_of
from mentorwidgets.roster.convert import converter
from mentorwidgets.roster.dates import day_order, moment_from_text
from mentorwidgets.roster.dropped import asks_role, headers_again, lone_names, remarks, why_dropped
from mentorwidgets.roster.escapes import note_place, restored
from mentorwidgets.roster.extra import extra_cells, shifted
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.grids import SLOTS_OF_A_WEEK, counted, counted_blocks
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.halves import PARTS
from mentorwidgets.roster.hours import free_times, merged
from mentorwidgets.roster.lexicon import asks_birth
from mentorwidgets.roster.mapping import answer_key
from mentorwidgets.roster.names import both, in_order, names_of
from mentorwidgets.roster.own import exactly
from mentorwidgets.roster.parted_times import half, rows_joined
from mentorwidgets.roster.places import places_of
from mentorwidgets.roster.role_columns import TELLS_ROLE, roles_of_rows
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.unsaid import EMPTY, Unsaid, says_empty, says_nothing
from mentorwidgets.roster.week import without_zone

_LONG = 20_000
_ASKED = "can be one of two days"
_JOINED = frozenset(name for name, field in FIELDS.items() if field.many)


class Builder:
    """Works through a table by column, then puts the people together."""

    def __init__(self, table: Table, reading: Reading) -> None:
        self.table = table
        self.reading = reading
        self.batch = Batch(table, problems=list(table.notices), count=len(table))
        self.fields: dict[str, Sequence[Any]] = {}
        self.notes: list[list[Note | None]] = []
        self.kept: dict[int, list[Note]] = {}  # raw texts that were not understood, by row
        self.unclear: set[int] = set()  # rows whose own word for their role was not understood
        self.unsaid = Unsaid()
        self.windows: dict[str, None] = {}  # which hours were put in the place of vaguer words
        self._grids: dict[tuple[str, str], list[tuple[ColumnGuess, Sequence[str]]]] = {}
        self._parts: dict[str, list[tuple[ColumnGuess, Sequence[str]]]] = {}  # days and times that stand apart

    def build(self) -> Batch:
        """The people, and each problem."""
        folded = self._fold()
        for index, (guess, column) in enumerate(zip(self.reading.guesses, self.table.columns, strict=True)):
            if index in folded:
                continue
            self._take(guess, column)
        for (field, how), parts in self._grids.items():
            found = grid_values(how, parts, len(self.table))
            if field == "modes":
                found = [
                    tuple(dict.fromkeys(mode for topic in row for mode in choices.modes_or_none(topic)))
                    for row in found
                ]
            self._join(field, found)
            self._say_week(parts)
        self._take_parts()
        self.batch.problems += windows_said(self.table, self.windows)
        self.batch.problems += told_of(self.table, self.reading.guesses)
        noted = [not guess.field and not guess.how and guess.confidence < 1 for guess in self.reading.guesses]
        self.batch.problems += extra_cells(self.table, noted)
        self.batch.problems += shifted(self.table, [guess.field for guess in self.reading.guesses])
        self._assemble()
        return self.batch

    def _fold(self) -> set[int]:
        """A hundred numbered columns of ticks become one note, and are asked about once."""
        kept = [
            header if not guess.field else ""
            for header, guess in zip(self.table.headers, self.reading.guesses, strict=True)
        ]
        blocks = [] if self.table.ours else counted_blocks(kept, self.table.columns)
        for block in blocks:
            (stem, first), (_, last) = counted(kept[block[0]]), counted(kept[block[-1]])
            cells = zip(*(self.table.columns[index] for index in block), strict=True)
            texts = [ticked_numbers(range(first, last + 1), row) for row in cells]
            label = f"{stem} {first}-{last}".strip()
            made = notes_from_texts(label, texts, "coordinator")
            self.notes.append([made[text] if text else None for text in texts])
            self.batch.problem(
                f"The columns {label} hold ticks; which days and hours they stand for is not said.",
                "They are kept as a note; to use them as free times, name them Mon 9am, Mon 10am and so on.",
                level="notice",
            )
        return {index for block in blocks for index in block}

    def _say_week(self, parts: list[tuple[ColumnGuess, Sequence[str]]]) -> None:
        """Numbered slots of a week: which day we took for the first."""
        (stem, first), (_, last) = counted(parts[0][0].header), counted(parts[-1][0].header)
        if self.reading.mapping.week_starts or last - first + 1 not in SLOTS_OF_A_WEEK:
            return
        self.batch.problem(
            f"The columns {stem} {first}-{last} were read as a week of free times that begins on Monday at midnight.",
            'If it begins on Sunday, write week_starts = "sunday" in the mapping.',
            level="notice",
        )

    def _take(self, guess: ColumnGuess, column: Sequence[str]) -> None:
        if guess.field == "skip":
            return
        if guess.how == "tick" and guess.field == "modes" and not choices.modes_or_none(guess.topic):
            self._note(guess, column)  # "E-mail" is no way of meeting
        elif guess.how in PARTS:
            self._parts.setdefault(guess.how, []).append((guess, column))
        elif guess.how:
            self._grids.setdefault((guess.field, guess.how), []).append((guess, column))
            unread = self._keep_unclear_hours(guess, column) if guess.how == "hours" else ()
            self.unsaid.see(guess.field, column, unread)
        elif not guess.field:
            self._note(guess, column)
            if asks_birth(guess.header):
                self.batch.problem(
                    "This column asks for days of birth.",
                    "A program with young people must not keep them: map the column to skip, and ask for an age band.",
                    column=guess.header,
                    level="notice",
                )
        elif guess.field == "sent":
            self._sent(guess, column)
            self.unsaid.see("sent", column)
        else:
            self._field(guess, column)

    def _take_parts(self) -> None:
        """Days of one column with the times of another."""
        if not self._parts:
            return
        columns = [half(self._parts[part]) for part in PARTS if part in self._parts]
        found, texts, bad = rows_joined(columns, self._hours)
        self._join("availability", found)
        self.unsaid.see("availability", texts, bad)
        self._not_understood(self._parts[PARTS[0]][0][0], texts, bad)

    def _note(self, guess: ColumnGuess, column: Sequence[str]) -> None:
        label, readers = guess.header, self.reading.mapping.readers.get(guess.header, "coordinator")
        names: Literal["", "no"] = "no" if self.reading.mapping.field_of(guess.header) == "" else ""
        if not self.table.ours and len(set(column[:200])) > 150:  # hardly two alike: nothing to look up
            own = notes_of_rows(label, values.texts(column), readers, names)
            self.notes.append([note if note.text else None for note in own])
            return
        ours = self.table.ours
        if ours:
            at = next(index for index, other in enumerate(self.reading.guesses) if other is guess)
            label, readers = note_place(self.table.codes[at])

        def note(raw: str) -> Note | None:
            text = restored(raw) if ours else values.text(raw)
            return Note(label=label, text=text, readers=readers, names=names) if text or (raw and ours) else None

        self.notes.append(list(map(Once(note).__getitem__, column)))

    def _sent(self, guess: ColumnGuess, column: Sequence[str]) -> None:
        order = self._order(column)
        lookup = {raw: moment_from_text(raw, day_first=order) for raw in dict.fromkeys(column)}
        self.batch.sent = list(map(lookup.__getitem__, column))
        self.batch.dated = True
        if order is None and any(moment is None and raw.strip() for raw, moment in lookup.items()):
            self.batch.problem(
                "We cannot tell whether the day or the month stands first, nor when each answer was sent.",
                "Say so in the mapping (day_first = true or false); until then a later row counts as newer.",
                column=guess.header,
                level="warning",
            )
        if "confirmed" not in {other.field for other in self.reading.guesses}:
            days = {raw: moment.date().isoformat() if moment else "" for raw, moment in lookup.items()}
            self.fields["confirmed"] = list(map(days.__getitem__, column))

    def _order(self, column: Sequence[str]) -> bool | None:
        said = self.reading.mapping.day_first
        return said if said is not None else day_order(dict.fromkeys(column))

    def _field(self, guess: ColumnGuess, column: Sequence[str]) -> None:
        name = guess.field
        if not self.table.ours and self._field_at_once(name, column):
            self.unsaid.see(name, column)
            return
        learns = name == "roles" or FIELDS[name].form in ("list", "date", "years")  # from the whole column
        cells = [self._restored(cell) for cell in dict.fromkeys(column)] if learns else []
        order = self._order(cells) if FIELDS[name].form in ("date", "years") else None
        header = "" if name == "roles" and guess.confidence == 1 else guess.header  # somebody said what it is
        convert = converter(name, header, cells, self.reading.today, day_first=order)
        if name == "availability":
            convert = self._hours
            self.windows.update(dict.fromkeys(clock_said(without_zone(guess.header)[1])))
        default = DEFAULTS.get(name, "")
        meant = self.reading.mapping.meant(guess.header)
        is_exact = self.table.ours or FIELDS[name].form in ("name", "id")  # somebody is called NA
        bad: dict[str, ValueRefusedError] = {}

        def value(raw: str) -> Any:
            text = self._restored(raw)
            if (says_empty(text) and FIELDS[name].form not in ("name", "id")) or (says_nothing(text) and not is_exact):
                return default
            text = meant.get(answer_key(text), text) if meant else text
            try:
                found = (exactly(name, text, convert) if self.table.ours else convert(text)) if text else default
            except ValueRefusedError as error:
                bad[raw] = error
                return False if isinstance(error, ClearanceDoubtError) else default
            return default if found is None else found

        lookup = Once(value)
        self._join(name, list(map(lookup.__getitem__, column)))
        self._too_long(lookup, column, guess.header)
        unread = [cell for cell, error in bad.items() if not isinstance(error, ClearanceDoubtError)]
        self.unsaid.see(name, column, unread)
        if name == "roles":
            self.unclear = {index for index, raw in enumerate(column) if raw in bad} if bad else set()
        if bad:
            self._not_understood(guess, column, bad)

    def _restored(self, cell: str) -> str:
        return restored(cell) if self.table.ours else cell

    def _field_at_once(self, name: str, column: Sequence[str]) -> bool:
        """Take a column whose cells are hardly ever alike, without looking each one up; False when it must be."""
        if name not in ("name", "bio", "first", "last", "email") or max(map(len, column), default=0) > _LONG:
            return False
        if EMPTY in "\n".join(column).lower() or (name == "bio" and any(map(says_nothing, filter(None, column)))):
            return False
        if name == "email":
            plain = all(map(values.EMAIL.fullmatch, column))
            if plain:
                self._join(name, column)
            return plain
        self._join(name, in_order(values.texts(column)) if name == "name" else values.texts(column))
        return True

    def _join(self, name: str, new: Sequence[Any]) -> None:
        """Keep a column's values; those of a list go behind what another column gave."""
        old = self.fields.get(name)
        if old is None or name not in _JOINED:
            self.fields[name] = new
        elif name == "supervisor":
            self.fields[name] = [both(a, b) for a, b in zip(old, new, strict=True)]
        elif name == "availability":
            self.fields[name] = [
                merged({(h.day, h.start, h.end) for h in (*a, *b)}) for a, b in zip(old, new, strict=True)
            ]
        else:
            self.fields[name] = [tuple(dict.fromkeys((*a, *b))) for a, b in zip(old, new, strict=True)]

    def _too_long(self, cells: Iterable[str], column: Sequence[str], header: str) -> None:
        if any(len(cell) > _LONG for cell in cells):
            for number, cell in zip(self.table.numbers, column, strict=True):
                if len(cell) > _LONG:
                    self.batch.problem(
                        f"This cell holds {len(cell):,} characters.",
                        "Shorten it; nobody will read so much.",
                        row=number,
                        column=header,
                        level="warning",
                    )

    def _not_understood(self, guess: ColumnGuess, column: Sequence[str], bad: Mapping[str, ValueRefusedError]) -> None:
        notes = {raw: Note(label=guess.header, text=values.text(raw)[:_LONG]) for raw in bad}
        asked = [raw for raw in column if raw in bad and _ASKED in bad[raw].what]
        if asked:
            self.batch.problem(
                f"{len(asked)} dates can be one of two days, such as '{asked[0].strip()[:30]}'.",
                "Say whether the day or the month stands first: day_first = true or false in the mapping.",
                column=guess.header,
                level="warning",
            )
        private = FIELDS[guess.field].label
        for index, raw in enumerate(column):
            if raw not in bad:
                continue
            self.kept.setdefault(index, []).append(notes[raw])
            error = bad[raw]
            if error.what and _ASKED not in error.what:
                what = "This cell holds a formula's error." if raw.strip() in values.FORMULA_ERRORS else error.what
                self.batch.problem(
                    what,
                    error.mend or f"Mend it so that it can be {private}.",
                    row=self.table.numbers[index],
                    column=guess.header,
                    level="warning",
                )

    def _keep_unclear_hours(self, guess: ColumnGuess, column: Sequence[str]) -> Mapping[str, ValueRefusedError]:
        unclear: dict[str, ValueRefusedError] = {}
        for raw in dict.fromkeys(column):
            try:
                self.windows.update(dict.fromkeys(hours_of(raw, guess.topic)[1]))
            except ValueRefusedError as error:
                unclear[raw] = error
        if unclear:
            self._not_understood(guess, column, unclear)
        return unclear

    def _hours(self, cell: str) -> tuple[Hours, ...]:
        found = free_times(cell)
        self.windows.update(dict.fromkeys(found.said))
        return found.hours

    def _assemble(self) -> None:
        """Put the rows together, leaving out those without a name or a role, each with a problem."""
        count = len(self.table)
        legal, first_only = names_of(self.fields, count, exact=self.table.ours)
        chosen = chosen_names(self.fields, legal)
        names, self.fields["keys"] = chosen.names, chosen.keys
        asked, problems = chosen.questions(self.table, [guess.field for guess in self.reading.guesses])
        self.batch.problems += problems
        for index, note in (*chosen.notes.items(), *asked):
            self.kept.setdefault(index, []).append(note)
        self.fields["name"] = names
        self.fields["roles"] = roles = roles_of_rows(self.fields, self.reading.role, count, self.unclear)
        if first_only:
            self.batch.problem(first_only, "Add a column with names.", level="notice")
        columns = {
            name: column for name, column in self.fields.items() if name in DEFAULTS or name in ("name", "roles", "id")
        }
        columns["id"] = self.fields.get("id") or [""] * count
        self._places(columns)
        columns["notes"] = self._notes(count)
        self._paused(columns)
        drop = (
            headers_again(self.table, self.reading.guesses, names)
            | remarks(self.table, names)
            | lone_names(self.table, names)
        )
        if not (all(names) and all(roles)):
            drop |= {index for index in range(count) if not names[index] or not roles[index]}
        if drop:
            said = self._say_dropped(drop, names)
            self._keep_roleless(columns, {index: said[index] for index in drop if names[index] and not roles[index]})
        keep = [index for index in range(count) if index not in drop] if drop else range(count)
        if drop:
            columns = {name: [column[index] for index in keep] for name, column in columns.items()}
            self.batch.sent = [self.batch.sent[index] for index in keep] if self.batch.sent else []
        self.batch.people = people_from_columns(len(keep), columns)
        self.batch.rows = [self.table.numbers[index] for index in keep] if drop else list(self.table.numbers)
        self.batch.sent = self.batch.sent or [None] * len(keep)
        self.batch.unsaid = self.unsaid.of_rows(keep)

    def _notes(self, count: int) -> Sequence[tuple[Note, ...]]:
        rows: list[tuple[Note, ...]] = [()] * count
        if not all(map(all, self.notes)):
            rows = [tuple(filter(None, row)) for row in zip(*self.notes, strict=True)]
        elif self.notes:
            rows = list(zip(*self.notes, strict=True))
        for index, extra in self.kept.items():
            rows[index] = (*rows[index], *extra)
        return rows

    def _places(self, columns: dict[str, Sequence[Any]]) -> None:
        blank = [""] * len(self.table)
        given = [self.fields.get(name, blank) for name in ("latitude", "longitude")]
        if given != [blank, blank]:
            columns["location"], lost = places_of(*given)
            for index, note in lost.items():
                self.kept.setdefault(index, []).append(note)

    def _paused(self, columns: dict[str, Sequence[Any]]) -> None:
        """Who takes no mentees at present has no places."""
        if "available" in self.fields:
            capacity = columns.get("capacity") or [None] * len(self.table)
            columns["capacity"] = [
                0 if open_ is False else most for open_, most in zip(self.fields["available"], capacity, strict=True)
            ]

    def _say_dropped(self, drop: set[int], names: Sequence[str]) -> dict[int, Problem]:
        rows = list(self.table.rows())
        said: dict[int, Problem] = {}
        for index in sorted(drop):
            what, mend = why_dropped(self.table, self.reading.guesses, rows[index], names[index])
            self.batch.problem(what, mend, row=self.table.numbers[index])
            said[index] = self.batch.problems[-1]
        return said

    def _keep_roleless(self, columns: Mapping[str, Sequence[Any]], said: Mapping[int, Problem]) -> None:
        """Keep the rows that say nothing of a role, not even "neither": of somebody who is known that is enough."""
        guesses = zip(self.reading.guesses, self.table.columns, strict=True)
        told = [column for guess, column in guesses if guess.field in TELLS_ROLE]
        rows = [
            index for index in said if asks_role(said[index]) and all(says_nothing(column[index]) for column in told)
        ]
        people = people_from_columns(len(rows), {name: [column[at] for at in rows] for name, column in columns.items()})
        for person, index, silent in zip(people, rows, self.unsaid.of_rows(rows), strict=True):
            self.batch.roleless.append((Roleless(person=person, problem=said[index]), silent))
