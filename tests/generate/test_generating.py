"""From a table to everything, and again in June."""

from __future__ import annotations

import json

import nbformat
import pytest
from tabled import ROSTER, checksums, did, generate, table_of

from mentorwidgets.errors import GenerateError, ProgramError
from mentorwidgets.folder import Folder
from mentorwidgets.generate import WORKBOOKS, Options, copies
from mentorwidgets.model import Operation, field_key
from mentorwidgets.workbook import open_store


@pytest.fixture
def two(tmp_path):
    """A table of two programs, and a library's folder that holds them."""
    table = table_of(tmp_path / "office", header="name,roster", rows=("Oak,roster.csv", "Elm,"))
    generate(table, tmp_path / "library")
    return table, tmp_path / "library"


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """The workbooks of a newer version: 'pairing' has another heading."""

    def install():
        folder = tmp_path / "newer"
        folder.mkdir()
        for file in copies.workbook_folder().glob("*.ipynb"):
            text = file.read_text(encoding="utf-8")
            (folder / file.name).write_text(text.replace("# Pairing", "# Pairs"), encoding="utf-8")
        monkeypatch.setattr(copies, "workbook_folder", lambda: folder)

    return install


def test_every_program_gets_everything(two):
    """Workbooks, blank sheets, a first page; and an index of all."""
    _, library = two
    for slug in ("oak", "elm"):
        for stem in WORKBOOKS:
            nbformat.validate(nbformat.read(library / "workbooks" / slug / f"{stem}.ipynb", as_version=4))
        assert (library / "workbooks" / slug / "README.html").is_file()
        assert list((library / "workbooks" / slug / "sheets").glob("*.html"))
    index = (library / "workbooks" / "index.html").read_text(encoding="utf-8")
    assert 'href="oak/README.html">Oak</a>' in index


def test_programs_and_rosters_are_in_the_store(two):
    """So that `mentorwidgets serve` shows them at once."""
    with open_store(Folder(two[1])) as store:
        assert [program.name for program in store.programs()] == ["Elm", "Oak"]
        assert [person.name for person in store.people("oak")] == ["Ana <b>Silva</b>", "Ben Ito"]


def test_the_same_table_again_changes_no_byte(two):
    """Neither here nor in another folder: no clock, no path."""
    table, library = two
    before = checksums(library)
    assert set(did(generate(table, library)).values()) == {"same"}
    generate(table, library.parent / "other")
    assert checksums(library) == before
    assert checksums(library / "workbooks") == checksums(library.parent / "other" / "workbooks")


def test_the_manifest_tells_all_but_only_its_time_differs(two):
    """Input, version, seed, templates; each file with checksum, time and result."""
    table, library = two
    file = library / "workbooks" / "manifest.json"
    first = json.loads(file.read_text(encoding="utf-8"))
    generate(table, library)
    again = json.loads(file.read_text(encoding="utf-8"))
    assert {**first, "time": ""} == {**again, "time": ""}
    assert {"mentorwidgets", "time", "seed", "input", "templates", "programs"} <= set(first)
    told = first["programs"]["oak"]["files"]["pairing.ipynb"]
    assert (told["sha256"], told["result"]) == (checksums(library)["workbooks/oak/pairing.ipynb"], "ours")


def test_nothing_is_written_when_a_row_has_a_problem(tmp_path):
    """Not even the folder."""
    table = table_of(tmp_path / "office", header="name,hours", rows=("Oak,4", "Elm,many"))
    report = generate(table, tmp_path / "library")
    assert (report.made, [problem.row for problem in report.problems]) == ((), [3])
    assert not (tmp_path / "library").exists()


def test_with_keep_going_the_good_rows_are_made(tmp_path):
    """And the others are still told."""
    table = table_of(tmp_path / "office", header="name,hours", rows=("Oak,4", "Elm,many"))
    report = generate(table, tmp_path / "library", keep_going=True)
    assert ([made.slug for made in report.made], report.is_fine()) == (["oak"], False)


