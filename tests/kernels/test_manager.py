"""The kernel manager that is handed to papermill."""

from __future__ import annotations

from pathlib import Path

import nbformat
import papermill
import pytest
from traitlets.config import Config

from mentorwidgets.generate.runs import _in_own_loop
from mentorwidgets.kernels import WarmKernelManager


def output(code, manager=WarmKernelManager, **settings):
    """What a cell prints."""
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    done = _in_own_loop(
        lambda: papermill.execute_notebook(
            book,
            None,
            kernel_name="python3",
            progress_bar=False,
            kernel_manager_class=manager,
            config=Config({"WarmKernelManager": settings}),
        )
    )
    return done.cells[0].outputs[0].text.strip()


@pytest.mark.parametrize("warm", [True, False])
def test_a_kernel_gets_the_environment_that_was_given(warm):
    """Added to ours; whether it was forked or started."""
    assert output(
        "import os; print(os.environ['MENTOR'], 'PATH' in os.environ)", given={"MENTOR": "yes"}, warm=warm
    ) == ("yes True")


def test_its_sockets_are_files_that_only_their_owner_can_reach_and_that_go_with_it():
    """No port of the computer is opened."""
    told = output(
        "from ipykernel.connect import get_connection_file as f; print(f(), open(f()).read().count('\"ipc\"'))"
    )
    file, count = told.rsplit(" ", 1)
    assert count == "1"
    assert not Path(file).parent.exists()


def test_a_kernel_that_ends_at_its_start_is_told():
    """And not waited for."""

    class Broken(WarmKernelManager):
        def format_kernel_cmd(self, extra_arguments=None):  # noqa: ARG002  Jupyter's signature
            return ["/bin/false"]

    with pytest.raises(RuntimeError, match="died"):
        output("1", Broken)
