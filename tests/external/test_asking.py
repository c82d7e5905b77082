"""Many links: each told once, each host slowly, and an end in time whatever the network does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock
from time import monotonic, sleep

import pytest
from click.testing import CliRunner, Result

import sitegen.cli.check
from sitegen.cli.group import group
from sitegen.core.world import Method, Reply
from sitegen.effects.notebook import DiskNotebook
from sitegen.external import memory
from sitegen.external.asking import NO_TIME, ask_all
from sitegen.external.memory import AGE, Kept
from sitegen.external.verdict import Finding
from tests.errors.change import project, theme
from tests.fakes import FakeWorld, MemoryFiles

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class FakeNet:
    """A network as a table. Time passes only while somebody waits; `hang` are addresses that never answer."""

    def __init__(self, replies: Mapping[str, Reply] | None = None, hang: frozenset[str] = frozenset()) -> None:
        self.replies = dict(replies or {})
        self.hang = hang
        self.asked: list[tuple[str, float]] = []
        self.freed = Event()
        self._passed = 0.0
        self._lock = Lock()

    def seconds(self) -> float:
        return monotonic() + self._passed

    def wait(self, seconds: float) -> None:
        with self._lock:
            self._passed += seconds

    def ask(self, method: Method, url: str, seconds: float) -> Reply:
        with self._lock:
            self.asked.append((url, self.seconds()))
        if url in self.hang:
            self.freed.wait(30)
        return self.replies.get(url, Reply(200))


class MemoryNotebook:
    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def read(self) -> bytes:
        return self.data

    def write(self, data: bytes) -> None:
        self.data = data


@pytest.fixture
def net() -> Iterator[Callable[..., FakeNet]]:
    made: list[FakeNet] = []

    def make(*given: object, **more: object) -> FakeNet:
        made.append(FakeNet(*given, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.freed.set()


# --- asking


def test_each_link_is_told_once(net: Callable[..., FakeNet]) -> None:
    told: list[str] = []
    urls = [f"https://{host}.city/{n}" for host in "abc" for n in range(5)]
    ask_all([*urls, *urls], net(), lambda url, finding: told.append(url))
    assert sorted(told) == sorted(urls)


def test_a_host_is_asked_slowly_and_others_meanwhile(net: Callable[..., FakeNet]) -> None:
    one = net()
    ask_all([f"https://{host}.city/{n}" for host in "ab" for n in range(4)], one, lambda url, finding: None, pace=2.0,
            total=1000.0)  # fmt: skip
    for host in "ab":
        times = sorted(at for url, at in one.asked if f"//{host}." in url)
        assert len(times) == 4 and times[-1] - times[0] > 5.5
    assert {url for url, _ in one.asked[:2]} == {"https://a.city/0", "https://b.city/0"}


def test_a_network_that_hangs_ends_in_time(net: Callable[..., FakeNet]) -> None:
    """Doors that keep no promise at all: more of them than workers."""
    urls = [f"https://h{n}.city/" for n in range(20)]
    told: dict[str, Finding] = {}
    begun = monotonic()
    ask_all(urls, net(hang=frozenset(urls)), told.__setitem__, total=0.4)
    assert monotonic() - begun < 2
    assert told == dict.fromkeys(urls, NO_TIME)


def test_what_answers_is_told_while_another_hangs(net: Callable[..., FakeNet]) -> None:
    told: dict[str, Finding] = {}
    ask_all(["https://a.city/", "https://b.city/"], net(hang=frozenset(["https://a.city/"])), told.__setitem__,
            total=0.6)  # fmt: skip
    assert told["https://b.city/"].verdict == "ok" and told["https://a.city/"] is NO_TIME


def test_a_bug_in_a_worker_is_heard_of() -> None:
    class Broken(FakeNet):
        def ask(self, method: Method, url: str, seconds: float) -> Reply:
            raise RuntimeError("burst")

    with pytest.raises(RuntimeError, match="burst"):
        ask_all(["https://a.city/"], Broken(), lambda url, finding: None)


# --- memory


@pytest.mark.parametrize("verdict", AGE)
def test_the_less_certain_the_sooner_it_is_asked_again(verdict: str) -> None:
    kept = Kept(Finding(verdict, ""), NOW)  # type: ignore[arg-type]
    age = AGE[verdict]  # type: ignore[index]
    assert memory.fresh(kept, NOW + age - timedelta(seconds=1))
    assert not memory.fresh(kept, NOW + age)
    assert not memory.fresh(kept, NOW - timedelta(minutes=1))  # a clock that was wrong
    assert not memory.fresh(None, NOW)


def test_what_is_written_is_read_again_and_old_addresses_go() -> None:
    known = {"https://a.city/ü": Kept(Finding("broken", "gone"), NOW), "https://b.city/": Kept(Finding("ok", ""), NOW)}
    assert memory.read(memory.write(known, NOW)) == known
    assert memory.read(memory.write(known, NOW + timedelta(days=90))) == {}


@pytest.mark.parametrize("data", [
    b"", b"{", b"[]", b"null", b'{"version": 2, "links": {}}', b'{"version": 1}', b'{"version": 1, "links": {"a": 1}}',
    b'{"version": 1, "links": {"a": {"verdict": "fine", "reason": "", "asked": "2026-03-02T12:00:00+00:00"}}}',
    b'{"version": 1, "links": {"a": {"verdict": "ok", "reason": "", "asked": "2026-03-02T12:00:00"}}}',
    b"\xff\xfe", b"[" * 100_000,
])  # fmt: skip
def test_a_damaged_or_newer_memory_is_as_good_as_none(data: bytes) -> None:
    assert memory.read(data) == {}


def test_the_file_is_exchanged_whole_and_a_disk_that_refuses_costs_only_the_memory(tmp_path: Path) -> None:
    notebook = DiskNotebook(tmp_path / ".sitegen" / "links.json")
    assert notebook.read() == b""
    notebook.write(b"one")
    notebook.write(b"two")
    assert notebook.read() == b"two"
    assert [file.name for file in (tmp_path / ".sitegen").iterdir()] == ["links.json"]
    (tmp_path / "file").write_text("in the way")
    DiskNotebook(tmp_path / "file" / "links.json").write(b"lost")


# --- the command

LINKS = b"""---
title: About
---

