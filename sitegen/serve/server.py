"""HTTP and the livereload protocol, on the `livereload` package through its public hooks, with an application of ours.

The package's own way is left aside where it would poll, drop messages, build on the event loop, let any website read
the preview or reload it from outside (measured: `Watcher.start` and `Server.application` are the hooks). A message says
no more than that there is something new; a page fetches what that is, and so a lost one is made up for by the next.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.httputil import split_host_and_port
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from sitegen.serve import answers
from sitegen.serve.preview import Preview

MESSAGE_LIMIT = 64 * 1024  # bytes; what livereload.js sends is shorter than one


def run(preview: Preview) -> None:
    """Serves until `Preview.stop` or an interrupt."""
    for name in ("livereload", "tornado.access", "tornado.general"):
        logging.getLogger(name).addFilter(_only_errors)
    try:
        _Server(preview).serve(port=preview.door.port, host=preview.door.host)
    finally:
        preview.close()


def _only_errors(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


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
                (rf"{answers.SCRIPTS}({'|'.join(answers.PARTS)})", _LiveScript, given),
                (f"{answers.SCRIPTS}now", _Now, given),
                (f"{answers.SCRIPTS}edit", _Edit, given),
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
    sent = ""  # the output that was answered with

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

    def on_finish(self) -> None:
        """When the answer is on its way."""
        if self.sent:
            self.preview.workshop.fetched(self.sent)


class _Pages(_Guarded):
    async def get(self) -> None:
        await self.preview.begun.wait()
        if not self.preview.outputs:
            self._send(answers.Answer(503, answers.HTML, answers.broken_page(self.preview.word.text)))
            self.set_header("Content-Security-Policy", answers.BROKEN_POLICY)
            return
        found = self.preview.answer(unquote(self.request.path, errors="replace"))
        if found.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", found.location + query)
        self._send(found)

    head = get

    def _send(self, found: answers.Answer) -> None:
        self.set_status(found.status)
        self.set_header("Content-Type", found.media_type)
        self.sent = found.output.path if found.output else ""
        if found.media_type == answers.HTML and not found.location:
            digest = found.output.digest if found.output else ""
            self.write(answers.live(found.body, self.preview.door.port, self.preview.number, digest))
        else:
            self.write(found.body)


class _LiveScript(_Guarded):
    def get(self, name: str) -> None:
        self.set_header("Content-Type", answers.media_type(name))
        self.write(answers.script(name))


class _LiveReloadScript(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Now(_Guarded):
    """What there is to see at a path, for a page that shows `have`: the number of the state, what is said about the
    last build, and the page as it is in the site, null where it is the same."""

    async def get(self) -> None:
        preview = self.preview
        await preview.begun.wait()
        found = preview.answer(unquote(self.get_query_argument("path", "/"), errors="replace"))
        if found.location:
            found = preview.answer(unquote(found.location))
        output = found.output
        digest = output.digest if output else ""
        page = found.media_type == answers.HTML and digest != self.get_query_argument("have", "")
        said = {
            "state": preview.number,
            "page": digest,
            "html": found.body.decode("utf-8", "replace") if page and output else None,
            "broken": preview.word.broken,
            "good": preview.was_good,
            "problems": preview.word.rows,
            "editor": preview.voice.editor,
        }
        self.set_header("Content-Type", answers.MEDIA_TYPES[".json"])
        self.write(json.dumps(said, ensure_ascii=False))
        self.sent = output.path if output and page else ""


class _Edit(_Guarded):
    """Opens a file in the writer's editor: at the place of a problem that is shown now, and nowhere else."""

    def post(self) -> None:
        origin = self.request.headers.get("Origin", "")
        wanted = _object(self.request.body)
        place = tuple(wanted.get(name) for name in ("file", "line", "column"))
        known = [(row.get("file"), row.get("line"), row.get("column")) for row in self.preview.word.rows]
        own = origin == f"{self.request.protocol}://{self.request.host}"
        if not own or not self.preview.voice.editor or not all(place) or place not in known:
            self.set_status(403)
            return
        file, line, column = place
        self.preview.voice.edit(str(file), int(str(line)), int(str(column)))
        self.set_status(204)

    def check_xsrf_cookie(self) -> None:
        """The origin is looked at instead."""


class LiveHandler(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """One open page. It is told that there is something new when it says that it shows another state than the one
    there is, and whenever that changes."""

    page = "/"

    def check_origin(self, origin: str) -> bool:
        """The package lets every website listen in; tornado's own rule is that the origin is the host asked for."""
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str | bytes) -> None:
        said = _object(message)
        if said.get("command") == "hello":
            super().on_message(json.dumps({"command": "hello"}))
        elif said.get("command") == "info":
            plugins = said.get("plugins")
            mine = plugins.get("sitegen") if isinstance(plugins, dict) else None
            mine = mine if isinstance(mine, dict) else {}
            self.page = unquote(mine["path"], errors="replace") if isinstance(mine.get("path"), str) else "/"
            self.preview.browsers.add(self)
            self.preview.looked_at()
            if mine and mine.get("state") != self.preview.number:
                self.renew()

    def on_close(self) -> None:
        self.preview.browsers.discard(self)
        self.preview.looked_at()

    def renew(self) -> None:
        """The path is nobody's, so that livereload.js without our plug-in loads the page again."""
        message = {"command": "reload", "path": f"*{self.preview.number}", "liveCSS": False, "liveImg": False}
        with suppress(WebSocketClosedError):
            self.write_message(message)


def _object(message: str | bytes) -> dict[str, Any]:
    """A message as an object, {} for whatever else a stranger may send."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
