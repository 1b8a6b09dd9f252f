"""Frozen values to plain JSON and back: one strict pair of functions for every value of the model."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import types
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from mentorwidgets.errors import ValueRefusedError

T = TypeVar("T")
Plain = Any  # what json.loads can return


def to_plain(value: object) -> Plain:
    """Turn a model value into plain JSON, leaving out what equals its default.

    >>> from mentorwidgets.model import Note
    >>> to_plain(Note(label="Shoe size", text="43"))
    {'label': 'Shoe size', 'text': '43'}
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {f.name: to_plain(v) for f, v in pairs if not _is_default(f, v)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


def from_plain(cls: type[T], data: object, where: str = "") -> T:
    """Build a model value from plain JSON.

    Args:
        cls: a frozen dataclass of the model.
        data: what `to_plain` gave, or what came over the wire.
        where: named in errors, such as ``people[3]``.

    Raises:
        ValueRefusedError: an unknown name, a missing one, or a value of the wrong kind.
    """
    where = where or cls.__name__
    if not isinstance(data, Mapping):
        raise ValueRefusedError(f"{where} should be an object, not {type(data).__name__}.")
    hints = _hints(cls)  # type: ignore[arg-type]  # every class is hashable
    for name in data:
        if name not in hints:
            raise ValueRefusedError(f"{where} has no '{name}'.", did_you_mean(str(name), hints))
    missing = [f.name for f in dataclasses.fields(cls) if _is_needed(f) and f.name not in data]  # type: ignore[arg-type]
    if missing:
        raise ValueRefusedError(f"{where} needs '{missing[0]}'.")
    values = {name: _convert(hints[name], item, f"{where}.{name}") for name, item in data.items()}
    return cls(**values)


def did_you_mean(word: str, known: Mapping[str, object] | list[str]) -> str:
    """Say which known word was probably meant, or list them all."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known are: {', '.join(sorted(known))}."


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {f.name: hints[f.name] for f in dataclasses.fields(cls)}


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return bool(value == field.default) and type(value) is type(field.default)


def _convert(hint: Any, item: object, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _convert_optional(hint, item, where)
    if origin is Literal:
        if item not in get_args(hint) or isinstance(item, bool):
            raise ValueRefusedError(f"{where} cannot be {item!r}.", did_you_mean(str(item), list(get_args(hint))))
        return item
    if origin is tuple or origin is frozenset:
        args = get_args(hint) if origin is tuple else (get_args(hint)[0], Ellipsis)
        return origin(_convert_tuple(args, item, where))
    if origin is Mapping or origin is dict:
        if not isinstance(item, Mapping):
            raise ValueRefusedError(f"{where} should be an object.")
        return {str(key): _convert(get_args(hint)[1], value, f"{where}.{key}") for key, value in item.items()}
    if dataclasses.is_dataclass(hint):
        return item if isinstance(item, hint) else from_plain(hint, item, where)  # type: ignore[arg-type]
    return _convert_scalar(hint, item, where)


def _convert_optional(hint: Any, item: object, where: str) -> Any:
    if item is None:
        return None
    inner = next(arg for arg in get_args(hint) if arg is not types.NoneType)
    return _convert(inner, item, where)


def _convert_tuple(args: tuple[Any, ...], item: object, where: str) -> tuple[Any, ...]:
    if not isinstance(item, (list, tuple)):
        raise ValueRefusedError(f"{where} should be a list.")
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_convert(args[0], value, f"{where}[{i}]") for i, value in enumerate(item))
    if len(item) != len(args):
        raise ValueRefusedError(f"{where} should have {len(args)} items, not {len(item)}.")
    return tuple(_convert(arg, value, f"{where}[{i}]") for i, (arg, value) in enumerate(zip(args, item, strict=True)))


def _convert_scalar(hint: Any, item: object, where: str) -> Any:
    if hint is Any or hint is object:
        return item
    if hint is float and isinstance(item, int) and not isinstance(item, bool):
        return float(item)
    if not isinstance(item, hint) or (isinstance(item, bool) and hint is not bool):
        raise ValueRefusedError(f"{where} should be {_WORDS.get(hint, hint.__name__)}, not {item!r:.60}.")
    return item


_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
