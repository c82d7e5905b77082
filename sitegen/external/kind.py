"""The check itself: the links of the pages, what is remembered, what is asked, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem
from sitegen.core.record import replace
from sitegen.core.world import Net, Notebook
from sitegen.external import memory
from sitegen.external.asking import NO_TIME, PACE, PATIENCE, TOTAL, ask_all
from sitegen.external.links import Outside, outside
from sitegen.external.memory import Kept
from sitegen.external.verdict import Finding

Progress = Callable[[int, int], None]
"""Called with how many links are settled and how many there are."""


def external(
    net: Net, notebook: Notebook, now: datetime, progress: Progress = lambda done, of: None, *, pace: float = PACE,
    patience: float = PATIENCE, total: float = TOTAL,
) -> CheckKind:  # fmt: skip
    """A check that asks the network. What it learns is kept in the notebook, also when it is interrupted."""

    def run(pages: Pages) -> Iterator[Problem]:
        links = outside(pages)
        known = memory.read(notebook.read())
        findings = {link.url: known[link.url].finding for link in links if memory.fresh(known.get(link.url), now)}
        asked: dict[str, Finding] = {}

        def told(url: str, finding: Finding) -> None:
            asked[url] = finding
            progress(len(findings) + len(asked), len(links))

        try:
            ask_all((link.url for link in links if link.url not in findings), net, told, pace=pace, patience=patience,
                    total=total)  # fmt: skip
        finally:
            asked = _without_network(asked)
            learned = {url: Kept(finding, now) for url, finding in asked.items() if finding is not NO_TIME}
            if learned:
                notebook.write(memory.write(known | learned, now))
        for link in links:
            yield from _problem(link, (findings | asked)[link.url])

    return CheckKind("external", run)


def _without_network(asked: dict[str, Finding]) -> dict[str, Finding]:
    """Where nobody answered at all, unknown names say more about this computer than about the links."""
    if any(finding.answered for finding in asked.values()):
        return asked
    return {
        url: replace(finding, verdict="unsure", reason="no name could be looked up; is there a network?")
        if finding.verdict == "broken" and "host of this name" in finding.reason else finding
        for url, finding in asked.items()
    }  # fmt: skip


def _problem(link: Outside, finding: Finding) -> Iterator[Problem]:
    context = "" if link.at else f"on the page {link.page}"
    if finding.verdict == "broken":
        hint = (f"readers have the archived copy: {link.archived}" if link.archived
                else "find where it has gone, or take it away; a source can have archived:")  # fmt: skip
        yield Problem("link-dead", f"{link.url} leads nowhere: {finding.reason}", link.at, hint, context)
    elif finding.verdict == "unsure":
        message = f"whether {link.url} still leads somewhere is not known: {finding.reason}"
        yield Problem("link-unsure", message, link.at, "look at it in a browser", context)
