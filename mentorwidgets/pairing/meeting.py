"""When, where and for what two people could meet: shared time, place and purposes, one pair or all pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.model import Person
from mentorwidgets.pairing import hours, rules
from mentorwidgets.pairing.lines import sum_lines
from mentorwidgets.pairing.scene import Scene, Seeker
from mentorwidgets.pairing.terms import term

Grid = NDArray[Any]
ENOUGH = 16  # quarter hours a week in which a meeting may start: from four hours on, more makes no difference
NEAR, FAR = 30.0, 100.0  # kilometres: a short way, and the longest for meeting in person
_MODES = {"in person": 1, "video": 2, "phone": 4, "hybrid": 7}
_EARTH = 6371.0


def time(scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    """The share for shared time, and the first shared hours in the wall time of both."""
    counts = [int(shared(scene, season, seeker.person, mentor).sum()) for season in scene.seasons]
    weeks = [season.weeks for season in scene.seasons]
    share = sum(w * (min(c, ENOUGH) * 1000 // ENOUGH) for w, c in zip(weeks, counts, strict=True)) // sum(weeks)
    if not any(counts):
        return share, "no shared time"
    return share, f"both are free {first_hours(scene, seeker.person, mentor)}"


def first_hours(scene: Scene, mentee: Person, mentor: Person) -> str:
    """The first shared hours in words, in the mentee's wall time and, where it differs, in the mentor's."""
    season = max(scene.seasons, key=lambda one: (shared(scene, one, mentee, mentor).any(), one.weeks))
    slots = hours.first_shared(shared(scene, season, mentee, mentor))
    own = [hours.in_words(slot, scene.zone(mentee), season) for slot in slots]
    theirs = [hours.in_words(slot, scene.zone(mentor), season) for slot in slots]
    if own == theirs:
        return ", ".join(own)
    return ", ".join(f"{one} ({other} for {mentor.name})" for one, other in zip(own, theirs, strict=True))


def shared(scene: Scene, season: hours.Season, mentee: Person, mentor: Person) -> NDArray[np.bool_]:
    """The quarter hours of a week of the season in which both can start a meeting."""
    one = hours.starts(mentee, scene.zone(mentee), season, scene.meeting)
    return one & hours.starts(mentor, scene.zone(mentor), season, scene.meeting)


def time_grid(scene: Scene) -> Grid:
    """The shares for shared time of all pairs."""
    counts = _counts(scene)
    if len(counts) == 1:
        return _share_of_time(counts[0])
    total = np.zeros(counts[0].shape, dtype=np.int32)
    for season, count in zip(scene.seasons, counts, strict=True):
        total += _share_of_time(count).astype(np.int32) * np.int32(season.weeks)
    total //= sum(season.weeks for season in scene.seasons)
    return total


def seldom_grid(scene: Scene) -> NDArray[np.bool_]:
    """Which pairs share no free time in most weeks of the round."""
    counts = _counts(scene)
    if len(counts) == 1:
        never: NDArray[np.bool_] = counts[0] == 0
        return never
    weeks = np.zeros(counts[0].shape, dtype=np.int16)
    for season, count in zip(scene.seasons, counts, strict=True):
        weeks += (count > 0) * np.int16(season.weeks)
    seldom: NDArray[np.bool_] = weeks * 2 < sum(season.weeks for season in scene.seasons)
    return seldom


def _share_of_time(count: Grid) -> Grid:
    share = count.astype(np.int16)
    share *= 1000 // 8
    share >>= 1  # 1000 / ENOUGH is 125 / 2
    return share


def _counts(scene: Scene) -> list[Grid]:
    """For each season the starts of a week that all pairs share, `ENOUGH` at most; worked out once for a scene."""
    if "time" not in scene.own:
        people = [seeker.person for seeker in scene.seekers]
        scene.own["time"] = [_count(scene, number, season, people) for number, season in enumerate(scene.seasons)]
    found: list[Grid] = scene.own["time"]
    return found


def _count(scene: Scene, number: int, season: hours.Season, people: Sequence[Person]) -> Grid:
    """A week is some stretches of starts; what a stretch shares with the mentors is the same for all who have it."""
    before = scene.once(f"starts before {number}", lambda: _starts_before(scene, season))
    rows, begins, ends = _stretches(_starts(scene, season, people))
    stretches, lines = np.unique(begins * (hours.WEEK + 1) + ends, return_inverse=True)
    begin, end = np.divmod(stretches, hours.WEEK + 1)
    shared_starts = np.minimum(before[end] - before[begin], ENOUGH)
    most = int(np.bincount(rows).max(initial=0)) * ENOUGH
    table = shared_starts.astype(np.uint8 if most < 256 else np.uint16)
    return np.minimum(sum_lines(table, rows, lines.ravel(), len(people)), ENOUGH)


def _starts_before(scene: Scene, season: hours.Season) -> NDArray[np.uint16]:
    """How many starts of each mentor lie before each slot of the week, slots x mentors."""
    before = np.zeros((hours.WEEK + 1, len(scene.mentors)), dtype=np.uint16)
    np.cumsum(_starts(scene, season, scene.mentors).T, axis=0, dtype=np.uint16, out=before[1:])
    return before


def _stretches(starts: NDArray[np.bool_]) -> tuple[NDArray[np.int64], ...]:
    """Row, first slot and the slot after the last of every stretch of starts without a gap."""
    framed = np.zeros((len(starts), hours.WEEK + 2), dtype=bool)
    framed[:, 1:-1] = starts
    edges = np.flatnonzero(framed[:, 1:] != framed[:, :-1])
    rows, slots = np.divmod(edges, hours.WEEK + 1)
    return rows[::2], slots[::2], slots[1::2]


def place(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    """The share for place: the same region or a short way, else a fair way or both rural."""
    person = seeker.person
    away = distance(person, mentor)
    if person.region and term(person.region) == term(mentor.region):
        return 1000, f"the same region ({mentor.region})"
    if away is not None and away <= FAR:
        return (1000 if away <= NEAR else 600), f"about {round(away)} km apart"
    if person.rural and mentor.rural:
        return 600, "both in rural places"
    return 0, "in different places"


def place_grid(scene: Scene) -> Grid:
    """The shares for place of all pairs."""
    people = [seeker.person for seeker in scene.seekers]
    rows, columns = codes(scene, "region")
    away = distances(scene)
    country = scene.once("rural", lambda: np.array([m.rural is True for m in scene.mentors], dtype=bool))
    rural = np.outer(np.array([p.rural is True for p in people], dtype=bool), country)
    found = rural * np.int32(600)
    if away is not None:
        found[away <= FAR] = 600
        found[away <= NEAR] = 1000
    found[(rows[:, None] == columns[None, :]) & (rows > 0)[:, None]] = 1000
    return found


def distance(one: Person, other: Person) -> float | None:
    """Kilometres between two people, as the crow flies; None when a place is not known."""
    if one.location is None or other.location is None:
        return None
    return float(_kilometres(np.array([one.location]), np.array([other.location]))[0, 0])


def distances(scene: Scene) -> Grid | None:
    """Kilometres between all pairs, infinite where unknown; None when nobody's place is known."""
    rows = _locations([seeker.person for seeker in scene.seekers])
    columns = scene.once("locations", lambda: _locations(scene.mentors))
    if np.isnan(rows).all() or np.isnan(columns).all():
        return None
    found = np.full((len(rows), len(columns)), np.inf)
    here, there = np.flatnonzero(~np.isnan(rows[:, 0])), np.flatnonzero(~np.isnan(columns[:, 0]))
    found[np.ix_(here, there)] = _kilometres(rows[here], columns[there])
    return found


