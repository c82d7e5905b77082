"""Thousands of edits on a running `sitegen serve`: each must arrive, and the process must not grow.

  python -m tests.serve.soak --edits 5000

Pages are listened to by a few websockets, and one of them fetches what there is after every message, as live.js does.
An edit counts as arrived when what was fetched shows it: the text, or for a broken one the problem. Every so often a
file is deleted and comes back, a burst of saves comes at once, a browser leaves. Linux alone: figures are from /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.bench.workload import name, project

BROWSERS = 5
PATIENCE = 30.0  # seconds for an edit to arrive


@dataclass
class Figures:
    """`milliseconds` from a save to the fetched state that shows it; (edits, MB, open files, threads) along the way."""

    milliseconds: list[float] = field(default_factory=list)
    use: list[tuple[int, float, int, int]] = field(default_factory=list)
    leaving: float = 0.0  # seconds from Ctrl-C to the end
    code: int = 0
    left: list[str] = field(default_factory=list)  # files that were not there before

    def steady(self) -> tuple[float, int, int]:
        """Growth in MB, open files and threads from the first tenth on."""
        first, last = self.use[max(1, len(self.use) // 10)], self.use[-1]
        return last[1] - first[1], last[2] - first[2], last[3] - first[3]


class Browsers:
    def __init__(self, url: str) -> None:
        self.url = url
        self.news = asyncio.Event()
        self.sockets: list[WebSocketClientConnection] = []
        self.readers: list[asyncio.Task[None]] = []

    async def come(self, path: str) -> None:
        socket = await websocket_connect(f"ws{self.url.removeprefix('http')}livereload")
        await socket.write_message(json.dumps({"command": "hello"}))
        await socket.read_message()
        mine = {"sitegen": {"state": -1, "path": path}}
        await socket.write_message(json.dumps({"command": "info", "plugins": mine, "url": self.url}))
        self.sockets.append(socket)
        self.readers.append(asyncio.create_task(self._listen(socket)))

    async def _listen(self, socket: WebSocketClientConnection) -> None:
        while await socket.read_message() is not None:
            self.news.set()

    def leave(self) -> None:
        self.sockets.pop(0).close()
        self.readers.pop(0)


async def edits(root: Path, url: str, pid: int, count: int, every: int, figures: Figures) -> None:
    chance = random.Random(5)
    total = len(list((root / "content/sections").iterdir()))
    number = total // 2
    section = root / f"content/sections/{number + 1:05}-{name(number)}.md"
    sheet, text = root / "assets/css/blocks/note.css", section.read_text("utf-8")
    path, browsers = f"/{name(number)}/", Browsers(url)
    for _ in range(BROWSERS):
        await browsers.come(path)

    async def arrives(token: str) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            browsers.news.clear()
            said = await asyncio.to_thread(_fetched, f"{url}.sitegen/now?path={path}&have=")
            if token in said:
                return
            try:
                await asyncio.wait_for(browsers.news.wait(), until - time.monotonic())
            except TimeoutError:
                raise SystemExit(f"{token} did not arrive") from None

    for edit in range(count):
        kind = chance.choices(("text", "burst", "error", "delete", "sheet"), (90, 3, 3, 2, 2))[0]
        token = f"token{edit}x"
        began = time.monotonic()
        if kind == "error":
            _save(section, f"{text}\n\nIt is [lost](fact:{token}).\n")
        elif kind == "delete":
            section.unlink()
            await asyncio.sleep(chance.choice((0.01, 0.3)))
            began = time.monotonic()
            _save(section, f"{text}\n\nBack is {token}.\n")
        else:
            for burst in range(chance.randint(5, 20) if kind == "burst" else 0):
                _save(section, f"{text}\n\nA burst, {burst}.\n")
                await asyncio.sleep(chance.choice((0, 0.01)))
            if kind == "sheet":
                sheet.parent.mkdir(parents=True, exist_ok=True)
                _save(sheet, f".note {{ --soak: {edit}; }}\n")
            began = time.monotonic()
            _save(section, f"{text}\n\nA new sentence, {token}.\n")
        await arrives(token)
        figures.milliseconds.append(1000 * (time.monotonic() - began))
        if edit % 50 == 49:
            browsers.leave()
            await browsers.come(f"/{name(chance.randrange(total))}/" if chance.random() < 0.3 else path)
        if edit % every == 0:
            figures.use.append((edit, *_use(pid)))
    figures.use.append((count, *_use(pid)))


def _fetched(url: str) -> str:
    with urlopen(url, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def _save(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.swp")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def _use(pid: int) -> tuple[float, int, int]:
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes, threads = (int(re.search(rf"{what}:\s+(\d+)", status)[1]) for what in ("VmRSS", "Threads"))  # type: ignore[index]
    return kilobytes / 1024, len(os.listdir(f"/proc/{pid}/fd")), threads


def soak(root: Path, count: int, pages: int = 20) -> Figures:
    """On a project of its own below `root`."""
    project(root, pages)
    figures = Figures()
    command = [sys.executable, "-m", "sitegen", "serve", "-C", str(root), "--port", "0"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stderr=log, stdout=log, cwd=Path(__file__).parents[2])
        try:
            until = time.monotonic() + PATIENCE
            while not (found := re.search(r"(http://\S+/)[^$]* files in", _said(log), re.S)):
                assert process.poll() is None and time.monotonic() < until, _said(log)
                time.sleep(0.05)
            before = _files(root)
            run = edits(root, found[1], process.pid, count, max(1, count // 50), figures)
            with ThreadPoolExecutor(1) as apart:  # a loop leaves its thread without one, and other tests have theirs
                apart.submit(asyncio.run, run).result()
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            figures.code = process.wait(PATIENCE)
            figures.leaving = time.monotonic() - began
            figures.left = sorted(_files(root) - before - {"assets/css/blocks/note.css"})
        finally:
            process.kill()
            process.wait()
    return figures


def _said(log: object) -> str:
    return os.pread(log.fileno(), 1 << 20, 0).decode()  # type: ignore[attr-defined]


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--edits", type=int, default=5000)
    options.add_argument("--pages", type=int, default=20)
    given = options.parse_args()
    root = Path(tempfile.mkdtemp(prefix="soak-"))
    try:
        figures = soak(root, given.edits, given.pages)
    finally:
        shutil.rmtree(root)
    print("| edits | MB | open files | threads |\n|---|---|---|---|")
    for edit, megabytes, handles, threads in figures.use[:: max(1, len(figures.use) // 10)]:
        print(f"| {edit} | {megabytes:.1f} | {handles} | {threads} |")
    part = max(1, min(1000, given.edits // 3))
    for label, found in (("first", figures.milliseconds[:part]), ("last", figures.milliseconds[-part:])):
        late = sorted(found)[int(0.95 * (len(found) - 1))]
        print(f"{label} {len(found)} edits: median {statistics.median(found):.0f} ms, p95 {late:.0f} ms")
    print(f"all {len(figures.milliseconds)} arrived; Ctrl-C: code {figures.code} after {figures.leaving:.2f} s; "
          f"left behind: {figures.left or 'nothing'}")  # fmt: skip


if __name__ == "__main__":
    main()
