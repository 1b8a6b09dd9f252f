"""Copies that are executed: with outputs, steady from run to run, and no trouble of one is another's."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import nbformat
import papermill
import pytest
from tabled import checksums, did, generate, table_of

from mentorwidgets.folder import Folder
from mentorwidgets.generate import WORKBOOKS, runs
from mentorwidgets.generate.copies import bytes_of
from mentorwidgets.kernels import provisioner
from mentorwidgets.workbook import open_store, snapshot


@pytest.fixture
def library(tmp_path):
    """A folder whose copies were executed."""
    table = table_of(tmp_path / "office", header="name,roster", rows=("Oak,roster.csv", "Elm,"))
    generate(table, tmp_path / "library", run=True, html=True)
    return tmp_path / "library"


def book(*cells):
    """A notebook of these code cells."""
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"cell-{number}") for number, cell in enumerate(cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


def run(tmp_path, *cells, timeout=60.0):
    """Run cells on a warm kernel."""
    return runs.run(book(*cells), folder=tmp_path, environment={}, timeout=timeout)


def test_an_executed_copy_reads_well_as_a_file(library):
    """Outputs as text and escaped HTML, and the state of its widgets."""
    copy = json.loads((library / "workbooks" / "oak" / "pairing.ipynb").read_text(encoding="utf-8"))
    shown = [output["data"] for cell in copy["cells"] for output in cell.get("outputs", [])]
    assert any("PairingPicker(1 mentors, 1 mentees, 0 pairs)" in "".join(data["text/plain"]) for data in shown)
    assert copy["metadata"]["widgets"]
    assert "papermill" not in copy["metadata"]


def test_its_page_holds_nothing_that_runs(library):
    """What people typed is escaped; no script, no address of another site."""
    page = (library / "workbooks" / "oak" / "html" / "pairing.html").read_text(encoding="utf-8")
    assert "<h1>Pairing</h1>" in page
    assert "<script" not in page
    assert "<b>Silva" not in page


def test_an_executed_copy_is_an_ordinary_notebook(library):
    """nbconvert makes a page of it, without us."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(sanitize_html=True)
    page, _ = exporter.from_filename(str(library / "workbooks" / "oak" / "pairing.ipynb"))
    assert "book.pairing()" in re.sub("<[^>]+>", "", page)


def test_executing_again_runs_nothing_and_changes_nothing(library):
    """As long as nothing changed that a run depends on."""
    before = checksums(library)
    report = generate(library.parent / "office" / "programs.csv", library, run=True, html=True)
    assert set(did(report).values()) == {"same"}
    assert {file.seconds for made in report.made for file in made.files} == {0.0}
    assert checksums(library) == before


def test_two_runs_of_the_same_input_give_the_same_bytes(library):
    """Also the names of widgets' models, which Jupyter draws at random."""
    table = library.parent / "office" / "programs.csv"
    generate(table, library.parent / "other", run=True, html=True)
    assert checksums(library / "workbooks") == checksums(library.parent / "other" / "workbooks")


def test_an_executed_copy_equals_what_papermill_alone_gives(library, tmp_path, monkeypatch):
    """papermill with kernels of its own, on the same copy with the same knowledge: outputs, counts, widget state."""
    with open_store(Folder(library)) as store:
        (tmp_path / "known.json").write_text(json.dumps(snapshot(store, "oak")), encoding="utf-8")
    monkeypatch.setenv("MENTORWIDGETS_SNAPSHOT", str(tmp_path / "known.json"))
    ours = library / "workbooks" / "oak" / "pairing.ipynb"
    alone = runs._in_own_loop(lambda: papermill.execute_notebook(str(ours), None, progress_bar=False))
    assert bytes_of(runs.with_steady_ids(alone, "oak/pairing")).decode() == ours.read_text(encoding="utf-8")


def test_answers_that_are_new_are_run_anew(library):
    """And only where they are."""
    table = library.parent / "office" / "programs.csv"
    (table.parent / "roster.csv").write_text("Name,Role\nAna,mentor\nBen,mentee\nCy,mentee\n", encoding="utf-8")
    found = did(generate(table, library, run=True))
    assert (found["oak/pairing.ipynb"], found["elm/pairing.ipynb"]) == ("replaced", "same")


def test_a_cell_that_fails_is_told(tmp_path):
    """Which one, and with what."""
    assert (
        run(tmp_path, "1", "raise ValueError('no such pair')").trouble == "Cell 2 stopped with ValueError: no such pair"
    )


