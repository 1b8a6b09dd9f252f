"""Random sequences of what people do to one program, against a small model: table, command, page, and undoing."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random

import pytest
from tabled import did, generate

from mentorwidgets.__main__ import run
from mentorwidgets.errors import RosterError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Person
from mentorwidgets.workbook import open_store

SEEDS = range(int(os.environ.get("MENTORWIDGETS_SEQUENCES", "4")))
STEPS = 14
IDS = [f"p{number}" for number in range(6)]
TABLE, COMMAND, PAGE = "table", "command", "page"


class Model:
    """What should stand: people with what is written of them, who brought them, what each source said last."""

    def __init__(self):
        self.people, self.gone, self.origins, self.rosters = {}, {}, {}, []
        self.said = {TABLE: {}, COMMAND: {}}
        self.table, self.is_open = None, False

    def write(self, people, source):
        """Make these the people: one roster of the history, if that changes something."""
        new = {one: (words, False) for one, words in people.items()}
        was = {one: (words, one in self.gone) for one, words in self.everybody().items()}
        touched = [one for one in {**was, **new} if new.get(one, (was.get(one, ("",))[0], True)) != was.get(one)]
        if not touched:
            return
        added = [one for one in people if one not in self.people]
        self.rosters.append(({one: was.get(one) for one in touched}, added, source))
        self.gone = {one: words for one, words in {**self.gone, **self.people}.items() if one not in people}
        self.people = dict(people)
        self.find_origins()

    def everybody(self):
        """Those who are there and those who left."""
        return {**self.gone, **self.people}

    def find_origins(self):
        """The last roster that brought somebody and was not undone counts."""
        self.origins = {one: source for _, added, source in self.rosters for one in added}

    def undo(self):
        """Take the last roster back; who was new in it is gone."""
        if not self.rosters:
            return
        earlier, _, _ = self.rosters.pop()
        for one, before in earlier.items():
            words = before[0] if before else self.everybody()[one]
            self.people.pop(one, None)
            self.gone.pop(one, None)
            (self.gone if before is None or before[1] else self.people)[one] = words
        self.find_origins()

    def bring(self, rows, source, first=False):
        """A roster of a table or a command."""
        again = source == TABLE and rows == self.table
        if again and not self.is_open:
            return
        before, told, people, clashes = self.said[source], {}, {}, 0
        for one, cells in rows.items():
            if again and one in self.gone:
                continue
            spoken = {name: word for name, word in cells.items() if word}
            words, was = dict(self.everybody().get(one, {})), before.get(one, {})
            told[one] = {**was, **spoken}
            is_known = one in self.everybody()
            for name, word in spoken.items():
                if not is_known or (first and not was) or words.get(name, "") == was.get(name, ""):
                    words[name] = word if word != was.get(name) or not is_known else words.get(name, "")
                elif word not in (words.get(name), was.get(name)):
                    clashes += 1
                    told[one] = {**{n: w for n, w in told[one].items() if n != name}, **pick(was, name)}
            people[one] = words
        staying = {one: words for one, words in self.people.items() if one not in rows and self.origins[one] != source}
        self.write({**people, **staying}, source)
        self.said[source] = {**before, **told}
        if source == TABLE:
            self.table, self.is_open = rows, clashes > 0


def pick(words, name):
    """One word, where it is there."""
    return {name: words[name]} if name in words else {}


class Library:
    """The real thing: a table, a folder, a database."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "programs.csv").write_text("name,roster\nOak,roster.csv\n", encoding="utf-8")
        self.home = folder / "library"

    def roster(self, rows, name="roster.csv"):
        """Write a roster file."""
        lines = [f"{one},{cells['name']},mentor,{cells['bio']},{cells['branch']}" for one, cells in rows.items()]
        (self.folder / name).write_text("\n".join(["Id,Name,Role,Bio,Branch", *lines, ""]), encoding="utf-8")
        return self.folder / name

    def table(self, rows):
        """The officer's run; to look only tells the same, and a second run changes nothing."""
        self.roster(rows)
        looked = generate(self.folder / "programs.csv", self.home, look_only=True)
        report = generate(self.folder / "programs.csv", self.home)
        assert [plan.people for plan in looked.plans] == [plan.people for plan in report.plans]
        [again] = generate(self.folder / "programs.csv", self.home).plans
        assert not again.changes_something()
        return report

    def command(self, rows):
        """`add`."""
        file = self.roster(rows, "more.csv")
        assert run(["add", str(self.home), "--program", "oak", "--roster", str(file)]) == 0

    def page(self, change):
        """What a coordinator does."""
        with open_store(Folder(self.home)) as store:
            store.set_roster("oak", change(store.people("oak")), "Kim (coordinator)")

    def undo(self):
        """The last roster is taken back."""
        with open_store(Folder(self.home)) as store, contextlib.suppress(RosterError):  # there may be none
            store.undo_roster("oak", "Kim (coordinator)")

    def state(self):
        """Person -> words, of those who are there and those who left."""
        with open_store(Folder(self.home)) as store:
            return words_of(store.people("oak")), words_of(store.gone_people("oak"))


def words_of(people):
    """Person -> words that are not blank."""
    found = {person.id: {"name": person.name, "bio": person.bio, "branch": person.branch} for person in people}
    return {one: {name: word for name, word in words.items() if word} for one, words in found.items()}


def random_rows(dice):
    """A roster of some of the people: few words, so that sources agree and disagree."""
    some = dice.sample(IDS, dice.randint(2, 5))
    return {
        one: {"name": f"Name {one}", **{n: dice.choice(["", "A", "B", "C"]) for n in ("bio", "branch")}} for one in some
    }


def page_deed(dice):
    """Something that a coordinator does: adds, takes off or mends somebody; on the model's words and on people."""
    one, deed, word = dice.choice(IDS), dice.choice(["add", "off", "mend"]), dice.choice(["A", "B", "D"])
    name = dice.choice(["bio", "branch"])

    def on_words(people):
        if deed == "add":
            return {one: {"name": f"Name {one}"}, **people}
        if deed == "off":
            return {key: words for key, words in people.items() if key != one}
        return {key: {**words, name: word} if key == one else words for key, words in people.items()}

    def on_people(people):
        if deed == "add" and all(person.id != one for person in people):
            return (*people, Person(id=one, name=f"Name {one}", roles=("mentor",)))
        if deed == "off":
            return tuple(person for person in people if person.id != one)
        mended = (dataclasses.replace(p, **{name: word}) if p.id == one else p for p in people)
        return tuple(mended) if deed == "mend" else people

    return on_words, on_people


@pytest.mark.parametrize("seed", SEEDS)
def test_any_sequence_ends_as_the_model_says(tmp_path, seed):
    """Nobody is lost but by whose hand brought or took them, no word but by a newer one of who may write it."""
    dice, model, library = random.Random(seed), Model(), Library(tmp_path)
    rows = random_rows(dice)
    library.table(rows)
    model.bring(rows, TABLE)
    done = []
    for _ in range(STEPS):
        deed = dice.choice(["table", "table again", "command", "page", "page", "page", "undo"])
        done.append(deed)
        if deed == "table":
            rows = random_rows(dice)
        if deed.startswith("table"):
            library.table(rows)
            model.bring(rows, TABLE)
        elif deed == "command":
            more = random_rows(dice)
            library.command(more)
            model.bring(more, COMMAND, first=True)
        elif deed == "page":
            on_words, on_people = page_deed(dice)
            library.page(on_people)
            model.write(on_words(model.people), PAGE)
        else:
            library.undo()
            model.undo()
        assert library.state() == (model.people, model.gone), done
    assert "made" not in did(library.table(rows)).values()
