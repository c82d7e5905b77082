#!/usr/bin/env python3
"""sitegen from a fresh clone, with Python 3.11 or newer and nothing else.

  python3 dev.py build           build content/ into build/
  python3 dev.py test            the tests, in at most three minutes; --all adds the slow ones and the browser's
  python3 dev.py serve           the site in a browser, renewed at every save
  python3 dev.py lint            style and types of the code
  python3 dev.py new ../my-site  anything else goes to sitegen itself:
  python3 dev.py build --help    ... and it explains its own commands

The first run makes a virtual environment in .venv and installs the versions pinned in requirements/ (once, about 10 s,
needs the network). It is made again when the pins, Python or the folder's place change. It may be deleted at any time.
`test` and `lint` pass what follows on to pytest and ruff, with paths relative to this folder: test tests/test_dev.py -x
Exit code: that of the command; 3 if the environment cannot be made; 130 after Ctrl-C.
"""
# One file, standard library only. It must load in Python 3.6 too, or an old Python would answer with a SyntaxError
# instead of a sentence. The states it has to survive are the tests of tests/test_dev.py.

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "ready.json"  # written last: an environment without it is unfinished
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)  # not that of a .venv we may be about to remove
ENVIRONMENT = 3  # exit code: something outside the project is in the way

# What each list of pins contains. All come from one resolution, so one can be installed over another.
CONTAINS = {"base": ["base"], "test": ["base", "test"], "browser": ["base", "test", "browser"], "dev": ["base", "dev"]}


class Stop(Exception):
    """Ends the run with sentences for the user and exit code 3."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# --- which Python ---------------------------------------------------------------------------------------------------


def too_old() -> str:
    """The answer to a Python that cannot run sitegen."""
    text = "Python 3.11 or newer is needed; this is %s at %s" % (sys.version.split()[0], sys.executable)
    for minor in range(19, 10, -1):
        name = "python3.%d" % minor
        found = shutil.which(name)
        # pyenv's shims exist for versions that are not switched on, so ask it
        if found and subprocess.call([found, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return text + "\nThis machine has a newer one. Run:  %s dev.py %s" % (name, " ".join(sys.argv[1:]))
    return text


# --- the stamp: is the environment still what it should be? ----------------------------------------------------------


def place() -> dict:
    """What ties an environment to this machine: scripts and the editable install hold absolute paths."""
    return {"root": str(ROOT), "python": sys.version.split()[0], "prefix": sys.base_prefix}


def list_of(pins: str) -> Path:
    return ROOT / "requirements" / (pins + ".txt")


def pins_digest(pins: str) -> str:
    try:
        return hashlib.sha256(list_of(pins).read_bytes()).hexdigest()
    except FileNotFoundError:
        return "none"  # a list that is gone has changed


def project_digest() -> str:
    """Digest of what the install of sitegen itself depends on; a change to the tools' settings is none."""
    import tomllib

    raw = (ROOT / "pyproject.toml").read_bytes()
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except ValueError:
        return hashlib.sha256(raw).hexdigest()  # broken: let the installer say where
    parts = [table.get("build-system"), table.get("project"), table.get("tool", {}).get("hatch")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def read_stamp() -> dict:
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() else {}


def write_stamp(stamp: dict) -> None:
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps(stamp, indent=1), "utf-8")
    os.replace(str(part), str(STAMP))


def why_again(stamp: dict) -> str:
    """Why the environment has to be made from nothing; "" if it need not."""
    if not stamp:
        return "the virtual environment is unfinished" if os.path.lexists(str(VENV)) else "there is none yet"
    now = place()
    if stamp.get("root") != now["root"]:
        return "the folder was moved or copied"
    if (stamp.get("python"), stamp.get("prefix")) != (now["python"], now["prefix"]):
        return "it was made by another Python (%s, now %s)" % (stamp.get("python"), now["python"])
    if any(digest != pins_digest(pins) for pins, digest in stamp.get("pins", {}).items()):
        return "the pinned packages changed"
    if stamp.get("uv") and not has_pip() and not shutil.which("uv"):
        return "uv, which made it, is gone"
    return ""


def has_pip() -> bool:
    return any(VENV.glob("lib/python*/site-packages/pip")) or (VENV / "Lib/site-packages/pip").exists()


