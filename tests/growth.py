"""Every pattern of the package, and texts made of its own letters on which one that grows too fast shows itself."""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _compiler as compiler
from re import _parser as parser

import mentorwidgets

PACKAGE = Path(mentorwidgets.__file__).parent
_CALLS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
_SPECIMENS = " a1-.@\n,;:()[]'|=\"\\"
_LETTERS = "\"a1 -=,.@:;/'()" + "".join(map(chr, range(33, 127))) + "\n\t\u00e9"
_FEW = 6  # letters of one pattern that are combined


def patterns() -> dict[str, tuple[re.Pattern, frozenset[str]]]:
    """Where it stands -> each pattern that is written in the package, and the ways in which it is used."""
    found: dict[tuple, tuple[str, frozenset[str]]] = {}
    for info in pkgutil.walk_packages([str(PACKAGE)], "mentorwidgets."):
        if info.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(info.name)
        except ModuleNotFoundError:  # a part that is not installed here
            continue
        for name, value in vars(module).items():
            for pattern in _inside(value, 3):
                found.setdefault(
                    (pattern.pattern, pattern.flags), (f"{info.name}.{name}", _ways(name, module.__file__))
                )
    for file in PACKAGE.rglob("*.py"):
        for place, pattern, way in _written(file):
            found.setdefault((pattern.pattern, pattern.flags), (place, frozenset({way})))
    return {f"{place}: {key[0]!r:.60}": (re.compile(*key), ways) for key, (place, ways) in found.items()}


def _ways(name: str, file: str) -> frozenset[str]:
    """How a name is used in its module, as far as that can be seen; else in every way."""
    used = re.findall(rf"\b{name}\.(\w+)", Path(file).read_text(encoding="utf-8"))
    return frozenset(set(used) & _CALLS) if name.startswith("_") and used else frozenset({"search"})


def _inside(value: object, depth: int) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from _inside(item, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from _inside(item, depth - 1)
    elif depth and hasattr(type(value), "__slots__"):
        for name in type(value).__slots__:
            yield from _inside(getattr(value, name, None), depth - 1)


def _written(file: Path) -> Iterator[tuple[str, re.Pattern, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS
        if is_call and node.func.attr == "compile":
            continue  # it is found in the module
        if is_call and isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", re.compile(first.value), node.func.attr


def texts(pattern: re.Pattern, size: int) -> Iterator[str | bytes]:
    """Texts of about this many letters, made of what the pattern asks for."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[a-zA-Z]", " ", source))[:3]
    own = re.sub(r"\\[a-zA-Z]|[A-Za-z0-9]", "", source)
    letters = list(dict.fromkeys([*_SPECIMENS[:5], *own, *_SPECIMENS]))[: _FEW + len(words)]
    units = [*letters, *words, *map("".join, itertools.permutations(letters[:_FEW], 2)), *(f"{w} " for w in words)]
    for unit in units:
        body = unit * (size // len(unit))
        for text in (body, body + "\x00", f"({body}", f"a@{body}"):
            yield text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def pumped(pattern: re.Pattern, size: int) -> Iterator[str | bytes]:
    """Texts that lead into each repeat of a pattern, go on in it for about this many letters, and end otherwise."""
    for lead, body in _repeats(parser.parse(pattern.pattern, pattern.flags)):
        letters = list(dict.fromkeys("".join(specimens(body)) or "a"))[:_FEW]
        for unit in (*letters, *map("".join, itertools.permutations(letters, 2))):
            for end in ("", "\x00", ";", ":", '"', "!"):
                text = lead + unit * (size // len(unit)) + end
                yield text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def _repeats(parsed: Iterable) -> Iterator[tuple[str, Iterable]]:
    """What leads into each part of a pattern that may repeat without end, and the part."""
    lead = ""
    for operation, argument in parsed:
        for inner in _inner(operation, argument):
            yield from ((lead + before, body) for before, body in _repeats(inner))
        if "REPEAT" in operation.name and argument[1] > _FEW:
            yield lead, argument[2]
        lead += next(iter(specimens([(operation, argument)])), "")


def _inner(operation: object, argument: object) -> list:
    """The patterns inside of one part of a pattern."""
    name = operation.name
    if "REPEAT" in name:
        return [argument[2]]
    if name == "SUBPATTERN":
        return [argument[3]]
    if name == "BRANCH":
        return list(argument[1])
    return [argument] if name == "ATOMIC_GROUP" else []


def specimens(parsed: Iterable) -> list[str]:
    """A few texts that a pattern takes; each of its alternatives is in one of them."""
    found = [""]
    for operation, argument in parsed:
        found = [before + one for before in found for one in _specimens_of(operation, argument)][:_FEW]
    return found


def _specimens_of(operation: object, argument: object) -> list[str]:
    name = operation.name
    if name == "LITERAL":
        return [chr(argument)]
    if name in ("IN", "NOT_LITERAL", "ANY"):
        single = compiler.compile(parser.SubPattern(parser.State(), [(operation, argument)]), re.DOTALL)
        return [letter for letter in _LETTERS if single.fullmatch(letter)][:_FEW] or [""]
    inner = [one for part in _inner(operation, argument) for one in specimens(part)] or [""]
    return [one * max(1, argument[0]) for one in inner] if "REPEAT" in name else inner


def cost(pattern: re.Pattern, text: str | bytes, ways: frozenset[str]) -> float:
    """Seconds of the processor for the ways in which it is used: from the beginning only, or anywhere."""
    begin = time.process_time()
    if ways <= {"match", "fullmatch"}:
        pattern.fullmatch(text)
        pattern.match(text)
    else:
        pattern.sub(text[:0], text)
    return time.process_time() - begin
