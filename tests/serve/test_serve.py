"""The preview as a browser and as a stranger meet it: a real server on a free port over a build of our own making."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen.build import Built
from sitegen.core.artifact import Manifest, Output, digest
from sitegen.core.problem import Problem, Span
from sitegen.serve import answers
from sitegen.serve.door import Door, take
from sitegen.serve.server import Preview, Voice

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def page(text: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>t</title></head>'
        f"<body><h1>{text}</h1></body></html>\n"
    )


def site(**files: str) -> Built:
    """`home` and `faq` are pages, `x__css` is x.css; the 404 page is always there."""
    named = {"404.html": page("nothing here")}
    named |= {{"home": "index.html"}.get(k, f"{k}/index.html" if "__" not in k else k.replace("__", ".")): v
              for k, v in files.items()}  # fmt: skip
    outputs = {path: Output(path, text.encode(), digest(text.encode())) for path, text in named.items()}
    return Built(Manifest(outputs))


ERROR = Problem("fact-unknown", 'no fact has the id "<x>"', Span("content/faq.yaml", 3, 5))


class Studio:
    """A running preview whose next build is what a test says it is, and everything that was said."""

    def __init__(self, door: Door, folders: list[Path]) -> None:
        self.next: Callable[[], Built] = lambda: site(home=page("one"))
        self.on_tell: Callable[[Built, float], None] | None = None
        self.told: list[Built] = []
        self.complaints: list[str] = []
        self._news = threading.Condition()
        voice = Voice(self._tell, lambda built: built.problems[0].message, lambda e: f"bug: {e}", self._complain)
        self.preview = Preview(door, lambda: self.next(), voice, folders)
        self.port = door.port

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

    def ask(self, path: str, host: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


@contextmanager
def studio(folders: list[Path], first: Callable[[], Built] | None = None) -> Iterator[Studio]:
    door = take("127.0.0.1", 0)
    assert isinstance(door, Door)
    running = Studio(door, folders)
    if first is not None:
        running.next = first
    thread = threading.Thread(target=running.preview.run, daemon=True)
    thread.start()
    try:
        running.until(lambda: bool(running.told or running.complaints))
        running.ask("/")
        yield running
    finally:
        running.preview.stop()
        thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Studio]:
    def first() -> Built:
        return site(home=page("one"), faq=page("questions"), a__css="a{}", route__geojson="{}", x__bin="?")

    with studio([tmp_path], first) as it:
        yield it


# --- what is answered


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/faq/", 200, "text/html; charset=utf-8"),
        ("/faq/?from=here", 200, "text/html; charset=utf-8"),
        ("/a.css", 200, "text/css; charset=utf-8"),
        ("/a.css?v=2", 200, "text/css; charset=utf-8"),
        ("/route.geojson", 200, "application/geo+json"),
        ("/x.bin", 200, "application/octet-stream"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/nothing/", 404, "text/html; charset=utf-8"),
        ("/sitegen-live.js", 200, "text/javascript; charset=utf-8"),
        ("/livereload.js", 200, "application/javascript"),
    ],
)
def test_paths_as_a_static_host_answers_them(running: Studio, path: str, status: int, media_type: str) -> None:
    found, headers, _ = running.ask(path)
    assert (found, headers["content-type"]) == (status, media_type)
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "etag" not in headers


def test_the_slash_that_is_missing_is_added_and_the_query_kept(running: Studio) -> None:
    status, headers, _ = running.ask("/faq?q=1")
    assert (status, headers["location"]) == (302, "/faq/?q=1")


def test_what_is_not_there_gets_the_sites_own_page(running: Studio) -> None:
    assert "nothing here" in running.ask("/nowhere/at/all")[2]


def test_head_says_the_same_without_a_body(running: Studio) -> None:
    status, headers, body = running.ask("/", method="HEAD")
    assert (status, body) == (200, "")
    assert int(headers["content-length"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_from_outside(running: Studio, method: str) -> None:
    assert running.ask("/", method=method)[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%252e%252e/etc/passwd",
        "//etc/passwd", "//faq", "/\\etc\\passwd", "/%5c..%5c", "/faq/../../x", "/%00", "/a.css%00.html", "/;/etc",
        "/%ff", "/forcereload?path=*", "/content/site.yaml", "/.git/config",
    ],
)  # fmt: skip
def test_there_is_no_way_out_of_the_manifest(running: Studio, path: str) -> None:
    status, headers, body = running.ask(path)
    assert status == 404 and "nothing here" in body
    assert "location" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:99", 200), ("LOCALHOST", 200), ("127.0.0.1", 200), ("[::1]:8000", 200),
        ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("localhost.evil.example:8000", 403),
        ("192.168.1.5", 403), ("0.0.0.0", 403),
    ],
)  # fmt: skip
def test_only_a_name_of_ours_is_answered(running: Studio, host: str, status: int) -> None:
    for path in ("/", "/livereload.js", "/sitegen-live.js", "/faq"):
        found, _, body = running.ask(path, host)
        assert (found == 403) is (status == 403)
        assert status == 200 or "one" not in body


@pytest.mark.parametrize(
    ("host", "name", "answers_to"),
    [
        ("preview.lan", "preview.lan", True),
        ("preview.lan", "other.lan", False),
        ("preview.lan", "192.168.1.5", False),
        ("192.168.1.5", "192.168.1.5", True),
        ("0.0.0.0", "192.168.1.5", True),  # a bare address cannot be rebound
        ("0.0.0.0", "evil.example", False),
        ("::", "[fe80::1]", True),
    ],
)
def test_names_when_the_preview_is_open_to_the_network(host: str, name: str, answers_to: bool) -> None:
    door = Door(host, 8000, ())
    assert door.answers_to(name) is answers_to
    assert door.open_to_others


def test_live_scripts_are_in_pages_alone_and_the_manifest_stays_as_it_was(running: Studio) -> None:
    query = f"port={running.port}&amp;mindelay=200&amp;maxdelay=2000"
    scripts = f'<script src="/livereload.js?{query}" defer></script></body>'
    for path in ("/", "/faq/", "/nowhere"):
        assert scripts in running.ask(path)[2]
    assert running.ask("/a.css")[2] == "a{}"
    assert running.preview.outputs["index.html"].data == page("one").encode()


@pytest.mark.parametrize("html", ["<p>no body element", "", "<body>one</body><!-- </body> --></body>"])
def test_the_live_script_finds_a_place_in_any_page(html: str) -> None:
    with_script = answers.live(html.encode(), 8000, 3).decode()
    assert with_script.count('<script src="/sitegen-live.js?build=3" defer>') == 1
    assert with_script.startswith(html.removesuffix("</body>"))


# --- ports


def test_a_named_port_that_is_taken_is_refused_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = take("127.0.0.1", port)
    assert refused == f"port {port} is in use; name another with --port, or leave it out and a free one is found"


def test_without_a_named_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr("sitegen.serve.door.DEFAULT_PORT", port)
        door = take("127.0.0.1", None)
    assert isinstance(door, Door)
    assert door.passed == port and door.port != port
    assert door.url == f"http://127.0.0.1:{door.port}/"
    for each in door.sockets:
        each.close()


@pytest.mark.parametrize("host", ["no.such.host.invalid", "", "a..b"])
def test_a_host_that_is_none_is_refused_in_a_sentence(host: str) -> None:
    assert isinstance(take(host, 0), str)


# --- the live connection


class Browser:
    """As much of livereload.js as the protocol needs, over tornado's own client."""

    def __init__(self, port: int, build: int | str | None = None, **headers: str) -> None:
        self._loop = asyncio.new_event_loop()
        request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers=headers)
        self._socket: WebSocketClientConnection = self._run(self._connect(request))
        self.send({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        assert self.read()["command"] == "hello"
        plugins = {} if build is None else {"sitegen": {"build": str(build), "version": "1.0"}}
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


def test_a_good_build_renews_every_open_page(running: Studio) -> None:
    browsers = [Browser(running.port, running.preview.number).known() for _ in range(3)]
    running.build(lambda: site(home=page("two")))
    for browser in browsers:
        assert browser.read() == {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}
        browser.close()
    assert "two" in running.ask("/")[2]


def test_a_page_from_an_older_build_is_renewed_as_soon_as_it_connects(running: Studio) -> None:
    running.build(lambda: site(home=page("two")))
    late = Browser(running.port, 1)
    assert late.read()["command"] == "reload"
    late.close()


def test_a_build_that_changes_nothing_and_one_that_fails_leave_pages_alone(running: Studio) -> None:
    number = running.preview.number
    same = running.preview.outputs
    running.build(lambda: Built(Manifest(dict(same))))
    running.build(lambda: Built(Manifest({}), (ERROR,)))
    running.build(lambda: Built(None, (ERROR,)))
    assert "one" in running.ask("/")[2]
    assert running.preview.number == number


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost.evil.example", "null"])
def test_no_other_website_can_listen_in(running: Studio, origin: str) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Browser(running.port, Origin=origin)
    assert refused.value.code == 403


def test_our_own_page_can(running: Studio) -> None:
    Browser(running.port, Origin=f"http://127.0.0.1:{running.port}").close()


def test_a_name_that_leads_here_does_not_help(running: Studio) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Browser(running.port, Host="evil.example", Origin="http://evil.example")
    assert refused.value.code == 403


@pytest.mark.parametrize(
    "message",
    ["not json", "[]", "null", b"\xff\xfe", '{"command": 7}', '{"command": "info", "plugins": []}', "[" * 50_000],
)
def test_nonsense_is_passed_over(running: Studio, message: str | bytes) -> None:
    browser = Browser(running.port, running.preview.number)
    browser.send(message)
    browser.known().close()


# --- builds that fail


def test_a_first_build_that_fails_is_shown_as_a_page_until_it_is_mended(tmp_path: Path) -> None:
    with studio([tmp_path], lambda: Built(None, (ERROR,))) as it:
        status, headers, body = it.ask("/faq/")
        assert status == 503 and headers["cache-control"] == "no-store"
        assert "no fact has the id &quot;&lt;x&gt;&quot;" in body and "<x>" not in body
        browser = Browser(it.port, it.preview.number).known()
        it.build(lambda: site(home=page("mended")))
        assert browser.read()["command"] == "reload"
        browser.close()
        assert "mended" in it.ask("/")[2]


def test_an_exception_in_a_build_is_said_and_survived(running: Studio) -> None:
    def burst() -> Built:
        raise RuntimeError("burst")

    running.build(burst)
    assert running.complaints == ["bug: burst"]
    assert "one" in running.ask("/")[2]
    running.build(lambda: site(home=page("after")))
    assert "after" in running.ask("/")[2]


def test_an_exception_in_the_telling_is_survived_too(running: Studio) -> None:
    def gone(built: Built, seconds: float) -> None:
        raise RuntimeError("the terminal is gone")

    running.on_tell = gone
    running.build(lambda: site(home=page("two")))
    assert running.complaints == ["bug: the terminal is gone"]
    running.on_tell = None
    running.build(lambda: site(home=page("three")))
    assert "three" in running.ask("/")[2]


def test_saves_during_a_build_become_one_more_build_with_the_last_state(running: Studio) -> None:
    begun, go_on = threading.Event(), threading.Event()
    states: list[str] = []

    def slow() -> Built:
        begun.set()
        go_on.wait(20)
        return site(home=page("slow"))

    def quick() -> Built:
        states.append("quick")
        return site(home=page("last"))

    count = len(running.told)
    running.next = slow
    running.preview.workshop.ask()
    assert begun.wait(20)
    running.next = quick
    for _ in range(100):
        running.preview.workshop.ask()
    go_on.set()
    running.until(lambda: bool(states) and "last" in _home(running.told[-1]))
    assert len(running.told) <= count + 2
    assert "last" in running.ask("/")[2]


def _home(built: Built) -> str:
    assert built.manifest is not None
    return built.manifest.outputs["index.html"].data.decode()


def test_bad_news_that_the_next_save_mends_is_never_told(running: Studio) -> None:
    """An editor that saves by deleting the file and writing it anew must not flash an error."""
    count = len(running.told)

    def half_saved() -> Built:
        running.next = lambda: site(home=page("whole"), faq=page("q"), a__css="", route__geojson="", x__bin="")
        running.preview.workshop.ask()
        return Built(None, (ERROR,))

    running.build(half_saved)
    assert len(running.told) == count + 1
    assert not running.told[-1].problems


# --- eyes


def test_a_save_in_a_watched_folder_is_built(tmp_path: Path) -> None:
    content, templates = tmp_path / "content", tmp_path / "templates"
    content.mkdir()
    (content / "a.md").write_text("one")

    def make() -> Built:
        texts = [p.read_text() for folder in (content, templates) for p in sorted(folder.glob("*"))]
        return site(home=page(" ".join(texts)))

    with studio([content, templates], make) as it:

        def shows(words: str) -> Callable[[], bool]:
            return lambda: f">{words}<" in _home(it.told[-1])

        def save(path: Path, text: str) -> None:
            aside = path.with_name(f".{path.name}.swp")
            aside.write_text(text)
            aside.replace(path)

        save(content / "a.md", "two")
        it.until(shows("two"))
        templates.mkdir()  # a folder that was not there when the preview began
        save(templates / "b.html", "three")
        it.until(shows("two three"))
        (content / "a.md").unlink()
        content.rmdir()
        it.until(shows("three"))
        content.mkdir()
        save(content / "a.md", "back")
        it.until(shows("back three"))
        save(content / "a.md", "again")
        it.until(shows("again three"))


# --- a real browser


@pytest.fixture
def tab() -> Iterator[Any]:
    """A page in Chromium. Its console must stay empty but for the icon that these sites lack and the 503 of a fault."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    faults: list[str] = []
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        browser.close()
    assert [fault for fault in faults if "the server responded with a status of" not in fault] == []


def see(tab: Any, selector: str, text: str) -> None:
    tab.locator(selector, has_text=text).wait_for(timeout=20_000)


def leave(tab: Any) -> None:
    """Before the server goes, or the page tells in the console that it is gone."""
    tab.goto("about:blank")


@pytest.mark.browser
def test_an_edit_renews_the_page_under_its_own_security_policy(tab: Any, tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("first")

    def make() -> Built:
        words = text.read_text()
        return Built(None, (ERROR,)) if words == "broken" else site(home=page(words))

    with studio([tmp_path], make) as it:
        tab.goto(it.preview.door.url)
        for words in ("second", "third"):
            text.write_text(words)
            see(tab, "h1", words)
        count = len(it.told)
        text.write_text("broken")
        it.until(lambda: len(it.told) > count and bool(it.told[-1].problems))
        tab.reload()  # opened during a broken build: the last good page
        see(tab, "h1", "third")
        text.write_text("mended")
        see(tab, "h1", "mended")
        leave(tab)


@pytest.mark.browser
def test_the_page_of_a_broken_first_build_renews_itself(tab: Any, tmp_path: Path) -> None:
    with studio([tmp_path], lambda: Built(None, (ERROR,))) as it:
        tab.goto(it.preview.door.url)
        see(tab, "pre", ERROR.message)
        it.build(lambda: site(home=page("mended")))
        see(tab, "h1", "mended")
        leave(tab)
