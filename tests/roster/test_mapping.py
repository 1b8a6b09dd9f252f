"""What a person decided about columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import roster

from mentorwidgets.errors import RosterError
from mentorwidgets.model import Note
from mentorwidgets.roster import (
    ColumnMapping,
    fingerprint,
    guess_columns,
    mapping_from_toml,
    mapping_to_toml,
    read_roster,
    read_table,
)
from mentorwidgets.roster.fields import FIELDS

TEXT = "Wer?,Wo,Geheim,Tag\nAna Silva,Oak,x,3/4/2025\n"


def test_mapping_goes_before_guesses():
    """A mapping names fields, leaves columns out, and says who may read notes and which day order holds."""
    said = mapping_from_toml(
        'role = "mentee"\nday_first = true\n[columns]\n"Wer?" = "Name"\nGeheim = "skip"\nTag = "Last confirmed"\n'
        '[readers]\nWo = "everyone"\n'
    )
    (ana,) = roster(TEXT, "x.csv", mapping=said).people
    assert (ana.name, ana.roles, ana.confirmed) == ("Ana Silva", ("mentee",), "2025-04-03")
    assert ana.notes == (Note(label="Wo", text="Oak", readers="everyone"),)


def test_mapping_file(tmp_path):
    """A mapping is read from a file beside the roster."""
    (tmp_path / "x.csv").write_text(TEXT)
    (tmp_path / "m.toml").write_text('role = "mentor"\n[columns]\n"Wer?" = "name"\nWo = "branch"\n')
    (ana,) = read_roster(tmp_path / "x.csv", mapping=tmp_path / "m.toml").people
    assert (ana.name, ana.branch) == ("Ana Silva", "Oak")


@given(
    st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from([*FIELDS, "", "skip"])),
    st.sampled_from([None, "mentor", "mentee"]),
    st.sampled_from([None, True, False]),
    st.sampled_from(["", "monday", "sunday"]),
)
def test_toml_comes_back(columns, role, day_first, week_starts):
    """A mapping written as TOML is read as the same."""
    mapping = ColumnMapping(columns=columns, role=role, day_first=day_first, week_starts=week_starts, fingerprint="ab")
    assert mapping_from_toml(mapping_to_toml(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[columns", "no TOML"),
        ('[columns]\nA = "nmae"', "name"),
        ('role = "boss"', "mentor"),
        ("colums = 1", "columns"),
        ("columns = 1", "table"),
        ('week_starts = "tuesday"', "tuesday"),
        ('day_first = "yes"', "true or false"),
        ('[readers]\nA = "all"', "everyone"),
    ],
)
def test_refused(text, words):
    """A wrong mapping is refused with what was probably meant."""
    with pytest.raises(RosterError, match=words):
        mapping_from_toml(text)


def test_fingerprint():
    """Exports of one form have one fingerprint, whatever the order of their columns."""
    tables = [
        read_table("x.csv", text.encode())[0]
        for text in ("Name,E-mail\nA B,a@b.example\n", "E-mail,Name\nc@d.example,C D\n", "Name,Branch\nA B,Oak\n")
    ]
    prints = [fingerprint(table) for table in tables]
    assert prints[0] == prints[1] != prints[2]


def test_guesses_say_why():
    """Each guess has a confidence and a reason in words."""
    (table,) = read_table("x.csv", b"Name,E-mail,Shoe size\nAna Silva,a@b.example,43\n")
    guesses = guess_columns(table)
    assert [guess.field for guess in guesses] == ["name", "email", ""]
    assert all(0 <= guess.confidence <= 1 and guess.reason for guess in guesses)
    assert "1 of 1" in guesses[1].reason


def test_own_email_goes_before_the_senders():
    """Of two e-mail columns the one that differs from row to row is the person's own."""
    rows = "".join(f"boss@b.example,P{n} Silva,p{n}@b.example\n" for n in range(5))
    found = roster("Email,Name,Work email address\n" + rows)
    assert [p.email for p in found.people] == [f"p{n}@b.example" for n in range(5)]


@pytest.mark.parametrize(
    ("field", "held", "note"), [("avoid", ("Jan Ost",), "no"), ("wishes", ("Jan Ost",), "no"), ("", (), "no")]
)
def test_a_question_whose_headers_hold_names_is_answered_as_one_column(field, held, note):
    """ "Not with [Jan Ost]" and its neighbours are asked about, and answered, by what they have in common."""
    text = "Name,Role,Not with [Jan Ost],Not with [Tim Falk]\nIda Po,mentee,X,\nJan Ost,mentor,,\nTim Falk,mentor,,\n"
    asked = roster(text, "people.csv")
    assert [problem.column for problem in asked.problems if "until" in problem.mend.lower()] == ["Not with"]
    ida, *_ = (said := roster(text, "people.csv", mapping=ColumnMapping(columns={"Not with": field}))).people
    assert (getattr(ida, field) if field else ()) == held
    assert [(one.text, one.names) for one in ida.notes] == [("Jan Ost", note)]
    assert not [problem for problem in said.problems if problem.level == "warning"]
