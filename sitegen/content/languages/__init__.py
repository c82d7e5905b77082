"""The table of languages: one module of data each, one line here. Rules are in `content.language`."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.content.catalogue import Catalogue
from sitegen.content.languages.en import ENGLISH

LANGUAGES: Mapping[str, Catalogue] = {"en": ENGLISH}
