"""Publishing to a branch: a commit made aside, pushed as one ref, or nothing.

Objects and index go to a folder outside of the repository, which reads the user's objects as its alternate (git's own
way of borrowing). So a deploy that is refused, killed or raced leaves the repository as it was, byte for byte, and
the remote with the old branch or the new one: a push replaces a ref in one step, and only if it is still what we saw.
Git pushes to the URL and not to the remote's name, since that would move the user's remote-tracking branch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sitegen import __version__
from sitegen.core.problem import Problem, Result, errors
from sitegen.core.record import replace
from sitegen.core.world import Ran
from sitegen.deploy.git import NETWORK, TOO_LONG, Git, failed, said, unreachable
from sitegen.deploy.remote import without_secrets
from sitegen.deploy.repository import Place, Tip, ask, lost_race
from sitegen.deploy.verdict import (
    CNAME,
    Difference,
    Receipt,
    Wish,
    address_faults,
    difference,
    domain_faults,
    removal_faults,
    size_faults,
    with_host_files,
)

TRIES = 4  # the first and three more, when others publish at the same time


def publish(git: Git, place: Place, wish: Wish, outputs: Mapping[str, bytes], address: str) -> Result[Receipt]:
    """`outputs` (path below the site -> bytes), made for `address`, become the state of the branch; or a problem says
    why not, and the remote has its old branch."""
    files = with_host_files(outputs, address, place.github)
    found = address_faults(address, place.github) + size_faults(files, place.github)
    if found:
        return Result(None, found)
    blobs = {f"blobs/{number}": data for number, data in enumerate(files.values())}
    with git.processes.scratch({**blobs, "objects/info/alternates": f"{place.objects}\n".encode()}) as folder:
        aside = git.aside(folder)
        ids = _store(aside, [str(folder / name) for name in blobs])
        if ids.value is None:
            return Result(None, ids.problems)
        tree = {path: f"100644 {id}" for path, id in zip(files, ids.value, strict=True)}
        return _attempts(aside, place, wish, tree, address)


def _attempts(git: Git, place: Place, wish: Wish, tree: Mapping[str, str], address: str) -> Result[Receipt]:
    tried = ""
    for _ in range(TRIES):
        asked = ask(git, place, wish)
        if asked.value is None or asked.problems:
            return Result(None, asked.problems)
        tip = asked.value
        fetched = _fetch(git, place, wish, tip)
        if fetched.value is None:
            if fetched.problems:
                return Result(None, fetched.problems)
            continue  # the branch moved between the question and the fetch
        change = difference(fetched.value, tree)
        receipt = Receipt("rehearsed", change, place.remote, without_secrets(place.url), wish.branch, address,
                          place.github, tip.commit, source=place.source)  # fmt: skip
        problems = domain_faults(address, place.github, _domain(git, fetched.value)) + removal_faults(change, wish)
        if problems:
            return Result(None, problems)
        if not change and not (wish.orphan and _has_past(git, tip)):
            return Result(replace(receipt, outcome="unchanged"))
        if wish.dry_run:
            return Result(receipt)
        made = _commit(git, place, wish, tree, tip, change)
        if made.value is None:
            return Result(None, made.problems)
        receipt = replace(receipt, outcome="published", commit=made.value)
        ran = _push(git, place, wish, tip, made.value)
        if ran.code == 0:
            return Result(receipt)
        tried = ran.text + ran.err
        if not lost_race(tried):
            return _unpushed(git, place, wish, receipt, ran)
    if tried:
        message = f"{wish.branch} is being published by others at the same time; run this again when they are done"
    else:
        message = f"{wish.branch} changes faster than it can be read; run this again in a minute"
    return Result(None, (Problem("deploy-rejected", message),))


def _store(git: Git, places: list[str]) -> Result[list[str]]:
    """The bytes of files as objects; their ids."""
    ran = git("hash-object", "-w", "--no-filters", "--stdin-paths", input="".join(f"{p}\n" for p in places).encode())
    ids = ran.text.split()
    if ran.code or len(ids) != len(places):
        return Result(None, (failed(ran, "store the pages"),))
    return Result(ids)


def _fetch(git: Git, place: Place, wish: Wish, tip: Tip) -> Result[dict[str, str]]:
    """The files of the branch as it is; no value and no problem when it is not there any more."""
    if not tip.commit:
        return Result({})
    if git("cat-file", "-e", f"{tip.commit}^{{tree}}").code:
        ran = git(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules",
            "--no-prune", "--refmap=", "--", place.url, f"refs/heads/{wish.branch}", seconds=NETWORK,
        )  # fmt: skip
        if ran.code and "couldn't find remote ref" not in ran.err:
            return Result(None, (unreachable(ran, place.remote, place.url),))
        if git("cat-file", "-e", f"{tip.commit}^{{tree}}").code:
            return Result(None)
    ran = git("ls-tree", "-r", "-z", "--full-tree", tip.commit)
    if ran.code:
        return Result(None, (failed(ran, f"read {wish.branch}"),))
    found = {}
    for entry in ran.text.split("\0"):
        if entry:
            what, _, path = entry.partition("\t")
            mode, _, id = what.split(" ")
            found[path] = f"{mode} {id}"
    return Result(found)


def _domain(git: Git, tree: Mapping[str, str]) -> str:
    if CNAME not in tree:
        return ""
    return git("cat-file", "blob", tree[CNAME].partition(" ")[2]).text.strip()


def _has_past(git: Git, tip: Tip) -> bool:
    return bool(tip.commit) and git("rev-parse", "--verify", "--quiet", f"{tip.commit}^").code == 0


def _commit(
    git: Git, place: Place, wish: Wish, tree: Mapping[str, str], tip: Tip, change: Difference
) -> Result[str]:
    listing = "".join(f"{entry}\t{path}\0" for path, entry in tree.items())
    steps: tuple[tuple[str, Callable[[str], Ran]], ...] = (
        ("begin an index", lambda _: git("read-tree", "--empty")),
        ("list the pages", lambda _: git("update-index", "-z", "--index-info", input=listing.encode())),
        ("make a tree of the pages", lambda _: git("write-tree")),
        ("make a commit", lambda id: git(*_commit_command(id, wish, tip), input=message(place, change).encode())),
    )
    id = ""
    for doing, step in steps:
        ran = step(id)
        if ran.code:
            return Result(None, (failed(ran, doing),))
        id = ran.text.strip()
    return Result(id)


def _commit_command(tree: str, wish: Wish, tip: Tip) -> tuple[str, ...]:
    parent = ("-p", tip.commit) if tip.commit and not wish.orphan else ()
    return ("commit-tree", "--no-gpg-sign", tree, *parent)


def message(place: Place, change: Difference) -> str:
    """The words of the commit: what it was made from, so that the branch can be explained a year later."""
    source = place.source[:12] or "a project without commits"
    state = " with changes that were not committed" if place.source and place.dirty else ""
    trailers = f"Source: {place.source or 'none'}\nMade-by: sitegen {__version__}\n"
    return f"Publish {source}{state}\n\n{change.words}\n\n{trailers}"


def _push(git: Git, place: Place, wish: Wish, tip: Tip, commit: str) -> Ran:
    """One ref. With a past it can only go forward; without one it replaces exactly what we saw, and nothing newer."""
    ref = f"refs/heads/{wish.branch}"
    lease = (f"--force-with-lease={ref}:{tip.commit}",) if wish.orphan and tip.commit else ()
    return git(
        "push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no", *lease,
        "--", place.url, f"{commit}:{ref}", seconds=NETWORK,
    )  # fmt: skip


def _unpushed(git: Git, place: Place, wish: Wish, receipt: Receipt, ran: Ran) -> Result[Receipt]:
    """A push without success: refused, or cut off after the remote had taken it. The remote itself says which."""
    now = ask(git, place, wish)
    if now.value is not None and now.value.commit == receipt.commit:
        return Result(receipt)
    if refusal := next((line for line in ran.text.splitlines() if line.startswith("!")), ""):
        why = refusal.rpartition("\t")[2].removeprefix("[remote rejected] ").strip("()")
        more = [line.removeprefix("remote: ").strip() for line in ran.err.splitlines() if line.startswith("remote: ")]
        words = f"{why} ({more[0]})" if more else why
        cure = "see the rules for its branches in the repository's settings"
        return Result(None, (Problem("deploy-rejected", f"the remote refuses {wish.branch}: {words}; {cure}"),))
    if errors(now.problems):
        return Result(None, (unreachable(ran, place.remote, place.url),))
    if ran.code == TOO_LONG or "unexpectedly" in ran.err or "hung up" in ran.err:
        message = f"the push was cut off ({said(ran)}); {wish.branch} is as it was: run this again"
        return Result(None, (Problem("deploy-rejected", message),))
    return Result(None, (unreachable(ran, place.remote, place.url),))
