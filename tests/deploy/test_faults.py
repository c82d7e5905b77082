"""What can be wrong with git around a deploy, with real repositories: after each fault the writer's side is as it was,
byte for byte, and the remote has its old branch, or the whole new one.

A case prepares the fault and names the code of the refusal and a piece of what is said, which holds the cure; or, where
a deploy has to cope, nothing. `picture` covers work tree, index, HEAD, refs, stash, configuration and object store.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sitegen.core.problem import Result
from sitegen.core.world import Ran
from sitegen.deploy.branch import TRIES, publish
from sitegen.deploy.git import Git, environment
from sitegen.deploy.repository import survey
from sitegen.deploy.verdict import Receipt, Wish
from sitegen.effects.processes import SystemProcesses
from tests.deploy.bench import ADDRESS, SITE, Bench, put

Fault = Callable[[Bench], dict[str, object] | None]


def script(bench: Bench, name: str, text: str) -> str:
    """A program of the machine's own; gives its folder."""
    put(bench.top, f"bin/{name}", f"#!/bin/sh\n{text}\n")
    (bench.top / "bin" / name).chmod(0o755)
    return str(bench.top / "bin")


def receive(bench: Bench, hook: str, text: str) -> None:
    put(bench.bare, f"hooks/{hook}", f"#!/bin/sh\n{text}\n")
    (bench.bare / "hooks" / hook).chmod(0o755)


# --- refused


def no_git(bench: Bench) -> None:
    (bench.top / "empty").mkdir()
    bench.extra["PATH"] = str(bench.top / "empty")


def old_git(bench: Bench) -> None:
    bench.extra["PATH"] = script(bench, "git", "echo git version 2.17.1")


def no_repository(bench: Bench) -> None:
    shutil.rmtree(bench.work / ".git")


def broken_head(bench: Bench) -> None:
    put(bench.work, ".git/HEAD", "garbage\n")


def no_remote(bench: Bench) -> None:
    bench.git("config", "--remove-section", "remote.origin")


def several_remotes(bench: Bench) -> None:
    bench.git("config", "--rename-section", "remote.origin", "remote.one")
    bench.git("remote", "add", "two", str(bench.bare))


def unknown_remote(bench: Bench) -> dict[str, object]:
    return {"remote": "upstream"}


def remote_gone(bench: Bench) -> None:
    bench.git("remote", "set-url", "origin", str(bench.top / "nowhere.git"))


def no_key(bench: Bench) -> None:
    bench.git("remote", "set-url", "origin", "git@git.harbor-story.org:a/b.git")
    folder = script(bench, "fake-ssh", "echo 'git@git.harbor-story.org: Permission denied (publickey).' >&2; exit 255")
    bench.extra["GIT_SSH_COMMAND"] = f"{folder}/fake-ssh"


def unknown_host_key(bench: Bench) -> None:
    bench.git("remote", "set-url", "origin", "git@git.harbor-story.org:a/b.git")
    folder = script(bench, "fake-ssh", "echo 'Host key verification failed.' >&2; exit 255")
    bench.extra["GIT_SSH_COMMAND"] = f"{folder}/fake-ssh"


def no_network(bench: Bench) -> None:
    bench.git("remote", "set-url", "origin", "http://127.0.0.1:9/a/b.git")


def password_wanted(bench: Bench) -> None:
    class Locked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Locked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bench.git("remote", "set-url", "origin", f"http://127.0.0.1:{server.server_port}/a/b.git")


def no_identity(bench: Bench) -> None:
    bench.git("config", "--global", "--remove-section", "user")


def edited(bench: Bench) -> None:
    put(bench.work, "content/explainer.md", "Other words.\n")


def untracked(bench: Bench) -> None:
    put(bench.work, "content/faq.yaml", "[]\n")


def staged(bench: Bench) -> None:
    put(bench.work, "content/explainer.md", "Other words.\n")
    bench.git("add", "content/explainer.md")


def before_the_first_commit(bench: Bench) -> None:
    put(bench.work, ".git/HEAD", "ref: refs/heads/fresh\n")


