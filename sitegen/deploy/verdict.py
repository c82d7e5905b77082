"""What a deploy would do and why it must not: decided over values, with no repository at hand.

An object id here is git's, with its mode ("100644 8ab6…"): two files are the same when both are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from sitegen.core.problem import Problem
from sitegen.core.record import record
from sitegen.deploy.remote import Repository, misfit, own_domain
from sitegen.web.urls import is_placeholder

LARGEST_FILE = 100 * 1000 * 1000  # bytes; GitHub refuses a push with a larger one ("About large files on GitHub")
LARGEST_SITE = 1000 * 1000 * 1000  # bytes; "GitHub Pages limits"
MANY = 0.3  # share of the published files whose loss is asked about …
FEW = 5  # … unless they are no more than this
NO_JEKYLL, CNAME = ".nojekyll", "CNAME"


@record
class Wish:
    """What the user asks for. An empty `remote` is origin, or the only one there is."""

    branch: str = "gh-pages"
    remote: str = ""
    orphan: bool = False  # the branch gets one commit without a past
    allow_dirty: bool = False
    allow_removal: bool = False
    dry_run: bool = False


@record
class Difference:
    """Between what is published and what would be: paths, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def words(self) -> str:
        counted = (("added", self.added), ("changed", self.changed), ("removed", self.removed))
        return ", ".join(f"{len(paths)} {word}" for word, paths in counted if paths) or "nothing changed"


@record
class Receipt:
    """What was published, or would be. `before` and `commit` are commit ids, "" for none."""

    outcome: Literal["published", "unchanged", "rehearsed"]
    difference: Difference
    remote: str
    url: str  # of the remote, without secrets
    branch: str
    address: str
    github: Repository | None
    before: str = ""
    commit: str = ""
    source: str = ""


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    """Both map a path to its object id."""
    both = old.keys() & new.keys()
    changed = tuple(sorted(path for path in both if old[path] != new[path]))
    added, removed = (tuple(sorted(paths)) for paths in (new.keys() - old.keys(), old.keys() - new.keys()))
    return Difference(added, changed, removed, len(both) - len(changed))


def with_host_files(outputs: Mapping[str, bytes], address: str, github: Repository | None) -> dict[str, bytes]:
    """The site and what Pages has to find beside it on a branch: `.nojekyll`, and CNAME for a domain of one's own."""
    files = {**outputs, NO_JEKYLL: b""}
    if github is not None and (domain := own_domain(address)):
        files[CNAME] = f"{domain}\n".encode()
    return files


def address_faults(address: str, github: Repository | None) -> tuple[Problem, ...]:
    """A site must know where it stands: feeds, cards and canonical links name it in full."""
    cure = f"write url: {github.address}" if github else "write the real url:"
    cure += " in content/site.yaml, or give it with --base-url"
    if is_placeholder(address):
        return (Problem("deploy-address", f"{address} is a placeholder, not the site's address; {cure}"),)
    if github is not None and (why := misfit(address, github)):
        return (Problem("deploy-address", f"{why}; {cure}"),)
    return ()


def domain_faults(address: str, github: Repository | None, published: str) -> tuple[Problem, ...]:
    """`published` is the CNAME that the branch holds now: a domain must not be lost by the way."""
    domain = own_domain(address)
    if github is None or not published or domain:
        return ()
    message = (
        f"the branch says in CNAME that the site stands at {published}, and {address} would take that away; "
        f"write url: https://{published}/ in content/site.yaml, or remove the domain at {github.page}/settings/pages"
    )
    return (Problem("deploy-address", message),)


def branch_faults(wish: Wish, current: str, default: str) -> tuple[Problem, ...]:
    """The sources must not be overwritten by the site made of them."""
    what = {current: "it is checked out here", default: "it is the main branch of the remote"}
    if why := what.get(wish.branch):
        message = f"the site is not published to {wish.branch}: {why}, and would lose your sources"
        return (Problem("deploy-branch", f"{message}; name a branch for the site alone, such as --branch gh-pages"),)
    return ()


def dirty_faults(dirty: tuple[str, ...]) -> tuple[Problem, ...]:
    if not dirty:
        return ()
    message = f"not committed yet: {listed(dirty)}; commit first, or publish as it is with --allow-dirty"
    return (Problem("deploy-dirty", message),)


def removal_faults(change: Difference, wish: Wish) -> tuple[Problem, ...]:
    there = len(change.removed) + len(change.changed) + change.kept
    if wish.allow_removal or len(change.removed) <= FEW or len(change.removed) <= MANY * there:
        return ()
    message = (
        f"{len(change.removed)} of the {there} files on {wish.branch} would disappear: {listed(change.removed)}; "
        "--dry-run lists them all, --allow-removal publishes all the same"
    )
    return (Problem("deploy-removal", message),)


def size_faults(outputs: Mapping[str, bytes], github: Repository | None) -> tuple[Problem, ...]:
    if github is None:
        return ()
    found = [
        Problem("deploy-size", f"{path} has {len(data) / 1e6:.0f} MB, and GitHub takes no file above 100 MB; make it "
                               "smaller, or host it elsewhere")
        for path, data in sorted(outputs.items()) if len(data) > LARGEST_FILE
    ]  # fmt: skip
    total = sum(map(len, outputs.values()))
    if total > LARGEST_SITE:
        found.append(Problem("deploy-size", f"the site has {total / 1e6:.0f} MB, and GitHub Pages takes no more than "
                                            "1000; make its pictures smaller"))  # fmt: skip
    return tuple(found)


def listed(paths: Iterable[str], most: int = 3) -> str:
    names = sorted(paths)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
