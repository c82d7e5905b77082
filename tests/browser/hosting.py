"""A host like GitHub Pages, here: a folder under a path, folders by their index.html, 404.html for the rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

BASE_PATH = "/subpath/"


@contextmanager
def hosting(folder: Path, base: str = BASE_PATH) -> Iterator[str]:
    """The address at which `folder`, which may still be empty, is shown below the path `base`; ends with a slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if not path.startswith(base):
                return self.answer(404, "text/plain", b"outside the site")
            file = folder / path.removeprefix(base)
            if file.is_dir() and not path.endswith("/"):
                self.send_response(301)
                self.send_header("Location", path + "/")
                return self.end_headers()
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                return self.answer(404, "text/html; charset=utf-8", (folder / "404.html").read_bytes())
            kind = guess_type(file.name)[0] or "application/octet-stream"
            self.answer(200, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, file.read_bytes())

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()
