"""The preview in Chromium: pages that become others in place, what is wrong shown over them, every recovery."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import Built
from tests.serve.studio import ERROR, WARNING, Studio, chromium, page, previewing, site, studio

pytestmark = pytest.mark.browser
REPOSITORY = Path(__file__).parents[2]

FACTS = """- id: way
  statement: The way is {value} km long.
  value: {value}
  unit: km
  status: standing
  sources: []
  unsourced: measured
"""
EXTRAS = """<details><summary>More</summary><p>inside</p></details>
<p><input aria-label="typed" value="from the page"></p>
</main>"""


@pytest.fixture
def tab() -> Iterator[Any]:
    with chromium() as page:
        yield page


def see(tab: Any, selector: str, text: str) -> None:
    tab.locator(selector, has_text=text).first.wait_for(timeout=20_000)


def until(tab: Any, expression: str) -> None:
    """Playwright's own way needs what the pages' policy forbids."""
    for _ in range(1000):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(20)
    raise AssertionError(expression)


def overlay(tab: Any) -> Any:
    return tab.locator("sitegen-overlay .panel.broken")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two sections with a page of their own, below a path; a template with what a reader can open and type into."""
    files = {
        "content/site.yaml": "title: Night trains\nurl: https://trains.example.net/night/\nsections: pages\n",
        "content/explainer.md": "---\nheadline: The night train\ndek: Back.\npublished: 2026-03-02\n---\n\nWords.\n",
        "content/facts.yaml": FACTS.format(value=1000),
        "content/sections/01-north.md": "---\ntitle: North\n---\n\nThe way is [](fact:way) long.\n\n"
        + "\n\n".join(f"Paragraph {number} of many." for number in range(60)) + "\n\nThe end.\n",
        "content/sections/02-south.md": "---\ntitle: South\n---\n\nWords of the south.\n",
        "templates/base.html": (REPOSITORY / "templates/base.html").read_text().replace("</main>", EXTRAS),
        "assets/css/base.css": (REPOSITORY / "assets/css/base.css").read_text(),
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    aside = path.with_name(f".{path.name}.swp")
    aside.write_text(text.replace(old, new))
    aside.replace(path)


def test_every_edit_arrives_in_place(tab: Any, project: Path) -> None:
    """One page load in all: what was scrolled, opened, typed and focused stays, while everything around it changes."""
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/north/")
        tab.locator("summary", has_text="More").click()
        tab.locator("input").fill("typed here")
        tab.evaluate("""() => {
            window.alive = true;
            document.querySelector("main").classList.add("by-a-script");
            document.querySelector("main").append(document.createElement("hr"));
            scrollTo(0, 900);
        }""")
        before = tab.evaluate("scrollY")
        assert before == 900
        edit(project / "content/sections/01-north.md", "The end.", "The very end.")
        see(tab, "main p", "The very end.")
        edit(project / "content/facts.yaml", FACTS.format(value=1000), FACTS.format(value=1234))
        see(tab, "main p", "1,234")
        edit(project / "templates/base.html", "</main>", "<p>of the template</p></main>")
        see(tab, "main p", "of the template")
        sheet = project / "assets/css/base.css"
        sheet.write_text(sheet.read_text() + ":root{--seen:7}\n")
        until(tab, "getComputedStyle(document.documentElement).getPropertyValue('--seen') === '7'")
        until(tab, "document.querySelectorAll('link[rel=stylesheet]').length === 1")
        edit(project / "content/sections/01-north.md", "title: North", "title: The north")
        until(tab, "document.title.startsWith('The north')")
        state = tab.evaluate("""() => {
            const of = (selector) => document.querySelector(selector);
            return [alive, scrollY, of("details").open, of("input").value, document.activeElement.tagName,
                    of("main").classList.contains("by-a-script"), document.querySelectorAll("hr").length];
        }""")
        assert state == [True, 900, True, "typed here", "INPUT", True, 1]


STOP = "- {{id: {}, name: {}, country: NO, lat: {}, lon: 10, status: planned}}\n"


def test_a_stop_that_came_later_can_be_chosen_in_the_list_and_on_the_map(tab: Any, project: Path) -> None:
    stops = project / "content/itinerary.yaml"
    stops.write_text("title: The way\nstops:\n" + STOP.format("oslo", "Oslo", 60) + STOP.format("bodo", "Bodo", 67))
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/itinerary/")
        tab.evaluate("window.alive = true")
        edit(stops, "stops:\n", "stops:\n" + STOP.format("skien", "Skien", 59))
        see(tab, ".stops h2", "Skien")
        until(tab, "document.querySelectorAll('.map-sheet.wide .stop').length === 3")
        last = tab.locator(".stops .show a").nth(2)
        last.click()
        assert last.get_attribute("aria-current") == "true"
        tab.locator(".map-sheet.wide .s1 > .figure").click()
        assert tab.locator(".stops .chosen h2").all_inner_texts() == ["1 Skien"]
        assert tab.evaluate("window.alive") is True


def test_a_sheet_takes_the_place_of_the_last_and_of_one_that_it_has_overtaken(tab: Any, running: Studio) -> None:
    """Until it is there it counts for nothing, so that no page is ever styled with two."""
    running.build(lambda: site(home=page("one"), one__css="", two__css="", three__css=""))
    tab.goto(running.preview.door.url)
    sheets = tab.evaluate("""async () => {
        const { Page } = await import("/.sitegen/morph.js");
        const html = (name) => `<!doctype html><link rel="stylesheet" href="/${name}.css" media="screen"><p>`;
        const inside = document.body.appendChild(document.createElement("iframe")).contentDocument;
        inside.write(html("one"));
        inside.close();
        const page = new Page(inside);
        page.become(html("two"));
        page.become(html("three"));
        const links = () => [...inside.querySelectorAll("link")];
        const sheets = () => links().map((link) => `${link.getAttribute("href")} ${link.media}`);
        const before = sheets();
        links()[2].dispatchEvent(new Event("load"));
        return [before, sheets()];
    }""")
    assert sheets == [["/one.css screen", "/two.css not all", "/three.css not all"], ["/three.css screen"]]


def test_a_script_that_changed_is_the_one_reason_to_load_the_page_again(tab: Any, tmp_path: Path) -> None:
    with studio([tmp_path], lambda: site(home=page("one", "<script src='a.js' defer></script>"), a__js="")) as it:
        tab.goto(it.preview.door.url)
        tab.evaluate("window.alive = true")
        it.build(lambda: site(home=page("two", "<script src='a.js' defer></script>"), a__js=""))
        see(tab, "h1", "two")
        assert tab.evaluate("window.alive") is True
        it.build(lambda: site(home=page("three", "<script src='b.js' defer></script>"), b__js="window.b = 1"))
        see(tab, "h1", "three")
        assert tab.evaluate("[window.alive, window.b]") == [None, 1]


def test_the_last_of_a_hundred_rapid_edits_is_what_stays(tab: Any, project: Path) -> None:
    north = project / "content/sections/01-north.md"
    text = north.read_text()
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/north/")
        chance = random.Random(3)
        for number in range(100):
            north.write_text(text.replace("The end.", f"End number {number}."))
            tab.wait_for_timeout(chance.choice((0, 0, 5, 20, 60)))
        see(tab, "main p", "End number 99.")
        tab.goto(f"{it.preview.door.url}night/")
        edit(project / "content/sections/02-south.md", "title: South", "title: The far south")
        see(tab, "main", "The far south")  # another page than the one that was looked at before


MORPHS = """async ([seed, pages]) => {
  const { Page } = await import("/.sitegen/morph.js");
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const before = parse(pages[0]);
  const page = new Page(before);
  const wrong = [];
  pages.slice(1).forEach((html, number) => {
    if (!page.become(html)) wrong.push(`${number}: not taken`);
    const fresh = parse(html).documentElement;
    for (const made of [page.shadow, before.documentElement]) {
      if (!made.isEqualNode(fresh)) wrong.push(`${number}: ${made.outerHTML} is not ${fresh.outerHTML}`);
    }
  });
  return wrong.slice(0, 2);
}"""


def test_a_page_that_became_another_is_that_page(tab: Any, running: Studio) -> None:
    """Chains of random pages, each one a few edits away from the last: at every step the two are equal nodes."""
    chance = random.Random(11)

    def tree(depth: int) -> str:
        kind = chance.choice(["p", "div", "section", "details", "ul", "text", "text", "comment"] if depth else ["text"])
        if kind == "text":
            return chance.choice(["word ", "other ", "a &amp; b ", "more words "])
        if kind == "comment":
            return f"<!--{chance.randint(0, 9)}-->"
        named = f' id="i{chance.randint(0, 6)}"'
        marks = chance.choice(["", "", named, f' class="c{chance.randint(0, 3)} d"', " open"])
        if kind == "p":
            return f"<p{marks}>{chance.choice(['one', 'two', '<b>three</b> four'])}</p>"
        return f"<{kind}{marks}>{''.join(tree(depth - 1) for _ in range(chance.randint(0, 5)))}</{kind}>"

    def varied(parts: list[str]) -> list[str]:
        parts = list(parts)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(parts) + 1)
            how = chance.choice(["add", "drop", "swap", "change"])
            if how == "add" or not parts:
                parts.insert(place, tree(3))
            elif how == "drop":
                del parts[place - 1]
            elif how == "swap":
                chance.shuffle(parts)
            else:
                parts[place - 1] = tree(3)
        return parts

    tab.goto(running.preview.door.url)
    for seed in range(12):
        parts = [tree(3) for _ in range(8)]
        chain = []
        for number in range(25):
            lang = chance.choice(["en", "vi"])
            chain.append(f'<!doctype html><html lang="{lang}"><head><title>{number % 5}</title></head>'
                         f"<body>{''.join(parts)}</body></html>")  # fmt: skip
            parts = varied(parts)
        assert tab.evaluate(MORPHS, [seed, chain]) == []


