"""A build: six stages in a row, with their early exits, and nothing else.

`make` goes as far as a checked site in memory (what `serve` shows), `build` publishes it too. A stage that gives no
value ends the row; one that gives a value and errors does not, so that a writer sees all faults of a run at once.
Errors keep everything from being published, and so do warnings under `strict`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sitegen.checks import EVERY_BUILD
from sitegen.content import due
from sitegen.core.artifact import Card, Manifest, Options, Reason, Snapshot, span_of_today, today
from sitegen.core.codes import Severity
from sitegen.core.kinds import CheckKind
from sitegen.core.late import late
from sitegen.core.model import Site
from sitegen.core.problem import Problem, errors, in_order
from sitegen.core.record import record, replace
from sitegen.core.waivers import ended, unused, unwaived
from sitegen.core.waivers import next_day as waivers_next_day
from sitegen.core.world import Onlooker, Published, World
from sitegen.engine.memory import Memory
from sitegen.stages.check import check, looker
from sitegen.stages.load import load
from sitegen.stages.plan import plan
from sitegen.stages.publish import prepare, publish
from sitegen.stages.render import render
from sitegen.stages.validate import validate

if TYPE_CHECKING:
    from sitegen.checks import thorough
else:
    thorough = late("sitegen.checks.thorough")


@record
class Built:
    """`problems` are sorted. The snapshot is there for excerpts; `published` is None when nothing was, `site` when
    there was an error before anything was made. `span`: the seconds since 1970 from which on, and before which, the
    same input comes to the same; None where no day matters."""

    manifest: Manifest | None = None
    problems: tuple[Problem, ...] = ()
    snapshot: Snapshot | None = None
    published: Published | None = None
    site: Site | None = None
    checked: tuple[str, ...] = ()  # names of the checks that ran
    span: tuple[int, int] | None = None
    cards: tuple[Card, ...] = ()  # of the pages that were planned, in the order of the navigation


def build(world: World, options: Options, *, strict: bool = False, memory: Memory | None = None) -> Built:
    """The whole site into the output folder, or nothing. Whatever the disk refuses comes back as a problem.

    `memory` is that of the build before, and what it lacks is made; the result is the same with it and without."""
    refused = prepare(world.shelf)
    if refused:
        return Built(problems=in_order(refused))
    memory = memory or Memory()
    made = make(world, options, memory=memory)
    if not world.images and made.manifest is not None:
        made = replace(made, problems=in_order((*made.problems, _WITHOUT_IMAGES)))
    if made.manifest is None or stops(made.problems, strict=strict):
        return made
    published = publish(made.manifest.outputs, world.shelf, memory)
    lost = _lost(made.manifest, published.value) if published.value else ()
    manifest = replace(made.manifest, reasons=(*made.manifest.reasons, *lost))
    problems = in_order(made.problems + published.problems)
    return replace(made, manifest=manifest, problems=problems, published=published.value)


_WITHOUT_IMAGES = Problem(
    "images-extra", "there are no share cards, no icons but the SVG, and pictures keep their size and format",
    hint='the extra "images" makes them: pip install "sitegen[images]"',
)  # fmt: skip


def _lost(manifest: Manifest, published: Published) -> Iterable[Reason]:
    """Files that still held and had to be made all the same."""
    made = {reason.path for reason in manifest.reasons}
    return (Reason(path, "output") for path in published.written if path not in made)


def make(
    world: World, options: Options, kinds: tuple[CheckKind, ...] = EVERY_BUILD, memory: Memory | None = None,
    onlooker: Onlooker | None = None,
) -> Built:  # fmt: skip
    """The site in memory, checked unless an error came before. Artifacts that failed are not in the manifest.

    `kinds` are the checks that run. Where all did, a waiver that had nothing to waive is told of. Raises GivenUp from
    the onlooker.
    """
    memory = memory or Memory()
    options = replace(options, images=world.images)
    loaded = load(world.files, world.theme, world.clock, options)
    snapshot, problems = loaded.value, loaded.problems
    if snapshot is None:
        return Built(problems=in_order(problems))
    validated = validate(snapshot, memory)
    site, problems = validated.value, problems + validated.problems
    if site is None:
        return Built(problems=in_order(problems), snapshot=snapshot, span=span_of_today(snapshot, "UTC", date.max))
    day, waivers = today(snapshot, site.config), site.config.waivers
    # Recipes cannot ask what day it is (`kinds.Reader`): only what is due or waived depends on it.
    next_day = min(due.next_day(site, day), waivers_next_day(waivers, day))
    span = span_of_today(snapshot, site.config.time_zone, next_day)
    problems += ended(waivers, day)
    if errors(problems):
        return Built(problems=unwaived(problems, waivers, day), snapshot=snapshot, span=span)
    planned = plan(site, snapshot)
    problems += planned.problems
    if planned.value is None:
        return Built(problems=unwaived(problems, waivers, day), snapshot=snapshot, span=span)
    manifest = render(planned.value, site, snapshot, memory, looker(site, options, memory, kinds), onlooker)
    problems += manifest.problems
    ran = () if errors(problems) else kinds  # a page that failed is missing: every link to it would be called broken
    if ran:
        problems += check(manifest, site, options, ran, snapshot.content, memory)
        if ran != EVERY_BUILD and {*thorough.CHECKS} <= {*ran}:
            problems += unused(problems, waivers, day)
    checked = tuple(kind.name for kind in ran)
    told = unwaived(problems, waivers, day)
    return Built(manifest, told, snapshot, site=site, checked=checked, span=span, cards=planned.value.cards)


def stops(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether these keep a site from being published."""
    least = Severity.WARNING if strict else Severity.ERROR
    return any(p.severity >= least for p in problems)
