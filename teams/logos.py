"""A logo that somebody sends is never kept as it came: its pixels are drawn anew, and nothing else survives."""

import io
import struct
import zlib

from PIL import Image, ImageFile, ImageOps

LIMIT = 1024 * 1024  # bytes, as sent
PIXELS = 12_000_000  # more than any logo needs, and 48 MB when it is unpacked
SIZE = (600, 200)
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)  # what Pillow raises


class NotALogo(Exception):
    """The message says in plain words what to send instead."""


def redraw(data: bytes) -> bytes:
    """A PNG of at most 600 × 200 pixels, of any PNG or JPEG."""
    if len(data) > LIMIT:
        raise NotALogo("This picture is bigger than 1 MB. Choose a smaller one.")
    try:
        return _png(_fitted(_opened(data)))
    except (*BROKEN, Image.DecompressionBombError) as error:
        raise NotALogo("We can’t read this file as a picture. Choose a PNG or JPEG file.") from error


def _opened(data: bytes) -> Image.Image:
    """Only the header has been read when the size is judged, so a bomb is never unpacked."""
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint, in a process that has imported it, asks for the opposite
    )
    picture = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
    if picture.width * picture.height > PIXELS:
        raise NotALogo(
            "This picture has too many pixels. Make it smaller, up to 600 by 200, and choose it again."
        )
    return picture


def _fitted(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    drawn.thumbnail(SIZE)
    drawn.info = {}  # colour profiles, comments and whereabouts stay behind
    return drawn


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
