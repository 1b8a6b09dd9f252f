"""An officer's table with one roster, and the library that is made of it."""

from __future__ import annotations

import dataclasses

from tabled import did, generate, table_of

from mentorwidgets.folder import Folder
from mentorwidgets.model import Person
from mentorwidgets.workbook import open_store

HEAD = "Name,Role,E-mail,Bio,Branch"
ANA, BEN = "Ana Silva,mentor,ana@lib.example,Metadata,Main", "Ben Ito,mentee,ben@lib.example,New here,Oak"
ZOE = Person(id="zoe", name="Zoe Old", roles=("mentor",))
FULL = {
    "name": "Oak", "slug": "oak", "kind": "formal", "audience": "staff", "purposes": "Career; Leadership",
    "begins": "2027-01-15", "ends": "2027-12-15", "cadence": "monthly", "hours": "4", "timezone": "Europe/Berlin",
    "contact": "Kim", "terms": "mentee=protégé; mentor=guide", "required": "confidential", "capacity": "3",
    "min_years": "2", "same_unit": "avoid", "youth": "yes", "choosing": "no", "rematch_past": "yes",
    "stale_days": "90", "locale": "en-GB", "organisation": "Oak System", "preset": "apala",
}  # fmt: skip


class Office:
    """A table with one roster, and the library that is made of it."""

    def __init__(self, folder):
        self.table = table_of(folder / "office", "Oak")
        self.library = folder / "library"

    def roster(self, *lines):
        """Write the roster anew."""
        (self.table.parent / "roster.csv").write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")

    def row(self, **cells):
        """Write the table anew, with one row."""
        lines = [",".join(cells), ",".join(f'"{cell}"' for cell in cells.values())]
        self.table.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def run(self, **options):
        """Make it all; first to look only, which tells the same."""
        looked = generate(self.table, self.library, look_only=True, **options)
        report = generate(self.table, self.library, **options)
        assert [told(plan) for plan in looked.plans] == [told(plan) for plan in report.plans]
        assert did(looked) == did(report)
        return report

    def store(self):
        """The library's database."""
        return open_store(Folder(self.library))

    def program(self):
        """The program as it stands."""
        with self.store() as store:
            return store.program("oak")

    def people(self):
        """Name -> person."""
        with self.store() as store:
            return {person.name: person for person in store.people("oak")}

    def on_the_page(self, change=lambda people: people, **settings):
        """What a coordinator does there."""
        with self.store() as store:
            if settings:
                store.save_program(dataclasses.replace(store.program("oak"), **settings), "Kim")
            store.set_roster("oak", change(store.people("oak")), "Kim (coordinator)")


def told(plan):
    """What is said of a program."""
    people = plan.people
    return (
        plan.is_new,
        plan.settings,
        people and (people.comparison, people.stays, people.back, people.kept),
        {person: str(ties) for person, ties in plan.ties.items()},
    )
