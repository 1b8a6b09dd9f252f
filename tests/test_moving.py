"""A folder's data on another database: every row arrives, and nothing is saved where nobody looks any more."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner
from served import OAK, SLUG, make_folder

from mentorwidgets.archive import back_up, bring_back
from mentorwidgets.cli import cli
from mentorwidgets.doors import is_key_of, make_key, new_invitation
from mentorwidgets.errors import DatabaseMovedError, MentorWidgetsError, ProgramError, StoreError
from mentorwidgets.folder import DATABASE_VARIABLE, Folder
from mentorwidgets.model import Operation, field_key
from mentorwidgets.moving import move_to
from mentorwidgets.store.addresses import url_of, whole
from mentorwidgets.store.engine import open_engine, reading
from mentorwidgets.store.moving import sums_of
from mentorwidgets.workbook import open_database, open_store

KEY = field_key("note", "ben", "ana", "Mentoring")


@pytest.fixture
def folder(tmp_path):
    """A folder with a program, a hundred changes with letters of many kinds, and a personal link."""
    made = make_folder(tmp_path / "library", OAK)
    with open_store(made) as store:
        for number in range(100):
            save(store, f"Ä{number} \u2028 'x' \\ {{}} \U0001f600", number)
        store.add_invitations([new_invitation(SLUG, "mentor", person="ana", name="Ana Silva")])
        store.note_reads([(store_viewer(store), f"{SLUG}/pairing", 1e9 + 0.1)])
    return made


def store_viewer(store):
    """Ana, as her link lets her in."""
    return store.invitations(SLUG)[0].viewer()


def save(store, text: str, base: int):
    """Save a note about a pair."""
    operation = Operation(op=f"note-{base:06}", worksheet=f"{SLUG}/pairing", key=KEY, value=text, base=base)
    return store.apply(operation, "test")


def sums(where):
    """What every table holds."""
    engine = open_engine(where)
    with reading(engine) as connection:
        found = sums_of(connection)
    engine.dispose()
    return found


def run(*words):
    """One command, as it is typed; its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "mentorwidgets", *map(str, words)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.postgres
def test_all_of_it_there_and_back(folder, postgres_server):
    """Every table is the same on PostgreSQL and, after the way back, in the folder's file again."""
    before = sums(folder.database_file)
    moved = move_to(folder, postgres_server.new_url())
    assert (moved.rows, moved.tables) == (sum(one.rows for one in before.values()), len(before))
    assert moved.rows > 100
    assert sums(Folder(folder.path).database) == before
    with open_store(folder) as store:
        assert save(store, "On PostgreSQL.", 100).outcome == "saved"
    there = sums(folder.database)
    move_to(folder, "sqlite")
    assert folder.database == folder.database_file
    assert sums(folder.database_file) == there
    assert len(list(folder.backups.iterdir())) == 1
    with open_store(folder) as store:
        assert save(store, "Home.", 101).outcome == "saved"


@pytest.mark.postgres
def test_every_command_follows(folder, postgres_server, tmp_path):
    """What one command writes after the move, all the others find, with nothing in the environment."""
    url = postgres_server.new_url().replace("postgresql+psycopg", "postgres")
    code, said = run("move-to", folder.path, url)
    assert (code, "each was compared" in said, "restart the service" in said) == (0, True, True), said
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Role,Email\nZoe Alder,mentee,zoe@lib.example\n")
    for words in (
        ("add", folder.path, "--program", "elm", "--name", "Elm", "--roster", roster),
        ("names", folder.path, "--program", "elm"),
        ("links", folder.path, "--program", "elm"),
        ("questions", folder.path, "--program", "elm"),
        ("invite", folder.path, "--program", "elm", "Zoe Alder"),
        ("export", folder.path, "Zoe Alder", "--program", "elm", "--to", tmp_path / "zoe.json"),
        ("collect", folder.path, "--to", tmp_path / "t.csv"),
        ("backup", folder.path, tmp_path / "all.zip"),
    ):
        code, said = run(*words)
        assert code == 0, said
    assert "Zoe" in (tmp_path / "zoe.json").read_text()
    table = tmp_path / "programs.csv"
    table.write_text("short name,name\nash,Ash\n")
    assert run("generate", table, folder.path)[0] == 0
    with open_database(url) as store:
        assert {program.slug for program in store.programs()} == {SLUG, "elm", "ash"}
    with open_database(folder.database_file) as store:
        assert {program.slug for program in store.programs()} == {SLUG}


