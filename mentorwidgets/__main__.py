"""The outer door of the command line: no traceback ever reaches a person, unless they ask for it."""

from __future__ import annotations

import secrets
import sys
import traceback
from collections.abc import Sequence

import click

from mentorwidgets._disk import trouble
from mentorwidgets.cli import PROBLEMS, cli
from mentorwidgets.errors import MentorWidgetsError

WRONG_USE = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code: 0 fine, 1 problems found, 2 used wrongly."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    sys.exit(run([word for word in words if word != "--debug"], debug=debug))


def run(words: Sequence[str], *, debug: bool = False) -> int:
    """Run one command and return its exit code."""
    try:
        code = int(cli.main(list(words), prog_name="mentorwidgets", standalone_mode=False) or 0)
        sys.stdout.flush()  # what is sent to a file may find its disk full only now
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return PROBLEMS
    except MentorWidgetsError as error:
        return _tell(f"{error.what} {error.mend}".strip(), debug=debug)
    except Exception as error:  # noqa: BLE001  the outer door: an id for the person, the rest for --debug
        if told := trouble(error, _named(error)):
            return _tell(str(told), debug=debug)
        number = secrets.token_hex(4)
        return _tell(f"Something went wrong here ({number}). Run it again with --debug to see it.", debug=debug)
    return code


def _named(error: Exception) -> str:
    """The file that could not be written, where the system says which."""
    return str(getattr(error, "filename", None) or "This")


def _tell(words: str, *, debug: bool) -> int:
    click.echo(words, err=True)
    if debug:
        traceback.print_exc()
    return PROBLEMS


if __name__ == "__main__":
    main()
