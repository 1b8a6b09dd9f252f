"""Kernels: owned, few, and never left behind."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import signal
import socket as sockets
import time

import psutil
import pytest
from frames import connect, kind_of, packed
from served import write_notebook

from mentorwidgets.folder import Folder
from mentorwidgets.serve import memory
from mentorwidgets.serve.frames import PROTOCOL

PAGE = "/programs/oak-county/counter"


def kernel_of(answer):
    return re.search(r'data-kernel="([0-9a-f-]{36})"', answer.text).group(1)


def test_page(visitor):
    """A page with a widget names its kernel, and the kernel answers its owner."""
    answer = visitor.get(PAGE)
    assert 'data-front="lean"' in answer.text
    assert visitor.get(f"/api/kernels/{kernel_of(answer)}").status == 200


def test_plain_page_keeps_no_kernel(visitor):
    """A page without widgets gives its kernel back at once."""
    answer = visitor.get("/programs/oak-county/plain")
    assert visitor.get(f"/api/kernels/{kernel_of(answer)}").status == 404


def test_owner(served, visitor):
    """Another session can neither see nor end nor enter a kernel."""
    kernel, other = kernel_of(visitor.get(PAGE)), served.visitor()
    other.get("/")
    assert other.get(f"/api/kernels/{kernel}").status == 404
    assert other.fill(f"/voila/api/shutdown/{kernel}").status == 404
    assert other.ask("DELETE", f"/api/kernels/{kernel}", headers={"X-XSRFToken": other.cookies["_xsrf"]}).status == 404
    assert other.get(f"{PAGE}?kernel={kernel}").status == 303
    assert other.get(f"/api/kernels/{kernel}/channels", Upgrade="websocket", Connection="Upgrade").status == 404
    assert visitor.get(f"/api/kernels/{kernel}").status == 200


def test_comms_only(visitor):
    """Through the websocket nothing can be run."""
    kernel = kernel_of(visitor.get(PAGE))
    answered = asyncio.run(_try_to_run(visitor, kernel))
    assert "execute_reply" not in answered
    assert "comm_info_reply" in answered


async def _try_to_run(visitor, kernel):
    socket = await connect(visitor, kernel)
    for kind, content in (("execute_request", {"code": "1"}), ("shutdown_request", {}), ("comm_info_request", {})):
        await socket.write_message(packed(kind, content, msg_id=kind), binary=True)
    kinds = []
    while "comm_info_reply" not in kinds:
        kinds.append(kind_of(await asyncio.wait_for(socket.read_message(), 10)))
    socket.close()
    while await socket.read_message() is not None:
        pass
    return kinds


def test_left(served_apart, eventually):
    """Leaving the page ends its kernel and deletes its snapshot."""
    served = served_apart()
    visitor = served.visitor()
    kernel = kernel_of(visitor.get(PAGE))
    assert (served.runtime() / f"{kernel}.json").stat().st_mode & 0o777 == 0o600
    assert len(served.kernels()) == 1
    assert visitor.fill(f"/voila/api/shutdown/{kernel}").status == 204
    eventually(lambda: not served.kernels())
    assert not (served.runtime() / f"{kernel}.json").exists()


def test_full(served_apart):
    """Past the cap a polite page says so; a place that is given back can be taken."""
    served = served_apart(max_kernels=1)
    visitor = served.visitor()
    kernel = kernel_of(visitor.get(PAGE))
    answer = visitor.get(PAGE)
    assert answer.status == 503
    assert "As many worksheets are open" in answer.text
    visitor.fill(f"/voila/api/shutdown/{kernel}")
    assert visitor.get(PAGE).status == 200


def test_a_time_that_is_told_is_true(served_apart, eventually):
    """Where a page was left without a word, its place is free when we said, and not minutes later."""
    served = served_apart(max_kernels=1)
    visitor = served.visitor()
    visitor.get(PAGE)
    answer = visitor.get(PAGE)
    seconds = int(answer.headers["Retry-After"])
    assert 0 < seconds <= 20
    assert f"try again in {seconds} seconds" in answer.text
    began = time.monotonic()
    while (waited := time.monotonic() - began) < seconds:
        time.sleep(seconds - waited)  # the very thing that was said
    assert visitor.get(PAGE).status == 200
    eventually(lambda: len(served.kernels()) == 1)


def test_who_is_at_work_keeps_the_place(served_apart):
    """A page that is open is not put out for another, and where nobody knows when it closes no time is told."""
    served = served_apart(max_kernels=1)
    visitor = served.visitor()
    kernel = kernel_of(visitor.get(PAGE))

    async def ask_beside() -> object:
        socket = await connect(visitor, kernel)
        answer = await asyncio.to_thread(visitor.get, PAGE)
        socket.close()
        while await socket.read_message() is not None:
            pass
        return answer

    answer = asyncio.run(ask_beside())
    assert answer.status == 503
    assert "come again when one was closed" in answer.text
    assert "seconds" not in answer.text


def test_the_21st_worksheet(served_apart):
    """No number is the bound where memory is left."""
    served = served_apart()
    visitor = served.visitor()
    assert {visitor.get(PAGE).status for _ in range(25)} == {200}
    assert len(served.kernels()) == 25


@pytest.mark.parametrize(
    ("most", "used", "fits"), [("max", 10**12, True), (10**9, 10**8, True), (10**9, 9 * 10**8, False)]
)
def test_a_container_has_a_bound_of_its_own(tmp_path, most, used, fits):
    """What a group of processes above ours may hold counts, less what it could give back at once."""
    group = tmp_path / "groups" / "pods" / "one"
    group.mkdir(parents=True)
    own = tmp_path / "own"
    own.write_text("0::/pods/one/deep\n")
    (group.parent / "memory.max").write_text(f"{most}\n")
    (group.parent / "memory.current").write_text(f"{used}\n")
    (group.parent / "memory.stat").write_text("anon 5\ninactive_file 1000\n")
    assert memory.has_room(0, tmp_path / "groups", own) == fits


def test_what_was_begun_counts():
    """Kernels that have not taken their memory yet are reckoned with: a hundred clicks at once bring nobody down."""
    most = psutil.virtual_memory().available // memory.KERNEL
    assert memory.has_room(0)
    assert not memory.has_room(most)


def test_idle(served_apart, eventually):
    """A kernel that nobody uses is ended by itself, also while its page is open, and the page's socket is closed."""
    served = served_apart(idle_minutes=2 / 60)
    visitor = served.visitor()
    kernel = kernel_of(visitor.get(PAGE))
    assert asyncio.run(_until_closed(visitor, kernel)) is None
    eventually(lambda: not served.kernels())
    assert visitor.get(f"/api/kernels/{kernel}").status == 404


