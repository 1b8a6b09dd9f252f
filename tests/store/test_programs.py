"""Programs and their settings."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ProgramError
from mentorwidgets.model import Program
from mentorwidgets.store import Store


def test_a_program_comes_back_whole(store):
    """Every setting of a program is kept."""
    program = Program(
        slug="elm", name="Élm", youth=True, min_years=2.5, purposes=("Job", "Life"), terms={"mentee": "protégé"}
    )
    store.save_program(program)
    assert store.program("elm") == program


def test_programs_are_sorted_by_name(store):
    """People see programs in the order of their names; saving again changes one, not two."""
    for name in ("Zeta", "alpha", "Oak"):
        store.save_program(Program(slug=name.lower(), name=name))
    assert [program.name for program in store.programs()] == ["alpha", "Oak", "Zeta"]


@pytest.mark.parametrize("ask", ["program", "people", "gone_people"])
def test_an_unknown_program_says_which_was_meant(store, ask):
    """A slip of the keys is answered with the near name."""
    with pytest.raises(ProgramError, match=r"There is no program 'oka'\. Did you mean 'oak'\?"):
        getattr(store, ask)("oka")


def test_without_any_program_the_mend_says_so(address):
    """An empty store asks for a first program."""
    with Store.open(address) as empty, pytest.raises(ProgramError, match="Add one first"):
        empty.program("oak")
