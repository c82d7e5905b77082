"""The real network, as far as this computer is one: each answer becomes a verdict, and comes in the time allowed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from time import monotonic

import pytest

from sitegen.effects.net import SystemNet
from sitegen.external.verdict import look
from tests.external.servers import Server, serving

PATIENCE = 0.5
NET = SystemNet(private=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def found(url: str) -> tuple[str, str]:
    finding = look(url, lambda method, address: NET.ask(method, address, PATIENCE))
    return finding.verdict, finding.reason


@pytest.mark.parametrize(("path", "verdict", "reason"), [
    ("/ok", "ok", ""),
    ("/empty", "ok", ""),
    ("/moved", "ok", ""),
    ("/get-only", "ok", ""),
    ("/huge", "ok", ""),
    ("/büro?q=a b", "ok", ""),
    ("/none", "broken", "404"),
    ("/gone", "broken", "410"),
    ("/moved-to-nothing", "broken", "404"),
    ("/closed-to-us", "unsure", "403"),
    ("/too-many", "unsure", "429"),
    ("/ill", "unsure", "500"),
    ("/nowhere", "unsure", "302"),
    ("/mail", "unsure", "no web page"),
    ("/loop", "unsure", "in a circle"),
    ("/far/0", "unsure", "too often"),
    ("/hang", "unsure", "in time"),
    ("/drip", "unsure", "in time"),
    ("/slam", "unsure", "closed before"),
    ("/garbage", "unsure", "no HTTP"),
    ("/long", "unsure", "no HTTP"),
    ("/many", "unsure", "closed before"),
])  # fmt: skip
def test_what_an_answer_means_and_that_it_comes_in_time(server: Server, path: str, verdict: str, reason: str) -> None:
    begun = monotonic()
    said, why = found(server.url(path))
    assert (said, reason in why) == (verdict, True), why
    assert monotonic() - begun < 2 * PATIENCE + 1.5  # HEAD and GET, and a busy machine


def test_head_comes_first_and_get_only_where_that_did_not_settle_it(server: Server) -> None:
    server.asked.clear()
    found(server.url("/ok"))
    found(server.url("/none"))
    found(server.url("/moved"))
    assert server.asked == ["HEAD /ok", "HEAD /none", "GET /none", "HEAD /moved", "HEAD /ok"]


def test_nothing_of_the_user_goes_out(server: Server) -> None:
    server.heads.clear()
    found(server.url("/ok"))
    names = {line.partition(":")[0].lower() for line in server.heads[0].split("\r\n")[1:] if line}
    assert names == {"host", "user-agent", "accept", "connection"}
    assert f"Host: 127.0.0.1:{server.port}\r\n" in server.heads[0]


def test_a_certificate_that_is_none(server: Server) -> None:
    assert found(server.url("/ok", "https")) == ("unsure", "its certificate could not be verified")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert found(f"http://127.0.0.1:{port}/") == ("unsure", "the host takes no connections")


def test_a_name_that_leads_into_ones_own_network_is_not_asked(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    """As some proxies resolve every name: nothing can be said of the link then."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("198.18.0.7", server.port))])
    server.asked.clear()
    finding = look("http://harbor.city/ok", lambda method, url: SystemNet().ask(method, url, PATIENCE))
    assert (finding.verdict, server.asked) == ("unsure", [])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "169.254.169.254"])
def test_ones_own_network_is_never_asked(server: Server, host: str) -> None:
    server.asked.clear()
    reply = SystemNet().ask("HEAD", f"http://{host}:{server.port}/ok", PATIENCE)
    assert reply.fault == "private"
    assert server.asked == []


def test_a_redirect_into_ones_own_network_is_not_followed(server: Server) -> None:
    """As a page of somebody else would try it: its answer names an address that only we could reach."""
    from sitegen.core.world import Method, Reply

    careful = SystemNet()

    def ask(method: Method, url: str) -> Reply:
        return Reply(302, server.url("/ok")) if "outside" in url else careful.ask(method, url, PATIENCE)

    server.asked.clear()
    assert look("https://outside.city/", ask).verdict == "broken"
    assert server.asked == []


@pytest.mark.parametrize("url", [
    "http://desk:secret@127.0.0.1/", "http://[::1", "http://127.0.0.1:99999/", "http:///x", f"http://{'a' * 70}.city/",
])  # fmt: skip
def test_what_cannot_be_asked_as_it_is_written(url: str) -> None:
    assert NET.ask("HEAD", url, PATIENCE).fault == "address"


def test_a_name_that_nobody_has() -> None:
    reply = NET.ask("HEAD", "http://harbor.invalid/", 5)
    assert reply.fault in ("name", "timeout")  # the second where there is no network to ask for names