def missing(stamp: dict, pins: str) -> list:
    """Installer arguments that are still to run, as (what, arguments, stamp once done) in order."""
    steps = []
    if not any(pins in CONTAINS.get(have, []) for have in stamp.get("pins", {})):
        there = set().union(*(packages(have) for have in stamp.get("pins", {})))
        count = len(packages(pins) - there)
        done = {"pins": dict(stamp.get("pins", {}), **{pins: pins_digest(pins)})}
        arguments = ["--require-hashes", "-r", str(list_of(pins))]
        steps.append(("installing %d packages ... (once, about 10 s)" % count, arguments, done))
    digest = project_digest()
    if stamp.get("project") != digest:
        # its build backend is pinned and installed by now: nothing else is fetched
        arguments = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
        steps.append(("installing sitegen from this folder ...", arguments, {"project": digest}))
    return steps


def packages(pins: str) -> set:
    """Names of what a list installs on this system."""
    lines = list_of(pins).read_text("utf-8").splitlines()
    elsewhere = "sys_platform == 'win32'" if os.name != "nt" else "sys_platform != 'win32'"
    return {line.split("==")[0] for line in lines if re.match(r"[A-Za-z0-9]\S*==", line) and elsewhere not in line}


# --- making it ------------------------------------------------------------------------------------------------------


def environment() -> dict:
    """The user's environment without what would leak into ours; mirrors, proxies and certificates stay."""
    drop = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT"}
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    kept["PIP_USER"] = "0"  # a `user = true` in pip's settings has no place in a virtual environment
    return kept


