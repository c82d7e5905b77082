"""What a picture says besides its pixels: where and when it was taken, with what, by whom. It is not published.

Done on the bytes, without a library, so that it does not depend on an extra whether a reader can tell where somebody
lives. Only the containers are rewritten: JPEG (ITU T.81), PNG, WebP (RFC 9649). Kept is what the picture needs to look
right: colour profiles, and of EXIF the one tag that says which way is up.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, pack, unpack_from
from zlib import crc32

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
_JPEG_NEEDED = frozenset({0xE0, 0xE2, 0xEE})  # APPn: JFIF, colour profile, Adobe's colour transform
_EXIF = b"Exif\0\0"


def stripped(data: bytes) -> bytes:
    """The same picture without what it tells about its making; formats not named above come back as they are.

    Raises ValueError for a file that is cut short or not built as its format says.
    """
    try:
        if data[:2] == b"\xff\xd8":
            return b"".join(_jpeg(data, orientation(data)))
        if data[:8] == _PNG:
            return b"".join(_png(data, orientation(data)))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (IndexError, error) as fault:
        raise ValueError("it is cut short") from fault
    return data


def orientation(data: bytes) -> int:
    """The EXIF orientation, 1 to 8; 1, upright, where none is given."""
    try:
        exif = next(_exif(data), b"")
        return _orientation(exif) if exif else 1
    except (IndexError, ValueError, error):
        return 1


def turned(data: bytes) -> bool:
    """Whether width and height change places when the picture is put upright."""
    return orientation(data) >= 5


def tells_more(data: bytes) -> bool:
    """Whether a file that cannot be rewritten here (AVIF, GIF) may tell more than its pixels."""
    return (data[4:8] == b"ftyp" and (b"Exif" in data or b"xmpmeta" in data)) or b"XMP DataXMP" in data


def _exif(data: bytes) -> Iterator[bytes]:
    """The TIFF structure of the EXIF data."""
    if data[:2] == b"\xff\xd8":
        for marker, segment in _segments(data):
            if marker == 0xE1 and segment[4:10] == _EXIF:
                yield segment[10:]
    elif data[:8] == _PNG:
        yield from (body for kind, body in _chunks(data) if kind == b"eXIf")
    elif data[:4] == b"RIFF":
        yield from (body.removeprefix(_EXIF) for kind, body in _riff(data) if kind == b"EXIF")


def _orientation(tiff: bytes) -> int:
    """Tag 0x0112 of the first directory (TIFF 6.0, section 2)."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order:
        return 1
    at = unpack_from(order + "I", tiff, 4)[0]
    for n in range(unpack_from(order + "H", tiff, at)[0]):
        tag, _, _, value = unpack_from(order + "HHIH", tiff, at + 2 + 12 * n)
        if tag == 0x0112:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _upright(value: int) -> bytes:
    """A TIFF structure that holds the orientation and nothing else."""
    return pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, value, 0, 0)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and whole segment up to the start of the scan, which comes last with all that follows."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("a marker of JPEG is missing")
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in (0xDA, 0xD9):
            yield marker, data[at:]
            return
        length = 0 if marker == 0x01 or 0xD0 <= marker <= 0xD8 else unpack_from(">H", data, at + 2)[0]
        yield marker, data[at : at + 2 + length]
        at += 2 + length


def _jpeg(data: bytes, up: int) -> Iterator[bytes]:
    yield data[:2]
    if up != 1:
        body = _EXIF + _upright(up)
        yield pack(">2sH", b"\xff\xe1", len(body) + 2) + body
    for marker, segment in _segments(data):
        if marker == 0xDA:
            yield _scans(segment)
        elif marker != 0xFE and (not 0xE0 <= marker <= 0xEF or _needed(marker, segment)):
            yield segment


def _needed(marker: int, segment: bytes) -> bool:
    return marker in _JPEG_NEEDED and (marker != 0xE2 or segment[4:15] == b"ICC_PROFILE")  # else MPF: more pictures


def _scans(data: bytes) -> bytes:
    """Up to the end of the picture: phones put previews, depth maps and films behind it."""
    at = 0
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        marker = data[at + 1]
        if marker == 0xD9:
            return data[: at + 2]
        known = marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD7
        at += 1 if marker == 0xFF else 2 if known else 2 + unpack_from(">H", data, at + 2)[0]
    raise ValueError("it is cut short")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while True:
        length, kind = unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            raise ValueError("it is cut short")
        yield kind, data[at + 8 : at + 8 + length]
        if kind == b"IEND":
            return
        at += 12 + length


def _png(data: bytes, up: int) -> Iterator[bytes]:
    yield _PNG
    for kind, body in _chunks(data):
        if kind in _PNG_NEEDED:
            yield _chunk(kind, body)
        if kind == b"IHDR" and up != 1:
            yield _chunk(b"eXIf", _upright(up))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I4s", len(body), kind) + body + pack(">I", crc32(kind + body))


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, min(len(data), unpack_from("<I", data, 4)[0] + 8)
    while at + 8 <= end:
        kind, length = unpack_from("<4sI", data, at)
        if at + 8 + length > len(data):
            raise ValueError("it is cut short")
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp(data: bytes) -> bytes:
    body = b""
    up = orientation(data)
    for kind, chunk in _riff(data):
        if kind == b"VP8X":
            chunk = bytes([chunk[0] & ~0b1100 | (0b1000 if up != 1 else 0)]) + chunk[1:]  # the flags of EXIF and XMP
        if kind == b"EXIF" and up != 1:
            chunk = _upright(up)
        if kind == b"XMP " or (kind == b"EXIF" and up == 1):
            continue
        body += pack("<4sI", kind, len(chunk)) + chunk + b"\0" * (len(chunk) % 2)
    return pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body
