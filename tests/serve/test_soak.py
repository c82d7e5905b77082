"""The soak in short: every edit arrives, nothing grows, Ctrl-C leaves at once and leaves nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.serve.soak import soak


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the figures are from /proc")
def test_a_preview_does_not_grow(tmp_path: Path) -> None:
    figures = soak(tmp_path, 300, pages=5)
    megabytes, handles, threads = figures.steady()
    assert len(figures.milliseconds) == 300
    assert megabytes < 10 and handles <= 1 and threads <= 1
    assert (figures.code, figures.left) == (130, [])
    assert figures.leaving < 1