def output_of(command: list) -> tuple:
    """(exit code, everything it printed)"""
    try:
        done = subprocess.run(
            command, cwd=str(ROOT), env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        return 127, "%s: %s" % (command[0], error)
    return done.returncode, done.stdout


def remove_venv() -> None:
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        with contextlib.suppress(OSError):
            STAMP.unlink()  # first: whatever is left of a removal cut short counts as unfinished
        shutil.rmtree(str(VENV))


def make_venv() -> dict:
    """An empty environment in .venv and its stamp so far."""
    say("making the virtual environment ...")
    VENV.mkdir()  # a folder that cannot be written is told by us and not by a tool's traceback
    uv = shutil.which("uv")
    if uv and output_of([uv, "venv", "--quiet", "--python", BASE_PYTHON, str(VENV)])[0] == 0:
        return dict(place(), uv=True)
    remove_venv()
    code, text = output_of([BASE_PYTHON, "-I", "-m", "venv", str(VENV)])
    if code == 0:
        return dict(place(), uv=False)
    with contextlib.suppress(OSError):
        remove_venv()  # a failed try leaves a folder with a python and no pip
    if "ensurepip" in text or "No module named" in text:
        raise Stop(
            "This Python cannot make virtual environments.\n"
            "On Debian or Ubuntu run:  sudo apt install %s\nand then the same command again." % venv_package()
        )
    raise Stop("Cannot make a virtual environment in %s:\n%s" % (VENV, last_lines(text)))


def venv_package() -> str:
    if os.path.realpath("/usr/bin/python3") == os.path.realpath(BASE_PYTHON):
        return "python3-venv"
    return "python%d.%d-venv" % sys.version_info[:2]


def install(arguments: list) -> None:
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--retries", "2"]
        # not compiled ahead (2 s): Python keeps the bytecode of what is imported, which is a fraction
        command += ["--no-compile", "--disable-pip-version-check", "--no-warn-script-location"]
    code, text = output_of(command + arguments)
    if code == 0:
        return
    if re.search(NO_NETWORK, text, re.IGNORECASE):
        raise Stop("Could not fetch the packages: is there no network? Nothing is broken; run the same command again.")
    again = "Run the same command again; if it stays, delete .venv."
    raise Stop("Could not install the packages:\n%s\n%s" % (last_lines(text), again))


# What pip and uv say when they cannot reach an index. "Could not find a version" alone proves nothing.
NO_NETWORK = (
    r"NewConnectionError|ConnectTimeout|Max retries exceeded|ProxyError|connection broken|Read timed out|"
    r"Temporary failure in name resolution|getaddrinfo failed|Name or service not known|nodename nor servname|"
    r"Network is unreachable|Connection refused|dns error|error sending request|client error \(Connect\)"
)


def last_lines(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join("  " + line[:200] for line in lines[-8:])


@contextlib.contextmanager
def alone():
    """One dev.py at a time. The lock lies on this very file, so there is none to leave behind."""
    with open(str(Path(__file__).resolve()), "rb") as handle:
        told = False
        while not locked(handle):
            if not told:
                say("another dev.py is making the environment; waiting ...")
                told = True
            time.sleep(0.2)
        yield


def locked(handle) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            handle.seek(1 << 30)  # a byte beyond the end, for Windows' locks keep readers out
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # any other answer means that this file system knows no locks: go on without
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def ensure(pins: str) -> None:
    """.venv holds `pins` and sitegen from this folder, or Stop."""
    for needed in (ROOT / "pyproject.toml", list_of(pins)):
        if not needed.is_file():
            raise Stop("%s is missing: this is not a whole copy of the repository. Clone it again." % needed)
    stamp = read_stamp()
    if not why_again(stamp) and not missing(stamp, pins):
        return
    with alone():
        stamp = read_stamp()  # somebody may have made it while we waited
        began = time.monotonic()
        try:
            reason = why_again(stamp)
            if reason:
                if os.path.lexists(str(VENV)):
                    say("making .venv again: %s" % reason)
                remove_venv()
                stamp = make_venv()
            steps = missing(stamp, pins)
            for what, arguments, done in steps:
                say(what)
                install(arguments)
                stamp.update(done)
            if steps:
                write_stamp(stamp)
                say("ready in %.0f s" % (time.monotonic() - began))
        except OSError as error:
            raise Stop("Cannot write in %s: %s" % (ROOT, error.strerror or error)) from None


# --- running --------------------------------------------------------------------------------------------------------


def working_folder(arguments: list) -> Path:
    """Where sitegen runs: here, if here is this repository or a project of the user's own; else this repository."""
    try:
        here = Path.cwd()
    except OSError:  # the folder is gone
        return ROOT
    if arguments[0] == "new" or any(a.startswith("-C") for a in arguments):
        return here
    for folder in [here, *here.parents]:
        if folder == ROOT or (folder / "content" / "site.yaml").is_file() or (folder / "site.yaml").is_file():
            return here
    return ROOT


def pytest_arguments(arguments: list) -> list:
    """pytest's arguments from ours: --all lifts the markers' deselection; workers unless the user steers them."""
    rest = [a for a in arguments if a != "--all"]
    front = ["-m", ""] if len(rest) < len(arguments) else []
    steered = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture", "--co", "--collect-only")
    if not any(a.split("=")[0] in steered or re.match(r"-n\d", a) for a in rest):
        # a file stays with one worker, so that a site built for its tests is built once
        front += ["-n", "auto", "--maxprocesses", "8", "--dist", "loadfile"]
    return front + rest


def become(arguments: list, folder: Path) -> int:
    """Runs the environment's Python in our place, so that signals and the exit code are its own."""
    command = [str(PYTHON), *arguments]
    os.chdir(str(folder))
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment())
    signal.signal(signal.SIGINT, lambda *_: None)  # Windows: the child gets Ctrl-C too and decides
    return subprocess.call(command, env=environment())


def run(arguments: list) -> int:
    command, rest = arguments[0], arguments[1:]
    if command == "test":
        everything = "--all" in rest
        ensure("browser" if everything else "test")
        return become(["-m", "pytest", *pytest_arguments(rest)], ROOT)
    if command == "lint":
        ensure("dev")
        tools = [["ruff", "check", *(rest or ["."])], ["mypy"]]
        codes = [subprocess.call([str(PYTHON), "-m", *tool], cwd=str(ROOT), env=environment()) for tool in tools]
        return max(codes)
    folder = working_folder(arguments)
    ensure("base")
    return become(["-P", "-m", "sitegen", *arguments], folder)


def main(arguments: list) -> int:
    if sys.version_info < (3, 11):
        say(too_old())
        return ENVIRONMENT
    ours = ([], ["-h"], ["--help"], ["help"], ["test", "--help"], ["lint", "--help"])
    if arguments in ours:
        print((__doc__ or "").strip())
        return 0 if arguments else 2
    try:
        return run(arguments)
    except Stop as stop:
        say(str(stop))
        return ENVIRONMENT
    except KeyboardInterrupt:
        say("interrupted")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
