"""The history of a program: who changed what, who looked, and bringing one field back as it was."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from mentorwidgets.access import readable, readers
from mentorwidgets.held import Doings, concerns, label_of, marked, moment, moments_in, title_of, told_value
from mentorwidgets.model import Operation
from mentorwidgets.serve.audit import DAYS, note_read
from mentorwidgets.serve.marks import people_by_mark
from mentorwidgets.serve.signin import Slide

if TYPE_CHECKING:
    from mentorwidgets.model import Answer, Change, Field, Viewer
    from mentorwidgets.store import Store
    from mentorwidgets.store.deeds import Deed
    from mentorwidgets.store.doors import Reading
    from mentorwidgets.store.reads import Line

PAGE = 100  # lines on a page
_DEEDS = 30  # deeds on a page
_PIECE = 1000  # lines of the history looked at at once
_OUTCOMES = {"saved": "", "conflict": "Not saved: someone was faster", "refused": "Not saved: refused"}


@dataclasses.dataclass(frozen=True, slots=True)
class Sought:
    """What somebody wants to see.

    Args:
        person: of which person (id).
        kind: of which worksheet.
        before: changes from before this place in the history.
        deeds_before: deeds from before this number.
    """

    person: str = ""
    kind: str = ""
    before: int | None = None
    deeds_before: int | None = None

    def fits(self, slug: str, line: Line) -> bool:
        """Whether a line of the history is sought."""
        change = line.change
        is_there = not self.kind or change.worksheet == f"{slug}/{self.kind}"
        is_theirs = line.person == self.person or concerns(self.person, change.key, change.value)
        return is_there and (not self.person or is_theirs)


class Book:
    """A program's history as one viewer may see it.

    Args:
        store: the database.
        slug: the program.
        viewer: who looks.
    """

    def __init__(self, store: Store, slug: str, viewer: Viewer) -> None:
        """Look at the worksheets as they stand now."""
        self._store, self._slug, self._viewer = store, slug, viewer
        self.name = store.program(slug).name
        everybody = (*store.people(slug), *store.gone_people(slug))
        self._names = {person.id: person.name for person in everybody}
        links = {link.id: (link.name, link.role) for link in store.invitations(slug)}
        self._doings = Doings(self._names, {entry.number: entry for entry in store.rosters(slug)}, links)
        self._now = {name: store.fields(name) for name in store.worksheets(slug)}
        kinds = (name.partition("/")[2] for name in self._now)
        self.kinds = [(kind, title_of(kind)) for kind in kinds]
        self._tests = {name: self._test(name, fields) for name, fields in self._now.items()}

    def rows(self, sought: Sought) -> tuple[list[dict[str, Any]], int | None]:
        """The newest lines that are sought, as rows of the page; and from where older ones go on, if there are any."""
        found: list[Line] = []
        before = sought.before
        while len(found) <= PAGE:
            lines = self._store.lines(self._slug, before, _PIECE, sought.person)
            found += [line for line in lines if sought.fits(self._slug, line)]
            if len(lines) < _PIECE:
                break
            before = lines[-1].change.seq
        shown = found[:PAGE]
        return [self._row(line) for line in shown], shown[-1].change.seq if len(found) > PAGE else None

    def deeds(self, sought: Sought) -> tuple[list[dict[str, Any]], int | None]:
        """What was done to the program beside its worksheets, newest first; and from where older ones go on."""
        found: list[tuple[Deed, str]] = []
        before = sought.deeds_before
        while len(found) <= _DEEDS:
            deeds = self._store.deeds(self._slug, before, _PIECE)
            rows = ((deed, self._doings.words(deed)) for deed in deeds if self._is_sought(deed, sought))
            found += [(deed, words) for deed, words in rows if words]
            if len(deeds) < _PIECE:
                break
            before = deeds[-1].number
        shown = found[:_DEEDS]
        return [self._deed(deed, words) for deed, words in shown], shown[-1][0].number if len(found) > _DEEDS else None

    def _deed(self, deed: Deed, words: str) -> dict[str, Any]:
        return {
            "at": _at(deed.at),
            "who": deed.actor or "Somebody",
            "words": marked(words, self._doings.moments(deed)),
        }

    def _is_sought(self, deed: Deed, sought: Sought) -> bool:
        is_there = sought.kind in ("", deed.told.get("worksheet"), deed.told.get("in"))
        return is_there and (not sought.person or self._doings.concerns(deed, sought.person))

    def looks(self, sought: Sought) -> list[dict[str, Any]]:
        """Who read what, the newest first."""
        found = self._store.readings(self._slug)
        return [_look(one) for one in found if _is_sought(one, self._slug, sought)][:PAGE]

    def restoring(self, seq: int) -> Operation:
        """The operation that brings a field back as a line of the history had it; LookupError when nobody may."""
        found = self._store.lines(self._slug, seq + 1, 1)
        if not found or found[0].change.seq != seq or not self._may_restore(found[0]):
            raise LookupError(seq)
        change = found[0].change
        versions = {key: field.version for key, field in self._now[change.worksheet].items()}
        base = versions.get(change.key) or self._store.removed(change.worksheet).get(change.key, 0)
        return Operation(op=uuid.uuid4().hex, worksheet=change.worksheet, key=change.key, value=change.value, base=base)

    def label(self, key: str) -> str:
        """A field's key in words."""
        return label_of(key, self._names)

    def _test(self, name: str, fields: Mapping[str, Field]) -> Callable[[str], bool]:
        return readable(self._viewer, name, {key: field.value for key, field in fields.items()})

    def _may_read(self, line: Line) -> bool:
        test = self._tests.get(line.change.worksheet)
        return self._viewer.role == "office" if test is None else test(line.change.key)

    def _may_restore(self, line: Line) -> bool:
        now = self._now.get(line.change.worksheet, {}).get(line.change.key)
        differs = line.change.value != (now.value if now else None)
        return line.change.outcome != "refused" and differs and self._may_read(line)

    def _row(self, line: Line) -> dict[str, Any]:
        change = line.change
        is_read = self._may_read(line)
        return {
            "seq": change.seq,
            "at": _at(change.at),
            "who": change.actor,
            "worksheet": title_of(change.worksheet.partition("/")[2]),
            "what": self.label(change.key),
            "value": self._html(change) if is_read else "",
            "closed": "" if is_read else readers(change.worksheet, change.key),
            "outcome": f"{_OUTCOMES[change.outcome]}. {line.why}".rstrip(". ") if change.outcome != "saved" else "",
            "restore": self._may_restore(line),
            "is_now": change.outcome == "saved" and not self._differs(line),
        }

    def _html(self, change: Change) -> str:
        return marked(told_value(change.value, self._names, change.key), moments_in(change.value))

    def _differs(self, line: Line) -> bool:
        now = self._now.get(line.change.worksheet, {}).get(line.change.key)
        return now is None or now.version != line.change.version


