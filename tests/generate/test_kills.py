"""`kill -9` at any moment leaves whole files only, and the next run goes on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys

import killed
import nbformat
import pytest
from tabled import ROSTER, checksums, table_of

from mentorwidgets.folder import Folder
from mentorwidgets.generate import record
from mentorwidgets.model import Person
from mentorwidgets.workbook import open_store

KILLS = int(os.environ.get("MENTORWIDGETS_KILLS", "4"))


def command(moment, *words):
    """Run `generate`; see `killed_at`."""
    return killed_at(moment, "generate", *words)


def killed_at(moment, *words):
    """Run a command in a process of its own, killed at that moment; its exit code and what it printed."""
    done = subprocess.run(
        [sys.executable, killed.__file__, str(moment), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def look(folder):
    """Every file is whole, and is known to be ours."""
    for file in folder.rglob("*.ipynb"):
        nbformat.validate(nbformat.read(file, as_version=4))
    for file in folder.rglob("*.html"):
        assert file.read_text(encoding="utf-8").endswith("</html>\n")
    for program in [path.parent for path in folder.rglob(record.NAME)]:
        known = json.loads((program / record.NAME).read_text(encoding="utf-8"))["files"]
        there = checksums(program, leave_out=(".made.json",))
        assert [
            name
            for name in there
            if not name.rpartition("/")[2].startswith(".") and there[name] not in known[name]["made"]
        ] == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A table, what an undisturbed run makes of it, and how many moments that run has."""
    folder = tmp_path_factory.mktemp("whole")
    table = table_of(folder / "office", header="name,roster", rows=[f"Oak {n},roster.csv" for n in range(6)])
    code, said = command(10**9, table, folder / "library", "--zip")
    assert code == 0, said
    return table, checksums(folder / "library"), int(said.rpartition("calls ")[2].split()[0])


def test_a_kill_at_any_moment_leaves_whole_files(whole, tmp_path):
    """Each run is killed at a random moment, and goes on where the last one was; the last may end."""
    table, wanted, moments = whole
    dice = random.Random(9)
    for number in range(KILLS):
        library = tmp_path / f"library-{number // 3}"
        code, said = command(dice.randint(1, moments), table, library, "--zip")
        assert code in {0, -signal.SIGKILL}, said
        look(library)
    for library in tmp_path.iterdir():
        code, said = command(10**9, table, library, "--zip")
        assert code == 0, said
        assert "changed by hand" not in said
        left = checksums(library)
        assert {name: left.get(name) for name in wanted} == wanted
        with open_store(Folder(library)) as store:
            assert {len(store.people(program.slug)) for program in store.programs()} == {2}


def test_a_kill_while_copies_are_executed_leaves_whole_files(whole, tmp_path):
    """Also then; and no kernel lives on without its owner."""
    table, _, moments = whole
    code, said = command(10**9, table, tmp_path / "library")
    assert code == 0, said
    code, said = command(moments // 2, table, tmp_path / "library", "--run")
    assert code == -signal.SIGKILL, said
    look(tmp_path / "library")
    code, said = command(10**9, table, tmp_path / "library", "--run")
    assert code == 0, said
    look(tmp_path / "library")


def test_ctrl_c_stops_cleanly(tmp_path, eventually):
    """One word, the exit code of a problem, whole files, and the next run goes on."""
    rows = [f"Oak {n},roster.csv" for n in range(30)]
    table = table_of(tmp_path / "office", header="name,roster", rows=rows)
    words = [sys.executable, "-m", "mentorwidgets", "generate", str(table), str(tmp_path / "library"), "--run"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        eventually(lambda: list((tmp_path / "library").rglob("pairing.ipynb")), 60)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
    assert (process.returncode, said[1].strip().splitlines()[-1:]) == (1, ["Stopped."])
    look(tmp_path / "library")
    assert len(list((tmp_path / "library").rglob("pairing.ipynb"))) < 30


def names_of(library):
    """Who is in each program."""
    with open_store(Folder(library)) as store:
        return {program.slug: sorted(p.name for p in store.people(program.slug)) for program in store.programs()}


@pytest.mark.parametrize("verb", ["generate", "add"])
def test_a_kill_in_june_leaves_the_old_roster_or_the_new(tmp_path, verb):
    """Of each program, with whom a page brought in; settings come with the people; the next run completes."""
    rows = [f"Oak {n},roster.csv,4" for n in range(3)]
    table = table_of(tmp_path / "office", header="name,roster,hours", rows=rows)
    code, said = command(10**9, table, tmp_path / "first")
    assert code == 0, said
    with open_store(Folder(tmp_path / "first")) as store:
        for n in range(3):
            zoe = Person(id="zoe", name="Zoe Old", roles=("mentor",))
            store.set_roster(f"oak-{n}", (*store.people(f"oak-{n}"), zoe), "Kim")
    old = names_of(tmp_path / "first")["oak-0"]
    table_of(table.parent, header="name,roster,hours", rows=[row.replace(",4", ",6") for row in rows])
    roster = table.parent / "roster.csv"
    roster.write_text(ROSTER.replace("Ben Ito", "Cy Low").replace("ben@", "cy@"), encoding="utf-8")

    def words(library):
        is_add = verb == "add"
        return ("add", library, "--program", "oak-0", "--roster", roster) if is_add else ("generate", table, library)

    shutil.copytree(tmp_path / "first", tmp_path / "whole")
    code, said = killed_at(10**9, *words(tmp_path / "whole"))
    assert code == 0, said
    new, moments = names_of(tmp_path / "whole")["oak-0"], int(said.rpartition("calls ")[2].split()[0])
    dice = random.Random(11)
    for number in range(max(1, KILLS // 2)):
        library = tmp_path / f"library-{number}"
        shutil.copytree(tmp_path / "first", library)
        code, said = killed_at(dice.randint(1, moments), *words(library))
        assert code in {0, -signal.SIGKILL}, said
        with open_store(Folder(library)) as store:
            for program in store.programs():
                people = sorted(person.name for person in store.people(program.slug))
                assert people in (old, new)
                assert program.hours == (6 if people == new and verb == "generate" else 4)
        code, said = killed_at(10**9, *words(library))
        assert code == 0, said
        assert names_of(library) == names_of(tmp_path / "whole")
