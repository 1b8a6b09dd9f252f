"""Small scenes of people for the rooms of pairing."""

from __future__ import annotations

import datetime as dt

import pytest

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing import bars
from mentorwidgets.pairing.scene import Seeker, make_scene

PLAIN = Program(slug="oak", name="Oak")


@pytest.fixture
def scene_of():
    """A factory of scenes from what mentees and mentors say: lists of fields, ids e0, e1 ... and m0, m1 ..."""

    def build(mentees, mentors, program=PLAIN, start=dt.date(2026, 2, 2), weeks=12):
        asks = [
            Person(**{"id": f"e{i}", "name": f"E{i}", "roles": ("mentee",)} | said) for i, said in enumerate(mentees)
        ]
        tells = [
            Person(**{"id": f"m{i}", "name": f"M{i}", "roles": ("mentor",)} | said) for i, said in enumerate(mentors)
        ]
        seekers = [Seeker(person, program.purposes) for person in asks]
        return make_scene(program, seekers, tells, bars(program, [*asks, *tells]), start, weeks)

    return build
