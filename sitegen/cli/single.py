"""`sitegen build --single FILE`: the whole explainer as one document; the output folder is neither read nor written."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter
from typing import Literal

from sitegen import report
from sitegen.build import Built
from sitegen.cli.settings import Settings
from sitegen.cli.terminal import Terminal
from sitegen.core.artifact import Options
from sitegen.core.problem import Problem, errors
from sitegen.core.record import replace
from sitegen.edition.run import Edition, run
from sitegen.effects import DiskDrawer, Forks, real_world
from sitegen.effects.ground import unfit_file
from sitegen.effects.identity import identity
from sitegen.effects.pen import DiskPen
from sitegen.effects.surroundings import from_here
from sitegen.page import kept


def single(how: Settings, root: Path, file: Path, options: Options, form: Literal["text", "json"], *, strict: bool,
           clean: bool) -> tuple[Problem, ...]:  # fmt: skip
    """Makes, reports, and says what became of it; gives the problems. What earlier builds remember is left as it is."""
    terminal = Terminal.of(how)
    started = perf_counter()
    place = Path(os.path.realpath(file))
    shown = from_here(file)
    if reason := unfit_file(place, root.resolve()):
        hint = "name a file that ends in .html in a folder that is there"
        problem = Problem("output-refused", f"the output file is refused: {shown}: {reason}", hint=hint)
        edition = Edition(Built(problems=(problem,)))
    else:
        with terminal.working("building"):
            memory = kept.memory(DiskDrawer(root), identity(), Forks(), empty=clean)
            world = real_world(root, root / "build")
            edition = run(world, options, DiskPen(place.parent), place.name, strict=strict, memory=memory)
    built = edition.built
    view = replace(terminal.view(root), sources=report.sources(built.snapshot))
    if form == "json":
        terminal.data(report.as_json(built.problems, view, ok=edition.pages > 0))
    else:
        worth = errors(built.problems) if how.quiet and not strict else built.problems
        terminal.block(report.as_text(worth, view))
    if edition.pages:
        pages = f"{edition.pages} page{'s' if edition.pages > 1 else ''}"
        outcome = "nothing changed" if edition.unchanged else f"bound {pages}"
        warnings = report.counts(built.problems)
        seconds = f"{perf_counter() - started:.2f}"
        terminal.say((f"{warnings}; " if warnings else "")
                     + f"{outcome}, {edition.size / 1000:,.0f} kB, in {seconds} s -> {shown}")  # fmt: skip
    else:
        refused = any(problem.code == "output-refused" for problem in built.problems)
        terminal.say(report.refusal(built.problems, kept=shown if place.is_file() and not refused else ""))
    return built.problems


