"""The habits of this code base, each checked by machine."""

from __future__ import annotations

import ast
import json
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mentorwidgets"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, *sorted((PACKAGE / "static").glob("*.*s")), *sorted((ROOT / "templates").rglob("*.*"))]
TEXTS = [path for path in SOURCES if path.suffix in {".py", ".js", ".css", ".j2", ".html"}]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWNERS = {
    "papermill": ["generate/"],
    "voila": ["serve/"],
    "sqlalchemy": ["store/"],
    "altair": ["charts.py"],
    "xlsxwriter": ["roster/", "generate/"],
    "python_calamine": ["roster/"],
    "icalendar": ["ics/"],
    "cryptography": ["serve/"],
    "dateutil": ["cadence/", "ics/"],
}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def in_fresh_python(code: str) -> str:
    """Run code in a new interpreter and return what it printed."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_floors_import_only_downwards():
    """import-linter finds no import that goes up."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", OWNERS)
def test_heavy_library_has_one_owner(library):
    """Only the owning room imports a heavy library."""
    pattern = re.compile(rf"^\s*(from|import) {library}\b", re.MULTILINE)
    users = [
        path.relative_to(PACKAGE).as_posix() for path in MODULES if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert [user for user in users if not user.startswith(tuple(OWNERS[library]))] == []


def test_importing_the_package_is_cheap():
    """`import mentorwidgets` loads none of the heavy libraries."""
    heavy = ["pandas", "altair", "papermill", "voila", "scipy", "ipywidgets", "sqlalchemy"]
    loaded = json.loads(
        in_fresh_python(f"import mentorwidgets, sys, json; print(json.dumps([n for n in {heavy} if n in sys.modules]))")
    )
    assert loaded == []


def test_a_kernel_of_the_server_loads_no_heavy_library():
    """Showing a worksheet needs neither a database nor pandas, nor jsonschema's slow grammar."""
    heavy = ["pandas", "altair", "papermill", "voila", "scipy", "sqlalchemy", "rfc3987_syntax"]
    loaded = json.loads(
        in_fresh_python(
            f"from mentorwidgets import PairingPicker, Workbook; import sys, json; print(json.dumps([n for n in {heavy} if n in sys.modules]))"
        )
    )
    assert loaded == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_outgrows_its_room(path):
    """A file has 400 lines at most; a larger one becomes a folder."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_functions_are_short():
    """No function has more than 40 lines, and half of them have 10 or fewer."""
    lengths = {f"{path.name}:{node.lineno} {node.name}": length(node) for path in MODULES for node in functions(path)}
    assert [name for name, lines in lengths.items() if lines > 40] == []
    assert statistics.median(lengths.values()) <= 10


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_unsafe_in_the_front_end(path):
    """No innerHTML, no document.querySelector in widgets, no file from the network."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b\s*[=(]", text)
    assert not re.search(
        r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org|github\.com|keepachangelog|scripts\.sil\.org)[\w.-]+\.\w+",
        text,
    )


@pytest.mark.parametrize("path", sorted((PACKAGE / "static").glob("*.css")), ids=lambda path: path.name)
def test_colours_come_from_the_theme(path):
    """Only the theme names colours; every other sheet uses its variables."""
    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", path.read_text(encoding="utf-8"))
    assert path.name == "_theme.css" or colours == []


def test_every_module_has_its_test():
    """A module `x.py` has a `test_x.py`, a room `x/` has a folder `tests/x/`, named after it."""
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")} | {
        path.name for path in (ROOT / "tests").iterdir()
    }
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    stems = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__", "errors"}
    missing = [stem for stem in stems if f"test_{stem.lstrip('_')}.py" not in tests] + [
        room for room in rooms if room not in tests
    ]
    assert missing == []


def test_environment_equals_pyproject():
    """conda users get what pip users get."""
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], f"python{PROJECT['project']['requires-python']}", "pip"]
    assert sorted(item for item in conda if isinstance(item, str)) == sorted(wanted)


def test_constraints_pin_every_direct_dependency_and_name_no_registry():
    """What was tested is written down, without saying where it came from."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0].lower() for line in text.splitlines() if line and not line.startswith("#")}
    extras = [item for items in PROJECT["project"]["optional-dependencies"].values() for item in items]
    direct = {re.split(r"[\[<>=]", item)[0].lower() for item in [*PROJECT["project"]["dependencies"], *extras]}
    assert direct - pinned == set()
    assert not re.search(r"://|index-url|find-links|@", text)


def test_every_command_stands_in_the_readme():
    """A person finds every command in the README."""
    from mentorwidgets.cli import cli

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"mentorwidgets {name}" not in readme] == []


def test_every_public_name_stands_in_the_readme():
    """A person finds every public name in the README."""
    import mentorwidgets

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in mentorwidgets.__all__ if name not in readme] == []


def test_public_names_are_really_there():
    """Everything in `__all__` can be loaded."""
    import mentorwidgets

    assert [name for name in mentorwidgets.__all__ if getattr(mentorwidgets, name, None) is None] == []


def test_nothing_of_one_machine_is_committed():
    """No absolute path of a developer's machine stands in a committed file."""
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    texts = [ROOT / name for name in files if (ROOT / name).exists() and not name.endswith((".woff2", ".png", ".xlsx"))]
    pattern = re.compile(r"(?<![\w.])/(work|root|home)/\w")
    assert [
        path.name for path in texts if path.name != "test_house.py" and pattern.search(path.read_text(encoding="utf-8"))
    ] == []


def test_one_door_to_what_a_browser_keeps():
    """Storage may throw at any touch: nothing but the guarded door names it."""
    pattern = re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches|document\.cookie\s*=[^=])\b")
    users = [path.name for path in TEXTS if path.suffix in {".js", ".j2"} and pattern.search(path.read_text("utf-8"))]
    assert [name for name in users if name != "_storage.js"] == []
