"""Eyes: what is saved is seen, folders may come and go, and where events do not come the files are polled."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import Built
from sitegen.serve import watch
from tests.serve.studio import page, site, studio


def test_a_save_in_a_watched_folder_is_built(tmp_path: Path) -> None:
    content, templates = tmp_path / "content", tmp_path / "templates"
    content.mkdir()
    (content / "a.md").write_text("one")

    def make() -> Built:
        texts = [p.read_text() for folder in (content, templates) for p in sorted(folder.glob("[!.]*"))]
        return site(home=page(" ".join(texts)))

    with studio([content, templates], make) as it:

        def shows(words: str) -> Callable[[], bool]:
            return lambda: f">{words}<" in _home(it.told[-1])

        def save(path: Path, text: str) -> None:
            aside = path.with_name(f".{path.name}.swp")
            aside.write_text(text)
            aside.replace(path)

        save(content / "a.md", "two")
        it.until(shows("two"))
        templates.mkdir()  # a folder that was not there when the preview began
        save(templates / "b.html", "three")
        it.until(shows("two three"))
        (content / "a.md").unlink()
        content.rmdir()
        it.until(shows("three"))
        content.mkdir()
        save(content / "a.md", "back")
        it.until(shows("back three"))
        save(content / "a.md", "again")
        it.until(shows("again three"))


class Eyes:
    """Counts what the eyes see of a folder."""

    def __init__(self, folder: Path) -> None:
        self.seen = threading.Semaphore(0)
        self.words: list[str] = []
        self.stop = threading.Event()
        self.thread = watch.follow([folder], self.seen.release, self.stop, self.words.append)

    def saw(self, seconds: float = 20) -> bool:
        return self.seen.acquire(timeout=seconds)


@pytest.fixture
def eyes(tmp_path: Path) -> Iterator[Eyes]:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "a.md").write_text("one")
    looking = Eyes(folder)
    yield looking
    looking.stop.set()
    looking.thread.join(20)
    assert not looking.thread.is_alive()


def _home(built: Built) -> str:
    assert built.manifest is not None
    return built.manifest.outputs["index.html"].data.decode()


def test_where_events_do_not_come_the_files_are_polled_and_a_word_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events are kept back, as a network drive does; polling is what it is."""
    real = watch.watch

    def deaf(*folders: Path, **how: Any) -> Any:
        for batch in real(*folders, **how):
            yield batch if how["force_polling"] else set()

    monkeypatch.setattr(watch, "watch", deaf)
    monkeypatch.setattr(watch, "LOOK", 100)
    (tmp_path / "a.md").write_text("one")
    eyes = Eyes(tmp_path)
    try:
        time.sleep(0.3)
        (tmp_path / "a.md").write_text("two!")
        assert eyes.saw()
        until = time.monotonic() + 20
        while not eyes.words and time.monotonic() < until:
            time.sleep(0.02)
        assert eyes.words == [
            "the system does not tell of changes here (a network drive, a container's folder?); "
            "they are looked at over and over"
        ]
        while eyes.saw(1):
            pass
        (tmp_path / "a.md").write_text("three")
        assert eyes.saw()
        assert len(eyes.words) == 1
    finally:
        eyes.stop.set()
        eyes.thread.join(20)


def test_a_file_that_is_deleted_and_written_anew_is_one_change(eyes: Eyes, tmp_path: Path) -> None:
    """As vim saves. What is built in between would be a site without the file."""
    path = tmp_path / "content/a.md"
    states: list[bool] = []
    time.sleep(0.2)
    path.rename(path.with_suffix(".md~"))
    time.sleep(0.02)
    path.write_text("two")
    assert eyes.saw()
    states.append(path.exists())
    assert all(states)


def test_quiet_looks_alone_are_no_change_and_no_reason_to_poll(eyes: Eyes, tmp_path: Path) -> None:
    moved = tmp_path / "images"
    moved.mkdir()
    (moved / "x.png").write_bytes(b"x")
    time.sleep(0.2)
    moved.rename(tmp_path / "content/images")
    assert eyes.saw()
    time.sleep(2.2 * watch.LOOK / 1000)
    while eyes.saw(0.1):
        pass
    assert not eyes.saw(1.5 * watch.LOOK / 1000)
    assert eyes.words == []


def test_stamps_tell_of_every_file_and_survive_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.md").write_text("b")
    os.symlink(tmp_path / "nowhere", tmp_path / "a/dead")
    assert list(watch.stamps([tmp_path, tmp_path / "missing"])) == [str(tmp_path / "a/b.md")]
