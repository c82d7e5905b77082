"""A repository of a writer's and its bare remote, both in a temporary folder; nothing of the tester's own git is seen.

`picture` holds every byte of the writer's side (work tree and all of .git) and every ref of the remote: a deploy must
leave the first as it was, whatever goes wrong, and of the second change one ref or nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.core.problem import Result
from sitegen.deploy.branch import publish
from sitegen.deploy.git import Git, environment
from sitegen.deploy.repository import survey
from sitegen.deploy.verdict import Receipt, Wish
from sitegen.effects.processes import SystemProcesses

ADDRESS = "https://harbor-story.org/"
SITE = {
    "index.html": b"<!doctype html>one",
    "faq/index.html": b"<!doctype html>questions\r\n",
    "assets/a.css": b"a{}",
    ".nojekyll": b"",
}


@dataclass
class Bench:
    top: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        return self.top / "work"

    @property
    def bare(self) -> Path:
        return self.top / "remote.git"

    @property
    def variables(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.top / "home"), "LANG": "C.UTF-8"} | self.extra

    def git(self, *arguments: str, at: Path | None = None, fails: bool = False) -> str:
        """As the writer does it, but for the hooks, which must not run at all."""
        environment = {name: value for name, value in self.variables.items() if not name.startswith("GIT_")}
        environment["PATH"] = os.environ["PATH"]
        done = subprocess.run(
            ["git", "-c", "core.hooksPath=/dev/null", *arguments],
            cwd=at or self.work,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
        )
        assert fails or done.returncode == 0, f"git {arguments}: {done.stderr}"
        return done.stdout.strip()

    def deploy(
        self, outputs: dict[str, bytes] | None = None, address: str = ADDRESS, **wish: object
    ) -> Result[Receipt]:
        wanted = Wish(**wish)  # type: ignore[arg-type]
        git = Git(SystemProcesses(), self.work, environment(self.variables))
        seen = survey(git, wanted)
        if seen.value is None:
            return Result(None, seen.problems)
        return publish(git, seen.value, wanted, SITE if outputs is None else outputs, address)

    def picture(self) -> dict[str, bytes]:
        found = {}
        for path in sorted(self.work.rglob("*")):
            if path.is_symlink() or path.is_file():
                data = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
                found[path.relative_to(self.top).as_posix()] = data
        return found

    def refs(self) -> dict[str, str]:
        lines = self.git("for-each-ref", "--format=%(refname) %(objectname)", at=self.bare).splitlines()
        return dict(line.split(" ") for line in lines)  # type: ignore[arg-type]

    def published(self, branch: str = "gh-pages") -> dict[str, str]:
        names = self.git("ls-tree", "-r", "--name-only", "-z", branch, at=self.bare).split("\0")
        return {name: self.git("show", f"{branch}:{name}", at=self.bare) for name in names if name}

    def history(self, branch: str = "gh-pages") -> list[str]:
        return self.git("rev-list", branch, at=self.bare).split()


def make(top: Path) -> Bench:
    """Two commits on main, pushed; something staged, something stashed; ignored files; a hook that must not run."""
    bench = Bench(top)
    (top / "home").mkdir(parents=True)
    (top / "home" / ".gitconfig").write_text(
        "[user]\n\tname = A. Writer\n\temail = writer@harbor-story.org\n[init]\n\tdefaultBranch = main\n"
        "\ttemplateDir =\n[core]\n\tautocrlf = true\n[gc]\n\tauto = 1\n"
    )
    bench.git("init", "--quiet", "--bare", str(bench.bare), at=top)
    bench.git("init", "--quiet", str(bench.work), at=top)
    bench.git("remote", "add", "origin", str(bench.bare))
    put(bench.work, "content/site.yaml", "title: Harbor\n")
    put(bench.work, ".gitignore", "/build/\n/.sitegen/\n/notes/\n")
    put(bench.work, "README.md", "Read me.\n")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "-m", "Begin")
    put(bench.work, "content/explainer.md", "Words.\n")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "-m", "Go on")
    put(bench.work, "README.md", "Read me, later.\n")
    bench.git("stash", "--quiet")
    bench.git("push", "--quiet", "--set-upstream", "origin", "main")
    put(bench.work, "notes/private.txt", "mine\n")
    put(bench.work, "build/index.html", "old\n")
    hooks = bench.work / ".git" / "hooks"
    for name in ("pre-push", "pre-commit", "post-commit", "post-index-change", "reference-transaction", "pre-auto-gc"):
        put(hooks, name, "#!/bin/sh\ntouch \"$(git rev-parse --show-toplevel)/hook-ran\"\nexit 1\n")
        (hooks / name).chmod(0o755)
    bench.git("status")  # the index is refreshed now, or git would do it at its next question
    return bench


def copied(template: Bench, top: Path) -> Bench:
    """The same at another place, which is quicker than making it."""
    shutil.copytree(template.top, top, symlinks=True, dirs_exist_ok=True)
    config = top / "work" / ".git" / "config"
    config.write_text(config.read_text().replace(str(template.top), str(top)))
    return Bench(top)


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