# --- what is wrong


def test_what_is_wrong_stands_over_the_last_good_page_until_it_is_mended(tab: Any, project: Path) -> None:
    north = project / "content/sections/01-north.md"
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/north/")
        edit(north, "The end.", "The [end](fact:wy) of <b>it</b>.\n\nAnd [more](section:sout).")
        see(tab, "sitegen-overlay .panel.broken", "content/sections/01-north.md:127:11")
        said = overlay(tab).inner_text()
        for words in ("2 errors", "This is the last good page.", "error[fact-unknown]", 'no fact has the id "wy"',
                      "The [end](fact:wy) of <b>it</b>.", "Help: did you mean fact:way?", "section:sout"):  # fmt: skip
            assert words in said
        assert str(project) not in overlay(tab).inner_html()
        assert tab.locator("main").get_by_text("The end.").count() == 1
        tab.goto(f"{it.preview.door.url}night/south/")  # opened while the build is broken
        see(tab, "sitegen-overlay .panel.broken", "2 errors")
        tab.keyboard.press("Tab")
        overlay(tab).get_by_role("button", name="content/sections/01-north.md:127:11").click()
        tab.wait_for_timeout(300)
        assert it.edited == [("content/sections/01-north.md", 127, 11)]
        overlay(tab).get_by_role("button", name="Put aside").click()
        see(tab, "sitegen-overlay .count", "2 errors")
        edit(north, "(fact:wy)", "(fact:way)")  # one is left: it is news, and comes back
        see(tab, "sitegen-overlay .panel.broken", "1 error")
        edit(north, "(section:sout)", "(section:south)")
        overlay(tab).wait_for(state="detached", timeout=20_000)


