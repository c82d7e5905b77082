"""The share card: the picture of a page that other places show beside a link to it. Its words and their setting.

The home page's card carries the headline, every other its own title, and the page's summary below where there is room
for the whole of it. Where the page's front matter names a fact, the card carries its figure instead, large, with the
fact's statement and how firm it is. The words are chosen here, measured by `web.typeface` and drawn by
templates/share-card.svg; the same words are the picture's text for readers who do not see it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sitegen.content import language, ledger
from sitegen.content.catalogue import Catalogue
from sitegen.content.languages import LANGUAGES
from sitegen.core import model
from sitegen.core.artifact import Card
from sitegen.core.record import record
from sitegen.web import typeface
from sitegen.web.typeface import Face, face, fitted

WIDTH, HEIGHT = 1200, 630
"""What Open Graph's readers show whole: 1.91 to 1 (research: structured data, og:image)."""
TEMPLATE = "share-card.svg"
MARGIN = 72
TOP, BOTTOM = 176, 520
"""Where the headline's first line may begin and the last line of all must end, in pixels from above."""
SIZES = ((104, 2), (90, 3), (78, 4), (66, 5), (56, 6))
"""Of the headline: pixels and the most lines at that size. Each fills the field between TOP and BOTTOM at the most."""
LEADING = 1.08
FIGURE_SIZES = ((196, 1), (168, 1), (140, 1), (112, 1), (84, 1))
"""Of a figure, its qualifier before it at QUALIFIER of that."""
QUALIFIER = 0.3
STATEMENT_SIZES = ((54, 2), (46, 3), (36, 4))
SMALL, SMALL_LEADING = 36, 1.32
"""The summary's letters: at 360 px, as a phone shows the card, they are still 11 px."""
GAP = 24


@record
class Words:
    """All that stands on a card."""

    site: str
    label: str
    title: str
    summary: str
    publisher: str
    state: str
    qualifier: str = ""
    figure: str = ""  # with it, `summary` is the fact's statement and `status` how firm that is
    status: str = ""

    @property
    def text(self) -> str:
        """For readers who do not see it, as one sentence after another."""
        status = f" ({self.status})" if self.status else ""
        claim = f"{self.qualifier} {self.figure}: {self.summary.rstrip('.')}{status}".strip() if self.figure else ""
        said = (self.site, claim[:1].upper() + claim[1:] or self.title, self.publisher, self.state)
        return " ".join(part if part[-1] in ".?!…" else f"{part}." for part in dict.fromkeys(said) if part)


def words(card: Card, config: model.SiteConfig, explainer: model.Explainer, fact: model.Fact | None = None,
          dollar: str = "") -> Words:  # fmt: skip
    """`fact` is the one that the page's card shows; `dollar` how the site writes US dollars."""
    catalogue = LANGUAGES[card.language]
    home = card.id == "home"
    figure = ledger.parts(fact, catalogue, dollar=dollar) if fact else None
    status = catalogue.statuses[fact.status].word if fact and fact.status != "standing" else ""
    return Words(
        site=_fine(config.title, catalogue),
        label=language.text(catalogue, "home.label") if home else "",
        title=card.title,
        summary=_fine(fact.statement.plain, catalogue) if fact else card.summary,
        publisher=_fine(config.publisher.name, catalogue) if config.publisher else "",
        state=_state(config.snapshot or explainer.as_of, catalogue),
        qualifier=figure.qualifier if figure else "",
        figure=figure.number if figure else "",
        status=status,
    )


@lru_cache(maxsize=4096)
def _fine(text: str, catalogue: Catalogue) -> str:
    return language.typeset(language.curl(text, catalogue), catalogue)


@lru_cache(maxsize=16)
def _state(day: date | None, catalogue: Catalogue) -> str:
    return language.text(catalogue, "state.as_of", date=language.format_day(day, catalogue)) if day else ""


@lru_cache(maxsize=4096)
def lacking(said: Words) -> str:
    """The first letter that the card's fonts do not have, or ""."""
    label = f"{said.site}{said.label}{said.publisher}{said.state}{said.qualifier}{said.figure}{said.status}"
    summary = _serif() if said.figure else _label()
    return _serif().lacks(said.title) or face("label-bold.ttf").lacks(label) or summary.lacks(said.summary)


