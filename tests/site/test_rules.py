"""Every rule holds on every site, and every rule notices a slip.

The rules lie beside this by subject: `structure`, `linking`, `graphs`, `notes`, `publishing`, `machine`. Each is a
function that takes a built site and returns what is wrong, a line a fault. A new one is a function, its name in that
module's RULES, and at least one line in its SLIPS: what to damage in the explainer so that the rule speaks up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import graphs
import linking
import machine
import notes
import publishing
import pytest
import structure
from reading import Site
from running import REPOSITORY

Rule = Callable[[Site], Iterator[str]]
MODULES = (structure, linking, graphs, notes, publishing, machine)
RULES: list[Rule] = [rule for module in MODULES for rule in module.RULES]
OF_ADDRESSES = [
    *linking.RULES, *publishing.RULES, structure.the_page_has_one_address, graphs.addresses_lead_somewhere,
    graphs.the_breadcrumb_is_the_visible_one,
]  # fmt: skip
SLIPS = [slip for module in MODULES for slip in module.SLIPS]
TINY = sorted(folder.parent.name for folder in (REPOSITORY / "tests" / "sites").glob("*/content"))


def name(part: object) -> str:
    return getattr(part, "__name__", str(part))


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_explainer_keeps_the_rule(site: Site, rule: Rule) -> None:
    assert list(rule(site)) == []


@pytest.mark.parametrize("rule", OF_ADDRESSES, ids=name)
@pytest.mark.parametrize("base", ["at a host's root", "below a path"])
def test_the_rules_of_addresses_hold_elsewhere(explainer: Callable[[str], Site], base: str, rule: Rule) -> None:
    assert list(rule(explainer(base))) == []


@pytest.mark.parametrize("rule", RULES, ids=name)
@pytest.mark.parametrize("small", TINY)
def test_a_tiny_site_keeps_the_rule(tiny: Callable[[str], Site], small: str, rule: Rule) -> None:
    assert list(rule(tiny(small))) == []


@pytest.mark.parametrize(("rule", "path", "old", "new"), SLIPS, ids=name)
def test_a_slip_is_noticed(site: Site, rule: Rule, path: str, old: str, new: str) -> None:
    damaged = site.damaged(path, old, new)
    assert damaged.files != site.files
    assert len(list(rule(damaged))) > len(list(rule(site)))


def test_every_rule_has_a_slip_or_a_reason() -> None:
    """What no text replaced by another can break is tried below."""
    tried = {rule for rule, *_ in SLIPS}
    assert {rule.__name__ for rule in RULES if rule not in tried} == {
        "every_page_is_reached_from_home", "robots_are_told_at_a_hosts_root_only",
        "github_pages_takes_the_files_as_they_are",
    }  # fmt: skip


def test_files_that_are_missing_or_too_many_are_noticed(site: Site, explainer: Callable[[str], Site]) -> None:
    more = site.changed({"robots.txt": b"", "lost/index.html": site.files["about/index.html"]})
    assert list(linking.every_page_is_reached_from_home(more))
    assert list(publishing.robots_are_told_at_a_hosts_root_only(more))
    root = explainer("at a host's root")
    less = root.changed({".nojekyll": None, "robots.txt": None})
    assert list(publishing.robots_are_told_at_a_hosts_root_only(less))
    assert list(publishing.github_pages_takes_the_files_as_they_are(less))
    closed = root.changed({"robots.txt": b"User-agent: *\nDisallow: /\n"})
    assert len(list(publishing.robots_are_told_at_a_hosts_root_only(closed))) > 1
