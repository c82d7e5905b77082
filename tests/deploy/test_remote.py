"""From the URL of a remote to the address of the site, as tables; and what a deploy decides over values."""

from __future__ import annotations

import pytest

from sitegen.core.world import Ran
from sitegen.deploy.git import environment, said, unreachable, version
from sitegen.deploy.remote import Repository, misfit, own_domain, repository, without_secrets
from sitegen.deploy.repository import Tip, lost_race, tip_of
from sitegen.deploy.verdict import (
    Difference,
    Wish,
    difference,
    removal_faults,
    with_host_files,
)

HARBOR = Repository("Port", "harbor")
USER = Repository("Port", "port.github.io")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Port/harbor.git",
        "https://github.com/Port/harbor",
        "https://github.com/Port/harbor/",
        "http://www.github.com/Port/harbor.git",
        "https://me:token@github.com/Port/harbor.git",
        "https://GitHub.com/Port/harbor.git",
        "git@github.com:Port/harbor.git",
        "git@github.com:Port/harbor",
        "github.com:Port/harbor.git",
        "org-123@github.com:Port/harbor.git",
        "ssh://git@github.com/Port/harbor.git",
        "ssh://git@github.com:22/Port/harbor.git",
        "ssh://git@ssh.github.com:443/Port/harbor.git",
        "git://github.com/Port/harbor.git",
        "git+ssh://git@github.com/Port/harbor.git",
    ],
)
def test_a_remote_on_github_is_known_however_it_is_written(url: str) -> None:
    assert repository(url) == HARBOR


@pytest.mark.parametrize(
    "url",
    [
        "https://gitlab.com/Port/harbor.git",
        "git@github-work:Port/harbor.git",
        "https://github.com.evil.net/Port/harbor",
        "https://github.com/Port",
        "https://github.com/Port/harbor/tree/main",
        "https://gist.github.com/Port/abc",
        "/srv/github.com/Port/harbor.git",
        "../harbor.git",
        "C:\\repos\\harbor.git",
        "file:///srv/github.com/Port/harbor.git",
        "https://[github.com/Port/harbor",
        "https://github.com/Po rt/harbor",
        "",
    ],
)
def test_what_is_not_on_github_is_left_alone(url: str) -> None:
    assert repository(url) is None


@pytest.mark.parametrize(
    ("at", "address"),
    [
        (HARBOR, "https://port.github.io/harbor/"),
        (USER, "https://port.github.io/"),
        (Repository("port", "Port.GitHub.io"), "https://port.github.io/"),
        (Repository("other", "port.github.io"), "https://other.github.io/port.github.io/"),
    ],
)
def test_pages_shows_a_repository_at(at: Repository, address: str) -> None:
    assert at.address == address
    assert misfit(address, at) == ""


@pytest.mark.parametrize(
    ("at", "base", "why"),
    [
        (HARBOR, "https://port.github.io/Harbor/", ""),
        (HARBOR, "https://harbor-story.org/", ""),
        (HARBOR, "https://port.org/harbor/", ""),  # the user site has the domain port.org
        (USER, "https://port.org/", ""),
        (HARBOR, "https://port.github.io/", "another address: Pages shows Port/harbor in the folder /harbor/"),
        (HARBOR, "https://port.github.io/harbour/", "in the folder /harbor/"),
        (USER, "https://port.github.io/harbor/", "at the root of its host"),
        (HARBOR, "https://port2.github.io/harbor/", "somebody else's"),
        (HARBOR, "https://github.io/harbor/", "somebody else's"),
        (HARBOR, "http://port.github.io/harbor/", "redirected to https"),
        (HARBOR, "https://harbor-story.org/stories/", "at its root"),
        (USER, "https://port.org/port.github.io/", "at its root"),
        (HARBOR, "https://harbor-story.org:8443/", "names a port"),
    ],
)
def test_an_address_fits_a_repository_or_is_told_why_not(at: Repository, base: str, why: str) -> None:
    found = misfit(base, at)
    assert (why in found) if why else found == ""


def test_a_domain_of_ones_own_is_named_in_cname_and_only_on_github() -> None:
    assert own_domain("https://harbor-story.org/") == "harbor-story.org"
    assert own_domain("https://port.github.io/harbor/") == "" == own_domain("https://port.org/harbor/")
    both = {".nojekyll": b"", "CNAME": b"harbor-story.org\n"}
    assert with_host_files({}, "https://harbor-story.org/", HARBOR) == both
    assert with_host_files({}, "https://harbor-story.org/", None) == {".nojekyll": b""}
    assert with_host_files({}, "https://port.github.io/harbor/", HARBOR) == {".nojekyll": b""}


def test_passwords_leave_a_text() -> None:
    assert without_secrets("fatal: 'https://me:tok@h.org/a' and ssh://git@h/") == "fatal: 'https://h.org/a' and ssh://h/"


