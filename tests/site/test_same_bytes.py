"""The same content makes the same bytes anywhere, and nothing in them tells where.

Two builds that share nothing but the content: other folders, clock, time zone, locale, hash seed, umask, user.
"""

from __future__ import annotations

import getpass
import re
import shutil
import socket
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from reading import Site
from running import REPOSITORY, build

PLANTED = "zq-planted"  # a name for user, home, host and temporary folder that no text holds by chance
HERE = {
    "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1761523200",
}  # fmt: skip
THERE = {
    "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1937000000",  # 2031: a site that describes one day stays as it is
    "USER": f"{PLANTED}-user", "LOGNAME": f"{PLANTED}-user", "USERNAME": f"{PLANTED}-user",
    "HOSTNAME": f"{PLANTED}-host",
}  # fmt: skip


@dataclass(frozen=True)
class Build:
    folder: Path
    files: dict[str, bytes]
    modes: dict[str, int]

    @classmethod
    def read(cls, folder: Path) -> Build:
        every = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
        files = {name: path.read_bytes() for name, path in every.items() if path.is_file()}
        return cls(folder, files, {name: stat.S_IMODE(path.stat().st_mode) for name, path in every.items()})


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build]:
    made = []
    for name, environment, umask in (("plain", HERE, 0o022), ("Ngày mai & mốt, 100% $HOME", THERE, 0o077)):
        room = tmp_path_factory.mktemp("there") / name
        shutil.copytree(REPOSITORY / "content", room / "project" / "content")
        places = {}
        if environment is THERE:
            places = {key: str(room / f"{PLANTED}-{key.lower()}") for key in ("HOME", "TMPDIR")}
            for place in places.values():
                Path(place).mkdir()
        run = build(room / "project", room / "site", environment={**environment, **places}, umask=umask)
        assert run.returncode == 0, run.stderr
        made.append(Build.read(room / "site"))
    return made[0], made[1]


def test_two_builds_have_the_same_files(builds: tuple[Build, Build]) -> None:
    here, there = builds
    assert sorted(here.files) == sorted(there.files)
    assert len(here.files) > 20


def test_two_builds_have_the_same_bytes(builds: tuple[Build, Build]) -> None:
    here, there = builds
    assert [path for path in here.files if here.files[path] != there.files.get(path)] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_a_server_may_read_what_was_built_whatever_the_umask(builds: tuple[Build, Build]) -> None:
    here, there = builds
    assert here.modes == there.modes
    assert set(here.modes.values()) == {0o755, 0o644}


def test_nothing_of_the_machine_is_published(builds: tuple[Build, Build]) -> None:
    """No folder, user or host; names of this machine count only where they are long enough to mean it."""
    host, user = socket.gethostname(), getpass.getuser()
    traces = {PLANTED, "Ngày mai & mốt", str(REPOSITORY), str(Path(sys.executable).parent), "Kiritimati", "file:",
              *(name for name in (host, user) if len(name) > 5),
              *(str(made.folder.parent) for made in builds)}  # fmt: skip
    for made in builds:
        for path, data in made.files.items():
            text = data.decode("utf-8", "replace")
            assert not [trace for trace in traces if trace in text or trace.encode() in data], path


def test_no_file_tells_when_it_was_built(builds: tuple[Build, Build]) -> None:
    """Neither clock's year or day, nor an hour: what the explainer tells is known to the day."""
    for made in builds:
        for path, data in made.files.items():
            text = data.decode("utf-8", "replace")
            if not path.endswith((".css", ".js", ".svg")):
                assert not re.search(r"\b2031\b|2025-10-27|27 October 2025", text), path
                hours = set(re.findall(r"T(\d\d:\d\d:\d\d)", text))
                assert hours <= {"00:00:00", "17:00:00"}, path  # midnight in Ho Chi Minh City, there and in UTC


def test_links_are_the_same_bytes_under_another_address(explainer: Callable[[str], Site]) -> None:
    """One build works at a host's root and below a path: but for the address itself, the pages are the same bytes.
    404.html is shown at any depth and carries the path in its links."""
    root, below = explainer("at a host's root"), explainer("below a path")
    for path, page in root.pages.items():
        other = below.pages[path].html
        if path == "404.html":
            other = re.sub(r'((?:href|src)=")/repo/', r"\1/", other)
        assert page.html == other.replace("https://example.net/repo/", "https://example.net/"), path
        assert page.html.partition("<body>")[2] == other.partition("<body>")[2], path
    assert set(root.files) - set(below.files) == {"robots.txt"}


def test_the_configured_address_is_gone_when_another_is_given(explainer: Callable[[str], Site]) -> None:
    """No link, feed or data block keeps the placeholder of site.yaml."""
    configured = explainer("as configured").base
    for name in ("at a host's root", "below a path"):
        for path, data in explainer(name).files.items():
            assert configured.encode() not in data and b"example.org" not in data, path