async def _until_closed(visitor, kernel):
    socket = await connect(visitor, kernel)
    while await asyncio.wait_for(socket.read_message(), 30) is not None:
        pass
    socket.close()


def test_killed(served_apart, eventually):
    """A kernel that dies is noticed within seconds, and not started again."""
    served = served_apart()
    visitor = served.visitor()
    kernel = kernel_of(visitor.get(PAGE))
    os.kill(served.kernels()[0], signal.SIGKILL)
    eventually(lambda: visitor.get(f"/api/kernels/{kernel}").status == 404, 3)
    assert served.kernels() == []


def test_spare(served_apart, eventually):
    """A kernel is kept ready: the next page takes it, with its own snapshot and folder, and another is made ready."""
    served = served_apart(spare=True)
    write_notebook(
        Folder(served.folder),
        "where",
        "# Where",
        "import os\nprint(os.getcwd(), os.environ['MENTORWIDGETS_SNAPSHOT'])\nos.getpid()",
    )
    [ready] = eventually(served.kernels)
    visitor = served.visitor()
    page = visitor.get("/programs/oak-county/where").text
    assert f">{ready}<" in page.replace("\n", "")
    assert f"workbooks/oak-county {served.runtime()}" in page
    kernel = kernel_of(visitor.get(PAGE))
    asyncio.run(_try_to_run(visitor, kernel))
    eventually(lambda: len(served.kernels()) == 2)


