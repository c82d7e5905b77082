"""The packaged land: small, whole, and an error in words when it is damaged."""

from __future__ import annotations

import gzip
import json
import pkgutil
import subprocess
import sys

import pytest

from sitegen.atlas import data
from sitegen.atlas.sphere import angle, vector


def test_all_of_it_stays_small():
    files = [f"land-{detail}.json.gz" for detail in data.DETAILS] + ["countries.json"]
    assert sum(len(pkgutil.get_data("sitegen.atlas", name)) for name in files) < 250_000


@pytest.mark.parametrize("detail", data.DETAILS)
def test_no_ring_has_an_edge_along_the_180th_meridian(detail):
    """The source cuts Chukotka, Fiji and Antarctica there; a stroke would show the cut."""
    for polygon in data.land(detail).near(vector(0, 0), 180):
        for ring in polygon:
            for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
                on_seam = abs(a[1]) < 1e-6 > abs(b[1]) and a[0] < 0 > b[0]
                assert not on_seam or angle(a, b) < 0.3


@pytest.mark.parametrize("detail", data.DETAILS)
def test_caps_hold_their_arcs(detail):
    land = data.land(detail)
    for number, (centre, radius) in enumerate(land.caps):
        assert all(angle(centre, point) <= radius for point in land._arc(number))


@pytest.mark.parametrize("damage", [None, b"", b"no gzip", gzip.compress(b"{", mtime=0), gzip.compress(b"{}", mtime=0),
                                    gzip.compress(json.dumps({"caps": [], "arcs": []}).encode(), mtime=0)])
def test_damaged_land_is_an_error_in_words(monkeypatch, damage):
    monkeypatch.setattr(pkgutil, "get_data", lambda package, name: damage)
    data.land.cache_clear()
    with pytest.raises(data.DamagedMap, match=r"land-50m\.json\.gz cannot be read; install sitegen again"):
        data.land("50m")


@pytest.mark.parametrize("damage", [b"[", b"[1]", b'{"PT": 1}'])
def test_damaged_boxes_too(monkeypatch, damage):
    monkeypatch.setattr(pkgutil, "get_data", lambda package, name: damage)
    data.countries.cache_clear()
    with pytest.raises(data.DamagedMap, match=r"countries\.json"):
        data.countries()
    data.countries.cache_clear()


def test_boxes_of_countries():
    table = data.countries()
    assert table["KR"] == [(126, 33, 131, 39)]
    assert table["FJ"][0][0] > table["FJ"][0][2]  # across the 180th meridian
    assert any(south == -90 for _, south, _, _ in table["AQ"])


def test_nothing_is_read_before_a_map_is_drawn():
    command = "import sitegen.cli, sitegen.atlas.data as d; assert d.land.cache_info().misses == 0"
    subprocess.run([sys.executable, "-c", command], check=True)
