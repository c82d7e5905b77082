"""HTTP and the livereload protocol, on the `livereload` package through its public hooks, with an application of ours.

The package's own way is left aside where it would poll, drop messages, build on the event loop, let any website read
the preview or reload it from outside (measured: `Watcher.start` and `Server.application` are the hooks). What is shown
changes in one place, `Preview.show`, on the event loop.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import unquote

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import locks
from tornado.httpserver import HTTPServer
from tornado.httputil import split_host_and_port
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from sitegen.build import Built
from sitegen.core.artifact import Output
from sitegen.serve import answers
from sitegen.serve.door import Door
from sitegen.serve.watch import follow
from sitegen.serve.workshop import Attempt, Workshop

MESSAGE_LIMIT = 64 * 1024  # bytes; what livereload.js sends is shorter than one


@dataclass(frozen=True, slots=True)
class Voice:
    """What the preview says through `cli`. `describe` gives plain text for a page, `bug` keeps a trace and names it."""

    tell: Callable[[Built, float], None]
    describe: Callable[[Built], str]
    bug: Callable[[Exception], str]
    complain: Callable[[str], None]


class Preview:
    """What is shown now: the last good outputs, else why there are none. `number` counts what was shown."""

    def __init__(self, door: Door, make: Callable[[], Built], voice: Voice, folders: Iterable[Path]) -> None:
        self.door = door
        self.outputs: Mapping[str, Output] = {}
        self.fault = ""
        self.number = 0
        self.begun = locks.Event()
        self.browsers: set[LiveHandler] = set()
        self.workshop = Workshop(make, self._done)
        self._voice = voice
        self._folders = tuple(folders)
        self._stop = Event()
        self._loop: IOLoop | None = None

    def run(self) -> None:
        """Serves until `stop` or an interrupt."""
        for name in ("livereload", "tornado.access", "tornado.general"):
            logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)
        server = _Server(self)
        try:
            server.serve(port=self.door.port, host=self.door.host)
        finally:
            self._stop.set()
            self.workshop.close()
            for each in self.door.sockets:
                each.close()

    def start(self) -> None:
        """Called on the event loop as soon as requests can be answered."""
        self._loop = IOLoop.current()
        follow(self._folders, self.workshop.ask, self._stop, self._voice.complain)
        self.workshop.open()

    def stop(self) -> None:
        """From any thread."""
        if self._loop is not None:
            self._loop.add_callback(self._loop.stop)

    def _done(self, attempt: Attempt) -> None:
        """In the worker's thread, which must outlive whatever happens here. The browser hears of it first."""
        fault = self._fault(attempt)
        if self._loop is not None:
            self._loop.add_callback(self.show, attempt, fault)
        try:
            if attempt.bug is None:
                self._voice.tell(attempt.built, attempt.seconds)
            else:
                self._voice.complain(fault)
        except Exception as error:
            self._voice.complain(self._voice.bug(error))

    def _fault(self, attempt: Attempt) -> str:
        if attempt.good:
            return ""
        try:
            return self._voice.describe(attempt.built) if attempt.bug is None else self._voice.bug(attempt.bug)
        except Exception as error:
            return self._voice.bug(error)

    def show(self, attempt: Attempt, fault: str) -> None:
        """A good build takes the place of the last; a bad one leaves it and shows only where there never was one."""
        before = _state(self.outputs, self.fault)
        if attempt.good:
            self.outputs, self.fault = attempt.outputs, ""
        elif not self.outputs:
            self.fault = fault
        self.begun.set()
        if _state(self.outputs, self.fault) != before:
            self.number += 1
            for browser in tuple(self.browsers):
                browser.renew()


def _state(outputs: Mapping[str, Output], fault: str) -> tuple[dict[str, str], str]:
    return {path: output.digest for path, output in outputs.items()}, fault


class _Watcher(Watcher):  # type: ignore[misc]
    """Eyes of ours: `start` answers that no polling is needed."""

    def start(self, callback: Callable[[], None]) -> bool:
        return True


class _Server(Server):  # type: ignore[misc]
    def __init__(self, preview: Preview) -> None:
        super().__init__(watcher=_Watcher())
        self._preview = preview

    def application(self, port: int, host: str, **how: Any) -> None:
        LiveReloadHandler.watcher = self.watcher
        given = {"preview": self._preview}
        application = Application(
            [
                (r"/livereload", LiveHandler, given),
                (answers.LIVERELOAD, _LiveReloadScript, given),
                (answers.LIVE_SCRIPT, _LiveScript, given),
                (r".*", _Pages, given),
            ],
            websocket_max_message_size=MESSAGE_LIMIT,
            log_function=lambda handler: None,
        )
        HTTPServer(application).add_sockets(self._preview.door.sockets)
        self._preview.start()


class _Guarded(RequestHandler):
    """Answers to a name of ours alone, so that no website can read a preview by pointing its own name here."""

    preview: Preview

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def prepare(self) -> Awaitable[None] | None:
        name, _ = split_host_and_port(self.request.host)
        if not self.preview.door.answers_to(name):
            self.set_status(403)
            self.finish("This preview answers to its own address only.")
        return None

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def compute_etag(self) -> str | None:
        return None


class _Pages(_Guarded):
    async def get(self) -> None:
        await self.preview.begun.wait()
        path = unquote(self.request.path, errors="replace")
        if not self.preview.outputs:
            self._send(answers.Answer(503, answers.HTML, answers.broken_page(self.preview.fault)))
            self.set_header("Content-Security-Policy", answers.BROKEN_POLICY)
            return
        found = answers.answer(self.preview.outputs, path)
        if found.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", found.location + query)
        self._send(found)

    head = get

    def _send(self, found: answers.Answer) -> None:
        self.set_status(found.status)
        self.set_header("Content-Type", found.media_type)
        page = found.media_type == answers.HTML and not found.location
        self.write(answers.live(found.body, self.preview.door.port, self.preview.number) if page else found.body)


class _LiveScript(_Guarded):
    def get(self) -> None:
        self.set_header("Content-Type", answers.media_type(answers.LIVE_SCRIPT))
        self.write(answers.live_script())


class _LiveReloadScript(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class LiveHandler(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """One open page. It is told to renew itself when it says that it comes from another build than the one shown."""

    def check_origin(self, origin: str) -> bool:
        """The package lets every website listen in; tornado's own rule is that the origin is the host asked for."""
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str | bytes) -> None:
        said = _object(message)
        if said.get("command") == "hello":
            super().on_message(json.dumps({"command": "hello"}))
        elif said.get("command") == "info":
            self.preview.browsers.add(self)
            plugin = said.get("plugins")
            mine = plugin.get("sitegen") if isinstance(plugin, dict) else None
            build = mine.get("build") if isinstance(mine, dict) else None
            if build is not None and build != str(self.preview.number):
                self.renew()

    def on_close(self) -> None:
        self.preview.browsers.discard(self)

    def renew(self) -> None:
        with suppress(WebSocketClosedError):
            self.write_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})


def _object(message: str | bytes) -> dict[str, Any]:
    """A message as an object, {} for whatever else a stranger may send."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
