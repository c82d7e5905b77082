"""`sitegen deploy`: the site onto GitHub Pages, by a branch or by a workflow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from sitegen import report
from sitegen.build import make, stops
from sitegen.checks import site_address
from sitegen.checks.thorough import CHECKS
from sitegen.cli.project import missing
from sitegen.cli.settings import ENVIRONMENT, OK, PROJECT, USAGE, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.cli.workflow import write_workflow
from sitegen.core.artifact import Options
from sitegen.core.problem import Problem, errors
from sitegen.core.record import replace
from sitegen.core.world import World
from sitegen.deploy.branch import publish
from sitegen.deploy.git import Git, environment
from sitegen.deploy.repository import shown, survey
from sitegen.deploy.verdict import Receipt, Wish
from sitegen.effects import find_project, real_world
from sitegen.effects.processes import SystemProcesses
from sitegen.effects.surroundings import environment as surrounding
from sitegen.web.urls import base_fault, base_url, normal_base

EXIT = {
    "git-missing": ENVIRONMENT,
    "git-repository": ENVIRONMENT,
    "git-remote": ENVIRONMENT,
    "git-identity": ENVIRONMENT,
    "git-failed": ENVIRONMENT,
    "deploy-rejected": ENVIRONMENT,
    "clock-value": ENVIRONMENT,
    "deploy-branch": USAGE,
    "deploy-removal": USAGE,
}
"""What the words of the project cannot mend; all other errors are the project's own."""


ALL_BUT_ADDRESS = tuple(kind for kind in CHECKS if kind.name != site_address.KIND.name)
"""All that `sitegen check` runs; of the address a deploy knows more, since it knows the remote."""


@click.command("deploy", context_settings={"max_content_width": 100})
@click.option("--branch", metavar="NAME", help="Publish to this branch of the remote, usually gh-pages.")
@click.option("--workflow", is_flag=True, help="Write the workflow with which GitHub publishes the site itself.")
@click.option("--remote", metavar="NAME", default="", help="The remote to push to; else origin, or the only one.")
@click.option("--base-url", metavar="URL", default="", help="Publish for URL instead of the url of site.yaml.")
@click.option("--dry-run", is_flag=True, help="List what would change and publish nothing.")
@click.option("--strict", is_flag=True, help="Let no warning pass.")
@click.option("--orphan", is_flag=True, help="Keep no history of the branch: one commit, replaced each time.")
@click.option("--allow-dirty", is_flag=True, help="Publish what is not committed yet, too.")
@click.option("--allow-removal", is_flag=True, help="Publish even where many files disappear.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report problems.")
@shared
@click.pass_context
def command(
    ctx: click.Context,
    branch: str | None,
    workflow: bool,
    remote: str,
    base_url: str,
    dry_run: bool,
    strict: bool,
    orphan: bool,
    allow_dirty: bool,
    allow_removal: bool,
    form: Literal["text", "json"],
) -> None:
    """Publish the site to GitHub Pages.

    --workflow writes .github/workflows/pages.yml. Commit it, and GitHub's machines publish every push to your branch,
    and check every day whether a claim fell due. --branch does it from here: the site is built and checked, then
    pushed as one commit on a branch of its own. Your branch, your index, your stash and your files are not touched.
    Drafts stay out either way.

    \b
      sitegen deploy --workflow
      sitegen deploy --branch gh-pages --dry-run     what would change?
      sitegen deploy --branch gh-pages               publish it
      sitegen deploy --branch gh-pages --base-url https://owner.github.io/name/

    Exit codes: 0 done or nothing to do, 1 the project has errors, 2 wrong usage, or a branch that must not be
    replaced, 3 git, the remote or the network, 70 a bug in sitegen, 130 interrupted.
    """
    if base_url and (fault := base_fault(base_url)):
        raise click.BadParameter(f"{base_url!r} is no address of a site: {fault}.", ctx, param_hint="--base-url")
    if workflow and branch is not None:
        raise click.UsageError("--workflow and --branch do not go together: it is published one way or the other.", ctx)
    if branch is None and not workflow:
        raise click.UsageError("Say how: --workflow lets GitHub publish, --branch gh-pages pushes from here.", ctx)
    how = settings(ctx)
    root = find_project(how.directory)
    if root is None:
        none = missing(how.directory)
        if form == "json":
            terminal = Terminal.of(how)
            terminal.data(report.as_json([none], terminal.view(how.directory), ok=False))
        Terminal.of(how).complain(f"{none.message}; {none.hint}")
        ctx.exit(USAGE)
    if branch is None:
        ctx.exit(write_workflow(Terminal.of(how), root))
    wish = Wish(branch, remote, orphan, allow_dirty, allow_removal, dry_run)
    options = Options(base_url=normal_base(base_url) if base_url else "")
    ctx.exit(_Deploy(Terminal.of(how), root, real_world(root, root / "build"), wish, options, strict, form).run())


