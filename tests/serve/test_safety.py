"""What a stranger may do: nothing but look, by our own name, at what is published."""

from __future__ import annotations

import json
import random
import socket
from pathlib import Path

import pytest

from sitegen.serve.door import Door, take
from tests.serve.studio import ERROR, ROW, Studio, page, site, studio

SECRET = "the writer's own secret"
PARTS = (
    "..", "%2e%2e", "%252e%252e", "..%2f", "%2e%2e%2f", "..\\", "%5c..", "..;", "%00", "%ff", "~", ".git", "content",
    "secret.txt", "%2fetc%2fpasswd", "etc", "passwd", "link", "", ".", "C:", "faq", "%c0%ae%c0%ae", "\u2025",
)  # fmt: skip


def raw(port: int, target: bytes) -> bytes:
    """The whole answer to a request as it stands, which no client would send."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def test_five_hundred_crafted_paths_lead_nowhere(tmp_path: Path) -> None:
    """Files beside the site, a link to one of them, and every way of writing a way to them."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/secret.txt").write_text(SECRET)
    (tmp_path / "link").symlink_to(tmp_path / "content/secret.txt")
    chance = random.Random(7)
    with studio([tmp_path / "content"], lambda: site(home=page("one"), faq=page("questions"))) as it:
        for _ in range(500):
            parts = [chance.choice(PARTS) for _ in range(chance.randint(1, 8))]
            slash = chance.choice(["/", "/", "//", "\\", "%2f"])
            target = ("/" + slash.join(parts) + chance.choice(["", "/", "?x", ".html"])).encode()
            head, _, body = raw(it.port, target).partition(b"\r\n\r\n")
            status = int(head.split()[1])
            assert status in (200, 302, 400, 404), target
            assert SECRET.encode() not in body and b"root:" not in body, target
            assert b"location: //" not in head.lower() and str(tmp_path).encode() not in head + body, target
            assert status != 200 or b"one" in body or b"questions" in body, target
        for asked in ("%2e%2e/secret.txt", "/../content/secret.txt", str(tmp_path / "content/secret.txt")):
            assert SECRET not in it.ask(f"/.sitegen/now?path={asked}&have=x")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%252e%252e/etc/passwd",
        "//etc/passwd", "//faq", "/\\etc\\passwd", "/%5c..%5c", "/faq/../../x", "/%00", "/a.css%00.html", "/;/etc",
        "/%ff", "/forcereload?path=*", "/.sitegen/", "/.sitegen/../faq/", "/.sitegen/nothing.js", "/content/site.yaml",
        "/.git/config",
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
    for path in ("/", "/livereload.js", "/.sitegen/live.js", "/.sitegen/now", "/faq"):
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
    door = Door(host, 8000, (), allowed=("Desk.lan",))
    assert door.answers_to(name) is answers_to
    assert door.answers_to("desk.lan")
    assert door.open_to_others


def test_only_our_own_page_may_open_the_editor_and_only_at_a_problem(running: Studio) -> None:
    running.build(lambda: site(ERROR, home=page("two")))
    ours = f"http://127.0.0.1:{running.port}"
    place = json.dumps(ROW)

    def asks(body: str, **headers: str) -> int:
        return running.ask("/.sitegen/edit", method="POST", body=body, **headers)[0]

    assert asks(place) == 403  # no page asks without an origin
    assert asks(place, Origin="http://evil.example") == 403
    assert running.ask("/.sitegen/edit", "evil.example", "POST", place, Origin="http://evil.example")[0] == 403
    for other in ({**ROW, "file": "/etc/passwd"}, {**ROW, "line": 4}, {**ROW, "file": ["content/faq.yaml"]}, {}, [ROW]):
        assert asks(json.dumps(other), Origin=ours) == 403
    assert running.edited == []
    assert asks(place, Origin=ours) == 204
    assert running.edited == [("content/faq.yaml", 3, 5)]


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