def test_an_error_that_is_found_last_brings_the_good_page_back(tab: Any, project: Path) -> None:
    """A link that leads nowhere is seen when all pages are made, and by then the new one may be on show."""
    north = project / "content/sections/01-north.md"
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/north/")
        edit(north, "The end.", "The [very end](/nowhere/).")
        see(tab, "sitegen-overlay .panel.broken", "/nowhere/")
        see(tab, "main p", "The end.")
        assert "very end" not in tab.locator("main").inner_text()
        edit(north, "(/nowhere/)", "(/south/)")
        see(tab, "main p", "The very end.")
        overlay(tab).wait_for(state="detached", timeout=20_000)


def test_a_text_of_anybodys_making_is_shown_as_text(tab: Any, running: Studio) -> None:
    tab.goto(running.preview.door.url)
    running.build(lambda: Built(None, (ERROR,)))
    see(tab, "sitegen-overlay .panel.broken", "<x>")
    assert tab.evaluate("document.querySelector('sitegen-overlay').shadowRoot.querySelectorAll('x, y').length") == 0


def test_warnings_and_what_is_due_are_a_count_that_opens(tab: Any, running: Studio) -> None:
    tab.goto(running.preview.door.url)
    running.build(lambda: site(WARNING, home=page("two")))
    see(tab, "sitegen-overlay .count", "1 due")
    assert tab.locator("sitegen-overlay .panel").count() == 0
    tab.locator("sitegen-overlay .count").click()
    see(tab, "sitegen-overlay .panel", "this was to happen yesterday")
    tab.keyboard.press("Escape")
    see(tab, "sitegen-overlay .count", "1 due")
    running.build(lambda: site(home=page("three")))
    tab.locator("sitegen-overlay .count").wait_for(state="detached", timeout=20_000)


