"""What SECURITY.md says is true: every line of its table names tests that exist, or why it does not apply."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import mentorwidgets
from mentorwidgets import access, drafts, workbook
from mentorwidgets.doors import DAYS
from mentorwidgets.model import saving
from mentorwidgets.serve import allowances, api, feed
from mentorwidgets.serve.options import Options
from mentorwidgets.serve.sessions import LIFETIME, LONGEST, Sessions

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8")) for path in Path(mentorwidgets.__file__).parent.rglob("*.py")
}
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")] for line in TEXT.splitlines() if re.match(r"\| \d", line)
]
LEVEL_1 = """1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8
    6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1
    14.3.1 15.1.1 15.2.1 15.3.1"""
LEVEL_2 = """1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2
    8.2.3 8.4.1 14.1.1-2 14.2.2-4 14.3.2-3 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3"""
REASONS = ("does not apply", "not met")


def ids(text: str) -> set[str]:
    """The ids of a list such as ``1.2.1-3``."""
    found = set()
    for part in text.split():
        first, _, last = part.partition("-")
        head, _, number = first.rpartition(".")
        found |= {f"{head}.{n}" for n in range(int(number), int(last or number) + 1)}
    return found


def shown_by(row: list[str]) -> list[str]:
    """The tests that a line names."""
    return re.findall(r"`(tests/[^`]+)`", row[3] if len(row) > 3 else "")


def calls(name: str) -> list[str]:
    """Where a function of that name is called in the package."""
    found = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [path.name for path, node in found if ast.unparse(node.func) == name]


def test_every_requirement_has_a_line():
    """Level 1 whole, and level 2 of the chapters that we promise; none twice."""
    named = [name.strip() for row in ROWS for name in row[0].split(",")]
    assert sorted(ids(LEVEL_1 + " " + LEVEL_2) - set(named)) == []
    assert len(named) == len(set(named))
    assert len(ids(LEVEL_1)) == 70


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_line_is_shown_or_explained(row):
    """A line names a test that exists, or says why it does not apply or is not met."""
    named = shown_by(row)
    assert bool(named) != row[2].startswith(REASONS), row
    for test in named:
        path, _, name = test.partition("::")
        assert (ROOT / path).is_file(), test
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), test


def test_every_section_that_is_named_is_there():
    """Links within the page lead somewhere."""
    titles = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    heads = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) - heads == set()


def test_bounds_are_those_of_the_code():
    """The page tells the bounds that the code keeps."""
    said = [
        f"{saving.MAX_VALUE_BYTES // 1000} kB", f"{workbook.MAX_OPERATIONS} in a message of {api.MAX_BODY // 10**6} MB",
        f"{feed.MOST_PAGES} for one person", f"{drafts.LIMIT // 10**6} MB", f"{Options(folder=ROOT).max_kernels_each} for one person who",
        f"{LIFETIME // 3600} hours", f"{LONGEST // 86_400} days", f"{DAYS} days", f"{allowances.AT_ONCE:,} at once and {allowances.PER_SECOND} a second",
    ]  # fmt: skip
    assert [words for words in said if words not in TEXT] == []


def test_every_field_and_deed_has_its_row():
    """No worksheet is without rights, no row without words, and no page without a deed."""
    assert set(workbook.RULES) - {row.kind for row in access.TABLE} == set()
    assert {f"open:{stem}" for stem, _ in workbook.WORKSHEETS} - {action.name for action in access.ACTIONS} == set()
    assert all(row.readers for row in access.TABLE)


@pytest.mark.parametrize(
    "name", ["eval", "exec", "os.system", "os.popen", "pickle.loads", "pickle.load", "marshal.loads"]
)
def test_nothing_is_run_or_unpacked(name):
    """No text becomes code, and no bytes become objects."""
    assert calls(name) == []


def test_no_shell():
    """No command goes through a shell."""
    nodes = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.keyword)]
    assert [node for node in nodes if node.arg == "shell"] == []


def test_one_kind_of_hash():
    """SHA-256 and nothing older, also for signatures; scrypt for words that people choose."""
    nodes = [node for tree in TREES.values() for node in ast.walk(tree)]
    kinds = {node.attr for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib"}
    macs = {
        ast.unparse(node.args[2])
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "hmac.digest"
    }
    assert (kinds, macs) == ({"sha256", "scrypt"}, {"'sha256'"})


def test_sessions_are_random():
    """Each has 128 bits of its own."""
    sessions = Sessions(b"x" * 32)
    drawn = {sessions.start(0).id for _ in range(1000)}
    assert (len(drawn), {len(name) for name in drawn}) == (1000, {32})
