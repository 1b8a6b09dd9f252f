"""The same tasks on a Dask cluster of separate processes."""

from __future__ import annotations

import os
import signal

import pytest
from distributed import LocalCluster
from tabled import checksums, generate, table_of

from mentorwidgets.errors import GenerateError

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def cluster():
    """Two workers, each a process of its own."""
    with LocalCluster(
        n_workers=2, processes=True, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as running:
        yield running


@pytest.fixture
def table(tmp_path):
    """Eight programs."""
    return table_of(tmp_path / "office", header="name,roster", rows=[f"Oak {n},roster.csv" for n in range(8)])


def pids(cluster):
    """Worker processes."""
    return [worker.pid for worker in cluster.workers.values()]


def test_a_killed_worker_changes_nothing_in_the_result(cluster, table, tmp_path):
    """One worker is killed in the middle of executing copies: every file is as it is made here."""
    generate(table, tmp_path / "here", run=True, jobs=2)
    killed = []

    def kill_one(made):
        if not killed:
            killed.append(pids(cluster)[0])
            os.kill(killed[0], signal.SIGKILL)

    report = generate(table, tmp_path / "there", run=True, scheduler=cluster.scheduler_address, tell=kill_one)
    assert (len(killed), report.is_fine(), len(report.made)) == (1, True, 8)
    assert checksums(tmp_path / "there" / "workbooks") == checksums(tmp_path / "here" / "workbooks")


def test_trouble_on_a_worker_is_one_programs_trouble(cluster, table, tmp_path):
    """A file stands where its folder should be."""
    generate(table, tmp_path / "library", look_only=False, jobs=2)
    folder = tmp_path / "library" / "workbooks" / "oak-3"
    for file in sorted(folder.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    folder.rmdir()
    folder.write_text("in the way", encoding="utf-8")
    report = generate(table, tmp_path / "library", scheduler=cluster.scheduler_address)
    assert [made.slug for made in report.made if made.trouble] == ["oak-3"]


def test_nobody_at_the_address_is_said_in_words(table, tmp_path, monkeypatch):
    """With what to start."""
    monkeypatch.setattr("mentorwidgets.generate.clusters.PATIENCE", 1)
    with pytest.raises(GenerateError, match="No scheduler answers"):
        generate(table, tmp_path / "library", scheduler="tcp://127.0.0.1:9")
