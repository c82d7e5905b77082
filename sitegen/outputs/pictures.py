"""The pictures that texts show: upright, without what they tell of their making, in as many sizes as pay.

`picture` is what every browser can show and what the address of the picture is; `form` is the same picture lighter, in
one format and one width. Without the extra `images` there are no forms, and pictures keep their size; where they were
taken is left out all the same. Nothing is published that is not smaller than the writer's own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import split, splitext

from sitegen.blocks import BLOCKS
from sitegen.content import texts
from sitegen.core.artifact import Artifact, Planned, Snapshot, Source, digest
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.core.problem import Problem, Span
from sitegen.web import images, metadata, pictures, svg_guard

WIDTHS = (400, 640, 960, 1280)
"""Pixels. Text is at most 38rem wide, 608 px: the last is that on a screen of two pixels to one, and a little more."""

_TYPES: dict[str, tuple[images.Format, ...]] = {"jpeg": ("avif", "webp"), "avif": ("avif", "webp"),
                                                "webp": ("webp",), "png": ("webp",)}  # fmt: skip
"""What each kind of file is made into beside its own, the lightest first. What came without losses stays so, and AVIF
without losses does not pay."""
WORTH = 500
"""Bytes that a form must save: naming it costs the page two hundred, and a browser a choice."""
_SETTINGS = repr((images.PHOTOGRAPH, images.DRAWING, WIDTHS))


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    """`subject` is the picture's path below content/."""
    for name, source in _shown(site, snapshot):
        stem, ending = splitext(name)
        path = f"{stem}.{_fingerprint(source, snapshot)}{ending}"
        yield Planned(Artifact(path, "picture", (name,), rank=0, names=(name,), at=Span(source.path)))


def plan_forms(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    """`subject` is the path, the media type and the width. Of a long name a part is enough: the fingerprint tells
    pictures apart, and a form's name must be no longer than the picture's own."""
    if not snapshot.options.images:
        return
    for name, source in _shown(site, snapshot):
        made = _fingerprint(source, snapshot, name)
        folder, stem = split(splitext(name)[0])
        for format in () if pictures.moves(source.data) else _TYPES.get(pictures.kind(source.data), ()):
            for width in _widths(source.data):
                path = f"{folder}/{stem[:MOST].rstrip('. ')}.{made}-{width}.{format}"
                yield Planned(Artifact(path, "form", (name, f"image/{format}", str(width)), rank=0,
                                       at=Span(source.path)))  # fmt: skip


MOST = 40
"""Letters of a picture's name in those of its forms."""


def _fingerprint(source: Source, snapshot: Snapshot, name: str = "") -> str:
    """`name`: of a picture whose name is not kept whole."""
    return digest(f"{name} {source.digest} {_SETTINGS} {snapshot.options.images}".encode())[:12]


def make(artifact: Artifact, reader: Reader) -> Made:
    name = artifact.subject[0]
    data, at = reader.source("content", name), Span(f"content/{name}")
    problems = tuple(_faults(data, at))
    if problems:
        return Made(data, problems)
    kind = pictures.kind(data)
    try:
        bare = metadata.stripped(data)
        if reader.options().images and kind in _TYPES and not pictures.moves(data):
            made = images.converted(data, images.Wanted(_own(kind), _widths(data)[-1]))
            bare = made if metadata.tells_more(bare) else min(bare, made, key=len)
    except (ValueError, images.Unreadable) as fault:
        return Made(data, (_broken(fault, at),))
    if metadata.tells_more(bare):
        told = Problem("image-metadata", "this file may tell where and by whom it was made, and is published as it is",
                       at, 'save it without metadata, or install the extra: pip install "sitegen[images]"')  # fmt: skip
        return Made(bare, (told,))
    return Made(bare)


def make_form(artifact: Artifact, reader: Reader) -> Made:
    """Nothing, where the widest of the format is not lighter than the writer's own file."""
    name, type, width = artifact.subject
    data = reader.source("content", name)
    if any(_faults(data, Span(name))):  # told by `make`
        return Made(None)
    format = next(format for format in _TYPES["jpeg"] if type == f"image/{format}")
    try:
        most = len(metadata.stripped(data))
        if len(images.converted(data, images.Wanted(format, _widths(data)[-1]))) + WORTH > most:
            return Made(None)
        return Made(images.converted(data, images.Wanted(format, int(width))))
    except (ValueError, images.Unreadable):
        return Made(None)


def _shown(site: Site, snapshot: Snapshot) -> Iterator[tuple[str, Source]]:
    shown = (texts.images(version, lambda block: BLOCKS[block.kind].names(block)) for version in site.versions)
    return ((name, snapshot.content[name]) for name in sorted(frozenset().union(*shown)))


def _own(kind: str) -> images.Format:
    return next(format for format in ("jpeg", "png", "webp", "avif") if format == kind)


def _widths(data: bytes) -> tuple[int, ...]:
    """Those below the picture's own width by a fifth at least, then its own, or the widest that anybody needs."""
    own = pictures.upright_size(data)[0]
    last = min(own, WIDTHS[-1])
    return (*(width for width in WIDTHS if width <= last * 0.8), last)


def _faults(data: bytes, at: Span) -> Iterable[Problem]:
    kind = pictures.kind(data)
    if kind in ("", "ico"):
        yield Problem("image-broken", f"this is none of {pictures.FORMATS}", at, "save it again as one of these")
    elif kind == "svg":
        for reason, line, column in svg_guard.described(data):
            yield Problem("image-unsafe", reason, Span(at.path, line, column),
                          "take it out, or save the drawing as plain SVG")  # fmt: skip
    else:
        width, height = pictures.size(data)
        if not width or not height:
            yield _broken(ValueError("it is cut short"), at)
        elif width * height > pictures.LARGEST:
            most = f"{pictures.LARGEST // 1_000_000} million are the most"
            message = f"this picture has {width} × {height} pixels; {most}"
            hint = f"save it smaller: no page shows it wider than {WIDTHS[-1]} pixels"
            yield Problem("image-size", message, at, hint)


def _broken(fault: Exception, at: Span) -> Problem:
    return Problem("image-broken", f"this picture cannot be read: {fault}", at, "save it again from its original")


KIND = OutputKind("picture", plan, make)
FORMS = OutputKind("form", plan_forms, make_form)