def context(said: Words, colours: Mapping[str, str], accent: str) -> dict[str, Any]:
    """For the template: every line with its baseline, in pixels."""
    room = WIDTH - 2 * MARGIN
    if said.figure:
        return {**_figure(said, room), **_frame(said, colours, accent, room)}
    title = fitted(said.title, _serif(), room, SIZES)
    lead = title.size * LEADING
    first = TOP + title.size * _CAP
    lines = [{"text": line, "y": round(first + n * lead)} for n, line in enumerate(title.lines)]
    end = first + (len(lines) - 1) * lead + title.size * _DESCENT
    small = typeface.balanced(said.summary, _label(), room, SMALL) if said.summary else ()
    step = SMALL * SMALL_LEADING
    if end + GAP + len(small) * step > BOTTOM:
        small = ()
    below = end + GAP + SMALL * _ASCENT
    return {
        **_frame(said, colours, accent, room), "figure": "", "title_size": title.size, "title": lines,
        "summary_size": SMALL,
        "summary": [{"text": line, "y": round(below + n * step)} for n, line in enumerate(small)],
    }  # fmt: skip


def _figure(said: Words, room: float) -> dict[str, Any]:
    """The number large in the label face, its statement below in the text face, how firm it is at the end."""
    bold, before = face("label-bold.ttf"), said.qualifier
    size = next((size for size, _ in FIGURE_SIZES
                 if bold.width(said.figure, size) + _before(before, size) <= room), FIGURE_SIZES[-1][0])  # fmt: skip
    [number] = fitted(said.figure, bold, room - _before(before, size), ((size, 1),)).lines
    base = TOP + size * _LINING
    statement = fitted(said.summary, _serif(), room, STATEMENT_SIZES)
    first = base + GAP * 1.5 + statement.size * _ASCENT
    rows = [{"text": line, "y": round(first + n * statement.size * 1.22)} for n, line in enumerate(statement.lines)]
    return {
        "figure": number, "figure_size": size, "figure_x": round(MARGIN + _before(before, size)),
        "figure_y": round(base), "qualifier": before, "qualifier_size": round(size * QUALIFIER),
        "title": rows, "title_size": statement.size, "summary": [], "summary_size": SMALL,
    }  # fmt: skip


def _before(qualifier: str, size: int) -> float:
    return _label().width(f"{qualifier} ", size * QUALIFIER) if qualifier else 0.0


def _frame(said: Words, colours: Mapping[str, str], accent: str, room: float) -> dict[str, Any]:
    """What stands above and below on every card."""
    label = fitted(said.label, _label(), room / 3, ((30, 1),)) if said.label else None
    taken = face("label-bold.ttf").width(said.publisher, 30) + 30 if said.publisher else 0
    firm = _label().width(said.status, 30) + 30 if said.status else 0
    return {
        "width": WIDTH, "height": HEIGHT, "margin": MARGIN, "right": WIDTH - MARGIN, "colours": colours,
        "accent": accent,
        "site": _one_line(said.site, "label-bold.ttf", room * 2 / 3 - 40), "label": label.lines[0] if label else "",
        "publisher": _one_line(said.publisher, "label-bold.ttf", room * 2 / 3),
        "state": _one_line(said.state, "label-regular.ttf", max(room - taken - firm, 0)), "status": said.status,
        "state_x": round(MARGIN + min(taken, room * 2 / 3 + 30)),
    }  # fmt: skip


_CAP, _DESCENT, _ASCENT, _LINING = 0.67, 0.25, 0.95, 0.71
"""Of the size: the height of Source Serif's capitals, the depth of its letters below the line, Roboto's height and that
of its figures."""


def _one_line(text: str, name: str, room: float) -> str:
    return fitted(text, face(name), room, ((30, 1),)).lines[0] if text else ""


def _serif() -> Face:
    return face("serif-semibold.ttf")


def _label() -> Face:
    return face("label-regular.ttf")


_TOKEN = re.compile(r"--(paper|ink|ink-2|rule):\s*(#[0-9a-fA-F]{6})\s*;")
_DEFAULT = {"paper": "#faf7f2", "ink": "#211d18", "ink_2": "#5a5247", "rule": "#d8d0c3"}


def colours(tokens: str) -> dict[str, str]:
    """Those of the light page, from the style sheet's tokens; names as a template writes them (ink_2)."""
    found = dict(_DEFAULT)
    for name, value in reversed(_TOKEN.findall(tokens)):  # the first one said is the light one
        found[name.replace("-", "_")] = value
    return found
