"""Programs seen in the wild."""

from __future__ import annotations

import pytest

from mentorwidgets.cadence import PRESETS
from mentorwidgets.errors import ProgramError
from mentorwidgets.model import Program, from_plain
from mentorwidgets.programs import preset_named, presets
from mentorwidgets.programs.columns import expectation_ids


def test_all_eighteen_are_there():
    """Those of the requirements, each with a source."""
    assert len(presets()) == 18
    assert all(preset.title and preset.words and preset.source for preset in presets().values())


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_a_program(name):
    """Its settings are settings of ours, its pace is one of the planner's, its expectations are on the form."""
    program = from_plain(Program, {"slug": "oak", "name": "Oak", **presets()[name].settings})
    assert program.cadence in {"", *PRESETS}
    assert set(program.required) <= set(expectation_ids())


def test_an_unknown_preset_is_named_with_the_nearest():
    """A slip is easily mended."""
    with pytest.raises(ProgramError, match="Did you mean 'apala'"):
        preset_named("apalla")