def test_what_git_gets_of_the_environment() -> None:
    given = {
        "PATH": "/bin", "HOME": "/h", "LC_ALL": "de_DE", "SSH_AUTH_SOCK": "s", "GIT_SSH_COMMAND": "ssh -x",
        "GIT_CONFIG_GLOBAL": "g", "GIT_CONFIG_COUNT": "1", "GIT_AUTHOR_NAME": "A", "GIT_ASKPASS": "a",
        "GIT_DIR": "x", "GIT_WORK_TREE": "x", "GIT_INDEX_FILE": "x", "GIT_OBJECT_DIRECTORY": "x", "GIT_TRACE": "1",
        "GIT_COMMON_DIR": "x", "GIT_NAMESPACE": "x", "GIT_QUARANTINE_PATH": "x", "GIT_PREFIX": "x", "GIT_CONFIG": "x",
        "GIT_TRACE_CURL": "1", "GIT_ALTERNATE_OBJECT_DIRECTORIES": "x", "GIT_SHALLOW_FILE": "x",
    }  # fmt: skip
    got = environment(given)
    assert "x" not in got.values() and not any(name.startswith("GIT_TRACE") for name in got)
    kept = ("PATH", "HOME", "SSH_AUTH_SOCK", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT",
            "GIT_AUTHOR_NAME", "GIT_ASKPASS")  # fmt: skip
    assert {name: got[name] for name in kept} == {name: given[name] for name in kept}
    assert (got["LC_ALL"], got["GIT_TERMINAL_PROMPT"], got["GIT_OPTIONAL_LOCKS"]) == ("C", "0", "0")


@pytest.mark.parametrize(
    ("text", "number"),
    [("git version 2.39.5 (Apple Git-154)\n", (2, 39)), ("git version 2.43.0.windows.1", (2, 43)), ("hg 6", None)],
)
def test_the_version_of_git(text: str, number: tuple[int, int] | None) -> None:
    assert version(text) == number


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        ("warning: x\nfatal: not a tree.\n", "not a tree"),
        ("remote: error: GH006: Protected branch\nerror: failed to push some refs", "failed to push some refs"),
        ("hint: something\n", "hint: something"),
        ("", "exit code 128"),
    ],
)
def test_gits_own_reason_is_one_line(stderr: str, reason: str) -> None:
    assert said(Ran(128, err=stderr)) == reason


@pytest.mark.parametrize(
    ("stderr", "cure"),
    [
        ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", "gh auth login"),
        ("fatal: Authentication failed for 'https://github.com/a/b/'", "gh auth login"),
        ("remote: Permission to a/b.git denied to c.\nfatal: … returned error: 403", "may write there"),
        ("fatal: unable to access 'https://…': Could not resolve host: github.com", "is there a network?"),
        ("remote: Repository not found.\nfatal: repository 'https://github.com/a/b/' not found", "set-url up URL"),
        ("fatal: early EOF", "early EOF; see what `git ls-remote up` says"),
    ],
)
def test_a_remote_that_does_not_answer_comes_with_a_cure(stderr: str, cure: str) -> None:
    assert cure in unreachable(Ran(128, err=stderr), "up", "https://github.com/a/b.git").message


def test_the_remotes_side_is_read_from_its_listing() -> None:
    listing = "ref: refs/heads/trunk\tHEAD\naaa\tHEAD\nbbb\trefs/heads/gh-pages\n"
    assert tip_of(listing, "gh-pages") == Tip("bbb", "trunk")
    assert tip_of("", "gh-pages") == Tip("", "")


@pytest.mark.parametrize(
    ("line", "race"),
    [
        ("!\tc:refs/heads/gh-pages\t[rejected] (fetch first)", True),
        ("!\tc:refs/heads/gh-pages\t[rejected] (stale info)", True),
        ("!\tc:refs/heads/gh-pages\t[remote rejected] (failed to update ref)", True),
        ("!\tc:refs/heads/gh-pages\t[remote rejected] (cannot lock ref 'refs/heads/gh-pages': is at …)", True),
        ("!\tc:refs/heads/gh-pages\t[remote rejected] (non-fast-forward)", False),
        ("!\tc:refs/heads/gh-pages\t[remote rejected] (pre-receive hook declined)", False),
    ],
)
def test_a_lost_race_is_told_from_a_rule(line: str, race: bool) -> None:
    assert lost_race(line) is race


def test_the_difference_counts_a_mode_as_a_change() -> None:
    old = {"a": "100644 1", "b": "100644 2", "c": "120000 3", "d": "100644 4"}
    new = {"a": "100644 1", "b": "100644 9", "c": "100644 3", "e": "100644 5"}
    found = difference(old, new)
    assert found == Difference(("e",), ("b", "c"), ("d",), kept=1)
    assert found.words == "1 added, 2 changed, 1 removed"
    assert not difference(old, old) and difference(old, old).words == "nothing changed"


@pytest.mark.parametrize(
    ("removed", "kept", "allowed", "asks"),
    [(5, 1, False, False), (6, 14, False, False), (6, 13, False, True), (20, 0, False, True), (20, 0, True, False)],
)
def test_a_large_loss_is_asked_about(removed: int, kept: int, allowed: bool, asks: bool) -> None:
    change = Difference(removed=tuple(f"{n:02}.html" for n in range(removed)), kept=kept)
    assert bool(removal_faults(change, Wish(allow_removal=allowed))) is asks