class History(Slide):
    """GET: the history, by person and worksheet. POST: bring one field back."""

    async def get(self, slug: str) -> None:
        """Show it; that somebody looked at it stands in it, too."""
        await note_read(self, f"{slug}/history")
        await self._page(slug)

    async def post(self, slug: str) -> None:
        """Bring back: a new change, which the rules of its worksheet judge as any other."""
        seq = self.get_body_argument("seq", "")
        if not seq.isdecimal() or len(seq) > 18:
            raise HTTPError(400)
        book = await self._book(slug)
        try:
            operation = await self.site.library.ask(book.restoring, int(seq))
        except LookupError:
            raise HTTPError(404) from None
        answers = await self.site.writer.save([(operation, self.session.viewer())])
        if answers[0].outcome == "saved":
            await self.site.library.ask(self._note_back, slug, operation, int(seq))
        await self._page(slug, told=_told(book.label(operation.key), answers[0]))

    def _note_back(self, slug: str, operation: Operation, seq: int) -> None:
        store = self.site.library.store
        [line] = store.lines(slug, seq + 1, 1)
        told = {"key": operation.key, "in": operation.worksheet.partition("/")[2], "as of": line.change.at}
        store.note_deed(slug, self.session.viewer().actor(), "brought back", **told)

    async def _book(self, slug: str) -> Book:
        return await self.site.library.ask(Book, self.site.library.store, slug, self.session.viewer())

    async def _page(self, slug: str, told: tuple[str, bool] = ("", True)) -> None:
        library = self.site.library
        book, people = await self._book(slug), await library.ask(people_by_mark, library, slug)
        mark = self.get_argument("person", "")
        sought = self._sought(people, mark)
        rows, older = await library.ask(book.rows, sought)
        deeds, older_deeds = await library.ask(book.deeds, sought)
        looks = await library.ask(book.looks, sought)
        words, is_good = told
        places = {"slug": slug, "program": book.name, "people": people, "mark": mark, "kinds": book.kinds}
        found = {"rows": rows, "looks": looks, "older": older, "days": DAYS, "deeds": deeds, "older_deeds": older_deeds}
        self.show("history", **places, **found, sought=sought, told=words, is_good=is_good)

    def _sought(self, people: Mapping[str, tuple[str, str]], mark: str) -> Sought:
        if mark and mark not in people:
            raise HTTPError(404)
        person = people[mark][0] if mark else ""
        return Sought(person, self.get_argument("worksheet", ""), self._place("before"), self._place("deeds"))

    def _place(self, name: str) -> int | None:
        text = self.get_argument(name, "")
        return int(text) if text.isdecimal() and len(text) <= 18 else None


def _told(label: str, answer: Answer) -> tuple[str, bool]:
    if answer.outcome == "saved":
        return f"Brought back: {label}.", True
    if answer.outcome == "conflict":
        return f"Somebody changed this a moment ago, so it was left as it is: {label}.", False
    return f"{answer.why} {answer.mend}".strip(), False


def _is_sought(one: Reading, slug: str, sought: Sought) -> bool:
    is_there = not sought.kind or one.worksheet == f"{slug}/{sought.kind}"
    return is_there and sought.person in ("", one.person)


def _look(one: Reading) -> dict[str, Any]:
    sheet = title_of(one.worksheet.partition("/")[2])
    return {"at": _at(one.first), "who": one.actor, "worksheet": sheet, "times": one.times, "last": _at(one.last)}


def _at(at: float | str) -> dict[str, str]:
    iso = at if isinstance(at, str) else dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")
    return {"iso": iso, "words": moment(at)}