def conflict(bench: Bench) -> None:
    bench.git("checkout", "--quiet", "-b", "other", "HEAD^")
    put(bench.work, "content/explainer.md", "Against.\n")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "-m", "Against")
    bench.git("merge", "main", fails=True)
    assert (bench.work / ".git" / "MERGE_HEAD").exists()


def onto_itself(bench: Bench) -> dict[str, object]:
    return {"branch": "main"}


def onto_the_main_branch(bench: Bench) -> dict[str, object]:
    bench.git("checkout", "--quiet", "-b", "writing")
    return {"branch": "main"}


def onto_no_branch(bench: Bench) -> dict[str, object]:
    return {"branch": "gh pages"}


def onto_an_option(bench: Bench) -> dict[str, object]:
    return {"branch": "--mirror"}


def hook_says_no(bench: Bench) -> None:
    receive(bench, "pre-receive", "echo 'gh-pages is protected' >&2; exit 1")


def past_is_protected(bench: Bench) -> dict[str, object]:
    bench.deploy({"index.html": b"first"})
    bench.git("config", "receive.denyNonFastForwards", "true", at=bench.bare)
    return {"orphan": True}


def cut_off(bench: Bench) -> None:
    receive(bench, "pre-receive", "kill -9 $PPID")


def placeholder(bench: Bench) -> dict[str, object]:
    return {"address": "https://example.org/harbor/"}


def of_somebody_else(bench: Bench) -> dict[str, object]:
    bench.git("remote", "set-url", "origin", "https://github.com/port/harbor.git")
    bench.git("config", "--global", f"url.{bench.bare}.insteadOf", "https://github.com/port/harbor.git")
    return {"address": "https://other.github.io/harbor/"}


def domain_would_be_lost(bench: Bench) -> dict[str, object]:
    of_somebody_else(bench)
    assert bench.deploy(address="https://harbor-story.org/").value
    return {"address": "https://port.github.io/harbor/"}


def far_too_large(bench: Bench) -> dict[str, object]:
    of_somebody_else(bench)
    return {"outputs": {**SITE, "film.webp": bytes(100_000_001)}, "address": "https://port.github.io/harbor/"}


def most_would_vanish(bench: Bench) -> dict[str, object]:
    assert bench.deploy({**SITE, **{f"docs/{number}.html": b"others'" for number in range(20)}}).value
    return {"outputs": SITE}


REFUSED: list[tuple[Fault, str, str]] = [
    (no_git, "git-missing", "git-scm.com"),
    (old_git, "git-missing", "git 2.31 or newer is needed, and this is git version 2.17.1"),
    (no_repository, "git-repository", "run git init"),
    (broken_head, "git-repository", "git"),
    (no_remote, "git-remote", "git remote add origin URL"),
    (several_remotes, "git-remote", "name one of one, two with --remote"),
    (unknown_remote, "git-remote", "there is origin"),
    (remote_gone, "git-remote", "make it there first, or mend the address: git remote set-url origin URL"),
    (no_key, "git-remote", "does not let you in"),
    (unknown_host_key, "git-remote", "git ls-remote origin"),
    (no_network, "git-remote", "is there a network?"),
    (password_wanted, "git-remote", "gh auth login"),
    (no_identity, "git-identity", "git config --global user.name"),
    (edited, "deploy-dirty", "content/explainer.md; commit first"),
    (untracked, "deploy-dirty", "content/faq.yaml; commit first"),
    (staged, "deploy-dirty", "content/explainer.md; commit first"),
    (before_the_first_commit, "deploy-dirty", "commit first"),
    (conflict, "deploy-dirty", "commit first"),
    (onto_itself, "deploy-branch", "it is checked out here"),
    (onto_the_main_branch, "deploy-branch", "the main branch of the remote"),
    (onto_no_branch, "deploy-branch", "the usual one is gh-pages"),
    (onto_an_option, "deploy-branch", "the usual one is gh-pages"),
    (hook_says_no, "deploy-rejected", "pre-receive hook declined (gh-pages is protected)"),
    (past_is_protected, "deploy-rejected", "see the rules for its branches"),
    (cut_off, "deploy-rejected", "gh-pages is as it was: run this again"),
    (placeholder, "deploy-address", "write the real url: in content/site.yaml"),
    (of_somebody_else, "deploy-address", "write url: https://port.github.io/harbor/ in content/site.yaml"),
    (domain_would_be_lost, "deploy-address", "write url: https://harbor-story.org/ in content/site.yaml"),
    (far_too_large, "deploy-size", "film.webp has 100 MB"),
    (most_would_vanish, "deploy-removal", "20 of the 24 files on gh-pages would disappear: docs/0.html"),
]


