"""Formats and pixel sizes of pictures, read from their headers: PNG, GIF, JPEG, WebP, AVIF. Nothing is decoded.

(Resizing, converting and cards need a library and live in `web.images`, behind the extra of that name.)
"""

from __future__ import annotations

from struct import error, unpack_from

from sitegen.web.metadata import turned

LARGEST = 64_000_000
"""Pixels that a picture may have: twice what the largest cameras of phones and hands make, 256 MB once decoded."""
FORMATS = "PNG, JPEG, WebP, AVIF, GIF or SVG"


def kind(data: bytes) -> str:
    """png, jpeg, gif, webp, avif, svg, ico, by what the file is and not by its name; "" for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "avif"
    begins = {b"\x89PNG\r\n\x1a\n": "png", b"GIF87a": "gif", b"GIF89a": "gif", b"\xff\xd8\xff": "jpeg",
              b"\x00\x00\x01\x00": "ico"}  # fmt: skip
    found = next((name for bytes_, name in begins.items() if data.startswith(bytes_)), "")
    return found or ("svg" if b"<svg" in data[:4096] or b":svg" in data[:4096] else "")


def moves(data: bytes) -> bool:
    """Whether a picture has more than one frame, or may have: GIF, animated PNG, WebP and AVIF."""
    match kind(data):
        case "png":
            return b"acTL" in data[:4096]
        case "webp":
            return data[12:16] == b"VP8X" and bool(data[20] & 0b10)
        case "avif":
            return data[8:12] == b"avis"
        case other:
            return other == "gif"


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) for a format that has none of its own (SVG) or is not known."""
    try:
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return unpack_from(">II", data, 16)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return unpack_from("<HH", data, 6)
        if data[:2] == b"\xff\xd8":
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[4:8] == b"ftyp" and (at := data.find(b"ispe")) > 0:  # ISO/IEC 23008-12, image spatial extents
            return unpack_from(">II", data, at + 8)
    except (IndexError, error):  # cut short
        return 0, 0
    return 0, 0


def upright_size(data: bytes) -> tuple[int, int]:
    """The same as a browser shows it, which turns a picture as its EXIF says."""
    width, height = size(data)
    return (height, width) if turned(data) else (width, height)


def _jpeg(data: bytes) -> tuple[int, int]:
    """The first frame header (ITU T.81, markers SOF0 to SOF15 but for DHT, JPG and DAC)."""
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return 0, 0


def _webp(data: bytes) -> tuple[int, int]:
    """The three kinds of WebP: extended, lossless (14 bits each), lossy (RFC 9649)."""
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF
