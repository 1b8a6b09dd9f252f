"""What each column is: its header's words and the shape of its values, with a confidence and the reason in words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import choices, values
from mentorwidgets.roster.convert import people
from mentorwidgets.roster.dates import is_day
from mentorwidgets.roster.escapes import restored
from mentorwidgets.roster.fields import FIELDS, OWN_LABELS
from mentorwidgets.roster.grids import LISTS, parts_of_grids, stem_and_option
from mentorwidgets.roster.hours import hours_from_text
from mentorwidgets.roster.lexicon import Meaning, meanings
from mentorwidgets.roster.lists import is_prose
from mentorwidgets.roster.mapping import ColumnMapping
from mentorwidgets.roster.roles import role_from_name, roles_from_text
from mentorwidgets.roster.speaks import is_counter, is_ticked_column, speaks, ticked_blocks
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import is_tick
from mentorwidgets.roster.unnamed import holds_names, name_columns
from mentorwidgets.roster.week import speaks_of_time
from mentorwidgets.roster.words import plain_words
from mentorwidgets.roster.zones import zone_from_text

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
_NAME = re.compile(r"[^\W\d_][^\d@/:;\[\]{}]*")
_LAST_FIRST = re.compile(r"[^\W\d_][\w' .-]*, ?[^\W\d_][\w' .-]*")
_FULL_NAME = re.compile(r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.? )?[^\W\d_][\w'\u2019.-]*(?: [^\W\d_][\w'\u2019.-]*){1,4}")
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
_SURE = 0.45
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
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
    _mend_names(table, guesses, said)
    _mend_counter(table, guesses, said)
    return tuple(guesses)


def _all_candidates(table: Table, guesses: list[ColumnGuess], done: set[int]) -> list[_Candidate]:
    """What the columns may be that are not done yet; one that only says yes or no gets its reason."""
    blocks = {index for block in ticked_blocks(table) for index in block}
    found: list[_Candidate] = []
    for index in range(len(guesses)):
        if index not in done:
            some = _candidates(table, index, in_block=index in blocks)
            found += some
            if not some and is_ticked_column(table.columns[index]):
                guesses[index] = dataclasses.replace(guesses[index], reason=_ONLY_TICKS)
    if table.named or any(candidate.field == "name" for candidate in found):
        return found
    return [
        *found,
        *(_Candidate(at, own, 0.5, _BARE_NAMES) for at, own in name_columns(table).items() if at not in done),
    ]


def _as_said(table: Table, index: int, field: str) -> ColumnGuess:
    """What a person decided; where a list is only ticked, its item is the header."""
    header = table.headers[index]
    ticked = field in LISTS and is_ticked_column(table.columns[index])
    topic = (stem_and_option(header)[1] or header) if ticked else ""
    how = "tick" if ticked else ""
    return ColumnGuess(header=header, field=field, confidence=1.0, reason="You said so.", how=how, topic=topic)


def _our_own(table: Table, said: dict[int, str]) -> tuple[ColumnGuess, ...]:
    fields = [said.get(index, OWN_LABELS.get(restored(code), "")) for index, code in enumerate(table.codes)]
    return tuple(
        ColumnGuess(header=header, field=field, confidence=1.0, reason="The header is one of our own.")
        for header, field in zip(table.headers, fields, strict=True)
    )


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


def _candidates(table: Table, index: int, *, in_block: bool) -> list[_Candidate]:
    header, column = table.headers[index], table.columns[index]
    cells = sample(column)
    meant = meanings(header) if table.named else ()
    code = table.codes[index] if index < len(table.codes) else ""
    if not meant and code:
        meant = meanings(code)
    meant = tuple(
        meaning for meaning in _by_values(header, meant, cells) if speaks(meaning, header, column, in_block=in_block)
    )
    found = []
    for meaning in meant:
        candidate = _with_shape(index, meaning, cells)
        if candidate:
            found.append(candidate)
    if not found and cells and not is_ticked_column(column):
        found += _by_shape(index, cells, table)
    return [_weighed(candidate, column, cells) for candidate in found]


def _by_values(header: str, meant: tuple[Meaning, ...], cells: list[str]) -> tuple[Meaning, ...]:
    """What the values say against the header: addresses under "Username", yes and no under "Mentor?"."""
    fields = {meaning.field for meaning in meant}
    if cells and "id" in fields and all(values.EMAIL.fullmatch(cell) for cell in cells):
        return (Meaning("email", 0.9, meant[0].words),)
    if cells and fields & {"name", "roles"} and all(map(is_tick, cells)):
        role = role_from_name(header) if not plain_words(header).endswith("s") or "0" not in cells else None
        return (Meaning(f"as_{role}", 0.9, meant[0].words),) if role else meant
    return meant


def _with_shape(index: int, meaning: Meaning, cells: list[str]) -> _Candidate | None:
    field = FIELDS[meaning.field]
    header = f"The header says '{meaning.words}'"
    if not cells:
        return _Candidate(index, field.name, meaning.score * 0.6, header + "; no cell is filled in.")
    fits = shape(field.name)
    if fits is None:
        return _Candidate(index, field.name, meaning.score * 0.9, header + ".")
    good = sum(1 for cell in cells if fits(cell))
    share = good / len(cells)
    if share < _LEAST.get(field.form, 0.5):
        return None
    if field.name == "years" and is_day(cells[0]) and "hire" not in meaning.words:
        share /= 2  # the start of a form's session, perhaps, and no start of service
    words = f"{header}, and {good} of {len(cells)} different values fit."
    return _Candidate(index, field.name, meaning.score * (0.4 + 0.6 * share), words)


def shape(field: str) -> Callable[[str], bool] | None:
    """How a value of a field looks, or None when any text may be one."""
    form = FIELDS[field].form
    if field in _SHAPES:
        return _SHAPES[field]
    return _SHAPES_OF_FORMS.get(form)


def _reads(convert: Callable[[str], Any]) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        try:
            convert(cell)
        except ValueRefusedError as error:
            return not error.what
        return True

    return fits


def _is_person_name(cell: str) -> bool:
    return "@" not in cell and len(cell) < 80 and len(cell.split()) < 9


def _is_full_name(cell: str) -> bool:
    named = _FULL_NAME.fullmatch(cell) or (len(cell) < 40 and _LAST_FIRST.fullmatch(cell))
    return bool(named) and cell[0].isupper()


def _is_short(cell: str) -> bool:
    return len(cell) < 120


def _is_moment(cell: str) -> bool:
    return is_day(cell) or bool(_SERIAL.fullmatch(cell)) or bool(re.match(r"\w{3,9},? \w+ \d", cell))


def _is_years(cell: str) -> bool:
    if _SERIAL.fullmatch(cell):
        return True
    return not re.search(r"\d:\d\d", cell) and _reads(
        lambda text: values.years(text, date(2200, 1, 1), day_first=True) if not is_day(text) else None
    )(cell)


def _is_rural(cell: str) -> bool:
    return bool(re.search(r"rural|urban|remote|town|city|frontier", cell.lower())) or _reads(values.yes_no)(cell)


_SHAPES_OF_FORMS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: bool(values.EMAIL.search(cell)),
    "name": _is_person_name,
    "date": _is_moment,
    "years": _is_years,
    "whole": lambda cell: (
        _reads(values.whole)(cell) or cell.lower().startswith(("as many", "no limit", "unlimited", "any", "yes", "no"))
    ),
    "yes": _reads(values.yes_no),
    "hours": lambda cell: _reads(hours_from_text)(cell) or speaks_of_time(cell),  # what is not read is asked about
    "zone": _reads(zone_from_text),
    "number": _reads(values.number),
    "id": lambda cell: len(cell) < 60 and cell.count(" ") < 3,
    "people": lambda cell: not is_tick(cell) and all(len(name.split()) < 7 for name in people(cell)),
}
_SHAPES: dict[str, Callable[[str], bool]] = {
    "modes": _reads(choices.modes),
    "kind": _reads(choices.kind),
    "participation": _reads(choices.participation),
    "most_important": _reads(choices.criterion),
    "roles": _reads(roles_from_text),
    "rural": _is_rural,
    "location": _reads(values.place),
    "languages": choices.is_language,
    "position": _is_short,
    "department": _is_short,
    "region": _is_short,
    "branch": _is_short,
    "library_type": _is_short,
    "pronouns": _is_short,
    "capacity": lambda cell: _SHAPES_OF_FORMS["whole"](cell) and not is_prose(cell),
}


def _by_shape(index: int, cells: list[str], table: Table) -> list[_Candidate]:
    """A column whose header says nothing: what its values alone tell."""

    def share(fits: Callable[[str], bool]) -> float:
        return sum(1 for cell in cells if fits(cell)) / len(cells)

    sure = _sure_shape(table, index, share, many=len(cells) > 1 or len(table) < 3)
    if sure:
        return [_Candidate(index, *sure)]
    if table.named:
        return []
    found = [(field, words) for field, words, fits, least in _BARE if share(fits) > least]
    if not found or (found[0][0] == "id" and len(cells) < min(len(table), _SAMPLE)):
        return []
    return [_Candidate(index, found[0][0], 0.5, found[0][1])]


def _sure_shape(
    table: Table, index: int, share: Callable[[Callable[[str], bool]], float], *, many: bool
) -> tuple[str, float, str] | None:
    """E-mail addresses and full names, which also stand under headers that say nothing."""
    if many and share(lambda cell: bool(values.EMAIL.fullmatch(cell))) > 0.8:
        return "email", 0.7, "The values are e-mail addresses."
    if table.named and not table.headers[index].startswith(("Column ", "Mentor", "Mentee")):
        return None
    if many and share(_is_full_name) > 0.7 and (table.named or holds_names(table.columns[index])):
        return "name", 0.55, "The values look like names of people."
    return None


_BARE_NAMES = "The values are words that hardly come twice, as names are; no header says which is the first name."
_CODE = re.compile(r"(?=.*\d)[A-Za-z]*[\d-]+[A-Za-z]*")
_BARE: tuple[tuple[str, str, Callable[[str], bool], float], ...] = (
    ("sent", "The values are dates.", _is_moment, 0.9),
    ("bio", "The values are long texts.", lambda cell: len(cell) > 80, 0.5),
    ("interests", "The values are lists.", lambda cell: ", " in cell or ";" in cell, 0.4),
    ("id", "The values are short and all different.", lambda cell: bool(_CODE.fullmatch(cell)), 0.9),
)


def _weighed(candidate: _Candidate, column: Sequence[str], cells: list[str]) -> _Candidate:
    """Of two e-mail columns the one that is fuller and more different is the person's own."""
    if FIELDS[candidate.field].form not in ("email", "name", "id") or len(column) < 2:
        return candidate
    some = [cell.strip() for cell in column[:300]]
    filled = [cell for cell in some if cell and cell.lower() not in ("anonymous", "n/a")]
    fits = FIELDS[candidate.field].form == "email"
    good = [cell for cell in filled if not fits or "@" in cell]
    if candidate.field == "id" and is_counter(filled, len(column)):
        return dataclasses.replace(candidate, score=candidate.score * 0.3)
    quality = (len(good) / len(some)) * (0.3 + 0.7 * len(set(good)) / max(1, len(good)))
    return _Candidate(
        candidate.index, candidate.field, candidate.score * (0.3 + 0.7 * quality) if cells else 0.1, candidate.reason
    )


