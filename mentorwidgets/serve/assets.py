"""Style, scripts and fonts under names that carry a hash of their content, so that browsers keep them for a year."""

from __future__ import annotations

import dataclasses
import hashlib
import mimetypes
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from mentorwidgets import _resources

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = re.compile(r'url\("\./([^"]+)"\)')
_IMPORT = re.compile(r'^import \{[^}]*\} from "(?:\./|(?:\.\./){3}mentorwidgets/static/)(_\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_SHARED = Path(str(files("mentorwidgets"))) / "static"
_OPEN = {".css", ".woff2", ".svg"}  # the pages about signing in need them
_OPEN_SCRIPTS = {"in.js", "left.js"}


@dataclasses.dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent. ``is_open``: also to people who are not signed in."""

    body: bytes
    kind: str
    is_open: bool


class Assets:
    """All files of the page, read once.

    Args:
        template: the directory of our Voilà template.
        base: the address under which they are served, ending with a slash.
    """

    def __init__(self, template: Path, base: str) -> None:
        """Read, name and join everything."""
        self._base = base
        self._names: dict[str, str] = {}
        self._assets: dict[str, Asset] = {}
        for name, body in _fonts():
            self._add(name, body)
        static = template / "static"
        for path in sorted(static.glob("[!_]*"), key=lambda path: (path.suffix == ".css", path.name)):
            body = joined(path).encode() if path.suffix == ".js" else path.read_bytes()
            if path.name == "page.css":
                body = (_resources.style() + "\n").encode() + body
            self._add(path.name, self._with_urls(body) if path.suffix == ".css" else body)

    def url(self, name: str) -> str:
        """The address of a file by its plain name; KeyError when there is none."""
        return self._base + self._names[name]

    def get(self, hashed: str) -> Asset | None:
        """A file by its hashed name."""
        return self._assets.get(hashed)

    def is_open(self, path: str) -> bool:
        """Whether the address ``path`` is a file that needs no sign-in."""
        asset = self.get(path.removeprefix(self._base)) if path.startswith(self._base) else None
        return asset is not None and asset.is_open

    def _add(self, name: str, body: bytes) -> None:
        stem, dot, ending = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}{dot}{ending}"
        kind = _TYPES.get(dot + ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._names[name] = hashed
        self._assets[hashed] = Asset(body, kind, dot + ending in _OPEN or name in _OPEN_SCRIPTS)

    def _with_urls(self, body: bytes) -> bytes:
        return _URL.sub(lambda match: f'url("{self.url(match.group(1))}")', body.decode()).encode()


def joined(path: Path) -> str:
    """A script with the ``_*.js`` that it imports put before it, each once: one request instead of many.

    They lie beside it, or among the package's own, whose place is another one once the template is installed.
    """
    parts: dict[str, str] = {}
    body = _gather(path, parts)
    return "\n".join([*parts.values(), body])


def _gather(path: Path, parts: dict[str, str]) -> str:
    source = path.read_text(encoding="utf-8")
    for name in _IMPORT.findall(source):
        if name not in parts:
            beside = path.with_name(name)
            code = _gather(beside if beside.exists() else _SHARED / name, parts)
            parts[name] = _EXPORT.sub("", code)
    return _IMPORT.sub("", source)


def _fonts() -> Iterator[tuple[str, bytes]]:
    for entry in (files("mentorwidgets") / "static" / "fonts").iterdir():
        if entry.name.endswith(".woff2"):
            yield entry.name, entry.read_bytes()
