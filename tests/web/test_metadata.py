"""Where a photograph was taken is never published: the containers rewritten here, then read by Pillow's own eyes."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from sitegen.web.metadata import orientation, stripped, tells_more, turned
from sitegen.web.pictures import size, upright_size

SECRETS = (b"Thao Dien", b"ACME Phone", b"2025:10:26", b"a comment")


def photograph(format: str, up: int = 1, size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture with all that a phone writes beside it: device, moment, place, remarks, a colour profile."""
    from PIL import ImageCms

    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x0112], exif[0x010E] = "ACME Phone", "2025:10:26 09:00:00", up, "Thao Dien"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 48.0, 7.0), 3: "E", 4: (106.0, 44.0, 2.0)})
    out = io.BytesIO()
    more: dict[str, object] = {"exif": exif, "icc_profile": ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes()}  # fmt: skip
    if format == "JPEG":
        more |= {"comment": b"a comment", "xmp": b"<x:xmpmeta>Thao Dien</x:xmpmeta>"}
    elif format == "WEBP":
        more |= {"xmp": b"<x:xmpmeta>Thao Dien</x:xmpmeta>"}
    elif format == "PNG":
        more["pnginfo"] = info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "a comment")
        info.add_itxt("XML:com.adobe.xmp", "Thao Dien", zip=True)
    picture.save(out, format, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_told_and_every_pixel_is_kept(format: str) -> None:
    data = photograph(format)
    assert opened(data).getexif().get_ifd(0x8825), "the photograph knows its place"
    bare = stripped(data)
    assert not [secret for secret in SECRETS if secret in bare]
    shown = opened(bare)
    assert not dict(shown.getexif()) and not shown.getexif().get_ifd(0x8825) and not shown.info.get("xmp")
    assert shown.tobytes() == opened(data).tobytes()
    assert shown.info.get("icc_profile"), "colours are kept as they were meant"
    assert stripped(bare) == bare


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("up", [1, 3, 6, 8])
def test_which_way_is_up_is_all_that_stays(format: str, up: int) -> None:
    data = photograph(format, up)
    bare = stripped(data)
    assert orientation(data) == orientation(bare) == opened(bare).getexif().get(0x0112, 1) == up
    assert set(opened(bare).getexif()) <= {0x0112}
    assert turned(bare) == (up >= 5)
    assert size(bare) == (60, 40) and upright_size(bare) == ((40, 60) if up >= 5 else (60, 40))


def test_what_hangs_behind_a_photograph_is_cut_off() -> None:
    """Phones put a film or a second picture with its own EXIF after the end of the first."""
    first = photograph("JPEG")
    assert stripped(first + photograph("JPEG") + b"Thao Dien film") == stripped(first)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_file_cut_anywhere_is_refused_or_read_but_never_ends_in_a_traceback(format: str) -> None:
    data = photograph(format)
    for length in range(12, len(data) - 2, 97):
        try:
            stripped(data[:length])
        except ValueError:
            continue
        assert format == "WEBP", "JPEG and PNG have an end that must be there"


def test_formats_that_are_not_rewritten_say_so() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "ACME Phone"
    Image.new("RGB", (8, 8)).save(out, "AVIF", exif=exif)
    assert stripped(out.getvalue()) == out.getvalue() and tells_more(out.getvalue())
    assert not tells_more(photograph("JPEG"))