def test_a_roster_is_checked_before_anything_is_written(tmp_path):
    """Its problems stand at the row of the program."""
    table = table_of(tmp_path / "office", header="name,roster", rows=("Oak,broken.csv",))
    (table.parent / "broken.csv").write_bytes(b"\x89PNG not a roster")
    [problem] = generate(table, tmp_path / "library").problems
    assert (problem.row, problem.column, problem.what) == (2, "roster", "broken.csv is a picture, not a roster.")


def test_to_look_only_writes_nothing(two):
    """Neither into a new folder nor into one that is there."""
    table, library = two
    before = checksums(library, leave_out=())
    table_of(table.parent, header="name,roster", rows=("Oak,roster.csv", "Elm,", "Fir,"))
    assert did(generate(table, library, look_only=True, run=True))["fir/pairing.ipynb"] == "made"
    assert checksums(library, leave_out=()) == before
    assert len(generate(table, library.parent / "nowhere", look_only=True).made) == 3
    assert not (library.parent / "nowhere").exists()


def test_to_look_only_counts_packs_too(tmp_path):
    """Of people whom nobody has brought in yet."""
    table = table_of(tmp_path / "office", header="name,roster,pairs", rows=("Oak,roster.csv,pairs.csv",))
    (table.parent / "pairs.csv").write_text("mentee,mentor\nBen Ito,ana@lib.example\n", encoding="utf-8")
    looked = did(generate(table, tmp_path / "library", look_only=True))
    assert looked == did(generate(table, tmp_path / "library"))


def test_answers_stay(two):
    """What was filled in lies in the store and is not touched by another run."""
    table, library = two
    with open_store(Folder(library)) as store:
        ben, ana = (next(p.id for p in store.people("oak") if p.name.startswith(name)) for name in ("Ben", "Ana"))
        key = field_key("pair", ben, ana, "Mentoring")
        store.apply(
            Operation(op="a-pair-0", worksheet="oak/pairing", key=key, value={"status": "proposed"}, base=0), "t"
        )
    generate(table, library, update=True)
    with open_store(Folder(library)) as store:
        assert store.fields("oak/pairing")[key].value == {"status": "proposed"}


def test_the_blank_form_is_the_one_that_the_program_asks(two):
    """Its own questions lie in the store."""
    table, library = two
    changes = {"variant": "one-off", "questions": [{"id": "bus", "asked": "Which bus do you take?", "type": "text"}]}
    with open_store(Folder(library)) as store:
        change = Operation(op="a-form-00", worksheet="oak/expectations", key="form", value=changes, base=0)
        assert store.apply(change, "t").outcome == "saved"
    assert did(generate(table, library))["oak/sheets/expectations.html"] == "replaced"
    page = (library / "workbooks" / "oak" / "sheets" / "expectations.html").read_text(encoding="utf-8")
    assert "Which bus do you take?" in page


def test_settings_changed_on_the_pages_stay_until_the_row_says_something_new(two):
    """The table goes before only where it was changed."""
    table, library = two
    with open_store(Folder(library)) as store:
        store.save_program(store.program("elm").__class__(slug="elm", name="Elm", contact="Ana"))
    generate(table, library)
    with open_store(Folder(library)) as store:
        assert store.program("elm").contact == "Ana"
    assert "Ask Ana." in (library / "workbooks" / "elm" / "README.html").read_text(encoding="utf-8")
    table_of(table.parent, header="name,roster,contact", rows=("Oak,roster.csv,", "Elm,,Ben"))
    generate(table, library)
    with open_store(Folder(library)) as store:
        assert store.program("elm").contact == "Ben"


def test_an_unchanged_roster_is_not_taken_in_again(two):
    """Or it would undo what was mended on the page since."""
    table, library = two
    with open_store(Folder(library)) as store:
        store.set_roster("oak", (), "the page")
    generate(table, library)
    with open_store(Folder(library)) as store:
        assert store.people("oak") == ()
    (table.parent / "roster.csv").write_text(ROSTER + "Cy,mentee,cy@lib.example,\n", encoding="utf-8")
    generate(table, library)
    with open_store(Folder(library)) as store:
        assert len(store.people("oak")) == 3


