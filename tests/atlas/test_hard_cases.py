"""What must be true of every map, whatever the itinerary: read from the layout and from the finished markup.

A new hard case is a line in hard_cases.py. Budgets are those of the issue: 32 KB and 12 KB packed, ours 20 and 8.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from itertools import pairwise
from math import hypot, isfinite
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sitegen.atlas.labels import overlaps
from sitegen.atlas.layout import panels
from sitegen.atlas.plane import Box
from sitegen.atlas.projection import TOP
from sitegen.atlas.svg import Naming, figure
from tests.atlas.hard_cases import CASES, words

HERE = Path(__file__).parent


def drawn(name):
    return panels(CASES[name], words(CASES[name]))


def markup(name):
    return "".join(figure(p, f"m{i}", Naming("Name", "Words")) for i, p in enumerate(drawn(name)))


@pytest.fixture(scope="module", params=CASES)
def case(request):
    return request.param


def views(case):
    return [(panel, view) for panel in drawn(case) for view in panel.views]


def test_labels_neither_touch_nor_leave_nor_cover_a_mark(case):
    for _, view in views(case):
        frame = Box(0, 0, view.sheet.width, view.window.height)
        assert overlaps(spot.label for spot in view.spots) == 0
        firm = [spot for spot in view.spots if spot.kind != "frame" and (spot.label.lines or spot.kind == "dot")]
        for spot in view.spots:
            assert frame.holds(extent(spot))
            if spot.label.lines:
                assert frame.holds(spot.label.box)
            if spot.label.lines and spot.kind != "frame":
                assert not [o for o in firm if o is not spot and spot.label.box.meets(extent(o))]


def extent(spot):
    (x, y), (hw, hh) = spot.at, spot.half
    return Box(x - hw, y - hh, x + hw, y + hh)


def test_every_stop_has_its_number_in_every_view(case):
    itinerary = CASES[case]
    panel = drawn(case)[0]
    for view in panel.views:
        numbers = sorted(n for spot in view.spots if spot.kind != "frame" for n in spot.mark.numbers)
        assert numbers == list(range(1, len(itinerary.stops) + 1))
        framed = any(spot.kind == "frame" for spot in view.spots)
        for spot in view.spots:
            assert spot.kind != "dot" or spot.label.lines or framed


def test_badges_do_not_touch(case):
    for _, view in views(case):
        badges = [spot for spot in view.spots if spot.kind == "badge" and spot.label.lines]
        for i, a in enumerate(badges):
            for b in badges[:i]:
                assert hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) >= a.half[1] + b.half[1] - 0.1


def test_no_coast_and_no_leg_runs_across_the_frame(case):
    """A missed cut shows as one long segment. Only Antarctica has one: the pole, which Equal Earth makes a line."""
    for panel, view in views(case):
        box = Box(0, 0, panel.ground.box.width * panel.ground.scale, panel.ground.box.height * panel.ground.scale)
        longest = 0.5 * hypot(box.width, box.height)
        for ring in panel.ground.rings:
            for i, (x, y) in enumerate(ring):
                ox, oy = ring[i - 1]
                pole = abs(y - (TOP - panel.ground.box.top) * panel.ground.scale) < 1
                if box.has((x, y)) and box.has((ox, oy)) and panel.ground.scale < 2000 and not pole:
                    assert hypot(x - ox, y - oy) < longest
        for stroke in view.strokes:
            for part in stroke.parts:
                steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(part)]
                assert len(part) < 4 or max(steps) < 0.3 * sum(steps) + 12


def test_numbers_are_finite_and_paths_parse(case):
    text = markup(case)
    root = ElementTree.fromstring(f"<div>{text}</div>")
    number = r"-?(?:\d+\.?\d*|\.\d+)"
    grammar = re.compile(rf"(?:[MmLlHhVvCcAaZz]|{number}|[ ,])*")
    for element in root.iter():
        for name in ("d", "x", "y", "cx", "cy", "r", "rx", "width", "height", "viewBox", "transform", "font-size"):
            value = element.get(name, "")
            assert not re.search(r"nan|inf|e[-+]", value)
            if name == "d":
                assert grammar.fullmatch(value), value[:80]
    for _, view in views(case):
        assert all(isfinite(v) for stroke in view.strokes for part in stroke.parts for xy in part for v in xy)


def test_bytes_are_within_the_budget(case):
    data = markup(case).encode()
    most, packed = (20_000, 8_000) if case.startswith("00") else (32_000, 12_000)
    assert len(data) <= most
    assert len(gzip.compress(data, 9)) <= packed


def test_the_picture_is_one_image_with_a_name_and_nothing_to_tab_to(case):
    root = ElementTree.fromstring(f"<div>{markup(case)}</div>")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    sheets = [e for e in root if e.get("role") == "img"]
    assert len(sheets) == 2 * len(drawn(case))
    for sheet in sheets:
        assert sheet.get("aria-label")
        assert sheet.get("aria-describedby") in ids
    for element in root.iter():
        assert element.tag not in ("a", "button", "style", "script", "image")
        assert not {"style", "tabindex", "onclick"} & set(element.keys())
        assert element.get("href", "#")[1:] in {*ids, ""}


def test_the_same_bytes_whatever_the_hash_seed():
    """Two processes, since within one the kept layout would answer."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from tests.atlas.test_hard_cases import CASES, markup; from hashlib import sha256;"
        "print(sha256(''.join(markup(n) for n in CASES if n[:2] in ('00', '13', '22', '23')).encode()).hexdigest())"
    )
    root = str(HERE.parents[1])
    seen = {subprocess.run([sys.executable, "-c", program, root], env={"PYTHONHASHSEED": seed, "PATH": ""},
                           check=True, capture_output=True, text=True).stdout for seed in ("1", "2")}  # fmt: skip
    assert len(seen) == 1


def test_names_come_out_as_text():
    assert "A &lt;b&gt; &amp; &quot;c&quot; 🚢" in markup("25 markup and emoji")
