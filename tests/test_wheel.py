"""What people install: the built wheel holds everything and works without the source beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [file] = place.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A Python that has the wheel and, behind it, the libraries of this one; nothing of the checkout."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    [packages] = place.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return python


def test_the_wheel_holds_every_file_that_is_needed(wheel):
    """Modules, front end, fonts and their licence, contents, workbooks, the template and the entry points."""
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "mentorwidgets").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    workbooks = {f"mentorwidgets/workbooks/{file.name}" for file in (ROOT / "workbooks").glob("*.ipynb")}
    data = next(name for name in names if name.endswith("index.html.j2")).partition("/data/")[0]
    below = ROOT / "templates" / "mentorwidgets"
    template = {
        f"{data}/data/share/jupyter/voila/templates/mentorwidgets/{file.relative_to(below).as_posix()}"
        for file in below.rglob("*")
        if file.is_file()
    }
    examples = {
        f"{data}/data/share/mentorwidgets/{name}" for name in ("jupyterhub/jupyterhub_config.py", "proxy/nginx.conf")
    }
    assert (package | workbooks | template | examples) - names == set()


def test_the_wheel_holds_nothing_else(wheel):
    """No tests, no caches, nothing of a developer's machine."""
    names = zipfile.ZipFile(wheel).namelist()
    assert [
        name for name in names if not name.startswith("mentorwidgets") or "__pycache__" in name or "test" in name
    ] == []


def test_the_installed_program_serves_a_page(installed, tmp_path):
    """The demo is made from the wheel's own files, and its start page and a workbook open."""
    code = "import mentorwidgets, sys; print(mentorwidgets.__file__)"
    where = subprocess.run([installed, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert str(ROOT) not in where
    words = [installed, "-m", "mentorwidgets", "demo", "library", "--no-browser", "--port", "18950"]
    env = {**os.environ, "JUPYTER_PATH": f"{sys.prefix}/share/jupyter"}  # Voilà's own files lie with the libraries
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path, env=env
    ) as server:
        try:
            address = next(word for line in server.stdout for word in line.split() if "token=" in word)
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            assert "Maple County Libraries" in opener.open(address).read().decode()
            page = opener.open(f"{address.partition('?')[0]}programs/maple-county/pairing").read().decode()
        finally:
            server.terminate()
    assert "Mentees look and ask" in page
    assert "mw:" in page or "data-model" in page
