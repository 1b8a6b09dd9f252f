"""papermill's own API gives the same on warm kernels as on its own: outputs, counts, errors, timeouts, widget state."""

from __future__ import annotations

import itertools
import json
import re
from concurrent.futures import ThreadPoolExecutor

import nbformat
import papermill
import pytest

from mentorwidgets.generate.runs import STATE, _in_own_loop
from mentorwidgets.kernels import WarmKernelManager

NOTEBOOKS = {
    "talking": [
        "print('a' * 30000)",
        "import sys\nprint('one'); print('two', file=sys.stderr); print('three')",
        "for number in range(3000): print(number)",
        "6 * 7",
        "print('hidden', end='')\nfrom IPython.display import clear_output\nclear_output()\nprint('seen')",
        "print('10 %\\r20 %\\r100 %')",
        "import warnings\nwarnings.warn('take care')",
        "None",
    ],
    "magics": [
        "%%capture held\nprint('held')",
        "held.stdout",
        "!echo from the shell",
        "found = !echo line\nfound",
        "%%writefile note.txt\nwords",
        "open('note.txt').read()",
        "%env MENTOR=yes",
        "import os\nos.environ['MENTOR']",
        "%xmode Plain",
        "_ , __ , In[0], len(In)",
        "%%bash\necho bash",
        "import os; os.getcwd() == os.path.realpath('.')",
    ],
    "waiting": [
        "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
        "async def later(x):\n    await asyncio.sleep(0)\n    return x\nawait asyncio.gather(*map(later, range(5)))",
        "import threading\nthread = threading.Thread(target=lambda: print('from a thread'))\nthread.start(); thread.join()",
        "import multiprocessing\npool = multiprocessing.get_context('fork').Pool(1)\nprint(pool.apply(pow, (2, 10)))\npool.terminate()",
        "import subprocess\nsubprocess.run(['echo', 'child'], capture_output=True).stdout",
    ],
    "showing": [
        "from IPython.display import HTML, SVG, Image, JSON, Latex, Markdown, display\nHTML('<b>x</b>')",
        'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\')',
        "display(Markdown('# words'), JSON({'a': [1, 2]}), Latex('$x$'))",
        "handle = display('first', display_id='one')",
        "handle.update('second')",
        "display(Image(data=b'\\x89PNG\\r\\n\\x1a\\n', format='png'), metadata={'alt': 'nothing'})",
        "class Shown:\n    def _repr_mimebundle_(self, **kw): return {'text/plain': 'p', 'application/x-own+json': {'k': 1}}\nShown()",
        "import pandas\npandas.get_option('display.max_columns')",
        "pandas.DataFrame({'a': [1, 2]})",
    ],
    "widgets": [
        "import ipywidgets as w\nslider = w.IntSlider(value=3, description='Hours')\nslider",
        "slider.value = 5",
        "box = w.VBox([slider, w.Text('words'), w.Dropdown(options=['a', 'b'])])\nbox",
        "out = w.Output()\nwith out: print('inside')\nout",
        "w.interact(lambda x=2: x * x);",
        "w.jslink((slider, 'value'), (w.IntText(), 'value'))",
        "from mentorwidgets import PairingPicker\nPairingPicker([])",
        "button = w.Button(description='go')\nbutton.on_click(lambda b: print('went'))\nbutton.click()",
    ],
    "failing": ["1", "def deep(n):\n    return 1 / n if n == 0 else deep(n - 1)", "deep(3)", "print('never')"],
    "grouped": ["raise ExceptionGroup('several', [ValueError('a'), TypeError('b')])"],
    "misspelt": ["x = (1,\n"],
    "asking": ["input('name? ')"],
    "leaving": ["import sys\nsys.exit(3)"],
    "hanging": ["import time\nprint('begun', flush=True)\ntime.sleep(600)"],
    "dying": [
        "import os, time\nprint('begun', flush=True)\ntime.sleep(0.5)  # or the words may die with it\nos._exit(7)"
    ],
}
SEED = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|0x[0-9a-f]{6,}|/tmp/ipykernel_\d+/\d+\.py|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
)


def book(cells):
    """A notebook of code cells, read back as a file gives it."""
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"c{number}") for number, cell in enumerate(cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    return nbformat.from_dict(json.loads(json.dumps(made)))


def give(name, folder, manager):
    """What papermill gives for a notebook: each cell's outputs and count, the state of widgets, and the error."""
    notebook = book(NOTEBOOKS[name])
    options = {"kernel_manager_class": manager} if manager else {}
    error = ""
    try:
        done = papermill.execute_notebook(
            notebook,
            str(folder / f"{name}-{bool(manager)}.ipynb"),
            progress_bar=False,
            execution_timeout=4 if name == "hanging" else 60,
            resources={"metadata": {"path": str(folder)}},
            **options,
        )
    except Exception as raised:  # noqa: BLE001  whatever papermill raises is compared
        error = f"{type(raised).__name__} {getattr(raised, 'ename', '')} {getattr(raised, 'evalue', '')}"
        done = nbformat.read(folder / f"{name}-{bool(manager)}.ipynb", as_version=4)
    return told(done, error)


def told(done, error):
    """All of it, with what differs between any two kernels replaced in the order in which it came."""
    cells = [[cell.source, joined(cell.get("outputs", [])), cell.get("execution_count")] for cell in done.cells]
    state = done.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    text = json.dumps([cells, list(state.items()), error], sort_keys=True)
    known = {}
    return SEED.sub(lambda found: known.setdefault(found[0], f"<{len(known)}>"), text)


def joined(outputs):
    """The outputs, with what one stream said between two others in one piece: a kernel cuts it where its clock ticks."""
    found = []
    for is_stream, some in itertools.groupby(outputs, lambda one: one.output_type == "stream"):
        if not is_stream:
            found.extend(some)
            continue
        said = {}
        for one in some:
            said[one.name] = said.get(one.name, "") + one.text
        found.append(said)
    return found


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Every notebook on both kinds of kernel, a few at once."""
    folder = tmp_path_factory.mktemp("compared")

    def one(job):
        name, manager = job
        room = folder / f"{name}-{bool(manager)}"
        room.mkdir()
        return job, _in_own_loop(lambda: give(name, room, manager))

    jobs = [(name, manager) for name in NOTEBOOKS for manager in (None, WarmKernelManager)]
    with ThreadPoolExecutor(4) as pool:
        return dict(pool.map(one, jobs))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_gives_the_same_on_both(given, name):
    """Cell by cell."""
    assert given[name, WarmKernelManager] == given[name, None]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("failing", "ZeroDivisionError"),
        ("asking", "StdinNotImplementedError"),
        ("hanging", "CellTimeoutError"),
        ("dying", "DeadKernelError"),
        ("widgets", "IntSliderModel"),
        ("showing", "second"),
    ],
)
def test_the_comparison_compares_something(given, name, words):
    """Errors are errors and outputs are there, on both."""
    assert words in given[name, WarmKernelManager]
