"""A running preview for tests: over builds of a test's own making, or over a real project; a client that speaks as
much of the livereload protocol as it needs; what a browser must not say.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen.build import Built
from sitegen.cli.serve import WATCHED, maker, site_path
from sitegen.core.artifact import Manifest, Options, Output, digest
from sitegen.core.problem import Problem, Span
from sitegen.core.world import Onlooker
from sitegen.effects import real_world
from sitegen.report import View, as_rows, sources
from sitegen.serve.door import Door, take
from sitegen.serve.preview import Preview, Voice
from sitegen.serve.server import run

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
ERROR = Problem("fact-unknown", 'no fact has the id "<x>"', Span("content/faq.yaml", 3, 5), 'did you mean "<y>"?')
WARNING = Problem("fact-due", "this was to happen yesterday", Span("content/facts.yaml", 7, 1))
ROW = {"file": "content/faq.yaml", "line": 3, "column": 5}


def page(text: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">{head}<title>t</title></head>'
        f"<body><h1>{text}</h1></body></html>\n"
    )


def site(*problems: Problem, **files: str) -> Built:
    """`home` and `faq` are pages, `x__css` is x.css; the 404 page is always there."""
    named = {"404.html": page("nothing here")}
    named |= {{"home": "index.html"}.get(k, f"{k}/index.html" if "__" not in k else k.replace("__", ".")): v
              for k, v in files.items()}  # fmt: skip
    outputs = {path: Output(path, text.encode(), digest(text.encode())) for path, text in named.items()}
    return Built(Manifest(outputs), problems)


def rows(built: Built) -> list[dict[str, Any]]:
    return as_rows(built.problems, View(sources=sources(built.snapshot)))


class Studio:
    """A running preview whose next build is what a test says it is, and everything that was said."""

    def __init__(self, door: Door, folders: list[Path], base: str = "/") -> None:
        self.next: Callable[[], Built] = lambda: site(home=page("one"))
        self.on_tell: Callable[[Built, float], None] | None = None
        self.told: list[Built] = []
        self.complaints: list[str] = []
        self.edited: list[tuple[str, int, int]] = []
        self._news = threading.Condition()
        self.voice = Voice(
            self._tell, rows, lambda built: built.problems[0].message, lambda error: f"bug: {error}", self._complain,
            "Ed", lambda *place: self.edited.append(place),
        )  # fmt: skip
        self.preview = Preview(door, self.make, self.voice, folders, lambda site: base)
        self.preview.base = base
        self.port = door.port

    def make(self, onlooker: Onlooker) -> Built:
        return self.next()

    def _tell(self, built: Built, seconds: float) -> None:
        if self.on_tell is not None:
            self.on_tell(built, seconds)
        with self._news:
            self.told.append(built)
            self._news.notify_all()

    def _complain(self, text: str) -> None:
        with self._news:
            self.complaints.append(text)
            self._news.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(condition, 20), "the preview said nothing more"

    def build(self, make: Callable[[], Built]) -> None:
        """Asks for a build and waits until it was told of."""
        count = len(self.told) + len(self.complaints)
        self.next = make
        self.preview.workshop.ask()
        self.until(lambda: len(self.told) + len(self.complaints) > count)
        self.ask("/")  # answered after the new state is in place

    def ask(
        self, path: str, host: str = "", method: str = "GET", body: str = "", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        for name, value in headers.items():
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body.encode())))
        connection.endheaders(body.encode() or None)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text

    def now(self, path: str = "/", have: str = "") -> dict[str, Any]:
        return json.loads(self.ask(f"/.sitegen/now?path={path}&have={have}")[2])


@contextmanager
def studio(folders: list[Path], first: Callable[[], Built] | None = None, base: str = "/") -> Iterator[Studio]:
    door = take("127.0.0.1", 0)
    assert isinstance(door, Door)
    running = Studio(door, folders, base)
    if first is not None:
        running.next = first
    with _going(running):
        yield running


@contextmanager
def _going(running: Studio) -> Iterator[None]:
    thread = threading.Thread(target=run, args=(running.preview,), daemon=True)
    thread.start()
    try:
        running.until(lambda: bool(running.told or running.complaints))
        running.ask("/")
        yield
    finally:
        running.preview.stop()
        thread.join(20)
    assert not thread.is_alive()


@contextmanager
def previewing(root: Path) -> Iterator[Studio]:
    """The preview of a real project, built by `sitegen serve`'s own hands."""
    door = take("127.0.0.1", 0)
    assert isinstance(door, Door)
    options = Options(origin=door.url.rstrip("/"))
    build = maker(real_world(root, root / "build", again_and_again=True), options)
    running = Studio(door, [root / name for name in WATCHED])
    running.preview = Preview(door, build, running.voice, [root / name for name in WATCHED],
                              lambda site: site_path(site, options))  # fmt: skip
    with _going(running):
        yield running


class Browser:
    """As much of livereload.js as the protocol needs, over tornado's own client."""

    def __init__(self, port: int, state: int | None = None, **headers: str) -> None:
        self._loop = asyncio.new_event_loop()
        request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers=headers)
        self._socket: WebSocketClientConnection = self._run(self._connect(request))
        self.send({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        assert self.read()["command"] == "hello"
        plugins = {} if state is None else {"sitegen": {"state": state, "path": "/", "version": "1.0"}}
        self.send({"command": "info", "plugins": plugins, "url": f"http://127.0.0.1:{port}/"})

    @staticmethod
    async def _connect(request: HTTPRequest) -> WebSocketClientConnection:
        return await websocket_connect(request)

    def _run(self, work):  # type: ignore[no-untyped-def]
        return self._loop.run_until_complete(asyncio.wait_for(work, 20))

    def send(self, message: object) -> None:
        text = message if isinstance(message, str | bytes) else json.dumps(message)
        self._run(self._write(text))

    async def _write(self, text: str | bytes) -> None:
        await self._socket.write_message(text, binary=isinstance(text, bytes))

    def known(self) -> Browser:
        """Once this comes back, the server has read everything sent before."""
        self.send({"command": "hello"})
        assert self.read()["command"] == "hello"
        return self

    def read(self) -> dict[str, object]:
        text = self._run(self._next())
        assert text is not None, "the server hung up"
        return json.loads(text)

    async def _next(self) -> str | bytes | None:
        return await self._socket.read_message()

    def close(self) -> None:
        self._socket.close()
        self._loop.close()


@contextmanager
def chromium() -> Iterator[Any]:
    """A page in Chromium. Its console must stay empty but for the icon that these sites lack, the 503 of a fault, and
    what a page still asks of a server that a test has ended."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    faults: list[str] = []
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        page.goto("about:blank")
        browser.close()
    wrong = [fault for fault in faults if not re.search("server responded with a status of|ERR_CONNECTION", fault)]
    assert not wrong, wrong
