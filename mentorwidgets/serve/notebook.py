"""A worksheet's page: its notebook is run by a kernel of its own while the page is already being sent."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient.exceptions import CellExecutionError
from nbconvert.preprocessors.clearoutput import ClearOutputPreprocessor
from tornado.iostream import StreamClosedError
from voila.execute import VoilaExecutor  # noqa: TID253 - only the running server imports this
from voila.notebook_renderer import NotebookRenderer  # noqa: TID253 - same

from mentorwidgets.serve.audit import note_read
from mentorwidgets.serve.clean import Part, part_from_markdown, parts_of, title_of, without_title
from mentorwidgets.serve.logs import log, note_trouble
from mentorwidgets.serve.signin import Slide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mentorwidgets.serve.kernels import Full

TIMEOUT = 120  # seconds for one cell


class Page(NotebookRenderer):
    """Voilà's renderer with our own cells: nothing from a notebook reaches the page as it is."""

    def begin(self, words: dict[str, Any], path: Path) -> None:
        """Give the template its words; call after `initialize`."""
        cells = self.notebook.cells
        self.title = title_of(cells) or str(self.notebook.metadata.get("title", "")) or path.stem.capitalize()
        self.parts: list[Part] = []
        self.folder = path.parent
        environment = self.exporter.environment
        environment.autoescape = True
        environment.globals.update(words, title=self.title, page=self)

    async def load_notebook(self, path: str) -> Any:
        """Read the file; any kernel name in it means ours."""
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python", "language": "python"}
        return notebook

    def front(self) -> str:
        """Which front end the page needs, known when the last cell has run: none, ours or Voilà's."""
        shown = [part.model for part in self.parts if part.kind == "widget"]
        states = self.executor.widget_state
        if all(states.get(model, {}).get("_view_module") == "anywidget" for model in shown):
            return "lean" if shown else "none"
        return "stock"

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:
        manager = await kernel_future
        self.executor = VoilaExecutor(nb, km=manager, timeout=TIMEOUT, record_timing=False)
        self.executor.kc = await self.executor.async_start_new_kernel_client()
        # A kernel is kept ready before anybody knows which notebook it will run.
        self.executor.kc.execute(f"__import__('os').chdir({str(self.folder)!r})", silent=True, store_history=False)
        self.kernel_started = True
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[tuple[Part, ...]]:
        del kernel_id
        nb, _ = ClearOutputPreprocessor().preprocess(nb, {})
        for index, cell in enumerate(nb.cells):
            parts = await self._parts(cell, index)
            self.parts += parts
            yield tuple(parts)
            if any(part.kind == "trouble" for part in parts):
                break
        await self._cleanup_resources()

    async def _parts(self, cell: Any, index: int) -> list[Part]:
        if cell.cell_type == "markdown":
            source = without_title(cell.source, self.title)
            return [part_from_markdown(source, cell.get("attachments"))] if source.strip() else []
        if cell.cell_type != "code" or not cell.source.strip():
            return []
        try:
            cell = await self.executor.async_execute_cell(cell, index, store_history=False)
        except CellExecutionError as error:
            return [*parts_of(cell.outputs), _trouble(f"cell {index + 1} failed", error)]
        except Exception as error:  # noqa: BLE001 - a dead kernel, a cell without an end: the page says so, the log has it
            return [_trouble(f"cell {index + 1} could not be run", error)]
        return list(parts_of(cell.outputs))


class Worksheet(Slide):
    """A worksheet of a program."""

    _kernel = ""
    is_left = False  # whether the browser went away before the page was there

    async def get(self, slug: str, stem: str) -> None:
        """Run the notebook and send the page; or, for a kernel that runs already, the page with Voilà's front end."""
        path = self.site.library.notebook(slug, stem)
        if path is None:
            self.write_error(404)
            return
        if kernel := self.get_query_argument("kernel", ""):
            await self._send_stock(slug, kernel)
            return
        snapshot = await self.site.library.snapshot(slug, self.session.viewer())
        await note_read(self, f"{slug}/{stem}")
        name = await self.site.library.name(slug)
        kernels = self.site.kernels
        if full := await kernels.make_room(self.session):
            self._say_full(full)
            return
        self._kernel = kernels.reserve(self.session, self.request.path, snapshot)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        try:
            await self._send(path, self._words(slug, name, self._kernel))
        except BaseException:
            # A place that nobody gives back would be lost until the server stops.
            await kernels.end_quietly(self._kernel)
            raise

    def on_connection_close(self) -> None:
        """Nobody waits for this page any more: end its kernel."""
        self.is_left = True
        if self._kernel:
            self.site.kernels.soon(self.site.kernels.end_quietly(self._kernel))

    def _words(self, slug: str, name: str, kernel: str) -> dict[str, Any]:
        self.xsrf_token  # noqa: B018 - sets the cookie, before the first byte of the page goes out
        return {
            **self.site.common(),
            **self.frame(),
            "slug": slug,
            "program": name,
            "kernel": kernel,
            "address": self.request.path,
        }

    async def _send(self, path: Path, words: dict[str, Any]) -> None:
        launcher = self.settings["launcher"]
        page = Page(**launcher.renderer_settings(), request_handler=self, notebook_path=str(path))
        await page.initialize()
        page.begin(words, path)
        began = time.monotonic()
        starting = asyncio.ensure_future(self.site.kernels.open(self._kernel))
        starting.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            async for html, _ in page.generate_content_generator(self._kernel, starting):
                self.write(html)
                await self.flush()
        except StreamClosedError:
            return
        except Exception as error:  # noqa: BLE001 - the page has begun: its end must say what happened
            if self.is_left:
                return
            name = note_trouble(f"{self.request.path} could not be shown", error)
            self.write(self.site.page("broken", name=name))
            await self.site.kernels.end_quietly(self._kernel)
        log.info("%s ready after %.0f ms", self.request.path, 1000 * (time.monotonic() - began))
        await self._settle(page)

    async def _settle(self, page: Page) -> None:
        room = self.site.kernels.rooms.get(self._kernel)
        if room is None:
            return
        kernel, self._kernel = self._kernel, ""
        if page.front() == "none":
            await self.site.kernels.end(kernel)
            await self.site.kernels.prepare_spare()
            return
        room.parts, room.title = tuple(page.parts), page.title
        self.site.kernels.page_left(kernel)

    async def _send_stock(self, slug: str, kernel: str) -> None:
        kernels = self.site.kernels
        room = kernels.rooms.get(kernel)
        if room is None or not kernels.is_owner(kernel, self.session) or room.address != self.request.path:
            self.redirect(self.request.path, status=303)
            return
        self.settings["launcher"].allow_stock(self.request)
        config = self.settings["launcher"].page_config(kernel)
        name = await self.site.library.name(slug)
        words = {**self._words(slug, name, kernel), "title": room.title, "parts": room.parts, "config": config}
        await self.finish(self.site.page("stock", **words))

    def _say_full(self, full: Full) -> None:
        words = "You have as many worksheets open as one person can."
        if not full.is_theirs:
            words = "As many worksheets are open as this computer can hold."
        again = f"try again in {full.seconds} seconds" if full.seconds else "come again when one was closed"
        self.set_header("Retry-After", str(full.seconds or 60))
        self.say(503, "Please wait a moment", words, f"Close one that you do not need, or {again}.")


def _trouble(what: str, error: Exception) -> Part:
    return Part(kind="trouble", text=note_trouble(what, error))
