"""What open pages are told, and that the last state always reaches them; builds that fail, burst or are overtaken."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from tornado.httpclient import HTTPClientError

from sitegen.build import Built
from sitegen.core.artifact import LateOutput, Manifest, Output, digest
from sitegen.core.model import Site
from sitegen.core.world import Onlooker
from sitegen.serve.preview import Word
from sitegen.serve.workshop import Attempt, Workshop
from tests.serve.studio import ERROR, WARNING, Browser, Studio, page, site, studio


def test_a_good_build_renews_every_open_page(running: Studio) -> None:
    browsers = [Browser(running.port, running.preview.number).known() for _ in range(3)]
    running.build(lambda: site(home=page("two")))
    for browser in browsers:
        assert browser.read() == {"command": "reload", "path": "*2", "liveCSS": False, "liveImg": False}
        browser.close()
    assert "two" in running.ask("/")[2]


def test_a_page_from_an_older_build_is_renewed_as_soon_as_it_connects(running: Studio) -> None:
    running.build(lambda: site(home=page("two")))
    late = Browser(running.port, 1)
    assert late.read()["command"] == "reload"
    late.close()


def test_a_build_that_changes_nothing_is_nothing_new(running: Studio) -> None:
    same = running.preview.outputs
    running.build(lambda: Built(Manifest(dict(same))))
    assert running.preview.number == 1


def test_a_build_that_fails_leaves_the_page_and_says_why(running: Studio) -> None:
    browser = Browser(running.port, running.preview.number).known()
    running.build(lambda: Built(Manifest({}), (ERROR, WARNING)))
    assert browser.read()["path"] == "*2"
    now = running.now("/", running.now("/")["page"])
    assert (now["html"], now["broken"], now["good"]) == (None, True, True)
    assert [(each["file"], each["line"], each["severity"]) for each in now["problems"]] == [
        ("content/faq.yaml", 3, "error"), ("content/facts.yaml", 7, "warning"),
    ]  # fmt: skip
    running.build(lambda: Built(None, (ERROR, WARNING)))
    assert running.preview.number == 2  # the same is wrong, so there is nothing new
    assert "one" in running.ask("/")[2]
    running.build(lambda: site(WARNING, home=page("one")))
    assert browser.read()["path"] == "*3"
    now = running.now()
    assert (now["broken"], [each["code"] for each in now["problems"]]) == (False, ["fact-due"])
    browser.close()


def test_whoever_comes_late_or_was_away_is_told_once_and_fetches_the_last_state(running: Studio) -> None:
    """A hundred states while nobody listened: the number of the last is what counts."""
    browser = Browser(running.port, running.preview.number).known()
    for number in range(100):
        running.build(lambda number=number: site(home=page(f"state {number}")))
    away = Browser(running.port, 7)
    assert away.read()["path"] == f"*{running.preview.number}"
    away.close()
    seen = ""
    while seen != f"*{running.preview.number}":
        seen = str(browser.read()["path"])
    assert "state 99" in running.now()["html"]
    browser.close()


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost.evil.example", "null"])
def test_no_other_website_can_listen_in(running: Studio, origin: str) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Browser(running.port, Origin=origin)
    assert refused.value.code == 403


def test_our_own_page_can(running: Studio) -> None:
    Browser(running.port, Origin=f"http://127.0.0.1:{running.port}").close()


def test_a_name_that_leads_here_does_not_help(running: Studio) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Browser(running.port, Host="evil.example", Origin="http://evil.example")
    assert refused.value.code == 403


@pytest.mark.parametrize(
    "message",
    ["not json", "[]", "null", b"\xff\xfe", '{"command": 7}', '{"command": "info", "plugins": []}', "[" * 50_000],
)
def test_nonsense_is_passed_over(running: Studio, message: str | bytes) -> None:
    browser = Browser(running.port, running.preview.number)
    browser.send(message)
    browser.known().close()


# --- builds that fail


def test_a_first_build_that_fails_is_shown_as_a_page_until_it_is_mended(tmp_path: Path) -> None:
    with studio([tmp_path], lambda: Built(None, (ERROR,))) as it:
        status, headers, body = it.ask("/faq/")
        assert status == 503 and headers["cache-control"] == "no-store"
        assert "no fact has the id &quot;&lt;x&gt;&quot;" in body and "<x>" not in body
        now = it.now("/faq/")
        assert (now["html"], now["broken"], now["good"]) == (None, True, False)
        browser = Browser(it.port, it.preview.number).known()
        it.build(lambda: site(home=page("mended")))
        assert browser.read()["command"] == "reload"
        browser.close()
        assert "mended" in it.ask("/")[2]


def test_an_exception_in_a_build_is_said_and_survived(running: Studio) -> None:
    def burst() -> Built:
        raise RuntimeError("burst")

    running.build(burst)
    assert running.complaints == ["bug: burst"]
    assert "one" in running.ask("/")[2]
    running.build(lambda: site(home=page("after")))
    assert "after" in running.ask("/")[2]


def test_an_exception_in_the_telling_is_survived_too(running: Studio) -> None:
    def gone(built: Built, seconds: float) -> None:
        raise RuntimeError("the terminal is gone")

    running.on_tell = gone
    running.build(lambda: site(home=page("two")))
    assert running.complaints == ["bug: the terminal is gone"]
    running.on_tell = None
    running.build(lambda: site(home=page("three")))
    assert "three" in running.ask("/")[2]


def test_saves_during_a_build_become_one_more_build_with_the_last_state(running: Studio) -> None:
    begun, go_on = threading.Event(), threading.Event()
    states: list[str] = []

    def slow() -> Built:
        begun.set()
        go_on.wait(20)
        return site(home=page("slow"))

    def quick() -> Built:
        states.append("quick")
        return site(home=page("last"))

    count = len(running.told)
    running.next = slow
    running.preview.workshop.ask()
    assert begun.wait(20)
    running.next = quick
    for _ in range(100):
        running.preview.workshop.ask()
    go_on.set()
    running.until(lambda: bool(states) and "last" in _home(running.told[-1]))
    assert len(running.told) <= count + 2
    assert "last" in running.ask("/")[2]


def _home(built: Built) -> str:
    assert built.manifest is not None
    return built.manifest.outputs["index.html"].data.decode()


def test_bad_news_that_the_next_save_mends_is_never_told(running: Studio) -> None:
    """An editor that saves by deleting the file and writing it anew must not flash an error."""
    count = len(running.told)

    def half_saved() -> Built:
        running.next = lambda: site(home=page("whole"), faq=page("q"), a__css="", route__geojson="", x__bin="")
        running.preview.workshop.ask()
        return Built(None, (ERROR,))

    running.build(half_saved)
    assert len(running.told) == count + 1
    assert not running.told[-1].problems


# --- builds ahead of themselves


class Bench:
    """A workshop whose builds are written out: what they make in which order, and what comes of it."""

    def __init__(self, first: str = "index.html") -> None:
        self.shown: list[Mapping[str, str]] = []
        self.done: list[Attempt] = []
        self.news = threading.Event()
        self.build = self.good
        self.shop = Workshop(self._make, self._told, self._early, lambda: frozenset({first}))
        self.words = "one"
        self.fetches: tuple[str, ...] = ()  # at the first word of it

    def _make(self, onlooker: Onlooker) -> Built:
        return self.build(onlooker)

    def _early(self, site: Site, outputs: Mapping[str, Output]) -> None:
        self.shown.append({path: output.data.decode() for path, output in outputs.items()})
        while self.fetches:
            self.shop.fetched(self.fetches[0])
            self.fetches = self.fetches[1:]

    def _told(self, attempt: Attempt) -> None:
        self.done.append(attempt)
        self.news.set()

    def outputs(self) -> dict[str, Output]:
        texts = {"index.html": self.words, "faq/index.html": "questions"}
        return {path: Output(path, text.encode(), digest(text.encode())) for path, text in texts.items()}

    def good(self, onlooker: Onlooker) -> Built:
        made = self.outputs()
        onlooker.ready(None, {"index.html": made["index.html"]})  # type: ignore[arg-type]
        for output in made.values():
            onlooker.see(output)
        return Built(Manifest(made))

    def run(self) -> Attempt:
        self.news.clear()
        self.shop.ask() if self.done else self.shop.open()
        assert self.news.wait(20)
        return self.done[-1]


def test_the_page_that_is_looked_at_is_shown_ahead_of_its_site() -> None:
    bench = Bench()
    bench.run()
    bench.words = "two"
    bench.run()
    assert bench.shown == [{"index.html": "one"}, {"index.html": "two"}]
    bench.run()
    assert bench.shown[2:] == [{}]  # nothing new


def test_nothing_is_shown_ahead_over_a_site_with_an_error() -> None:
    bench = Bench()
    bench.run()
    bench.build = lambda onlooker: Built(bench.good(onlooker).manifest, (ERROR,))
    bench.words = "two"
    assert not bench.run().good
    bench.words = "three"
    bench.run()
    assert [shown["index.html"] for shown in bench.shown] == ["one", "two"]  # of the first, it was not known yet


def test_a_page_is_shown_ahead_once_an_error_is_mended_that_kept_anything_from_being_made() -> None:
    """Of one that is found on pages, nothing is known before all of them are made (above)."""
    bench = Bench()
    bench.run()
    bench.build = lambda onlooker: Built(problems=(ERROR,))
    assert not bench.run().good
    bench.build, bench.words = bench.good, "two"
    assert bench.run().good
    assert [shown["index.html"] for shown in bench.shown] == ["one", "two"]


def test_the_rest_of_a_build_waits_until_the_page_and_its_sheet_are_fetched() -> None:
    bench = Bench()
    rest = threading.Event()

    def styled(onlooker: Onlooker) -> Built:
        files = {"index.html": "<link href='assets/a1.css'>", "assets/a1.css": "", "assets/b2.css": ""}
        made = {path: Output(path, text.encode(), digest(text.encode())) for path, text in files.items()}
        onlooker.ready(None, made)  # type: ignore[arg-type]
        rest.set()
        return Built(Manifest(made))

    bench.build = styled
    with patch("sitegen.serve.workshop.COURTESY", 20):
        bench.shop.open()
        for path in ("index.html", "assets/b2.css", "assets/a1.css"):
            assert not rest.wait(0.05)
            bench.shop.fetched(path)
        assert rest.wait(20)


def test_without_anything_to_fetch_nobody_is_waited_for() -> None:
    bench = Bench()
    bench.run()
    def twice(onlooker: Onlooker) -> Built:
        built = bench.good(onlooker)
        assert built.manifest is not None
        onlooker.ready(None, built.manifest.outputs)  # type: ignore[arg-type]
        return built

    with patch("sitegen.serve.workshop.COURTESY", 20):
        assert bench.run().seconds < 10
        bench.build, bench.words, bench.fetches = twice, "two", ("index.html",)
        assert bench.run().seconds < 10  # the page is handed out once


def test_what_was_wrong_is_not_said_of_a_page_that_is_ready_but_what_is_due_is() -> None:
    rows = ({"severity": "error"}, {"severity": "warning", "code": "fact-due"})
    word = Word(broken=True, rows=rows, text="two")
    assert word.so_far == Word(rows=rows[1:])


def test_a_build_that_was_overtaken_is_given_up_and_what_it_made_is_not_made_again() -> None:
    bench = Bench()
    bench.run()
    begun = []

    def overtaken(onlooker: Onlooker) -> Built:
        begun.append("first")
        made = bench.outputs()
        onlooker.ready(None, {"index.html": made["index.html"]})  # type: ignore[arg-type]
        bench.build = after
        bench.shop.ask()
        onlooker.see(made["index.html"])  # looked at: never given up for
        onlooker.see(made["faq/index.html"])
        raise AssertionError("nobody waits for this")

    def unmade() -> Output:
        raise AssertionError("its bytes were kept")

    def after(onlooker: Onlooker) -> Built:
        begun.append("second")
        late = {path: LateOutput(path, output.digest, unmade) for path, output in bench.outputs().items()}
        return Built(Manifest(late))

    bench.words = "two"
    bench.build = overtaken
    attempt = bench.run()
    assert begun == ["first", "second"]
    assert attempt.outputs["index.html"].data == b"two"
    assert len(bench.done) == 2