def modes(person: Person) -> int:
    """The ways of meeting as bits; every way when nothing is said. Hybrid is every way."""
    bits = 0
    for mode in person.modes:
        bits |= _MODES[mode]
    return bits or 7


def purposes_shared(scene: Scene) -> NDArray[np.bool_]:
    """Whether a mentor offers one of the purposes that a row seeks."""
    place_of = {purpose: index for index, purpose in enumerate(scene.program.purposes)}
    rows = _purpose_bits(place_of, [seeker.purposes for seeker in scene.seekers])
    offered = scene.once("offered", lambda: [rules.purposes_of(scene.program, mentor) for mentor in scene.mentors])
    columns = scene.once("purposes", lambda: _purpose_bits(place_of, offered))
    return (rows @ columns.T) > 0


def codes(scene: Scene, name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What rows and mentors say of themselves as numbers, equal for equal words; 0 for nothing."""
    said = scene.once(f"words of {name}", lambda: [term(getattr(mentor, name)) for mentor in scene.mentors])
    number = scene.once(f"numbers of {name}", lambda: {word: at for at, word in enumerate(dict.fromkeys(["", *said]))})
    columns = scene.once(f"codes of {name}", lambda: np.array([number[word] for word in said], dtype=np.int64))
    rows = [number.get(term(getattr(seeker.person, name)), -1) for seeker in scene.seekers]
    return np.array(rows, dtype=np.int64), columns


def _purpose_bits(place_of: dict[str, int], lists: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    bits = np.zeros((len(lists), len(place_of)), dtype=np.float32)
    for row, purposes in enumerate(lists):
        for purpose in purposes:
            if purpose in place_of:
                bits[row, place_of[purpose]] = 1
    return bits


def _locations(people: Sequence[Person]) -> NDArray[np.float64]:
    nowhere = (np.nan, np.nan)
    return np.array([person.location or nowhere for person in people], dtype=np.float64).reshape(-1, 2)


def _starts(scene: Scene, season: hours.Season, people: Sequence[Person]) -> NDArray[np.bool_]:
    """The starts of many people at once, laid out in wall time and turned zone by zone."""
    free = hours.free_slots(people)
    named = [person.timezone for person in people]
    zones = {zone: person for zone, person in zip(named, people, strict=True) if person.availability}
    shifts = {zone: round(season.ahead.get(scene.zone(person), 0) / hours.SLOT) for zone, person in zones.items()}
    shift = np.array([shifts.get(zone, 0) for zone in named], dtype=np.int64)
    for slots in set(shifts.values()) - {0}:
        rows = np.flatnonzero(shift == slots)
        free[rows] = np.roll(free[rows], -slots, axis=1)
    return hours.runs(free, scene.meeting)


def _kilometres(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Grid:
    """Great-circle distances by the haversine formula; places in degrees."""
    a, b = np.radians(rows)[:, None, :], np.radians(columns)[None, :, :]
    half = np.sin((b - a) / 2) ** 2
    inside = half[..., 0] + np.cos(a[..., 0]) * np.cos(b[..., 0]) * half[..., 1]
    found: Grid = 2 * _EARTH * np.arcsin(np.sqrt(np.clip(inside, 0, 1)))
    return found
