"""The files of words that a library supplies, one for each language: reading, checking, and an empty one (BG11)."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mentorwidgets.errors import ProgramError
from mentorwidgets.generate.language import ENGLISH, Language, gaps
from mentorwidgets.generate.texts import all_texts
from mentorwidgets.model import Problem

FOLDER = "languages"
_ABOUT = """\
# What mentorwidgets prints, in your language. Write your words between the empty quotes. A text without words is
# printed in English. Keep what stands in curly brackets, such as {mentor}: it is filled in later.
# This file works as languages/es.toml (es, es-MX, fr ...) beside your table of programs.
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A file of words.

    Args:
        words: English text -> words; where they are missing, nothing.
        problems: what cannot be used, with its line.
    """

    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def missing(self) -> tuple[str, ...]:
        """The English texts without words."""
        return tuple(text for texts in all_texts().values() for text in texts if not self.words.get(text))


def read_catalogue(file: Path) -> Catalogue:
    """Read a file of words.

    Raises:
        ProgramError: the file is not there, or is no TOML.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ProgramError(f"{file.name} is not UTF-8 text.", "Save it again as UTF-8.") from None
    except OSError as error:
        raise ProgramError(
            f"{file.name} cannot be read: {error.strerror}.", "Look at the name and the folder."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ProgramError(f"{file.name}: {error}.", 'Each line is "English text" = "your words".') from None
    wrong = {key: told for key, *told in _wrong(found)}
    problems = tuple(_problem(file, text, key, *told) for key, told in wrong.items())
    known = {one for texts in all_texts().values() for one in texts}
    strange = (
        _problem(file, text, key, f"'{key:.60}' is no text of ours (any more).")
        for key in sorted(set(found) - known - set(wrong))
    )
    return Catalogue(words={key: found[key] for key in found if key not in wrong}, problems=(*problems, *strange))


def _wrong(found: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, word in found.items():
        if not isinstance(word, str):
            yield key, f"'{key:.60}' has something else than words.", 'Write "English text" = "your words".'
        elif strange := gaps(word) - gaps(key):
            have = ", ".join(f"{{{name}}}" for name in sorted(gaps(key))) or "nothing"
            yield key, f"There is no {{{min(strange)}}} in '{key:.60}'.", f"In curly brackets it has {have}."


def _problem(file: Path, text: str, key: str, what: str, mend: str = "") -> Problem:
    start = json.dumps(key, ensure_ascii=False)
    line = next((number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith(start)), None)
    return Problem(file=f"{FOLDER}/{file.name}", row=line, what=what, mend=mend, level="error" if mend else "notice")


def catalogue_text(texts: Mapping[str, Iterable[str]]) -> str:
    """Return a file to fill in: page -> English texts."""
    parts = (f"\n# {page}\n{''.join(map(empty_line, lines))}" for page, lines in texts.items())
    return _ABOUT + "".join(parts)


def empty_line(text: str) -> str:
    """Return the line of one English text, without words."""
    return f'{json.dumps(text, ensure_ascii=False)} = ""\n'


class Languages:
    """The languages of a table's programs, from the files beside it; each is read once."""

    def __init__(self, beside: Path) -> None:
        self._folder = beside / FOLDER
        self._files: dict[str, Catalogue | None] = {}
        self._known: dict[str, Language] = {"": ENGLISH}
        self._told = 0
        self.problems: list[Problem] = []

    def told_since_asked(self) -> list[Problem]:
        """The problems that nobody asked for yet."""
        new, self._told = self.problems[self._told :], len(self.problems)
        return new

    def of(self, locale: str) -> Language:
        """The language of a locale; English when the library has no words for it."""
        if locale not in self._known:
            self._known[locale] = self._language(locale)
        return self._known[locale]

    def _language(self, locale: str) -> Language:
        general = locale.partition("-")[0]
        there = {tag: found for tag in dict.fromkeys((general, locale)) if (found := self._file(tag))}
        both = Catalogue(words={text: word for one in there.values() for text, word in one.words.items() if word})
        if general == "en":
            return Language(locale, both.words)
        missing = both.missing()
        if missing:
            self.problems.append(_untranslated(next(iter(there), general), missing, is_begun=bool(both.words)))
        return Language(locale, both.words, frozenset(missing)) if both.words else ENGLISH

    def _file(self, tag: str) -> Catalogue | None:
        if tag not in self._files:
            file = self._folder / f"{tag}.toml"
            self._files[tag] = self._read(file) if file.is_file() else None
        return self._files[tag]

    def _read(self, file: Path) -> Catalogue | None:
        try:
            read = read_catalogue(file)
        except ProgramError as error:
            self.problems.append(Problem(file=f"{FOLDER}/{file.name}", what=error.what, mend=error.mend))
            return None
        self.problems += read.problems
        return read


def _untranslated(tag: str, missing: Sequence[str], *, is_begun: bool) -> Problem:
    file = f"{FOLDER}/{tag}.toml"
    if is_begun:
        what = f"No words yet for {len(missing)} of our texts, such as '{missing[0]:.60}': they stay in English."
        mend = f"To see them: mentorwidgets language {file}"
    else:
        what = f"There are no words for '{tag}': what is printed stays in English."
        mend = f"To write some: mentorwidgets language {file}"
    return Problem(file=file, what=what, mend=mend, level="notice")
