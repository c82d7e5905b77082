"""`sitegen new`: three questions, a folder with a whole small explainer in it, and what to type next."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import click

from sitegen import __version__
from sitegen.cli.settings import ENVIRONMENT, USAGE, settings, shared
from sitegen.cli.terminal import Terminal
from sitegen.content.languages import LANGUAGES
from sitegen.deploy.git import Git, environment
from sitegen.deploy.remote import Repository, repository
from sitegen.deploy.workflow import PATH, REQUIREMENTS, Workflow, requirement, requirements
from sitegen.effects import SystemClock
from sitegen.effects.plant import installation, occupant, plant
from sitegen.effects.processes import SystemProcesses
from sitegen.effects.surroundings import environment as surrounding
from sitegen.scaffold import TITLE, Answers, project
from sitegen.web.urls import base_fault, is_placeholder, normal_base


@click.command("new", context_settings={"max_content_width": 100})
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="The title of the site.")
@click.option("--base-url", metavar="URL", help="The address at which it will stand, if you know it.")
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), help="The language it is written in.")
@click.option("--blank", is_flag=True, help="Begin with the bare minimum instead of a whole example.")
@shared
@click.pass_context
def command(
    ctx: click.Context, folder: Path, title: str | None, base_url: str | None, language: str | None, blank: bool
) -> None:
    """Start an explainer in a new folder.

    DIR gets a small whole explainer to look at and to replace piece by piece: sections, questions, a route on a map, a
    ledger of facts with their sources, a glossary and a timeline; and the workflow for GitHub Pages, settings for
    editors, and a short README. On a terminal you are asked what no option says. A folder with files in it is refused.

    \b
      sitegen new harbor
      sitegen new harbor --title "The new harbor" --language en
      sitegen new harbor --base-url https://owner.github.io/harbor/
      sitegen new . --blank               in an empty clone of your repository

    """
    if base_url and (fault := base_fault(base_url)):
        raise click.BadParameter(f"{base_url!r} is no address of a site: {fault}.", ctx, param_hint="--base-url")
    how = settings(ctx)
    terminal = Terminal.of(how)
    folder = how.directory / folder
    shown = str(folder)
    if there := occupant(folder):
        what = "is a file" if there == "." else f"is not empty: it holds {there}"
        terminal.complain(f"{shown} {what}; name a new folder, or one with nothing in it but a fresh clone's .git")
        ctx.exit(USAGE)
    git = Git(SystemProcesses(), folder.absolute(), environment(surrounding()))
    clone = folder.is_dir() and (folder / ".git").exists()
    at = repository(git("config", "--get", "remote.origin.url").text.strip()) if clone else None
    likely = at.address if at else f"https://example.org/{_path_name(folder)}/"
    asking = on_terminal() and not how.quiet
    title = title or (_ask("Title", "A new explainer" if blank else TITLE) if asking else "")
    base_url = base_url or (_ask_url(likely) if asking else likely)
    if language is None:
        language = _ask("Language", "en") if asking and len(LANGUAGES) > 1 else "en"
    try:
        today = SystemClock().now().date()
    except ValueError as error:
        terminal.complain(f"{error}; unset it, or set it to seconds since 1970")
        ctx.exit(ENVIRONMENT)
    line = requirement(installation(), __version__)
    branch = git("symbolic-ref", "--quiet", "--short", "HEAD").text.strip() if clone else ""
    answers = Answers(
        title or ("A new explainer" if blank else TITLE), normal_base(base_url), language, today,
        blank=blank or language != "en",
    )  # fmt: skip
    if answers.blank and not blank:
        terminal.say("the whole example is in English only, so this begins with the bare minimum")
    made = project(answers, {PATH: Workflow(branch or "main").text, REQUIREMENTS: requirements(line)})
    plant(folder, made)
    terminal.data(shown)
    terminal.say(f"{len(made)} files in {shown}/. Next:\n\n" + next_steps(answers, shown, at))
    if not line:
        terminal.say("\nBefore GitHub publishes it: write into requirements.txt where its machines get sitegen from.")


def next_steps(answers: Answers, folder: str, at: Repository | None) -> str:
    """The next three commands, each with its reason."""
    rehearsal = f"sitegen check --today {answers.due.isoformat()}"
    if is_placeholder(answers.url):
        rehearsal += " --base-url https://owner.github.io/name/"
    steps = [
        (f"cd {shlex.quote(folder)}", "") if folder != "." else ("git add --all", ""),
        ("sitegen serve --open", "shows it in a browser and follows every save"),
        (rehearsal, "what the ledger says when a promise is due") if not answers.blank else
        ("sitegen check", "tells what is wrong, unsourced or due"),
    ]  # fmt: skip
    width = max(len(command) for command, _ in steps)
    return "\n".join(f"  {command:{width}}   {why}".rstrip() for command, why in steps)


def on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _path_name(folder: Path) -> str:
    return re.sub("[^a-z0-9]+", "-", folder.absolute().name.lower()).strip("-") or "explainer"


def _ask(what: str, default: str) -> str:
    answer: str = click.prompt(what, default=default, err=True)
    return answer


def _ask_url(default: str) -> str:
    while True:
        answer = _ask("Address (keep it if you do not know it yet)", default)
        if not (fault := base_fault(answer)):
            return answer
        click.echo(f"{answer!r} is no address of a site: {fault}", err=True)
