"""`sitegen deploy --workflow`: the Actions file into the repository, for the writer to look at and commit."""

from __future__ import annotations

from pathlib import Path

from sitegen import __version__
from sitegen.cli.settings import OK, PROJECT
from sitegen.cli.terminal import Terminal
from sitegen.deploy.git import Git, environment
from sitegen.deploy.remote import repository
from sitegen.deploy.workflow import PATH, REQUIREMENTS, Workflow, requirement, requirements
from sitegen.effects.plant import installation, plant, read, repository_root
from sitegen.effects.processes import SystemProcesses
from sitegen.effects.surroundings import environment as surrounding
from sitegen.effects.surroundings import from_here


def write_workflow(terminal: Terminal, root: Path) -> int:
    """Writes what is not there yet; gives the exit code. A file of the writer's own is never replaced."""
    root = root.resolve()
    top = repository_root(root) or root
    folder = root.relative_to(top).as_posix().removeprefix(".")
    git = Git(SystemProcesses(), root, environment(surrounding()))
    branch = git("symbolic-ref", "--quiet", "--short", "HEAD").text.strip() or "main"
    pins = f"{folder}/{REQUIREMENTS}" if folder else REQUIREMENTS
    text = Workflow(branch, folder, pins=pins).text
    place = from_here(top / PATH)
    there = read(top / PATH)
    if there not in (None, text):
        terminal.complain(f"{place} is there already and says something else; move it away, then run this again")
        return PROJECT
    line = requirement(installation(), __version__)
    files = {} if there else {top / PATH: text}
    if read(top / pins) is None:
        files[top / pins] = requirements(line)
    plant(top, {file.relative_to(top).as_posix(): text for file, text in files.items()})
    for file in files:
        terminal.say(f"wrote {from_here(file)}")
    if not files:
        terminal.say(f"nothing to do: {place} is as it should be")
    if not line and top / pins in files:
        terminal.complain(f"write into {from_here(top / pins)} where GitHub's machines get sitegen from")
    at = repository(git("config", "--get", "remote.origin.url").text.strip())
    page = f"{at.page}/settings/pages" if at else "the repository's settings, Pages"
    terminal.say(f"commit and push; then, once, switch it on at {page}:\n  Source: GitHub Actions")
    if at:
        terminal.say(f"the site will stand at {at.address}, or at the domain that you name there")
    return OK
