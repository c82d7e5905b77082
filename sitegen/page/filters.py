"""The filters of templates: `value|day` prints a date as people write it, in a `<time>`.

`value|day("x")` gives the `<time>` a class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sitegen.content.languages import LANGUAGES
from sitegen.page.naming import time_element


@lru_cache
def filters(lang: str) -> Mapping[str, Callable[..., Any]]:
    catalogue = LANGUAGES[lang]
    return {"day": lambda value, kind="": time_element(value, catalogue, kind)}