def test_a_cell_without_an_end_is_stopped(tmp_path):
    """After so many seconds."""
    assert run(tmp_path, "while True: pass", timeout=1.0).trouble == "A cell did not end in time."


def test_a_kernel_that_dies_is_tried_once_more(tmp_path):
    """The second time it is told; a death that happens once harms nothing."""
    once = "import os, pathlib\nif not pathlib.Path('seen').exists():\n    pathlib.Path('seen').touch()\n    os._exit(1)\n'here'"
    assert run(tmp_path, once).notebook.cells[0].outputs[0].data["text/plain"] == "'here'"
    assert run(tmp_path, "import os; os._exit(1)").trouble == "The kernel died, twice."


def test_several_run_at_once_in_one_process(tmp_path):
    """One that hangs and one that dies leave the third alone."""
    cells = {"hangs": "import time; time.sleep(600)", "dies": "import os; os._exit(1)", "works": "6 * 7"}
    found = {}

    def one(name):
        found[name] = run(tmp_path, cells[name], timeout=2.0)

    threads = [threading.Thread(target=one, args=(name,)) for name in cells]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found["works"].notebook.cells[0].outputs[0].data["text/plain"] == "42"
    assert (found["hangs"].trouble, found["dies"].trouble) == ("A cell did not end in time.", "The kernel died, twice.")


def test_when_the_warm_parent_is_killed_its_notebooks_are_run_again(tmp_path):
    """They lose their kernels together, and get new ones from a new parent."""
    code = (
        "import os, pathlib, signal\n"
        "if not pathlib.Path('seen').exists():\n    pathlib.Path('seen').touch()\n    os.kill(os.getppid(), signal.SIGKILL)\n"
        "    signal.pause()\n'again'"
    )
    assert run(tmp_path, code).notebook.cells[0].outputs[0].data["text/plain"] == "'again'"


def test_a_stop_ends_every_kernel_and_starts_no_other(tmp_path):
    """What Ctrl-C does."""
    code = f"import os, signal\nos.kill({os.getpid()}, signal.SIGUSR1)\nsignal.pause()"
    before = signal.signal(signal.SIGUSR1, lambda *_: runs.stop_all())
    try:
        found = []
        thread = threading.Thread(target=lambda: found.append(run(tmp_path, code)))
        thread.start()
        while thread.is_alive():
            thread.join(0.1)  # signals reach the main thread between two waits
        assert found[0].trouble
        assert "Stopped" in run(tmp_path, "1").trouble
    finally:
        signal.signal(signal.SIGUSR1, before)
        runs.allow()
    assert run(tmp_path, "1").trouble == ""


def test_a_run_that_was_stopped_stops_no_later_one(tmp_path):
    """Somebody interrupts a run in a notebook, and starts it again in the same process."""
    runs.stop_all()
    table = table_of(tmp_path / "office", header="name", rows=("Oak",))
    assert generate(table, tmp_path / "library", run=True).is_fine()


def test_a_program_whose_copy_fails_keeps_what_it_has(library, monkeypatch):
    """The failure is told with the program; its copy from before stays, the other program is done."""
    monkeypatch.setattr(runs, "_execute", lambda *args, **kwargs: (_ for _ in ()).throw(ValueError("no")))
    before = checksums(library / "workbooks" / "oak")["pairing.ipynb"]
    table = library.parent / "office" / "programs.csv"
    (table.parent / "roster.csv").write_text("Name,Role\nAna,mentor\n", encoding="utf-8")
    report = generate(table, library, run=True)
    assert [made.trouble for made in report.made] == [tuple(f"{stem}: ValueError: no" for stem in WORKBOOKS), ()]
    assert checksums(library / "workbooks" / "oak")["pairing.ipynb"] == before


def test_the_slow_grammar_is_not_loaded():
    """Nor hidden from anybody afterwards."""
    import subprocess
    import sys

    code = "from mentorwidgets.generate.lightly import papermill; papermill(); import sys; print('rfc3987_syntax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_provisioner_gives_one_warm_parent_for_all():
    """Whoever asks first starts it."""
    assert runs.WARM is provisioner.WARM


def test_copies_run_inside_a_loop_too():
    """An officer may call us in a notebook, where a loop runs already: the copies run in a thread of their own."""

    async def asked():
        return runs._in_own_loop(lambda: asyncio.get_event_loop().run_until_complete(asyncio.sleep(0, "ran")))

    with ThreadPoolExecutor(1) as thread:  # where no loop of another test stands
        assert thread.submit(asyncio.run, asked()).result() == "ran"