def test_a_first_build_that_fails_is_told_on_a_page_that_renews_itself(tab: Any, tmp_path: Path) -> None:
    with studio([tmp_path], lambda: Built(None, (ERROR,))) as it:
        tab.goto(it.preview.door.url)
        see(tab, "h1", "The site cannot be built yet")
        see(tab, "sitegen-overlay .panel.broken", ERROR.message)
        it.build(lambda: site(home=page("mended")))
        see(tab, "h1", "mended")
        assert tab.locator("sitegen-overlay .panel").count() == 0


def _site_yaml(project: Path) -> Callable[[], None]:
    path = project / "content/site.yaml"
    text = path.read_text()
    path.write_text("title: [\n")
    return lambda: path.write_text(text) and None


def _folder(project: Path) -> Callable[[], None]:
    aside = project / "aside"
    shutil.move(project / "content", aside)
    return lambda: shutil.move(aside, project / "content") and None


def _loop(project: Path) -> Callable[[], None]:
    path = project / "templates/parts/colophon.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text('{% include "parts/colophon.html" %}')
    return path.unlink


def _unreadable(project: Path) -> Callable[[], None]:
    path = project / "content/sections/03-east.md"
    path.symlink_to("/etc/hostname")
    return path.unlink


def _bytes(project: Path) -> Callable[[], None]:
    path = project / "content/sections/03-east.md"
    path.write_bytes(b"---\ntitle: East\n---\n\n\xff\xfe\x00")
    return path.unlink


@pytest.mark.parametrize("harm", [_site_yaml, _folder, _loop, _unreadable, _bytes])
def test_whatever_breaks_the_preview_lives_and_recovers(
    tab: Any, project: Path, harm: Callable[[Path], Callable[[], None]]
) -> None:
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/north/")
        mend = harm(project)
        overlay(tab).wait_for(timeout=20_000)
        see(tab, "main", "The end.")
        mend()
        overlay(tab).wait_for(state="detached", timeout=20_000)
        edit(project / "content/sections/01-north.md", "The end.", "The end, again.")
        see(tab, "main", "The end, again.")
        assert not it.complaints


def test_a_site_yaml_that_is_broken_from_the_start(tab: Any, project: Path) -> None:
    mend = _site_yaml(project)
    with previewing(project) as it:
        tab.goto(f"{it.preview.door.url}night/")
        see(tab, "sitegen-overlay .panel.broken", "content/site.yaml:1")
        assert json.loads(it.ask("/.sitegen/now?path=/")[2])["good"] is False
        mend()
        see(tab, "h1", "The night train")
