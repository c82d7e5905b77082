"""Which map a trip gets, and what its lines and marks say: decisions, one by one."""

from __future__ import annotations

import pytest

from sitegen.atlas.layout import panels
from sitegen.atlas.projection import Azimuthal, EqualEarth
from sitegen.atlas.route import choose, courses
from sitegen.atlas.trip import Words, spelled, trip
from sitegen.core.model import Leg
from sitegen.core.record import replace
from tests.atlas.hard_cases import CASES, DC, KL, LONDON, PARIS, TOKYO, itinerary, words


def whole(case):
    return trip(case, words(case))


def drawn(case):
    made = whole(case)
    return list(courses(made, choose(made, case.map)))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("01 base", EqualEarth), ("03 near", Azimuthal), ("05 across 180", Azimuthal), ("07 South Pole", Azimuthal),
        ("08 North Pole", Azimuthal), ("09 round the world", EqualEarth), ("12 over the pole", EqualEarth),
        ("12b over the pole, azimuthal", Azimuthal), ("15 by rail", Azimuthal), ("16 wide and low", Azimuthal),
    ],
)  # fmt: skip
def test_the_projection_follows_the_extent(name, kind):
    case = CASES[name]
    assert isinstance(choose(whole(case), case.map), kind)


def test_the_cut_lies_in_the_widest_gap_that_no_leg_crosses():
    assert choose(whole(CASES["01 base"]), CASES["01 base"].map).lon == pytest.approx(-167.7, abs=0.1)


def test_north_stays_up_but_near_the_poles():
    case = itinerary(("Oslo", 59.9, 10.7), ("Anchorage", 61.2, -149.9), ("Lisbon", 38.7, -9.1))
    assert choose(whole(case), case.map).lat <= 50
    assert choose(whole(CASES["08 North Pole"]), CASES["08 North Pole"].map).lat > 75


def test_only_one_leg_of_a_world_tour_leaves_at_an_edge_and_comes_in_at_the_other():
    split = [course for course in drawn(CASES["09 round the world"]) if len(course.lines) == 2]
    assert len(split) == 1
    out, back = split[0].lines
    assert out[-1][0] == pytest.approx(-back[0][0])
    assert out[-1][1] == pytest.approx(back[0][1])


@pytest.mark.parametrize(
    ("name", "schematic"),
    [
        ("00 ours", [True, False, False]), ("07 South Pole", [False] * 3), ("11 antipodal", [True]),
        ("12 over the pole", [True]), ("12b over the pole, azimuthal", [False]), ("15 by rail", [True] * 10),
    ],
)  # fmt: skip
def test_a_line_is_a_great_circle_only_where_that_is_honest(name, schematic):
    assert [course.schematic for course in drawn(CASES[name])] == schematic


@pytest.mark.parametrize(("path", "schematic"), [("geodesic", False), ("arc", True), ("straight", True)])
def test_an_author_may_choose_the_line(path, schematic):
    case = itinerary(DC, KL, legs=[Leg("s1", "s2", "flight", path=path)])
    assert [course.schematic for course in drawn(case)] == [schematic]


def test_there_and_back_are_bowed_apart():
    out, back = drawn(itinerary(LONDON, PARIS, LONDON))
    middle = len(out.lines[0]) // 2
    assert out.lines[0][middle] != pytest.approx(back.lines[0][middle])


def test_a_place_that_comes_again_is_one_mark():
    marks = whole(CASES["04 round trip"]).marks
    assert [mark.numbers for mark in marks] == [(1, 5), (2, 4), (3,)]
    marks = whole(CASES["14 identical points"]).marks
    assert [[row.name for row in mark.rows] for mark in marks] == [["Hotel", "Museum"], ["Airport"]]
    assert whole(CASES["26 on 180"]).marks[0].numbers == (1, 2)


def test_a_leg_without_a_status_is_no_firmer_than_its_ends():
    case = itinerary((*DC, {"status": "past"}), (*KL, {"status": "planned"}), (*TOKYO, {"status": "withdrawn"}))
    assert [way.look for way in whole(case).ways] == ["ahead", "off"]


def test_crowded_neighbours_get_a_frame_and_a_panel_of_their_own():
    first, detail = panels(CASES["23 cluster"], words(CASES["23 cluster"]))
    assert first.group == "" and detail.group == "3–7 Japan and Korea"
    assert [spot.kind for spot in first.views[0].spots].count("frame") == 1
    assert sorted(n for spot in detail.views[0].spots for n in spot.mark.numbers) == [3, 4, 5, 6, 7]


def test_where_the_coast_would_lie_there_is_none_but_a_scale_bar():
    [panel] = panels(CASES["13 twelve in one region"], words(CASES["13 twelve in one region"]))
    assert not panel.ground.shown and panel.ground.land == ""
    assert panel.views[0].bar[1] == "20\u00a0km"
    [europe] = panels(CASES["15 by rail"], words(CASES["15 by rail"]))
    assert europe.ground.shown and europe.views[0].bar is None


def test_an_island_under_a_pixel_stays_where_a_stop_is():
    [panel] = panels(CASES["17 small islands"], words(CASES["17 small islands"]))
    view = panel.views[0]
    near = [spot for spot in view.spots if spot.mark.rows[0].name == "Malé"]
    k = panel.ground.scale / view.window.scale
    x, y = ((near[0].at[0] / view.window.scale + view.window.left - panel.ground.box.left) * panel.ground.scale,
            (near[0].at[1] / view.window.scale - view.window.top - panel.ground.box.top) * panel.ground.scale)
    assert k == pytest.approx(1)
    assert any(abs(px - x) < 9 and abs(py - y) < 9 for ring in panel.ground.rings for px, py in ring)


def test_the_author_s_side_and_words_are_kept():
    [panel] = panels(CASES["27 author's choice"], words(CASES["27 author's choice"]))
    for view in panel.views:
        city, paris = view.spots
        assert city.label.lines[0].text == "The City" and city.label.top > city.at[1]
        assert paris.label.anchor == "end" and paris.label.box.bottom <= paris.at[1]


def test_an_approximate_place_is_a_wide_ring_or_at_least_no_smaller_than_a_badge():
    case = CASES["00 ours"]
    [panel] = panels(case, words(case))
    for view in panel.views:
        japan = next(spot for spot in view.spots if spot.mark.approximate)
        assert japan.half[0] > view.sheet.badge


def test_numbers_in_words():
    assert spelled([5, 1, 2, 3, 8, 9]) == "1–3, 5, 8, 9"


def test_a_note_for_each_stop_is_needed():
    with pytest.raises(ValueError, match="zip"):
        trip(CASES["01 base"], Words(notes=()))


def test_a_longitude_beyond_the_date_line_is_the_same_place():
    case = itinerary(("A", 10, 180), ("B", 0, 100))
    turned = replace(case, stops=(replace(case.stops[0], lon=-180.0), case.stops[1]))
    assert whole(case).marks[0].numbers == whole(turned).marks[0].numbers
