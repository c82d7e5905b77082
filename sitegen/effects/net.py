"""The network, for asking whether a link leads somewhere: one question, one answer, the body never read.

Nothing of the user goes out: no cookies, no passwords, no proxy settings. Names are resolved here and the connection is
made to the address that was judged, so that no name can lead to an address of the user's own network. A timer shuts the
connection at the end of the time given, because a server that sends a byte now and then never times out by itself.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import suppress
from threading import Timer
from typing import Literal
from urllib.parse import quote, urlsplit

from sitegen import __version__
from sitegen.core.world import Method, Reply

AGENT = f"sitegen/{__version__} (asks whether links still work)"
_AS_IT_IS = "/%:;,@&=+$!*'()~[]?"
_UNKNOWN = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}


class SystemNet:
    """`private`: addresses of one's own computer and network may be asked too, which only tests want."""

    def __init__(self, *, private: bool = False, trust: ssl.SSLContext | None = None) -> None:
        self._private = private
        self._trust = trust

    def seconds(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    def ask(self, method: Method, url: str, seconds: float) -> Reply:
        end = time.monotonic() + seconds
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").encode("idna").decode("ascii")
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except (ValueError, UnicodeError):
            return Reply(fault="address")
        if not host or parts.username is not None:  # a password is not ours to send
            return Reply(fault="address")
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            return Reply(fault="name" if error.errno in _UNKNOWN else "timeout")
        except UnicodeError:
            return Reply(fault="address")
        addresses = [str(row[4][0]) for row in found]
        if not self._private and not all(ipaddress.ip_address(a.partition("%")[0]).is_global for a in addresses):
            return Reply(fault="private" if host == "localhost" or _is_number(host) else "inside")
        path = quote(parts.path or "/", _AS_IT_IS) + (f"?{quote(parts.query, _AS_IT_IS)}" if parts.query else "")
        return self._exchange(method, parts.scheme == "https", host, addresses, port, path, end)

    def _exchange(
        self, method: Method, secure: bool, host: str, addresses: list[str], port: int, path: str, end: float
    ) -> Reply:
        plain = _connected(addresses, port, end)
        if isinstance(plain, Reply):
            return plain
        late = Timer(max(end - time.monotonic(), 0.0), _shut, (plain,))
        late.daemon = True
        late.start()
        try:
            return self._over(plain, method, secure, host, port, path)
        except ssl.SSLError:
            return Reply(fault="timeout" if time.monotonic() >= end else "tls")
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() >= end:
                return Reply(fault="timeout")
            broken = isinstance(error, http.client.BadStatusLine) and not isinstance(
                error, http.client.RemoteDisconnected
            )
            return Reply(fault="answer" if broken or isinstance(error, http.client.LineTooLong) else "closed")
        finally:
            late.cancel()
            _shut(plain)

    def _over(
        self, plain: socket.socket, method: Method, secure: bool, host: str, port: int, path: str
    ) -> Reply:
        if secure:
            self._trust = self._trust or ssl.create_default_context()
            plain = self._trust.wrap_socket(plain, server_hostname=host)
        usual = port == (443 if secure else 80)
        named = f"[{host}]" if ":" in host else host
        connection = http.client.HTTPConnection(host, port)
        connection.sock = plain
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in (
                ("Host", named if usual else f"{named}:{port}"), ("User-Agent", AGENT), ("Accept", "*/*"),
                ("Connection", "close"),
            ):  # fmt: skip
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers.get("Location", "").strip())
        finally:
            plain.close()


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _connected(addresses: list[str], port: int, end: float) -> socket.socket | Reply:
    """By the first address that takes the connection; half the time left for each, so that a dead one costs no other
    its chance."""
    fault: Literal["refused", "timeout"] = "refused"
    for address in dict.fromkeys(addresses):
        rest = end - time.monotonic()
        if rest <= 0:
            return Reply(fault="timeout")
        try:
            connection = socket.create_connection((address, port), timeout=rest / 2 if len(addresses) > 1 else rest)
            connection.settimeout(rest)
            return connection
        except TimeoutError:
            fault = "timeout"
        except OSError:
            continue
    return Reply(fault=fault)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
