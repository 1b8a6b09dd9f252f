"""Whether our pages keep to the browsers that README names: each feature of ``floor.toml`` against the floor that stands there.

Run as ``python tests/floor.py``; prints one line for each place that asks too much, and nothing when all is well.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "mentorwidgets" / "static", ROOT / "templates" / "mentorwidgets" / "static")
ENGINES = ("chrome", "firefox", "safari")
_COMMENTS = {
    "js": re.compile(r"/\*.*?\*/|(?m:(?<![:\"'`])//[^\n]*)", re.DOTALL),
    "css": re.compile(r"/\*.*?\*/", re.DOTALL),
}
_RULE = re.compile(r"([^{}]+)\{")


def table() -> dict[str, Any]:
    """The floor, and the features that we know of."""
    return tomllib.loads((ROOT / "tests" / "floor.toml").read_text(encoding="utf-8"))


def sources() -> dict[str, str]:
    """Name -> text of everything that a browser is given."""
    paths = [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.suffix in {".js", ".css"}]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def too_new(texts: dict[str, str]) -> list[str]:
    """One line for each place that a browser at the floor does not understand, or that needs https."""
    known = table()
    bare = {name: _without_comments(name, text) for name, text in texts.items()}
    found = [line for feature in known["feature"] for line in _uses(feature, known["floor"], bare)]
    return [*found, *shared_rules({name: text for name, text in bare.items() if name.endswith(".css")})]


def shared_rules(styles: dict[str, str]) -> list[str]:
    """Rules in which a selector with ``:has()`` takes another one with it: who does not know it drops them all."""
    rules = [(name, match.group(1).strip()) for name, text in styles.items() for match in _RULE.finditer(text)]
    mixed = [(name, rule) for name, rule in rules if not rule.startswith("@") and _is_mixed(_selectors(rule))]
    return [f"{name}: ':has()' shares a rule with others: {rule[:120]}" for name, rule in mixed]


def _is_mixed(selectors: list[str]) -> bool:
    return len({":has(" in one for one in selectors}) == 2


def _selectors(rule: str) -> list[str]:
    parts, depth = [""], 0
    for letter in rule:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _uses(feature: dict[str, Any], floor: dict[str, float], texts: dict[str, str]) -> list[str]:
    late = [name for name in ENGINES if not feature[name] or feature[name] > floor[name]]
    is_bounded = "secure" in feature or "only" in feature
    if not is_bounded and (not late or "soft" in feature):
        return []
    allowed = feature.get("secure", feature.get("only", ""))
    why = "only https has it" if "secure" in feature else f"newer than the floor in {', '.join(late)}"
    return [
        f"{name}: {feature['name']} ({why}): {match.group(0).strip()}"
        for name, text in texts.items()
        if name.endswith(f".{feature['in']}") and name != allowed
        for match in re.finditer(feature["find"], text)
    ]


def _without_comments(name: str, text: str) -> str:
    return _COMMENTS[name.rpartition(".")[2]].sub("", text)


if __name__ == "__main__":
    lines = too_new(sources())
    print("\n".join(lines), end="\n" if lines else "")
    sys.exit(1 if lines else 0)
