"""Plans to begin from (CA13): each is a set of settings that a pair may change in any way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from mentorwidgets.cadence.seasons import content
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Cadence, did_you_mean, from_plain, to_plain


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A plan to begin from: its name, a sentence, and the settings as plain JSON."""

    name: str
    words: str
    settings: Mapping[str, Any]


PRESETS: Mapping[str, Preset] = {
    one["id"]: Preset(name=one["name"], words=one["words"], settings=one["settings"]) for one in content()["preset"]
}


def from_preset(name: str, *, start: str, time: str, timezone: str, **changes: Any) -> Cadence:
    """Begin a cadence from a preset.

    Args:
        name: a key of `PRESETS`.
        start: ISO date.
        time: ``HH:MM``.
        timezone: IANA name of the host's zone.
        **changes: other settings of `Cadence`.

    Raises:
        ValueRefusedError: no such preset, or a setting that cannot be.
    """
    if name not in PRESETS:
        raise ValueRefusedError(f"There is no preset '{name:.40}'.", did_you_mean(name, list(PRESETS)))
    given = {"start": start, "time": time, "timezone": timezone, "preset": name, **changes}
    return from_plain(Cadence, {**PRESETS[name].settings, **{key: to_plain(value) for key, value in given.items()}})
