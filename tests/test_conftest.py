"""Where a browser is required, a browser test that does not run is a failure; elsewhere it skips."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "pytest.ini": "[pytest]\nmarkers = browser\n",
    "test_plain.py": "import pytest\ndef test_other(): pytest.skip('no such platform')\n",
    "browser/test_one.py": "import pytest\n@pytest.mark.browser\ndef test_look(): pytest.skip('no chromium')\n",
    "browser/test_all.py": "import pytest\npytest.importorskip('a_driver_that_is_not_there')\n",
}


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
@pytest.mark.parametrize(("required", "summary"), [("1", "1 failed, 1 skipped, 1 error"), ("", "3 skipped")])
def test_a_skipped_browser_test(tmp_path, workers, required, summary):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", workers, "--continue-on-collection-errors", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "SITEGEN_REQUIRE_BROWSER": required},
        capture_output=True,
        text=True,
    )
    assert summary in done.stdout.splitlines()[-1], done.stdout
    assert done.returncode == (1 if required else 0)
