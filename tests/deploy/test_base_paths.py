"""One site under every kind of address that GitHub Pages has, served from there: each link leads to a file.

The address is taken from the remote, as a deploy takes it, or is a domain of one's own. Pages' own rules are kept by
the server: what lies outside of the base path is not ours, a folder gives its index.html, and whatever is missing
gives 404.html, at any depth.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from sitegen.build import make
from sitegen.core.artifact import Options
from sitegen.deploy.remote import misfit, repository
from sitegen.deploy.verdict import with_host_files
from tests.errors.change import REPOSITORY, read, theme
from tests.fakes import FakeWorld, MemoryFiles

KINDS = {
    "a project's site": ("https://github.com/Port/The-Harbor.git", "", "https://port.github.io/The-Harbor/", None),
    "a user's site": ("git@github.com:Port/port.github.io.git", "", "https://port.github.io/", None),
    "a domain of one's own": ("git@github.com:Port/harbor", "https://harbor-story.org/", "", "harbor-story.org"),
    "below a user's domain": ("git@github.com:Port/harbor", "https://port.org/harbor/", "", None),
}
TARGETS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "srcset", "image": "href"}


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.canonical = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href") or ""
        for part in (values.get(TARGETS.get(tag, "")) or "").split(","):
            if part.strip():
                self.found.append(part.split()[0])


class Host:
    """Pages, at a port of this machine, for files below a base path."""

    def __init__(self, files: Mapping[str, bytes], base: str) -> None:
        host = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, data = host.answer(unquote(urlsplit(self.path).path))
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.files, self.base = files, urlsplit(base).path
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)

    def answer(self, path: str) -> tuple[int, bytes]:
        if not path.startswith(self.base):
            return 404, b"somebody else's"
        name = path.removeprefix(self.base)
        name += "index.html" if name == "" or name.endswith("/") else ""
        return (200, self.files[name]) if name in self.files else (404, self.files["404.html"])

    def get(self, path: str) -> tuple[int, bytes]:
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        return response.status, response.read()

    def close(self) -> None:
        self.connection.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(params=KINDS, scope="module")
def kind(request: pytest.FixtureRequest) -> Iterator[tuple[Host, str, str | None]]:
    remote, given, detected, domain = KINDS[request.param]
    at = repository(remote)
    assert at is not None
    address = given or at.address
    assert address == (given or detected) and misfit(address, at) == ""
    files = MemoryFiles(read(REPOSITORY / "tests" / "sites" / "everything" / "content"))
    built = make(FakeWorld(files, MemoryFiles(theme())), Options(base_url=address))
    assert built.manifest is not None
    outputs = {path: output.data for path, output in built.manifest.outputs.items()}
    host = Host(with_host_files(outputs, address, at), address)
    yield host, address, domain
    host.close()


def test_every_link_leads_to_a_file_of_the_site(kind: tuple[Host, str, str | None]) -> None:
    host, address, domain = kind
    waiting, seen = [urlsplit(address).path], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        status, data = host.get(path)
        assert status == 200, path
        if not path.endswith(("/", ".html")):
            continue
        links = Links(data.decode())
        assert links.canonical == urljoin(address, path)
        for link in links.found:
            target = urlsplit(urljoin(urljoin(address, path), link))
            if target.scheme in ("http", "https") and target.netloc == urlsplit(address).netloc:
                waiting.append(target.path)
    pages = {path for path in host.files if path.endswith("index.html")}
    assert {f"{urlsplit(address).path}{path.removesuffix('index.html')}" for path in pages} <= seen
    assert host.files.get("CNAME", b"").decode().strip() == (domain or "")
    assert ("robots.txt" in host.files) == (urlsplit(address).path == "/")


@pytest.mark.parametrize("missing", ["nowhere", "deep/down/nowhere/", "faq/nowhere.html"])
def test_what_is_missing_shows_a_whole_page_at_any_depth(kind: tuple[Host, str, str | None], missing: str) -> None:
    host, address, _ = kind
    here = urljoin(address, missing)
    status, data = host.get(urlsplit(here).path)
    assert status == 404 and b"<html" in data
    for link in Links(data.decode()).found:
        target = urlsplit(urljoin(here, link))
        if not link.startswith("#") and target.netloc == urlsplit(address).netloc:
            assert host.get(target.path)[0] == 200, link


def test_whatever_names_the_address_names_this_one(kind: tuple[Host, str, str | None]) -> None:
    host, address, _ = kind
    for name in ("feed.xml", "feed.json", "sitemap.xml", "index.html"):
        text = host.files[name].decode()
        assert address in text, name
        assert "example.org" not in text, name
