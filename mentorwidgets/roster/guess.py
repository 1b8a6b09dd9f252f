"""What each column is: its header's words and the shape of its values, with a confidence and the reason in words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from mentorwidgets.roster import values
from mentorwidgets.roster.addresses import NOT_OWN, others_addresses
from mentorwidgets.roster.by_id import BY_ID, named_by_id
from mentorwidgets.roster.clearance import NOT_SAID, speaks_of_clearance
from mentorwidgets.roster.dates import is_day
from mentorwidgets.roster.escapes import restored
from mentorwidgets.roster.fields import FIELDS, OWN_LABELS
from mentorwidgets.roster.grids import LISTS, parts_of_grids, stem_and_option
from mentorwidgets.roster.headers import is_export
from mentorwidgets.roster.hours import day_and_part
from mentorwidgets.roster.identity import mend_counter, mend_names, of_whom
from mentorwidgets.roster.lexicon import Meaning, meanings, turned_meaning
from mentorwidgets.roster.mapping import ColumnMapping
from mentorwidgets.roster.negations import asks_else, asks_when_free, is_at_work, is_negated, said_of
from mentorwidgets.roster.paired import mend_pairs
from mentorwidgets.roster.parted_times import mend_parted
from mentorwidgets.roster.role_columns import differ, is_told, role_columns, ticked_roles, told
from mentorwidgets.roster.shapes import is_full_name, is_moment, shape
from mentorwidgets.roster.speaks import is_counter, is_ticked_column, speaks, ticked_blocks
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.unnamed import holds_names, name_columns, names_no_person
from mentorwidgets.roster.week import speaks_of_time
from mentorwidgets.roster.whose import is_person, whose

_SAMPLE = 60
_LEAST = {
    "email": 0.4,
    "date": 0.5,
    "years": 0.4,
    "whole": 0.3,
    "yes": 0.4,
    "hours": 0.4,
    "zone": 0.3,
    "choice": 0.3,
    "number": 0.6,
}
_SURE = 0.45
SAID = "You said so."
"""The reason of a column that a person decided about."""
_ONLY_TICKS = "Its cells only say yes or no, and its header does not say to what; it is kept as a note."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """What a column was taken for.

    ``field`` is a name in `FIELDS`, ``""`` for a note or ``skip``. ``how`` is ``tick``, ``rank`` or ``hours`` for one
    column of a question grid, whose answer is ``topic``.
    """

    header: str
    field: str = ""
    confidence: float = 0.0
    reason: str = ""
    how: str = ""
    topic: str = ""
    said: str = ""  # what a person is told of it


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """What a column may be, and how likely it is."""

    index: int
    field: str
    score: float
    reason: str


def guess_columns(table: Table, mapping: ColumnMapping | None = None) -> tuple[ColumnGuess, ...]:
    """Say for each column of a table what it is.

    Args:
        table: from `read_table`.
        mapping: what a person decided; it goes before every guess.
    """
    if table.ours:
        return _our_own(table, said=_said(table, mapping))
    guesses = [
        ColumnGuess(header=header, reason="Nothing tells what it is; it is kept as a note.") for header in table.headers
    ]
    said = _said(table, mapping)
    grids = parts_of_grids(table, sunday_first=mapping is not None and mapping.week_starts == "sunday")
    for index, part in grids.items():
        if index not in said:
            why = f"It is one answer of a question spread over columns: {part.topic[:60]}."
            guesses[index] = ColumnGuess(
                header=table.headers[index],
                field=part.field,
                confidence=0.8,
                reason=why,
                how=part.how,
                topic=part.topic,
            )
    found = _all_candidates(table, guesses, {*grids, *said})
    _choose(
        guesses, found, {field for field in said.values() if field and not (field in FIELDS and FIELDS[field].many)}
    )
    for index, field in said.items():
        guesses[index] = _as_said(table, index, field)
    mend_names(table, guesses, said)
    mend_counter(table, guesses, said)
    mend_pairs(table, guesses, said)
    mend_parted(table, guesses, said)
    return tuple(guesses)


def _all_candidates(table: Table, guesses: list[ColumnGuess], done: set[int]) -> list[Candidate]:
    """What the columns may be that are not done yet; one that only says yes or no gets its reason."""
    blocks = {index for block in ticked_blocks(table) for index in block}
    found = _roles_by_cells(table, guesses, done)
    found += [Candidate(index, field, 1.0, BY_ID) for index, field in named_by_id(table, done).items()]
    sure = {candidate.index for candidate in found}
    told = is_told(table, [one.index for one in found if one.field == "roles"])
    for index in range(len(guesses)):
        if index not in done and index not in sure:
            some = _candidates(table, index, in_block=index in blocks)
            if told and any(one.field in _ONE_ROLE for one in some):
                guesses[index] = dataclasses.replace(guesses[index], reason=_TOLD, said=_TOLD)
                continue
            found += some
            if not some:
                guesses[index] = _as_note(guesses[index], table, index)
    others = others_addresses(table, found)
    found = [one for one in found if one.index not in others]
    for index in others if "email" not in {one.field for one in found} else ():
        guesses[index] = dataclasses.replace(guesses[index], reason=NOT_OWN, said=NOT_OWN)
    if table.named or any(candidate.field == "name" for candidate in found):
        return of_whom(table, found)
    return [
        *found,
        *(Candidate(at, own, 0.5, _BARE_NAMES) for at, own in name_columns(table).items() if at not in done),
    ]


def _as_note(guess: ColumnGuess, table: Table, index: int) -> ColumnGuess:
    """A column that nothing was found for: why, and whether its header is turned round."""
    column = table.columns[index]
    header = guess.header if table.named else ""
    turned = turned_meaning(header)
    cells = sample(column)
    stem, option = stem_and_option(header)
    is_day, are_times = day_and_part(option)[2], all(map(speaks_of_time, cells))
    hours = is_negated(header) and (is_day or are_times)
    hours = hours or (is_at_work(header) and (is_day or are_times or bool(day_and_part(header)[0])))
    hours = hours or (is_day and not asks_when_free(stem) and all(re.search(r"\d", cell) for cell in cells))
    if cells and (turned or hours):
        field = FIELDS[turned.field if turned and not hours else "availability"]
        words = turned.words if turned else ""
        is_other = not hours and not is_negated(header, words) and asks_else(field.name, header, words)
        said = said_of(field.name, field.label, otherwise=is_other)
        return dataclasses.replace(guess, reason=said, said=said)
    if speaks_of_clearance(header):
        return dataclasses.replace(guess, reason=NOT_SAID, said=NOT_SAID)
    return dataclasses.replace(guess, reason=_ONLY_TICKS) if is_ticked_column(column) else guess


def _roles_by_cells(table: Table, guesses: list[ColumnGuess], done: set[int]) -> list[Candidate]:
    """Columns whose cells say who is a mentor; of several that differ, and none has a header that we know, none."""
    held = role_columns(table, done)
    known = [index for index in held if "roles" in {meaning.field for meaning in meanings(table.headers[index])}]
    if len(held) > 1 and not known and differ(table, list(held)):
        for index in held:
            guesses[index] = dataclasses.replace(
                guesses[index], reason="Several columns say who is a mentor, and they differ; it is kept as a note."
            )
        held = {}
    for index in held if table.named else ():
        if index not in known:
            guesses[index] = dataclasses.replace(guesses[index], said=told(table.headers[index]))
    reason = "The values are mentor and mentee."
    found = [Candidate(index, "roles", 1.0 if index in known else 0.62, reason) for index in held]
    ours = (index for index, header in enumerate(table.headers) if header in OWN_LABELS)  # mean what we mean by them
    ticked = {} if is_told(table, held) else ticked_roles(table, {*done, *held, *ours})
    return found + [
        Candidate(index, field, 0.95, f"{_ASKS} {table.headers[index][:60]}") for index, field in ticked.items()
    ]


def _as_said(table: Table, index: int, field: str) -> ColumnGuess:
    """What a person decided; where a list is only ticked, its item is the header."""
    header = table.headers[index]
    ticked = field in LISTS and is_ticked_column(table.columns[index])
    topic = (stem_and_option(header)[1] or header) if ticked else ""
    how = "tick" if ticked else ""
    return ColumnGuess(header=header, field=field, confidence=1.0, reason=SAID, how=how, topic=topic)


def _our_own(table: Table, said: dict[int, str]) -> tuple[ColumnGuess, ...]:
    """Our own headers; where somebody filled in a template, or wrote the same words, ticks name no place, too."""
    fields = [said.get(index, OWN_LABELS.get(restored(code), "")) for index, code in enumerate(table.codes)]
    guesses = [
        ColumnGuess(header=header, field=field, confidence=1.0, reason="The header is one of our own.")
        for header, field in zip(table.headers, fields, strict=True)
    ]
    for index, field in enumerate(fields if not is_export(table.codes) else ()):
        names = field in FIELDS and FIELDS[field].form in ("text", "prose", "list") and index not in said
        meaning = Meaning(field, 1.0, table.headers[index].lower())
        if names and not speaks(meaning, table.headers[index], table.columns[index], in_block=False):
            guesses[index] = ColumnGuess(header=table.headers[index], reason=_ONLY_TICKS)
    return tuple(guesses)


def _said(table: Table, mapping: ColumnMapping | None) -> dict[int, str]:
    if mapping is None:
        return {}
    found = {index: mapping.field_of(header) for index, header in enumerate(table.headers)}
    return {index: field for index, field in found.items() if field is not None}


def sample(column: Sequence[str]) -> list[str]:
    """Some different cells that say something."""
    found = dict.fromkeys(cell.strip() for cell in column[:300])
    if len(found) < 2 < len(column):
        found.update(dict.fromkeys(cell.strip() for cell in column[:: max(1, len(column) // 300)]))
    return [cell for cell in found if cell.lower() not in values.NOTHING and cell not in values.FORMULA_ERRORS][
        :_SAMPLE
    ]


def _candidates(table: Table, index: int, *, in_block: bool) -> list[Candidate]:
    header, column = table.headers[index], table.columns[index]
    cells = sample(column)
    meant = meanings(header) if table.named else ()
    code = table.codes[index] if index < len(table.codes) else ""
    if not meant and code:
        meant = meanings(code)
    meant = tuple(meaning for meaning in _by_values(meant, cells) if speaks(meaning, header, column, in_block=in_block))
    found = []
    for meaning in meant:
        candidate = _with_shape(index, meaning, cells)
        if candidate:
            found.append(candidate)
    if not found and cells and not is_ticked_column(column):
        found += _by_shape(index, cells, table)
    return [_weighed(candidate, header, column, cells) for candidate in found]


def _by_values(meant: tuple[Meaning, ...], cells: list[str]) -> tuple[Meaning, ...]:
    """What the values say against the header: addresses under "Username"."""
    fields = {meaning.field for meaning in meant}
    if cells and "id" in fields and all(values.EMAIL.fullmatch(cell) for cell in cells):
        return (Meaning("email", 0.9, meant[0].words),)
    return meant


def _with_shape(index: int, meaning: Meaning, cells: list[str]) -> Candidate | None:
    field = FIELDS[meaning.field]
    header = f"The header says '{meaning.words}'"
    if not cells:
        return Candidate(index, field.name, meaning.score * 0.6, header + "; no cell is filled in.")
    fits = shape(field.name)
    if fits is None:
        return Candidate(index, field.name, meaning.score * 0.9, header + ".")
    good = sum(1 for cell in cells if fits(cell))
    share = 1.0 if field.name == "clearance" and good else good / len(cells)  # one "Expired" among dates is enough
    if share < _LEAST.get(field.form, 0.5):
        return None
    if field.name == "years" and ":" in cells[0]:
        return None  # the moment when somebody began to fill in the form
    if field.name == "years" and is_day(cells[0]) and "hire" not in meaning.words:
        share /= 2  # the start of a form's session, perhaps, and no start of service
    words = f"{header}, and {good} of {len(cells)} different values fit."
    return Candidate(index, field.name, meaning.score * (0.4 + 0.6 * share), words)


def _by_shape(index: int, cells: list[str], table: Table) -> list[Candidate]:
    """A column whose header says nothing: what its values alone tell."""

    def share(fits: Callable[[str], bool]) -> float:
        return sum(1 for cell in cells if fits(cell)) / len(cells)

    sure = _sure_shape(table, index, share, many=len(cells) > 1 or len(table) < 3)
    if sure:
        return [Candidate(index, *sure)]
    if table.named:
        return []
    found = [(field, words) for field, words, fits, least in _BARE if share(fits) > least]
    if not found or (found[0][0] == "id" and len(cells) < min(len(table), _SAMPLE)):
        return []
    return [Candidate(index, found[0][0], 0.5, found[0][1])]


def _sure_shape(
    table: Table, index: int, share: Callable[[Callable[[str], bool]], float], *, many: bool
) -> tuple[str, float, str] | None:
    """E-mail addresses and full names, which also stand under headers that say nothing."""
    header = table.headers[index]
    if table.named and whose(header) == "other":
        return None
    if many and share(lambda cell: bool(values.EMAIL.fullmatch(cell))) > 0.8:
        return "email", 0.7, "The values are e-mail addresses."
    if table.named and not header.startswith(("Column ", "Mentor", "Mentee")) and not is_person(header):
        return None
    own = table.named or (holds_names(table.columns[index]) and not names_no_person(table.columns[index]))
    if many and share(is_full_name) > 0.7 and own:
        return "name", 0.55, "The values look like names of people."
    return None


_ONE_ROLE = frozenset({"as_mentor", "as_mentee", "both"})
_TOLD = "Another column says of everybody whether they are a mentor or a mentee; this one is kept as a note."
_ASKS = "It is ticked, and the header asks for a role:"
_BARE_NAMES = "The values are words that hardly come twice, as names are; no header says which is the first name."
_CODE = re.compile(r"(?=.*\d)[A-Za-z]*[\d-]+[A-Za-z]*")
_BARE: tuple[tuple[str, str, Callable[[str], bool], float], ...] = (
    ("sent", "The values are dates.", is_moment, 0.9),
    ("bio", "The values are long texts.", lambda cell: len(cell) > 80, 0.5),
    ("interests", "The values are lists.", lambda cell: ", " in cell or ";" in cell, 0.4),
    ("id", "The values are short and all different.", lambda cell: bool(_CODE.fullmatch(cell)), 0.9),
)


def _weighed(candidate: Candidate, header: str, column: Sequence[str], cells: list[str]) -> Candidate:
    """Of two e-mail columns the one that is fuller and more different is the person's own."""
    if FIELDS[candidate.field].form not in ("email", "name", "id") or len(column) < 2:
        return candidate
    some = [cell.strip() for cell in column[:300]]
    filled = [cell for cell in some if cell and cell.lower() not in ("anonymous", "n/a")]
    fits = FIELDS[candidate.field].form == "email"
    good = [cell for cell in filled if not fits or "@" in cell]
    if candidate.field == "id" and is_counter(header, filled, len(column)):
        return dataclasses.replace(candidate, score=candidate.score * 0.3)
    quality = (len(good) / len(some)) * (0.3 + 0.7 * len(set(good)) / max(1, len(good)))
    if candidate.field == "name":  # a login may stand below "Name"; two words are more of a name
        quality *= 0.9 + 0.1 * sum(map(is_full_name, good)) / max(1, len(good))
    return Candidate(
        candidate.index, candidate.field, candidate.score * (0.3 + 0.7 * quality) if cells else 0.1, candidate.reason
    )


def _choose(guesses: list[ColumnGuess], found: list[Candidate], taken: set[str]) -> None:
    """The best column for each field; several may feed a list."""
    done: set[int] = set()
    best: dict[str, str] = dict.fromkeys(taken, "a column that you named")
    for candidate in sorted(found, key=lambda c: (-c.score, c.index)):
        index, name = candidate.index, candidate.field
        if index in done or (
            candidate.score < _SURE and (name in best or FIELDS[name].form not in ("name", "email", "id"))
        ):
            continue
        if name in best and not FIELDS[name].many:
            guesses[index] = dataclasses.replace(
                guesses[index], reason=f"{best[name]} was taken as {FIELDS[name].label}; this one is kept as a note."
            )
            continue
        done.add(index)
        best.setdefault(name, f"'{guesses[index].header[:40]}'")
        guesses[index] = dataclasses.replace(
            guesses[index], field=name, confidence=round(candidate.score, 2), reason=candidate.reason
        )
