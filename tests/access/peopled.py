"""A program's people with a secret in every field that is not for everyone, and viewers of every kind."""

from __future__ import annotations

from mentorwidgets.model import OFFICE, Note, Person, Program, Viewer

OAK = Program(slug="oak", name="Oak County", purposes=("Career", "Technology"))
YOUTH = Program(slug="oak", name="Teens", youth=True)
SECRETS = ("SUPERVISOR", "AVOIDED", "PHONE", "41.5")


def person(name: str, *roles: str, **more) -> Person:
    """Somebody with secrets."""
    given = {
        "email": f"{name}@lib.example",
        "supervisor": "SUPERVISOR",
        "avoid": ("AVOIDED",),
        "clearance": True,
        "location": (41.5, -93.5),
        "bio": f"bio of {name}",
        "branch": f"branch of {name}",
        "notes": (Note(label="Phone", text="PHONE"), Note(label="Desk", text=f"desk of {name}", readers="pair")),
    }
    return Person(id=name, name=f"{name.capitalize()} Person", roles=roles, **{**given, **more})


PEOPLE = (
    person("ana", "mentor", capacity=2),
    person("mia", "mentor", participation="declined"),
    person("ivo", "mentor", clearance=False),
    person("ben", "mentee"),
    person("eva", "mentee", interests=("maps",)),
)
VIEWERS = {
    "office": OFFICE,
    "coordinator": Viewer(role="coordinator", program="oak", name="Kim"),
    "another coordinator": Viewer(role="coordinator", program="elm", name="Lou"),
    "trainer": Viewer(role="trainer", program="oak", name="Tom"),
    "somebody in the room": Viewer(role="guest", program="oak", name="Somebody in the room"),
    "ana": Viewer(role="mentor", program="oak", person="ana", name="Ana"),
    "ivo": Viewer(role="mentor", program="oak", person="ivo", name="Ivo"),
    "ben": Viewer(role="mentee", program="oak", person="ben", name="Ben"),
    "eva": Viewer(role="mentee", program="oak", person="eva", name="Eva"),
    "ben of elm": Viewer(role="mentee", program="elm", person="ben", name="Ben"),
    "a mentee without a name": Viewer(role="mentee", program="oak"),
}


def pair(status: str = "proposed", mentee: bool = True, mentor: bool = True, origin: str = "chosen") -> dict:
    """The value of a pair's field."""
    return {"status": status, "origin": origin, "mentee_yes": mentee, "mentor_yes": mentor, "since": "2026-10-01"}
