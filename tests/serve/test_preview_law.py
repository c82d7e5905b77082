"""What the preview shows is what a clean build makes, byte for byte, problems included: after any edits, with builds
that were given up at any file in between. Short here; `SITEGEN_SEQUENCES=500` for the long run.
"""

from __future__ import annotations

import os
import random

import pytest

from sitegen.build import make
from sitegen.cli.serve import maker
from sitegen.core.problem import errors
from sitegen.core.record import replace
from sitegen.serve.workshop import Attempt, Workshop
from tests.errors.change import theme
from tests.fakes import FakeWorld, MemoryFiles
from tests.incremental.edits import EDITS, Bench, sequence

SEQUENCES = int(os.environ.get("SITEGEN_SEQUENCES", "12"))
SEED = int(os.environ.get("SITEGEN_SEED", "20251026"))
SHARES = 4
KINDS = ("body", "body", "body", "shifted", "title", "summary", "data", "data", "add", "delete", "restore", "rename",
         "swap", "draft", "slip", "slip", "template", "style", "picture", "nothing")  # fmt: skip


class Hasty(Workshop):
    """Overtaken at random, and never at peace until it says so."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.world = FakeWorld(MemoryFiles({}), MemoryFiles(theme()))
        self.bench = bench
        self.chance = random.Random(seed)
        self.patience = 0
        self.given_up = 0
        pages = ("index.html", "north/index.html", "404.html")
        super().__init__(maker(self.world, bench.options), lambda attempt: None, lambda site, outputs: None,
                         lambda: frozenset(self.chance.sample(pages, self.chance.randint(0, 2))))  # fmt: skip

    @property
    def overtaken(self) -> bool:
        self.patience -= 1
        return self.patience == 0

    def attempt(self) -> Attempt:
        self.world.files = MemoryFiles(self.bench.files)
        self._fetched.set()
        while True:
            self.patience = self.chance.choice((0, 1, 2, 5, 12, 30))
            if found := self._attempt():
                self._good = found.good
                if found.good:
                    self._site = found.outputs
                    self._made = dict(found.outputs)
                return found
            self.given_up += 1


@pytest.mark.parametrize("share", range(SHARES))
def test_the_preview_shows_what_a_clean_build_makes(share: int) -> None:
    given_up = 0
    for number in range(share, SEQUENCES, SHARES):
        bench = Bench()
        shop = Hasty(bench, SEED + number)
        steps = (("nothing", 0), *sequence(SEED + number, 5, KINDS))
        for place, (name, seed) in enumerate(steps):
            EDITS[name](bench, random.Random(seed))
            found = shop.attempt()
            clean = make(FakeWorld(MemoryFiles(bench.files), MemoryFiles(theme())), replace(bench.options))
            assert found.bug is None, (steps, place)
            assert found.built.problems == clean.problems, (steps, place)
            assert found.good is not bool(errors(clean.problems))
            if clean.manifest is not None:
                shown = {path: output.data for path, output in found.outputs.items()}
                assert shown == {path: output.data for path, output in clean.manifest.outputs.items()}, (steps, place)
        given_up += shop.given_up
    assert given_up > 3