[Gone](https://gone.city/page#part), [doubtful](https://slow.city/), [fine](https://fine.city/),
[ours](https://harbor.city/faq/), [mail](mailto:a@b.city).
"""
SOURCES = b"""- id: council
  title: Minutes of the council
  published: 2026-03-01
  kind: official
  url: https://council.city/minutes
  archived: https://archive.city/minutes
"""
REPLIES = {
    "https://gone.city/page": Reply(404),
    "https://slow.city/": Reply(fault="timeout"),
    "https://council.city/minutes": Reply(410),
}


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    files = {**project(), "content/pages/about.md": LINKS, "content/sources.yaml": SOURCES}

    def run(line: str, net: FakeNet, notebook: MemoryNotebook | None = None, **changes: bytes) -> Result:
        more = {f"content/{name}.yaml": data for name, data in changes.items()}
        world = FakeWorld(MemoryFiles({**files, **more}), MemoryFiles(theme()))
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sitegen.cli.check, "find_project", lambda start: Path.cwd())
        monkeypatch.setattr(sitegen.cli.check, "real_world", lambda root, out: world)
        monkeypatch.setattr(sitegen.cli.check, "SystemNet", lambda: net)
        monkeypatch.setattr(sitegen.cli.check, "DiskNotebook", lambda path: notebook or MemoryNotebook())
        typed = f"check --today 2026-03-02 --base-url https://harbor.city/ {line}".split()
        return CliRunner().invoke(group, typed, prog_name="sitegen")

    return run


def test_three_verdicts_at_their_places(check: Callable[..., Result], net: Callable[..., FakeNet]) -> None:
    one = net(REPLIES)
    done = check("--external -v --format json", one)
    assert done.exit_code == 0
    rows = json.loads(done.stdout)["diagnostics"]
    told = {(row["code"], row["file"], row["line"], row["hint"]) for row in rows
            if row["code"].startswith("link-")}  # fmt: skip
    look = "find where it has gone, or take it away; a source can have archived:"
    assert told == {
        ("link-dead", "content/pages/about.md", 5, look),
        ("link-unsure", "content/pages/about.md", 5, "look at it in a browser"),
        ("link-dead", "content/sources.yaml", 1, "readers have the archived copy: https://archive.city/minutes"),
    }
    assert {url for url, _ in one.asked} == {*REPLIES, "https://fine.city/", "https://archive.city/minutes"}


def test_nothing_is_asked_without_being_told_to(check: Callable[..., Result], net: Callable[..., FakeNet]) -> None:
    one = net(REPLIES)
    assert check("", one).exit_code == 0
    assert one.asked == []


def test_strictly_a_dead_link_stops_and_a_waiver_lets_it_pass(
    check: Callable[..., Result], net: Callable[..., FakeNet]
) -> None:
    assert check("--external --strict", net(REPLIES)).exit_code == 1
    site = project()["content/site.yaml"]
    waived = site + b"checks: {waive: [{code: link-dead, until: 2026-06-30, reason: The council moves its pages.}]}\n"
    assert check("--external --strict", net(REPLIES), site=waived).exit_code == 0


def test_what_was_found_is_not_asked_again(check: Callable[..., Result], net: Callable[..., FakeNet]) -> None:
    notebook, again = MemoryNotebook(), net(REPLIES)
    first = check("--external", net(REPLIES), notebook)
    second = check("--external", again, notebook)
    assert again.asked == []
    assert first.stderr == second.stderr and "[link-dead]" in second.stderr


def test_without_a_network_no_link_is_called_dead(check: Callable[..., Result], net: Callable[..., FakeNet]) -> None:
    urls = (*REPLIES, "https://fine.city/", "https://archive.city/minutes")
    done = check("--external -v", net(dict.fromkeys(urls, Reply(fault="name"))))
    assert done.exit_code == 0
    assert "[link-dead]" not in done.stderr
    assert done.stderr.count("no name could be looked up; is there a network?") == len(urls)


def test_ctrl_c_ends_it_and_keeps_what_was_learned(
    check: Callable[..., Result], net: Callable[..., FakeNet], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = MemoryNotebook()

    def pressed(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(sitegen.cli.check, "_Progress", lambda terminal: pressed)
    done = check("--external", net(REPLIES), notebook)
    assert done.exit_code == 130
    assert len(memory.read(notebook.data)) == 2


def test_progress_is_shown_on_a_terminal_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        said: list[str] = []  # noqa: RUF012

        def passing(self, text: str) -> None:
            self.said.append(text)

    monkeypatch.setattr(sitegen.cli.check, "STEP", 0.0)
    progress = sitegen.cli.check._Progress(Terminal())  # type: ignore[arg-type]
    for done in range(1, 4):
        progress(done, 3)
        sleep(0.001)
    assert Terminal.said == ["asking outside links: 1 of 3", "asking outside links: 2 of 3", ""]
