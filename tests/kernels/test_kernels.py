"""Warm kernels are ordinary ipykernels, only sooner."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from mentorwidgets.kernels import WarmParent, can_fork, provisioner
from mentorwidgets.kernels.warm import _speaks


@pytest.fixture
def kernel(tmp_path):
    """A factory of running kernels with a client each."""
    started = []

    def start(name="mentorwidgets-fork", **env):
        manager = KernelManager(kernel_name="python3", transport="ipc", ip=str(tmp_path / f"k{len(started)}"))
        manager.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": name}
        manager.start_kernel(env={**os.environ, **env}, cwd=str(tmp_path))
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        started.append((manager, client))
        return manager, client

    yield start
    for manager, client in started:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client, code):
    """What a cell gives: its outputs in the order they came."""
    outputs = []
    client.execute_interactive(
        code, timeout=60, output_hook=lambda message: outputs.append((message["msg_type"], message["content"]))
    )
    return [(kind, content) for kind, content in outputs if kind not in ("status", "execute_input")]


def text(outputs):
    """The printed text."""
    return "".join(content["text"] for kind, content in outputs if kind == "stream")


CELLS = [
    "print(1 + 1)",
    "6 * 7",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "%%capture held\nprint('held')",
    "held.stdout",
    "from IPython.display import HTML\nHTML('<b>x</b>')",
    "raise ValueError('no')",
    "import sys; print('x' * 5000); print('err', file=sys.stderr)",
    "import ipywidgets\nslider = ipywidgets.IntSlider(value=3)\n(slider.value, slider.comm is not None)",
    "from mentorwidgets.widgets._base import Worksheet\nrepr(Worksheet)",
    "import subprocess; subprocess.run(['echo', 'child'], capture_output=True).stdout",
]


def clean(outputs):
    """Outputs without what differs between any two kernels: random ids and the numbers of frames in tracebacks."""
    kept = [
        (kind, {name: value for name, value in content.items() if name != "traceback"}) for kind, content in outputs
    ]
    return re.sub(r"[0-9a-f]{32}", "id", json.dumps(kept))


def test_a_warm_kernel_gives_what_an_ordinary_one_gives(kernel):
    """The same outputs, counts and errors, cell by cell."""
    _, warm = kernel()
    _, cold = kernel("local-provisioner")
    assert [clean(run(warm, cell)) for cell in CELLS] == [clean(run(cold, cell)) for cell in CELLS]


@pytest.mark.skipif(not can_fork(), reason="forking is used on Linux only")
def test_a_warm_kernel_is_a_child_of_the_warm_parent(kernel):
    """Forked, with its own environment and folder."""
    _, client = kernel(MENTOR="yes")
    outputs = run(client, "import os; print(os.getppid(), os.environ['MENTOR'], os.getcwd(), sep='|')")
    parent, env, cwd = text(outputs).strip().split("|")
    assert (int(parent), env, Path(cwd).name) == (provisioner.WARM._process.pid, "yes", Path(cwd).name)


def test_two_warm_kernels_share_nothing(kernel):
    """Names, random numbers and environments are each kernel's own."""
    code = "import random, uuid; print(random.random(), uuid.uuid4())"
    _, one = kernel()
    _, two = kernel()
    run(one, "secret = 1")
    assert text(run(one, code)) != text(run(two, code))
    assert run(two, "secret")[0][1]["ename"] == "NameError"


def test_a_killed_kernel_is_seen_to_be_dead_and_harms_no_other(kernel):
    """kill -9 of one; the other answers."""
    manager, client = kernel()
    _, other = kernel()
    pid = int(text(run(client, "import os; print(os.getpid())")))
    os.kill(pid, signal.SIGKILL)
    assert manager.provisioner.process.wait(10) == -signal.SIGKILL
    assert not manager.is_alive()
    assert text(run(other, "print('here')")) == "here\n"


def test_a_kernel_can_be_interrupted(kernel):
    """As Ctrl-C does."""
    manager, client = kernel()
    number = client.execute("import time\nprint('begun', flush=True)\nwhile True: time.sleep(0.01)")
    while client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=30)
    assert (reply["parent_header"]["msg_id"], reply["content"]["ename"]) == (number, "KeyboardInterrupt")


def test_a_kernel_ends_when_it_is_shut_down(kernel):
    """And its exit code comes through the life line."""
    manager, client = kernel()
    client.shutdown()
    assert manager.provisioner.process.wait(30) == 0


def test_when_the_parent_dies_the_next_kernel_gets_a_new_one(kernel):
    """Its kernels end with it; nothing is left running."""
    manager, _ = kernel()
    provisioner.WARM._process.kill()
    assert manager.provisioner.process.wait(10) == -signal.SIGKILL
    provisioner.WARM._process.wait()
    _, client = kernel()
    assert text(run(client, "print('again')")) == "again\n"


def test_without_a_warm_parent_an_ordinary_kernel_is_started(kernel, monkeypatch, caplog):
    """A module that cannot be imported keeps the parent from starting, and the log says so."""
    broken = WarmParent(preload=("no_such_module",))
    monkeypatch.setattr(provisioner, "WARM", broken)
    _, client = kernel()
    assert text(run(client, "print('here')")) == "here\n"
    assert "starting an ordinary one" in caplog.text
    broken.close()


def test_another_release_of_ipython_is_warmed_up_too():
    """What it does not have is not imported beforehand; that keeps no parent from starting."""
    code = "from mentorwidgets.kernels import parent; parent._EVERY_KERNEL = ('IPython.no_such', 'json'); parent.warm_up(())"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not can_fork(), reason="forking is used on Linux only")
def test_what_kernels_print_at_their_start_fills_no_pipe(kernel):
    """Each kernel says on its standard output how to connect to it, and nobody reads that: it must go nowhere."""
    _, client = kernel()
    outputs = run(client, "import os; print(os.readlink(f'/proc/{os.getppid()}/fd/1'))")
    assert text(outputs).strip() == os.devnull


def test_a_killed_owner_leaves_no_socket_behind(eventually):
    """kill -9 of who made the warm parent: it ends by itself, and takes its folder with it."""
    code = "from mentorwidgets.kernels import WarmParent; p = WarmParent(['json']); p.start(); print(p._room, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        room = Path(owner.stdout.readline().strip())
        eventually((room / "socket").exists)
        owner.kill()
    eventually(lambda: not room.exists())
    assert not room.exists()


def test_a_thousand_open_files():
    """A life line is heard also where this process has more than a thousand files open, as with seventy pages."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.ExitStack() as stack:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(2000, soft), hard))
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(1100):
            stack.enter_context(Path(os.devnull).open())
        one, other = (stack.enter_context(end) for end in socket.socketpair())
        assert one.fileno() > 1024
        assert not _speaks(one, 0)
        other.send(b"x")
        assert _speaks(one, 1)
