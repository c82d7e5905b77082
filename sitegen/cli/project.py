"""What is said where there is no project."""

from __future__ import annotations

from pathlib import Path

from sitegen.cli.terminal import shown
from sitegen.core.problem import Problem


def missing(start: Path) -> Problem:
    place = f"in {name} or above it" if (name := shown(start)) else "here or above"
    return Problem(
        "project-missing",
        f"there is no content/site.yaml {place}",
        hint="a project is a folder with content/ in it, which holds site.yaml, explainer.md and sections/",
    )
