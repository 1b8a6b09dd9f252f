"""Short names are safe names of folders on every system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.model import is_slug
from mentorwidgets.programs import free_slug, slug_from_name


@given(st.text(min_size=1, max_size=200))
def test_every_name_gives_a_safe_short_name(name):
    """Whatever a person types: never empty, never out of its folder, never a name that Windows reserves."""
    assert is_slug(slug_from_name(name))


@given(st.text(min_size=1, max_size=60))
def test_unicode_forms_of_a_name_give_one_short_name(name):
    """A file that went through another system makes no second program."""
    forms = {slug_from_name(unicodedata.normalize(form, name)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len(forms) == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Oak County", "oak-county"), ("CON", "program-con"), ("Straße 7", "strasse-7"), ("LPT1", "program-lpt1")],
)
def test_some_names(name, slug):
    """As people would guess them."""
    assert slug_from_name(name) == slug


def test_a_name_in_other_letters_gets_a_number_that_stays():
    """The same in June."""
    assert slug_from_name("東京図書館") == slug_from_name("東京図書館")
    assert slug_from_name("東京図書館") != slug_from_name("大阪図書館")


@given(st.sets(st.integers(2, 30)))
def test_a_free_short_name_is_free(taken):
    """And as safe as the first."""
    names = {f"oak-{number}" for number in taken}
    assert free_slug("oak", names) not in names
    assert is_slug(free_slug("a" * 60, names))
