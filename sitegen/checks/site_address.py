"""The site has an address: a check judges it as it would be published, and nobody can own example.org.

A build takes a placeholder with a note, since a site is looked at long before it has an address. `--base-url` answers
the question for one run, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content import whereabouts
from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem
from sitegen.web.urls import is_placeholder


def run(pages: Pages) -> Iterator[Problem]:
    if pages.options.base_url or not is_placeholder(pages.base):
        return
    url = pages.base
    at = whereabouts.find(url, pages.content) or whereabouts.find(url.rstrip("/"), pages.content)
    yield Problem("address-missing", f"{url} is a placeholder, and the site would name it as its own address",
                  at or pages.site.config.at, "write the real address here, or check with --base-url")  # fmt: skip


KIND = CheckKind("site-address", run)
