"""Personal links and what is held on a person: ``invite``, ``links``, ``revoke`` and ``export``."""

from __future__ import annotations

import getpass
import json
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mentorwidgets._disk import write_atomically
from mentorwidgets.cli._words import FILE, FINE, PROBLEMS, cli, counted, json_option, say
from mentorwidgets.errors import ProgramError, StoreError
from mentorwidgets.folder import Folder

if TYPE_CHECKING:
    from mentorwidgets.inviting import Guest
    from mentorwidgets.model import Invitation, Person
    from mentorwidgets.store import Store

_HERE = "http://127.0.0.1:8866"
_STATES = {"none": "no link", "unused": "not used yet", "used": "used", "over": "over", "revoked": "taken back"}
_program_option = click.option("--program", "slug", help="The program's short name; not needed when there is one.")


@cli.command()
@click.argument("folder", type=FILE)
@click.argument("people", nargs=-1)
@_program_option
@click.option("--all", "everyone", is_flag=True, help="Everybody on the roster.")
@click.option("--role", type=click.Choice(["mentor", "mentee", "coordinator", "trainer"]), help="What they come as.")
@click.option("--name", help="For a coordinator or trainer who is not on the roster.")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 730), help="How long new links hold.")
@click.option("--renew", is_flag=True, help="Take links back that still hold, and make new ones.")
@click.option("--to", "target", type=FILE, help="Write a list for a mail merge to this CSV file.")
@click.option("--address", default=_HERE, help="How others reach the server, with https:// if it has it.")
@json_option
def invite(folder: Path, people: tuple[str, ...], *, as_json: bool, target: Path | None, **options: Any) -> int:
    """Make personal links for PEOPLE of the roster of FOLDER: by id, e-mail address or name.

    Whoever has a link comes in as that person: send each to nobody else. An address is shown this once; people who have
    a link that still holds keep it, and it is not shown again. With --renew they get a new one.
    """
    from mentorwidgets.doors import address_of
    from mentorwidgets.inviting import mail_merge

    home = Folder(folder)
    options |= {"secret": home.secret("links"), "shown": "list" if target else "once"}
    with _program(home, options["slug"]) as (store, slug):
        invited = _invited(store, slug, people, options)
    found = [(guest, address_of(options["address"], key) if key else "") for guest, key in invited]
    made = [(guest, address) for guest, address in found if address]
    if target and made:
        _keep(target, mail_merge(made))
        links = counted(len(made), "link")
        say(f"Wrote {links} to {target}, and nobody can show them again. Whoever reads it can come in as any of them.")
    elif as_json:
        click.echo(json.dumps([_plain(guest, address) for guest, address in found], ensure_ascii=False, indent=2))
    for guest, address in () if target or as_json else made:
        click.echo(f"{guest.name} ({guest.role}): {address}")
    _say_kept([guest for guest, address in found if not address])
    if made and options["address"] == _HERE:
        say("These addresses open on this computer only. Say how others reach the server with --address https://...")
    return FINE


def _keep(target: Path, links: bytes) -> None:
    try:
        write_atomically(target.resolve(), links)
    except StoreError as error:  # they are made, and are shown this once
        raise type(error)(error.what, f"{error.mend} Then type the same with --renew: these links are lost.") from error


@cli.command()
@click.argument("folder", type=FILE)
@_program_option
@json_option
def links(folder: Path, slug: str | None, *, as_json: bool) -> int:
    """Say who has a personal link and what became of it. No address is shown."""
    from mentorwidgets.inviting import day_of, guests

    with _program(Folder(folder), slug) as (store, found):
        everyone = guests(store, found)
    if as_json:
        click.echo(json.dumps([_plain(guest) for guest in everyone], ensure_ascii=False, indent=2))
        return FINE
    for guest in everyone:
        until = f", until {day_of(guest.link.until)}" if guest.link and guest.is_open() else ""
        click.echo(f"{guest.name} ({guest.role}): {_STATES[guest.state]}{until}")
    return FINE


@cli.command()
@click.argument("folder", type=FILE)
@click.argument("people", nargs=-1)
@_program_option
@click.option("--id", "ids", multiple=True, help="The id of a link, as 'mentorwidgets links --json' shows it.")
def revoke(folder: Path, people: tuple[str, ...], slug: str | None, ids: tuple[str, ...]) -> int:
    """Take back the personal links of PEOPLE: a running server lets them out within seconds."""
    if not people and not ids:
        raise click.UsageError("Name somebody, or give a link's --id.")
    with _program(Folder(folder), slug) as (store, found):
        wanted = _open_links(store, found, people, ids)
        gone = [link for link in wanted if store.revoke(link.id, time.time(), getpass.getuser())]
    click.echo(f"Took back {counted(len(gone), 'link')}.")
    for link in gone:
        click.echo(f"  {link.name} ({link.role})")
    return FINE if gone else PROBLEMS


