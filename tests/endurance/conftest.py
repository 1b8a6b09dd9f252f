"""A server whose one program has a few pairs, and what the store holds in the note of the first."""

from __future__ import annotations

import pytest
from pages import NOTE, SHEET, make_pairs
from served import FIRST_PORT

from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

PORT = FIRST_PORT + 400  # nobody else may take it while our server is dead


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A real server of one program; its key is the same after each start."""
    folder = make_pairs(tmp_path_factory.mktemp("endurance") / "library")
    return serve_folder(folder.path, token="a-token-for-tests-only", max_kernels=200, port=PORT)


@pytest.fixture
def note(served):
    """Ask what the store holds in the note."""

    def ask():
        with open_store(Folder(served.folder)) as store:
            field = store.fields(SHEET).get(NOTE)
        return field.value if field else None

    return ask
