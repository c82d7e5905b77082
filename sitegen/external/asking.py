"""Many links asked at once, each host slowly, all of them in bounded time.

Threads, because a name that does not resolve blocks in the system without a way to stop it: they are daemons, and
whoever waits for them stops waiting at `TOTAL` seconds, whatever they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

from sitegen.core.world import Method, Net, Reply
from sitegen.external.verdict import Finding, look

WORKERS = 8
PACE = 1.0
"""Seconds between two questions to one host: a page has a dozen links to it, and nobody must take us for an attack."""
PATIENCE = 10.0
"""Seconds for one question and its answer."""
TOTAL = 300.0
"""Seconds for all links together."""
_TURN = 0.1
"""Seconds after which the one who waits looks up, so that Ctrl-C is heard."""

NO_TIME = Finding("unsure", "the time for asking ran out")

Told = Callable[[str, Finding], None]
"""What is called with each address and its finding, by whoever waits."""


class _Turns:
    """When a host may be asked next."""

    def __init__(self, net: Net, pace: float) -> None:
        self._net, self._pace = net, pace
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, host: str) -> None:
        with self._lock:
            now = self._net.seconds()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._pace
        if turn > now:
            self._net.wait(turn - now)


def ask_all(
    addresses: Iterable[str], net: Net, told: Told, *, pace: float = PACE, patience: float = PATIENCE,
    total: float = TOTAL,
) -> None:  # fmt: skip
    """Each address is told once, in the order in which they are settled; returns after `total` seconds at the latest.

    An interruption is passed on: what was told until then holds.
    """
    left = dict.fromkeys(_mixed(addresses))
    waiting: SimpleQueue[str] = SimpleQueue()
    for url in left:
        waiting.put(url)
    settled: SimpleQueue[tuple[str, Finding | Exception]] = SimpleQueue()
    stop = Event()
    turns = _Turns(net, pace)
    end = net.seconds() + total

    def ask(method: Method, url: str) -> Reply:
        turns.wait(_host(url))
        rest = end - net.seconds()
        return Reply(fault="timeout") if stop.is_set() or rest <= 0 else net.ask(method, url, min(patience, rest))

    def work() -> None:
        while not stop.is_set():
            try:
                url = waiting.get_nowait()
            except Empty:
                return
            try:
                settled.put((url, look(url, ask)))
            except Exception as error:  # a bug: whoever waits has to hear of it
                settled.put((url, error))

    for number in range(min(WORKERS, len(left))):
        Thread(target=work, name=f"links-{number}", daemon=True).start()
    try:
        while left and net.seconds() < end:
            try:
                url, finding = settled.get(timeout=_TURN)
            except Empty:
                continue
            if isinstance(finding, Exception):
                raise finding
            del left[url]
            told(url, finding)
    finally:
        stop.set()
    for url in left:
        told(url, NO_TIME)


def _mixed(addresses: Iterable[str]) -> Iterator[str]:
    """One of each host by turns, so that not all workers wait for the same one."""
    hosts: dict[str, list[str]] = {}
    for url in addresses:
        hosts.setdefault(_host(url), []).append(url)
    for row in zip_longest(*hosts.values()):
        yield from (url for url in row if url is not None)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