@pytest.mark.parametrize(("fault", "code", "cure"), REFUSED, ids=[fault.__name__ for fault, _, _ in REFUSED])
def test_a_fault_is_one_line_with_its_cure_and_changes_nothing(
    fault: Fault, code: str, cure: str, bench: Bench
) -> None:
    wish = fault(bench) or {}
    before, refs = bench.picture(), bench.refs()
    done = bench.deploy(**wish)  # type: ignore[arg-type]
    assert done.value is None
    [problem] = done.problems
    assert (problem.code, "\n" in problem.message) == (code, False)
    assert cure in problem.message
    assert bench.picture() == before
    assert bench.refs() == refs


def test_faults_that_do_not_depend_on_each_other_are_told_together(bench: Bench) -> None:
    no_identity(bench)
    no_remote(bench)
    edited(bench)
    found = bench.deploy(branch="main").problems
    assert {problem.code for problem in found} == {"git-identity", "git-remote", "deploy-dirty", "deploy-branch"}


# --- coped with


def detached(bench: Bench) -> None:
    bench.git("checkout", "--quiet", "--detach")


def shallow(bench: Bench) -> None:
    shutil.rmtree(bench.work)
    bench.git("clone", "--quiet", "--depth", "1", f"file://{bench.bare}", str(bench.work), at=bench.top)


def partial(bench: Bench) -> None:
    bench.git("config", "uploadpack.allowFilter", "true", at=bench.bare)
    shutil.rmtree(bench.work)
    bench.git("clone", "--quiet", "--filter=blob:none", f"file://{bench.bare}", str(bench.work), at=bench.top)


def fresh_clone_of_a_published_site(bench: Bench) -> None:
    assert bench.deploy({"index.html": b"older"}).value
    assert bench.deploy({"index.html": b"old"}).value
    shutil.rmtree(bench.work)
    bench.git("clone", "--quiet", "--single-branch", str(bench.bare), str(bench.work), at=bench.top)


def shallow_clone_of_a_published_site(bench: Bench) -> None:
    assert bench.deploy({"index.html": b"older"}).value
    assert bench.deploy({"index.html": b"old"}).value
    shallow(bench)


def borrowing_clone(bench: Bench) -> None:
    shutil.rmtree(bench.work)
    bench.git("clone", "--quiet", "--shared", str(bench.bare), str(bench.work), at=bench.top)


def linked_worktree(bench: Bench) -> None:
    bench.git("worktree", "add", "--quiet", "-b", "second", str(bench.work / "notes/w"))
    shutil.copy(bench.work / "content/site.yaml", bench.work / "notes/w/content/site.yaml")


def redirected(bench: Bench) -> None:
    bench.git("init", "--quiet", str(bench.top / "other"), at=bench.top)
    bench.extra |= {
        "GIT_DIR": str(bench.top / "other" / ".git"),
        "GIT_INDEX_FILE": str(bench.work / ".git" / "index"),
        "GIT_WORK_TREE": str(bench.top),
        "GIT_OBJECT_DIRECTORY": str(bench.top / "other" / ".git" / "objects"),
        "GIT_TRACE": "1",
    }


def signing(bench: Bench) -> None:
    for name in ("commit.gpgSign", "tag.gpgSign", "push.followTags"):
        bench.git("config", "--global", name, "true")
    bench.git("config", "--global", "gpg.program", "/bin/false")


def index_locked(bench: Bench) -> None:
    put(bench.work, ".git/index.lock", "")


def attributes(bench: Bench) -> None:
    put(bench.work, ".git/info/attributes", "* text eol=crlf ident filter=broken\n")
    bench.git("config", "--global", "filter.broken.clean", "false")


