"""Every English text of ours that a program may print, found by printing programs in which everything occurs (BG11)."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle
from typing import Any, get_args

from mentorwidgets.cadence import PRESETS
from mentorwidgets.expectations import variants
from mentorwidgets.generate.asking import expectations
from mentorwidgets.generate.copies import template, texts_of
from mentorwidgets.generate.language import Language
from mentorwidgets.generate.packs import PackPair, pack_files
from mentorwidgets.generate.pages import readme
from mentorwidgets.generate.paper import Paper
from mentorwidgets.generate.sheets import BLANKS
from mentorwidgets.generate.stems import WORKBOOKS
from mentorwidgets.model import Hours, Pair, Person, Program, from_plain
from mentorwidgets.model.people import Mode

_PEOPLE = tuple(
    Person(
        id=role, name=role, roles=(role,), email="x", offers=("x",), wants=("x",), interests=("x",), work_areas=("x",),
        hobbies=("x",), purposes=("x",), modes=get_args(Mode), languages=("x",),
        availability=tuple(Hours(day=day, start=0, end=60) for day in range(7)),
    )
    for role in ("mentor", "mentee")
)  # fmt: skip
_SOME: Mapping[str, Any] = {"slug": "x", "name": "x", "required": ("ending",)}
_PAIR = PackPair(pair=Pair(mentee="mentee", mentor="mentor"))


@functools.cache
def all_texts() -> Mapping[str, tuple[str, ...]]:
    """Return page -> its texts; a text of several pages stands at the first one."""
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for page, texts in _pages():
        found[page] = tuple(text for text in dict.fromkeys(texts) if text and text not in seen)
        seen.update(found[page])
    return found


def _pages() -> Iterator[tuple[str, Iterable[str]]]:
    yield "Workbooks", (text for stem in WORKBOOKS for text in texts_of(json.loads(template(stem).text)))
    heard = _Heard()
    titles = {stem: template(stem).title for stem in WORKBOOKS}
    sheets = [(stem, blank(Paper(Program(**_SOME)))[0]) for stem, blank in BLANKS.items()]
    for program in _programs():
        readme(Paper(program, language=Language("", heard)), titles, sheets)
    yield "The coordinator's first page", heard
    for stem, blank in BLANKS.items():
        heard = _Heard()
        for youth in (False, True):
            blank(Paper(Program(**_SOME, youth=youth), language=Language("", heard)))
        yield f"Blank sheet: {template(stem).title}", heard
    for variant in variants()[1:]:
        heard = _Heard()
        expectations(Paper(Program(**_SOME), {"variant": variant.id}, Language("", heard)))
        yield f"Blank sheet: {template('expectations').title}, the form '{variant.id}'", heard
    heard = _Heard()
    two = Program(**_SOME, purposes=("x", "y"))
    pack_files(Paper(two, language=Language("", heard)), [_PAIR], _PEOPLE)
    yield "The pack of a pair", heard


def _programs() -> Iterator[Program]:
    any_of: dict[str, Any] = {**_SOME, "audience": "x", "purposes": ("x",), "contact": "x"}
    for kind, hours in zip(("informal", "formal", "one-off"), (0, 1, 4), strict=True):
        yield from_plain(Program, {**any_of, "kind": kind, "hours": hours, "min_years": hours, "choosing": hours == 1})
    for cadence, days in zip(PRESETS, cycle(({}, {"begins": "x"}, {"ends": "x"}, {"begins": "x", "ends": "x"}))):
        yield from_plain(Program, {**any_of, "cadence": cadence, **days})


class _Heard(dict[str, str]):
    """Words that are all missing, and remember what they were asked for."""

    def get(self, key: str, default: Any = None) -> Any:
        """Say nothing, and remember."""
        self.setdefault(key, "")
        return default
