"""The bookkeeping of kernels where two things happen at once: real kernels, without a server around them."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal

import pytest
from served import _children
from traitlets.config import Config

from mentorwidgets.errors import ServeError
from mentorwidgets.kernels import WARM
from mentorwidgets.serve.kernels import Kernels, OurKernelSpec
from mentorwidgets.serve.runtime import make_runtime_dir
from mentorwidgets.serve.sessions import Session


@pytest.fixture(scope="module", autouse=True)
def warm():
    """One warm parent for all."""
    yield
    WARM.close()


def play(story, **options):
    """Run ``story(kernels)`` with real kernels that are ended afterwards."""

    async def tell():
        config = Config(
            {"KernelManager": {"transport": "ipc"}, "KernelRestarter": {"time_to_dead": 0.2, "restart_limit": 0}}
        )
        room = make_runtime_dir()
        kernels = Kernels(config=config, connection_dir=str(room), kernel_spec_manager=OurKernelSpec(), **options)
        try:
            await story(kernels)
        finally:
            await kernels.close()
            kernels.context.destroy(linger=0)
            shutil.rmtree(room)

    asyncio.run(tell())


def someone(name="me"):
    session = Session(name, 0)
    return session.of(session.office())


def take(kernels, owner="me"):
    return kernels.reserve(someone(owner), "/", b"{}")


def running():
    """The processes of all forked kernels."""
    return set(_children(WARM._process.pid)) if WARM._process else set()


def pid_of(kernels, kernel_id):
    return kernels.get_kernel(kernel_id).provisioner.pid


async def until(ask):
    async with asyncio.timeout(10):
        while not ask():  # noqa: ASYNC110 - Jupyter tells nobody
            await asyncio.sleep(0.02)


def test_taken_while_starting():
    """A spare that is taken before it has started is started once, not twice."""

    async def story(kernels):
        before = running()
        preparing = asyncio.create_task(kernels.prepare_spare())
        await asyncio.sleep(0)
        kernel_id = take(kernels)
        manager = await kernels.open(kernel_id)
        await preparing
        assert kernels.get_kernel(kernel_id) is manager
        assert running() - before == {pid_of(kernels, kernel_id)}

    play(story)


def test_dead_spare_is_not_taken():
    """A spare that has died is left alone, and noticing its death does no harm to the kernel that was started instead."""

    async def story(kernels):
        await kernels.prepare_spare()
        [spare] = kernels.list_kernel_ids()
        os.kill(pid_of(kernels, spare), signal.SIGKILL)
        kernels.get_kernel(spare).provisioner.process.wait(5)
        kernel_id = take(kernels)
        await kernels.open(kernel_id)
        await until(lambda: spare not in kernels)
        assert kernel_id != spare
        assert await kernels.is_alive(kernel_id)
        assert kernels.is_owner(kernel_id, someone())

    play(story)


def test_left_while_starting():
    """A page that is left while its kernel starts leaves no kernel."""

    async def story(kernels):
        kernel_id = take(kernels)
        opening = asyncio.create_task(kernels.open(kernel_id))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await kernels.end(kernel_id)
        with pytest.raises(ServeError):
            await opening
        assert (kernels.list_kernel_ids(), kernels.rooms) == ([], {})

    play(story)


def test_closed_while_starting():
    """Stopping while a kernel starts waits for it, and ends it."""

    async def story(kernels):
        preparing = asyncio.create_task(kernels.prepare_spare())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await kernels.close()
        await preparing
        await kernels.prepare_spare()
        assert kernels.list_kernel_ids() == []

    play(story)


def test_spare_is_not_culled():
    """The kernel that is kept ready is not put to sleep for being idle; others are."""

    async def story(kernels):
        kernels.cull_idle_timeout = 0
        kernel_id = take(kernels)
        await kernels.open(kernel_id)
        await kernels.prepare_spare()
        await asyncio.sleep(0.01)
        await kernels.cull_kernels()
        assert len(kernels.list_kernel_ids()) == 1
        assert kernel_id not in kernels.rooms

    play(story)


def test_no_snapshot(tmp_path):
    """When the snapshot cannot be written no place is taken, and the spare stays ready."""

    async def story(kernels):
        await kernels.prepare_spare()
        [spare] = kernels.list_kernel_ids()
        (kernels.runtime() / f"{spare}.json").mkdir()
        with pytest.raises(OSError):
            take(kernels)
        (kernels.runtime() / f"{spare}.json").rmdir()
        assert kernels.rooms == {}
        assert take(kernels) == spare

    play(story)


def test_signed_out():
    """Signing out ends the kernels of that session and of no other."""

    async def story(kernels):
        mine, theirs = take(kernels), take(kernels, "them")
        await kernels.open(mine)
        await kernels.open(theirs)
        await kernels.end_all_of(lambda session: session.id == "me")
        assert kernels.list_kernel_ids() == [theirs]

    play(story)


def test_grace():
    """A kernel whose page never came is ended after a while; one with a page is not."""

    async def story(kernels):
        alone, used = take(kernels), take(kernels)
        await kernels.open(alone)
        await kernels.open(used)
        kernels.page_left(alone)
        kernels.page_left(used)
        kernels.notify_connect(used)
        await kernels.sweep()
        assert list(kernels.rooms) == [used]

    play(story, grace=-1, keep_spare=False)
