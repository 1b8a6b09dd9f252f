"""``generate``, ``presets`` and ``collect``, as an officer types them."""

from __future__ import annotations

import json

import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.programs import presets


@pytest.fixture
def table(tmp_path, monkeypatch):
    """A table of two programs, in the folder where the officer works."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programs.csv").write_text("name,hours\nOak County,4\nElm,2\n", encoding="utf-8")
    return tmp_path / "programs.csv"


def test_a_table_becomes_a_library(table, capsys):
    """And the next step is named."""
    assert run(["generate", "programs.csv", "library"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Made 2 programs in ")
    assert "files made" in said.out
    assert "mentorwidgets serve library" in said.err
    assert (table.parent / "library" / "workbooks" / "oak-county" / "pairing.ipynb").is_file()


def test_every_problem_is_printed_and_nothing_made(table, capsys):
    """Row, column, what, how to mend; exit code 1."""
    table.write_text("name,hours\nOak,many\n,4\n", encoding="utf-8")
    assert run(["generate", "programs.csv", "library"]) == 1
    said = capsys.readouterr()
    assert "programs.csv, row 2, column 'hours': 'many' is not a number." in said.err
    assert "row 3, column 'name'" in said.err
    assert said.out.startswith("Nothing was made, because there are 2 problems.")


def test_zips_are_made_and_it_is_said_where(table, capsys):
    """One for each program."""
    assert run(["generate", "programs.csv", "library", "--zip"]) == 0
    assert "A zip of each program: library/bundles" in capsys.readouterr().err
    names = {file.name for file in (table.parent / "library" / "bundles").iterdir()}
    assert names == {"elm.zip", "oak-county.zip"}


def test_the_answer_can_be_data(table, capsys):
    """Per program the files, seconds and result, on standard output alone."""
    assert run(["generate", "programs.csv", "library", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [program["program"] for program in told["programs"]] == ["oak-county", "elm"]
    first = told["programs"][0]
    assert (first["result"], first["trouble"], told["problems"], told["gone"]) == ("ok", [], [], [])
    assert {"file", "did", "sha256", "seconds"} == set(first["files"][0])


def test_a_file_changed_by_hand_is_named(table, capsys):
    """With what to do for a new one."""
    run(["generate", "programs.csv", "library"])
    (table.parent / "library" / "workbooks" / "elm" / "pairing.ipynb").write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert run(["generate", "programs.csv", "library"]) == 0
    assert "elm/pairing.ipynb was changed by hand. Move it away to get a new one." in capsys.readouterr().out


def test_a_dry_run_says_would(table, capsys):
    """And writes nothing."""
    assert run(["generate", "programs.csv", "library", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("Would make 2 programs")
    assert not (table.parent / "library").exists()


def test_wrong_use_is_told(table, capsys):
    """In a sentence."""
    assert run(["generate", "programs.csv", "library", "--html"]) == 1
    assert "Use --html together with --run." in capsys.readouterr().err
    assert run(["generate", "programs.csv", "library", "--preset", "apalla"]) == 1
    assert "Did you mean 'apala'?" in capsys.readouterr().err


def test_presets_are_listed_and_told(capsys):
    """All, or all about one; as data too."""
    assert run(["presets"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(presets())
    assert run(["presets", "apala"]) == 0
    told = capsys.readouterr().out
    assert "min years: 5" in told
    assert "terms: mentee=protégé" in told
    assert run(["presets", "apala", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["weeks"] == 52


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.yaml"])
def test_a_template_can_be_made_of_at_once(table, capsys, name):
    """What `presets --template` writes, `generate` takes; nothing is overwritten."""
    assert run(["presets", "--template", name]) == 0
    assert run(["generate", name, "library"]) == 0
    assert run(["presets", "--template", name]) == 1
    assert "exists already" in capsys.readouterr().err


def test_counts_are_collected_into_a_table(table, capsys):
    """Or printed as data."""
    run(["generate", "programs.csv", "library"])
    assert run(["collect", "library", "--to", "counts.xlsx"]) == 0
    assert "Wrote 2 programs to counts.xlsx." in capsys.readouterr().err
    assert run(["collect", "library"]) == 0
    assert [row["program"] for row in json.loads(capsys.readouterr().out)] == ["elm", "oak-county"]


def test_a_file_of_words_is_written_and_then_looked_at(tmp_path, monkeypatch, capsys):
    """What is missing is printed as lines to fill in; with all words there, all is well."""
    monkeypatch.chdir(tmp_path)
    assert run(["language", "languages/es.toml"]) == 0
    file = tmp_path / "languages" / "es.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('= ""', '= "x"').replace('"Name" = "x"\n', ""), encoding="utf-8")
    assert run(["language", "languages/es.toml"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[-1]) == ('"Name" = ""\n', "1 text without words.")
    file.write_text(text.replace('= ""', '= "x"'), encoding="utf-8")
    assert run(["language", "languages/es.toml"]) == 0
