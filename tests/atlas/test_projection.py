"""The globe and its projections against figures made by others: PROJ for points and distances, the sphere for areas."""

from __future__ import annotations

from math import pi

import pytest

from sitegen.atlas.data import land
from sitegen.atlas.projection import WIDTH, Azimuthal, EqualEarth, equal_earth
from sitegen.atlas.sphere import angle, distance, enclosing_cap, great_circle, lat_lon, vector

# PROJ 9.5.1 (pyproj 3.7.2) on a sphere of radius 1: +proj=laea +lat_0 +lon_0, +proj=eqearth +lon_0
LAMBERT = [
    ((35.0, 135.0), (-44.87, -142.86), (1.208698641677, -1.090680176611)),
    ((35.0, 135.0), (-17.67, -124.21), (1.605440930852, -0.250990029962)),
    ((35.0, 135.0), (-73.69, -35.43), (-0.139929753956, -1.880185020001)),
    ((35.0, 135.0), (71.05, 108.16), (-0.15542530632, 0.645097183719)),
    ((-50.0, -170.5), (45.08, -100.11), (1.204519657255, 1.152966911294)),
    ((-50.0, -170.5), (-48.55, 153.89), (-0.393376424335, -0.07095429598)),
    ((90.0, 0.0), (55.92, 110.39), (0.549356488451, 0.204194711983)),
    ((90.0, 0.0), (-32.33, 45.71), (1.254124721763, -1.223421795877)),
]
EQUAL_EARTH = [
    (0.0, (68.41, -148.78), (-1.544043843552, 1.190775461074)),
    (0.0, (-4.75, -147.84), (-2.219397346622, -0.09616829402)),
    (192.0, (78.23, 131.57), (-0.568808258756, 1.27731776754)),
    (192.0, (8.57, -71.91), (1.437176410613, 0.173273096969)),
    (192.0, (73.6, 26.05), (-1.631328020056, 1.241662825304)),
    (-100.0, (1.51, -30.98), (1.037670068983, 0.030587856074)),
    (-100.0, (-60.96, -70.16), (0.334795676845, -1.101081243406)),
]
# PROJ's geodesics on a sphere of 6371.0088 km
DISTANCES = [
    ((38.9072, -77.0369), (3.139, 101.6869), 15337.951),
    ((3.139, 101.6869), (35.6895, 139.6917), 5321.677),
    ((-18.1416, 178.4419), (-13.8333, -171.7667), 1150.704),
    ((35.8562, 129.2247), (35.1796, 129.0756), 76.435),
    ((90, 0), (-77.8419, 166.6683), 18663.194),
]


@pytest.mark.parametrize(("centre", "place", "xy"), LAMBERT)
def test_lambert_is_that_of_proj(centre, place, xy):
    assert Azimuthal(*centre).xy(vector(*place)) == pytest.approx(xy, abs=1e-11)


@pytest.mark.parametrize(("meridian", "place", "xy"), EQUAL_EARTH)
def test_equal_earth_is_that_of_proj(meridian, place, xy):
    assert EqualEarth(meridian).xy(vector(*place)) == pytest.approx(xy, abs=1e-11)


@pytest.mark.parametrize(("here", "there", "km"), DISTANCES)
def test_distances_are_those_of_proj(here, there, km):
    assert distance(*here, *there) == pytest.approx(km, abs=0.001)


def area(rings):
    return sum(ring[i - 1][0] * y - x * ring[i - 1][1] for ring in rings for i, (x, y) in enumerate(ring)) / 2


def test_land_keeps_its_area_wherever_the_map_is_cut_or_centred():
    """Land is 28.9 % of the sphere; a missed cut, a lost pole or a ring turned inside out would show."""
    polygons = land("110m").near(vector(0, 0), 180)
    for meridian in (0, 192, 11, 180, -77.5):
        projected = area(ring for p in polygons for ring in EqualEarth(meridian).land(p, 180))
        assert projected == pytest.approx(3.6273, abs=0.001)
    for centre in ((0, 0), (40, 100), (-90, 0), (20, -160), (-14, -172)):
        projected = area(ring for p in polygons for ring in Azimuthal(*centre).land(p, 179.9))
        assert projected == pytest.approx(3.6273, abs=0.06)  # its edges near the antipode are long and straight


def test_what_a_cap_shows_is_the_same_whether_land_was_thinned_beyond_it_or_not():
    for lat, lon, radius in ((48, 16, 20), (65, 179, 15), (-18, 179, 10), (-80, 0, 30), (48, 104, 5)):
        centre, view = vector(lat, lon), Azimuthal(lat, lon)
        near = area(r for p in land("50m").near(centre, radius) for r in view.land(p, radius))
        whole = area(r for p in land("50m").near(centre, 180) for r in view.land(p, radius))
        assert near == pytest.approx(whole, abs=1e-9)


def test_a_cap_within_one_country_is_all_land_and_one_on_the_ocean_none():
    def share(lat, lon):
        rings = [r for p in land("110m").near(vector(lat, lon), 3) for r in Azimuthal(lat, lon).land(p, 3)]
        return area(rings) / (pi * 0.05235**2)

    assert share(47, 103) == pytest.approx(1, abs=0.01)
    assert share(30, -40) == share(-40, -120) == 0


def test_the_edge_of_equal_earth():
    assert equal_earth(pi, 0)[0] == pytest.approx(WIDTH)
    assert equal_earth(-pi, 0)[0] == pytest.approx(-WIDTH)


@pytest.mark.parametrize(
    ("places", "radius"),
    [
        ([(10, 20)], 0),
        ([(0, 179), (0, -179)], 1),
        ([(80, 0), (80, 120), (80, -120)], 10),
        ([(0, 0), (0, 90), (0, 45)], 45),
        ([(10, 10), (10, 10)], 0),
    ],
)
def test_the_smallest_cap_around_places(places, radius):
    points = [vector(*place) for place in places]
    centre, found = enclosing_cap(points)
    assert found == pytest.approx(radius, abs=1e-6)
    assert all(angle(centre, p) <= found + 1e-6 for p in points)


def test_between_antipodes_there_is_no_shortest_way():
    assert great_circle(vector(20, 30), vector(-20, -150), 8) is None
    over = great_circle(vector(60, 0), vector(60, 180), 8)
    assert lat_lon(over[4])[0] == pytest.approx(90)
