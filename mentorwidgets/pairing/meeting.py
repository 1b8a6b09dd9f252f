"""When, where and for what two people could meet: shared time, place and purposes, one pair or all pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.model import Person
from mentorwidgets.pairing import hours, rules
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
    return time_grids(scene)[0]


def time_grids(scene: Scene) -> tuple[Grid, Grid]:
    """Shares for all pairs, and in how many weeks of the round they share time; worked out once for a scene."""
    if "time" not in scene.own:
        scene.own["time"] = _time_grids(scene)
    found: tuple[Grid, Grid] = scene.own["time"]
    return found[0].copy(), found[1]


def _time_grids(scene: Scene) -> tuple[Grid, Grid]:
    """Equal weeks are multiplied once."""
    people = [seeker.person for seeker in scene.seekers]
    rows, row = _profiles(scene, people)
    columns, column = scene.once("profiles", lambda: _profiles(scene, scene.mentors))
    share = np.zeros((len(rows), len(columns)), dtype=np.int32)
    weeks = np.zeros_like(share)
    for number, season in enumerate(scene.seasons):
        right, groups = scene.once(
            f"starts {number}",
            lambda season=season: _grouped(_starts(scene, season, columns)),  # type: ignore[misc]
        )
        counts = (_starts(scene, season, rows) @ groups) @ right.T
        weeks += (counts > 0) * np.int32(season.weeks)
        np.minimum(counts, ENOUGH, out=counts)
        counts *= np.float32(1000 / ENOUGH)
        share += counts.astype(np.int32) * np.int32(season.weeks)
    share //= sum(season.weeks for season in scene.seasons)
    if len(rows) == len(row) and len(columns) == len(column):
        return share, weeks
    return share[np.ix_(row, column)], weeks[np.ix_(row, column)]


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


def _profiles(scene: Scene, people: Sequence[Person]) -> tuple[list[Person], NDArray[np.int64]]:
    """One person for each different week, and the week of everyone."""
    index: dict[Any, int] = {}
    firsts: list[Person] = []
    where = np.zeros(len(people), dtype=np.int64)
    for row, person in enumerate(people):
        key = (person.availability, scene.zone(person)) if person.availability else None
        at = where[row] = index.setdefault(key, len(firsts))
        if at == len(firsts):
            firsts.append(person)
    return firsts, where


def _starts(scene: Scene, season: hours.Season, people: Sequence[Person]) -> NDArray[np.float32]:
    """The starts of many people at once, laid out in wall time and turned zone by zone."""
    free = hours.free_slots(people)
    zones = [scene.zone(person) if person.availability else "" for person in people]
    for zone in set(zones):
        rows = [row for row, own in enumerate(zones) if own == zone]
        free[rows] = np.roll(free[rows], -round(season.ahead.get(zone, 0) / hours.SLOT), axis=1)
    return hours.runs(free, scene.meeting).astype(np.float32)


def _grouped(starts: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Different columns only, and which of the week's slots belong to each: fewer products for the same sums."""
    packed = np.packbits(starts.astype(bool), axis=0).T
    _, first, group = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    belongs = np.zeros((hours.WEEK, len(first)), dtype=np.float32)
    belongs[np.arange(hours.WEEK), group.ravel()] = 1
    used = starts[:, first].any(axis=0)
    return starts[:, first][:, used], belongs[:, used]


def _kilometres(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Grid:
    """Great-circle distances by the haversine formula; places in degrees."""
    a, b = np.radians(rows)[:, None, :], np.radians(columns)[None, :, :]
    half = np.sin((b - a) / 2) ** 2
    inside = half[..., 0] + np.cos(a[..., 0]) * np.cos(b[..., 0]) * half[..., 1]
    found: Grid = 2 * _EARTH * np.arcsin(np.sqrt(np.clip(inside, 0, 1)))
    return found
