"""axe-core in a tab: what a page is to those who cannot see it, by WCAG 2.2 A and AA and by the usual best practices.

The script comes with the package `axe-playwright-python`, so that nothing is fetched while tests run.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""Rules that look at colours: all that another light can change."""

RUN = """async only => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 100)}`));
}"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(tab: Any, *, colours: bool = False) -> list[str]:
    """Of the page as it stands in the tab, each as "rule: element"; `colours` asks the rules of COLOURS alone."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(_axe())
    only = {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": RULES}
    found: list[str] = tab.evaluate(RUN, only)
    return found
