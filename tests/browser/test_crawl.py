"""From the front to everywhere, by links alone, on a host's root and below a path: the same site, every way open."""

from __future__ import annotations

from collections import deque
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.browser.hosting import hosting

pytestmark = pytest.mark.browser

ASKED = """() => [...document.querySelectorAll('[href], [src], [srcset]')].flatMap(e => [
  e.href?.baseVal ?? e.href, e.src, ...(e.srcset ?? '').split(',').map(part => part.trim().split(' ')[0])
]).filter(Boolean).map(url => new URL(url, document.baseURI).href)"""
IDS = "[...document.querySelectorAll('[id]')].map(e => e.id)"


@pytest.mark.parametrize("path", ["/", "/repo/"])
def test_every_way_is_open(site, window, path):
    """Links count from where a page is shown; what carries the whole address still names the host it was built for."""
    shown = window()
    with hosting(site.folder, path) as base:
        waiting, ids, wanted = deque([base]), {}, set()
        while waiting:
            url = waiting.popleft()
            if url in ids:
                continue
            answer = shown.tab.goto(url)
            assert answer.status == 200, url
            ids[url] = set(shown.tab.evaluate(IDS))
            for found in set(shown.tab.evaluate(ASKED)):
                there, fragment = urldefrag(urljoin(url, found))
                if there.startswith(base):
                    wanted.add((there, fragment))
                    if there.endswith("/"):
                        waiting.append(there)
        assert {url.removeprefix(base) for url in ids} == set(site.pages) - {"no/such/page/"}
        files = {there for there, _ in wanted if there not in ids}
        assert len(files) > 8
        for there in sorted(files):
            assert shown.tab.request.get(there).status == 200, there
        anchors = [(there, fragment) for there, fragment in wanted if fragment and there in ids]
        assert len(anchors) > 40
        assert [(there, fragment) for there, fragment in anchors if unquote(fragment) not in ids[there]] == []