def fancy_index(bench: Bench) -> None:
    for name in ("core.splitIndex", "core.untrackedCache", "index.sparse", "feature.manyFiles", "core.fsmonitor"):
        bench.git("config", "--global", name, "true")


def strange_place(bench: Bench) -> None:
    bench.work.rename(bench.top / "o:d d'ï \"place")
    (bench.top / "work").symlink_to(bench.top / "o:d d'ï \"place")


COPED = [
    detached, shallow, partial, fresh_clone_of_a_published_site, shallow_clone_of_a_published_site, borrowing_clone,
    linked_worktree, redirected, signing, index_locked, attributes, fancy_index, strange_place,
]  # fmt: skip


@pytest.mark.parametrize("fault", COPED, ids=lambda fault: fault.__name__)
def test_an_unusual_repository_publishes_and_stays_as_it_is(fault: Fault, bench: Bench) -> None:
    fault(bench)
    before, refs = bench.picture(), bench.refs()
    done = bench.deploy()
    assert done.value is not None, done.problems
    assert bench.picture() == before
    assert bench.refs() == refs | {"refs/heads/gh-pages": done.value.commit}
    assert bench.published().keys() == SITE.keys()
    show = [bench.git("cat-file", "-s", f"gh-pages:{path}", at=bench.bare) for path in SITE]
    assert show == [str(len(data)) for data in SITE.values()]
    assert len(bench.history()) == len([done.value.before] if done.value.before else []) + 1 or done.value.before


def test_a_password_in_the_url_is_never_told(bench: Bench) -> None:
    bench.git("remote", "set-url", "origin", "http://me:hunter2@127.0.0.1:9/a/b.git")
    [problem] = bench.deploy().problems
    assert "http://127.0.0.1:9/a/b.git" in problem.message and "hunter2" not in problem.message


def test_a_project_in_a_larger_repository_answers_for_its_own_folder_alone(bench: Bench) -> None:
    put(bench.work, "tour/content/site.yaml", "title: Tour\n")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "-m", "Another project")
    put(bench.work, "README.md", "edited, but outside of the project\n")
    put(bench.work, "tour/build/index.html", "made, and not ignored\n")
    before = bench.picture()
    git = Git(SystemProcesses(), bench.work / "tour", environment(bench.variables))
    seen = survey(git, Wish())
    assert seen.value is not None and seen.value.dirty == ()
    assert publish(git, seen.value, Wish(), SITE, ADDRESS).value
    assert bench.picture() == before


def test_tags_stay_at_home(bench: Bench) -> None:
    bench.git("tag", "-a", "v1", "-m", "v1")
    signing(bench)
    assert bench.deploy().value
    assert set(bench.refs()) == {"refs/heads/main", "refs/heads/gh-pages"}


def test_a_repository_with_sha_256_works_the_same(bench: Bench) -> None:
    shutil.rmtree(bench.work)
    shutil.rmtree(bench.bare)
    bench.git("init", "--quiet", "--bare", "--object-format=sha256", str(bench.bare), at=bench.top)
    bench.git("init", "--quiet", "--object-format=sha256", str(bench.work), at=bench.top)
    bench.git("remote", "add", "origin", str(bench.bare))
    put(bench.work, "content/site.yaml", "title: Harbor\n")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "-m", "Begin")
    bench.git("push", "--quiet", "origin", "main")
    before = bench.picture()
    done = bench.deploy()
    assert done.value and len(done.value.commit) == 64
    assert bench.picture() == before


# --- races and cuts


class Rival(SystemProcesses):
    """Somebody else who publishes just before our push does, `times` times."""

    def __init__(self, bench: Bench, times: int, *, wipe: bool = False) -> None:
        self.bench, self.times, self.wipe, self.done = bench, times, wipe, 0

    def run(self, command, environment, *, input=b"", seconds=60):  # type: ignore[no-untyped-def]
        if "push" in command and self.done < self.times:
            self.done += 1
            git, at = self.bench.git, self.bench.bare
            tree = git("mktree", at=at) if self.wipe else git("rev-parse", "main^{tree}", at=at)
            old = git("rev-parse", "--verify", "--quiet", "gh-pages", at=at, fails=True)
            parent = () if self.wipe or not old else ("-p", old)
            new = git("commit-tree", tree, *parent, "-m", f"rival {self.done}", at=at)
            git("update-ref", "refs/heads/gh-pages", new, at=at)
        return super().run(command, environment, input=input, seconds=seconds)


