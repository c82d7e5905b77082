"""What is said where there is no project."""

from __future__ import annotations

from pathlib import Path

from sitegen.core.problem import Problem
from sitegen.effects.surroundings import from_here


def missing(start: Path) -> Problem:
    if (start / "content" / "site.yml").is_file():
        return Problem("project-missing", "sitegen does not read content/site.yml", hint="rename it to site.yaml")
    place = f"in {name} or above it" if (name := from_here(start)) else "here or above"
    return Problem(
        "project-missing",
        f"there is no content/site.yaml {place}",
        hint="start an explainer with: sitegen new DIR",
    )
