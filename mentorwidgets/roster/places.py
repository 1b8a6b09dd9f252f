"""Places on the globe out of two columns; what makes no place is kept as a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mentorwidgets.model.people import Note

Place = tuple[float, float]


def places_of(latitudes: Sequence[Any], longitudes: Sequence[Any]) -> tuple[list[Place | None], dict[int, Note]]:
    """The place of each row, and a note by row where one of the two is missing or not on the globe.

    >>> places_of([41.5, 91.0], [-92.0, 3.0])[0]
    [(41.5, -92.0), None]
    """
    found = [_place(one, other) for one, other in zip(latitudes, longitudes, strict=True)]
    lost = {
        index: Note(label="Coordinates", text=", ".join(str(part) for part in pair if isinstance(part, float)))
        for index, pair in enumerate(zip(latitudes, longitudes, strict=True))
        if found[index] is None and any(isinstance(part, float) for part in pair)
    }
    return found, lost


def _place(one: Any, other: Any) -> Place | None:
    if isinstance(one, float) and isinstance(other, float) and abs(one) <= 90 and abs(other) <= 180:
        return one, other
    return None