@pytest.mark.postgres
def test_a_server_that_still_holds_the_old_one(folder, postgres_server):
    """Whoever saves into the database that was left is told, of either kind, and can read it."""
    left = open_store(folder)
    move_to(folder, postgres_server.new_url())
    with left, pytest.raises(DatabaseMovedError, match="takes nothing new any more"):
        save(left, "Too late.", 100)
    left = open_store(folder)
    move_to(folder, "sqlite")
    with left, pytest.raises(DatabaseMovedError, match="takes nothing new any more"):
        save(left, "Too late.", 100)


@pytest.mark.postgres
def test_no_word_is_lost_while_people_save(folder, postgres_server):
    """Of four who save without a pause while it is moved, each acknowledged word is in the new database."""
    kept, store = [], open_store(folder)

    def save_on(person):
        for number in range(10_000):
            operation = Operation(
                op=f"op-{person}-{number:06}", worksheet=f"{SLUG}/pairing", key=KEY, value=number, base=0
            )
            try:
                store.apply(operation, "test")
            except DatabaseMovedError:
                return
            kept.append(operation.op)

    people = [threading.Thread(target=save_on, args=(person,)) for person in range(4)]
    for person in people:
        person.start()
    move_to(folder, postgres_server.new_url())
    for person in people:
        person.join()
    store.close()
    with open_store(folder) as there:
        found = {line.op for line in there.history(f"{SLUG}/pairing")}
    assert kept
    assert set(kept) <= found


@pytest.mark.postgres
def test_a_database_that_holds_something_is_left_alone(folder, postgres_server, tmp_path):
    """Nothing is moved over the data of others, and the folder goes on as before."""
    url = postgres_server.new_url()
    with open_database(url) as store:
        store.save_program(OAK)
    with pytest.raises(StoreError, match=r"holds other data already\. Name one that is empty"):
        move_to(folder, url)
    with open_store(folder) as store:
        assert folder.database == folder.database_file
        assert save(store, "Goes on.", 100).outcome == "saved"


@pytest.mark.postgres
def test_a_cut_in_the_middle(folder, postgres_server, monkeypatch):
    """Cut after the copy and before the switch, the same command again ends it."""
    url = postgres_server.new_url()

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "use_database", lambda *_: sys.exit(1))
        with pytest.raises(SystemExit):
            move_to(folder, url)
    assert folder.database == folder.database_file
    move_to(folder, url)
    assert folder.database == whole(url)


def test_what_is_no_place_to_move_to(folder):
    """Words of every other kind are refused, and the folder is as it was."""
    for address in ("mysql://x/y", "postgresql+asyncpg://x/y", "sqlite:///elsewhere.db", "elsewhere.db", "", "sqlite"):
        with pytest.raises(MentorWidgetsError):
            move_to(folder, address)
    with pytest.raises(StoreError, match="does not answer"):
        move_to(folder, "postgresql://nobody:s3cret@127.0.0.1:1/none")
    assert folder.database == folder.database_file
    with open_store(folder) as store:
        assert save(store, "Goes on.", 100).outcome == "saved"


@pytest.mark.postgres
def test_a_new_folder_keeps_what_the_environment_says(tmp_path, postgres_server, monkeypatch, caplog):
    """Made with MENTORWIDGETS_DATABASE, a folder is found again without it; that is said."""
    monkeypatch.setenv(DATABASE_VARIABLE, postgres_server.new_url())
    make_folder(tmp_path / "library", OAK)
    monkeypatch.delenv(DATABASE_VARIABLE)
    assert "From now on this folder uses postgresql+psycopg://" in caplog.text
    with open_store(Folder(tmp_path / "library")) as store:
        assert [program.slug for program in store.programs()] == [SLUG]


@pytest.mark.postgres
def test_the_hubs_steps_do_not_end_in_an_empty_hub(folder, postgres_server, monkeypatch):
    """Programs in the folder's file and an empty PostgreSQL in the environment: it is said, with what to do."""
    monkeypatch.setenv(DATABASE_VARIABLE, postgres_server.new_url())
    with pytest.raises(StoreError, match=r"without any program, and the folder's own has some.*move-to"):
        open_store(folder)


