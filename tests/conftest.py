"""Two rules for the whole suite. Ctrl-C reaches the programs that tests start, also from a suite in the
background. And where a browser is required (SITEGEN_REQUIRE_BROWSER=1, as in .ci/run), a browser test that skips is a
failure: without this a machine that lost its Chromium would stay green for years."""

import os
import signal

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A job started in the background ignores Ctrl-C and hands that down to every program it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

REQUIRED = os.environ.get("SITEGEN_REQUIRE_BROWSER") == "1"


def refuse_skip(report):
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"SITEGEN_REQUIRE_BROWSER=1, yet this browser test did not run: {why}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    return refuse_skip(report) if item.get_closest_marker("browser") else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """A whole module in tests/browser/ that skips itself, as `pytest.importorskip` does."""
    report = yield
    return refuse_skip(report) if "browser" in collector.path.parts else report
