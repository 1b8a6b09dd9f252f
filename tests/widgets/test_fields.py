"""Each field of the pairing worksheet has one shape, and any other key or value is refused."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.widgets._fields import check_field

FIELDS = {
    "pair/ben/mia/Career": {"status": "active"},
    "note/ben/mia/Career": "They met before",
    "shortlist/ben": ["mia"],
    "offer/ben": "later",
    "assign/ben": True,
    "draft/pins": [["ben", "mia", "Career"]],
    "draft/include": "all",
}


@pytest.mark.parametrize("key", FIELDS)
def test_a_field_holds_its_own_shape(key):
    """And can be removed."""
    check_field(key, FIELDS[key])
    check_field(key, None)


@pytest.mark.parametrize("key", FIELDS)
def test_a_field_holds_nothing_of_another_shape(key):
    """Whatever a browser sends."""
    for value in (7, {"no": "pair"}, ["mia", 1]):
        with pytest.raises(ValueRefusedError):
            check_field(key, value)


@pytest.mark.parametrize("key", FIELDS)
def test_a_key_has_its_own_number_of_parts(key):
    """One more or one less is no field."""
    for other in (f"{key}/more", key.rpartition("/")[0]):
        with pytest.raises(ValueRefusedError):
            check_field(other, FIELDS[key])
