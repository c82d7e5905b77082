"""Tries the laws of test_properties.py for as long as asked: `python -m tests.hostile.fuzz --seconds 600 --seed 1`.

Runs each law in turn with a fresh seed until the time is over. A failure is shrunk by Hypothesis and printed with the
law and the seed; the others go on. Exit code 1 if any law failed. From the repository's root, with the test packages.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback

from hypothesis import seed

from tests.hostile.test_properties import LAWS, law_of

ROUND = 10
"""A round tries this many times the examples of the normal run."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=None)
    arguments.add_argument("--law", choices=list(LAWS), action="append")
    given = arguments.parse_args()
    numbers = random.Random(given.seed)
    end = time.monotonic() + given.seconds
    tried = dict.fromkeys(given.law or LAWS, 0)
    failed: set[str] = set()
    while time.monotonic() < end and (left := [name for name in tried if name not in failed]):
        for name in left:
            if time.monotonic() >= end:
                break
            number = numbers.randrange(2**32)
            examples = LAWS[name][2] * ROUND
            try:
                seed(number)(law_of(name, examples))()
            except Exception:
                failed.add(name)
                print(f"law {name}, seed {number}:", flush=True)
                traceback.print_exc(file=sys.stdout)
            tried[name] += examples
    print("examples: " + ", ".join(f"{name} {count:,}" for name, count in tried.items()), f"= {sum(tried.values()):,}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
