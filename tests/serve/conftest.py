"""One server for the tests that do not change how it runs."""

from __future__ import annotations

import pytest
from served import OAK, make_folder, write_notebook

COUNTER = """
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('count'); } };"
    count = traitlets.Int(3).tag(sync=True)
Counter()
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """A folder with one program and a few notebooks."""
    folder = make_folder(tmp_path_factory.mktemp("serve") / "library", OAK)
    write_notebook(
        folder, "plain", "# Plain words\n\nHello <script>alert(1)</script>there.", "print('from the kernel')"
    )
    write_notebook(folder, "counter", "# Counter", COUNTER)
    write_notebook(folder, "broken", "# Broken", "print('before')", "secret_words = 1 / 0", "print('after')")
    write_notebook(folder, "curious", "# Curious", "import os\nprint(sorted(os.environ.items()))")
    return folder


@pytest.fixture(scope="session")
def served(serve_folder, library):
    """The server of that folder."""
    return serve_folder(library.path)


@pytest.fixture
def visitor(served):
    """Someone who is signed in."""
    return served.visitor()


@pytest.fixture
def stranger(served):
    """Someone who is not."""
    return served.visitor(signed_in=False)


@pytest.fixture
def served_apart(serve_folder, tmp_path):
    """A factory: a server of its own for this test, on a folder of its own, stopped at its end."""
    running = []

    def start(**options):
        folder = make_folder(tmp_path / "apart", OAK)
        write_notebook(folder, "counter", "# Counter", COUNTER)
        write_notebook(folder, "plain", "# Plain", "print(1)")
        running.append(serve_folder(folder.path, **options))
        return running[-1]

    yield start
    for served in running:
        served.close()