@pytest.mark.parametrize("name", ["pairing.ipynb", "README.html"])
def test_a_file_changed_by_hand_is_kept_and_reported(two, name):
    """Also with --update."""
    table, library = two
    file = library / "workbooks" / "oak" / name
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    mine = file.read_bytes()
    assert did(generate(table, library, update=True))[f"oak/{name}"] == "edited"
    assert file.read_bytes() == mine


def test_a_file_that_was_moved_away_is_made_anew(two):
    """That is how a person gets a new one."""
    table, library = two
    (library / "workbooks" / "oak" / "pairing.ipynb").unlink()
    found = did(generate(table, library))
    assert [name for name, word in found.items() if word == "made"] == ["oak/pairing.ipynb"]


def test_a_new_template_is_shown_before_it_replaces_a_copy(two, newer):
    """First the difference; the copy stays until --update."""
    table, library = two
    before = checksums(library / "workbooks")
    newer()
    report = generate(table, library)
    assert did(report)["oak/pairing.ipynb"] == "outdated"
    shown = report.made[0].differences["pairing"].splitlines()
    assert [line for line in shown if line.startswith(("-#", "+#"))] == ["-# Pairing", "+# Pairs"]
    assert checksums(library / "workbooks") == before
    assert did(generate(table, library, update=True))["oak/pairing.ipynb"] == "replaced"
    assert set(did(generate(table, library)).values()) == {"same"}


def test_a_new_template_does_not_replace_a_copy_changed_by_hand(two, newer):
    """The person's copy goes before."""
    table, library = two
    file = library / "workbooks" / "oak" / "pairing.ipynb"
    file.write_text("{}", encoding="utf-8")
    newer()
    assert did(generate(table, library, update=True))["oak/pairing.ipynb"] == "edited"
    assert file.read_text(encoding="utf-8") == "{}"


def test_copies_of_other_commands_are_known(two):
    """What `add` and `serve` prepared is ours: it was not edited by hand."""
    table, library = two
    copies.prepare_program("fir", library / "workbooks")
    table_of(table.parent, "Fir")
    assert did(generate(table, library))["fir/pairing.ipynb"] == "same"


def test_a_program_that_left_the_table_is_told_and_left_alone(two):
    """Nobody's answers go with a deleted row."""
    table, library = two
    table_of(table.parent, "Elm")
    assert generate(table, library).gone == ("oak",)
    assert (library / "workbooks" / "oak" / "pairing.ipynb").is_file()


def test_a_bundle_holds_all_and_is_always_the_same(two):
    """One zip for each program, with a folder of its name."""
    import zipfile

    table, library = two
    generate(table, library, bundles=True)
    file = library / "bundles" / "oak.zip"
    first = file.read_bytes()
    generate(table, library, bundles=True)
    assert file.read_bytes() == first
    names = zipfile.ZipFile(file).namelist()
    assert {"oak/README.html", "oak/pairing.ipynb", "oak/sheets/pairing.html"} <= set(names)


@pytest.mark.parametrize("options", [{"html": True}, {"store": "folder"}, {"store": "s3://x", "bundles": True}])
def test_options_that_do_not_go_together_are_refused(options):
    """Before anything is read."""
    with pytest.raises(GenerateError):
        Options(**options)


def test_a_folder_that_is_not_ours_is_not_looked_at(tmp_path):
    """A dry run says so."""
    (tmp_path / "library").mkdir()
    with pytest.raises(ProgramError, match="holds no database"):
        generate(table_of(tmp_path / "office", "Oak"), tmp_path / "library", look_only=True)


def test_each_program_is_told_when_it_is_done(tmp_path):
    """For the progress bar."""
    told = []
    generate(table_of(tmp_path / "office", "Oak", "Elm", "Fir"), tmp_path / "library", tell=told.append, jobs=1)
    assert sorted(made.slug for made in told) == ["elm", "fir", "oak"]


def test_a_folder_without_room_is_one_programs_trouble(two):
    """A file stands where a folder should be: that program is told, the others are made."""
    table, library = two
    (library / "workbooks" / "fir").write_text("in the way", encoding="utf-8")
    table_of(table.parent, "Fir", "Elm")
    report = generate(table, library)
    assert [bool(made.trouble) for made in report.made] == [True, False]
    assert "cannot be written" in report.made[0].trouble[0]
