"""The user's repository as it stands, and the remote's branch as it stands: looked at, never changed.

What is wrong here is found before anything is built, and all of it at once: a writer should not mend one thing, wait
for a build, and hear of the next.
"""

from __future__ import annotations

import re

from sitegen.core.problem import Problem, Result
from sitegen.core.record import record
from sitegen.deploy.git import MISSING, NETWORK, OLDEST, Git, failed, missing, said, unreachable, version
from sitegen.deploy.remote import Repository, repository, without_secrets
from sitegen.deploy.verdict import Wish, branch_faults, dirty_faults, listed

_OURS = ("build", ".sitegen")  # made by sitegen, whether git ignores them or not
_IDENTITY = 'git config --global user.name "Your Name" and git config --global user.email you@your.host'


@record
class Place:
    """`objects`: the object store; `branch`: the one checked out, "" on a detached head; `source`: the commit checked
    out, "" before the first; `dirty`: what of the project is not in it."""

    objects: str
    remote: str
    url: str  # where git would push, with all that the configuration does to it
    github: Repository | None
    branch: str
    source: str
    dirty: tuple[str, ...]


@record
class Tip:
    """What the remote has: the commit of the branch, "" for none, and the name of its main branch."""

    commit: str
    default: str


def survey(git: Git, wish: Wish) -> Result[Place]:
    """The repository that the project lies in."""
    ran = git("version")
    if ran.code == MISSING:
        return Result(None, (missing(),))
    number = version(ran.text)
    if number is None or number < OLDEST:
        found, needed = ran.text.strip() or said(ran), ".".join(map(str, OLDEST))
        return Result(None, (Problem("git-missing", f"git {needed} or newer is needed, and this is {found}"),))
    inside = git("rev-parse", "--path-format=absolute", "--git-path", "objects")
    if inside.code:
        return Result(None, (_no_repository(inside.err, said(inside)),))
    problems: list[Problem] = []
    if git("check-ref-format", f"refs/heads/{wish.branch}").code or wish.branch.startswith("-"):
        problems.append(Problem("deploy-branch", f"{wish.branch!r} is no name for a branch; the usual one is gh-pages"))
    head = git("symbolic-ref", "--quiet", "--short", "HEAD").text.strip()
    source = git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").text.strip()
    problems += branch_faults(wish, head, "")
    dirty = _dirty(git)
    if dirty.value is None:
        return Result(None, (*problems, *dirty.problems))
    if not wish.allow_dirty:
        problems += dirty_faults(dirty.value)
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if git("var", who).code:
            problems.append(Problem("git-identity", f"git does not know in whose name to commit; run {_IDENTITY}"))
            break
    name = _remote(git, wish)
    if name.value is None:
        return Result(None, (*problems, *name.problems))
    written = git("config", "--get", f"remote.{name.value}.url").text.strip()
    meant = git("remote", "get-url", "--push", name.value)
    if meant.code:
        return Result(None, (*problems, failed(meant, f"say where {name.value} is")))
    url = meant.text.strip()
    place = Place(
        inside.text.strip(), name.value, url, repository(url) or repository(written), head, source, dirty.value
    )
    return Result(None if problems else place, tuple(problems))


def ask(git: Git, place: Place, wish: Wish) -> Result[Tip]:
    """The remote's side, over the network."""
    ran = git("ls-remote", "--symref", "--", place.url, "HEAD", f"refs/heads/{wish.branch}", seconds=NETWORK)
    if ran.code:
        return Result(None, (unreachable(ran, place.remote, place.url),))
    tip = tip_of(ran.text, wish.branch)
    return Result(tip, branch_faults(wish, "", tip.default))


def tip_of(listing: str, branch: str) -> Tip:
    """What `git ls-remote --symref URL HEAD refs/heads/<branch>` says."""
    commit = default = ""
    for line in listing.splitlines():
        what, _, name = line.partition("\t")
        if what.startswith("ref: refs/heads/") and name == "HEAD":
            default = what.removeprefix("ref: refs/heads/")
        elif name == f"refs/heads/{branch}":
            commit = what
    return Tip(commit, default)


def _no_repository(text: str, reason: str) -> Problem:
    if "dubious ownership" in text:
        cure = "if it is yours, run: git config --global --add safe.directory PATH"
        return Problem("git-repository", f"git refuses this repository, for its folder belongs to another user; {cure}")
    if "not a git repository" in text:
        cure = "run git init, commit, make a repository on GitHub, and git remote add origin URL"
        return Problem("git-repository", f"the project is in no git repository; {cure}")
    return Problem("git-repository", f"git cannot read this repository: {reason}; see what `git status` says")


def _dirty(git: Git) -> Result[tuple[str, ...]]:
    """Below the project, which may be one folder of a larger repository."""
    besides = [f":(exclude){name}" for name in _OURS]
    ran = git("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".", *besides)
    if ran.code:
        return Result(None, (failed(ran, "tell what is not committed"),))
    return Result(tuple(sorted(entry[3:] for entry in ran.text.split("\0") if len(entry) > 3)))


def _remote(git: Git, wish: Wish) -> Result[str]:
    names = git("remote").text.split()
    if wish.remote:
        if wish.remote in names:
            return Result(wish.remote)
        known = f"there is {listed(names)}" if names else "add it: git remote add"
        return Result(None, (Problem("git-remote", f"there is no remote {wish.remote!r}; {known}"),))
    if not names:
        cure = "make a repository on GitHub and run: git remote add origin URL"
        return Result(None, (Problem("git-remote", f"the repository has no remote to publish to; {cure}"),))
    if "origin" not in names and len(names) > 1:
        cure = f"name one of {', '.join(names)} with --remote"
        return Result(None, (Problem("git-remote", f"there are several remotes and none is origin; {cure}"),))
    return Result("origin" if "origin" in names else names[0])


def shown(place: Place) -> str:
    """The remote for people: "github.com/owner/name", or its URL without a password."""
    return place.github.page.removeprefix("https://") if place.github else without_secrets(place.url)


_RACE = re.compile(
    r"\[rejected\] \((fetch first|non-fast-forward|stale info)\)"
    r"|failed to update ref|incorrect old value|cannot lock ref|reference already exists"
)


def lost_race(text: str) -> bool:
    """Whether a refused push was refused because the branch has moved since we looked."""
    return bool(_RACE.search(text))
