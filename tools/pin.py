"""Makes requirements/*.txt again from pyproject.toml and requirements/build.in:  python3 tools/pin.py [--upgrade]

Needs `uv` on the PATH (only here; installing needs pip alone). One file serves Linux, macOS and Windows, Python
3.11 and later. Every line carries the hashes of all of a version's files and no URL, so any index or mirror will do.
Each file is complete (all contain base.txt) and all agree on versions, because one resolution constrains them.
Without --upgrade the versions now pinned are kept wherever they still fit.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements"
EXTRAS = {
    "base": ["images"],
    "test": ["images", "test"],
    "browser": ["images", "test", "browser"],
    "dev": ["images", "dev"],
}
HEADER = "# Made by tools/pin.py; do not edit. {what}\n"
WHAT = {
    "base": "What sitegen needs to run, with the extra for pictures, and its build backend.",
    "test": "base and the tests' tools.",
    "browser": "test and the tools of the browser tests.",
    "dev": "base, lint and types.",
}


def resolve(out: Path, extras: list[str], constraints: Path | None = None, keep: Path | None = None) -> None:
    """Pins pyproject.toml with `extras` into `out`; `keep` holds pins to prefer, `constraints` pins to obey."""
    if keep and keep.exists():
        shutil.copy(keep, out)  # uv prefers the versions it finds in its output file
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-config"]
    for extra in extras:
        command += ["--extra", extra]
    if constraints:
        command += ["--constraint", str(constraints)]
    subprocess.run([*command, "pyproject.toml", "requirements/build.in", "-o", str(out)], check=True, cwd=ROOT)


def main() -> int:
    if not shutil.which("uv"):
        print("tools/pin.py needs uv on the PATH", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as scratch:
        everything, now = Path(scratch, "everything.txt"), Path(scratch, "now.txt")
        if "--upgrade" not in sys.argv[1:]:
            now.write_text("".join(p.read_text("utf-8") for p in sorted(PINS.glob("*.txt"))), "utf-8")
        resolve(everything, sorted({e for extras in EXTRAS.values() for e in extras}), keep=now)
        for name, extras in EXTRAS.items():
            out = Path(scratch, f"{name}.txt")
            resolve(out, extras, constraints=everything)
            text = HEADER.format(what=WHAT[name]) + out.read_text("utf-8")
            if "://" in text:
                print(f"requirements/{name}.txt would carry a URL; nothing written", file=sys.stderr)
                return 1
            (PINS / f"{name}.txt").write_text(text, "utf-8", newline="\n")
            print(f"requirements/{name}.txt: {len(re.findall('(?m)^[a-z].*==', text))} pins", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