class _Deploy:
    """One deploy by branch, from the look at the repository to the last line."""

    def __init__(
        self, terminal: Terminal, root: Path, world: World, wish: Wish, options: Options, strict: bool, form: str
    ) -> None:
        self.terminal, self.view = terminal, terminal.view(root)
        self.world, self.wish, self.options = world, wish, options
        self.strict, self.form = strict, form

    def run(self) -> int:
        """The exit code."""
        git = Git(SystemProcesses(), self.world.root, environment(surrounding()))
        seen = survey(git, self.wish)
        if seen.value is None:
            return self._refuse(seen.problems)
        with self.terminal.working("building"):
            built = make(self.world, self.options, ALL_BUT_ADDRESS)
        self.view = replace(self.view, sources=report.sources(built.snapshot))
        if built.manifest is None or built.site is None or stops(built.problems, strict=self.strict):
            return self._refuse(built.problems)
        outputs = {output.path: output.data for output in built.manifest.outputs.values()}
        with self.terminal.working("publishing"):
            address = base_url(built.site.config, self.options)
            done = publish(git, seen.value, self.wish, outputs, address)
        problems = built.problems + done.problems
        if done.value is None:
            return self._refuse(problems)
        self._tell(problems, ok=True)
        place = f"{self.wish.branch} of {shown(seen.value)}"
        self._outcome(done.value, place, report.size(built.manifest))
        return OK

    def _refuse(self, problems: tuple[Problem, ...]) -> int:
        self._tell(problems, ok=False)
        self.terminal.say("nothing was published")
        codes = {EXIT.get(problem.code, PROJECT) for problem in errors(problems)} or {PROJECT}
        return min(codes)

    def _tell(self, problems: tuple[Problem, ...], *, ok: bool) -> None:
        if self.form == "json":
            self.terminal.data(report.as_json(problems, self.view, ok=ok))
            return
        worth = errors(problems) if self.terminal.settings.quiet and not self.strict else problems
        self.terminal.block(report.as_text(worth, self.view))

    def _outcome(self, receipt: Receipt, place: str, size: str) -> None:
        change = receipt.difference
        if receipt.outcome == "rehearsed":
            if self.form == "text":
                marked = (("+", change.added), ("~", change.changed), ("-", change.removed))
                for line in (f"{mark} {path}" for mark, paths in marked for path in paths):
                    self.terminal.data(line)
            self.terminal.say(f"would publish {size} to {place}: {change.words}. Nothing was published.")
            return
        if receipt.outcome == "unchanged":
            self.terminal.say(f"nothing changed: {place} is up to date; it stands at {receipt.address}")
            return
        self.terminal.say(f"published {size} to {place}: {change.words}")
        if receipt.github is None:
            self.terminal.say("note: this is not GitHub, so where the branch is shown is up to its host")
            return
        self.terminal.say(f"in a minute or two it stands at {receipt.address}")
        if not receipt.before:
            page = f"{receipt.github.page}/settings/pages"
            self.terminal.say(f"the first time, switch it on at {page}:")
            self.terminal.say(f"  Deploy from a branch, {receipt.branch}, / (root)")