@pytest.mark.postgres
def test_another_database_for_one_run_is_said(folder, postgres_server, monkeypatch, caplog):
    """The environment goes before what the folder says, by its name without a password, and changes nothing there."""
    url = postgres_server.new_url()
    with open_database(url) as store:
        store.save_program(OAK)
    monkeypatch.setenv(DATABASE_VARIABLE, url.replace("mentor@", "mentor:s3cret@"))
    with caplog.at_level(logging.WARNING), open_store(folder) as store:
        assert store.people(SLUG) == ()
    assert "and not the folder's own database" in caplog.text
    assert "s3cret" not in caplog.text
    monkeypatch.delenv(DATABASE_VARIABLE)
    assert folder.database == folder.database_file


def test_an_empty_word_in_the_environment_is_none(folder, monkeypatch, tmp_path):
    """A variable that is there and says nothing changes nothing."""
    monkeypatch.setenv(DATABASE_VARIABLE, " ")
    assert folder.database == folder.database_file
    with pytest.raises(ProgramError, match="holds no database"):
        Folder(tmp_path)


@pytest.mark.parametrize("text", ["", "address = 5", "address =", "adress = 'x://y'", "address = 'here'", "\xff"])
def test_a_slip_in_the_folders_file(folder, text):
    """What cannot be understood is said, and no other database is taken in its place."""
    (folder.path / "database.toml").write_text(text, encoding="latin-1")
    with pytest.raises(ProgramError, match=r"does not say which database.*Write one line"):
        Folder(folder.path)


def test_what_says_the_same_is_the_same():
    """Every spelling of PostgreSQL is taken for our one driver; others are told how to write it."""
    for spelling in ("postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2", "postgresql+psycopg2cffi"):
        assert whole(f"{spelling}://ana:pw@host:5/name") == "postgresql+psycopg://ana:pw@host:5/name"
    assert whole("PostgreSQL+Psycopg2://ana@host/name") == "postgresql+psycopg://ana@host/name"
    for driver in ("asyncpg", "pg8000", "psycopg_async", "pygresql"):
        with pytest.raises(StoreError, match=rf"not by '{driver}'\. Write postgresql\+psycopg://"):
            url_of(f"postgresql+{driver}://ana@host/name")


@pytest.mark.parametrize("password", ["p@ss3cret", "a@b@s3cret", "@s3cret", "s3cret@"])
def test_a_password_with_strange_letters(password):
    """Its rest is never taken for a host, and never shown; how to write it is said."""
    with pytest.raises(StoreError, match=r"ends too early.*as %40") as caught:
        url_of(f"postgresql://ana:{password}@host/name")
    assert "s3cret" not in str(caught.value)
    for written, meant in (("p%40s%2Fs", "p@s/s"), ("1/s", "1/s"), ("1?s", "1?s"), ("a:b#c", "a:b#c")):
        assert url_of(f"postgresql://ana:{written}@host/name").password == meant
    assert url_of("postgresql://ana@server:pw@host/name").host == "host"


@pytest.mark.postgres
def test_a_backup_of_postgresql_is_whole(folder, postgres_server, tmp_path):
    """Restored, it holds every row, the rosters, the workbooks, and a key that opens the links that people have."""
    with open_store(folder) as store:
        link = store.invitations(SLUG)[0]
    key = make_key(folder.secret("links"), link)
    (folder.rosters / "oak.csv").write_text("Name\nAna\n")
    (folder.workbooks / SLUG).mkdir(exist_ok=True)
    (folder.workbooks / SLUG / "pairing.ipynb").write_text("{}")
    move_to(folder, postgres_server.new_url())
    with open_store(folder) as store:
        save(store, "On PostgreSQL.", 100)
    there = sums(folder.database)
    assert back_up(folder, tmp_path / "all.zip") == 4
    bring_back(tmp_path / "all.zip", tmp_path / "again")
    again = Folder(tmp_path / "again")
    assert sums(again.database_file) == there
    assert (again.rosters / "oak.csv").read_text() == "Name\nAna\n"
    assert (again.workbooks / SLUG / "pairing.ipynb").exists()
    with open_store(again) as store:
        assert is_key_of(again.secret("links"), key, store.invitations(SLUG)[0])
    move_to(again, postgres_server.new_url())
    assert sums(again.database) == there


@pytest.mark.postgres
def test_a_backup_says_what_it_is_of(folder, postgres_server, tmp_path):
    """Of a PostgreSQL, the server's own way is named beside ours."""
    move_to(folder, postgres_server.new_url())
    said = CliRunner().invoke(cli, ["backup", str(folder.path), str(tmp_path / "all.zip")], standalone_mode=False)
    assert "pg_dump" in said.output
    assert "come in as anybody" in said.output
