"""A server on this computer that answers as servers should, and as some do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

ANSWERS = {
    "/ok": "200 OK",
    "/empty": "204 No Content",
    "/gone": "410 Gone",
    "/none": "404 Not Found",
    "/closed-to-us": "403 Forbidden",
    "/too-many": "429 Too Many Requests",
    "/ill": "500 Internal Server Error",
    "/moved": "301 Moved Permanently\r\nLocation: /ok",
    "/moved-to-nothing": "302 Found\r\nLocation: none",
    "/mail": "302 Found\r\nLocation: mailto:a@b.c",
    "/nowhere": "302 Found",
    "/loop": "302 Found\r\nLocation: /pool",
    "/pool": "302 Found\r\nLocation: /loop",
    "/b%C3%BCro?q=a%20b": "200 OK",
}
DRIP = 0.05  # seconds between two bytes


@dataclass
class Server:
    port: int
    asked: list[str] = field(default_factory=list)  # "HEAD /ok"
    heads: list[str] = field(default_factory=list)  # the whole heads of the requests
    ended: Event = field(default_factory=Event)

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}{path}"

    def answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                return
            head += piece
            if not head.startswith((b"HEAD ", b"GET ")):  # somebody speaks TLS here
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        self.heads.append(head.decode("latin-1"))
        method, path = self.heads[-1].split(" ")[:2]
        self.asked.append(f"{method} {path}")
        self.reply(connection, method, path)

    def reply(self, connection: socket.socket, method: str, path: str) -> None:
        send = connection.sendall
        if path in ANSWERS:
            send(f"HTTP/1.1 {ANSWERS[path]}\r\nContent-Length: 0\r\n\r\n".encode())
        elif path == "/get-only":
            send(f"HTTP/1.1 {'200 OK' if method == 'GET' else '404 Not Found'}\r\n\r\n".encode())
        elif path.startswith("/far/"):
            send(f"HTTP/1.1 302 Found\r\nLocation: /far/{int(path[5:]) + 1}\r\n\r\n".encode())
        elif path == "/huge":
            send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n")
            with suppress(OSError):
                while not self.ended.is_set():
                    send(b"x" * 65536)
        elif path.startswith("/hang"):
            self.ended.wait(20)
        elif path == "/drip":
            with suppress(OSError):
                for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000:
                    send(bytes([byte]))
                    if self.ended.wait(DRIP):
                        return
        elif path == "/garbage":
            send(b"\x16\x03\x01 nothing like HTTP\r\n\r\n")
        elif path == "/long":
            send(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n")
        elif path == "/many":
            send(b"HTTP/1.1 200 OK\r\n" + b"X-More: x\r\n" * 1000 + b"\r\n")
        # anything else: the connection is closed without a word


@contextmanager
def serving() -> Iterator[Server]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            server.answer(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                Thread(target=serve, args=(connection,), daemon=True).start()

    Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        server.ended.set()
        listener.close()