def test_dead_spare(served_apart, eventually):
    """When the kernel that was kept ready has died, the next page gets a new one."""
    served = served_apart(spare=True)
    [ready] = eventually(served.kernels)
    os.kill(ready, signal.SIGKILL)
    assert served.visitor().get(PAGE).status == 200


def test_unreadable_notebook(served_apart):
    """A notebook that cannot be read takes nobody's place, however often it is asked for."""
    served = served_apart(max_kernels=1)
    visitor = served.visitor()
    (Folder(served.folder).workbooks / "oak-county" / "spoilt.ipynb").write_text("{")
    assert [visitor.get("/programs/oak-county/spoilt").status for _ in range(2)] == [500, 500]
    assert visitor.get(PAGE).status == 200


def test_broken_off(served_apart, eventually):
    """Who leaves while the page is still being made leaves no kernel."""
    served = served_apart()
    write_notebook(Folder(served.folder), "slow", "# Slow", "import time\ntime.sleep(60)")
    visitor = served.visitor()
    connection = http.client.HTTPConnection(visitor.host, timeout=30)
    connection.request("GET", "/programs/oak-county/slow", headers=visitor.cookie_header())
    response = connection.getresponse()
    sent = b""
    while b"Preparing your page" not in sent:
        sent += response.read1(10_000)
    eventually(served.kernels)
    response.close()
    connection.close()
    eventually(lambda: not served.kernels())


def test_environment(served, visitor):
    """A kernel's environment holds no token, no secret, no address and no query, only the snapshot's path."""
    text = visitor.get("/programs/oak-county/curious?secret=query").text
    assert served.token not in text
    assert "secret=query" not in text
    assert "MENTORWIDGETS_SNAPSHOT" in text
    assert "QUERY_STRING" in text
    assert served.host not in text


def test_ipc(served, visitor):
    """Kernels talk through sockets in a directory that only we can enter, not over the network."""
    visitor.get(PAGE)
    assert served.runtime().stat().st_mode & 0o777 == 0o700
    assert any("-ipc-" in path.name for path in served.runtime().iterdir())


def test_a_page_that_answers_keeps_its_socket(served_apart):
    """A page that stays open for many rounds of pings is never cut off."""
    served = served_apart(ping_seconds=0.3)
    visitor = served.visitor()
    assert asyncio.run(_stay(visitor, kernel_of(visitor.get(PAGE)), rounds=6)) == 1
    assert "ping timeout" not in served.log()


async def _stay(visitor, kernel, rounds):
    said, pings = [], []
    socket = await connect(visitor, kernel, heard=said.append)
    socket.on_ping = pings.append
    await _until(lambda: len(pings) >= rounds or socket.close_code)
    await socket.write_message(packed("comm_info_request", {}), binary=True)
    await _until(lambda: None in said or "comm_info_reply" in map(kind_of, filter(None, said)))
    socket.close()
    await _until(lambda: None in said)
    return [*map(kind_of, filter(None, said))].count("comm_info_reply")


async def _until(true):
    for _ in range(400):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("this never became true")


def test_a_page_that_is_gone_is_noticed(served_apart):
    """Who answers no ping any more is cut off, so that its kernel does not wait for ever."""
    served = served_apart(ping_seconds=0.3)
    visitor = served.visitor()
    address = f"/api/kernels/{kernel_of(visitor.get(PAGE))}/channels?session_id=s"
    lines = [f"GET {address} HTTP/1.1", f"Host: {served.host}", "Upgrade: websocket", "Connection: Upgrade"]
    lines += ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    lines += [f"Sec-WebSocket-Protocol: {PROTOCOL}"]
    lines += [f"{name}: {value}" for name, value in visitor.cookie_header().items()]
    host, _, port = served.host.rpartition(":")
    with sockets.create_connection((host, int(port)), timeout=30) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        said = b""
        while more := line.recv(4096):  # reads, and answers nothing
            said += more
    assert said.startswith(b"HTTP/1.1 101")
    assert said.count(b"\x89\x00") in (2, 3)  # pings
    assert "ping timeout" in served.log()
