"""What a server's answers mean for a reader: the link is fine, it is broken, or nobody can tell from here.

Broken is only what is certain: 404, 410, a host whose name does not exist, an address of one's own network. Servers
that refuse programs (403, 429), fail (5xx), are slow or have a certificate that does not fit may well serve a reader.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import urljoin, urlsplit

from sitegen.core.record import record
from sitegen.core.world import Method, Reply

Verdict = Literal["ok", "broken", "unsure"]
HOPS = 8
"""Redirects that are followed; browsers follow about twenty, and honest sites need two."""

_FAULTS: dict[str, tuple[Verdict, str]] = {
    "name": ("broken", "there is no host of this name"),
    "private": ("broken", "it is an address of your own network, which no reader reaches"),
    "inside": ("unsure", "its name leads into your own network, where it is not asked"),
    "refused": ("unsure", "the host takes no connections"),
    "timeout": ("unsure", "it did not answer in time"),
    "tls": ("unsure", "its certificate could not be verified"),
    "closed": ("unsure", "the connection was closed before an answer came"),
    "answer": ("unsure", "what it answers is no HTTP"),
    "address": ("unsure", "its address cannot be asked as it is written"),
}


@record
class Finding:
    """`answered`: some server sent a status, so there is a network."""

    verdict: Verdict
    reason: str
    answered: bool = False


def look(url: str, ask: Callable[[Method, str], Reply]) -> Finding:
    """HEAD first, because it costs a server nothing; GET where that did not settle it, since many answer only that."""
    method: Method = "HEAD"
    seen: set[tuple[str, str]] = set()
    answered = False
    for _ in range(2 * HOPS):
        seen.add((method, url))
        reply = ask(method, url)
        answered = answered or bool(reply.status)
        if 300 <= reply.status < 400 and reply.location:
            target = urljoin(url, reply.location)
            if urlsplit(target).scheme not in ("http", "https"):
                return Finding("unsure", "it redirects to something that is no web page", answered)
            if (method, target) in seen:
                return Finding("unsure", "it redirects in a circle", answered)
            url = target
        elif 200 <= reply.status < 300:
            return Finding("ok", "", answered)
        elif method == "HEAD" and reply.fault not in ("name", "private", "inside", "timeout", "tls", "address"):
            method = "GET"
        else:
            return _settled(reply, answered)
    return Finding("unsure", "it redirects too often", answered)


def _settled(reply: Reply, answered: bool) -> Finding:
    if reply.fault:
        verdict, reason = _FAULTS[reply.fault]
        return Finding(verdict, reason, answered)
    if reply.status == 404:
        return Finding("broken", "its server knows no such page (404)", answered)
    if reply.status == 410:
        return Finding("broken", "its server says that the page is gone (410)", answered)
    return Finding("unsure", f"its server answers {reply.status}", answered)
