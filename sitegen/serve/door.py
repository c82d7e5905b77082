"""Where the preview answers. The port is taken before anything is built or said, so that what is said is true."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address

from tornado.netutil import bind_sockets

from sitegen.core.record import record

DEFAULT_PORT = 8000
TRIES = 20  # ports looked at after the default one
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@record
class Door:
    """Bound and listening sockets. `passed` is the taken port that was wanted first, or 0; `allowed` are names of this
    machine that it answers to besides."""

    host: str
    port: int
    sockets: tuple[socket.socket, ...]
    passed: int = 0
    allowed: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether it answers at every address of the machine."""
        return _every_address(self.host)

    @property
    def open_to_others(self) -> bool:
        return self.host not in OWN_NAMES

    @property
    def url(self) -> str:
        """Where to look, on this machine if it answers on every address. Ends with a slash."""
        host = "127.0.0.1" if self.everywhere else self.host
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"

    def answers_to(self, name: str) -> bool:
        """Whether a request may name this host.

        A page elsewhere can make its own name lead here (DNS rebinding), but never an address: so a preview that is
        open to the network answers to its name, to those it was told, and to any bare address.
        """
        name = name.lower().strip("[]")
        ours = {*OWN_NAMES, self.host.lower(), *map(str.lower, self.allowed)}
        return name in ours or (self.everywhere and _is_address(name))


def take(host: str, port: int | None, allowed: tuple[str, ...] = ()) -> Door | str:
    """A door at `port`, or at the first free one from the default on; else a sentence that says why there is none."""
    if not host:
        return "--host needs a name or an address"
    wanted = (port,) if port is not None else (*range(DEFAULT_PORT, DEFAULT_PORT + TRIES + 1), 0)
    for number in wanted:
        try:
            sockets = tuple(bind_sockets(number, address=host))
        except (socket.gaierror, UnicodeError):
            return f"{host!r} is not an address of this machine"
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            return f"{host} port {number} cannot be used: {(error.strerror or str(error)).lower()}"
        taken = sockets[0].getsockname()[1]
        return Door(host, taken, sockets, 0 if port is not None or taken == DEFAULT_PORT else DEFAULT_PORT, allowed)
    return f"port {port} is in use; name another with --port, or leave it out and a free one is found"


def _every_address(host: str) -> bool:
    return _is_address(host) and ip_address(host).is_unspecified


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
