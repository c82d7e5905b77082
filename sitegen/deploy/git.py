"""Git as a value: what it is asked with, and what its refusals mean to a writer.

Every call goes through one door (`Processes`), without a shell, a pager, a prompt or a hook, in English, and with an
environment in which nothing redirects it: inside a hook or an alias GIT_DIR and GIT_INDEX_FILE are set, and would make
us write into the index that somebody is just committing. What leads to the user's own login (ssh, askpass, proxies,
configuration) stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sitegen.core.problem import Problem
from sitegen.core.record import record
from sitegen.core.world import Processes, Ran
from sitegen.deploy.remote import without_secrets

OLDEST = (2, 31)  # --path-format=absolute; March 2021
LOCAL, NETWORK = 120, 600  # seconds
MISSING, TOO_LONG = 127, 124

_KEPT = re.compile(
    r"GIT_(SSH.*|ASKPASS|CONFIG_.*|AUTHOR_.*|COMMITTER_.*|EXEC_PATH|SSL_.*|HTTP_.*|PROXY_.*|ALLOW_PROTOCOL"
    r"|DISCOVERY_ACROSS_FILESYSTEM)"
)
_SET = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_OPTIONAL_LOCKS": "0",  # `git status` would else refresh, so rewrite, the user's index
}
_SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "core.splitIndex": "false",  # writes a second file beside the user's index
    "core.ignoreCase": "false",
    "core.quotePath": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "fetch.writeCommitGraph": "false",
    "user.useConfigOnly": "true",  # or git makes up an address from the host's name
    "i18n.commitEncoding": "UTF-8",
}


def environment(surrounding: Mapping[str, str]) -> dict[str, str]:
    """What git gets of the user's environment."""
    kept = {name: value for name, value in surrounding.items() if not name.startswith("GIT_") or _KEPT.fullmatch(name)}
    return {**kept, **_SET}


@record
class Git:
    """Git in the project at `root`. `surroundings` is what `environment` gives."""

    processes: Processes
    root: Path
    surroundings: Mapping[str, str]

    def __call__(self, *arguments: str, input: bytes = b"", seconds: float = LOCAL) -> Ran:
        settings = (part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))
        command = ("git", "--no-pager", "-C", str(self.root), *settings, *arguments)
        return self.processes.run(command, self.surroundings, input=input, seconds=seconds)

    def aside(self, folder: Path) -> Git:
        """The same, but what is made goes to `folder`: objects below `objects/`, the index to `index`."""
        extra = {"GIT_OBJECT_DIRECTORY": str(folder / "objects"), "GIT_INDEX_FILE": str(folder / "index")}
        return Git(self.processes, self.root, {**self.surroundings, **extra})


def version(text: str) -> tuple[int, int] | None:
    """ "git version 2.39.5 (Apple Git-154)" -> (2, 39)"""
    match = re.match(r"git version (\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2])) if match else None


def said(ran: Ran) -> str:
    """Git's own reason in one line, without passwords."""
    lines = [line.strip() for line in without_secrets(ran.err).splitlines() if line.strip()]
    for start in ("fatal: ", "error: ", "remote: "):
        found = [line.removeprefix(start).removeprefix("error: ") for line in lines if line.startswith(start)]
        if found:
            return found[0].rstrip(".")
    return lines[-1].rstrip(".") if lines else f"exit code {ran.code}"


_CURES = (
    (r"could not read (Username|Password)|terminal prompts disabled|Authentication failed|Invalid username",
     "git has no login for {url}", "push once by hand so that git remembers it, or run: gh auth login"),
    (r"Permission denied \(|Permission to .* denied|error: 403|not allowed to (push|upload)",
     "{url} does not let you in", "see with `git push` which account is used, and that it may write there"),
    (r"Host key verification failed",
     "ssh does not know the host of {url} yet", "connect once by hand: git ls-remote {name}"),
    (r"Could not resolve (host|hostname)|Network is unreachable|Connection (refused|timed out)|Failed to connect",
     "{url} cannot be reached", "is there a network? then run this again"),
    (r"does not appear to be a git repository|Repository not found|repository '.*' not found|does not exist",
     "there is no repository at {url}", "make it there first, or mend the address: git remote set-url {name} URL"),
)  # fmt: skip


def unreachable(ran: Ran, name: str, url: str) -> Problem:
    """Why the remote `name` gave no answer, with the cure."""
    shown = without_secrets(url)
    if ran.code == TOO_LONG:
        return Problem("git-remote", f"{shown} does not answer; look at the network, then run this again")
    for pattern, message, cure in _CURES:
        if re.search(pattern, ran.err):
            return Problem("git-remote", f"{message}; {cure}".format(url=shown, name=name))
    return Problem("git-remote", f"{shown} cannot be read: {said(ran)}; see what `git ls-remote {name}` says")


def failed(ran: Ran, doing: str) -> Problem:
    """A call that should not fail did: git's words, and what it was about."""
    if ran.code == MISSING:
        return missing()
    return Problem("git-failed", f"git could not {doing}: {said(ran)}; nothing was published")


def missing() -> Problem:
    return Problem("git-missing", "git is not installed, or not in PATH; get it from https://git-scm.com")
