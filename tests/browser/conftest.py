"""Pages that several browser tests open: the picker on a bare page, and the import page of a real server."""

from __future__ import annotations

import harness
import library
import pytest
from served import PEOPLE, make_folder

from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Program
from mentorwidgets.widgets import PairingPicker
from mentorwidgets.workbook import open_store


@pytest.fixture
def shown(new_page):
    """A factory of pages that show a picker."""

    def make(people=None, value=library.PAIRS, program=library.OAK, bound=False, picker=None, **options):
        page = new_page(reduced_motion="reduce", **options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        picker = picker or PairingPicker(library.people() if people is None else people, program=program, value=value)
        harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=bound)
        return page

    return make


@pytest.fixture(scope="module")
def server(serve_folder, tmp_path_factory):
    """A real server on an empty folder."""
    folder = make_folder(tmp_path_factory.mktemp("import") / "library")
    return serve_folder(folder.path, token="a-token-for-tests-only")


@pytest.fixture
def program(server, request):
    """A program of its own for this test, with three people."""
    folder = Folder(server.folder)
    slug = f"oak-{abs(hash(request.node.name)) % 10**8}"
    with open_store(folder) as store:
        store.save_program(Program(slug=slug, name="Oak County mentoring"))
        store.set_roster(slug, PEOPLE, "Coordinator")
    prepare_program(slug, folder.workbooks)
    return slug


@pytest.fixture
def people(server, program):
    """Ask who is on the roster, by name."""

    def ask():
        with open_store(Folder(server.folder)) as store:
            return sorted(person.name for person in store.people(program))

    return ask


@pytest.fixture
def open_import(server, program, new_page):
    """A factory of signed-in pages with the import page open."""

    def make(**options):
        page = new_page(reduced_motion="reduce", **options)
        page.goto(server.address)
        page.goto(f"{server.url}programs/{program}/roster")
        page.locator(".mwi[data-ready=yes]").wait_for()
        return page

    return make
