"""A logo that somebody sends is never kept as it came: its pixels are drawn anew, and nothing else survives."""

import io
import struct
import zlib

from PIL import Image, ImageFile, ImageOps

LIMIT = 1024 * 1024  # bytes, as sent
PIXELS = 12_000_000  # more than any logo needs, and 48 MB when it is unpacked
SIZE = (600, 200)
PALE = 200  # of 255: lighter greys can't be told from paper
PLATE, EDGE = "#222222", 12  # what pale logos stand on, and by how many pixels it is larger
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)  # what Pillow raises


class NotALogo(Exception):
    """The message says in plain words what to send instead."""


def redraw(data: bytes) -> bytes:
    """A PNG of at most 600 × 200 pixels, of any PNG or JPEG, that can be seen on paper."""
    if len(data) > LIMIT:
        raise NotALogo("This picture is bigger than 1 MB. Choose a smaller one.")
    try:
        return _png(_seen_on_paper(_drawn(_opened(data))))
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


def _drawn(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(_in_8_bits(picture))
    drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    drawn.thumbnail(SIZE)
    drawn.info = {}  # colour profiles, comments and whereabouts stay behind
    return drawn


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Pillow would cut 16 bits off at white. The colour that nothing is drawn in is told in 16 bits, too."""
    clear = picture.info.get("transparency")
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        if clear is not None:
            picture.info["transparency"] = clear >> 8
    elif isinstance(clear, tuple) and max(clear) > 255:
        picture.info["transparency"] = tuple(part >> 8 for part in clear)
    return picture


def _seen_on_paper(logo: Image.Image) -> Image.Image:
    """A logo that was made for dark grounds, and lets them shine through, gets one."""
    greys = logo.convert("L").histogram(_shape(logo))
    seen, pale, whole = sum(greys), sum(greys[PALE:]), logo.width * logo.height
    return _on_a_plate(logo) if seen < whole and pale > seen / 2 else logo


def _shape(logo: Image.Image) -> Image.Image:
    """White where something is drawn, black where the ground shines through."""
    if logo.mode == "RGB":
        return Image.new("L", logo.size, 255)
    return logo.getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0)


def _on_a_plate(logo: Image.Image) -> Image.Image:
    logo.thumbnail((SIZE[0] - 2 * EDGE, SIZE[1] - 2 * EDGE))
    plate = Image.new("RGB", (logo.width + 2 * EDGE, logo.height + 2 * EDGE), PLATE)
    plate.paste(logo, (EDGE, EDGE), logo)
    return plate


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
