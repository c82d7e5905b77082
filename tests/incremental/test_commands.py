"""The law with the command itself, on a real disk: the list of a build with nothing to do, the cache and the output as
they lie there, a death at any moment, other words on the command line.

`sitegen build` in a project that lives through all edits says and leaves the same as `sitegen build --clean` in a fresh
copy, and says it again when asked again. A few short sequences here; SITEGEN_COMMANDS=200 for a long run.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen import cli
from sitegen.cli import build as command
from sitegen.cli import repeat
from sitegen.effects import identity as code
from tests.incremental.edits import EDITS, Bench, Step, sequence

SEQUENCES = int(os.environ.get("SITEGEN_COMMANDS", "4"))
SEED = int(os.environ.get("SITEGEN_SEED", "20251026"))
LENGTH = 5

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in a forked process")


@dataclass
class Desk:
    """A project on disk that is edited as the bench's files are. `place` is the folder for both projects."""

    place: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    bench: Bench = field(default_factory=Bench)
    later: int = 0  # ns by which the clock has been put forward, so that stamps can be trusted

    def __post_init__(self) -> None:
        mark, identity, clock = repeat.marked_now, command.identity, time.time_ns
        self.patch.setattr(repeat, "marked_now", lambda: f"{mark()}{self.bench.identity}")
        for module in (command, code):
            self.patch.setattr(module, "identity", lambda: f"{identity()}{self.bench.identity}")
        for holder, name in ((time, "time_ns"), (command, "time_ns")):
            self.patch.setattr(holder, name, lambda: clock() + self.later)
        self.put(self.root / "content", {})

    @property
    def root(self) -> Path:
        return self.place / "lived"

    def edit(self, name: str, seed: int) -> None:
        chance = random.Random(seed)
        cache, output = self.root / ".sitegen/cache", self.root / "build"
        if name == "kill":
            self.sync()
            self.die(chance.random() * 0.3)
        elif name == "damage":
            self.bench.drawer.files = read(cache)
            EDITS[name](self.bench, chance)
            self.put(cache, self.bench.drawer.files)
        elif name == "output":
            self.bench.world.shelf.made = read(output)
            EDITS[name](self.bench, chance)
            self.put(output, self.bench.world.shelf.made)
        else:
            EDITS[name](self.bench, chance)
        if chance.random() < 0.5:
            self.later += 10**10

    def sync(self) -> None:
        for folder in ("content", "templates", "assets"):
            self.put(self.root / folder, {path.removeprefix(f"{folder}/"): data for path, data in
                                          self.bench.files.items() if path.startswith(f"{folder}/")})  # fmt: skip

    def put(self, folder: Path, files: Mapping[str, bytes]) -> None:
        for path, data in read(folder).items():
            if files.get(path) != data:
                (folder / path).unlink()
        for path, data in files.items():
            if not (folder / path).exists():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)

    def words(self) -> list[str]:
        options = self.bench.options
        more = ["--drafts"] if options.drafts else []
        return ["build", "--today", str(options.today), *more,
                *(["--base-url", options.base_url] if options.base_url else [])]  # fmt: skip

    def run(self, root: Path, *words: str) -> tuple[int, str, dict[str, bytes]]:
        """Exit code, what was said but for the last line, the output."""
        self.patch.chdir(root)
        self.patch.setattr(sys, "argv", ["sitegen", *self.words(), *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = self.capture.readouterr().err.rstrip("\n")
        said = re.sub(r"(built|nothing changed).*|(; the last good site .*|\.)$", "", said)
        return int(end.value.code or 0), said, read(root / "build")

    def die(self, seconds: float) -> None:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
            try:
                self.run(self.root)
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    def difference(self) -> str:
        self.sync()
        fresh = self.place / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in ("content", "templates", "assets"):
            if (self.root / folder).exists():
                shutil.copytree(self.root / folder, fresh / folder)
        before = read(self.root / "build")
        code, said, site = clean = self.run(fresh, "--clean")
        if code:
            clean = code, said, {**before, **site}  # nothing is published: what was there stays
        for number in range(3):
            ours = self.run(self.root)
            if ours != clean:
                files = sorted(path for path in {*ours[2], *clean[2]} if ours[2].get(path) != clean[2].get(path))
                return f"run {number}: {ours[:2]}\nis not\n{clean[:2]}\nfiles: {files}"
            self.later += 10**10 * (number == 1)
        return ""


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def verdict(desk: Desk, steps: tuple[Step, ...]) -> str:
    for number, (name, seed) in enumerate(steps):
        desk.edit(name, seed)
        if wrong := desk.difference():
            return f"after step {number} of {steps}: {wrong}"
    return ""


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_the_command_in_a_lived_in_project_equals_a_clean_one(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    desk = Desk(tmp_path, capsys, monkeypatch)
    assert not verdict(desk, (("nothing", 0), *sequence(SEED + number, LENGTH)))