def race(bench: Bench, rival: Rival, **wish: object) -> Result[Receipt]:
    git = Git(rival, bench.work, environment(bench.variables))
    wanted = Wish(allow_removal=True, **wish)  # type: ignore[arg-type]
    seen = survey(git, wanted)
    assert seen.value
    before = bench.picture()
    done = publish(git, seen.value, wanted, SITE, ADDRESS)
    assert bench.picture() == before
    return done


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("wipe", [False, True])
def test_a_rival_who_was_quicker_stays_in_the_history(bench: Bench, there: bool, wipe: bool) -> None:
    if there:
        assert bench.deploy({"index.html": b"old"}).value
    assert race(bench, Rival(bench, 2, wipe=wipe)).value
    assert bench.published().keys() == SITE.keys()
    told = bench.git("log", "--format=%s", "gh-pages", at=bench.bare).splitlines()
    assert told[1] == "rival 2"


def test_an_orphan_replaces_only_what_was_seen(bench: Bench) -> None:
    """The lease: a rival's state that we have not looked at is looked at first."""
    assert bench.deploy({"index.html": b"old"}).value
    done = race(bench, Rival(bench, 1), orphan=True)
    assert done.value and done.value.before and bench.history() == [done.value.commit]
    assert "rival" in bench.git("log", "-1", "--format=%s", done.value.before, at=bench.bare)


def test_a_rival_without_end_is_given_way(bench: Bench) -> None:
    rival = Rival(bench, TRIES)
    [problem] = race(bench, rival).problems
    assert problem.code == "deploy-rejected" and "run this again" in problem.message
    assert bench.git("log", "-1", "--format=%s", "gh-pages", at=bench.bare) == f"rival {TRIES}"


def test_a_push_that_arrived_but_was_not_confirmed_counts(bench: Bench) -> None:
    receive(bench, "post-receive", "kill -9 $PPID")
    before = bench.picture()
    done = bench.deploy()
    assert done.value and done.value.outcome == "published"
    assert bench.history() == [done.value.commit] and bench.picture() == before


class Silent(SystemProcesses):
    """A network that swallows the push."""

    def run(self, command, environment, *, input=b"", seconds=60):  # type: ignore[no-untyped-def]
        if "push" in command:
            return Ran(124, err="git: no answer in 600 seconds")
        return super().run(command, environment, input=input, seconds=seconds)


def test_a_push_without_an_answer_is_told_with_its_cure(bench: Bench) -> None:
    git = Git(Silent(), bench.work, environment(bench.variables))
    seen = survey(git, Wish())
    assert seen.value
    [problem] = publish(git, seen.value, Wish(), SITE, ADDRESS).problems
    assert problem.code == "deploy-rejected" and "run this again" in problem.message
    assert set(bench.refs()) == {"refs/heads/main"}


PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.deploy.bench import Bench
print("begun", flush=True)
Bench(Path(sys.argv[1])).deploy()
"""


@pytest.mark.parametrize("signal", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_a_deploy_that_is_killed_while_it_pushes_leaves_no_trace(bench: Bench, signal: str) -> None:
    import signal as signals
    import subprocess
    import time

    flag = bench.top / "in-the-hook"
    receive(bench, "pre-receive", f"touch {flag}\nsleep 1\nexit 1")
    before, refs = bench.picture(), bench.refs()
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    scratch = bench.top / "tmp"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(bench.top), root], env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 30
    while not flag.exists() and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(getattr(signals, signal))
    process.wait(30)
    assert flag.exists()
    assert bench.picture() == before
    assert bench.refs() == refs
    if signal == "SIGINT":
        assert list(scratch.iterdir()) == []