def _choose(guesses: list[ColumnGuess], found: list[_Candidate], taken: set[str]) -> None:
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


def _mend_names(table: Table, guesses: list[ColumnGuess], said: dict[int, str]) -> None:
    """First and last name go before a full name that says less, such as the name of who filled in the form."""
    at = {guess.field: index for index, guess in enumerate(guesses) if guess.field in ("name", "first", "last")}
    if "name" not in at or "first" not in at or at["name"] in said:
        return
    full = {cell.strip() for cell in table.columns[at["name"]]} - {""}
    first = {cell.strip() for cell in table.columns[at["first"]]} - {""}
    drop = at["name"] if len(full) < len(first) or ("last" in at and len(full) == len(first)) else None
    names = (
        [drop]
        if drop is not None
        else [at[field] for field in ("first", "last") if field in at and at[field] not in said]
    )
    for index in names:
        guesses[index] = ColumnGuess(
            header=guesses[index].header, reason="Another column gives the name; this one is kept as a note."
        )


def _mend_counter(table: Table, guesses: list[ColumnGuess], said: dict[int, str]) -> None:
    """An ID column that only numbers the rows is no one's ID: in the next file the number is another person's."""
    at = next((index for index, guess in enumerate(guesses) if guess.field == "id" and index not in said), None)
    if at is None or not {"name", "first", "last", "email"} & {guess.field for guess in guesses}:
        return
    cells = [cell.strip() for cell in table.columns[at] if cell.strip()]
    if is_counter(cells, len(table)):
        guesses[at] = ColumnGuess(header=guesses[at].header, reason="It only numbers the rows; it is kept as a note.")
