"""Writes docs/errors.md from the texts in sitegen/explain/ and the table in sitegen/core/codes.py.

    .venv/bin/python tools/errors_page.py

A test fails while the page is older than its source.
"""

from pathlib import Path

from sitegen.explain import families
from sitegen.explain.show import as_page

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"


def main() -> None:
    PAGE.write_text(as_page(families()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