@cli.command()
@click.argument("folder", type=FILE)
@click.argument("person")
@_program_option
@click.option("--to", "target", type=FILE, required=True, help="A .json, .html or .zip file (zip: both).")
def export(folder: Path, person: str, slug: str | None, target: Path) -> int:
    """Write what the office holds on one PERSON: roster, answers, links, changes, and who looked.

    What a pair keeps for itself is left out: the person downloads it from their own page, "What is held about you".
    """
    from mentorwidgets.held import held_on, held_page

    if target.suffix not in (".json", ".html", ".zip"):
        raise click.BadParameter("The file's name ends in .json, .html or .zip.", param_hint="--to")
    with _program(Folder(folder), slug) as (store, found):
        held = held_on(store, found, _anybody(store, found, person))
    text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    parts = {".json": text.encode(), ".html": held_page(held).encode()}
    write_atomically(target.resolve(), parts.get(target.suffix) or _zipped(parts))
    say(f"Wrote what is held on {held['person']['name']} to {target}. It holds private things: keep it safe.")
    if "left out" in held:
        say(held["left out"]["words"])
    return FINE


@contextmanager
def _program(home: Folder, slug: str | None) -> Iterator[tuple[Store, str]]:
    from mentorwidgets.workbook import open_store

    with open_store(home) as store:
        slugs = [program.slug for program in store.programs()]
        if slug is None and len(slugs) != 1:
            raise ProgramError("Which program?", f"Give --program, one of: {', '.join(slugs) or 'none yet'}.")
        yield store, store.program(slug or slugs[0]).slug


def _invited(store: Store, slug: str, words: Sequence[str], options: dict[str, Any]) -> list[tuple[Guest, str]]:
    from mentorwidgets.inviting import Asked, Guest, find_person, link_for, make_links

    asked = Asked(secret=options["secret"], by=getpass.getuser(), days=options["days"], shown=options["shown"])
    role = options["role"]
    if options["name"]:
        link, key = link_for(store, slug, options["name"], role or "coordinator", asked)
        return [(Guest(person="", name=link.name, email="", role=link.role, link=link, state="unused"), key)]
    everybody = store.people(slug)
    people = everybody if options["everyone"] else [find_person(everybody, word) for word in words]
    if not people:
        raise click.UsageError("Name somebody, or use --all for everybody, or --name for somebody not on the roster.")
    held = _of_people(store, slug, [person.id for person in people]) if options["renew"] else []
    made = make_links(store, slug, people, asked, role=role, is_renewed=options["renew"])
    _say_ended(store, held)
    return [(_guest_of(person, link), key) for person, (link, key) in made]


def _guest_of(person: Person, link: Invitation) -> Guest:
    from mentorwidgets.doors import state_of
    from mentorwidgets.inviting import Guest

    state = state_of(link, time.time())
    return Guest(person=person.id, name=person.name, email=person.email, role=link.role, link=link, state=state)


def _say_ended(store: Store, held: Sequence[Invitation]) -> None:
    now = time.time()
    ended = [link for link in held if (left := store.invitation(link.id)) is None or not left.is_open(now)]
    if ended:
        names = ", ".join(f"{link.name} ({link.role})" for link in ended)
        say(f"Took back {counted(len(ended), 'link')} that held until now: {names}")


def _say_kept(kept: Sequence[Guest]) -> None:
    if not kept:
        return
    names = ", ".join(guest.name for guest in kept[:5]) + (f" and {len(kept) - 5} more" if len(kept) > 5 else "")
    has = "has a link that holds, and it is" if len(kept) == 1 else "have links that hold, and these are"
    say(f"{names} {has} not shown again. For a new one, which ends the old one, add --renew.")


def _of_people(store: Store, slug: str, ids: Sequence[str]) -> list[Invitation]:
    now = time.time()
    return [link for link in store.invitations(slug) if link.person in ids and link.person and link.is_open(now)]


def _open_links(store: Store, slug: str, people: Sequence[str], ids: Sequence[str]) -> list[Invitation]:
    from mentorwidgets.inviting import find_person

    everybody = (*store.people(slug), *store.gone_people(slug))
    every = store.invitations(slug)
    guests = {link.name for link in every if not link.person}
    found = _of_people(store, slug, [find_person(everybody, word).id for word in people if word not in guests])
    return found + [link for link in every if link.id in ids or (not link.person and link.name in people)]


def _anybody(store: Store, slug: str, words: str) -> str:
    from mentorwidgets.inviting import find_person

    return find_person((*store.people(slug), *store.gone_people(slug)), words).id


def _plain(guest: Guest, address: str = "") -> dict[str, Any]:
    from mentorwidgets.inviting import day_of

    link = guest.link
    known = {"person": guest.person, "name": guest.name, "email": guest.email, "role": guest.role, "state": guest.state}
    held = {"id": link.id, "until": day_of(link.until), "uses": link.uses} if link else {}
    return {**known, **held, **({"address": address} if address else {})}


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for ending, data in parts.items():
            bundle.writestr(f"held{ending}", data)
    return made.getvalue()
