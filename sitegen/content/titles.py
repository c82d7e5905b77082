"""What a page of the writer's own is called when its front matter does not say."""

from __future__ import annotations

from sitegen.core.model import OwnPage
from sitegen.core.prose import Heading
from sitegen.core.record import replace


def titled(page: OwnPage, otherwise: str = "") -> OwnPage:
    """A page without `title:` takes it from its first heading, which then is not printed twice; failing that it is
    called `otherwise`, or by its id."""
    if page.title:
        return page
    for place, part in enumerate(page.body.parts):
        if isinstance(part, Heading):
            parts = page.body.parts[:place] + page.body.parts[place + 1 :]
            return replace(page, title=part.text, body=replace(page.body, parts=parts))
    return replace(page, title=otherwise or page.id.replace("-", " ").capitalize())
