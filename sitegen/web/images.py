"""Pictures made by libraries: resized and converted photographs, drawn SVG. Bytes in, bytes out.

The only module that imports Pillow and resvg, and only inside functions: they are the extra `images`, and a build
that has nothing to draw must not pay for them. The same bytes give the same bytes on one machine: every setting is
written down here, encoders run in one thread, nothing of the source but its pixels goes into the result.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from sitegen.core.record import record
from sitegen.web import typeface
from sitegen.web.pictures import LARGEST

if TYPE_CHECKING:
    from PIL.Image import Image

Format = Literal["avif", "webp", "jpeg", "png"]

PHOTOGRAPH: dict[Format, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 6, "subsampling": "4:2:0", "max_threads": 1, "autotiling": False},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True, "subsampling": "4:2:0"},
}
"""For what came with losses. At these three settings one picture looks about the same in each format."""
DRAWING: dict[Format, dict[str, Any]] = {
    "webp": {"lossless": True, "quality": 80, "method": 4, "exact": False},
    "png": {"optimize": True},
}
"""For what came without: letters and lines stay sharp."""


class Unreadable(Exception):
    """These bytes are no picture that can be decoded; `str()` says what is wrong with them."""


@record
class Wanted:
    """A form of a picture: 0 for its own width, else pixels, never more than it has."""

    format: Format
    width: int = 0


@lru_cache(maxsize=64)
def converted(data: bytes, wanted: Wanted) -> bytes:
    """The picture upright, in sRGB, without anything but its pixels. Raises Unreadable."""
    picture = _decoded(data)
    if wanted.width and wanted.width < picture.width:
        from PIL.Image import Resampling

        height = max(1, round(picture.height * wanted.width / picture.width))
        picture = picture.resize((wanted.width, height), Resampling.LANCZOS)
    lossless = wanted.format not in PHOTOGRAPH or data[:8] == b"\x89PNG\r\n\x1a\n"
    settings = (DRAWING if lossless else PHOTOGRAPH)[wanted.format]
    if wanted.format == "jpeg":
        picture = picture.convert("RGB")
    out = io.BytesIO()
    picture.save(out, wanted.format.upper(), **settings)
    return out.getvalue()


@lru_cache(maxsize=2)
def _decoded(data: bytes) -> Image:
    """RGB or RGBA, turned as its EXIF says, its colours brought to sRGB; nothing else is kept."""
    import warnings

    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd EXIF and palettes: said aloud, and nothing to be done
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "AVIF", "GIF")) as opened:
                if opened.width * opened.height > LARGEST:
                    raise Unreadable(f"it has {opened.width} × {opened.height} pixels")
                profile = opened.info.get("icc_profile")
                picture = ImageOps.exif_transpose(opened)
                picture = _in_srgb(picture, profile) if profile else picture
                clear = picture.has_transparency_data
                picture = picture.convert("RGBA" if clear else "RGB")
    except Unreadable:
        raise
    except Exception as fault:  # Pillow's decoders raise OSError, SyntaxError, ValueError, struct.error …
        raise Unreadable(str(fault).splitlines()[0] if str(fault) else type(fault).__name__) from fault
    picture.info = {}
    return picture


def _in_srgb(picture: Image, profile: bytes) -> Image:
    """A profile that cannot be used is dropped, as a browser does."""
    from PIL import ImageCms

    target = "RGBA" if picture.has_transparency_data else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
            picture = picture.convert(target)
        if picture.mode in ("CMYK", "L"):
            target = "RGB"
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=target)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return made if made is not None else picture


# --- drawn from SVG


@lru_cache(maxsize=64)
def drawn(svg: str, width: int) -> bytes:
    """A PNG of an SVG, with the fonts of the share card and none of the machine. Raises Unreadable."""
    import resvg_py

    try:
        made = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=typeface.paths())
    except ValueError as fault:
        raise Unreadable(str(fault)) from fault
    return bytes(made)


SAFE_ZONE = 0.8
"""Of the width: the circle that no mask may cut (W3C Web Application Manifest, "icon masks")."""
FAVICON = (16, 32)


def icon(svg: str, size: int, *, masked: bool = False) -> bytes:
    """A square PNG of the site's mark; `masked`: within the safe zone, on the colour of its own corner."""
    whole = drawn(svg, size)
    if not masked:
        return whole
    from PIL import Image

    inner = round(size * SAFE_ZONE)
    with Image.open(io.BytesIO(whole)) as large, Image.open(io.BytesIO(drawn(svg, inner))) as small:
        corner = large.convert("RGBA").getpixel((0, 0))
        red, green, blue, alpha = corner if isinstance(corner, tuple) else (255, 255, 255, 0)
        ground = Image.new("RGB", large.size, (red, green, blue) if alpha == 255 else (255, 255, 255))
        mark = small.convert("RGBA")
        ground.paste(mark, ((size - inner) // 2,) * 2, mark)
    out = io.BytesIO()
    ground.save(out, "PNG", optimize=True)
    return out.getvalue()


def favicon(svg: str) -> bytes:
    """An .ico of the sizes in FAVICON, each drawn for itself, so that edges on the mark's grid stay sharp."""
    from PIL import Image

    small = [Image.open(io.BytesIO(drawn(svg, size))).convert("RGBA") for size in FAVICON]
    out = io.BytesIO()
    small[-1].save(out, "ICO", sizes=[(size, size) for size in FAVICON], append_images=small[:-1])
    return out.getvalue()
